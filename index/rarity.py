"""How rare the words of a text are in the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import log

from .terms import tokens


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a question as typed, the stem that is looked for, and how rare that is."""

    text: str
    stem: str
    weight: float


_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

_IMAGINED = 1_000


def query_words(text: str, size: int, frequency: Callable[[str], int]) -> tuple[QueryWord, ...]:
    """The distinct words of a text that a search looks for, each with how rare it is.

    The weight is log(1 + (N - df + 0.5) / (df + 0.5)) over N passages, of which df hold the word,
    and a thousand imagined ones that do not: positive for every word, largest for one that the
    record does not know, and of sensible proportions in an archive of five articles.

    Args:
        text: any.
        size: passages in the record.
        frequency: in how many of them a stem occurs.
    """
    words = {stem: word for word in _WORD.findall(text) for stem in tokens(word)}
    stems = dict.fromkeys(tokens(text))
    return tuple(
        QueryWord(words.get(stem, stem), stem, log(1 + (size + _IMAGINED - n + 0.5) / (n + 0.5)))
        for stem, n in ((stem, frequency(stem)) for stem in stems)
    )
