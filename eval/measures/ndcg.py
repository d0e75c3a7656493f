"""nDCG@k for binary relevance (Järvelin and Kekäläinen, TOIS 2002)."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from math import log2


def ndcg(ranked: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """The discounted gain of the first k ids over that of the best order; 0 when nothing is relevant."""
    gain = sum(1.0 / log2(rank + 1) for rank, item in enumerate(ranked[:k], 1) if item in relevant)
    ideal = sum(1.0 / log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))
    return gain / ideal if ideal else 0.0
