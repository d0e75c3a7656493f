"""Words before an expression that make another of it: "early in", "the first week of", "the eve of"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..types import TimeRange
from . import days
from .day_rules import beside
from .lexicon import NUMBER, ORDINAL, UNIT, UNITS, WEEKDAY, WEEKDAYS, day_number, number
from .reading import Context, Reading, a_day, a_unit
from .rules import spaced

ModifierReader = Callable[[re.Match[str], Reading, TimeRange, Context], Reading | None]


@dataclass(frozen=True, slots=True)
class Modifier:
    """A construction that ends where an expression begins, and what it makes of the expression's reading."""

    pattern: re.Pattern[str]
    read: ModifierReader


REACH = 48
"""Characters before an expression in which a modifier can begin: the longest has seven words."""

PARTS = {"earlier": "early", "later": "late", "mid": "mid", "middle": "mid", "early": "early", "late": "late"}
PARTS |= {
    "beginning": "early",
    "start": "early",
    "opening": "early",
    "dawn": "early",
    "end": "late",
    "close": "late",
}
PARTS |= {
    "first": "first",
    "second": "second",
    "latter": "second",
    "last": "second",
    "heart": "mid",
    "height": "mid",
}


def _part(match: re.Match[str], inner: Reading, range: TimeRange, context: Context) -> Reading | None:
    """ "early March", "mid-2024", "the end of the year", "later this week"."""
    word = match["part"].split()[0]
    if range.start == range.end:
        return replace(inner, approximate=inner.approximate)  # "late Thursday" is Thursday
    today = context.reference
    if word in ("earlier", "later") and today is not None and today in range:
        near = TimeRange(range.start, today) if word == "earlier" else TimeRange(today, range.end)
        return replace(inner, range=near, literal=None)
    return replace(inner, range=days.part(range, PARTS[word]), approximate=True, literal=None)


def _half(match: re.Match[str], inner: Reading, range: TimeRange, context: Context) -> Reading | None:
    second = match["part"] != "first"
    cut = days.part(range, "second" if second else "first")
    value = f"{inner.value}-H{2 if second else 1}" if inner.grain == "year" else inner.value
    return replace(
        inner, range=cut, value=value, grain="half" if inner.grain == "year" else "span", literal=None
    )


def _nth(match: re.Match[str], inner: Reading, range: TimeRange, context: Context) -> Reading | None:
    """ "the first week of July", "the last Monday in May", "the third quarter of the year"."""
    words = match["ordinal"]
    nth = -1 if words in ("last", "final") else day_number(words)
    weekday = match.groupdict().get("weekday")
    if weekday:
        return _kept(_nth_weekday(range, WEEKDAYS[weekday.rstrip(".")], nth), "day", inner)
    unit = UNITS[match["unit"]]
    if unit in ("week", "weekend"):
        # as ISO 8601 counts the weeks of a year: one belongs where its Thursday is
        return _kept(_nth_weekday(range, 5 if unit == "weekend" else 3, nth), unit, inner)
    start = days.enclosing(range.end, unit).start if nth < 0 else days.shift(range.start, nth - 1, unit)
    if start not in range:
        return None
    return _kept(start, unit, inner)


def _kept(day: date | None, unit: str, inner: Reading) -> Reading | None:
    if day is None:
        return None
    made = a_day(day) if unit == "day" else a_unit(day, unit)
    return replace(made, anchor=inner.anchor, yearless=inner.yearless)


def _nth_weekday(range: TimeRange, weekday: int, nth: int) -> date | None:
    if nth < 0:
        return range.end - timedelta(days=(range.end.weekday() - weekday) % 7)
    day = range.start + timedelta(days=(weekday - range.start.weekday()) % 7 + 7 * (nth - 1))
    return day if day in range else None


def _first_of_many(
    match: re.Match[str], inner: Reading, range: TimeRange, context: Context
) -> Reading | None:
    """ "the first ten days of May", "the last three weeks of the year"."""
    count, _ = number(match["number"])
    unit = UNITS[match["unit"]]
    if match["side"] in ("first", "opening"):
        cut = TimeRange(range.start, days.shift(range.start, count, unit) - days.ONE_DAY)
    else:
        cut = TimeRange(days.shift(range.end + days.ONE_DAY, -count, unit), range.end)
    if cut.start not in range or cut.end not in range:
        return None
    return replace(inner, value=f"{cut.start}/{cut.end}", range=cut, grain="span", literal=None)


def _unit_of(match: re.Match[str], inner: Reading, range: TimeRange, context: Context) -> Reading | None:
    """ "the week of March 6", "the weekend of Halloween"."""
    unit = UNITS[match["unit"]]
    if (range.end - range.start).days > 6:
        return None
    day = range.start
    if unit == "weekend" and day.weekday() < 5:
        nearest = day + timedelta(days=5 - day.weekday())
        day = nearest if day.weekday() >= 2 else nearest - timedelta(days=7)
    return _kept(day, unit, inner)


