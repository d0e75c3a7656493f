"""The words of the field as types. Read this first: frozen records flow between stages, stages are functions.

Offsets are Unicode code points into the text that is stored, and for every span here
`article.text[start:end]` is exactly what the span says (invariant 1 of ARCHITECTURE.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, overload

Basis = Literal["given", "url", "json-ld", "meta", "feed", "htmldate", "text", "unknown"]
"""How a publication time is known, from the strongest to none."""


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """A closed interval of days: both ends belong to it.

    Raises:
        ValueError: if `end` is before `start`.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a time range cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def day(cls, day: date) -> TimeRange:
        """The range of a single day."""
        return cls(day, day)

    def overlaps(self, other: TimeRange) -> bool:
        """Whether any day belongs to both."""
        return self.start <= other.end and other.start <= self.end

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published and how that is known.

    `at` is the exact moment where the source gives one; `range` the day, or days, that it falls on
    in the publisher's own time; both None when `basis` is "unknown".
    """

    at: datetime | None = None
    range: TimeRange | None = None
    basis: Basis = "unknown"

    @classmethod
    def on(cls, day: date, basis: Basis) -> Published:
        """Published on a known day, at an unknown hour."""
        return cls(at=None, range=TimeRange.day(day), basis=basis)

    @classmethod
    def moment(cls, at: datetime, basis: Basis) -> Published:
        """Published at a known moment; the day is the one written with it (its own offset)."""
        return cls(at=at, range=TimeRange.day(at.date()), basis=basis)

    def iso(self) -> str | None:
        """ISO 8601: the moment, else the day, else `first/last` of the interval, else None."""
        if self.at is not None:
            return self.at.isoformat()
        if self.range is None:
            return None
        if self.range.start == self.range.end:
            return self.range.start.isoformat()
        return f"{self.range.start.isoformat()}/{self.range.end.isoformat()}"


UNDATED = Published()


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it came in.

    `text` is stored as given (for a web page: as extracted) and never edited, so that offsets are
    offsets into the user's own text; what in it is furniture is found by `blocks.py` and kept out
    of the passages. `also_in` holds the ids of near-identical copies and is filled by the index.
    """

    id: str
    title: str
    text: str
    url: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Published = UNDATED
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one article: the unit that is embedded, searched and shown."""

    id: str
    article_id: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard constraints, applied inside the search. An empty tuple or None constrains nothing.

    An article without a publication day passes `published` and is ranked under the dated ones.
    `said_on` are alternatives ("on May 5 or 7"), and a statement without a day passes them in the same
    way. Of passages, `said_on` and `speakers` let through those that hold such a statement.
    """

    published: TimeRange | None = None
    said_on: tuple[TimeRange, ...] = ()
    sources: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.published is not None or any(
            (self.said_on, self.sources, self.speakers, self.article_ids)
        )


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: the words, how many hits, what they must satisfy, and the day it is asked."""

    text: str
    k: int = 10
    filters: Filters = field(default_factory=Filters)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query.

    `parts` is what each retriever contributed, for explanation: "bm25" and "dense" are raw scores,
    "bm25_rank" and "dense_rank" places counted from 1; absent where that retriever did not find it.
    """

    rank: int
    score: float
    passage: Passage
    article: Article
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hits(Sequence[Hit]):
    """The result of a search: a sequence of hits, best first, and what the reader must know of it.

    `retrievers` are those that took part; `notes` say in words what was missing, for example that
    vectors are still being made and the order is BM25's alone.
    """

    hits: tuple[Hit, ...] = ()
    retrievers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | Sequence[Hit]:
        return self.hits[index]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)


StatementKind = Literal["direct", "indirect", "mixed"]
"""Wholly quoted, wholly reported in the writer's words, or reported with quoted parts."""

JOINER = " … "
"""Stands between the segments of a statement in its text."""

SaidBasis = Literal["cue", "sentence", "paragraph", "speaker", "publication", "unknown"]


@dataclass(frozen=True, slots=True)
class SaidOn:
    """When words were said.

    `basis` says what the range was read from: "cue" (a date attached to the verb of saying),
    "sentence", "paragraph", "speaker" (the same speaker nearby), "publication" (on or before the
    day of publication: the range then ends on that day) or "unknown" (range None).
    `confidence` is in [0, 1].
    """

    range: TimeRange | None = None
    basis: SaidBasis = "unknown"
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that an article reports somebody to have said.

    `segments` are the content's spans in the article's text (two when the cue interrupts a
    quotation) and `text` is those spans joined by JOINER, the article's own words. `headline` marks
    words of a headline, which outlets alter: they are kept and never shown as verbatim.
    """

    id: str
    article_id: str
    speaker: str
    speaker_as_written: str
    kind: StatementKind
    cue: str
    segments: tuple[tuple[int, int], ...]
    text: str
    said_on: SaidOn = SaidOn()
    addressee: str | None = None
    medium: str | None = None
    headline: bool = False


Fit = Literal["certain", "possible", "undated"]
"""How the days of a statement agree with those asked for: it was said on them; its own days reach far
beyond them; its day is not known."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement that was found, as a Hit is a passage that was found.

    `about` is how much of the topic asked for it speaks of, in [0, 1]; 1 where none was asked for.
    """

    statement: Statement
    article: Article
    fit: Fit
    about: float = 1.0
