"""Days, ranges and constraints in words, for notes, refusals and headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from onrecord.index.types import Filters, SaidOn, TimeRange


def day(when: date) -> str:
    """5 May 2025."""
    return f"{when.day} {when:%B} {when.year}"


def days(when: TimeRange) -> str:
    """ "5 May 2025", "May 2025", "2025", "between 3 May 2025 and 5 May 2025", "since …", "until …"."""
    first, last = when.start, when.end
    if first == last:
        return day(first)
    if first == date.min:
        return f"until {day(last)}"
    if last == date.max:
        return f"since {day(first)}"
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        if (after.year, after.month) == (first.year + first.month // 12, first.month % 12 + 1):
            return f"{first:%B} {first.year}"
        if first.month == 1 and (after.year, after.month) == (first.year + 1, 1):
            return str(first.year)
    return f"between {day(first)} and {day(last)}"


def on_days(when: TimeRange) -> str:
    """`days` as a sentence goes on with it: "on 5 May 2025", "in May 2025", "since 5 May 2025"."""
    words = days(when)
    if when.start == when.end:
        return f"on {words}"
    return words if words.split()[0] in ("between", "since", "until") else f"in {words}"


def said_on(when: SaidOn) -> str:
    """When something was said: "on 5 May 2025", "on or before 14 November 2016", "undated"."""
    if when.range is None:
        return "undated"
    if when.basis == "publication":
        return f"on or before {day(when.range.end)}"
    return on_days(when.range)


def listed(parts: Iterable[str], last: str = "and", most: int = 10) -> str:
    """ "a, b and c"; of more than `most` the first ones, and how many others there are."""
    *rest, end = parts
    if len(rest) >= most:
        rest, end = rest[: most - 1], f"{len(rest) - most + 2} others"
    return f"{', '.join(rest)} {last} {end}" if rest else end


def in_words(filters: Filters) -> str:
    """What filters leave, for a person: a refusal must not sound as if it spoke of the whole record."""
    parts = []
    if filters.sources:
        parts.append(f"what {listed(filters.sources, 'or')} published")
    if filters.published is not None:
        between = on_days(filters.published)
        parts.append(between if parts else f"the articles published {between}")
    if filters.article_ids:
        parts.append("the articles named")
    if filters.speakers:
        parts.append(f"what {listed(filters.speakers)} said")
    if filters.said_on:
        parts.append(f"what was said {alternatives(filters.said_on)}")
    return " ".join(parts)


def alternatives(ranges: Sequence[TimeRange]) -> str:
    """Several ranges, any of which will do: "on 5 May 2025 or on 5 May 2024"."""
    return listed((on_days(each) for each in ranges), "or")
