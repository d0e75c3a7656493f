"""A segment as named arrays, and back again once they are found to agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

from .postings import Segment

_KINDS = {
    "ids": "int64",
    "lengths": "int32",
    "hashes": "uint32",
    "letters": "uint8",
    "letters_from": "int64",
    "documents": "int32",
    "counts": "uint8 uint16 uint32 uint64",
    "postings_from": "int64",
    "terms": "int32",
    "terms_from": "int64",
}


def segment_arrays(segment: Segment) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a segment by their names."""
    return {field.name: getattr(segment, field.name) for field in fields(segment)}


def segment_of(arrays: Mapping[str, npt.NDArray[Any]]) -> Segment:
    """The segment of these arrays, which are not copied.

    Raises:
        ValueError: if one is missing, of another type, or contradicts another, with what is wrong.
    """
    for name, kinds in _KINDS.items():
        values = arrays.get(name)
        if values is None:
            raise ValueError(f"the array {name!r} of a BM25 index is missing")
        if values.ndim != 1 or values.dtype.name not in kinds.split():
            found = f"{values.dtype.name} in {values.ndim} dimensions"
            raise ValueError(f"the array {name!r} of a BM25 index holds {found}, not {kinds}")
    segment = Segment(**{name: arrays[name] for name in _KINDS})
    if flaw := _flaw(segment):
        raise ValueError(f"the arrays of a BM25 index contradict each other: {flaw}")
    return segment


def _flaw(segment: Segment) -> str | None:
    """What is wrong with a segment whose arrays have the right types; None if nothing is."""
    vocabulary, size = len(segment.hashes), len(segment.ids)
    for name, parts, whole in (
        ("letters", vocabulary, segment.letters),
        ("postings", vocabulary, segment.documents),
        ("terms", size, segment.terms),
    ):
        begins = getattr(segment, f"{name}_from")
        if len(begins) != parts + 1:
            return f"{name}_from has {len(begins)} entries for {parts} parts"
        if begins[0] != 0 or begins[-1] != len(whole) or (np.diff(begins) < 0).any():
            return f"{name}_from does not divide the {len(whole)} entries it is about"
    if len(segment.lengths) != size:
        return f"{len(segment.lengths)} lengths for {size} ids"
    if len(segment.counts) != len(segment.documents) or len(segment.terms) != len(segment.documents):
        return "documents, counts and terms are not equally many"
    for name, values, bound in (("documents", segment.documents, size), ("terms", segment.terms, vocabulary)):
        if len(values) and not (values.min() >= 0 and values.max() < bound):
            return f"{name} has entries outside 0..{bound - 1}"
    if (np.diff(segment.ids) <= 0).any() or (np.diff(segment.hashes.astype(np.int64)) < 0).any():
        return "ids or hashes do not ascend"
    return _disagreement(segment)


def _disagreement(segment: Segment) -> str | None:
    """What a look at every posting finds; the sums are enough for a file whose checksum holds."""
    if segment.counts.sum(dtype=np.int64) != segment.lengths.sum(dtype=np.int64):
        return "counts and lengths disagree"
    if not _rising(segment.documents, segment.postings_from):
        return "the documents of a term do not ascend"
    return None if _rising(segment.terms, segment.terms_from) else "the terms of a document do not ascend"


def _rising(values: npt.NDArray[np.int32], begins: npt.NDArray[np.int64]) -> bool:
    """Whether each part's values ascend; parts begin where `begins` says."""
    falls = values[1:] <= values[:-1]
    falls[begins[(begins > 0) & (begins < len(values))] - 1] = False  # from one part to the next
    return not falls.any()
