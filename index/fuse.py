"""Fusion of ranked lists; pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one retriever found: passage rows and its own scores, best first."""

    name: str
    rows: NDArray[np.int64]
    scores: NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage row after fusion, with what each retriever contributed."""

    row: int
    score: float
    parts: Mapping[str, float]


def weighted_minmax(rankings: Sequence[Ranking], weights: Mapping[str, float]) -> list[Candidate]:
    """Weighted sum of each list's scores scaled to [0, 1]; a row that a list lacks gets its 0.

    A list whose scores are all equal scales to 1. The weights of the lists that are there are scaled
    to sum to 1, so that BM25 alone keeps its order and comparable scores.
    (Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023.)

    Args:
        rankings: one per retriever, none with a row twice.
        weights: by the ranking's name, each at least 0.

    Returns:
        every row of any list once, best first, ties by ascending row.
    """
    present = [r for r in rankings if len(r.rows)]
    total = sum(weights[r.name] for r in present)
    scaled = [_minmax(r.scores) * (weights[r.name] / total if total else 0.0) for r in present]
    return _combine(present, scaled)


def reciprocal_rank(rankings: Sequence[Ranking], *, constant: int = 60) -> list[Candidate]:
    """Reciprocal rank fusion: the sum of 1 / (constant + rank) over the lists, ranks from 1.

    (Cormack, Clarke, Büttcher, SIGIR 2009, which also chose 60.)
    """
    return _combine(rankings, [1.0 / (constant + np.arange(1, len(r.rows) + 1)) for r in rankings])


def _minmax(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    low, high = float(scores.min()), float(scores.max())
    if high <= low:
        return np.ones(len(scores))
    return (scores.astype(np.float64) - low) / (high - low)


def _combine(rankings: Sequence[Ranking], contributions: Sequence[NDArray[np.float64]]) -> list[Candidate]:
    totals: dict[int, float] = {}
    parts: dict[int, dict[str, float]] = {}
    for ranking, contribution in zip(rankings, contributions, strict=True):
        found = zip(ranking.rows.tolist(), ranking.scores.tolist(), contribution.tolist(), strict=True)
        for rank, (row, score, share) in enumerate(found, 1):
            totals[row] = totals.get(row, 0.0) + share
            parts.setdefault(row, {}).update({ranking.name: score, f"{ranking.name}_rank": rank})
    order = sorted(totals, key=lambda row: (-totals[row], row))
    return [Candidate(row, totals[row], parts[row]) for row in order]
