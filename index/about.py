"""What statements are about: how many of a topic's words stand in them and around them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .rarity import QueryWord
from .terms import tokens
from .types import Article, Statement

ABOUT = 0.5
"""The share of a topic, by rarity of its words, that a statement about it must reach."""

AROUND = 0.5
"""What a word counts that stands in the statement's paragraph or in the article's title, not in its words.
Words elsewhere in the article count nothing: with .3 for them one more of the sample's questions about what
somebody never spoke of was answered, and no other one."""

_KIN = 5  # letters of a name from which on its beginning stands for it


def aboutness(statement: Statement, article: Article, words: Sequence[QueryWord]) -> float:
    """How much of a topic a statement speaks of, in [0, 1].

    Args:
        statement: of the article.
        article: whose title and paragraph tell what the statement is about where its words do not.
        words: of the topic, with their rarity.
    """
    own = set(tokens(statement.text))
    around = set(tokens(article.title)) | set(tokens(_paragraph(article.text, statement)))
    reached = sum(
        word.weight * (1.0 if is_said(word, own) else AROUND if is_said(word, around) else 0.0)
        for word in words
    )
    return reached / (sum(word.weight for word in words) or 1.0)


def is_said(word: QueryWord, stems: Collection[str]) -> bool:
    """Whether the word is among the stems, or, a name, its kin: "Syrian" for "Syria"."""
    return word.stem in stems or (word.text[:1].isupper() and has_kin(word.stem, stems))


def has_kin(name: str, stems: Collection[str]) -> bool:
    """Whether a stem begins as a name does, or the name as a stem: "Ilmarra" for "Ilmarran"."""
    return len(name) >= _KIN and any(
        stem.startswith(name) or (len(stem) >= _KIN and name.startswith(stem)) for stem in stems
    )


def _paragraph(text: str, statement: Statement) -> str:
    start, end = statement.segments[0][0], statement.segments[-1][1]
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : len(text) if last < 0 else last]
