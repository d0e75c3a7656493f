"""The days that a question asks about: expressions with "since", "before", "between … and …" around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ..types import TimeRange
from . import days
from .expressions import lower, read
from .reading import Reading
from .tense import Lean

Relation = Literal["in", "since", "after", "before", "until", "between", "around"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """The days that a question, or a part of it, asks about.

    `text` is `question[start:end]`, preposition included. `range` is closed; "before May" begins on
    `date.min`, "since May" ends on `as_of`. A `recurring` constraint left its year out: `range` is then
    its latest occurrence that had begun by `as_of`, and `in_year` gives the others.
    """

    start: int
    end: int
    text: str
    relation: Relation
    range: TimeRange
    as_of: date
    recurring: bool = False
    approximate: bool = False
    previous: TimeRange | None = None

    def in_year(self, year: int) -> TimeRange | None:
        """The days meant when the year left out is `year`; None when it has no such day (29 February).

        For a stretch that crosses into the next year it is the year in which the stretch begins. A
        constraint that is not recurring has the same range in every year.
        """
        if not self.recurring:
            return self.range
        made = _constraints(self.text, self.as_of, self.previous, _prefer(self.text), year)
        return made[0].range if made else None

    def in_years(self, years: Iterable[int]) -> tuple[TimeRange, ...]:
        """`in_year` for each of the years, latest first, without those that have no such day."""
        ranges = {self.in_year(year) for year in years} if self.recurring else {self.range}
        return tuple(sorted((r for r in ranges if r is not None), reverse=True))


def constraints(question: str, as_of: date, *, previous: TimeRange | None = None) -> tuple[Constraint, ...]:
    """The time constraints of a question, in the order of its words.

    Several of relation "in" are alternatives ("on May 5 or May 7"); bounds that stand together ("after
    2016 and before 2018") come as one constraint. "Friday" is the last one unless the question looks ahead.

    Args:
        question: as the user typed it.
        as_of: the day on which it is asked.
        previous: what the question before asked about, for "the week after" and "that day".
    """
    return _constraints(question, as_of, previous, _prefer(question), None)


def _prefer(question: str) -> Lean | None:
    """None, to go by tense, where the question looks ahead; questions of what was said look back."""
    return None if re.search(r"\b(?:will|going to|upcoming|next)\b", question, re.IGNORECASE) else "past"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as written and in lower case, and the day on which it is asked."""

    question: str
    lowered: str
    as_of: date


@dataclass(frozen=True, slots=True)
class _Bound:
    """An expression within a question, with the days that it means by itself."""

    start: int
    end: int
    reading: Reading
    range: TimeRange


def _constraints(
    question: str, as_of: date, previous: TimeRange | None, prefer: Lean | None, year: int | None
) -> tuple[Constraint, ...]:
    asked = _Asked(question, lower(question), as_of)
    focus = Reading("", previous, "day" if previous.start == previous.end else "span") if previous else None
    bounds = [
        _Bound(start, end, reading, reading.range)
        for start, end, reading in read(question, asked.lowered, as_of, prefer, year=year, focus=focus)
        if reading.range is not None
    ]
    made: list[Constraint] = []
    at = 0
    while at < len(bounds):
        pair = _pair(asked, bounds[at], bounds[at + 1]) if at + 1 < len(bounds) else None
        relation, start, end, range = pair or _single(asked, bounds[at])
        used = bounds[at : at + 2] if pair else bounds[at : at + 1]
        recurring = all(bound.reading.yearless for bound in used)
        approximate = any(bound.reading.approximate for bound in used)
        words = question[start:end]
        made.append(Constraint(start, end, words, relation, range, as_of, recurring, approximate, previous))
        at += len(used)
    merged = _merge(asked, made)
    return tuple(_latest(c) if c.recurring and year is None and prefer == "past" else c for c in merged)


def _latest(constraint: Constraint) -> Constraint:
    """The latest occurrence that had begun: on 10 May, "May 12" is last year's."""
    for back in range(9):  # 29 February can be eight years away (1904 from 1896)
        found = constraint.in_year(constraint.as_of.year - back)
        if found is None:
            continue
        begins = found.end if constraint.relation in ("before", "until") else found.start
        if begins <= constraint.as_of:
            return replace(constraint, range=found)
    return constraint


_PAIR_WITH_LEAD = (
    (re.compile(r"\bbetween (?:the )?\Z"), re.compile(r",? and (?:the )?")),
    (
        re.compile(r"\bfrom (?:the )?\Z"),
        re.compile(r",? (?:to|until|till|through|thru|up to|and) (?:the )?| ?- ?"),
    ),
)
_PAIR_ALONE = re.compile(r" ?- ?| (?:to|through|thru|until|till) (?:the )?")

_TO_NOW = re.compile(r",? (?:and|to|until|till|up to|through) (?:now|date|the present|present)\b")


def _pair(asked: _Asked, first: _Bound, second: _Bound) -> tuple[Relation, int, int, TimeRange] | None:
    """ "between A and B", "from A to B", "A - B": from the first day of A to the last of B."""
    text = asked.lowered
    between, before = text[first.end : second.start], text[max(0, first.start - 16) : first.start]
    start = first.start
    for lead, middle in _PAIR_WITH_LEAD:
        led = lead.search(before)
        if led and middle.fullmatch(between):
            start = first.start - len(before) + led.start()
            break
    else:
        if not _PAIR_ALONE.fullmatch(between):
            return None
    begins, ends = _in_order(asked, first, second)
    return (
        ("between", start, second.end, TimeRange(begins.start, ends.end))
        if begins.start <= ends.end
        else None
    )


def _in_order(asked: _Asked, first: _Bound, second: _Bound) -> tuple[TimeRange, TimeRange]:
    """The two ends of a pair, where one that leaves its year out goes with the other."""
    begins, ends = first.range, second.range
    if first.reading.yearless and not second.reading.yearless and second.reading.anchor == "itself":
        begins = _reread(asked, first, ends.start.year) or begins
        if begins.start > ends.end:
            begins = _reread(asked, first, ends.start.year - 1) or begins
    elif second.reading.yearless:
        ends = _reread(asked, second, begins.start.year) or ends
        if ends.end < begins.start:
            ends = _reread(asked, second, begins.start.year + 1) or ends
    elif ends.end < begins.start and second.reading.grain == "day":
        ahead = timedelta(days=7 * -((ends.end - begins.start).days // 7))
        if begins.start > asked.as_of:  # "from next Monday to Friday"
            ends = TimeRange(ends.start + ahead, ends.end + ahead)
        else:  # "from Monday to Friday", asked on a Wednesday
            begins = TimeRange(begins.start - ahead, begins.end - ahead)
    return begins, ends


def _reread(asked: _Asked, bound: _Bound, year: int) -> TimeRange | None:
    """What an expression of the question means when the year that it leaves out is `year`."""
    words = slice(max(0, bound.start - 16), bound.end)  # with the preposition that tells "may" from May
    again = read(asked.question[words], asked.lowered[words], asked.as_of, "past", year=year)
    return again[-1][2].range if again else None


_LEADS: dict[Relation, str] = {
    "since": r"(?:ever )?since|starting(?: from)?|beginning|as (?:of|early as)|no earlier than",
    "after": r"after|following|later than|greater than",
    "before": r"before|prior to|ahead of|earlier than|less than",
    "until": r"until|till|up (?:to|until)|by|through|no later than|as late as|not after",
    "around": r"around|about|circa|roughly",
    "in": r"on|in|during|over|at|from|for|throughout|within|of|dated",
}
_BEFORE = {
    relation: re.compile(rf"\b(?:{words})(?: on| in)?(?: the)? \Z") for relation, words in _LEADS.items()
}
_SIGNS: dict[Relation, str] = {
    "since": r">=? ?=",
    "until": r"<=? ?=",
    "after": ">",
    "before": "<",
    "around": "~",
}
_SIGNED = {relation: re.compile(rf"{sign} ?\Z") for relation, sign in _SIGNS.items()}
_LATER = re.compile(
    r",? (?:(?:and|or) (?:later|after(?:wards)?|since|onwards?|beyond|greater)|onwards?|forward|on)\b"
    r"(?! [a-z]+day)"
)
_EARLIER = re.compile(r",? (?:and|or) (?:earlier|before)\b")
_LEAD_REACH = 24


def _single(asked: _Asked, bound: _Bound) -> tuple[Relation, int, int, TimeRange]:
    """An expression with the preposition before it, or the tail behind it, that opens its range."""
    text, end = asked.lowered, bound.end
    start, relation = _lead(text, bound.start)
    if to_now := _TO_NOW.match(text, end):
        end, relation = to_now.end(), "since"
    elif relation == "in" and (later := _LATER.match(text, end)):
        end, relation = later.end(), "since"
    elif relation == "in" and (earlier := _EARLIER.match(text, end)):
        end, relation = earlier.end(), "until"
    return relation, start, end, _opened(bound.range, relation, asked.as_of)


def _lead(text: str, start: int) -> tuple[int, Relation]:
    before = text[max(0, start - _LEAD_REACH) : start]
    for patterns in (_BEFORE, _SIGNED):
        for relation, pattern in patterns.items():
            led = pattern.search(before)
            if led:
                return start - len(before) + led.start(), relation
    return start, "in"


def _opened(range: TimeRange, relation: Relation, as_of: date) -> TimeRange:
    if relation == "since":
        return TimeRange(range.start, max(range.end, as_of))
    if relation == "after" and range.end < date.max:
        return TimeRange(range.end + days.ONE_DAY, max(range.end + days.ONE_DAY, as_of))
    if relation == "before" and range.start > date.min:
        return TimeRange(date.min, range.start - days.ONE_DAY)
    if relation == "until":
        return TimeRange(date.min, range.end)
    if relation == "around":
        slack = timedelta(days=max(3, ((range.end - range.start).days + 1) // 2))
        return TimeRange(max(range.start, date.min + slack) - slack, min(range.end, date.max - slack) + slack)
    return range


def _merge(asked: _Asked, made: Sequence[Constraint]) -> list[Constraint]:
    """Bounds that stand together become one: "after 2016 and before 2018", "since March but before May 9"."""
    merged: list[Constraint] = []
    for constraint in made:
        last = merged[-1] if merged else None
        if last is None or not _bound_together(asked.lowered, last, constraint):
            merged.append(constraint)
            continue
        merged[-1] = replace(
            last,
            end=constraint.end,
            text=asked.question[last.start : constraint.end],
            relation="between",
            range=TimeRange(last.range.start, constraint.range.end),
            recurring=last.recurring and constraint.recurring,
        )
    return merged


def _bound_together(text: str, opens: Constraint, closes: Constraint) -> bool:
    if opens.relation not in ("since", "after") or closes.relation not in ("before", "until"):
        return False
    joined = re.fullmatch(r",? (?:and|but) ", text[opens.end : closes.start])
    return joined is not None and opens.range.start <= closes.range.end
