"""Remarks: what one speaker said once, in every source that has it, in the order in which it is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from onrecord.index.collapse import same_words
from onrecord.index.terms import tokens
from onrecord.index.types import Spoken, TimeRange

from .types import Remark

SAME_REMARK = 0.70
"""Cosine from which statements of one speaker within a day are one remark in other words. The design
measured it with MiniLM on remarks that two outlets translated: it finds 8 of 10, and the highest of
different remarks was .66."""

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""From n texts to unit vectors, shape (n, dimension)."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NOT = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|den(?:y|ies|ied)|refus\w+)\b|n['’]t\b", re.I
)
_LEAST_WORDS = 3  # a shorter statement ("no comment") is the same in too many mouths
_A_SENTENCE, _MOST_WORDS = 6, 0.8
"""Words of the shorter quotation, and the share of them that the longer one must hold, to be the same."""

_WORD = re.compile(r"\w+")
_KINDS = ("direct", "mixed", "indirect")
_DAY = timedelta(days=1)


def remarks(found: Sequence[Spoken], encode: Encode | None = None) -> list[Remark]:
    """Group statements into remarks.

    Statements become one remark where the speaker is the same, the days are at most one apart, and the
    words are nearly the same or, given `encode`, their vectors are close. Where numbers differ or only
    one of the two denies something, they stay two: a contradiction is never merged.

    Args:
        found: statements with their articles.
        encode: what makes vectors; None compares words alone.

    Returns:
        By speaker in the order of their first statement; of a speaker the certain before the possible
        before the undated, the latest year first and within a year in the order of time; of a day direct
        before mixed before indirect, in the order of the articles' text.
    """
    groups: list[list[Spoken]] = []
    for each in found:
        for group in groups:
            if all(_may_be_one(each, other) for other in group) and any(
                _same(each, other) for other in group
            ):
                group.append(each)
                break
        else:
            groups.append([each])
    if encode is not None:
        groups = _merged(groups, encode)
    speakers = list(dict.fromkeys(each.statement.speaker for each in found))
    made = [_remark(group) for group in groups]
    return sorted(made, key=lambda remark: _order(remark, speakers))


def _may_be_one(one: Spoken, other: Spoken) -> bool:
    a, b = one.statement, other.statement
    if a.speaker != b.speaker or one.fit != other.fit or one.article.id == other.article.id:
        return False
    if not _near(a.said_on.range, b.said_on.range):
        return False
    numbers, others = set(_NUMBER.findall(a.text)), set(_NUMBER.findall(b.text))
    if not (numbers <= others or others <= numbers):
        return False
    return bool(_NOT.search(a.text)) == bool(_NOT.search(b.text))


def _near(one: TimeRange | None, other: TimeRange | None) -> bool:
    """Whether two days, or ranges of days, are at most one day apart."""
    if one is None or other is None:
        return one is other
    return one.start - _DAY <= other.end and other.start - _DAY <= one.end


def _same(one: Spoken, other: Spoken) -> bool:
    a, b = one.statement.text, other.statement.text
    return len(tokens(a)) >= _LEAST_WORDS and (same_words(a, b) or _holds(a, b))


def _holds(one: str, other: str) -> bool:
    """Whether the shorter of two quotations is nearly all in the longer one: outlets cut as they like."""
    a, b = Counter(_WORD.findall(one.casefold())), Counter(_WORD.findall(other.casefold()))
    shorter = min(a.total(), b.total())
    return shorter >= _A_SENTENCE and (a & b).total() >= _MOST_WORDS * shorter


def _merged(groups: list[list[Spoken]], encode: Encode) -> list[list[Spoken]]:
    """Groups whose first statements say the same in other words, put together."""
    stems = [set(tokens(group[0].statement.text)) for group in groups]
    pairs = [
        (i, j)
        for i in range(len(groups))
        for j in range(i)
        # another translation of a remark still shares a name or a key word with it
        if min(len(stems[i]), len(stems[j])) >= _LEAST_WORDS
        and stems[i] & stems[j]
        and all(_may_be_one(one, other) for one in groups[i] for other in groups[j])
    ]
    if not pairs:
        return groups
    wanted = sorted({i for pair in pairs for i in pair})
    vectors = dict(zip(wanted, encode([groups[i][0].statement.text for i in wanted]), strict=True))
    close = sorted(((float(vectors[i] @ vectors[j]), i, j) for i, j in pairs), reverse=True)
    home = list(range(len(groups)))
    for cosine, i, j in close:
        into, gone = sorted((home[i], home[j]))
        if cosine < SAME_REMARK or into == gone:
            continue
        if all(_may_be_one(one, other) for one in groups[into] for other in groups[gone]):
            groups[into] = groups[into] + groups[gone]
            home = [into if place == gone else place for place in home]
    return [group for i, group in enumerate(groups) if home[i] == i]


def _remark(group: Sequence[Spoken]) -> Remark:
    """The remark with its best statement first: the most literal, the most surely dated, the longest."""
    ranked = sorted(
        group,
        key=lambda each: (
            each.statement.headline,
            _KINDS.index(each.statement.kind),
            -each.statement.said_on.confidence,
            -len(each.statement.text),
            each.article.id,
        ),
    )
    first = ranked[0]
    surest = max((each.statement.said_on for each in ranked), key=lambda said: said.confidence)
    return Remark(first.statement.speaker, surest, first.fit, tuple(each.statement for each in ranked))


_FITS = ("certain", "possible", "undated")


def _order(remark: Remark, speakers: Sequence[str]) -> tuple[object, ...]:
    first, days = remark.statements[0], remark.said_on.range
    return (
        speakers.index(remark.speaker),
        _FITS.index(remark.fit),
        -days.end.year if days else 0,
        (days.end.toordinal(), days.start.toordinal()) if days else (0, 0),
        first.headline,
        _KINDS.index(first.kind),
        first.article_id,
        first.segments,
    )
