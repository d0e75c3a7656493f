"""Documents that come and go, and how many have each term: the state under BM25.

A large immutable segment (`postings.py`) holds most documents, a small growing tail (`tail.py`) the latest;
removed ones are marked and left out at the next merge. Document frequencies are counted up and down, and a
histogram of them with them: all that IDFs and their mean depend on, so that no IDF is ever refreshed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from .postings import Bools, Int32s, Int64s, Segment, invert, merge
from .tail import Tail

# Documents that are inverted in one sort: its temporary arrays took 154 MB for 25,000 passages of 111 words.
_CHUNK = 1 << 15

# A merge is due when tail and removed documents together are this share of the base, and at least so many.
# It costs what the base costs: a smaller share merges more often, a larger one has more in the tail's lists,
# which take 2.4 times a segment's memory. 25,000 passages in steps of 500 took the same from 1/16 to 1/4.
_MERGE_SHARE, _MERGE_LEAST = 1 / 8, 2048


class Collection:
    """Postings of documents with ids.

    A slot is a document's place among all that are held, removed ones too, in ascending order of ids.
    Reads may run together from several threads; `add`, `remove` and `compact` need the collection alone.

    Args:
        base: the documents to begin with.
    """

    def __init__(self, base: Segment) -> None:
        self._hold(base)

    def _hold(self, base: Segment) -> None:
        self._base, self._tail = base, Tail(base)
        self._removed: set[int] = set()  # slots
        self.size = len(base)
        self.total_length = int(base.lengths.sum(dtype=np.int64))
        self._frequencies = np.diff(base.postings_from)  # documents that have each term, removed ones not
        self.histogram = np.bincount(
            self._frequencies, minlength=1
        )  # terms of each frequency; [0] has no use

    @property
    def ids(self) -> Int64s:
        """The id of each slot."""
        return np.concatenate([self._base.ids, self._tail.ids]) if len(self._tail) else self._base.ids

    @property
    def lengths(self) -> Int32s:
        """The terms of each slot's document, with repetitions."""
        return (
            np.concatenate([self._base.lengths, self._tail.lengths])
            if len(self._tail)
            else self._base.lengths
        )

    @property
    def alive(self) -> Bools | None:
        """Which slots are not removed; None if all."""
        return self._alive(0, len(self._base) + len(self._tail))

    def slots(self, ids: Int64s) -> Int32s:
        """The slots of those ids (ascending) that have one, ascending; removed ones too."""
        parts, first = [], 0
        for present in (self._base.ids, self._tail.ids):
            parts.append(_places(present, ids) + first)
            first += len(present)
        return np.concatenate(parts).astype(np.int32)

    def terms(self) -> Iterator[str]:
        """The distinct terms of the documents."""
        for number in np.flatnonzero(self._frequencies[: self._tail.vocabulary_size]).tolist():
            yield self._tail.term(number)

    def find(self, term: str) -> int:
        """The number of a term; -1 if no document held has it."""
        number = self._tail.numbers.get(term)
        return self._base.find(term) if number is None else number

    def frequency(self, number: int) -> int:
        """How many documents have a term, given by its number; 0 for -1."""
        return int(self._frequencies[number]) if number >= 0 else 0

    def postings(self, number: int) -> tuple[Int32s, npt.NDArray[np.integer]]:
        """The slots that have a term, ascending, removed ones too, and how often."""
        parts: list[tuple[Int32s, npt.NDArray[np.integer]]] = []
        if number < len(self._base.hashes):
            part = slice(self._base.postings_from[number], self._base.postings_from[number + 1])
            parts.append((self._base.documents[part], self._base.counts[part]))
        if (added := self._tail.postings(number)) is not None:
            parts.append(added)
        if len(parts) == 1:
            return parts[0]
        return np.concatenate([slots for slots, _ in parts]), np.concatenate([counts for _, counts in parts])

    def add(self, ids: Int64s, documents: Sequence[Sequence[str]]) -> None:
        """Add documents; ids ascend.

        Raises:
            ValueError: if they are not above all that are present, or not as many as the documents.
        """
        if len(ids) != len(documents):
            raise ValueError(f"{len(ids)} ids for {len(documents)} documents")
        if not len(ids):
            return
        if ids[0] <= self._last_id():
            self.compact()  # a removed document may hold that id, or one above it
            if ids[0] <= self._last_id():
                raise ValueError(f"id {ids[0]} is not above {self._last_id()}, the last one present")
        if self._unmerged() + len(ids) > self._room():
            self._hold(self._merged([invert(ids, documents)]))
            return
        terms = self._tail.add(ids, documents)
        self.size += len(ids)
        self.total_length += sum(map(len, documents))
        self._count(terms, 1)

    def remove(self, ids: Int64s) -> int:
        """Remove documents, ids ascending, and say how many; ids that are not present are passed over."""
        slots = [slot for slot in self.slots(ids).tolist() if slot not in self._removed]
        old = np.array([slot for slot in slots if slot < len(self._base)], np.int64)
        late = [slot - len(self._base) for slot in slots if slot >= len(self._base)]
        self._removed.update(slots)
        self.size -= len(slots)
        self.total_length -= int(self._base.lengths[old].sum(dtype=np.int64)) + self._tail.length_of(late)
        self._count(np.concatenate([self._base.terms_of(old), self._tail.terms_of(late)]), -1)
        if self._unmerged() > self._room():
            self.compact()
        return len(slots)

    def compact(self) -> None:
        """Merge everything into one segment and let go of what was removed; `add` and `remove` see to it."""
        if self._unmerged():
            self._hold(self._merged([]))

    def segment(self) -> Segment:
        """All that is present as one segment; the collection stays as it is."""
        return self._merged([]) if self._unmerged() else self._base

    def _merged(self, more: Sequence[Segment]) -> Segment:
        segments, alive = [self._base], [self._alive(0, len(self._base))]
        if len(self._tail):
            segments.append(self._tail.segment())
            alive.append(self._alive(len(self._base), len(self._tail)))
        return merge([*segments, *more], [*alive, *(None for _ in more)])

    def _alive(self, first: int, size: int) -> Bools | None:
        """Which of `size` slots, from the first on, are not removed; None if all."""
        gone = [slot - first for slot in self._removed if first <= slot < first + size]
        if not gone:
            return None
        alive = np.ones(size, np.bool_)
        alive[gone] = False
        return alive

    def _count(self, terms: npt.NDArray[np.integer], sign: int) -> None:
        """Count documents' distinct terms in (1) or out (-1): their frequencies and the histogram."""
        self._frequencies = _grown(self._frequencies, self._tail.vocabulary_size)
        self.histogram = _grown(self.histogram, self.size + 1)
        changed, times = np.unique(terms, return_counts=True)
        before = self._frequencies[changed]
        after = before + sign * times
        np.subtract.at(self.histogram, before, 1)
        np.add.at(self.histogram, after, 1)
        self._frequencies[changed] = after

    def _unmerged(self) -> int:
        return len(self._tail) + len(self._removed)

    def _room(self) -> float:
        return max(_MERGE_LEAST, _MERGE_SHARE * len(self._base))

    def _last_id(self) -> float:
        """The highest id of all slots, removed ones too; -inf when there are none."""
        for ids in (self._tail.ids, self._base.ids):
            if len(ids):
                return int(ids[-1])
        return -math.inf


