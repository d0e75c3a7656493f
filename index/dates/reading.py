"""What an expression is read as and read against, and the ways in which readings are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from ..types import TimeRange
from . import days
from .tense import Lean, lean_of

Grain = Literal[
    "day", "week", "weekend", "fortnight", "month", "quarter", "half", "season", "year", "decade", "century",
    "span", "duration", "unknown",
]  # fmt: skip
"""The calendar unit that an expression names; "span" is a stretch of days that is no calendar unit
("the last three weeks", "May 5-7"), "duration" a length without a place in time ("two weeks")."""

Anchor = Literal["itself", "reference", "expression"]
"""What an expression was resolved against: nothing else ("May 5, 2025"), the reference day ("Friday"),
or another expression of the text ("a day earlier")."""


class Unanchored(Exception):
    """A signal inside this package: a relative expression met no reference day, so it gets no range."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one expression.

    `value` is TIMEX3-like: "2025-05-05", "2025-W18", "2025-Q1", "198" (a decade), "P2W" (a duration),
    "XXXX-05-05" (no year and nothing to tell it by), or "first/last" for a span.
    `literal` is the one day that the words name when taken to the letter, where `range` is the looser
    stretch that people mean by them: "two weeks ago" is that week, literally the day 14 days back.
    """

    value: str
    range: TimeRange | None
    grain: Grain
    anchor: Anchor = "reference"
    approximate: bool = False
    yearless: bool = False
    literal: date | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against.

    `text[start:end]` is the expression, in lowered text, for the tense of its sentence, which `prefer`
    overrides. `reference` is the day of publication or of the question; `focus` the last dated expression
    before this one; `period` the last quarter or half-year that was named, which business news compares
    with; `year`, where given, is imposed on expressions that leave their year out.
    """

    text: str
    start: int
    end: int
    reference: date | None
    prefer: Lean | None = None
    focus: Reading | None = None
    period: Reading | None = None
    year: int | None = None

    @property
    def today(self) -> date:
        """The reference day.

        Raises:
            Unanchored: when there is none.
        """
        if self.reference is None:
            raise Unanchored
        return self.reference

    @property
    def lean(self) -> Lean:
        """Which way the expression is resolved; worked out when asked for, as few expressions need it."""
        return self.prefer or lean_of(self.text, self.start, self.end)


def a_day(day: date, anchor: Anchor = "reference") -> Reading:
    """The reading of a single day."""
    return Reading(day.isoformat(), TimeRange.day(day), "day", anchor, literal=day)


def a_unit(day: date, unit: str, anchor: Anchor = "reference", *, approximate: bool = False) -> Reading:
    """The reading of the calendar unit that `day` is in."""
    value, range = days.timex(day, unit), days.enclosing(day, unit)
    return Reading(value, range, cast(Grain, unit), anchor, approximate, literal=day)


def a_span(range: TimeRange, anchor: Anchor = "reference", *, approximate: bool = False) -> Reading:
    """The reading of a stretch of days that is no calendar unit."""
    return Reading(f"{range.start}/{range.end}", range, "span", anchor, approximate)


Slack = tuple[int, int]
"""How many days ahead an expression may lie though its sentence looks back, and how many days back though
it looks ahead, before the tense outweighs nearness."""


def in_every_year(
    make: Callable[[int], TimeRange], masked: str, grain: Grain, context: Context, slack: Slack = (0, 0)
) -> Reading:
    """Read an expression that leaves its year out: the year is imposed, or chosen by tense and nearness.

    Args:
        make: the range that it means in a given year; `ValueError` where there is none (29 February).
        masked: its TIMEX3 value with XXXX for the year.
    """
    if context.year is None and context.reference is None:
        return Reading(masked, None, grain, yearless=True)
    year = context.year if context.year is not None else _nearest_year(make, context, slack)
    range = make(year)
    literal = range.start if grain == "day" else None
    return Reading(masked.replace("XXXX", f"{year:04d}"), range, grain, yearless=True, literal=literal)


def _nearest_year(make: Callable[[int], TimeRange], context: Context, slack: Slack) -> int:
    """The year in which the range lies nearest to the reference, on the right side of it if there is one."""
    today, lean = context.today, context.lean
    distances: dict[int, int] = {}
    for away in (0, -1, 1, -2, 2, -3, 3, -4, 4, -8, 8):
        if distances and abs(away) > 1:
            break  # only 29 February has to look further
        try:
            made = make(today.year + away)
        except ValueError:
            continue
        back, ahead = (today - made.end).days, (made.start - today).days
        wrong = (lean == "past" and ahead > slack[0]) or (lean == "future" and back > slack[1])
        distances[today.year + away] = max(back, ahead, 0) + 10_000 * wrong
    if not distances:
        raise ValueError("a day that no year has")
    return min(distances, key=distances.__getitem__)
