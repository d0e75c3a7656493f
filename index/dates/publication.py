"""When a bare text was published, as far as the text itself tells: a day, an interval, or unknown.

A wrong day is worse than none, so there are few rules, each for evidence that only the time of publication
explains. Tried and left out: the latest date told as past as a lower bound and the earliest one announced as
an upper bound. On 1,800 dated articles (PolNeAR, RealTimeQA) a twelfth of the lower bounds and nearly half of
the upper ones were wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..types import UNDATED, Published, TimeRange
from . import days
from .expressions import TimeExpression, find, lower
from .lexicon import WEEKDAYS

INAUGURATIONS = {
    "Clinton": (1993, 1997),
    "Bush": (1989, 2001, 2005),
    "Obama": (2009, 2013),
    "Trump": (2017, 2025),
    "Biden": (2021,),
}
"""The years in which a president of the United States took office, on 20 January: the one recurring event
that news of all countries dates itself by."""


_READ = 100_000
"""Characters that are read: no article dates itself farther down."""


def publication_range(text: str, *, body: Sequence[tuple[int, int]] | None = None) -> Published:
    """The publication of a text from the evidence inside it, with basis "text", or `UNDATED`.

    In order: a line near the top that is a date stamp or opens with a dateline; a president who "took
    office last week Monday"; a president-elect who is yet to take office. Weekday names alone date
    nothing; they narrow an interval of less than two weeks.

    Args:
        text: the whole text.
        body: spans of the article's own words, where menus, banners and appeals have been told apart;
            None for the whole text. Stamps are looked for outside of them as well.
    """
    text = text[:_READ]
    stamp = _stamp(text)
    if stamp:
        return Published.on(stamp, "text")
    spans = [(0, len(text))] if body is None else body
    own = [e for e in find(text, None) if any(start <= e.start and e.end <= end for start, end in spans)]
    interval = _just_took_office(text, own) or _yet_to_take_office(text, own, spans)
    if interval is None:
        return UNDATED
    return Published(range=_narrowed(interval, _first_reported_weekday(text, own)), basis="text")


_STAMP_WORDS = re.compile(
    r"\b(?:first published|published|posted|last updated|updated|last modified|modified|publication date|date"
    r"|released|on|at|by|[ap]\.?m\.?|gmt|utc|bst|cet|e[sd]?t|p[sd]?t|c[sd]?t|ist|msk|local time)\b"
    r"|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|[\W_]"
)
_DATELINE_PLACE = re.compile(r"\s*(?:[A-Z][A-Z.'’ -]{2,30}|[A-Z][\w.'’ -]{2,30},? \(\w+\))[,.]? ?[-–—/]? ?\Z")
_DATELINE_BREAK = re.compile(r"\s*(?:[-–—:]|\()")
_STAMP_LINES = 12


def _stamp(text: str) -> date | None:
    """The day of a line that says nothing else, or of a dateline, among the first lines of the text."""
    for line in _first_lines(text):
        for expression in find(line, None):
            if expression.anchor != "itself" or expression.grain != "day" or expression.range is None:
                continue
            before, after = line[: expression.start], line[expression.end :]
            says_nothing_else = not _STAMP_WORDS.sub("", lower(f"{before} {after}"))
            if says_nothing_else or (_DATELINE_PLACE.match(before) and _DATELINE_BREAK.match(after)):
                return expression.range.start
    return None


def _first_lines(text: str) -> Iterator[str]:
    """The first lines that are not blank, cut where a dateline must have ended."""
    lines = (line[:160] for line in text[:6000].split("\n") if line.strip())
    for _, line in zip(range(_STAMP_LINES), lines, strict=False):
        yield line


_TOOK_OFFICE = re.compile(
    rf"\b({'|'.join(INAUGURATIONS)})\b[^.;\n]{{0,40}}"
    r"\b(?:took office|was inaugurated|was sworn in)(?: on)? \Z"
)


def _just_took_office(text: str, expressions: Sequence[TimeExpression]) -> TimeRange | None:
    """The days on which "Trump, who took office last week Monday" can be written.

    Only where one inauguration of that name fell on that weekday.
    """
    for expression in expressions:
        words = expression.text.lower()
        weekday = WEEKDAYS.get(words.split()[-1])
        office = _TOOK_OFFICE.search(text, max(0, expression.start - 90), expression.start)
        if weekday is None or office is None:
            continue
        fitting = [day for day in _inaugurations(office[1]) if day.weekday() == weekday]
        if len(fitting) != 1:
            continue
        day, week = fitting[0], timedelta(days=7)
        if "last week" in words:
            return TimeRange(days.week(day).start + week, days.week(day).end + week)
        if words in WEEKDAYS:
            return TimeRange(day, day + timedelta(days=6))
    return None


def _inaugurations(president: str) -> list[date]:
    return [date(year, 1, 20) for year in INAUGURATIONS[president]]


_ELECT = re.compile(rf"(?<!then-)\b[Pp]resident-elect (?:\w+\.? ){{0,2}}({'|'.join(INAUGURATIONS)})\b")
_YET_TO = re.compile(
    r"\b(?:before|until|when|ahead of) (?:he|his|the|Trump|Obama|Biden|Bush|Clinton)(?:'s|’s)?"
    r" (?:official )?(?:takes office|inauguration|is inaugurated|is sworn in)"
    r"|\bwill (?:take office|be (?:inaugurated|sworn in))\b"
)


def _yet_to_take_office(
    text: str, expressions: Sequence[TimeExpression], spans: Sequence[tuple[int, int]]
) -> TimeRange | None:
    """From the day after an election to the inauguration: "President-elect … before he takes office"."""
    for start, end in spans:
        elect = _ELECT.search(text, start, end)
        if elect is None or not _YET_TO.search(text, start, end):
            continue
        named = {
            e.range.start.year
            for e in expressions
            if e.range and _YET_TO.search(text, max(0, e.start - 40), e.start)
        }
        years = [day.year for day in _first_inaugurations(elect[1]) if not named or day.year in named]
        if len(years) == 1:
            election = days.nth_weekday(years[0] - 1, 11, 0, 1) + days.ONE_DAY
            return TimeRange(election + days.ONE_DAY, date(years[0], 1, 20))
    return None


def _first_inaugurations(president: str) -> list[date]:
    """Those that followed an election of somebody who was not president already."""
    held = _inaugurations(president)
    return [day for day in held if day.replace(year=day.year - 4) not in held]


_SAID = re.compile(r"\b(?:said|told|announced|reported|wrote)\b[^.\"“”\n]{0,60}\Z")
_SAYS = re.compile(r" (?:said|told|announced)\b")


def _first_reported_weekday(text: str, expressions: Sequence[TimeExpression]) -> int | None:
    """The weekday of the first "said Monday"."""
    for expression in expressions:
        weekday = WEEKDAYS.get(expression.text.lower())
        if weekday is None:
            continue
        if _SAID.search(text, max(0, expression.start - 80), expression.start) or _SAYS.match(
            text, expression.end
        ):
            return weekday
    return None


_NARROWED_BELOW = 14
_REPORTED_WITHIN = 4
"""Days after the first "said Monday" within which an article appears: 95% of 434 dated PolNeAR articles that
name one (85% within two days)."""


def _narrowed(interval: TimeRange, weekday: int | None) -> TimeRange:
    length = (interval.end - interval.start).days + 1
    if weekday is None or length >= _NARROWED_BELOW:
        return interval
    every = (interval.start + timedelta(days=offset) for offset in range(length))
    fitting = [day for day in every if (day.weekday() - weekday) % 7 <= _REPORTED_WITHIN]
    return TimeRange(fitting[0], fitting[-1]) if fitting else interval
