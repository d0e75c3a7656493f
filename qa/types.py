"""What an answer is made of. Every claim carries citations, every citation an article's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onrecord.index.types import Article, Filters, Hit, Statement, TimeRange


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the day it is asked, and the constraints that were read from it or given with it."""

    text: str
    as_of: date
    filters: Filters = field(default_factory=Filters)
    speakers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def when(self) -> TimeRange | None:
        """The days that the answer's articles were published on."""
        return self.filters.published


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of a hit that may answer the question.

    `coverage` is the share, by rarity, of the question's words that the sentence and its article's
    title hold, in [0, 1]; `score` orders the evidence of one question.
    """

    hit: Hit
    start: int
    end: int
    text: str
    coverage: float
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of an article; `verified` says that they were found there, in the stored text, by code."""

    number: int
    article: Article
    start: int
    end: int
    quote: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """Part of an answer, with the numbers of the citations that carry it (at least one)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Abstention:
    """A refusal: why, and the nearest that the record has."""

    reason: str
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to a question, or why it says nothing.

    `timings` are milliseconds by stage. `notes` say what the reader must know, for example that
    articles without a date are among the sources.
    """

    question: Question
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstained: Abstention | None = None
    notes: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The answer in words, each claim followed by the numbers of its citations."""
        if self.abstained is not None:
            return self.abstained.reason
        return "\n".join(
            f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in self.claims
        )
