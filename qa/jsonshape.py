"""The JSON that commands print and other programs rely on; pure functions from types to plain values."""

from __future__ import annotations

from typing import Any

from onrecord.index.types import Article, Hit, Hits, TimeRange

from .links import link
from .types import Abstention, Answer, Citation

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
    return {
        "question": asked.text,
        "as_of": asked.as_of.isoformat(),
        "interpreted": {
            "when": _range(asked.when),
            "speakers": list(asked.speakers),
            "sources": list(asked.filters.sources),
            "notes": list(answer.notes),
        },
        "answer": answer.text,
        "claims": [{"text": c.text, "citations": list(c.citations)} for c in answer.claims],
        "statements": [],
        "citations": [_citation(c) for c in answer.citations],
        "abstained": _abstained(answer.abstained),
        "timings_ms": dict(answer.timings),
    }


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
    return {"reason": abstention.reason, "nearest": [_citation(c) for c in abstention.nearest]}


def _range(days: TimeRange | None) -> Json | None:
    return None if days is None else {"start": days.start.isoformat(), "end": days.end.isoformat()}
