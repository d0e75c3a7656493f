"""An article's attributions: the grammar of single sentences, and what ties sentences together.

A quotation that stands alone belongs to whoever spoke last; a speech of several paragraphs, each
opened and only the last one closed, is one utterance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..blocks import Block
from ..types import StatementKind
from .cues import LEXICON
from .fallbacks import introduced, is_tag
from .grammar import attributions
from .quotes import Quotation, quotations
from .records import Attribution, Found, Span
from .sentences import Sentence, lowered, sentences

_ENDS = ".?!…:;\"”’'»)"
_WORDS = re.compile(r"\w+")
_ENGLISH = re.compile(r"[a-z]+")


@dataclass(slots=True)
class _Reading:
    """What has been read of an article.

    `waiting` are open quotations whose speaker is still to come; `lead` is an attribution without
    content, from a sentence that ends in a colon.
    """

    found: list[Attribution] = field(default_factory=list)
    waiting: list[Span] = field(default_factory=list)
    lead: Attribution | None = None
    open: bool = False


def attributed(text: str, blocks: Sequence[Block]) -> list[Attribution]:
    """Find who is said to have said what.

    Args:
        text: the article's text.
        blocks: its paragraphs; only headlines and body are read.

    Returns:
        the attributions in the order of the text; those of headlines are flagged.
    """
    spans = list(_paragraphs(text, blocks))
    quoted = quotations(text, [(start, end) for start, end, _ in spans])
    reading = _Reading()
    low = lowered(text)
    for number, ((start, end, headline), marks) in enumerate(zip(spans, quoted, strict=True)):
        if headline:
            reading.open, reading.waiting = False, []
        was_open, reading.open = reading.open, bool(marks) and marks[-1].open
        if not marks and text[end - 1] != ":" and LEXICON.isdisjoint(_ENGLISH.findall(low, start, end)):
            reading.lead, reading.waiting = None, []  # nobody speaks here: no need to look closer
            continue
        if marks and not headline and (signed := _signed(text, number, start, end)) is not None:
            reading.found.append(signed)
            reading.lead, reading.waiting, reading.open = None, [], False
            continue
        for position, sentence in enumerate(_with_tags(sentences(text, low, number, start, end, marks))):
            continues = was_open and position == 0
            _read(text, sentence, reading, headline=headline, continues=continues)
        if not reading.open:
            reading.waiting = []
    return reading.found


_SIGNATURE = re.compile(
    r"[“\"„«].{20,}[”\"»](?P<end>)\s*(?P<dash>[―—–])\s*(?P<name>(?:[^\W\d_a-z][\w.'’-]*\s?){1,4}[^\W\d_a-z][\w'’-]*)\.?\s*",
    re.DOTALL,
)


def _signed(text: str, number: int, start: int, end: int) -> Attribution | None:
    """A paragraph of somebody's words, signed: “We are hard-working people. …” ― Christina Lastra."""
    match = _SIGNATURE.fullmatch(text, start, end)
    if match is None or text.count("\n", start, end) > 1:
        return None
    words = (start, match.end("end"))
    return Attribution([words], "direct", match.span("name"), match.span("dash"), number, (start, end))


def _with_tags(parts: Iterable[Sentence]) -> Iterable[Sentence]:
    """The sentences, a quotation that ends with a full stop joined to the "Trump said." behind it."""
    held: Sentence | None = None
    for part in parts:
        if held is not None:
            if is_tag(part):
                held.join(part)
                yield held
                held = None
                continue
            yield held
            held = None
        if part.stands_alone():
            held = part
        else:
            yield part
    if held is not None:
        yield held


