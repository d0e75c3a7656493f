"""MRR@k: how early the first relevant one comes."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet


def mrr(ranked: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """One over the rank of the first relevant id among the first k; 0 when there is none."""
    return next((1.0 / rank for rank, item in enumerate(ranked[:k], 1) if item in relevant), 0.0)
