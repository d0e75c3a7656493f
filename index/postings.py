"""An inverted index as plain numpy arrays: made at once, never changed, merged into new ones.

A term is found by binary search over the CRC-32 of its UTF-8 bytes, in which order the terms stand, so
that nothing has to be read into a dictionary first and every array may as well be mapped from a file.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Documents and their terms, both ways round. A `_from` array gives where each one's part begins.

    Attributes:
        ids: of each document, ascending; its place here is its slot.
        lengths: terms of each document, with repetitions.
        hashes: CRC-32 of each term, ascending (equal ones in order of the terms' bytes).
        letters, letters_from: the terms' UTF-8 bytes.
        documents, counts, postings_from: for each term the slots that have it, ascending, and how often;
            counts are as narrow as the largest allows.
        terms, terms_from: for each slot its distinct terms, ascending; removal reads its terms here.
    """

    ids: Int64s
    lengths: Int32s
    hashes: npt.NDArray[np.uint32]
    letters: npt.NDArray[np.uint8]
    letters_from: Int64s
    documents: Int32s
    counts: Counts
    postings_from: Int64s
    terms: Int32s
    terms_from: Int64s

    def __len__(self) -> int:
        return len(self.ids)

    def term(self, number: int) -> bytes:
        """The UTF-8 bytes of a term."""
        return self.letters[self.letters_from[number] : self.letters_from[number + 1]].tobytes()

    def find(self, term: str) -> int:
        """The number of a term, -1 if no document ever had it."""
        return self.find_all([term])[0]

    def find_all(self, terms: Sequence[str]) -> list[int]:
        """`find` for many terms, with one binary search for all."""
        encoded = [encode(term) for term in terms]
        hashes = np.fromiter(map(zlib.crc32, encoded), np.uint32, len(encoded))
        numbers = self.hashes.searchsorted(hashes)
        ends = self.hashes.searchsorted(hashes, "right")
        found = [-1] * len(encoded)
        hit = np.flatnonzero(ends > numbers)
        letters, first = self.letters.data, numbers[hit]
        spans = zip(self.letters_from[first].tolist(), self.letters_from[first + 1].tolist(), strict=True)
        for place, number, (begin, end) in zip(hit.tolist(), first.tolist(), spans, strict=True):
            if letters[begin:end] == encoded[place]:
                found[place] = number
            else:  # another term with the same hash stands first
                others = range(number + 1, int(ends[place]))
                found[place] = next((n for n in others if self.term(n) == encoded[place]), -1)
        return found

    def terms_of(self, slots: Int64s) -> Int32s:
        """The distinct terms of each of some documents, one after the other."""
        starts = self.terms_from[slots]
        return self.terms[ranges(starts, self.terms_from[slots + 1] - starts)]


def encode(term: str) -> bytes:
    """UTF-8; a lone surrogate, which broken input may hold, passes too."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """What `encode` was given."""
    return term.decode("utf-8", "surrogatepass")


def ranges(starts: Int64s, lengths: Int64s) -> Int64s:
    """The numbers from each start on, as many as its length, one range after the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - ends + lengths, lengths) + np.arange(total, dtype=np.int64)


def starts(lengths: npt.NDArray[Any]) -> Int64s:
    """Where each part begins when parts of these lengths lie end to end; one longer, for the last end."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


def narrowed(counts: npt.NDArray[Any]) -> Counts:
    """The same numbers in the narrowest unsigned integers that hold them."""
    narrow: Counts = counts.astype(np.min_scalar_type(int(counts.max(initial=0))), copy=False)
    return narrow


def invert(ids: Int64s, documents: Iterable[Sequence[str]]) -> Segment:
    """Index documents.

    Args:
        ids: of the documents, ascending.
        documents: each one's terms, as they repeat; read once.

    Raises:
        ValueError: if there are more or fewer documents than ids.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    occurrences, lengths = array("i"), array("i")
    for document in documents:
        occurrences.extend(map(numbers.__getitem__, document))
        lengths.append(len(document))
    if len(lengths) != len(ids):
        raise ValueError(f"{len(ids)} ids for {len(lengths)} documents")
    slots = np.repeat(np.arange(len(ids), dtype=np.int64), lengths)
    # One key for (document, term): sorting finds the repetitions, and needs no second array to sort along.
    width = max(len(numbers).bit_length(), 1)
    keys, counts = np.unique(slots << width | np.array(occurrences, np.int64), return_counts=True)
    return assemble(
        ids,
        np.array(lengths, np.int32),
        list(map(encode, numbers)),
        keys & (1 << width) - 1,
        keys >> width,
        counts,
    )


def assemble(
    ids: Int64s, lengths: Int32s, vocabulary: Sequence[bytes], numbers: Int64s, slots: Int64s, counts: Int64s
) -> Segment:
    """A segment from entries (term number, slot, count), each pair of term and slot once, in any order."""
    keyed = [zlib.crc32(term).to_bytes(4, "big") + term for term in vocabulary]
    order = sorted(range(len(keyed)), key=keyed.__getitem__)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    terms = ranks[numbers]
    by_document = np.argsort(slots << 32 | terms)
    terms, slots, counts = terms[by_document], slots[by_document], counts[by_document]
    by_term = _stable_order(terms)
    ordered = [vocabulary[number] for number in order]
    return Segment(
        ids=ids,
        lengths=lengths,
        hashes=np.fromiter(map(zlib.crc32, ordered), np.uint32, len(ordered)),
        letters=np.frombuffer(b"".join(ordered), np.uint8),
        letters_from=starts(np.fromiter(map(len, ordered), np.int64, len(ordered))),
        documents=slots[by_term].astype(np.int32),
        counts=narrowed(counts[by_term]),
        postings_from=starts(np.bincount(terms, minlength=len(ordered))),
        terms=terms.astype(np.int32),
        terms_from=starts(np.bincount(slots, minlength=len(ids))),
    )


