"""Rules for days and months by name or number: "May 5", "5 May 2025", "May 5-7", "5/5/2025", "in May"."""

from __future__ import annotations

import re
from datetime import date

from ..types import TimeRange
from . import days
from .lexicon import (
    ANY_YEAR,
    CARDINAL_DAY,
    DAY,
    DAY_TO,
    END,
    MONTH,
    MONTHS,
    RELATION,
    RELATIVE_YEAR,
    WEEKDAY,
    YEAR,
    YEAR_FIGURES,
    day_number,
    short_year,
    steps,
    weekday_number,
    year_of,
)
from .reading import Context, Reading, a_day, a_span, in_every_year
from .rules import rule

MONTH_DAY_SLACK = (90, 90)
MONTH_SLACK = (0, 90)
"""See `reading.Slack`. Chosen on the development half of TimeBank (`eval/dates.py`), right values of 731:
"March 30" with 0 days 637, 45 days 642, 90 days 645, 183 days 642; "March" with 0 days 643, 90 days 645."""


def _month_day(match: re.Match[str], context: Context) -> Reading:
    month, day = MONTHS[match["month"]], day_number(match["day"])
    year = year_of(match, context.reference)
    if year is not None:
        return a_day(date(year, month, day), "itself")
    weekday = match.groupdict().get("weekday")
    if weekday and context.reference and context.year is None:
        agreeing = _year_with_weekday(context.reference.year, month, day, weekday_number(weekday))
        if agreeing:
            return a_day(date(agreeing, month, day))
    return _day_of_any_year(month, day, context)


def _day_of_any_year(month: int, day: int, context: Context) -> Reading:
    def make(year: int) -> TimeRange:
        return TimeRange.day(date(year, month, day))

    return in_every_year(make, f"XXXX-{month:02d}-{day:02d}", "day", context, MONTH_DAY_SLACK)


def _year_with_weekday(near: int, month: int, day: int, weekday: int) -> int | None:
    """The year at most one away in which the day falls on that weekday: "Wednesday, May 7" tells its year."""
    for year in (near, near - 1, near + 1):
        try:
            if date(year, month, day).weekday() == weekday:
                return year
        except ValueError:
            continue
    return None


def _day_span(match: re.Match[str], context: Context) -> Reading:
    """ "May 5-7", "the 5th to the 7th of May 2025"."""
    month, first, last = MONTHS[match["month"]], day_number(match["day"]), day_number(match["day_to"])
    year = year_of(match, context.reference)

    def make(y: int) -> TimeRange:
        return TimeRange(date(y, month, first), date(y, month, last))

    if year is not None:
        return a_span(make(year), "itself")
    masked = f"XXXX-{month:02d}-{first:02d}/XXXX-{month:02d}-{last:02d}"
    return in_every_year(make, masked, "span", context, MONTH_DAY_SLACK)


def _month(match: re.Match[str], context: Context) -> Reading:
    number, relation = MONTHS[match["month"]], match.groupdict().get("relation")
    year = year_of(match, context.reference)
    if relation:
        step, today = steps(relation), context.today
        passed = number >= today.month if step < 0 else number <= today.month
        year = today.year + step * passed
    if year is None:
        return in_every_year(
            lambda y: days.month(y, number), f"XXXX-{number:02d}", "month", context, MONTH_SLACK
        )
    relative = relation or match.groupdict().get("relyear")
    value = f"{year:04d}-{number:02d}"
    return Reading(value, days.month(year, number), "month", "reference" if relative else "itself")


def _iso_date(match: re.Match[str], context: Context) -> Reading:
    return a_day(date(int(match["year"]), int(match["m"]), int(match["d"])), "itself")


def _numeric_date(match: re.Match[str], context: Context) -> Reading:
    """5/12/2025 is 12 May, as Americans write it, and 5.12.2025 is 5 December, as Europeans do."""
    first, second = int(match["first"]), int(match["second"])
    month, day = (second, first) if match["sign"] == "." else (first, second)
    if month > 12:
        month, day = day, month
    digits = match["digits"]
    if digits:
        year = int(digits) if len(digits) == 4 else short_year(digits, context.reference)
        return a_day(date(year, month, day), "itself")
    if _is_nine_eleven(match) and context.year is None:
        return a_day(date(2001, 9, 11), "itself")
    return _day_of_any_year(month, day, context)


