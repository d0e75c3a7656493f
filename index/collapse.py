"""One remark shown once: near-identical passages of one story become a single hit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .types import Article, Passage

# Copies that agencies' customers trim share most words of a passage; a corrected figure or another
# day is news, so passages whose numbers differ are never one.
_SAME_WORDS = 0.7
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage found for a query, before it is numbered as a hit."""

    row: int
    score: float
    parts: dict[str, float]
    passage: Passage
    article: Article
    story: int


def collapse(found: Iterable[Found]) -> list[Found]:
    """Keep one of each group of near-identical passages of one story, at the place of its best.

    Args:
        found: best first.

    Returns:
        best first; of a group the passage of the earliest published article, which is the original.
    """
    groups: list[list[Found]] = []
    by_story: dict[int, list[list[Found]]] = {}
    for each in found:
        alike = by_story.setdefault(each.story, [])
        for group in alike:
            if group[0].article.id != each.article.id and same_words(
                group[0].passage.text, each.passage.text
            ):
                group.append(each)
                break
        else:
            alike.append([each])
            groups.append(alike[-1])
    return [_shown(group) for group in groups]


def _shown(group: Sequence[Found]) -> Found:
    best = group[0]
    original = min(group, key=lambda f: _age(f.article))
    return Found(original.row, best.score, original.parts, original.passage, original.article, original.story)


def _age(article: Article) -> tuple[date, str]:
    days = article.published.range
    return (days.start if days else date.max, article.id)


def same_words(one: str, other: str) -> bool:
    """Whether two passages have nearly the same words (multiset Jaccard) and exactly the same numbers."""
    a, b = Counter(_WORD.findall(one.casefold())), Counter(_WORD.findall(other.casefold()))
    if {w for w in a if w[0].isdigit()} != {w for w in b if w[0].isdigit()}:
        return False
    return (a & b).total() >= _SAME_WORDS * (a | b).total()
