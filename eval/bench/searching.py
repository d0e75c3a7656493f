"""Searches beside encoding the query, on an index of a given number of passages."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

from onrecord.index import Filters, NewsIndex, Query, TimeRange
from onrecord.index.embed import HashingEmbedder

from ..retrieval import MODES, WINDOW, gold_questions, read_articles
from .timing import Figure, percentiles, timed


def searching(data: Path, passages: int, scratch: Path) -> Iterator[Figure]:
    """p50 and p95 by retriever and with a filter of two weeks.

    The vectors are of the hashing embedder (exact search costs the same for any vectors of 384
    dimensions), so that the bench does not embed for half an hour; its encoding is timed apart and
    subtracted.
    """
    questions = gold_questions(data)
    embedder = HashingEmbedder()
    with NewsIndex.open(scratch / "search.index", embedder=embedder) as index:
        articles = read_articles(data / "realtimeqa" / "articles.jsonl.gz")
        while index.counts().passages < passages:
            index.add([next(articles) for _ in range(64)])
        index.save_derived(always=True)
        size = index.counts().passages
        encode = [timed(lambda q=q: embedder.encode_query(q.question)) for q in questions]  # type: ignore[misc]
        for window in (False, True):
            for name, retrievers in MODES.items():
                taken = []
                for question, encoding in zip(questions, encode, strict=True):
                    day = question.question_date
                    days = Filters(published=TimeRange(day - WINDOW, day)) if window and day else Filters()
                    query = Query(question.question, 10, days)
                    index.search(query, retrievers=retrievers)
                    whole = timed(lambda q=query, r=retrievers: index.search(q, retrievers=r))  # type: ignore[misc]
                    taken.append(whole - (encoding if "dense" in retrievers else 0.0))
                p50, p95 = percentiles(taken)
                what = f"search, {name}{', filter of two weeks' if window else ''}, {size:,} passages"
                yield Figure(what, p50, "ms p50", f"{p95:.2f} ms p95, {len(taken)} questions")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("peak memory of this process (the model included)", peak, "MB")
