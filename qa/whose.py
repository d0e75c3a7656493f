"""Whose words are wanted, and of which years there are any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.index import NewsIndex
from onrecord.index.types import Spoken

from .words import listed


@dataclass(frozen=True, slots=True)
class Whose:
    """The canonical names that phrases mean, the phrases that mean nobody in the record, and notes."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]


def whose(index: NewsIndex, phrases: Iterable[str]) -> Whose:
    """Find out whom phrases mean; a note says who else could have been meant."""
    names: dict[str, None] = {}
    unknown, notes = [], []
    for phrase in phrases:
        clear = index.meant(phrase)
        if not clear:
            unknown.append(phrase)
        names.update(dict.fromkeys(clear))
        others = [name for name, _ in index.speakers(phrase) if name not in clear]
        if others:
            notes.append(f"“{phrase}” was taken as {listed(clear)}; there is also {listed(others[:3])}")
    return Whose(tuple(names), tuple(unknown), tuple(notes))


def years(found: Iterable[Spoken]) -> set[int]:
    """The years in which the statements were said, as far as that is known."""
    ranges = [each.statement.said_on.range for each in found]
    return {year for r in ranges if r is not None for year in range(r.start.year, r.end.year + 1)}
