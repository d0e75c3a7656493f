"""FAISS behind our search: against numpy, with filters, removal and a round trip through a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.dense import Dense

DIMENSION = 16


def unit(rng: np.random.Generator, n: int) -> np.ndarray:
    vectors = rng.standard_normal((n, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@settings(max_examples=50, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(1, 60),
    k=st.integers(1, 70),
    allowed=st.none() | st.sets(st.integers(0, 200)),
    removed=st.sets(st.integers(0, 200)),
)
def test_equals_numpy(seed: int, n: int, k: int, allowed: set[int] | None, removed: set[int]) -> None:
    rng = np.random.default_rng(seed)
    ids = np.sort(rng.choice(200, n, replace=False)).astype(np.int64)
    vectors, query = unit(rng, n), unit(rng, 1)[0]
    dense = Dense(DIMENSION)
    dense.add(ids, vectors)
    gone = np.array(sorted(removed), np.int64)
    assert dense.remove(gone) == len(removed & set(ids.tolist()))
    found, scores = dense.search(query, k, None if allowed is None else np.array(sorted(allowed), np.int64))
    left = [i for i in range(n) if ids[i] not in removed and (allowed is None or ids[i] in allowed)]
    expected = sorted(left, key=lambda i: -float(vectors[i] @ query))[:k]
    assert set(found.tolist()) == {int(ids[i]) for i in expected}
    np.testing.assert_allclose(scores, [vectors[i] @ query for i in expected], atol=1e-5)


def test_round_trip(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    dense = Dense(DIMENSION)
    dense.add(np.arange(5, 105), unit(rng, 100))
    dense.remove(np.array([7, 8]))
    dense.save(tmp_path / "dense.faiss")
    again = Dense.load(tmp_path / "dense.faiss", DIMENSION)
    query = unit(rng, 1)[0]
    for one, other in zip(dense.search(query, 20), again.search(query, 20), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_wrong_file_is_told(tmp_path: Path) -> None:
    dense = Dense(DIMENSION)
    dense.save(tmp_path / "dense.faiss")
    with pytest.raises(ValueError, match="dimension"):
        Dense.load(tmp_path / "dense.faiss", DIMENSION + 1)
    (tmp_path / "junk").write_bytes(b"not faiss at all")
    with pytest.raises(ValueError, match="not a FAISS index"):
        Dense.load(tmp_path / "junk", DIMENSION)


def test_an_empty_index_finds_nothing() -> None:
    ids, scores = Dense(DIMENSION).search(np.ones(DIMENSION, np.float32), 5)
    assert len(ids) == len(scores) == 0
