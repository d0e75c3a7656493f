"""The statements that `onrecord said` lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from onrecord.index import NewsIndex
from onrecord.index.errors import UsageError
from onrecord.index.filters import day, said_filters
from onrecord.index.types import Spoken, TimeRange

from .when import asked_days
from .whose import whose, years


def listed(
    index: NewsIndex,
    speaker: str | None,
    *,
    on: str | None,
    since: str | None,
    until: str | None,
    about: str,
    sources: Sequence[str],
) -> tuple[tuple[Spoken, ...], tuple[str, ...]]:
    """The statements that `onrecord said` lists, and notes on whom the name was taken for.

    Args:
        on: a day, ISO or in words ("May 5", "last Thursday"); without a year every year counts.
        since, until: ISO days.

    Raises:
        UsageError: if nothing says what is wanted, or a date is none.
    """
    if on is not None and (since is not None or until is not None):
        raise UsageError("a day and a range of days contradict each other", hint="give --on, or the others")
    wanted = said_filters(since=since, until=until, source=sources)
    meant = whose(index, () if speaker is None else (speaker,))
    if meant.unknown:
        return (), (f"nobody named “{speaker}” speaks in the record",)
    wanted = replace(wanted, speakers=meant.names)
    if on is not None:
        known = years(index.spoken(wanted)) if meant.names else ()
        wanted = replace(wanted, said_on=_days_of(on, known))
    return index.spoken(wanted, about), meant.notes


def _days_of(on: str, known: Iterable[int]) -> tuple[TimeRange, ...]:
    from onrecord.index.dates import constraints

    when = constraints(on, date.today())
    if not when or " ".join(c.text for c in when).strip() != on.strip():
        return (TimeRange.day(day("--on", on)),)
    return asked_days(when, known) or tuple(constraint.range for constraint in when)
