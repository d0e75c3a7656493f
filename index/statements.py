"""Who said what, how and when: the statements of an article, as spans into its text.

The work is done in stages: quotation marks are paired (quotes.py), paragraphs become sentences
(sentences.py), a grammar of attribution reads each sentence (attribution.py), quotations that stand
alone are given to who spoke last (attributed.py), speakers get their names (speakers.py) and
statements their days (saidon.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .attribution import Attribution, attributed
from .blocks import Block
from .saidon import said_on
from .speakers import resolve
from .types import JOINER, Article, SaidOn, Statement


def statements(
    article: Article,
    blocks: Sequence[Block],
    *,
    known: Callable[[str], str | None] | None = None,
) -> tuple[Statement, ...]:
    """Find the statements of an article.

    Direct, mixed and indirect speech of people and organisations. Not statements: what somebody
    believes or wants, captions, appeals and other furniture, and what a statement itself reports that
    somebody else said. The same headline printed twice counts once.

    Args:
        article: the article; its text is not changed.
        blocks: its paragraphs as `blocks.blocks` judges them; headline and body are read.
        known: the record's full name for a bare surname, None where it has none.

    Returns:
        the statements in the order of the text; `text[start:end]` of each segment is its words.
    """
    text = article.text
    found = _once(text, attributed(text, blocks))
    spans = [(block.start, block.end) for block in blocks if block.kind in ("headline", "body")]
    names = resolve(text, found, spans, known)
    days = said_on(text, found, names, article.published)
    return tuple(
        _statement(article, number, each, name, day)
        for number, (each, name, day) in enumerate(zip(found, names, days, strict=True))
    )


def _once(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Without the repetitions of a headline that is printed above and in the text."""
    seen: set[str] = set()
    kept = []
    for each in found:
        words = text[each.sentence[0] : each.sentence[1]] + text[each.segments[0][0] : each.segments[0][1]]
        if each.headline and words in seen:
            continue
        seen.add(words)
        kept.append(each)
    return kept


def _statement(article: Article, number: int, each: Attribution, speaker: str, day: SaidOn) -> Statement:
    text = article.text
    segments = tuple(sorted(each.segments))
    return Statement(
        id=f"{article.id}#s{number}",
        article_id=article.id,
        speaker=speaker,
        speaker_as_written=text[each.speaker[0] : each.speaker[1]],
        kind=each.kind,
        cue=text[each.cue[0] : each.cue[1]],
        segments=segments,
        text=JOINER.join(text[start:end] for start, end in segments),
        said_on=day,
        addressee=text[slice(*each.addressee)] if each.addressee else None,
        medium=text[slice(*each.medium)] if each.medium else None,
        headline=each.headline,
    )
