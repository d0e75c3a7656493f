"""Fusion against plain arithmetic, and the properties that searches rely on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.fuse import Ranking, reciprocal_rank, weighted_minmax

WEIGHTS = {"bm25": 0.7, "dense": 0.3}


def ranking(name: str, scores: dict[int, float]) -> Ranking:
    rows = sorted(scores, key=lambda row: (-scores[row], row))
    return Ranking(name, np.array(rows, np.int64), np.array([scores[r] for r in rows], np.float64))


def test_weighted_minmax_by_hand() -> None:
    fused = weighted_minmax(
        [ranking("bm25", {1: 10.0, 2: 6.0, 3: 2.0}), ranking("dense", {3: 0.9, 1: 0.5, 4: 0.4})], WEIGHTS
    )
    assert [(c.row, pytest.approx(c.score)) for c in fused] == [
        (1, 0.7 + 0.3 * 0.2),
        (2, 0.35),
        (3, 0.3),
        (4, 0.0),
    ]
    assert fused[0].parts == {"bm25": 10.0, "bm25_rank": 1, "dense": 0.5, "dense_rank": 2}


def test_one_list_alone_keeps_its_order_and_its_scale() -> None:
    fused = weighted_minmax([ranking("bm25", {5: 3.0, 6: 1.0}), ranking("dense", {})], WEIGHTS)
    assert [(c.row, c.score) for c in fused] == [(5, 1.0), (6, 0.0)]


def test_reciprocal_rank_by_hand() -> None:
    fused = reciprocal_rank([ranking("bm25", {1: 9.0, 2: 8.0}), ranking("dense", {2: 0.9})])
    assert [(c.row, pytest.approx(c.score)) for c in fused] == [(2, 1 / 62 + 1 / 61), (1, 1 / 61)]


scored = st.dictionaries(st.integers(1, 30), st.floats(0, 100, width=32), max_size=15)


@given(bm25=scored, dense=scored)
def test_every_row_once_best_first_ties_by_row(bm25: dict[int, float], dense: dict[int, float]) -> None:
    for fused in (
        weighted_minmax([ranking("bm25", bm25), ranking("dense", dense)], WEIGHTS),
        reciprocal_rank([ranking("bm25", bm25), ranking("dense", dense)]),
    ):
        assert {c.row for c in fused} == bm25.keys() | dense.keys()
        assert [(-c.score, c.row) for c in fused] == sorted((-c.score, c.row) for c in fused)
        assert all(0 <= c.score <= 1 + 1e-9 for c in fused)
