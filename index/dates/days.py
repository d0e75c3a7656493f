"""Calendar arithmetic: ranges of days for months, weeks, quarters, seasons, and parts of them.

Weeks run from Monday to Sunday (ISO 8601). Every function raises `ValueError` or `OverflowError` when
the result is no date of the proleptic Gregorian calendar (30 February, the year 0 or 10000).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from ..types import TimeRange

ONE_DAY = timedelta(days=1)

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of the meteorological season, by its TIMEX3 code."""


def month(year: int, number: int) -> TimeRange:
    """The days of a month; `number` counts from 1."""
    return TimeRange(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(year: int, first: int, last: int) -> TimeRange:
    """From the first day of month `first` to the last day of month `last` of the same year."""
    return TimeRange(date(year, first, 1), month(year, last).end)


def quarter(year: int, number: int) -> TimeRange:
    """The days of a calendar quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3 * number)


def half(year: int, number: int) -> TimeRange:
    """The days of a half-year, 1 or 2."""
    return months(year, 6 * number - 5, 6 * number)


def years(first: int, last: int | None = None) -> TimeRange:
    """From 1 January of `first` to 31 December of `last` (of `first` when left out)."""
    return TimeRange(date(first, 1, 1), date(first if last is None else last, 12, 31))


def week(day: date) -> TimeRange:
    """The ISO week, Monday to Sunday, that `day` is in."""
    monday = day - timedelta(days=day.weekday())
    return TimeRange(monday, monday + timedelta(days=6))


def weekend(day: date) -> TimeRange:
    """Saturday and Sunday of the ISO week that `day` is in."""
    sunday = week(day).end
    return TimeRange(sunday - ONE_DAY, sunday)


def season(year: int, code: str) -> TimeRange:
    """The meteorological season that begins in `year`; winter ends in February of the next."""
    first, last = SEASON_MONTHS[code]
    return TimeRange(date(year, first, 1), month(year + (last < first), last).end)


def quarter_of(day: date) -> int:
    """The calendar quarter, 1 to 4, that `day` is in."""
    return (day.month + 2) // 3


def add_months(day: date, count: int) -> date:
    """`day` moved by `count` months; the 31st becomes the last day of a shorter month."""
    year, index = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def shift(day: date, count: int, unit: str) -> date:
    """`day` moved by `count` units: "day", "weekend", "week", "fortnight", "month", … "century"."""
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    return add_months(day, count * _MONTHS[unit])


_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def enclosing(day: date, unit: str) -> TimeRange:
    """The calendar unit that `day` is in: its week, its month, … its century."""
    return _ENCLOSING[unit](day)


_ENCLOSING: dict[str, Callable[[date], TimeRange]] = {
    "day": TimeRange.day,
    "week": week,
    "weekend": weekend,
    "fortnight": lambda day: TimeRange(week(day).start, week(day).end + timedelta(days=7)),
    "month": lambda day: month(day.year, day.month),
    "quarter": lambda day: quarter(day.year, quarter_of(day)),
    "half": lambda day: half(day.year, 1 if day.month <= 6 else 2),
    "year": lambda day: years(day.year),
    "decade": lambda day: years(max(1, day.year // 10 * 10), day.year // 10 * 10 + 9),
    "century": lambda day: years(max(1, day.year // 100 * 100), day.year // 100 * 100 + 99),
}


def timex(day: date, unit: str) -> str:
    """The TIMEX3 value of the calendar unit that `day` is in, such as "2025-05" or "2025-W18"."""
    if unit in ("week", "weekend", "fortnight"):
        iso = day.isocalendar()
        return f"{iso.year}-W{iso.week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "quarter":
        return f"{day.year:04d}-Q{quarter_of(day)}"
    if unit == "half":
        return f"{day.year:04d}-H{1 if day.month <= 6 else 2}"
    length = {"day": 10, "month": 7, "year": 4, "decade": 3, "century": 2}[unit]
    return day.isoformat()[:length]


def part(range: TimeRange, name: str) -> TimeRange:
    """The "early", "mid" or "late" third of a range, or its "first" or "second" half.

    Months and years divide where people divide them (the 10th and 20th, April and August; mid-month);
    everything else by counting days, an odd day going to both sides.
    """
    length = (range.end - range.start).days + 1
    if name in ("first", "second"):
        middle = range.start + timedelta(days=(length - 1) // 2)
        if 28 <= length <= 31:
            middle = range.start + timedelta(days=14)
        if 365 <= length <= 366:
            middle = add_months(range.start, 6) - ONE_DAY
        return TimeRange(range.start, middle) if name == "first" else TimeRange(middle + ONE_DAY, range.end)
    third = -(-length // 3)
    first, last = range.start + timedelta(days=third), range.end - timedelta(days=third)
    if 28 <= length <= 31:
        first, last = range.start + timedelta(days=10), range.start + timedelta(days=19)
    if 365 <= length <= 366:
        first, last = add_months(range.start, 4), add_months(range.start, 8) - ONE_DAY
    if length < 3:
        return range
    if name == "early":
        return TimeRange(range.start, first - ONE_DAY)
    return TimeRange(last + ONE_DAY, range.end) if name == "late" else TimeRange(first, last)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus; Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, number, day + 1)


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date:
    """The `nth` weekday (Monday is 0) of a month; -1 is the last one."""
    days = month(year, number)
    if nth < 0:
        return days.end - timedelta(days=(days.end.weekday() - weekday) % 7)
    first = days.start + timedelta(days=(weekday - days.start.weekday()) % 7)
    found = first + timedelta(days=7 * (nth - 1))
    if found > days.end:
        raise ValueError(f"{year}-{number:02d} has no weekday number {nth} of that name")
    return found