def inverted(documents: Iterable[Sequence[str]], ids: Int64s | None) -> Segment:
    """One segment of any number of documents, a chunk of them in memory at a time.

    Args:
        documents: each one's terms; read once.
        ids: ascending; 0, 1, … when None.

    Raises:
        ValueError: if there are more or fewer ids than documents.
    """
    rest, segments, first = iter(documents), [], 0
    while chunk := list(islice(rest, _CHUNK)):
        last = first + len(chunk)
        segments.append(invert(np.arange(first, last) if ids is None else ids[first:last], chunk))
        first = last
    if ids is not None and len(ids) != first:
        raise ValueError(f"{len(ids)} ids for {first} documents")
    if len(segments) == 1:
        return segments[0]
    return merge(segments, [None] * len(segments)) if segments else invert(np.empty(0, np.int64), [])


def _places(present: Int64s, ids: Int64s) -> Int64s:
    """The places in one ascending array of those of another that are in it."""
    if not len(present):
        return np.empty(0, np.int64)
    low, span = int(present[0]), int(present[-1] - present[0]) + 1
    if len(ids) * 8 > len(present) and span <= 4 * len(present):
        wanted = np.zeros(span, np.bool_)  # a table beats a binary search for each of many
        wanted[ids[(ids >= low) & (ids < low + span)] - low] = True
        return np.flatnonzero(wanted[present - low])
    places = present.searchsorted(ids)
    found: Int64s = places[present.take(places, mode="clip") == ids]
    return found


def _grown(numbers: Int64s, size: int) -> Int64s:
    """The same numbers with zeros behind them, as many as the size or, not to grow every time, more."""
    if len(numbers) >= size:
        return numbers
    return np.concatenate([numbers, np.zeros(max(size - len(numbers), len(numbers) // 8), np.int64)])
