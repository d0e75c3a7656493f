"""Quotation marks paired into quotations, whatever the typist used: "…" “…” „…“ «…» »…« ``…'' ''…'' ‘…’.

Pairing is done paragraph by paragraph with a stack, so that nesting works, a mark that was forgotten
spoils at most its own paragraph, and the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .records import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks; `open` when it goes on in the paragraph after this one."""

    start: int
    end: int
    open: bool = False


_DOUBLE = re.compile(r"[\"“”„‟«»〝〞＂]|'''?|``|’’|‘‘")
_FAMILY = {
    "“": "high", "”": "high", "„": "high", "‟": "high", "〝": "high", "〞": "high", '"': "high", "＂": "high",
    "«": "angle", "»": "angle", "``": "twice", "''": "twice", "‘‘": "twice", "’’": "twice",
}  # fmt: skip
"""Marks that close one another: what “ opens is often closed by a straight mark and the other way round."""
_ALWAYS_OPENS = frozenset({"„", "‟", "〝", "``", "‘‘"})
_ALWAYS_CLOSES = frozenset({"〞", "’’"})
_BEFORE_AN_OPENING = frozenset("([{-–—/¡¿'‘’\"“")
_SINGLE_OPEN = re.compile(r"(?<![\w.,;:!?…])['‘](?=[\w\"“(\[$])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,?!…)\]%])['’](?!\w)")

MAX_DEPTH = 8
"""Open marks remembered at once: nobody nests deeper, and the bound keeps a line of marks linear."""


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The non-blank lines of `text[start:end]`, without the white space around them."""
    end = len(text) if end is None else end
    for line in re.compile(r"[^\n]+").finditer(text, start, end):
        words = line.group()
        left = line.start() + len(words) - len(words.lstrip())
        right = line.start() + len(words.rstrip())
        if left < right:
            yield left, right


def quotations(text: str, spans: Sequence[Span]) -> list[list[Quotation]]:
    """Pair the quotation marks of each paragraph.

    A quotation that is not closed at the end of its paragraph counts only when the next paragraph
    begins with an opening mark, as speeches of several paragraphs are printed; else a mark was
    forgotten and nobody knows where. Single marks count only in a paragraph without double ones.

    Args:
        text: the article's text.
        spans: the paragraphs, in order.

    Returns:
        For each paragraph its outermost quotations, in order, offsets into `text`.
    """
    result: list[list[Quotation]] = []
    for number, (start, end) in enumerate(spans):
        pairs, unclosed = _double(text, start, end)
        if not pairs and unclosed is None:
            pairs = _single(text, start, end)
        found = [Quotation(s, e) for s, e in pairs]
        follows = spans[number + 1] if number + 1 < len(spans) else None
        if unclosed is not None and follows is not None and _begins_quoted(text, follows):
            found = [q for q in found if q.end <= unclosed]
            found.append(Quotation(unclosed, end, open=True))
        result.append(found)
    return result


def _double(text: str, start: int, end: int) -> tuple[list[Span], int | None]:
    """Outermost pairs of double marks in `text[start:end]`, and where an unclosed one begins."""
    stack: list[tuple[int, str]] = []
    pairs: list[Span] = []
    for match in _DOUBLE.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark == "'''":  # a single mark inside a double one; which comes first is told by the side
            mark = "''"
            at += any(kind == "twice" for _, kind in stack)
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        family = _FAMILY[mark]
        inside = any(kind == family for _, kind in stack)
        if _opens(mark, before, after, inside):
            stack.append((at, family))
            del stack[:-MAX_DEPTH]
        elif inside:
            while True:
                opened, kind = stack.pop()
                if kind == family:
                    break
            while pairs and pairs[-1][0] > opened:
                pairs.pop()
            pairs.append((opened, match.end()))
    # A mark was forgotten somewhere: it is open for sure at the paragraph's start or behind all pairs.
    last = pairs[-1][1] if pairs else start
    return pairs, next((at for at, _ in stack if at == start or at >= last), None)


def _opens(mark: str, before: str, after: str, inside: bool) -> bool:
    """Whether a double mark opens a quotation rather than closing one."""
    if mark in _ALWAYS_OPENS:
        return True
    if mark in _ALWAYS_CLOSES:
        return False
    leads = (before.isspace() or before in _BEFORE_AN_OPENING) and not after.isspace()
    if mark == "“":
        # „German“ and the stray “ that ends a quotation after a blank: “They see that. “
        return not inside or leads
    if mark == "”":
        return not inside and leads
    if mark in "«»":
        return not inside
    return leads or (not inside and (before.isspace() or before in _BEFORE_AN_OPENING))


def _single(text: str, start: int, end: int) -> list[Span]:
    """Pairs of single marks, of at least two words each: ’n’ and ’em are no quotations."""
    pairs: list[Span] = []
    at = start
    while (opening := _SINGLE_OPEN.search(text, at, end)) is not None:
        closing = _closing_single(text, opening.end(), end)
        if closing is None:
            break
        if " " in text[opening.end() : closing - 1]:
            pairs.append((opening.start(), closing))
        at = closing
    return pairs


def _closing_single(text: str, start: int, end: int) -> int | None:
    """Where the single quotation that begins at `start` ends: best after punctuation, for the plural
    possessive ("the players’ union") looks like a closing mark too."""
    plain: int | None = None
    stop = _SINGLE_OPEN.search(text, start, end)
    limit = stop.start() if stop else end
    for match in _SINGLE_CLOSE.finditer(text, start, limit):
        if text[match.start() - 1] in ".,?!…":
            return match.end()
        if text[match.start() - 1] not in "sS" or plain is None:
            plain = match.end()
    return plain


def _begins_quoted(text: str, span: Span) -> bool:
    match = _DOUBLE.match(text, *span)
    return match is not None and _opens(match.group(), " ", text[match.end() : match.end() + 1] or " ", False)
