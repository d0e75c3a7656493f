"""When no statement fits: which constraint left nothing, and what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from onrecord.index.types import Spoken, TimeRange

from . import words
from .remarks import remarks
from .types import Remark

_NEAREST = 3


def reason_of(who: str, about: str, when: str, given: str) -> str:
    """What there is nothing of: "nothing by Dmitry Peskov about “Syria” on 5 May 2025 in the record".

    Args:
        who: the speakers in words, empty for anybody.
        about: the topic, empty where it is not what left nothing.
        when: the days in words, empty where they are not what left nothing.
        given: the filters given beside the question, in words.
    """
    parts = ["nothing", f"by {who}" if who else "", f"about “{about}”" if about else "", when]
    place = f"in {given}" if given else "in the record"
    return " ".join(part for part in (*parts, place) if part)


def nearest(found: Sequence[Spoken], days: Sequence[TimeRange]) -> tuple[Remark, ...]:
    """One remark of each of the days nearest to those asked for, or of the latest, best in topic first.

    Args:
        found: of the same speakers, with the topic where there is any of it.
        days: asked for; none where the topic left nothing.
    """
    dated = [each for each in found if _is_dated(each) and not each.statement.headline]
    ranked = sorted(dated, key=lambda each: _distance(each, days))[: 4 * _NEAREST]
    by_day: dict[TimeRange | None, Remark] = {}
    for each in ranked:
        (remark,) = remarks([replace(each, fit="certain")])
        by_day.setdefault(remark.said_on.range, remark)
    return tuple(by_day.values())[:_NEAREST]


def perhaps(found: Sequence[Spoken], days: Sequence[TimeRange]) -> tuple[tuple[Remark, ...], str]:
    """Statements that may be of the days asked for, and that in words: undated ones, or of a longer time."""
    may_be = [each for each in found if each.fit != "certain" and not each.statement.headline]
    if not days or not may_be:
        return (), ""
    number = f"{len(may_be)} statement{'s' * (len(may_be) > 1)}"
    return tuple(
        remarks(may_be[: 4 * _NEAREST])[:_NEAREST]
    ), f"{number} without a sure day may be of that time"


def days_of(shown: Sequence[Remark]) -> str:
    """The days of remarks in words, each once: "on 14 March 2025, on 13 March 2025"."""
    return ", ".join(dict.fromkeys(words.said_on(remark.said_on) for remark in shown))


def _is_dated(each: Spoken) -> bool:
    """Whether its days are few enough to call it near or far."""
    days = each.statement.said_on.range
    return days is not None and days.end - days.start <= _FEW


_FEW = timedelta(days=31)


def _distance(each: Spoken, days: Sequence[TimeRange]) -> tuple[float, int]:
    own = each.statement.said_on.range
    if own is None:
        return float("inf"), 0
    if not days:
        return -each.about, -own.end.toordinal()
    gaps = (max((r.start - own.end).days, (own.start - r.end).days, 0) for r in days)
    return min(gaps), -own.end.toordinal()
