"""recall@k: how much of what is relevant is among the first k."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet


def recall(ranked: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """The share of the relevant ids that are among the first k; 0 when nothing is relevant."""
    return len(relevant & set(ranked[:k])) / len(relevant) if relevant else 0.0
