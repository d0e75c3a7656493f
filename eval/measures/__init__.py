"""Measures, one a file: plain functions over one question's ranking; `RANKING` names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from .hit import hit
from .mrr import mrr
from .ndcg import ndcg
from .recall import recall

RANKING: dict[str, Callable[[Sequence[str], AbstractSet[str], int], float]] = {
    "nDCG": ndcg,
    "recall": recall,
    "hit": hit,
    "MRR": mrr,
}
"""By name: f(ranked ids, relevant ids, k) → [0, 1]. A question without a ranking scores 0."""

__all__ = ["RANKING", "hit", "mrr", "ndcg", "recall"]