def _is_nine_eleven(match: re.Match[str]) -> bool:
    """9/11: nobody writes it for the day of any other year."""
    return match["first"] + match["sign"] + match["second"] == "9/11" and not match["weekday"]


_LED_IN = re.compile(
    r"(?:\b(?:in|of|since|until|till|through|by|from|to|between|and|or|during|before|after|late|early|mid|this"
    r"|that|last|next|past|for|around|about|starting|beginning|throughout|coming|each|every|the|end)[ \n-]+"
    r"|[-–—/(])\Z"
)
_ALSO_VERBS = ("may", "march", "mar")
_ALSO_NAMES = ("april", "june", "august", "jan", "may", "march", "mar", "dec", "jun", "sep")


def _is_month(match: re.Match[str], written: str) -> bool:
    """A month without a day that is not the verb "may" or "march" and not April Smith."""
    start, name = match.start("month"), match["month"]
    if _LED_IN.search(written[max(0, start - 14) : start].lower()):
        return name != "mar" or written[start].isupper()
    if name in _ALSO_VERBS or not written[start].isupper():
        return False
    surname = re.match(r"\.? [A-Z][a-z]", written[match.end("month") :][:5])
    return not (name in _ALSO_NAMES and surname)


_LEADS_TO_NUMERIC = re.compile(
    r"(?:\b(?:on|since|until|by|from|to|between|before|after|this|next|dated?|and|of)[ \n]|-)\Z"
)


def _is_numeric(match: re.Match[str], written: str) -> bool:
    """Two figures with a stroke are a date only after a word that leads to one: "7/6" may be a share."""
    if match["weekday"] or match["digits"] or _is_nine_eleven(match):
        return True
    before = written[max(0, match.start() - 10) : match.start()].lower()
    return match["sign"] == "/" and _LEADS_TO_NUMERIC.search(before) is not None


_YEAR = rf"(?:(?: ?,| of| in|[-/])? ?(?:the year )?{ANY_YEAR}|,?(?: of)? {RELATIVE_YEAR})"
_ON = rf"(?:{WEEKDAY},? (?:the )?)?"
_TO = r"(?: ?- ?| to | through | thru | until | till )"
_M, _D = r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>[0-2]?\d|3[01])"

RULES = (
    rule("number", rf"{_ON}{YEAR_FIGURES}(?P<sign>[-/.]){_M}(?P=sign){_D}(?!\d|-\d\d)", _iso_date),
    rule("number", r"(?P<year>19\d\d|20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)", _iso_date),
    rule(
        "number",
        rf"{_ON}(?P<first>\d\d?)(?P<sign>[-/.])(?P<second>\d\d?)"
        r"(?:(?P=sign)(?P<digits>\d{4}|\d\d))?(?![\d%]|(?P=sign)\d|[.,]\d)",
        _numeric_date,
        _is_numeric,
    ),
    rule("month", rf"{MONTH} ?{DAY}{_TO}(?:the )?{DAY_TO}{_YEAR}?", _day_span),
    rule("month", rf"(?:the )?{DAY}{_TO}(?:the )?{DAY_TO} (?:of )?{MONTH}{_YEAR}?", _day_span),
    rule("month", rf"between {MONTH} {DAY} and (?:the )?{DAY_TO}{_YEAR}?", _day_span),
    rule("month", rf"between (?:the )?{DAY} and (?:the )?{DAY_TO} (?:of )?{MONTH}{_YEAR}?", _day_span),
    rule("month", rf"{_ON}{MONTH}(?:~|/|,? )?(?:the )?{DAY}{_YEAR}?", _month_day),
    rule("month", rf"{_ON}{MONTH} {CARDINAL_DAY}{_YEAR}?", _month_day),
    rule("month", rf"{_ON}(?:the )?{DAY}(?: day)?(?: of )?(?:~|/)?{MONTH}{_YEAR}?", _month_day),
    rule("month", rf"{YEAR_FIGURES}[-/]{MONTH}[-/]{DAY}", _month_day),
    rule("month", rf"{MONTH}{_YEAR}{END}", _month),
    rule("month", rf"{YEAR} {MONTH}", _month),
    rule("month", rf"{RELATION}(?: year's)? {MONTH}", _month),
    rule("month", MONTH, _month, _is_month),
)
