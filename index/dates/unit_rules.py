"""Rules for weeks, months and years counted from a day: "last week", "two weeks ago", "a year earlier"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ..types import TimeRange
from . import days
from .day_rules import ALONE
from .lexicon import END, NUMBER, UNIT, UNITS, YEAR, number, steps
from .reading import Context, Reading, a_unit
from .rules import rule

_COARSENESS = {"day": 0, "week": 1, "weekend": 1, "fortnight": 2, "month": 3, "quarter": 4, "half": 5}
_COARSENESS |= {"year": 6, "decade": 7, "century": 8}


def _unit(match: re.Match[str], context: Context) -> Reading | None:
    """ "last week", "this month", "the past year", "that week"."""
    unit, relation = UNITS[match["unit"]], match["relation"]
    today, step = context.today, steps(relation)
    if relation in ("same", "that"):
        focus = context.focus
        return a_unit(focus.range.start, unit, "expression") if focus and focus.range else None
    if unit == "weekend":
        return a_unit(_weekend_day(relation, context), "weekend")
    shifted = days.shift(today, step, unit)
    if relation in ("past", "this past") and unit in ("week", "month", "year"):
        # "the past month" runs up to today; "last month" is the one in the calendar
        return replace(a_unit(shifted, unit), range=TimeRange(shifted, today), approximate=True)
    return a_unit(shifted, unit)


def _weekend_day(relation: str, context: Context) -> date:
    """A day whose week has the weekend meant: the one just over, this one or the next."""
    today, step, week = context.today, steps(relation), days.shift
    on_weekend = today.weekday() >= 5
    if step < 0:
        return week(today, -1, "week")
    if step > 0:
        return week(today, 1, "week")
    if on_weekend or context.lean == "future":
        return today
    if relation == "this" and today.weekday() >= 2:
        return today  # from Wednesday on, "this weekend" is the coming one whatever the tense
    return week(today, -1, "week")


def _trailing(match: re.Match[str], context: Context) -> Reading:
    """ "the last three weeks", "the next five days"."""
    count, vague = number(match["number"])
    return _stretch(count, UNITS[match["unit"]], steps(match["relation"]), context.today, vague=vague)


def _trailing_vague(match: re.Match[str], context: Context) -> Reading:
    """ "recent weeks", "the past months"."""
    return _stretch(4, UNITS[match["unit"]], steps(match["relation"]), context.today, vague=True)


def _stretch(count: int, unit: str, step: int, today: date, *, vague: bool) -> Reading:
    """`count` units up to today, or from tomorrow on; quarters are whole ones."""
    if unit == "quarter":
        quarter = days.enclosing(today, "quarter")
        if step < 0:
            ends = days.shift(quarter.start, -count, unit), quarter.start - days.ONE_DAY
        else:
            ends = quarter.end + days.ONE_DAY, days.shift(quarter.start, count + 1, unit) - days.ONE_DAY
    elif step < 0:
        ends = days.shift(today, -count, unit), today
    else:
        ends = today + days.ONE_DAY, days.shift(today, count, unit)
    return Reading(_duration_value(count, unit, vague=vague), TimeRange(*ends), "span", approximate=vague)


def _duration_value(count: int, unit: str, *, vague: bool) -> str:
    letter = {"century": "C", "decade": "E", "weekend": "WE"}.get(unit, unit[0].upper())
    return f"P{'X' if vague else count}{letter}"


def _duration(match: re.Match[str], context: Context) -> Reading:
    count, vague = number(match["number"])
    return Reading(_duration_value(count, UNITS[match["unit"]], vague=vague), None, "duration", "itself")


def _ago(match: re.Match[str], context: Context) -> Reading | None:
    """ "two weeks ago", "two weeks and two days ago": the week, month or year that is that far back."""
    sign = -1 if match["direction"] == "ago" else 1
    return _counted(match, sign, context.today, context)


def _earlier(match: re.Match[str], context: Context) -> Reading | None:
    """ "a year earlier", "two days later": counted from the date that was named last."""
    sign = 1 if match["direction"] == "later" else -1
    count, _ = number(match["number"])
    unit, focus = UNITS[match["unit"]], context.focus
    if _compares_with_year_before(match, context):
        return _moved(context.period, -1, "year")
    if focus is None or focus.range is None:
        return _counted(match, sign, context.today, context)
    if _COARSENESS.get(focus.grain, 9) < _COARSENESS[unit]:
        return _moved(focus, sign * count, unit)
    made = _counted(match, sign, focus.range.start, context)
    return replace(made, anchor="expression") if made else None


def _counted(match: re.Match[str], sign: int, base: date, context: Context) -> Reading | None:
    if _compares_with_year_before(match, context):
        return _moved(context.period, -1, "year")
    count, vague = number(match["number"])
    unit = UNITS[match["unit"]]
    day = days.shift(base, sign * count, unit)
    if match["plus"]:
        unit = UNITS[match["plus_unit"]]
        day = days.shift(day, sign * number(match["plus"])[0], unit)
    if vague:
        spread = TimeRange(days.shift(day, -count // 2, unit), days.shift(day, count // 2, unit))
        value = _duration_value(count, unit, vague=True)
        return Reading(value, spread, "span", approximate=True, literal=day)
    return a_unit(day, "week" if unit == "fortnight" else unit)


def _compares_with_year_before(match: re.Match[str], context: Context) -> bool:
    """ "a year ago" in a text that has named a quarter: business news means that quarter, a year before."""
    words = match["number"], match["unit"], match["direction"]
    return context.period is not None and words in (("a", "year", "ago"), ("a", "year", "earlier"))


def _moved(reading: Reading | None, count: int, unit: str) -> Reading | None:
    """The calendar unit of a reading, some units earlier or later."""
    if reading is None or reading.range is None or reading.grain not in _COARSENESS:
        return None
    return a_unit(days.shift(reading.range.start, count, unit), reading.grain, "expression")


def _year_ago(match: re.Match[str], context: Context) -> Reading | None:
    """ "the year-ago period", "last year's quarter": what business news compares with."""
    if context.period is not None:
        return _moved(context.period, -1, "year")
    return a_unit(days.shift(context.today, -1, "year"), "year")


def _period_of_year(match: re.Match[str], context: Context) -> Reading | None:
    """ "the 1988 quarter", "the 1988 period": the quarter last named, in that year."""
    year, period = int(match["year"]), context.period
    if period is None or period.range is None:
        return Reading(f"{year:04d}", days.years(year), "year", "itself")
    return _moved(period, year - period.range.start.year, "year")


def _the_quarter(match: re.Match[str], context: Context) -> Reading:
    """ "the quarter", "the latest period": the one last named, else the quarter last finished."""
    if context.period is not None:
        return replace(context.period, anchor="expression", yearless=False)
    return a_unit(days.shift(context.today, -1, "quarter"), "quarter")


def _in_future(match: re.Match[str], context: Context) -> Reading | None:
    """ "in two weeks", only where the sentence looks ahead: "killed in two weeks" is a duration."""
    if context.lean != "future" and not match["time"]:
        return None
    count, vague = number(match["number"])
    unit = UNITS[match["unit"]]
    day = days.shift(context.today, count, unit)
    return a_unit(day, "week" if unit == "fortnight" else unit, approximate=vague)


def _the_unit(match: re.Match[str], context: Context) -> Reading:
    return a_unit(context.today, match["unit"] or match["bare_unit"])


_PLUS = r"(?: and (?P<plus>\d{1,3}|an?|two|three|four|five|six) (?P<plus_unit>days?|weeks?|months?))?"
_BACK_OR_AHEAD = r"(?P<relation>last|past|next|coming|previous|following|preceding|upcoming)"
_RELATION = (
    r"(?P<relation>last|this past|past|this coming|coming"
    r"|this|current|next|previous|preceding|following|same|that)"
)
_BARE = r"(?P<unit>weekend|week|fortnight|month|quarter|year|decade|century)"
_PLURALS = r"(?:day|week|weekend|fortnight|month|quarter|year|decade)s"
_PERIOD = r"(?:quarter|period)"

RULES = (
    rule("unit", rf"(?:the )?{_BACK_OR_AHEAD} {NUMBER} {UNIT}{END}", _trailing),
    rule("unit", rf"(?:the )?{NUMBER} {_BACK_OR_AHEAD} (?P<unit>{_PLURALS}){END}", _trailing),
    rule("unit", rf"(?:the )?(?P<relation>past|recent|coming) (?P<unit>{_PLURALS}){END}", _trailing_vague),
    rule("unit", rf"(?:the )?{_RELATION} (?:fiscal |calendar |whole |full )?{_BARE}{END}", _unit),
    rule("unit", rf"(?P<relation>same|that) (?P<unit>day){END}", _unit),
    rule("unit", rf"(?:over |on |during )?(?P<relation>the) (?P<unit>weekend){END}", _unit),
    rule("unit", rf"{NUMBER}~{UNIT}{_PLUS}~(?P<direction>ago|hence|from now|from today){END}", _ago),
    rule(
        "unit",
        rf"{NUMBER}~{UNIT}{_PLUS}~(?P<direction>earlier|later|previously|before{ALONE}){END}",
        _earlier,
    ),
    rule("unit", rf"in {NUMBER} {UNIT}(?P<time>'s? time)?{END}", _in_future),
    rule("unit", rf"(?:the )?(?:same |corresponding )?year~(?:ago|earlier)(?:~{_PERIOD})?{END}", _year_ago),
    rule("unit", rf"(?:the )?(?:same|corresponding|comparable) {_PERIOD}(?: of)? last year", _year_ago),
    rule("unit", rf"last year's {_PERIOD}{END}", _year_ago),
    rule("unit", rf"the {YEAR} {_PERIOD}{END}", _period_of_year),
    rule("unit", rf"the (?:latest|most recent) {_PERIOD}{END}|the quarter{END}", _the_quarter),
    rule(
        "unit",
        rf"(?:the (?P<unit>day|week|decade|century)|(?:the )?(?P<bare_unit>month|year)){END}",
        _the_unit,
        fragment=True,
    ),
    rule("unit", rf"(?:the )?{NUMBER}~{UNIT}{END}", _duration),
)
