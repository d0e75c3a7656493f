"""What a terminal shows, made from types; pure functions that return lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.index.types import Article, Hits, Published
from onrecord.qa.links import link
from onrecord.qa.types import Answer, Citation

WIDTH = 96

# Control characters in an article could move the cursor or recolour the terminal; bidirectional
# overrides could make a quotation read differently from what it says.
_HOSTILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Words of an article as a terminal may print them: one line, no control characters."""
    return _HOSTILE.sub("", " ".join(text.split()))


def day(when: date) -> str:
    """5 May 2025."""
    return f"{when.day} {when:%B %Y}"


def published(when: Published) -> str:
    """When an article was published, in words."""
    if when.range is None:
        return "undated"
    if when.range.start == when.range.end:
        return day(when.range.start)
    return f"between {day(when.range.start)} and {day(when.range.end)}"


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
    if answer.abstained is not None:
        yield from _wrapped(f"No answer: {answer.abstained.reason}", "", "")
        if answer.abstained.nearest:
            yield ""
            yield "Nearest in the record:"
            for citation in answer.abstained.nearest:
                yield from _wrapped(f"“{plain(citation.quote)}”", "  - ", "    ")
                yield from _wrapped(byline(citation.article), "    ", "    ")
                yield from _links([citation], "    ")
    for claim in answer.claims:
        marks = "".join(f"[{number}]" for number in claim.citations)
        yield from _wrapped(f"{plain(claim.text)} {marks}", "", "")
    if answer.citations:
        yield ""
    for article, cited in _by_article(answer.citations):
        numbers = "".join(f"[{citation.number}]" for citation in cited)
        yield from _wrapped(byline(article), f"{numbers} ", "    ")
        yield from _links(cited, "    ")
    for note in answer.notes:
        yield ""
        yield from _wrapped(f"Note: {plain(note)}.", "", "")


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
    for note in hits.notes:
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
