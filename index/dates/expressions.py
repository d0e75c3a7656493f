"""Finds the time expressions of a text and says which days each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..types import TimeRange
from . import calendar_rules, day_rules, period_rules, unit_rules
from .modifiers import extend
from .reading import Anchor, Context, Grain, Reading, Unanchored
from .rules import Rule, Trigger
from .runs import Run, runs
from .tense import Lean


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of text that names a time.

    `text` is `article.text[start:end]`. `range` is None for a duration, and for a relative expression
    when no anchor was given. `anchor` says what it was resolved against and `anchored_on` which day or
    days those were. `value`, `grain`, `approximate`, `yearless` and `literal` are as in `Reading`.
    """

    start: int
    end: int
    text: str
    range: TimeRange | None
    value: str
    grain: Grain
    anchor: Anchor
    anchored_on: TimeRange | None = None
    approximate: bool = False
    yearless: bool = False
    literal: date | None = None


def find(
    text: str, anchor: date | TimeRange | None, *, prefer: Lean | None = None
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in order and without overlap.

    "Friday" in a text of a Friday is that day. An expression that could lie before or after the anchor
    goes with the tense of its sentence. Where the anchor is a range of several days, a relative
    expression gets every day that it could mean.

    Args:
        text: any text; offsets are code points into it.
        anchor: the day that relative expressions count from, usually the day of publication; None when
            it is unknown: complete dates are resolved then, the others have `range` None.
        prefer: overrides the tense for all ambiguous expressions.

    Returns:
        The expressions; never raises and takes time linear in the text.
    """
    first = anchor.start if isinstance(anchor, TimeRange) else anchor
    last = anchor.end if isinstance(anchor, TimeRange) else anchor
    lowered = lower(text)
    spans = read(text, lowered, first, prefer)
    if first != last:
        later = {(start, end): reading for start, end, reading in read(text, lowered, last, prefer)}
        spans = [(s, e, _hull(reading, later.get((s, e)))) for s, e, reading in spans]
    anchored = TimeRange(first, last) if first and last else None
    return tuple(_expression(text, start, end, reading, anchored) for start, end, reading in spans)


def _expression(
    text: str, start: int, end: int, reading: Reading, anchored: TimeRange | None
) -> TimeExpression:
    return TimeExpression(
        start,
        end,
        text[start:end],
        reading.range,
        reading.value,
        reading.grain,
        reading.anchor,
        None if reading.anchor == "itself" else anchored,
        reading.approximate,
        reading.yearless,
        reading.literal,
    )


def _hull(one: Reading, other: Reading | None) -> Reading:
    """What an expression can mean when it is counted from either end of an interval."""
    if other is None or one.range is None or other.range is None or one.range == other.range:
        return one
    hull = TimeRange(min(one.range.start, other.range.start), max(one.range.end, other.range.end))
    return replace(one, range=hull, value=f"{hull.start}/{hull.end}", approximate=True, literal=None)


def lower(text: str) -> str:
    """The text in lower case with plain apostrophes, dashes and spaces, every code point in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" lowers to two code points
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    if lowered.isascii():
        return lowered.replace("\t", " ").replace("\r", " ")
    for written, plain in _PLAIN:
        lowered = lowered.replace(written, plain)
    return lowered


_PLAIN = (
    ("’", "'"),
    ("‘", "'"),
    ("–", "-"),
    ("—", "-"),
    ("\xa0", " "),
    ("\u202f", " "),
    ("\t", " "),
    ("\r", " "),
)

_RULES: dict[Trigger, tuple[tuple[int, Rule], ...]] = {}
for _order, _rule in enumerate(
    (*calendar_rules.RULES, *period_rules.RULES, *day_rules.RULES, *unit_rules.RULES)
):
    _RULES[_rule.needs] = (*_RULES.get(_rule.needs, ()), (_order, _rule))


def read(
    text: str,
    lowered: str,
    reference: date | None,
    prefer: Lean | None,
    *,
    year: int | None = None,
    focus: Reading | None = None,
) -> list[tuple[int, int, Reading]]:
    """Spans and readings of all expressions, left to right; `year` and `focus` as in `Context`."""
    spans: list[tuple[int, int, Reading, bool]] = []
    period: Reading | None = None
    for run in runs(lowered):
        for match, rule in _matches(text, lowered, run):
            start, end = match.span()
            context = Context(lowered, start, end, reference, prefer, focus, period, year)
            reading = _meaning(rule, match, context)
            if reading is None:
                continue
            larger, extended = extend(lowered, start, reading, context)
            while spans and larger <= spans[-1][0]:
                spans.pop()  # "two weeks", before "before Christmas" was read
            if not spans or larger >= spans[-1][1]:
                start, reading = larger, extended
            fragment = rule.fragment and start == match.start()
            spans.append((start, end, reading, fragment))
            if reading.range is not None and not fragment and reading.anchor != "expression":
                focus = reading
                period = reading if reading.grain in ("quarter", "half") else period
    return [(start, end, reading) for start, end, reading, fragment in spans if not fragment]


def _matches(text: str, lowered: str, run: Run) -> Iterator[tuple[re.Match[str], Rule]]:
    """The matches within a run, leftmost first, of several the longest, of equals the earlier rule's."""
    limit = min(len(lowered), run.end + 3)
    candidates = [
        (match.start(), -match.end(), order, match, rule)
        for trigger in run.triggers
        for order, rule in _RULES.get(trigger, ())
        for match in rule.pattern.finditer(lowered, run.start, limit)
        if rule.accept is None or rule.accept(match, text)
    ]
    candidates.sort(key=lambda candidate: candidate[:3])
    behind = 0
    for start, _, _, match, rule in candidates:
        if start >= behind:
            yield match, rule
            behind = match.end()


def _meaning(rule: Rule, match: re.Match[str], context: Context) -> Reading | None:
    try:
        return rule.read(match, context)
    except Unanchored:
        return Reading("XXXX", None, "unknown")
    except (ValueError, OverflowError):
        return None  # "30 February", the year 0: words of time that name no day
