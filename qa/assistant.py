"""Assistant.ask: question → search → evidence → draft → grounded → answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from onrecord.index import NewsIndex
from onrecord.index.types import Article, Filters, Hits, Query

from .abstain import reason_to_abstain
from .ground import check, grounded
from .question import in_words, read_question, sought
from .select import best, evidence
from .types import Abstention, Answer, Citation, Claim, Evidence, Question

HITS = 10
"""Passages in which evidence is looked for."""

_NEAREST = 3  # citations shown with a refusal


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from one index; as safe to share between threads as the index is."""

    index: NewsIndex

    def ask(
        self, question: str, *, as_of: date | str | None = None, filters: Filters | None = None
    ) -> Answer:
        """Answer a question from the record, or say why not.

        Args:
            question: in words.
            as_of: the day it is asked, today by default.
            filters: constraints beside those that the question itself names.

        Raises:
            UsageError: on an empty question or a day that is none.
            OnRecordError: when the index cannot be read; never an answer in disguise.
        """
        timings: dict[str, float] = {}
        with _timed(timings, "question"):
            asked = read_question(question, as_of=as_of, filters=filters or Filters())
            words = sought(self.index.rarity(asked.text))
        with _timed(timings, "search"):
            hits = self.index.search(Query(asked.text, HITS, asked.filters, asked.as_of))
        with _timed(timings, "evidence"):
            rarity = {word.stem: word.weight for word in words}
            shown = best(evidence(asked.text, hits, rarity))
            reason = reason_to_abstain(asked.text, shown, words)
            if reason is not None and asked.filters:
                reason = f"Within {in_words(asked.filters)}: {reason[0].lower()}{reason[1:]}"
        with _timed(timings, "grounding"):
            answer = self._answer(asked, shown, reason, _notes(asked, hits, shown))
        return replace(answer, timings=timings)

    def _answer(
        self, asked: Question, shown: Sequence[Evidence], reason: str | None, notes: tuple[str, ...]
    ) -> Answer:
        citations = [
            Citation(n, e.hit.article, e.start, e.end, e.text, verified=False) for n, e in enumerate(shown, 1)
        ]
        stored = self._stored(citations)
        if reason is not None:
            related = [c for c, e in zip(citations, shown, strict=True) if e.coverage > 0]
            nearest = tuple(c for c in (check(c, stored) for c in related[:_NEAREST]) if c.verified)
            return Answer(asked, abstained=Abstention(reason, nearest), notes=notes)
        claims, citations_kept = grounded([Claim(c.quote, (c.number,)) for c in citations], citations, stored)
        return Answer(asked, claims=claims, citations=citations_kept, notes=notes)

    def _stored(self, citations: Sequence[Citation]) -> dict[str, Article]:
        found = (self.index.article(i) for i in {c.article.id for c in citations})
        return {article.id: article for article in found if article is not None}


def _notes(asked: Question, hits: Hits, shown: Sequence[Evidence]) -> tuple[str, ...]:
    notes = [*asked.notes, *hits.notes]
    if any(e.hit.article.published.range is None for e in shown):
        notes.append("an article without a publication date is among the sources")
    return tuple(dict.fromkeys(notes))


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    start = perf_counter()
    yield
    timings[stage] = round((perf_counter() - start) * 1000, 2)
