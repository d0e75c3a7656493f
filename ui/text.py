"""What a terminal shows, made from types; pure functions that return lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from onrecord.index.types import Article, Hits, Published, Spoken
from onrecord.qa.links import link
from onrecord.qa.types import Abstention, Answer, Citation, Remark
from onrecord.qa.words import days, said_on

WIDTH = 96

# Control characters in an article could move the cursor or recolour the terminal; bidirectional
# overrides could make a quotation read differently from what it says.
_HOSTILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Words of an article as a terminal may print them: one line, no control characters."""
    return _HOSTILE.sub("", " ".join(text.split()))


def published(when: Published) -> str:
    """When an article was published, in words."""
    if when.range is None:
        return "undated"
    return days(when.range)


def byline(article: Article) -> str:
    """Title, outlet, day, and in how many other places the same story stands."""
    parts = [f"“{plain(article.title) or 'untitled'}”"]
    if article.source:
        parts.append(plain(article.source))
    parts.append(published(article.published))
    if article.also_in:
        parts.append(f"also in {len(article.also_in)} other article{'s' * (len(article.also_in) > 1)}")
    return ", ".join(parts)


def answer_lines(answer: Answer) -> Iterator[str]:
    """An answer with its citations, or the refusal with the nearest evidence."""
    for carried in answer.question.carried:
        yield from _wrapped(f"({plain(carried)})", "", "")
    if answer.abstained is not None:
        yield from _refusal_lines(answer.abstained)
    elif answer.remarks:
        yield from _remark_lines(answer.remarks)
    else:
        for claim in answer.claims:
            yield from _wrapped(f"{plain(claim.text)} {_marks(claim.citations)}", "", "")
    if answer.citations:
        yield ""
        yield from _source_lines(answer.citations)
    if answer.notes:
        yield ""
    yield from note_lines(answer.notes)


def _refusal_lines(abstained: Abstention) -> Iterator[str]:
    yield from _wrapped(f"No answer: {plain(abstained.reason)}", "", "")
    if not abstained.nearest:
        return
    yield ""
    yield "Nearest in the record:"
    if abstained.remarks:
        shown = {number for remark in abstained.remarks for number in remark.citations}
        yield from _remark_lines(abstained.remarks)
        yield ""
        yield from _source_lines([c for c in abstained.nearest if c.number in shown])
        if abstained.sentences:
            yield ""
            yield "Sentences that mention it, no statement of the speaker:"
    for citation in abstained.sentences:
        yield from _wrapped(f"“{plain(citation.quote)}”", "  - ", "    ")
        yield from _wrapped(byline(citation.article), "    ", "    ")
        yield from _links([citation], "    ")


_APART = {"certain": "", "possible": " (no nearer day is known)", "undated": ""}


def _remark_lines(remarks: Sequence[Remark]) -> Iterator[str]:
    """Remarks under headings of speaker and day; reported speech is set apart from quotations."""
    shown = ""
    for remark in remarks:
        first = remark.statements[0]
        heading = f"{plain(remark.speaker)}, {said_on(remark.said_on)}{_APART[remark.fit]}"
        if heading != shown:
            yield from _wrapped(heading, "", "    ")
            shown = heading
        words = plain(first.text) if first.kind != "indirect" else f"({plain(first.cue)}) {plain(first.text)}"
        yield from _wrapped(f"{words} {_marks(remark.citations)}", "  - ", "    ")


def statement_lines(found: Sequence[Spoken]) -> Iterator[str]:
    """Statements as a list: who, when, how known, the words, and where they stand."""
    for each in found:
        statement = each.statement
        flags = ", headline" if statement.headline else ""
        yield from _wrapped(
            f"{plain(statement.speaker)}, {said_on(statement.said_on)} ({statement.kind}{flags})", "", "    "
        )
        yield from _wrapped(plain(statement.text), "    ", "    ")
        yield from _wrapped(byline(each.article), "    ", "    ")
        if each.article.url:
            start, end = statement.segments[0]
            words = each.article.text[start:end]
            yield from _links([Citation(1, each.article, start, end, words, verified=True)], "    ")
        yield ""
    if not found:
        yield "No statement."


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _source_lines(citations: Sequence[Citation]) -> Iterator[str]:
    for article, cited in _by_article(citations):
        yield from _wrapped(byline(article), f"{_marks([c.number for c in cited])} ", "    ")
        yield from _links(cited, "    ")


def hit_lines(hits: Hits) -> Iterator[str]:
    """Hits with where they came from and what each retriever contributed."""
    for hit in hits:
        found = ", ".join(f"{n} {hit.parts[n]:.3f}" for n in ("bm25", "dense") if n in hit.parts)
        yield from _wrapped(byline(hit.article), f"{hit.rank:>2}. ", "    ")
        yield f"    {hit.score:.3f} ({found})  {plain(hit.passage.id)}"
        if hit.article.url:
            yield f"    {plain(hit.article.url)}"
        yield from _wrapped(plain(hit.passage.text), "    ", "    ")
        yield ""
    if not hits:
        yield "No passage matches."
    yield from note_lines(hits.notes)


def note_lines(notes: Iterable[str]) -> Iterator[str]:
    """What the reader must know beside the result."""
    for note in notes:
        yield from _wrapped(f"Note: {plain(note)}.", "", "")


def _by_article(citations: Iterable[Citation]) -> Iterator[tuple[Article, list[Citation]]]:
    """Citations grouped by their article, in the order of the first of each."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.article.id, []).append(citation)
    for group in groups.values():
        yield group[0].article, group


def _links(citations: Iterable[Citation], indent: str) -> Iterator[str]:
    for where in dict.fromkeys(link(citation) for citation in citations):
        if where:
            yield f"{indent}{plain(where)}"


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