def _paragraphs(text: str, blocks: Iterable[Block]) -> Iterable[tuple[int, int, bool]]:
    """Start, end and "is a headline" of what is read; lines of a wrapped paragraph are one."""
    pending: tuple[int, int, bool] | None = None
    for block in blocks:
        if block.kind not in ("headline", "body"):
            continue
        headline = block.kind == "headline"
        if (
            pending is not None
            and not headline
            and not pending[2]
            and _goes_on(text, pending[1], block.start)
        ):
            pending = (pending[0], block.end, False)
            continue
        if pending is not None:
            yield pending
        pending = (block.start, block.end, headline)
    if pending is not None:
        yield pending


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a line goes on in the next one: no blank line between, no full stop, a small letter."""
    return (
        start - end <= 2
        and text.count("\n", end, start) == 1
        and text[end - 1] not in _ENDS
        and text[start].islower()
    )


def _read(text: str, s: Sentence, reading: _Reading, *, headline: bool, continues: bool) -> None:
    found = [_located(s, each, headline) for each in attributions(s)]
    covered = [segment for each in found for segment in each.segments]
    alone = s.stands_alone()
    for place, quotation in s.quotes.items():
        span = (quotation.start, quotation.end)
        held = next(
            (each for each in found if any(a <= span[0] and span[1] <= b for a, b in each.segments)), None
        )
        if held is not None:
            if continues and place <= 1 and reading.waiting:
                held.segments[:0] = reading.waiting
                reading.waiting = []
        elif not any(a < span[1] and span[0] < b for a, b in covered) and alone:
            _attach(text, s, quotation, reading, found, continues=continues and place <= 1)
    reading.found.extend(found)
    reading.lead = None
    if not found and not headline and (opening := introduced(s)) is not None:
        reading.lead = _located(s, Found([], *opening), headline)


def _attach(
    text: str,
    s: Sentence,
    quotation: Quotation,
    reading: _Reading,
    found: list[Attribution],
    *,
    continues: bool,
) -> None:
    """Give a quotation that stands alone to the speaker before it, or keep it for the one after it."""
    span = (quotation.start, quotation.end)
    last = found[-1] if found else reading.found[-1] if reading.found else None
    if continues and reading.waiting:
        reading.waiting.append(span)
        return
    if reading.lead is not None and s.paragraph - reading.lead.paragraph <= 1:
        reading.lead.segments, reading.lead.kind, reading.lead.paragraph = [span], "direct", s.paragraph
        found.append(reading.lead)
        return
    near = last is not None and not last.headline and s.paragraph - last.paragraph <= 1
    short = len(_WORDS.findall(text, span[0], span[1])) < 3
    if last is None or not near or (short and s.paragraph != last.paragraph):
        if quotation.open:
            reading.waiting = [span]
        return
    adjacent = text[last.segments[-1][1] - 1] in "\"”»'’" or last.segments[-1][1] == last.sentence[1]
    if last.kind != "indirect" and (s.paragraph == last.paragraph or continues) and adjacent:
        last.segments.append(span)
        last.paragraph = s.paragraph
        return
    if quotation.open and s.paragraph != last.paragraph:
        reading.waiting = [span]
    reading.found.append(
        Attribution([span], "direct", last.speaker, last.cue, s.paragraph, (s.start, s.end), inherited=True)
    )


def _located(s: Sentence, found: Found, headline: bool) -> Attribution:
    segments = [(s.starts[a], s.ends[b - 1]) for a, b in found.content]
    quoted = sum(
        q.end - q.start for q in s.quotes.values() if any(a <= q.start and q.end <= b for a, b in segments)
    )
    total = sum(b - a for a, b in segments)
    kind: StatementKind = "direct" if quoted >= 0.9 * total else "mixed" if quoted else "indirect"
    return Attribution(
        segments,
        kind,
        _span(s, found.speaker),
        _span(s, found.cue),
        s.paragraph,
        (s.start, s.end),
        _span(s, found.addressee) if found.addressee else None,
        _span(s, found.medium) if found.medium else None,
        headline,
    )


def _span(s: Sentence, places: tuple[int, int]) -> Span:
    return s.starts[places[0]], s.ends[places[1] - 1]
