"""The JSON that commands print and other programs rely on; pure functions from types to plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.index.types import Article, Hit, Hits, Spoken, Statement, TimeRange

from .links import link
from .types import Abstention, Answer, Citation, Remark
from .words import said_on

Json = dict[str, Any]


def search_json(hits: Hits) -> Json:
    """What `onrecord search --json` prints."""
    return {
        "hits": [_hit(hit) for hit in hits],
        "retrievers": list(hits.retrievers),
        "notes": list(hits.notes),
    }


def ask_json(answer: Answer) -> Json:
    """What `onrecord ask --json` prints."""
    asked = answer.question
    days = [_range(days) for days in answer.days or [constraint.range for constraint in asked.when]]
    return {
        "question": asked.text,
        "as_of": asked.as_of.isoformat(),
        "interpreted": {
            "intent": asked.intent,
            "when": days[0] if days else None,
            "alternatives": days,
            "speakers": list(answer.speakers or asked.speakers),
            "sources": [*asked.filters.sources, *asked.sources],
            "topic": asked.topic,
            "carried": list(asked.carried),
            "notes": list(answer.notes),
        },
        "answer": answer.text,
        "claims": [{"text": c.text, "citations": list(c.citations)} for c in answer.claims],
        "statements": _remarks(answer.remarks, answer.citations),
        "citations": [_citation(c) for c in answer.citations],
        "abstained": _abstained(answer.abstained),
        "timings_ms": dict(answer.timings),
    }


def said_json(found: Sequence[Spoken], notes: Sequence[str] = ()) -> Json:
    """What `onrecord said --json` prints."""
    return {
        "statements": [{**_statement(each.statement, each.article), "fit": each.fit} for each in found],
        "notes": list(notes),
    }


def _statement(statement: Statement, article: Article) -> Json:
    days = statement.said_on.range
    return {
        "id": statement.id,
        "speaker": statement.speaker,
        "speaker_as_written": statement.speaker_as_written,
        "kind": statement.kind,
        "cue": statement.cue,
        "addressee": statement.addressee,
        "medium": statement.medium,
        "headline": statement.headline,
        "text": statement.text,
        "segments": [list(segment) for segment in statement.segments],
        "said_on": {
            "start": days.start.isoformat() if days else None,
            "end": days.end.isoformat() if days else None,
            "basis": statement.said_on.basis,
            "confidence": statement.said_on.confidence,
            "in_words": said_on(statement.said_on),
        },
        "article_id": article.id,
        **_article(article),
    }


def _remarks(remarks: Sequence[Remark], citations: Sequence[Citation]) -> list[Json]:
    """Every statement of an answer; those of one remark share its number, counted from 1."""
    articles = {citation.article.id: citation.article for citation in citations}
    return [
        {
            **_statement(statement, articles[statement.article_id]),
            "fit": remark.fit,
            "remark": number,
            "citations": list(remark.citations),
        }
        for number, remark in enumerate(remarks, 1)
        for statement in remark.statements
    ]


def _hit(hit: Hit) -> Json:
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "article_id": hit.article.id,
        "passage_id": hit.passage.id,
        **_article(hit.article),
        "also_in": list(hit.article.also_in),
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "parts": {name: round(value, 6) for name, value in hit.parts.items()},
    }


def _article(article: Article) -> Json:
    return {
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published_at": article.published.iso(),
        "published_basis": article.published.basis,
    }


def _citation(citation: Citation) -> Json:
    return {
        "number": citation.number,
        "article_id": citation.article.id,
        **_article(citation.article),
        "link": link(citation),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "verified": citation.verified,
    }


def _abstained(abstention: Abstention | None) -> Json | None:
    if abstention is None:
        return None
    return {
        "reason": abstention.reason,
        "nearest": [_citation(c) for c in abstention.nearest],
        "statements": _remarks(abstention.remarks, abstention.nearest),
    }


def _range(days: TimeRange) -> Json:
    return {"start": days.start.isoformat(), "end": days.end.isoformat()}
