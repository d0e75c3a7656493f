"""Above the first sentence: the headline, names, dates and the names of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .paragraph import Paragraph, key
from .rules import AGENCY, MONTH, NAME, WEEKDAY

_BYLINE = re.compile(
    rf"^(?:by|text by|story by|words by|from) {NAME}.{{0,80}}$|^(?!(?:In|On|At|For|From|The|A|How"
    rf"|Why|What|Who|When|Where|After|As|To|With|Is|Are|No|New|Inside)\b)"
    rf"{NAME}(?:(?:,| and| &) {NAME}){{0,4}}(?: ?[,|•·–—] ?.{{0,60}})?$"
    rf"|^(?:{AGENCY}|[A-Z]{{3,}}(?: [A-Z]{{3,}}){{0,3}})$|^special (?:to|for) (?:the )?[A-Z].{{2,40}}$",
)
"""Who wrote or sent the text; only looked for above its first sentence."""

_DATE_LINE = re.compile(
    rf"^(?:{WEEKDAY} )?(?:{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}\.? {MONTH},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    r"(?:\W.{0,60})?$",
    re.I,
)
"""A date on a line of its own; only looked for above the first sentence."""


def first_sentence(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the article's first sentence of eight words or more, or how many paragraphs there are."""
    for i, paragraph in enumerate(paragraphs):
        if paragraph.kind is None and paragraph.sentence and paragraph.words >= 8:
            return i
    return len(paragraphs)


def mark_headlines(paragraphs: Sequence[Paragraph], top: int, title: str) -> None:
    """Mark the headline and its repetitions.

    Args:
        paragraphs: of one text.
        top: what `first_sentence` gave.
        title: the headline where it is known; else the first line above `top` that looks like one.
    """
    wanted = key(title)
    if not wanted:
        for paragraph in paragraphs[:top] if top < len(paragraphs) else ():
            if paragraph.kind is None and _is_headline(paragraph):
                wanted = key(paragraph.text)
                break
        else:
            return
    length = len(wanted)
    for paragraph in paragraphs:
        shown = paragraph.text
        # Longer than the title by a few marks only: this saves making the key of every paragraph.
        if length <= len(shown) <= length + 8 and key(shown) == wanted:
            paragraph.kind = "headline"


def _is_headline(paragraph: Paragraph) -> bool:
    if not 4 <= paragraph.words <= 28 or paragraph.text[-1] in ".:;,":
        return False
    return not _BYLINE.match(paragraph.text) and not _DATE_LINE.match(paragraph.text)


def mark_byline(paragraphs: Sequence[Paragraph], top: int) -> None:
    """Mark names, dates and the names of sections above the first sentence."""
    if top == len(paragraphs):
        return
    for paragraph in paragraphs[:top]:
        if paragraph.kind is None and not paragraph.sentence and _is_byline(paragraph):
            paragraph.kind = "furniture"


def _is_byline(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > 120:
        return False
    return paragraph.words <= 3 or bool(_BYLINE.match(text) or _DATE_LINE.match(text))
