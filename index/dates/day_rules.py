"""Rules for days that are counted from another: weekdays, "yesterday", "the next day", "on the 18th"."""

from __future__ import annotations

import re
from datetime import timedelta

from ..types import TimeRange
from . import days
from .lexicon import DAY_WORD, END, NUMBER, RELATION, WEEKDAY, day_number, number, steps, weekday_number
from .reading import Anchor, Context, Grain, Reading, a_day, a_span, a_unit
from .rules import rule

WEEK = timedelta(days=7)


def _weekday(match: re.Match[str], context: Context) -> Reading:
    """ "Friday" of a Friday is that day; "last Friday" is the one before, "next Friday" that of next week."""
    wanted, today, relation = weekday_number(match["weekday"]), context.today, match["relation"]
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    step = steps(relation) if relation else 0
    if relation in ("next", "following"):  # on a Thursday, "next Friday" is not tomorrow
        return a_day(days.week(today).end + timedelta(days=1 + wanted))
    if step:
        return a_day(today + timedelta(days=(ahead or 7) if step > 0 else -(back or 7)))
    lean = context.lean
    if relation == "this":
        day = days.week(today).start + timedelta(days=wanted)
        return a_day(day + WEEK if day < today and lean == "future" else day)
    forward = {"past": False, "future": True, "nearest": ahead < back}[lean]
    return a_day(today + timedelta(days=ahead if forward else -back))


def _weekday_of_week(match: re.Match[str], context: Context) -> Reading:
    """ "last week Monday", "Tuesday of next week"."""
    monday = days.week(context.today).start + WEEK * steps(match["relation"])
    return a_day(monday + timedelta(days=weekday_number(match["weekday"])))


def _weekday_weeks_off(match: re.Match[str], context: Context) -> Reading:
    """ "two weeks ago Tuesday", "Monday two weeks from now"."""
    weeks, _ = number(match["number"])
    monday = days.week(context.today).start + WEEK * weeks * (-1 if match["direction"] == "ago" else 1)
    return a_day(monday + timedelta(days=weekday_number(match["weekday"])))


def _weekday_the_nth(match: re.Match[str], context: Context) -> Reading:
    """ "Tuesday the eleventh": the nearest month in which that day is that weekday."""
    wanted, day, today = weekday_number(match["weekday"]), day_number(match["day"]), context.today
    signs = {"past": (-1,), "future": (1,), "nearest": (1, -1)}[context.lean]
    for away in range(24):  # a 31st on a given weekday comes round within two years
        for sign in signs:
            first = days.add_months(today.replace(day=1), sign * away)
            if day > days.month(first.year, first.month).end.day:
                continue
            found = first.replace(day=day)
            if found.weekday() == wanted and (found - today).days * sign >= 0:
                return a_day(found)
    raise ValueError("no such weekday nearby")


def _on_the_nth(match: re.Match[str], context: Context) -> Reading:
    """ "on the 18th": of this month, or of the one before or after, as the sentence looks."""
    day, today = day_number(match["day"]), context.today
    first, lean = today.replace(day=1), context.lean
    if lean == "past" and day > today.day:
        first = days.add_months(first, -1)
    if lean == "future" and day < today.day:
        first = days.add_months(first, 1)
    return a_day(first.replace(day=day))


def _nth_of_month(match: re.Match[str], context: Context) -> Reading:
    """ "the 21st of last month", "the 21st this month"."""
    first = days.add_months(context.today.replace(day=1), steps(match["relation"]))
    return a_day(first.replace(day=day_number(match["day"])))


def _deictic(match: re.Match[str], context: Context) -> Reading:
    words = " ".join(match["words"].split())
    if words.endswith("before yesterday"):
        offset = -2
    elif words.endswith("after tomorrow"):
        offset = 2
    else:
        offset = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(words.split()[0], 0)
    return a_day(context.today + timedelta(days=offset))


def next_day(match: re.Match[str], context: Context) -> Reading:
    """ "the next day", "the previous night": counted from the day that was named last."""
    step, focus = steps(match["relation"]), context.focus
    if focus is None or focus.range is None or focus.grain != "day":
        return a_day(context.today + timedelta(days=step))
    return a_day((focus.range.end if step > 0 else focus.range.start) + timedelta(days=step), "expression")


