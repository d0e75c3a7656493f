"""A question as it was typed, and what it is read against."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from .types import Question, Turn

if TYPE_CHECKING:
    from onrecord.index.dates import Constraint


class Record(Protocol):
    """What reading a question asks of the record; a NewsIndex answers it."""

    def speakers(self, asked: str) -> Sequence[tuple[str, float]]:
        """Whom a phrase can mean among those who speak in the record, best first."""

    def sources(self) -> Collection[str]:
        """The outlets of the record."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A question on one line, the same with straight apostrophes, and what it is read against.

    `last` is the turn of the conversation before it.
    """

    text: str
    plain: str
    as_of: date
    record: Record
    last: Turn | None

    def question(self) -> Question:
        """The question with nothing read from it yet."""
        return Question(self.text, self.as_of, sought=self.text)

    def when(self) -> tuple[Constraint, ...]:
        """All times that it names, whatever they belong to."""
        from onrecord.index.dates import constraints  # a second of compiling patterns

        return constraints(self.text, self.as_of, previous=self.last.days if self.last else None)


def blanked(text: str, when: Sequence[Constraint]) -> str:
    """The text with times blanked out, at equal length."""
    for each in when:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text
