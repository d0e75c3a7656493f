"""When not to answer, and what to say instead."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.index.newsindex import QueryWord
from onrecord.index.terms import tokens

from .kind import answers_in_kind
from .types import Evidence

LEAST_COVERAGE = 0.5
"""The share of the question's words, by rarity, that the best evidence must hold."""


def support(shown: Sequence[Evidence], words: Sequence[QueryWord]) -> float:
    """How much of the question the shown evidence speaks of: the share of its words, by rarity, that
    stand in one article's title and passage, in [0, 1]."""
    total = sum(word.weight for word in words)
    if not total:
        return 0.0
    return (
        max((sum(w.weight for w in words if w.stem in spoken) for spoken in _spoken(shown)), default=0.0)
        / total
    )


def reason_to_abstain(question: str, shown: Sequence[Evidence], words: Sequence[QueryWord]) -> str | None:
    """Why the evidence does not answer the question, in words for the user; None when it does."""
    if not words:
        return "The question has no word to look for."
    if not shown:
        return "Nothing in the record matches this question."
    if support(shown, words) < LEAST_COVERAGE:
        spoken = set[str]().union(*_spoken(shown))
        missing = [w for w in sorted(words, key=lambda w: -w.weight) if w.stem not in spoken]
        if missing:
            return f"The record does not speak of this: no article found mentions {_listed(missing[:3])}."
        return "The record does not speak of this: no article found mentions all that it asks for together."
    if not any(answers_in_kind(question, each.text) for each in shown):
        return "The record speaks of this, but no sentence found gives what is asked for."
    return None


def _spoken(shown: Sequence[Evidence]) -> list[set[str]]:
    """The stems of each shown passage with its article's title."""
    return [set(tokens(each.hit.article.title)) | set(tokens(each.hit.passage.text)) for each in shown]


def _listed(words: Sequence[QueryWord]) -> str:
    quoted = [f"“{word.text}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
