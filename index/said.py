"""From a name, days and outlets to the statements of the record: who is meant, and what fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from . import speech
from .about import ABOUT, aboutness
from .database import Database
from .facts import Allowed, Rows, source_key
from .names import fold, parse_name
from .rarity import QueryWord
from .speakerbook import CLEAR_LEAD, SpeakerBook
from .speech import NamedAs, StoredStatement
from .store import ArticleFacts, Store
from .types import Filters, Fit, Passage, SaidOn, Spoken, TimeRange

_ROLES = 2
"""Words of a role ("energy minister") that are left when where it belongs is taken away ("Tarnovian")."""

_SURNAME, _ROLE = 0.9, 0.8
"""Scores of a bare surname and of a role against a full name."""

_PART = 0.6
"""Score of somebody whose name holds the phrase among other words."""

_DAYS = 3
"""A statement whose day is known to within this many days counts as said on any of them."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody whom a phrase can mean.

    `name` is canonical, `score` that of `names.same_speaker`, `in_role` whether the record gives that
    person the role in the phrase; `rows` are the names' in the database, `times` their statements.
    """

    name: str
    score: float
    in_role: bool
    rows: tuple[int, ...]
    times: int


def meant(db: Database, asked: str) -> tuple[Meant, ...]:
    """Whom a phrase can mean among those who speak in the record, best first.

    Where nobody fits a role with all that the phrase says ("the Halvian finance minister"), those count
    of whom the record says the rest of it ("Finance Minister Karel Stroud").

    Args:
        db: the index's database.
        asked: "Peskov", "Dmitry Peskov", "the Kremlin spokesman", "the Kremlin".
    """
    found = _meant(db, asked)
    name = parse_name(asked)
    if found or (not name.surname and len(name.roles) < _ROLES):
        return found
    if name.surname:
        return _called(db, asked)
    return _meant(db, " ".join(word for word in asked.split() if word == word.lower() and "'" not in word))


def _called(db: Database, asked: str) -> tuple[Meant, ...]:
    """Those whose names hold all words of a phrase and little else: "York Times", "the New York Times"."""
    keys = speech.name_keys(asked)
    named: dict[str, list[NamedAs]] = {}
    for each in speech.names_with(db, keys):
        if keys <= speech.name_keys(each.speaker):
            named.setdefault(each.speaker, []).append(each)
    shortest = min((len(name.split()) for name in named), default=0)
    return tuple(
        Meant(name, _PART, True, tuple(each.row for each in theirs), sum(each.times for each in theirs))
        for name, theirs in sorted(named.items())
        if len(name.split()) == shortest
    )


def _meant(db: Database, asked: str) -> tuple[Meant, ...]:
    book, named = _book(db, speech.name_keys(asked))
    scores: dict[str, float] = {}
    for name, score in book.find(asked):  # a bare surname stands for the full name where that is clear
        full = book.canonical(name)
        scores[full] = max(score, scores.get(full, 0.0))
    rows: dict[str, list[NamedAs]] = {name: [] for name in scores}
    for each in named:
        if (full := book.canonical(each.speaker)) in rows:
            rows[full].append(each)
    roles = parse_name(asked).roles
    found = (
        Meant(
            name,
            scores[name],
            roles <= frozenset().union(*(parse_name(each.written).roles for each in theirs)),
            tuple(each.row for each in theirs),
            sum(each.times for each in theirs),
        )
        for name, theirs in rows.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.score, -each.times, each.name)))


def chosen(asked: str, candidates: Sequence[Meant]) -> tuple[Meant, ...]:
    """Those of the candidates whom a phrase does mean.

    A full name or a role means the best of them; a body means itself and who speaks for it. A surname
    means the namesakes in the role that stands before it, of these the one who speaks `CLEAR_LEAD` times
    as often as the next, or all.
    """
    name = parse_name(asked)
    if not candidates or name.group:
        return tuple(candidates)
    least = candidates[0].score
    if not name.given:
        least = min(least, _SURNAME if name.surname else _ROLE)
    best = [each for each in candidates if each.score >= least]
    if name.surname and name.roles and any(each.in_role for each in best):
        best = [each for each in best if each.in_role]
    best.sort(key=lambda each: -each.times)
    if len(best) > 1 and name.surname and best[0].times >= CLEAR_LEAD * best[1].times:
        return (best[0],)
    return tuple(best)


def _book(db: Database, keys: Iterable[str]) -> tuple[SpeakerBook, list[NamedAs]]:
    """A book of the speakers with any of the keys and of all their namesakes: enough to judge them by."""
    first = speech.names_with(db, keys)
    surnames = {key for each in first for key in _surname_keys(each.speaker)}
    named = {each.row: each for each in (*first, *speech.names_with(db, surnames))}
    book = SpeakerBook()
    for row in sorted(named):
        book.add(named[row].speaker, named[row].written, named[row].times)
    return book, [named[row] for row in sorted(named)]


def _surname_keys(speaker: str) -> set[str]:
    name = parse_name(speaker)
    return {fold(name.surname.split()[-1])} if name.surname and not name.group else set()


def full_names(db: Database, speakers: Iterable[str]) -> dict[str, str]:
    """For names as single articles give them, the names that the whole record gives."""
    speakers = set(speakers)
    book, _ = _book(db, {key for speaker in speakers for key in _surname_keys(speaker)})
    return {speaker: book.canonical(speaker) for speaker in speakers}


def days_over(ranges: Sequence[TimeRange]) -> TimeRange | None:
    """From the first to the last of several ranges."""
    return TimeRange(min(r.start for r in ranges), max(r.end for r in ranges)) if ranges else None


def fit(said_on: SaidOn, asked: Sequence[TimeRange]) -> Fit | None:
    """How the days of a statement agree with those asked for; None where they do not.

    Args:
        said_on: of the statement.
        asked: alternatives; none asks for no day.
    """
    days = said_on.range
    if days is None:
        return "undated"
    if not asked:
        return "certain"
    met = [other for other in asked if days.overlaps(other)]
    if not met:
        return None
    within = any(other.start <= days.start and days.end <= other.end for other in met)
    return "certain" if within or (days.end - days.start).days < _DAYS else "possible"


def passes(filters: Filters, facts: ArticleFacts) -> bool:
    """Whether an article lets its statements through; one without a day passes `published`."""
    if filters.sources and source_key(facts.source) not in {source_key(s) for s in filters.sources}:
        return False
    if filters.article_ids and facts.id not in filters.article_ids:
        return False
    days = filters.published
    if days is None or not facts.first_day:
        return True
    return facts.first_day <= days.end.toordinal() and facts.last_day >= days.start.toordinal()


def spoken(
    store: Store, filters: Filters, speakers: Iterable[Meant], words: Sequence[QueryWord] = ()
) -> list[Spoken]:
    """The statements by some speakers, or of some days, that pass the filters, newest first.

    Args:
        store: read in one snapshot.
        filters: with speakers or said_on.
        speakers: whom the speakers of the filters mean.
        words: of a topic that the statements must be about; none takes all.
    """
    days = days_over(filters.said_on)
    names = {row: each.name for each in speakers for row in each.rows}
    if filters.speakers:
        found = speech.statements_by(store.db, sorted(names), days)
    else:
        found = speech.statements_of_days(store.db, days) if days is not None else []
    return judged(store, found, filters, words, names)


def judged(
    store: Store,
    found: Sequence[StoredStatement],
    filters: Filters,
    words: Sequence[QueryWord] = (),
    named: Mapping[int, str] | None = None,
) -> list[Spoken]:
    """Those statements that pass the filters and speak of the topic, under full names, newest first.

    `named` are full names by the rows of names, as far as they are known.
    """
    facts = store.facts_of(sorted({each.article for each in found}))
    fitting = [
        (each, how)
        for each in found
        if passes(filters, facts[each.article])
        and (how := fit(each.statement.said_on, filters.said_on)) is not None
    ]
    articles = store.articles(sorted({each.article for each, _ in fitting}))
    known = named or {}
    names = full_names(store.db, {e.statement.speaker for e, _ in fitting if e.name not in known})
    result = []
    for each, how in fitting:
        article = articles[each.article]
        about = aboutness(each.statement, article, words) if words else 1.0
        if about >= ABOUT:
            name = known.get(each.name) or names[each.statement.speaker]
            result.append(Spoken(replace(each.statement, speaker=name), article, how, about))
    return sorted(result, key=_newest_first)


_ORDER: dict[Fit, int] = {"certain": 0, "possible": 1, "undated": 2}


def _newest_first(each: Spoken) -> tuple[int, bool, int, str, int]:
    """Those whose day is certain first, the latest day first; headlines behind the articles' own text."""
    days = each.statement.said_on.range
    last = days.end.toordinal() if days is not None else 0
    start = each.statement.segments[0][0]
    return _ORDER[each.fit], each.statement.headline, -last, each.article.id, start


