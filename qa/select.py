"""Evidence sentences: which whole sentences of the hits answer the question best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from onrecord.index.chunk import sentences
from onrecord.index.collapse import same_words
from onrecord.index.sources.items import count_words
from onrecord.index.terms import tokens
from onrecord.index.types import Hit

from .kind import answers_in_kind
from .types import Evidence

# Shares of an evidence sentence's score. On realtimeqa gold (3,000 articles, BM25 alone) the answer stood in
# the three shown sentences of .735 of the questions; (1, .3, .4, .15) .703, (1, 0, .4, .15) .708, without the
# kind (1, .3, .4, 0) .685, (.5, .5, 1, .2) .731.
_OWN, _AROUND, _HIT, _KIND = 1.0, 0.6, 0.8, 0.3

_MIN_WORDS = 4  # a shorter "sentence" is a heading, a name or a stray mark


def evidence(question: str, hits: Sequence[Hit], rarity: Mapping[str, float]) -> list[Evidence]:
    """Every whole sentence of the hits, scored as evidence, best first.

    Args:
        question: as asked.
        hits: best first, with scores in [0, 1].
        rarity: a weight for each stem of the question.
    """
    total = sum(rarity.values()) or 1.0

    def coverage(words: set[str]) -> float:
        return sum(weight for stem, weight in rarity.items() if stem in words) / total

    found: list[Evidence] = []
    for hit in hits:
        title = set(tokens(hit.article.title))
        around = coverage(title | set(tokens(hit.passage.text)))
        for start, end in sentences(hit.article.text, hit.passage.start, hit.passage.end):
            text = hit.article.text[start:end]
            if count_words(text) < _MIN_WORDS:
                continue
            own = set(tokens(text))
            score = (
                _OWN * coverage(own)
                + _AROUND * around
                + _HIT * hit.score
                + _KIND * answers_in_kind(question, text)
            )
            found.append(Evidence(hit, start, end, text, coverage(own | title), score))
    return sorted(found, key=lambda e: (-e.score, e.hit.rank, e.start))


def best(ranked: Sequence[Evidence], *, most: int = 3, share: float = 0.6) -> list[Evidence]:
    """The evidence to show: the best, without saying one thing twice.

    Args:
        ranked: best first.
        most: how many sentences at most.
        share: of the best one's score that each must reach.
    """
    return list(islice(_distinct([e for e in ranked if e.score >= share * ranked[0].score]), most))


def _distinct(ranked: Sequence[Evidence]) -> Iterator[Evidence]:
    shown: list[Evidence] = []
    for each in ranked:
        if not any(same_words(each.text, other.text) for other in shown):
            shown.append(each)
            yield each
