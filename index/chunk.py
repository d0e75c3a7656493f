"""Article → passages: whole sentences of its body, a size that an embedder takes in at once.

Sentences are found by sentencex (Santhosh Thottingal, Wikimedia), which split 19 of 20 hard news cases
right; pysbd had 16 and syntok 14.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sentencex

from .blocks import Block
from .types import Passage

CHUNKER = "sentences-180/1"
"""Name and version of the rules below; an index remembers by which its passages were cut."""

MAX_WORDS = 180
"""all-MiniLM-L6-v2 reads 256 word pieces; news has 1.30 of them to a word (4,571 passages of 300
realtimeqa articles, of which three come out longer: tables of names and numbers)."""

_TARGET = 130
"""Greedy packing up to this gives passages with a median of 106 words on 500 realtimeqa articles, about
the size (110) of the passages on which retrieval was first measured; 120 gave 98."""

_FULL = 100
"""From this size on, the end of a paragraph ends the passage."""

_SMALL = 40
"""A last passage of fewer words is merged with, or balanced against, the one before."""

_UNIT = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{1,16}"
)
"""What size is counted in: a word of up to 16 characters, a part of a longer one, or one character of a
script written without spaces. So a passage has at most MAX_WORDS words and 16 × MAX_WORDS characters
that are not white space."""

_CLAUSE_END = re.compile(r"[,;:)\]”»…—–、，；：。]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_END = frozenset(".!?…。！？।؟")
_MARKUP = re.compile(r"^(?:[-–—•*►▶]|\d{1,3}[.)]\s)")


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    units: int
    ends_paragraph: bool
    heading: bool


def passages(article_id: str, text: str, blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Cut an article into passages.

    Every character of a body block that is not white space is in exactly one passage. A passage is
    made of neighbouring body blocks only, of whole sentences, and has at most MAX_WORDS words; only a
    sentence longer than that is cut, between clauses where it can be.

    Args:
        article_id: the start of the passages' ids.
        text: the article's text.
        blocks: its blocks, in order. If none is body, whatever may hold sentences is taken instead:
            all but headlines, appeals and furniture.

    Returns:
        the passages in the order of the text, `text[p.start:p.end] == p.text`.
    """
    spans = [
        (group[0].start, group[-1].end)
        for start, end in _runs(blocks)
        for group in _pack(_sized(text, start, end))
    ]
    return tuple(
        Passage(f"{article_id}#{ordinal}", article_id, ordinal, start, end, text[start:end])
        for ordinal, (start, end) in enumerate(spans)
    )


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Find the sentences in a range of a text.

    A line end ends a sentence, except where the next line goes on in lower case what this one left
    open, as in a text that is wrapped at a fixed width.

    Args:
        text: the article's text.
        start: where the range begins, in code points.
        end: where it ends, exclusive.

    Returns:
        spans into `text` in order, without white space around them; together they hold every
        character of the range that is not white space.
    """
    found: list[tuple[int, int]] = []
    for first, last in _lines(text, start, end):
        line = text[first:last]
        cuts = _boundaries(line)
        for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True):
            piece = line[a:b]
            stripped = piece.strip()
            if stripped:
                begin = first + a + len(piece) - len(piece.lstrip())
                found.append((begin, begin + len(stripped)))
    return tuple(found)


def _boundaries(line: str) -> list[int]:
    """Where sentences begin inside a line, ascending; cut points cannot lose or repeat a character."""
    try:
        found = sentencex.get_sentence_boundaries("en", line)
    except UnicodeEncodeError:  # lone surrogates, which JSON can carry, do not go into UTF-8
        found = sentencex.get_sentence_boundaries("en", _SURROGATE.sub("\ufffd", line))
    return sorted({b["start_index"] for b in found if 0 < b["start_index"] < len(line)})


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines of a range, those of a wrapped sentence together; blank ones left out."""
    held: tuple[int, int] | None = None
    position = start
    for raw in text[start:end].splitlines(keepends=True):
        stripped = raw.strip()
        first = position + len(raw) - len(raw.lstrip())
        position += len(raw)
        if not stripped:
            continue
        if held is not None and _goes_on(text, held[1], first):
            held = (held[0], first + len(stripped))
            continue
        if held is not None:
            yield held
        held = (first, first + len(stripped))
    if held is not None:
        yield held


