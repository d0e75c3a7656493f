"""The documents added since the last merge, in lists that grow: what `Segment` is not."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np

from .postings import Int32s, Int64s, Segment, assemble, decode, encode

_COUNT = 32  # bits of an entry that hold the count; the slot stands above them


class Tail:
    """A small index behind a base segment, whose slots and term numbers go on from the base's.

    Adding costs what the added documents cost. Removed documents stay until the next merge.

    Args:
        base: the segment that this continues.
    """

    def __init__(self, base: Segment) -> None:
        self._base = base
        self.numbers: dict[str, int] = {}  # of every term met here, the base's own included
        self._new: list[str] = []
        self._entries: dict[int, array[int]] = {}
        self._ids, self._lengths = array("q"), array("i")
        self._terms: list[array[int]] = []

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def vocabulary_size(self) -> int:
        """One more than the highest term number of base and tail."""
        return len(self._base.hashes) + len(self._new)

    def term(self, number: int) -> str:
        """The term of a number, the base's too."""
        known = len(self._base.hashes)
        return self._new[number - known] if number >= known else decode(self._base.term(number))

    @property
    def ids(self) -> Int64s:
        """Ids of the documents, ascending; removed ones too."""
        return np.array(self._ids, np.int64)

    @property
    def lengths(self) -> Int32s:
        """Terms of each document, with repetitions."""
        return np.array(self._lengths, np.int32)

    def add(self, ids: Int64s, documents: Sequence[Sequence[str]]) -> Int32s:
        """Append documents; returns the distinct terms of each, one document after the other."""
        self._number(dict.fromkeys(chain.from_iterable(documents)))
        added = len(self._terms)
        slot = len(self._base) + added
        for document in documents:
            counted = Counter(document)
            terms = array("i", map(self.numbers.__getitem__, counted))
            high = slot << _COUNT
            for number, times in zip(terms, counted.values(), strict=True):
                self._entries[number].append(high | times)
            self._terms.append(terms)
            self._lengths.append(len(document))
            slot += 1
        self._ids.extend(ids.tolist())
        return _flat(self._terms[added:])

    def _number(self, terms: dict[str, None]) -> None:
        """Give a number and a list of entries to each term that is met for the first time."""
        met = [term for term in terms if term not in self.numbers]
        for term, known in zip(met, self._base.find_all(met), strict=True):
            number = known
            if known < 0:
                number = self.vocabulary_size
                self._new.append(term)
            self.numbers[term] = number
            self._entries[number] = array("Q")

    def postings(self, number: int) -> tuple[Int32s, Int64s] | None:
        """Slots that have a term, ascending, and how often; None if none here ever had."""
        entries = self._entries.get(number)
        if not entries:
            return None
        packed = np.array(entries, np.int64)
        return (packed >> _COUNT).astype(np.int32), packed & (1 << _COUNT) - 1

    def terms_of(self, places: Sequence[int]) -> Int32s:
        """The distinct terms of each of some documents, given by their places in this tail."""
        return _flat([self._terms[place] for place in places])

    def length_of(self, places: Sequence[int]) -> int:
        """Terms of some documents together, with repetitions."""
        return sum(self._lengths[place] for place in places)

    def segment(self) -> Segment:
        """All documents of the tail, removed ones too, as a segment of their own."""
        vocabulary = [encode(self.term(number)) for number in self._entries]
        packed = np.fromiter(chain.from_iterable(self._entries.values()), np.int64)
        sizes = np.fromiter(map(len, self._entries.values()), np.int64, len(vocabulary))
        return assemble(
            self.ids,
            self.lengths,
            vocabulary,
            np.repeat(np.arange(len(vocabulary)), sizes),
            (packed >> _COUNT) - len(self._base),
            packed & (1 << _COUNT) - 1,
        )


def _flat(arrays: Sequence[array[int]]) -> Int32s:
    return np.frombuffer(b"".join(arrays), np.int32)
