"""Rules for longer periods and for holidays: quarters, seasons, years, decades, "Christmas 2024"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from ..types import TimeRange
from . import days
from .lexicon import (
    ANY_YEAR,
    DECADES,
    END,
    HOLIDAY,
    HOLIDAYS,
    ORDINALS,
    RELATION,
    RELATIVE_YEAR,
    SEASON,
    SEASONS,
    SHORT_YEAR,
    YEAR,
    YEAR_FIGURES,
    YEAR_WORDS,
    day_number,
    plain,
    short_year,
    steps,
    year_of,
)
from .reading import Anchor, Context, Grain, Reading, a_day, in_every_year
from .rules import rule

QUARTER_SLACK = (0, 60)
HOLIDAY_SLACK = (45, 45)
"""See `reading.Slack`. Chosen on the development half of TimeBank, right values of 731: quarters with 0 days
639, 60 days 644, 90 days 638 (ahead it makes no difference); holidays with 0 days 643, 45 days 644."""


def _quarter(match: re.Match[str], context: Context) -> Reading:
    """ "the third quarter of 1989", "Q1 2025", "last year's first half"."""
    ordinal = match.groupdict().get("ordinal")
    number = ORDINALS[ordinal] if ordinal in ORDINALS else int((ordinal or match["digit"])[0])
    halves = match["kind"].startswith("h")
    if number > (2 if halves else 4):
        raise ValueError("no such part of a year")
    make, grain = (days.half, "half") if halves else (days.quarter, "quarter")
    code = f"{'H' if halves else 'Q'}{number}"
    year = year_of(match, context.reference)
    if year is None:
        masked = f"XXXX-{code}"
        return in_every_year(lambda y: make(y, number), masked, cast(Grain, grain), context, QUARTER_SLACK)
    anchor: Anchor = "reference" if match.groupdict().get("relyear") else "itself"
    return Reading(f"{year:04d}-{code}", make(year, number), cast(Grain, grain), anchor)


def _season(match: re.Match[str], context: Context) -> Reading:
    code, relation = SEASONS[match["season"]], match["relation"]
    year = year_of(match, context.reference)
    if year is not None:
        return Reading(f"{year:04d}-{code}", days.season(year, code), "season", "itself")
    if not relation:
        return in_every_year(lambda y: days.season(y, code), f"XXXX-{code}", "season", context)
    today, step = context.today, steps(relation)
    years = range(today.year - 2, today.year + 3)
    if step < 0:
        year = max(y for y in years if days.season(y, code).end < today)
    elif step > 0:
        year = min(y for y in years if days.season(y, code).start > today)
    else:
        year = next((y for y in years if today in days.season(y, code)), today.year)
    return Reading(f"{year:04d}-{code}", days.season(year, code), "season")


def _holiday(match: re.Match[str], context: Context) -> Reading:
    name = plain(match["holiday"])
    on = HOLIDAYS[name]
    year, relation = year_of(match, context.reference), match["relation"]
    if year is not None:
        reading = a_day(on(year), "itself")
    elif relation:
        reading = a_day(_relative_holiday(on, steps(relation), context.today))
    else:
        masked = f"XXXX-{name.upper().replace(' ', '-')}"
        reading = in_every_year(lambda y: TimeRange.day(on(y)), masked, "day", context, HOLIDAY_SLACK)
    if reading.range is None:
        return reading
    day = reading.range.start
    if match["around"] == "weekend":
        saturday = days.weekend(day - timedelta(days=3)).start  # a Monday belongs to the weekend before it
        value, weekend = days.timex(saturday, "weekend"), days.weekend(saturday)
        return replace(reading, value=value, range=weekend, grain="weekend", literal=None)
    if match["around"]:
        return replace(
            reading, value=days.timex(day, "week"), range=days.week(day), grain="week", literal=None
        )
    return replace(reading, value=day.isoformat())


def _relative_holiday(on: Callable[[int], date], step: int, today: date) -> date:
    near = [on(today.year + offset) for offset in (-1, 0, 1)]
    if step < 0:
        return max(day for day in near if day < today)
    return min(day for day in near if day > today) if step else near[1]


def _year(match: re.Match[str], context: Context) -> Reading | None:
    year = year_of(match, context.reference)
    return None if year is None else Reading(f"{year:04d}", days.years(year), "year", "itself")


def _decade(match: re.Match[str], context: Context) -> Reading:
    word = match.groupdict().get("word")
    digits = str(DECADES[word]) if word else match["digits"]
    first = int(digits) * 10 if len(digits) == 3 else short_year(digits + "0", context.reference)
    return Reading(f"{first // 10:03d}", days.years(first, first + 9), "decade", "itself")


def _century(match: re.Match[str], context: Context) -> Reading:
    number = day_number(match["ordinal"])
    range = days.years(max((number - 1) * 100, 1), number * 100 - 1)
    return Reading(f"{number - 1:02d}", range, "century", "itself")


def _week_number(match: re.Match[str], context: Context) -> Reading:
    year = year_of(match, context.reference)
    monday = date.fromisocalendar(year or context.today.year, int(match["number"]), 1)
    anchor: Anchor = "itself" if match["year"] else "reference"
    return Reading(days.timex(monday, "week"), days.week(monday), "week", anchor)


_PART_OF_NUMBER = re.compile(r"(?:[$€£#+.,/]|(?:\A|\D)\d{1,3}[-–])\Z")
_LEADS_TO_YEAR = re.compile(
    r"\b(?:in|since|of|by|until|from|to|before|after|year|between|and|during|circa)\s\Z"
)
_COUNTED = re.compile(
    r" ?(?:people|troops|soldiers|men|women|miles|feet|meters|metres|kilomet|km|hours|dollars|euros|votes"
    r"|points|jobs|pounds|tons|tonnes|acres|homes|cases|deaths|block|[ap]\.?m\b|degrees|square|calories"
    r"|words|workers)"
)


def _is_year(match: re.Match[str], written: str) -> bool:
    """A number of four figures that is no count, price, hour or part of another number."""
    start, end = match.span()
    if _PART_OF_NUMBER.search(written[max(0, start - 5) : start]):
        return False
    if _COUNTED.match(written[end : end + 14].lower()):
        return False
    return 1900 <= int(match["year"]) <= 2099 or _is_led_year(match, written)


def _is_led_year(match: re.Match[str], written: str) -> bool:
    """After a word that leads to a year: neither "1650 of them" nor a quotation that begins with '98."""
    return bool(_LEADS_TO_YEAR.search(written[max(0, match.start() - 9) : match.start()].lower()))


