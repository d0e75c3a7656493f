"""What an answer is made of. Every claim carries citations, every citation an article's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from onrecord.index.types import Article, Filters, Fit, Hit, SaidOn, Statement, TimeRange

if TYPE_CHECKING:
    from onrecord.index.dates import Constraint

Intent = Literal["said", "who_said", "when_said", "did_say", "fact"]
"""What was said, who said it, when it was said, whether it was said; or anything else."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood: its words, the conversation before it, and what was given beside it.

    `filters` are the constraints given beside it. `speakers` are the speakers' phrases as the question
    (or the conversation) names them, "the Kremlin spokesman"; `when` its constraints in time, several of
    relation "in" being alternatives; `sources` the outlets named. `topic` is what is left to look for:
    the words without the speaker, the time and those that only ask. `sought` is the text that a search
    of passages uses: the question itself, with what a follow-up left out. `carried` says in words what
    was taken over from the conversation ("speaker: Peskov").
    """

    text: str
    as_of: date
    filters: Filters = field(default_factory=Filters)
    intent: Intent = "fact"
    speakers: tuple[str, ...] = ()
    when: tuple[Constraint, ...] = ()
    sources: tuple[str, ...] = ()
    topic: str = ""
    sought: str = ""
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a follow-up question takes up: the question before, the speakers and the days of its answer."""

    question: Question
    speakers: tuple[str, ...] = ()
    days: TimeRange | None = None


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
class Remark:
    """One thing that somebody said, in every source that has it.

    `statements` are the same words, or the same remark in other words or translation, by one speaker on
    one day; the first is the one to show. `citations` are the numbers that carry it.
    """

    speaker: str
    said_on: SaidOn
    fit: Fit
    statements: tuple[Statement, ...]
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """A refusal: why, and the nearest that the record has.

    `remarks` are statements that come near, `nearest` the citations of these and of sentences that only
    mention what was asked for.
    """

    reason: str
    nearest: tuple[Citation, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def sentences(self) -> tuple[Citation, ...]:
        """The citations of sentences that are no part of a remark."""
        shown = {number for remark in self.remarks for number in remark.citations}
        return tuple(citation for citation in self.nearest if citation.number not in shown)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to a question, or why it says nothing.

    `speakers` are those whom a statement question means, by their full names, and `days` the ranges that
    it asks for, any of which will do. A remark is shown by its claim, in the same order.
    `timings` are milliseconds by stage. `notes` say what the reader must know, for example that
    articles without a date are among the sources.
    """

    question: Question
    claims: tuple[Claim, ...] = ()
    remarks: tuple[Remark, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstained: Abstention | None = None
    notes: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    days: tuple[TimeRange, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all remarks, in their order."""
        return tuple(statement for remark in self.remarks for statement in remark.statements)

    @property
    def turn(self) -> Turn:
        """What the next question of the conversation may take up."""
        first = self.days[0] if self.days else None
        return Turn(self.question, self.speakers, first)

    @property
    def text(self) -> str:
        """The answer in words, each claim followed by the numbers of its citations."""
        if self.abstained is not None:
            return self.abstained.reason
        return "\n".join(
            f"{claim.text} {''.join(f'[{number}]' for number in claim.citations)}" for claim in self.claims
        )
