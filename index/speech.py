"""Statements and the names of their speakers in the database: writing and reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from .database import Database
from .names import fold, roles_in
from .types import JOINER, SaidBasis, SaidOn, Statement, StatementKind, TimeRange

EXTRACTOR = "statements/1"
"""Names how statements are read from articles (index/statements.py and what it uses). An index names it too:
another way needs every article read again."""

_STATEMENTS = (
    "SELECT s.row, s.article, s.name, a.id, s.ordinal, n.speaker, n.written, s.kind, s.cue, s.addressee,"
    " s.medium, s.headline, s.segments, s.first_day, s.last_day, s.basis, s.confidence"
    " FROM statements s JOIN names n ON n.row = s.name JOIN articles a ON a.row = s.article"
)
_WORD = re.compile(r"[^\W_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class NamedAs:
    """How articles name a speaker, and in how many statements."""

    row: int
    speaker: str
    written: str
    times: int


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with the rows of its article and name; its speaker is named as in that article."""

    row: int
    article: int
    name: int
    statement: Statement


# -- writing


def put_statements(db: Database, article: int, statements: Sequence[Statement]) -> None:
    """Store the statements of an article that has none, in the order of the text."""
    names = {pair: _name_row(db, *pair) for pair in {(s.speaker, s.speaker_as_written) for s in statements}}
    db.many(
        "INSERT INTO statements(article,ordinal,name,kind,cue,addressee,medium,headline,segments,"
        "start,end,first_day,last_day,basis,confidence) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            (
                article,
                ordinal,
                names[each.speaker, each.speaker_as_written],
                each.kind,
                each.cue,
                each.addressee,
                each.medium,
                each.headline,
                json.dumps(each.segments),
                each.segments[0][0],
                each.segments[-1][1],
                each.said_on.range.start.toordinal() if each.said_on.range else None,
                each.said_on.range.end.toordinal() if each.said_on.range else None,
                each.said_on.basis,
                each.said_on.confidence,
            )
            for ordinal, each in enumerate(statements)
        ),
    )


def drop_statements(db: Database, article: int) -> None:
    """Remove an article's statements, and the names that no other statement uses."""
    names = [
        (name,) for (name,) in db.all("SELECT DISTINCT name FROM statements WHERE article=?", (article,))
    ]
    db.run("DELETE FROM statements WHERE article=?", (article,))
    unused = "NOT EXISTS(SELECT 1 FROM statements s WHERE s.name=?1)"
    for delete in ("DELETE FROM name_keys WHERE name=?1", "DELETE FROM names WHERE row=?1"):
        db.many(f"{delete} AND {unused}", names)


def mark_recurring(db: Database, article: int, spans: Sequence[tuple[int, int]]) -> None:
    """Say anew which of an article's statements begin in one of its recurring paragraphs."""
    db.run("UPDATE statements SET recurs=0 WHERE article=? AND recurs=1", (article,))
    db.many(
        "UPDATE statements SET recurs=1 WHERE article=? AND start >= ? AND start < ?",
        ((article, start, end) for start, end in spans),
    )


def _name_row(db: Database, speaker: str, written: str) -> int:
    known = db.all("SELECT row FROM names WHERE speaker=? AND written=?", (speaker, written))
    if known:
        return cast("int", known[0][0])
    row = cast("int", db.run("INSERT INTO names(speaker,written) VALUES(?,?)", (speaker, written)).lastrowid)
    db.many("INSERT INTO name_keys VALUES(?,?)", ((key, row) for key in sorted(name_keys(speaker, written))))
    return row


def name_keys(*phrases: str) -> set[str]:
    """The keys under which phrases that name somebody are found: folded words, and roles in one variant."""
    words = [word for phrase in phrases for word in _WORD.findall(phrase)]
    return {key for word in {*words, *roles_in(words)} if (key := fold(word.removesuffix("'s").rstrip(".")))}


# -- reading


def names_with(db: Database, keys: Iterable[str]) -> list[NamedAs]:
    """The names that have any of the keys, with the number of their statements."""
    sql = (
        "SELECT n.row, n.speaker, n.written, (SELECT count(*) FROM statements s WHERE s.name = n.row)"
        " FROM names n WHERE n.row IN (SELECT name FROM name_keys WHERE key IN (?*)) ORDER BY n.row"
    )
    found = {named[0]: NamedAs(*named) for named in db.each_in(sql, sorted(set(keys)))}
    return [found[row] for row in sorted(found)]


def statements_by(db: Database, names: Sequence[int], days: TimeRange | None = None) -> list[StoredStatement]:
    """The statements under these names; with `days`, those that may have been said on one of them.

    Furniture is left out.
    """
    when, bounds = "", ""
    if days is not None:
        bounds = f" AND s.first_day <= {days.end.toordinal()} AND s.last_day >= {days.start.toordinal()}"
        when = f" AND (s.first_day IS NULL OR (1{bounds}))"
    return list(_read(db, f"WHERE s.name IN (?*) AND s.recurs = 0{when}", names))


def statements_of_days(db: Database, days: TimeRange) -> list[StoredStatement]:
    """All statements that were said on one of these days, or may have been; furniture is left out."""
    first, last = days.start.toordinal(), days.end.toordinal()
    rows = db.all(
        "SELECT DISTINCT article FROM statements WHERE first_day <= ? AND last_day >= ?", (last, first)
    )
    found = statements_in(db, [row for (row,) in rows])
    return [s for s in found if (own := s.statement.said_on.range) is None or own.overlaps(days)]


def statements_in(db: Database, articles: Sequence[int]) -> list[StoredStatement]:
    """The statements of articles by row, in the order of the text; furniture is left out."""
    return list(_read(db, "WHERE s.article IN (?*) AND s.recurs = 0", articles))


def statement_segments(db: Database) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Article row and segments of every statement."""
    for article, segments in db.all("SELECT article, segments FROM statements ORDER BY row"):
        yield article, [(start, end) for start, end in json.loads(segments)]


def count_statements(db: Database) -> int:
    """How many statements there are, furniture included."""
    return cast("int", db.all("SELECT count(*) FROM statements")[0][0])


def _read(db: Database, where: str, values: Sequence[int]) -> Iterator[StoredStatement]:
    sql = f"{_STATEMENTS} {where} ORDER BY s.article, s.ordinal"
    found = list(db.each_in(sql, list(values)))
    texts: dict[int, str] = dict(
        db.each_in(
            "SELECT row, text FROM articles WHERE row IN (?*)", sorted({record[1] for record in found})
        )
    )
    for record in found:
        row, article, name, *rest = record
        yield StoredStatement(row, article, name, _statement(rest, texts[article]))


def _statement(record: Sequence[Any], text: str) -> Statement:
    article_id, ordinal, speaker, written, kind, cue, addressee, medium, headline = record[:9]
    segments, first, last, basis, confidence = record[9:]
    spans = tuple((start, end) for start, end in json.loads(segments))
    days = TimeRange(date.fromordinal(first), date.fromordinal(last)) if first is not None else None
    return Statement(
        id=f"{article_id}#s{ordinal}",
        article_id=article_id,
        speaker=speaker,
        speaker_as_written=written,
        kind=cast("StatementKind", kind),
        cue=cue,
        segments=spans,
        text=JOINER.join(text[start:end] for start, end in spans),
        said_on=SaidOn(days, cast("SaidBasis", basis), confidence),
        addressee=addressee,
        medium=medium,
        headline=bool(headline),
    )
