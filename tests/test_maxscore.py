"""Skipping work must not change what is found: every case against scoring everything."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from onrecord.index.maxscore import Clause, best, saturation

K1 = 1.5


@st.composite
def races(draw: DrawFn) -> tuple[list[Clause], np.ndarray, int, np.ndarray | None]:
    """Clauses over up to 150 slots, some removed, few distinct norms (so that scores tie), and a filter."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.integers(1, 150))
    norms = rng.choice([0.6, 1.0, 1.5, np.inf], size, p=[0.3, 0.3, 0.3, 0.1])
    clauses = []
    for share in draw(st.lists(st.sampled_from([0.02, 0.1, 0.5, 1.0]), min_size=1, max_size=6)):
        documents = np.flatnonzero(rng.random(size) < share).astype(np.int32)
        counts = rng.choice(np.array([1, 1, 1, 2, 5], np.uint8), len(documents))
        clauses.append(Clause(documents, counts, draw(st.sampled_from([-0.5, 0.0, 0.1, 1.0, 4.0, 9.0]))))
    among = draw(st.sampled_from([None, 0.05, 0.5, 1.0]))
    slots = None if among is None else np.flatnonzero(rng.random(size) < among).astype(np.int32)
    return clauses, norms, draw(st.sampled_from([1, 2, 5, 10, 200])), slots


@given(races())
@settings(max_examples=500)
def test_the_best_are_those_of_scoring_everything(race: tuple) -> None:
    clauses, norms, k, among = race
    everything = np.zeros(len(norms))
    for clause in sorted(clauses, key=lambda c: (c.weight >= 0, len(c.documents))):
        everything[clause.documents] += clause.weight * saturation(clause.counts, norms[clause.documents], K1)
    eligible = range(len(norms)) if among is None else among.tolist()
    expected = sorted((s for s in eligible if everything[s] > 0), key=lambda s: (-everything[s], s))[:k]

    slots, scores = best(clauses, norms, float(norms.min()), K1, k, among)

    assert slots.tolist() == expected
    assert scores.tolist() == everything[expected].tolist()  # to the last bit