def _goes_on(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return text[start].islower() and text[end - 1] not in _SENTENCE_END and between.count("\n") == 1


def _runs(blocks: Iterable[Block]) -> list[tuple[int, int]]:
    """Spans of neighbouring body blocks."""
    blocks = list(blocks)
    wanted = {"body"}
    if not any(block.kind == "body" for block in blocks):
        wanted = {"caption", "biography", "sidebar"}
    runs: list[tuple[int, int]] = []
    open_run = False
    for block in blocks:
        if block.kind not in wanted:
            open_run = False
        elif open_run:
            runs[-1] = (runs[-1][0], block.end)
        else:
            runs.append((block.start, block.end))
            open_run = True
    return runs


def _sized(text: str, start: int, end: int) -> list[_Sentence]:
    """The sentences of a run with their sizes, those that are too long in pieces."""
    pieces = []
    for a, b in sentences(text, start, end):
        units = _units(text[a:b])
        if units <= MAX_WORDS:
            pieces.append((a, b, units))
        else:
            pieces.extend((c, d, _units(text[c:d])) for c, d in _pieces(text, a, b))
    found = []
    above = True  # whether a paragraph ended just before
    for i, (a, b, units) in enumerate(pieces):
        last = i + 1 == len(pieces) or "\n" in text[b : pieces[i + 1][0]]
        heading = above and last and units <= 10 and _is_heading(text[a:b])
        found.append(_Sentence(a, b, units, last, heading))
        above = last
    return found


def _units(sentence: str) -> int:
    words = sentence.split()
    if sentence.isascii() and max(map(len, words)) <= 16:  # what follows would give the same, slower
        return len(words)
    return len(_UNIT.findall(sentence))


def _is_heading(line: str) -> bool:
    return line.rstrip("\"'”’)")[-1:] not in _SENTENCE_END and not _MARKUP.match(line)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of at most MAX_WORDS: cut after a clause, else at white space, else anywhere."""
    while True:
        cut = after_clause = after_space = 0
        for count, unit in enumerate(_UNIT.finditer(text, start, end), 1):
            if count > MAX_WORDS:
                break
            cut = unit.end()
            if count * 2 >= MAX_WORDS:
                if text[cut : cut + 1].isspace():
                    after_space = cut
                if _CLAUSE_END.match(text, cut - 1) and (after_space == cut or not text[cut - 1].isascii()):
                    after_clause = cut
        else:
            if start < end:
                yield start, end
            return
        cut = after_clause or after_space or cut
        yield start, cut
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip()) if text[cut].isspace() else cut


def _pack(run: Sequence[_Sentence]) -> list[list[_Sentence]]:
    """Group the sentences of a run, at paragraph ends where the sizes allow it."""
    groups: list[list[_Sentence]] = []
    group: list[_Sentence] = []
    size = 0
    for sentence in run:
        if group and size + sentence.units > (_TARGET if size >= _SMALL else MAX_WORDS):
            kept = _cut(group)
            groups.append(group[:kept])
            group = group[kept:]
            size = sum(s.units for s in group)
            if size + sentence.units > MAX_WORDS:
                groups.append(group)
                group, size = [], 0
        group.append(sentence)
        size += sentence.units
        if sentence.ends_paragraph and size >= _FULL and not sentence.heading:
            groups.append(group)
            group, size = [], 0
    if group:
        groups.append(group)
    if len(groups) > 1 and sum(s.units for s in groups[-1]) < _SMALL:
        groups[-2:] = _balanced(groups[-2] + groups[-1])
    return groups


def _cut(group: Sequence[_Sentence]) -> int:
    """How many sentences of a full group to keep: to its last paragraph end, and no heading at the end."""
    size = 0
    best = len(group)
    for i, sentence in enumerate(group, 1):
        size += sentence.units
        if sentence.ends_paragraph and size * 2 >= _TARGET:
            best = i
    while best > 1 and group[best - 1].heading:
        best -= 1
    return best


def _balanced(group: Sequence[_Sentence]) -> list[list[_Sentence]]:
    """One group if it fits, else two of sizes as equal as the sentences allow."""
    sizes = [sentence.units for sentence in group]
    total = sum(sizes)
    if total <= MAX_WORDS:
        return [list(group)]
    left, best, difference = 0, 1, total
    for i in range(1, len(group)):
        left += sizes[i - 1]
        if max(left, total - left) <= MAX_WORDS and abs(total - 2 * left) < difference:
            best, difference = i, abs(total - 2 * left)
    return [list(group[:best]), list(group[best:])]
