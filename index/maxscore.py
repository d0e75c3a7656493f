"""The best documents for a few terms without scoring all that have them, and exactly the same ones.

Turtle and Flood, "Query evaluation: strategies and optimizations" (1995), by whole terms: the rarest come
first, and once the terms left cannot lift a document past the k-th best so far, only the documents that are
still in the race are looked up in them. What a document's score is summed from, and in which order, does not
depend on what was skipped, so that equal documents stay equal to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .postings import Int32s

Floats = npt.NDArray[np.float64]

# The three below: realtimeqa's 733 questions over passages of 111 words, medians of CPU time.

_PROBE = 5
"""Looking a slot up in a term's postings costs about as much as scoring so many (35 ns, 6.5 ns)."""

_FEW = 32
"""A filter of fewer than the slots divided by this is looked up in the postings, not laid over the norms. At
200,000 passages: a 64th of them looked up 3.0 ms, laid over 5.1; a 24th 5.7 and 4.1; a sixth 9.4 and 2.3."""

_NARROW = 4
"""The race is narrowed when the postings left are at least the slots in it divided by this. At 480,000
4.4 ms, without narrowing 6.8 to 7.5; at 200,000 1.6 and 1.9; from 1 to 16 no difference."""

_SLACK = 1 - 1e-9  # bounds are sums in another order than scores


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A term of a query: slots that have it, ascending, how often, and its weight (IDF × repetitions)."""

    documents: Int32s
    counts: npt.NDArray[np.integer]
    weight: float


def saturation(counts: npt.NDArray[np.integer], norms: Floats, k1: float) -> Floats:
    """BM25's share of a term's weight, in rank_bm25's order of operations (equal to the last bit).

    Args:
        counts: how often a document has the term.
        norms: k1 × (1 - b + b × length / average length) of that document; inf for a removed one.
    """
    shares: Floats = counts * (k1 + 1) / (counts + norms)
    return shares


def best(
    clauses: Sequence[Clause], norms: Floats, least_norm: float, k1: float, k: int, among: Int32s | None
) -> tuple[Int32s, Floats]:
    """The k best slots with a score above 0 and their scores, best first, ties by ascending slot.

    Args:
        clauses: the query's terms, in any order.
        norms: of every slot, see `saturation`.
        least_norm: the smallest of them.
        k1: BM25's parameter.
        k: how many.
        among: the only slots that may be found, ascending; None allows all.
    """
    # Negative weights, which tiny corpora have, come first: after them scores only rise.
    clauses = sorted(clauses, key=lambda clause: (clause.weight >= 0, len(clause.documents)))
    bounds = [_bound(clause, least_norm, k1) for clause in clauses]
    if among is not None and len(among) * _FEW > len(norms):
        norms, among = _only(norms, among), None
    scores, racing = np.zeros(len(norms)), among
    sample: Int32s | None = None  # whose k-th best score the k-th best of all cannot be below
    for place, clause in enumerate(clauses):
        left = sum(len(later.documents) for later in clauses[place:])
        crowd = len(norms) if racing is None else len(racing)
        if sample is not None and clause.weight >= 0 and left * _NARROW > crowd > k:
            racing = _narrowed(scores, racing, _kth(scores, sample, k), sum(bounds[place:]))
        _accumulate(scores, clause, norms, k1, racing)
        if racing is not None:
            sample = racing if len(racing) >= k else None
        elif len(clause.documents) >= k and (sample is None or _kth(scores, sample, k) <= 0):
            sample = clause.documents  # the rarest term's that will do: the best are likely among them
    if racing is None:
        least = 0.0 if sample is None else _kth(scores, sample, k)
        racing = np.flatnonzero(scores >= least if least > 0 else scores > 0).astype(np.int32)
    return _top(racing, scores[racing], k)


def _only(norms: Floats, among: Int32s) -> Floats:
    """The norms as if all other slots were removed."""
    only = np.full(len(norms), np.inf)
    only[among] = norms[among]
    return only


def _bound(clause: Clause, least_norm: float, k1: float) -> float:
    """No document gets more from this term."""
    most = clause.counts.max(initial=1)
    return max(clause.weight, 0.0) * float(most * (k1 + 1) / (most + least_norm))


def _kth(scores: Floats, sample: Int32s, k: int) -> float:
    """The k-th best score of some slots, at least k of them."""
    values = scores[sample]
    return float(np.partition(values, len(values) - k)[len(values) - k])


def _narrowed(scores: Floats, racing: Int32s | None, kth: float, rest: float) -> Int32s | None:
    """The slots that can still reach a score of `kth` when `rest` is the most that any can gain."""
    least = kth * _SLACK - rest
    if racing is not None:
        return racing[scores[racing] >= least]
    if least <= 0:  # a slot that no term so far has found could still enter
        return None
    return np.flatnonzero(scores >= least).astype(np.int32)


def _accumulate(scores: Floats, clause: Clause, norms: Floats, k1: float, racing: Int32s | None) -> None:
    """Add a term's contributions: to all its documents, or to the racing ones where they are few."""
    documents, counts = clause.documents, clause.counts
    if racing is not None and len(racing) * _PROBE < len(documents):
        places = documents.searchsorted(racing)
        places[places == len(documents)] = 0
        places = places[documents[places] == racing]
        documents, counts = documents[places], counts[places]
    slots = documents.astype(np.intp)  # once, instead of inside each of the three lookups below
    scores[slots] += clause.weight * saturation(counts, norms[slots], k1)


def _top(slots: Int32s, values: Floats, k: int) -> tuple[Int32s, Floats]:
    positive = values > 0
    if not positive.all():
        slots, values = slots[positive], values[positive]
    if len(values) > k:
        kept = values >= np.partition(values, len(values) - k)[len(values) - k]
        slots, values = slots[kept], values[kept]
    order = np.argsort(-values, kind="stable")[:k]
    return slots[order], values[order]