def statements_within(store: Store, passages: Mapping[int, tuple[Passage, int]]) -> list[StoredStatement]:
    """The statements that share a character with one of the passages (as `Store.passages` reads them)."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for passage, article in passages.values():
        spans.setdefault(article, []).append((passage.start, passage.end))
    return [
        each
        for each in speech.statements_in(store.db, sorted(spans))
        if any(
            s < end and start < e for s, e in each.statement.segments for start, end in spans[each.article]
        )
    ]


def narrowed(
    store: Store, filters: Filters, speakers: Iterable[Meant], allowed: Allowed, every: Rows
) -> Allowed:
    """Of the passages that other filters allow, those that hold a statement by these speakers on these days.

    Args:
        store: read in one snapshot.
        filters: with speakers or said_on.
        speakers: whom the speakers of the filters mean.
        allowed: by the other filters.
        every: all passage rows.
    """
    wanted = Filters(said_on=filters.said_on, speakers=filters.speakers)
    rows: dict[bool, Rows] = {}
    found = spoken(store, wanted, speakers)
    where = {name: row for name, (row, _) in store.hashes([s.article.id for s in found]).items()}
    for undated in (False, True):
        spans = [
            (where[s.article.id], s.statement.segments[0][0], s.statement.segments[-1][1])
            for s in found
            if (s.fit == "undated") == undated
        ]
        rows[undated] = store.passages_holding(spans)
    dated = np.intersect1d(every if allowed.rows is None else allowed.rows, rows[False])
    anyhow = np.union1d(rows[False], rows[True])
    rest = np.union1d(every if allowed.rows is None else allowed.rows, allowed.undated)
    return Allowed(dated, np.setdiff1d(np.intersect1d(rest, anyhow), dated))
