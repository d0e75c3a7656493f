"""Assistant.ask: question → what is meant → statements or passages → citations → grounded → answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from onrecord.index import NewsIndex
from onrecord.index.types import Article, Filters, Statement

from .facts import Found, look_up, mentioning
from .ground import check, grounded, grounded_remarks
from .question import read_question
from .remarks import Encode
from .said import Said, said
from .types import Abstention, Answer, Citation, Claim, Question, Remark, Turn
from .words import said_on

_NEAREST = 3  # citations shown with a refusal


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from one index; as safe to share between threads as the index is."""

    index: NewsIndex

    def ask(
        self,
        question: str,
        *,
        as_of: date | str | None = None,
        filters: Filters | None = None,
        history: Sequence[Turn] = (),
    ) -> Answer:
        """Answer a question from the record, or say why not.

        Args:
            question: in words.
            as_of: the day it is asked, today by default.
            filters: constraints beside those that the question itself names.
            history: the conversation so far, oldest first: `Answer.turn` of each answer.

        Raises:
            UsageError: on an empty question or a day that is none.
            OnRecordError: when the index cannot be read; never an answer in disguise.
        """
        timings: dict[str, float] = {}
        with _timed(timings, "question"):
            asked = read_question(
                question, as_of=as_of, filters=filters or Filters(), record=self.index, history=history
            )
        if asked.intent == "fact":
            with _timed(timings, "search"):
                found = look_up(self.index, asked)
            with _timed(timings, "grounding"):
                answer = self._from_passages(asked, found)
        else:
            with _timed(timings, "statements"):
                told = said(self.index, asked, self._encode())
            with _timed(timings, "grounding"):
                answer = self._from_statements(asked, told)
            if not told.remarks and asked.intent != "said":
                answer = self._second_tier(asked, answer)
        return replace(answer, timings=timings)

    def _encode(self) -> Encode | None:
        """What makes vectors, where the index has any: a model is not loaded for an index without."""
        return self.index.embedder.encode_passages if self.index.counts().vectors else None

    # -- from statements

    def _from_statements(self, asked: Question, told: Said) -> Answer:
        remarks = told.remarks or told.nearest
        stored = self._stored({s.article_id for remark in remarks for s in remark.statements})
        shown, citations = grounded_remarks(remarks, stored)
        answer = Answer(asked, notes=told.notes, speakers=told.speakers, days=told.days)
        if not told.remarks:
            mentions = [
                Citation(n, e.hit.article, e.start, e.end, e.text, verified=False)
                for n, e in enumerate(mentioning(self.index, asked, told), len(citations) + 1)
            ]
            stored = self._stored({c.article.id for c in mentions})
            sentences = tuple(c for c in (check(c, stored) for c in mentions) if c.verified)
            return replace(answer, abstained=Abstention(told.reason, (*citations, *sentences), shown))
        claims = tuple(Claim(_in_words(remark), remark.citations) for remark in shown)
        return replace(answer, claims=claims, remarks=shown, citations=citations)

    def _second_tier(self, asked: Question, answer: Answer) -> Answer:
        """Sentences of the record for "who said", "when did" and "did she" where no statement fits."""
        found = look_up(self.index, asked)
        if found.reason is not None:
            return answer
        note = "no statement fits; these sentences of the record come nearest"
        return replace(self._from_passages(asked, found), notes=(note, *found.notes))

    # -- from passages

    def _from_passages(self, asked: Question, found: Found) -> Answer:
        citations = [
            Citation(n, e.hit.article, e.start, e.end, e.text, verified=False)
            for n, e in enumerate(found.shown, 1)
        ]
        stored = self._stored({c.article.id for c in citations})
        if found.reason is not None:
            related = [c for c, e in zip(citations, found.shown, strict=True) if e.coverage > 0]
            nearest = tuple(c for c in (check(c, stored) for c in related[:_NEAREST]) if c.verified)
            return Answer(asked, abstained=Abstention(found.reason, nearest), notes=found.notes)
        claims, kept = grounded([Claim(c.quote, (c.number,)) for c in citations], citations, stored)
        return Answer(asked, claims=claims, citations=kept, notes=found.notes)

    def _stored(self, ids: set[str]) -> dict[str, Article]:
        found = (self.index.article(article_id) for article_id in ids)
        return {article.id: article for article in found if article is not None}


def _in_words(remark: Remark) -> str:
    """Who said when, and the words; reported speech is marked as the article's own wording."""
    first: Statement = remark.statements[0]
    reported = ", as reported" if first.kind == "indirect" else ""
    return f"{remark.speaker}, {said_on(remark.said_on)}{reported}: {' '.join(first.text.split())}"


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    start = perf_counter()
    yield
    timings[stage] = round((perf_counter() - start) * 1000, 2)
