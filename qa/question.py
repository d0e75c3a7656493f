"""From what a person typed to a question with its constraints.

Constraints given beside the question (a date range, an outlet) are hard filters. What the words
themselves say of time, speakers and outlets is read here as well and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.index.errors import UsageError
from onrecord.index.newsindex import QueryWord, day
from onrecord.index.terms import tokens
from onrecord.index.types import Filters

from .types import Question

_LONGEST = 2_000  # characters; a longer "question" is a pasted text


_ASKING = frozenset(
    tokens(
        "who whom whose what which when where why how many much long old far tall big often"
        " say says said tell told ask happen do name please know"
    )
)


def sought(words: Sequence[QueryWord]) -> tuple[QueryWord, ...]:
    """The words of a question that an answer should speak of: without those that only ask.

    "WHO" in capitals is a name.
    """
    return tuple(word for word in words if word.stem not in _ASKING or word.text.isupper())


def in_words(filters: Filters) -> str:
    """What filters leave, for a person: a refusal must not sound as if it spoke of the whole record."""
    parts = []
    if filters.sources:
        parts.append(f"what {' or '.join(filters.sources)} published")
    if (days := filters.published) is not None:
        since = "" if days.start == date.min else f" since {days.start.isoformat()}"
        until = "" if days.end == date.max else f" until {days.end.isoformat()}"
        parts.append(f"the articles published{since}{until}" if not parts else f"{since}{until}".strip())
    if filters.article_ids:
        parts.append("the articles named")
    return " ".join(parts)


def read_question(text: str, *, as_of: date | str | None, filters: Filters) -> Question:
    """The question as it will be answered.

    Args:
        text: as typed; white space is folded.
        as_of: the day it is asked; None is today.
        filters: constraints given beside it.

    Raises:
        UsageError: if it is empty or far too long, or `as_of` is not a day.
    """
    folded = " ".join(text.split())
    if not folded:
        raise UsageError("the question is empty", hint='ask in words, for example: onrecord ask "who …?"')
    if len(folded) > _LONGEST:
        raise UsageError(f"the question is {len(folded):,} characters long, {_LONGEST:,} are read")
    return Question(folded, as_of=date.today() if as_of is None else day("as of", as_of), filters=filters)
