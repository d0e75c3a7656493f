"""What a rule is: a pattern, the kind of word it needs, and the function that reads a match."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .reading import Context, Reading

Trigger = Literal["month", "weekday", "unit", "deictic", "year", "number", "season", "holiday"]

Reader = Callable[[re.Match[str], Context], Reading | None]
"""The meaning of a match; None, `ValueError` or `OverflowError` where it has none."""

Acceptance = Callable[[re.Match[str], str], bool]
"""Looks at a match and at the text as written, and may refuse it ("may" the verb)."""

SPACE = r"(?:[ ]{1,2}|[ ]?\n[ ]?)"
"""Between words: at most one line break, so that nothing is read across a blank line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One construction; made by `rule`.

    `needs` is the kind of word without which the pattern cannot match: it decides when it is tried. A
    `fragment` is no expression by itself, only inside a larger one ("the year" in "early in the year").
    """

    needs: Trigger
    pattern: re.Pattern[str]
    read: Reader
    accept: Acceptance | None = None
    fragment: bool = False


def rule(
    needs: Trigger, pattern: str, read: Reader, accept: Acceptance | None = None, *, fragment: bool = False
) -> Rule:
    """A rule from a pattern in which a space stands for `SPACE` and "~" for a hyphen or `SPACE`.

    It matches whole words of lowered text. No pattern of this package repeats anything without a bound,
    so every attempt takes bounded time and a text is read in time linear in its length.
    """
    return Rule(needs, re.compile(rf"(?<![a-z\d])(?:{spaced(pattern)})"), read, accept, fragment)


def spaced(pattern: str) -> str:
    """A pattern with its spaces and "~" written out."""
    return pattern.replace(" ", SPACE).replace("~", f"(?:[ ]?-[ ]?|{SPACE})")
