"""From the words of a query to passages, best first: candidates, fusion, copies collapsed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .collapse import Found, collapse
from .dense import Ids, Vectors
from .fuse import Candidate, Ranking, weighted_minmax
from .live import Live
from .store import Store

POOL = 100
"""Candidates that each retriever contributes before fusion."""

WEIGHTS = {"bm25": 0.7, "dense": 0.3}
"""Shares of the fused score. On realtimeqa gold (219 questions, 3,000 articles, 37,141 passages; by article):
nDCG@10 .840 and hit@1 .721 with 0.3 dense; BM25 alone .823 and .703, dense alone .773 and .616, 0.1 to 0.5
dense .835 to .840, reciprocal rank fusion with 60 .831 and .699. With two weeks as a filter .922 and .863."""


def candidates(
    live: Live, words: Sequence[str], vector: Vectors | None, k: int, allowed: Ids | None
) -> list[Candidate]:
    """Passages that BM25 and, where there is a vector, FAISS find inside a filter, fused.

    Args:
        live: what is searched.
        words: the query's tokens.
        vector: the query's unit vector; None leaves dense retrieval out.
        k: how many hits are wanted; the pools are never smaller.
        allowed: the passage rows that may be found; None allows all.
    """
    pool = max(POOL, k)
    rankings = [_lexical(live, words, pool, allowed)]
    if vector is not None and live.dense is not None:
        rankings.append(Ranking("dense", *live.dense.search(vector, pool, allowed)))
    return weighted_minmax(rankings, WEIGHTS)


def _lexical(live: Live, words: Sequence[str], pool: int, allowed: Ids | None) -> Ranking:
    """What BM25 finds; passages that match without scoring (a few of a tiny archive) come last, at 0."""
    rows, scores = live.bm25.search(words, pool, allowed)
    if len(rows) < pool:
        rest = np.setdiff1d(live.bm25.matching(words, allowed), rows)[: pool - len(rows)]
        rows, scores = np.concatenate([rows, rest]), np.concatenate([scores, np.zeros(len(rest))])
    return Ranking("bm25", rows, scores)


def read_best(store: Store, live: Live, ranked: Sequence[Candidate], k: int) -> list[Found]:
    """Read the best candidates' passages and articles until k are left after collapsing copies.

    A candidate that was removed from the store since is left out.
    """
    found: list[Found] = []
    best: list[Found] = []
    step = 2 * k
    for at in range(0, len(ranked), step):
        found.extend(_read(store, live, ranked[at : at + step]))
        best = collapse(found)
        if len(best) >= k:
            break
    return best[:k]


def _read(store: Store, live: Live, ranked: Sequence[Candidate]) -> list[Found]:
    passages = store.passages([candidate.row for candidate in ranked])
    articles = store.articles(sorted({article for _, article in passages.values()}))
    return [
        Found(
            candidate.row,
            candidate.score,
            dict(candidate.parts),
            passages[candidate.row][0],
            articles[passages[candidate.row][1]],
            live.facts.story(passages[candidate.row][1]),
        )
        for candidate in ranked
        if candidate.row in passages
    ]
