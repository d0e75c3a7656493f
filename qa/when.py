"""From the time constraints of a question to the days that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.index.types import TimeRange

if TYPE_CHECKING:
    from onrecord.index.dates import Constraint

_BOUNDS = ("since", "after", "before", "until")


def asked_days(when: Sequence[Constraint], years: Iterable[int]) -> tuple[TimeRange, ...]:
    """The days that a question asks for, latest first; none where it names no time.

    Constraints that name days are alternatives, bounds ("since", "before") hold for each of them.

    Args:
        when: the constraints of one question.
        years: those that the record has; a constraint that leaves its year out means each of them.

    Returns:
        alternatives; empty also where no year of the record has such a day, or no day passes the bounds:
        then `when` was not empty.
    """
    # "on May 5 or May 7, 2024": the year that one of them gives holds for both
    given = {c.range.end.year for c in when if not c.recurring and c.relation not in _BOUNDS}
    known = sorted(given or years, reverse=True)
    named = {
        days
        for constraint in when
        if constraint.relation not in _BOUNDS
        for days in _meant(constraint, known)
    }
    bounds = [_meant(constraint, known)[:1] for constraint in when if constraint.relation in _BOUNDS]
    if any(not bound for bound in bounds):
        return ()
    for (bound,) in bounds:
        named = {both for days in named if (both := _both(days, bound))} if named else {bound}
    return tuple(sorted(named, reverse=True))


def _meant(constraint: Constraint, years: Sequence[int]) -> tuple[TimeRange, ...]:
    if not constraint.recurring:
        return (constraint.range,)
    begun = [year for year in years if year <= constraint.as_of.year + 1]
    found = constraint.in_years(begun)
    return tuple(days for days in found if days.start <= constraint.as_of) or (
        (constraint.range,) * (not found)
    )


def _both(one: TimeRange, other: TimeRange) -> TimeRange | None:
    first, last = max(one.start, other.start), min(one.end, other.end)
    return TimeRange(first, last) if first <= last else None


def years_left_out(when: Sequence[Constraint]) -> bool:
    """Whether a question leaves out the year of a day that it names."""
    return any(constraint.recurring for constraint in when)
