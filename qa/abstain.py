"""When not to answer, and what to say instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.index.about import has_kin
from onrecord.index.rarity import QueryWord
from onrecord.index.terms import tokens

from .kind import answers_in_kind, is_date_word
from .types import Evidence

LEAST_COVERAGE = 0.55
"""The share of the question's words, by rarity, that the best passage must hold.

Chosen on realtimeqa gold, each question asked of 3,000 articles with and without those that hold its
evidence, BM25 alone: with the rule on names, .907 of the answerable are answered and .466 of the others
refused (.951 and .370 at 0.5, .834 and .543 at 0.6); many of the others are answered by sister articles."""


def reason_to_abstain(question: str, shown: Sequence[Evidence], words: Sequence[QueryWord]) -> str | None:
    """Why the evidence does not answer the question, in words for the user; None when it does.

    Args:
        question: as asked.
        shown: the evidence that would be shown.
        words: what an answer should speak of, each with its rarity in the record.
    """
    if not words:
        return "The question has no word to look for."
    if not shown:
        return "Nothing in the record matches this question."
    names = _names(question, words)
    articles = [_said(e.hit.article.title, e.hit.article.text) for e in shown]
    absent = [w for w in _absent_together(names, articles) if not any(has_kin(w.stem, t) for t in articles)]
    if absent:
        together = "" if len(absent) == len(names) else " where it speaks of the rest"
        return f"The record does not speak of this: no article found mentions {_listed(absent)}{together}."
    passages = [_said(e.hit.article.title, e.hit.passage.text) for e in shown]
    if support(passages, words) < LEAST_COVERAGE:
        missing = _absent_together(sorted(words, key=lambda w: -w.weight), passages)
        return f"The record does not speak of this: no passage found mentions {_listed(missing[:3])} as well."
    if not any(_answers(question, each) for each in shown):
        return "The record speaks of this, but no sentence found gives what is asked for."
    return None


def support(passages: Sequence[set[str]], words: Sequence[QueryWord]) -> float:
    """The share of the question's words, by rarity, that stand in the best one of the passages, in [0, 1].

    Args:
        passages: the stems of each.
        words: of the question.
    """
    total = sum(word.weight for word in words)
    best = max((sum(w.weight for w in words if w.stem in said) for said in passages), default=0.0)
    return best / total if total else 0.0


def _answers(question: str, evidence: Evidence) -> bool:
    # the citation gives a dated article's day, which is an answer to "when did she say …"
    dated = evidence.hit.article.published.range is not None
    return answers_in_kind(question, evidence.text) or (dated and question.lower().startswith("when "))


def _names(question: str, words: Iterable[QueryWord]) -> list[QueryWord]:
    """Names in a question, by their capitals; an answer about another person or place is none.

    A question's first word has a capital of its own, and a question in capitals throughout tells nothing.
    """
    if question.isupper():
        return []
    first = question.split(maxsplit=1)[0].strip("“\"'‘(")
    return [w for w in words if w.text[:1].isupper() and w.text != first and not is_date_word(w.text)]


def _absent_together(words: Sequence[QueryWord], texts: Sequence[set[str]]) -> list[QueryWord]:
    """The words that are missing from the text that holds most of them."""
    missing = ([w for w in words if w.stem not in said] for said in texts)
    return min(missing, key=lambda absent: sum(w.weight for w in absent))


def _said(title: str, text: str) -> set[str]:
    return set(tokens(title)) | set(tokens(text))


def _listed(words: Iterable[QueryWord]) -> str:
    quoted = list(dict.fromkeys(f"“{word.text}”" for word in words))
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