def _beside(match: re.Match[str], inner: Reading, range: TimeRange, context: Context) -> Reading | None:
    """ "the day after Christmas", "the week before May 9", "the eve of the holiday"."""
    groups = match.groupdict()
    before = groups.get("side") is None or groups["side"].split()[0] in ("before", "preceding", "prior")
    made = beside(range, inner.grain, groups.get("unit") or "day", before)
    return replace(made, anchor=inner.anchor, yearless=inner.yearless)


def _counted(match: re.Match[str], inner: Reading, range: TimeRange, context: Context) -> Reading | None:
    """ "two weeks before Easter", "three days from Tuesday"."""
    count, vague = number(match["number"])
    before = match["side"] in ("before", "prior to")
    day = days.shift(range.start if before else range.end, -count if before else count, UNITS[match["unit"]])
    made = _kept(day, "day", inner)
    return replace(made, approximate=vague) if made else None


def _whole(match: re.Match[str], inner: Reading, range: TimeRange, context: Context) -> Reading | None:
    if match["part"] in ("rest", "remainder") and context.reference and context.reference in range:
        return replace(inner, range=TimeRange(context.reference, range.end), literal=None)
    return inner


def _modifier(pattern: str, read: ModifierReader) -> Modifier:
    return Modifier(re.compile(rf"(?<![a-z\d-])(?:{spaced(pattern)})\Z"), read)


_PART = _modifier(r"(?P<part>early|earlier|late|later|mid|middle)(?: on| in)?(?: the)?~", _part)
_PORTION = _modifier(
    r"(?:the )?(?P<part>beginning|start|opening|dawn|end|close|middle|heart|height|latter part"
    r"|(?:early|late) (?:part|days|weeks|months|hours)|(?:first|last) (?:days|weeks|months)) of(?: the)? ",
    _part,
)
_HALF = _modifier(r"(?:the )?(?P<part>first|second|latter|last) half (?:of|in)(?: the)? ", _half)
_NTH = _modifier(rf"(?:the )?{ORDINAL} (?:{UNIT}|{WEEKDAY}) (?:of|in)(?: the)? ", _nth)
_FIRST_OF_MANY = _modifier(
    rf"(?:the )?(?P<side>first|opening|last|final|closing) {NUMBER} {UNIT} (?:of|in)(?: the)? ",
    _first_of_many,
)
_UNIT_OF = _modifier(
    r"(?:the )?(?P<unit>week|weekend|month) (?:of|beginning|starting|commencing|ending)(?: on)?(?: the)? ",
    _unit_of,
)
_EVE = _modifier(r"(?:the )?eve of(?: the)? ", _beside)
_BESIDE = _modifier(
    r"(?:the )?(?P<unit>day|night|morning|evening|week|weekend|month|year)"
    r" (?P<side>before|after|following|preceding|prior to)(?: the)? ",
    _beside,
)
_COUNTED = _modifier(
    rf"{NUMBER}~{UNIT} (?P<side>before|after|from|following|prior to|since)(?: the)? ", _counted
)
_WHOLE = _modifier(
    r"(?:(?:the|for the) )?(?P<part>rest|remainder|whole|course|all|most|much|part) of(?: the)? ", _whole
)

BY_LAST_WORD: dict[str, tuple[Modifier, ...]] = {
    **dict.fromkeys(("early", "earlier", "late", "later", "mid", "middle"), (_PART,)),
    "in": (_HALF, _NTH, _FIRST_OF_MANY, _PART),
    "of": (_HALF, _NTH, _FIRST_OF_MANY, _UNIT_OF, _EVE, _PORTION, _WHOLE),
    **dict.fromkeys(("beginning", "starting", "commencing", "ending", "on"), (_UNIT_OF, _PART)),
    **dict.fromkeys(("before", "after", "following", "to"), (_COUNTED, _BESIDE)),
    "preceding": (_BESIDE,),
    **dict.fromkeys(("from", "since"), (_COUNTED,)),
}
"""The modifiers to try, by the word that stands before the expression (and before its "the")."""


def extend(text: str, start: int, reading: Reading, context: Context) -> tuple[int, Reading]:
    """Take in the modifiers before an expression, innermost first.

    Args:
        text: lowered text.
        start: where the expression begins.
        reading: what it says so far.
        context: what it was read against.

    Returns:
        Where the larger expression begins and what it says; the arguments where there is no modifier.
    """
    for _ in range(3):  # "the first week of the second half of …" is as deep as people go
        if reading.range is None:
            return start, reading
        window = text[max(0, start - REACH) : start]
        words = [word for word in window[-20:].replace("-", " ").split() if word != "the"]
        for modifier in BY_LAST_WORD.get(words[-1], ()) if words else ():
            match = modifier.pattern.search(window)
            if match is None:
                continue
            larger = _read(modifier, match, reading, reading.range, context)
            if larger is not None:
                start, reading = start - len(window) + match.start(), larger
                break
        else:
            return start, reading
    return start, reading


def _read(
    modifier: Modifier, match: re.Match[str], inner: Reading, range: TimeRange, context: Context
) -> Reading | None:
    try:
        return modifier.read(match, inner, range, context)
    except (ValueError, OverflowError):
        return None  # "999 decades before May 1"
