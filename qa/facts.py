"""Questions of fact answered from passages: search, evidence sentences, or why not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.index import NewsIndex
from onrecord.index.rarity import QueryWord
from onrecord.index.said import days_over
from onrecord.index.terms import tokens
from onrecord.index.types import Filters, Hits, Query, TimeRange

from . import words
from .abstain import reason_to_abstain
from .question import sought
from .said import Said
from .select import best, evidence
from .types import Evidence, Question
from .when import asked_days

HITS = 10
"""Passages in which evidence is looked for."""

REPORTED = timedelta(days=2)
"""How long after an event articles about it count as of its time: reports follow on the next days."""

_WEEK = timedelta(days=7)
"""How far back "this week" reaches: of 105 quiz questions (realtimeqa gold) that say so on a Thursday or
Friday, 21 ask about the days before Monday."""

_PAST = re.compile(r"\b(?:did|was|were|had|has|have|won|happened)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence sentences for a question, and why they do not answer it, None where they do."""

    shown: tuple[Evidence, ...]
    reason: str | None
    notes: tuple[str, ...]


def look_up(index: NewsIndex, asked: Question) -> Found:
    """Find what the record's passages say to a question.

    Where the question names a time, articles published in it count, and sentences of other articles whose
    own date falls into it ("On May 5, …", written in June).
    """
    days = _days(asked)
    if days is not None and days.start > asked.as_of and _PAST.search(asked.text):
        when = words.on_days(days)
        return Found((), f"The question asks what happened {when}, after {words.day(asked.as_of)}.", ())
    text = asked.sought or asked.text
    wanted = _sought(index, asked)
    rarity = {word.stem: word.weight for word in wanted}
    given = replace(asked.filters, sources=(*asked.filters.sources, *asked.sources))
    hits = index.search(Query(text, HITS, given, asked.as_of))
    ranked = evidence(text, hits, rarity)
    if days is not None:
        inside = index.search(Query(text, HITS, _published(given, days, asked), asked.as_of))
        found = {(each.hit.passage.id, each.start): each for each in evidence(text, inside, rarity)}
        dated = [each for each in ranked if _speaks_of(each, days)]
        found |= {(each.hit.passage.id, each.start): each for each in dated}
        ranked = sorted(found.values(), key=lambda each: (-each.score, each.hit.rank, each.start))
        hits = inside
    shown = best(ranked)
    reason = reason_to_abstain(text, shown, wanted)
    if reason is not None and (given or days is not None):
        within = words.in_words(given if days is None else _published(given, days, asked))
        reason = f"Within {within}: {reason[0].lower()}{reason[1:]}"
    return Found(tuple(shown), reason, _notes(hits, shown))


def mentioning(index: NewsIndex, asked: Question, told: Said) -> list[Evidence]:
    """Sentences that name the speaker, of the time and with the topic asked for: where no statement fits,
    what the record has of it all the same.

    Args:
        index: the record.
        asked: a statement question.
        told: what the statements do not answer of it.
    """
    names = [name.split()[-1] for name in (*told.speakers, *asked.speakers) if name.split()]
    if not names:
        return []
    wanted = index.rarity(" ".join([*names, asked.topic]))
    days = told.days[0] if told.days else None
    given = replace(asked.filters, speakers=(), said_on=(), sources=(*asked.filters.sources, *asked.sources))
    filters = given if days is None else _published(given, days, asked)
    query = Query(" ".join(word.text for word in wanted) or names[0], HITS, filters, asked.as_of)
    hits = index.search(query, retrievers=("bm25",))  # a refusal waits for no model
    stems = {stem for name in names for stem in tokens(name)}
    ranked = evidence(query.text, hits, {word.stem: word.weight for word in wanted})
    known = _spans_said(index, told, {e.hit.article.id for e in ranked})
    named = [
        e
        for e in ranked
        if stems & set(tokens(e.text))
        and e.coverage >= _MENTIONED
        and not any(s < e.end and e.start < end for s, end in known.get(e.hit.article.id, ()))
    ]
    return best(named, most=2) if named else []


def _spans_said(index: NewsIndex, told: Said, ids: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Where the speakers' statements stand in these articles: they were judged already, and did not fit."""
    if not told.speakers or not ids:
        return {}
    found: dict[str, list[tuple[int, int]]] = {}
    for each in index.spoken(Filters(speakers=told.speakers, article_ids=tuple(sorted(ids)))):
        found.setdefault(each.article.id, []).extend(each.statement.segments)
    return found


_MENTIONED = 0.8
"""The share, by rarity, of the speaker's name and the topic that a sentence which mentions them holds."""


def _days(asked: Question) -> TimeRange | None:
    """From the first to the last day that the question asks about."""
    return days_over(asked_days(asked.when, ())) or days_over([each.range for each in asked.when])


def _sought(index: NewsIndex, asked: Question) -> tuple[QueryWord, ...]:
    """The words that an answer should speak of; days are no words where they are a filter."""
    text = asked.sought or asked.text
    timeless = text
    for constraint in asked.when:
        timeless = timeless.replace(constraint.text, " ")
    return sought(index.rarity(timeless)) or sought(index.rarity(text))


def _published(given: Filters, days: TimeRange, asked: Question) -> Filters:
    """The filters with the time in which articles about these days are published."""
    last = days.end if date.max - days.end < REPORTED else days.end + REPORTED
    first = days.start
    if asked.as_of in days and days.end - days.start < _WEEK:
        first = min(first, asked.as_of - _WEEK)
    both = given.published or TimeRange(date.min, date.max)
    first, last = max(first, both.start), min(last, both.end)
    return replace(given, published=TimeRange(first, last)) if first <= last else given


def _speaks_of(each: Evidence, days: TimeRange) -> bool:
    from onrecord.index.dates import find

    found = find(each.text, each.hit.article.published.range, prefer="past")
    return any(e.range is not None and days.start <= e.range.start and e.range.end <= days.end for e in found)


def _notes(hits: Hits, shown: Sequence[Evidence]) -> tuple[str, ...]:
    notes = list(hits.notes)
    if any(e.hit.article.published.range is None for e in shown):
        notes.append("an article without a publication date is among the sources")
    return tuple(dict.fromkeys(notes))
