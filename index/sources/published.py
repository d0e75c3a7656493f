"""Publication times: reading one that is written down, finding one in a URL, and choosing among several."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from ..types import UNDATED, Basis, Published, TimeRange

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_ISO = re.compile(
    r"(\d{4})([-/.]?)(\d{2})\2(\d{2})"
    r"(?:(?:T|\s+|,\s*)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(\d{4})-(\d{2})|(\d{4})")
_WORDS = re.compile(
    rf"(?:\w+,?\s+)?(?:(?P<m1>{_MONTH_NAME})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<m2>{_MONTH_NAME})\.?,?\s+(?P<y2>\d{{4}}))",
    re.IGNORECASE,
)

# In a URL's path: /2025/03/14/, 2025-03-14, /2025/0314/, /2025-03/14/, /2025/mar/14/, 20250314.
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:(?P<s>[-/_.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})|/(?P<md>\d{4})"
    r"|-(?P<m3>\d{2})/(?P<d3>\d{2})|/(?P<mn>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<d4>\d{1,2})"
    r"|(?P<packed>\d{4}))(?!\d)",
    re.IGNORECASE,
)
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d{2})[-/](?P<m>\d{2})(?=/)")

EARLIEST = date(1990, 1, 1)
"""No web page is older; a number in a URL that reads as an earlier day is somebody's article id."""


def parse_published(text: str | int | float, basis: Basis) -> Published:
    """Reads a publication time as people and programs write it.

    ISO 8601 days and moments with their usual variants, e-mail dates (RFC 2822), English month names,
    a month or a year (an interval), `first/last`, and seconds or milliseconds since 1970. A moment at
    midnight without an offset, or at midnight UTC, is a program's way of writing a day: the hour is dropped.

    Returns:
        the moment, day or interval with `basis`.

    Raises:
        ValueError: if it is none of these, or a day that does not exist. `03/04/2025` is none of these:
            it is March in one country and April in another.
    """
    if isinstance(text, bool):
        raise ValueError("a truth value is not a date")
    if isinstance(text, int | float) and text >= 1e8:
        return _epoch(text, basis)
    text = str(text).strip()
    if match := _ISO.fullmatch(text):
        return _iso(match, basis)
    if match := _MONTH.fullmatch(text):
        year = int(match[1] or match[3])
        first, last = (int(match[2]), int(match[2])) if match[2] else (1, 12)
        return Published(None, _months(year, first, last), basis)
    if match := _WORDS.fullmatch(text):
        month = _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
        return Published.on(
            date(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"])), basis
        )
    first_day, slash, last_day = text.partition("/")
    if slash and len(first_day) == len(last_day) == 10:
        return Published(None, TimeRange(date.fromisoformat(first_day), date.fromisoformat(last_day)), basis)
    if text.isdecimal() and len(text) in (10, 13):
        return _epoch(float(text), basis)
    try:
        return _moment(parsedate_to_datetime(text), basis)
    except (ValueError, OverflowError):  # a hostile year or offset is beyond what datetime can count
        raise ValueError(
            f"{text[:60]!r} is not a date (write 2025-03-14 or 2025-03-14T09:30:00+01:00)"
        ) from None


def _iso(match: re.Match[str], basis: Basis) -> Published:
    day = date(int(match[1]), int(match[3]), int(match[4]))
    if match[5] is None:
        return Published.on(day, basis)
    microsecond = int((match[8] or "0").ljust(6, "0")[:6])
    clock = time(int(match[5]), int(match[6]), min(int(match[7] or 0), 59), microsecond)
    zone = (match[9] or "").upper()
    if not zone:
        return _moment(datetime.combine(day, clock), basis)
    if zone in ("Z", "UTC", "GMT"):
        return _moment(datetime.combine(day, clock, UTC), basis)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    # fromisoformat checks the offset's range
    offset = datetime.fromisoformat(f"2000-01-01T00:00:00{zone[0]}{digits[:2]}:{digits[2:]}").tzinfo
    return _moment(datetime.combine(day, clock, offset), basis)


def _epoch(value: float, basis: Basis) -> Published:
    # Seconds from 1973 to 2096, or as many milliseconds: a smaller number is a year or an identifier.
    if not 1e8 <= value < 4e12 or 4e9 <= value < 1e11:
        raise ValueError(f"{str(value)[:20]} is not a date")
    return _moment(datetime.fromtimestamp(value / 1000 if value >= 1e11 else value, UTC), basis)


def _moment(at: datetime, basis: Basis) -> Published:
    if at.time() == time(0) and not at.utcoffset():
        return Published.on(at.date(), basis)
    return Published.moment(at, basis)


def _months(year: int, first: int, last: int) -> TimeRange:
    return TimeRange(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def plausible(day: date) -> bool:
    """Whether a page can have been published on this day: not before the web, nor after tomorrow."""
    return EARLIEST <= day <= datetime.now(UTC).date() + timedelta(days=2)


def day_in_url(url: str) -> date | None:
    """The day that a URL's path carries, as most outlets' do: the first that is a plausible one."""
    for match in _URL_DAY.finditer(urlsplit(url).path):
        packed = match["md"] or match["packed"]
        if packed:
            month, day = int(packed[:2]), int(packed[2:])
        elif match["mn"]:
            month, day = _MONTHS.index(match["mn"].lower()) + 1, int(match["d4"])
        else:
            month, day = int(match["m"] or match["m3"]), int(match["d"] or match["d3"])
        try:
            found = date(int(match["y"]), month, day)
        except ValueError:
            continue
        if plausible(found):
            return found
    return None


def month_in_url(url: str) -> TimeRange | None:
    """The month that a URL's path carries (`/2025/03/`): the last resort before "unknown"."""
    match = _URL_MONTH.search(urlsplit(url).path)
    if not match or not 1 <= int(match["m"]) <= 12:
        return None
    month = _months(int(match["y"]), int(match["m"]), int(match["m"]))
    return month if plausible(month.start) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a page's publication time without htmldate: its addresses, what it states."""

    urls: tuple[str, ...] = ()
    stated: tuple[Published, ...] = ()


def choose(evidence: Evidence) -> Published:
    """The publication time by URL pattern, then JSON-LD, meta and feed; undated when none is there.

    A stated moment is kept wherever it is within a day of the URL's day, which is then the same
    publication. Of the two days the URL's is taken when the moment is in UTC, since outlets file pages
    under their own day, and the moment's own when it has another offset. When they are further apart
    the URL wins: it is the first publication, and pages restate the date when they are updated.
    """
    stated = next((p for p in evidence.stated if p.range and plausible(p.range.start)), UNDATED)
    day = next((day for url in evidence.urls if (day := day_in_url(url))), None)
    if day is None:
        return stated
    if stated.at is None or stated.range is None or abs(stated.range.start - day) > timedelta(days=1):
        return Published.on(day, "url")
    if stated.range.start == day or stated.at.utcoffset():
        return stated
    return Published(stated.at, TimeRange.day(day), "url")
