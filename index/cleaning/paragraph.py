"""Paragraphs of a text: what is judged, and the shape it is judged by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["headline", "body", "caption", "appeal", "biography", "sidebar", "furniture"]

LONGEST = 1_500
"""Characters above which a paragraph is not tried against patterns. The longest piece of furniture among
700 realtimeqa articles and the 258 pages, slide shows apart, has 1,140; longer ones are whole texts in
one line."""

_CLOSERS = "\"'”’»)]} \t\u200b*_"
_ENDS = frozenset(".!?…。！？।؟։‽")
_QUOTED = re.compile(r"[\"“«][^\"”»]*(?:[\"”»]|$)")


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph while it is being judged.

    Attributes:
        spans: where it stands: one span, or the lines of a wrapped paragraph.
        text: its words, the lines of a wrapped paragraph joined by spaces.
        words: how many they are.
        sentence: whether it ends as a sentence does.
        kind: what it was found to be; None while nothing speaks against body.
    """

    spans: tuple[tuple[int, int], ...]
    text: str
    words: int
    sentence: bool
    kind: Kind | None = None

    @property
    def plain(self) -> str:
        """The text with straight apostrophes and usual spaces, and its quotations blanked out."""
        text = self.text.replace("’", "'").replace("\xa0", " ")
        if '"' in text or "“" in text or "«" in text:
            text = _QUOTED.sub('""', text)
        return text


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text that are not blank, in order: its lines.

    Where the text is wrapped at a width, a paragraph is a group of lines.
    """
    lines = _lines(text)
    if not _is_wrapped(text, lines):
        return [_paragraph(((start, end),), text[start:end]) for start, end in lines]
    groups: list[list[tuple[int, int]]] = []
    for span in lines:
        if groups and text.count("\n", groups[-1][-1][1], span[0]) == 1:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [_paragraph(tuple(g), " ".join(text[s:e] for s, e in g)) for g in groups]


def key(text: str) -> str:
    """What buttons and headings are compared by: without case, punctuation and counts around it."""
    first, last = 0, len(text)
    while first < last and not text[first].isalpha():
        first += 1
    while last > first and not text[last - 1].isalpha():
        last -= 1
    return text[first:last].casefold().replace("’", "'")


def _paragraph(spans: tuple[tuple[int, int], ...], text: str) -> Paragraph:
    stripped = text[-12:].rstrip(_CLOSERS)
    ends = bool(stripped) and (stripped[-1] in _ENDS or stripped.endswith(("--", "—:")))
    return Paragraph(spans, text, text.count(" ") + 1, ends)


def _lines(text: str) -> list[tuple[int, int]]:
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = start + len(line) - len(line.lstrip())
            found.append((first, first + len(stripped)))
        start += len(line)
    return found


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether at least a third of the lines go on, in lower case, what the line before left open."""
    open_ends = 0
    for (_, end), (start, _) in pairwise(lines):
        open_ends += text[start].islower() and text[end - 1] not in _ENDS and start - end <= 3
    return len(lines) >= 6 and open_ends * 3 >= len(lines)
