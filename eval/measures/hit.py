"""hit@k (success): whether anything relevant is among the first k."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet


def hit(ranked: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """1 if one of the first k ids is relevant, else 0."""
    return float(any(item in relevant for item in ranked[:k]))