def _stable_order(values: Int64s) -> Int64s:
    """A stable argsort of numbers below 2**32: two passes of numpy's 16-bit radix sort, linear in time."""
    low = np.argsort((values & 0xFFFF).astype(np.uint16), kind="stable")
    return low[np.argsort((values >> 16).astype(np.uint16)[low], kind="stable")]


def merge(segments: Sequence[Segment], alive: Sequence[Bools | None]) -> Segment:
    """One segment of what is alive in several, equal array for array to `invert` of those documents.

    Args:
        segments: each one's ids above all of the one before.
        alive: for each segment which of its slots to keep; None keeps all.
    """
    vocabulary, united = _unite(segments)
    parts = [_surviving(segment, kept) for segment, kept in zip(segments, alive, strict=True)]
    totals = np.zeros(len(vocabulary[0]), np.int64)
    for numbers, (_, _, lengths) in zip(united, parts, strict=True):
        totals[numbers] += lengths
    used = totals > 0
    final = np.cumsum(used) - 1
    postings_from = starts(totals[used])
    documents = np.empty(int(postings_from[-1]), np.int32)
    counts = np.empty(len(documents), np.result_type(np.uint8, *(part[1] for part in parts)))
    fill, first_slot, terms, terms_each = postings_from[:-1].copy(), 0, [], []
    for segment, kept, numbers, part in zip(segments, alive, united, parts, strict=True):
        mapped = final[numbers]
        slots, part_counts, lengths = part
        present = lengths > 0
        places = ranges(fill[mapped[present]], lengths[present])
        documents[places] = slots + first_slot
        counts[places] = part_counts
        fill[mapped[present]] += lengths[present]
        each = np.diff(segment.terms_from)
        own = segment.terms if kept is None else segment.terms[np.repeat(kept, each)]
        terms.append(mapped.astype(np.int32)[own])
        terms_each.append(each if kept is None else each[kept])
        first_slot += len(terms_each[-1])
    hashes, letters, letters_from = vocabulary
    widths = np.diff(letters_from)[used]
    return Segment(
        ids=_joined([s.ids for s in segments], alive),
        lengths=_joined([s.lengths for s in segments], alive),
        hashes=hashes[used],
        letters=letters[ranges(letters_from[:-1][used], widths)],
        letters_from=starts(widths),
        documents=documents,
        counts=narrowed(counts),
        postings_from=postings_from,
        terms=np.concatenate(terms),
        terms_from=starts(np.concatenate(terms_each)),
    )


def _surviving(segment: Segment, kept: Bools | None) -> tuple[Int32s, Counts, Int64s]:
    """A segment's postings in slots counted over the kept documents, and how many each term has left."""
    if kept is None:
        return segment.documents, segment.counts, np.diff(segment.postings_from)
    mask = kept[segment.documents]
    slots = (np.cumsum(kept) - 1).astype(np.int32)
    gone = np.bincount(segment.terms_of(np.flatnonzero(~kept)), minlength=len(segment.hashes))
    return slots[segment.documents[mask]], segment.counts[mask], np.diff(segment.postings_from) - gone


def _joined(arrays: Sequence[npt.NDArray[Any]], alive: Sequence[Bools | None]) -> npt.NDArray[Any]:
    pairs = zip(arrays, alive, strict=True)
    return np.concatenate([values if kept is None else values[kept] for values, kept in pairs])


def _unite(
    segments: Sequence[Segment],
) -> tuple[tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8], Int64s], list[Int64s]]:
    """The union of the vocabularies (hashes, letters, where they begin), and each term's number in it."""
    hashes = np.concatenate([segment.hashes for segment in segments])
    letters = np.concatenate([segment.letters for segment in segments])
    widths = np.concatenate([np.diff(segment.letters_from) for segment in segments])
    begins = starts(widths)
    order = np.argsort(hashes, kind="stable")  # finds the segments' sorted runs and merges them
    first = np.ones(len(order), np.bool_)
    first[1:] = hashes[order][1:] != hashes[order][:-1]
    _settle_equal_hashes(order, first, letters.tobytes(), begins)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.cumsum(first) - 1
    chosen = order[first]
    united = letters[ranges(begins[chosen], widths[chosen])]
    bounds = np.cumsum([len(segment.hashes) for segment in segments])[:-1]
    return (hashes[chosen], united, starts(widths[chosen])), np.split(numbers, bounds)


def _settle_equal_hashes(order: Int64s, first: Bools, letters: bytes, begins: Int64s) -> None:
    """Where hashes are equal, put terms in order of their bytes and mark the first of each, in place.

    Only terms that two segments share, or that collide, are looked at: few when a tail joins a base.
    """
    heads = np.flatnonzero(first)
    ends = np.append(heads[1:], len(order))
    several = ends - heads > 1
    for head, end in zip(heads[several].tolist(), ends[several].tolist(), strict=True):
        words = sorted(
            (letters[begins[place] : begins[place + 1]], place) for place in order[head:end].tolist()
        )
        order[head:end] = [place for _, place in words]
        first[head + 1 : end] = [word != before for (before, _), (word, _) in pairwise(words)]
