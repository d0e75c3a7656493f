"""Filters from what users type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from .errors import UsageError
from .types import Filters, TimeRange


def filters(
    *,
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | Sequence[str] | None = None,
) -> Filters:
    """Filters from what users type.

    Raises:
        UsageError: if a date is not an ISO day or the range ends before it starts.
    """
    sources = (source,) if isinstance(source, str) else tuple(source or ())
    if since is None and until is None:
        return Filters(sources=sources)
    first = day("since", since) if since is not None else date.min
    last = day("until", until) if until is not None else date.max
    if last < first:
        raise UsageError(f"nothing lies between {first} and {last}", hint="swap --since and --until")
    return Filters(published=TimeRange(first, last), sources=sources)


def said_filters(
    speakers: str | Sequence[str] | None = None,
    *,
    on: str | date | TimeRange | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    source: str | Sequence[str] | None = None,
) -> Filters:
    """Filters of statements from what users type.

    Args:
        speakers: a name, a role or a body, or several.
        on: the day, or the days, on which it was said.
        since, until: the first and the last of these days.
        source: one outlet, or several.

    Raises:
        UsageError: if a date is not an ISO day, the range ends before it starts, or `on` stands beside
            another bound.
    """
    if on is not None and (since is not None or until is not None):
        raise UsageError("a day and a range of days contradict each other", hint="give --on, or the others")
    if isinstance(on, TimeRange):
        since, until = on.start, on.end
    elif on is not None:
        since = until = day("on", on)
    range = filters(since=since, until=until, source=source)
    return Filters(
        said_on=() if range.published is None else (range.published,),
        sources=range.sources,
        speakers=(speakers,) if isinstance(speakers, str) else tuple(speakers or ()),
    )


def day(name: str, value: str | date) -> date:
    """A day from ISO 8601; `name` says in the error which value was wrong.

    Raises:
        UsageError: if it is none.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{name}: {value!r} is not a day", hint="write it as 2025-05-05") from error