def _is_season(match: re.Match[str], written: str) -> bool:
    """Not "to fall", "to spring": with a year, a relation, or "in the summer"."""
    if match["relation"] or match["year"] or match["spelled"] or match["short"]:
        return True
    before = written[max(0, match.start("season") - 8) : match.start("season")].lower()
    led_in = re.search(r"\b(?:the|in|since|until|by|early|late|mid)[ -]\Z", before)
    return led_in is not None and match["season"] not in ("fall", "spring")


_NTH = r"(?P<ordinal>first|second|third|fourth|[1-4](?:st|nd|rd|th))"
_KIND = r"(?P<kind>quarter|half)"
_FISCAL = r"(?:the )?(?:fiscal|calendar|financial)~(?:year )?"

RULES = (
    rule(
        "unit",
        rf"(?:the )?(?:{RELATIVE_YEAR}'s )?(?:the )?(?:fiscal~)?{_NTH}~{_KIND}(?: of)?(?: fiscal)?"
        rf"(?: the year)? ?{YEAR}?{END}",
        _quarter,
    ),
    rule("unit", rf"(?:the )?{_NTH}~{_KIND} of {RELATIVE_YEAR}", _quarter),
    rule("unit", rf"(?:the )?{YEAR} {_NTH}~{_KIND}{END}", _quarter),
    rule("number", rf"(?P<kind>[qh])(?P<digit>[1-4])(?:(?: of|,|-)? ?{ANY_YEAR})?{END}", _quarter),
    rule("number", rf"{YEAR_FIGURES}~?(?P<kind>[qh])(?P<digit>[1-4]){END}", _quarter),
    rule(
        "season", rf"(?:the )?(?:{RELATION} )?{SEASON}{END}(?:(?: of|,)? ?{ANY_YEAR})?", _season, _is_season
    ),
    rule(
        "holiday",
        rf"(?:{RELATION} (?:year's )?)?{HOLIDAY}(?:(?: of|,|-)? (?:{ANY_YEAR}|{RELATIVE_YEAR}))?"
        rf"(?: (?P<around>week|weekend))?{END}",
        _holiday,
    ),
    rule("year", rf"(?:{_FISCAL}|the year(?: of)? |year )?{YEAR}", _year, _is_year),
    rule("unit", rf"(?:the |in )year (?:of )?{ANY_YEAR}", _year),
    rule("year", SHORT_YEAR, _year, _is_led_year),
    rule("year", YEAR_WORDS, _year),
    rule("year", rf"(?:the )?(?P<word>{'|'.join(DECADES)}){END}", _decade),
    rule("year", rf"(?:the )?(?P<digits>1\d\d|20\d)0'?s{END}", _decade),
    rule("number", rf"(?:the )?'?(?P<digits>[2-9])0'?s{END}", _decade),
    rule("unit", rf"(?:the )?(?P<ordinal>\d\d?(?:st|nd|rd|th)|{'|'.join(ORDINALS)})~century", _century),
    rule(
        "unit",
        rf"(?:the )?week (?P<number>[1-4]\d|5[0-3]|[1-9])(?!\d|:\d)(?:(?: of|,)? {YEAR})?{END}",
        _week_number,
    ),
)