def beside(range: TimeRange, grain: Grain, unit: str, before: bool, anchor: Anchor = "reference") -> Reading:
    """The unit before or after a range: the day after a day, the seven days before it, the next month."""
    if unit in ("day", "night", "morning", "evening"):
        return a_day(range.start - days.ONE_DAY if before else range.end + days.ONE_DAY, anchor)
    if unit == "weekend":
        saturday = days.weekend(range.start).start
        outside = saturday < range.start - days.ONE_DAY if before else saturday > range.end
        return a_unit(saturday if outside else saturday + WEEK * (-1 if before else 1), "weekend", anchor)
    if grain == unit:
        return a_unit(days.shift(range.start, -1 if before else 1, unit), unit, anchor)
    if before:
        return a_span(TimeRange(days.shift(range.start, -1, unit), range.start - days.ONE_DAY), anchor)
    return a_span(TimeRange(range.end + days.ONE_DAY, days.shift(range.end, 1, unit)), anchor)


def _beside_focus(match: re.Match[str], context: Context) -> Reading:
    """ "the week after", with nothing behind it: after the date that was named last."""
    before, focus = match["side"] in ("before", "earlier"), context.focus
    if focus is None or focus.range is None:
        return beside(TimeRange.day(context.today), "day", match["unit"], before)
    return beside(focus.range, focus.grain, match["unit"], before, "expression")


_NO_DAY = re.compile(r" (?:Times|Telegraph|Mirror|Express|Mail|Herald|Night Live|Night Football)\b")
_EACH = re.compile(r"\b(?:each|every)\s\Z")


def _is_weekday(match: re.Match[str], written: str) -> bool:
    """A weekday that is no newspaper, does not recur and, when shortened, looks like the name of a day."""
    start, end = match.span("weekday")
    if _NO_DAY.match(written, end) or _EACH.search(written[max(0, start - 6) : start].lower()):
        return False
    name, groups = match["weekday"], match.groupdict()
    if name.endswith("day") or groups.get("day") or groups.get("relation"):
        return True
    return name.rstrip(".") not in ("sat", "sun", "wed") and written[start].isupper()


ALONE = r"(?! ?[a-z\d])"
"""Behind a word that could govern what follows: "the day before the vote" is not dated here."""
_PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
_WEEK_RELATION = r"(?P<relation>last|this|next|the following|the previous|previous|the coming) week"

RULES = (
    rule("weekday", rf"(?:on )?{_WEEK_RELATION}(?:'s)?,?(?: -)? (?:on )?{WEEKDAY}", _weekday_of_week),
    rule("weekday", rf"{WEEKDAY},? (?:of )?{_WEEK_RELATION}", _weekday_of_week),
    rule("weekday", rf"{NUMBER} weeks? (?P<direction>ago|from) (?:on )?{WEEKDAY}", _weekday_weeks_off),
    rule("weekday", rf"{WEEKDAY},? {NUMBER} weeks? (?P<direction>ago|from now)", _weekday_weeks_off),
    rule("weekday", rf"{WEEKDAY},? (?:the )?{DAY_WORD}", _weekday_the_nth, _is_weekday),
    rule("weekday", rf"(?:the )?(?:{RELATION} )?{WEEKDAY}(?:'s)?(?:~{_PART_OF_DAY})?", _weekday, _is_weekday),
    rule(
        "deictic",
        r"(?P<words>(?:the )?day before yesterday|(?:the )?day after tomorrow|yesterday|today|tonight"
        rf"|tomorrow|last night|this (?:morning|afternoon|evening))(?:~{_PART_OF_DAY})?{END}",
        _deictic,
    ),
    rule("deictic", rf"(?:the )(?P<relation>next|following|previous) {_PART_OF_DAY}{END}", next_day),
    rule("unit", rf"(?:the )(?P<relation>next|following|previous|preceding) day{END}", next_day),
    rule(
        "unit",
        rf"the (?P<unit>day|week|weekend|month|year) (?P<side>before|after|earlier|later){ALONE}",
        _beside_focus,
    ),
    rule("number", r"on the (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?=[?.,;!]|\Z)", _on_the_nth),
    rule("unit", rf"the {DAY_WORD}(?: day)?(?: of)? (?P<relation>this|last|next) month", _nth_of_month),
)
