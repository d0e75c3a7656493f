"""SQLite, the truth: articles, passages, vectors. Everything else can be made again from it.

Each thread has its own connection. Reading methods see one consistent state inside `snapshot()`;
writing methods belong inside `transaction()` and under the writer's lock.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from .errors import IndexMismatch, StoreDamaged, UsageError
from .schema import FORMAT, SCHEMA, connect, told
from .types import Article, Basis, Passage, Published, TimeRange

_MANY = 500  # values in one "IN (…)": below SQLite's smallest limit of bound parameters


@dataclass(frozen=True, slots=True)
class PassageText:
    """What a retriever indexes: a passage row with its article's row, title and the passage's words."""

    row: int
    article: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What filters look at; `first_day` and `last_day` are proleptic ordinals, 0 when undated."""

    row: int
    id: str
    source: str
    first_day: int
    last_day: int
    story: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in the index."""

    articles: int
    passages: int
    vectors: int


def content_hash(article: Article) -> bytes:
    """SHA-256 over everything that was given of an article; equal content is a no-op when added again."""
    published = article.published
    fields = [
        article.id,
        article.title,
        article.text,
        article.url,
        article.source,
        list(article.authors),
        article.language,
        published.at.isoformat() if published.at else None,
        [published.range.start.isoformat(), published.range.end.isoformat()] if published.range else None,
        published.basis,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode("utf-8")).digest()


class Store:
    """The index's database.

    Args:
        path: the SQLite file.
        create: make it when it is missing.

    Raises:
        StoreDamaged: if the file is not a database or lacks our tables.
        IndexMismatch: if another version of OnRecord made it.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._guard = threading.Lock()
        self._closed = False
        self._creating = create
        if not self._all("SELECT 1 FROM sqlite_master LIMIT 1"):  # new, or just being made by another process
            self._create(create)
        if not self._has_tables():
            raise StoreDamaged(
                f"{path} is a database, but not one of onrecord's",
                hint="name another folder with --index",
            )
        if (found := self.meta("format")) != str(FORMAT):
            raise IndexMismatch(
                f"this index has format {found}, this version of onrecord reads format {FORMAT}",
                hint="ingest the articles into a new index, or use the version that made this one",
            )

    def _create(self, allowed: bool) -> None:
        if not allowed:
            raise UsageError(
                f"the index in {self.path.parent} is empty",
                hint=f"fill it: onrecord --index {self.path.parent} ingest …",
            )
        with self.transaction():  # waits for another process that is making it
            if not self._has_tables():
                for statement in SCHEMA.split(";"):
                    self._run(statement)
                self.set_meta(
                    format=str(FORMAT),
                    generation="0",
                    removed_floor="0",
                    index_id=uuid4().hex,
                    vectors_epoch="0",
                )

    def _has_tables(self) -> bool:
        return bool(self._all("SELECT 1 FROM sqlite_master WHERE name='meta'"))

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            while self._connections:
                self._connections.pop()[1].close()
            self._local = threading.local()
            self._closed = True

    # -- connection and transactions

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if self._closed:
                raise UsageError("this index is closed", hint="open it again")
            connection = connect(self.path, create=self._creating)
            self._local.connection = connection
            with self._guard:
                self._drop_connections_of_ended_threads()
                self._connections.append((threading.current_thread(), connection))
        return connection

    def _drop_connections_of_ended_threads(self) -> None:
        for thread, connection in self._connections:
            if not thread.is_alive():
                connection.close()
        self._connections = [(t, c) for t, c in self._connections if t.is_alive()]

    def _all(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with told(self.path):
            return self._db.execute(sql, parameters).fetchall()

    def _run(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        with told(self.path):
            return self._db.execute(sql, parameters)

    def _many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        with told(self.path):
            self._db.executemany(sql, rows)

    def _in(self, sql: str, values: Sequence[object]) -> Iterator[Any]:
        """Rows of `sql`, whose "(?*)" stands for the values, however many they are."""
        for at in range(0, len(values), _MANY):
            some = values[at : at + _MANY]
            yield from self._all(sql.replace("(?*)", f"({','.join('?' * len(some))})"), some)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One consistent state for all reading in the with block; may be nested."""
        with self._begin("BEGIN DEFERRED"):
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writing in the with block is kept, or none of it; may be nested."""
        with self._begin("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def _begin(self, begin: str) -> Iterator[None]:
        if self._db.in_transaction:
            yield
            return
        self._run(begin)
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk makes SQLite roll back by itself
                self._run("ROLLBACK")
            raise
        self._run("COMMIT")

    # -- what the index says of itself

    def meta(self, key: str) -> str | None:
        """A fact about the index itself, None when it was never set."""
        rows = self._all("SELECT value FROM meta WHERE key=?", (key,))
        return cast("str", rows[0][0]) if rows else None

    def set_meta(self, **values: str) -> None:
        """Set facts about the index itself."""
        self._many("INSERT OR REPLACE INTO meta VALUES(?,?)", values.items())

    def made_for(self, what: str) -> str:
        """What a derived file is made by: `what`, and this very database, not a copy of another."""
        return f"{what} of {self.meta('index_id')}"

    def vectors_made_by(self, identity: object) -> str:
        """The same for vectors, which may all be dropped and made again under other numbers."""
        return self.made_for(f"{identity} {self.meta('vectors_epoch')}")

    def generation(self) -> int:
        """How many times the content has changed; grows by one with each committed batch."""
        return int(self.meta("generation") or 0)

    def next_generation(self) -> int:
        """Begin a new generation inside a transaction; returns its number."""
        generation = self.generation() + 1
        self.set_meta(generation=str(generation))
        return generation

    def counts(self) -> Counts:
        """How many articles, passages and vectors there are."""
        return Counts(
            *self._all(
                "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages),"
                " (SELECT count(*) FROM vectors)"
            )[0]
        )

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong with the file: damaged pages, references into nothing."""
        found = [str(line) for (line,) in self._all("PRAGMA integrity_check") if line != "ok"]
        for table, row, target, _ in self._all("PRAGMA foreign_key_check"):
            found.append(f"row {row} of {table} refers to {target}, where it is missing")
        return found

    # -- reading articles

    def articles(self, rows: Sequence[int]) -> dict[int, Article]:
        """Articles by row, each with the ids of its copies; rows that are gone are left out."""
        found = list(self._in(_ARTICLES, list(rows)))
        copies: dict[int, list[tuple[int, str]]] = {}
        stories = list({record[-1] for record in found})
        for row, article_id, story in self._in(
            "SELECT row, id, story FROM articles WHERE story IN (?*) ORDER BY row", stories
        ):
            copies.setdefault(story, []).append((row, article_id))
        return {
            record[0]: _article(record[:-1], tuple(i for row, i in copies[record[-1]] if row != record[0]))
            for record in found
        }

    def rows_of(self, name: str) -> list[int]:
        """The rows of the articles with this id, or else with this URL, ascending."""
        rows = self._all("SELECT row FROM articles WHERE id=?", (name,))
        return [row for (row,) in rows or self._all("SELECT row FROM articles WHERE url=?", (name,))]

    def hashes(self, ids: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Row and content hash by article id, for those that are there."""
        sql = "SELECT id, row, content_hash FROM articles WHERE id IN (?*)"
        return {i: (row, stored) for i, row, stored in self._in(sql, list(ids))}

    def facts(self, since_generation: int = -1) -> Iterator[ArticleFacts]:
        """What filters look at, of all articles changed after a generation."""
        for record in self._all(
            "SELECT row, id, coalesce(source,''), coalesce(first_day,0), coalesce(last_day,0), story"
            " FROM articles WHERE generation > ? ORDER BY row",
            (since_generation,),
        ):
            yield ArticleFacts(*record)

    def signatures(self, rows: Sequence[int]) -> dict[int, NDArray[np.uint32]]:
        """Signatures by article row, of those that have one."""
        sql = "SELECT row, signature FROM articles WHERE row IN (?*) AND signature IS NOT NULL"
        return {row: np.frombuffer(blob, "<u4") for row, blob in self._in(sql, list(rows))}

    def rows_in(self, stories: Sequence[int]) -> list[int]:
        """The rows of all articles in these stories, ascending."""
        return sorted(r for (r,) in self._in("SELECT row FROM articles WHERE story IN (?*)", list(stories)))

    def article_rows(self) -> list[int]:
        """The rows of all articles, ascending."""
        return [row for (row,) in self._all("SELECT row FROM articles ORDER BY row")]

    # -- reading passages and vectors

    def passages(self, rows: Sequence[int]) -> dict[int, tuple[Passage, int]]:
        """Passages by row, each with its article's row; rows that are gone are left out."""
        found: dict[int, tuple[Passage, int]] = {}
        sql = (
            "SELECT p.row, p.article, p.ordinal, p.start, p.end, a.id, a.text"
            " FROM passages p JOIN articles a ON a.row = p.article WHERE p.row IN (?*)"
        )
        for row, article, ordinal, start, end, article_id, text in self._in(sql, list(rows)):
            passage = Passage(f"{article_id}#{ordinal}", article_id, ordinal, start, end, text[start:end])
            found[row] = (passage, article)
        return found

    def passages_of(self, article_row: int) -> list[tuple[int, int, int]]:
        """(row, start, end) of an article's passages, in order."""
        return self._all(
            "SELECT row, start, end FROM passages WHERE article=? ORDER BY ordinal", (article_row,)
        )

    def passage_articles(self, after: int = 0) -> NDArray[np.int64]:
        """(passage row, article row) of every passage above a row, shape (n, 2), ascending."""
        rows = self._all("SELECT row, article FROM passages WHERE row > ? ORDER BY row", (after,))
        return np.array(rows, dtype=np.int64).reshape(-1, 2)

    def passage_texts(self, after: int = 0) -> Iterator[PassageText]:
        """Passages above a row with their words, ascending, read in steps."""
        yield from self._texts(_TEXTS, after)

    def texts_without_vector(self, after: int = 0) -> Iterator[PassageText]:
        """Passages that have no vector yet, ascending, read in steps."""
        yield from self._texts(_TEXTS_WITHOUT_VECTOR, after)

    def _texts(self, sql: str, after: int) -> Iterator[PassageText]:
        while rows := self._all(sql, (after,)):
            for row, article, start, end, title, text in rows:
                yield PassageText(row, article, title, text[start:end])
            after = rows[-1][0]

    def removed_since(self, generation: int) -> NDArray[np.int64]:
        """Passage rows removed after a generation, ascending."""
        rows = self._all("SELECT passage FROM removed WHERE generation > ? ORDER BY passage", (generation,))
        return np.array(rows, dtype=np.int64).reshape(-1)

    def removed_floor(self) -> int:
        """The generation from which on removals are on record."""
        return int(self.meta("removed_floor") or 0)

    def last_vector(self) -> int:
        """The highest sequence number of a vector."""
        return int(self._all("SELECT coalesce(max(seq),0) FROM vectors")[0][0])

    def vectors(
        self, after: int = 0, limit: int = 4096
    ) -> Iterator[tuple[int, NDArray[np.int64], list[bytes]]]:
        """Vectors above a sequence number in steps: (highest number, passage rows, blobs)."""
        sql = "SELECT seq, passage, vector FROM vectors WHERE seq > ? ORDER BY seq LIMIT ?"
        while rows := self._all(sql, (after, limit)):
            after = rows[-1][0]
            yield after, np.array([r[1] for r in rows], np.int64), [r[2] for r in rows]

    # -- writing

    def put_article(
        self, article: Article, *, row: int | None, signature: NDArray[np.uint32] | None, generation: int
    ) -> int:
        """Insert an article, or replace the one at `row`; its story is then itself alone. Returns its row."""
        days = article.published.range
        at = article.published.at
        values = (
            article.id,
            article.title,
            article.text,
            article.url,
            article.source,
            json.dumps(article.authors, ensure_ascii=False),
            article.language,
            at.isoformat() if at else None,
            days.start.toordinal() if days else None,
            days.end.toordinal() if days else None,
            article.published.basis,
            content_hash(article),
            signature.astype("<u4").tobytes() if signature is not None else None,
            generation,
        )
        columns = (
            "id,title,text,url,source,authors,language,published_at,first_day,last_day,basis,"
            "content_hash,signature,generation"
        )
        if row is None:
            marks = ",".join("?" * len(values))
            cursor = self._run(f"INSERT INTO articles({columns},story) VALUES({marks},0)", values)
            row = cast("int", cursor.lastrowid)
        else:
            assignments = ",".join(f"{column}=?" for column in columns.split(","))
            self._run(f"UPDATE articles SET {assignments} WHERE row=?", (*values, row))  # noqa: S608
        self._run("UPDATE articles SET story=row WHERE row=?", (row,))
        return row

    def drop_article(self, row: int, generation: int) -> None:
        """Remove an article with its passages and vectors."""
        self.drop_passages([r for r, _, _ in self.passages_of(row)], generation)
        self._run("DELETE FROM articles WHERE row=?", (row,))

    def set_stories(self, labels: Iterable[tuple[int, int]], generation: int) -> None:
        """Give articles (row, story) their cluster of near-identical copies."""
        self._many(
            "UPDATE articles SET story=?, generation=? WHERE row=?",
            ((story, generation, row) for row, story in labels),
        )

    def story_of(self, rows: Sequence[int]) -> dict[int, int]:
        """The story of each article row."""
        return dict(self._in("SELECT row, story FROM articles WHERE row IN (?*)", list(rows)))

    def add_passages(self, article_row: int, passages: Iterable[tuple[int, int, int]]) -> None:
        """Add (ordinal, start, end) to an article."""
        self._many(
            "INSERT INTO passages(article,ordinal,start,end) VALUES(?,?,?,?)",
            ((article_row, *passage) for passage in passages),
        )

    def renumber_passages(self, ordinals: Iterable[tuple[int, int]]) -> None:
        """Give passages (row, ordinal) their place in the article."""
        self._many("UPDATE passages SET ordinal=?2 WHERE row=?1", ordinals)

    def drop_passages(self, rows: Sequence[int], generation: int) -> None:
        """Remove passages and their vectors and put that on record for readers."""
        single = [(row,) for row in rows]
        self._many("DELETE FROM vectors WHERE passage=?", single)
        self._many("DELETE FROM passages WHERE row=?", single)
        self._many("INSERT INTO removed VALUES(?,?)", ((generation, row) for row in rows))

    def forget_removals(self, until: int) -> None:
        """Drop the record of removals up to a generation; readers older than that start afresh."""
        self._run("DELETE FROM removed WHERE generation <= ?", (until,))
        self.set_meta(removed_floor=str(until))

    def add_vectors(self, rows: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Store vectors of passages; a passage removed in the meantime is passed over."""
        little = np.ascontiguousarray(vectors, dtype="<f4")
        self._many(
            "INSERT OR IGNORE INTO vectors(passage,vector) SELECT row, ?2 FROM passages WHERE row=?1",
            ((row, vector.tobytes()) for row, vector in zip(rows, little, strict=True)),
        )

    def drop_vectors(self) -> None:
        """Remove all vectors, for another model's or because some are damaged."""
        self._run("DELETE FROM vectors")
        self.set_meta(vectors_epoch=str(int(self.meta("vectors_epoch") or 0) + 1))

    # -- keys of articles: copies (bands) and recurring paragraphs

    def put_bands(self, article_row: int, keys: Sequence[int]) -> None:
        """Add an article's band keys."""
        self._many("INSERT OR IGNORE INTO bands VALUES(?,?)", ((key, article_row) for key in keys))

    def drop_bands(self, article_row: int, keys: Sequence[int]) -> None:
        """Remove an article's band keys."""
        self._many("DELETE FROM bands WHERE key=? AND article=?", ((key, article_row) for key in keys))

    def sharing_bands(self, keys: Sequence[int]) -> set[int]:
        """The rows of articles that have any of the band keys."""
        return {row for (row,) in self._in("SELECT article FROM bands WHERE key IN (?*)", keys)}

    def put_paragraphs(self, article_row: int, keys: Iterable[int]) -> None:
        """Add an article's paragraph keys."""
        self._many("INSERT OR IGNORE INTO paragraphs VALUES(?,?)", ((key, article_row) for key in keys))

    def paragraphs_of(self, article_rows: Sequence[int]) -> list[int]:
        """The paragraph keys of articles."""
        return [
            k for (k,) in self._in("SELECT key FROM paragraphs WHERE article IN (?*)", list(article_rows))
        ]

    def drop_paragraphs(self, article_row: int) -> list[int]:
        """Remove an article's paragraph keys; returns them."""
        keys = self.paragraphs_of([article_row])
        self._many("DELETE FROM paragraphs WHERE key=? AND article=?", ((key, article_row) for key in keys))
        return keys

    def stories_with(self, keys: Sequence[int]) -> dict[int, int]:
        """In how many distinct stories each paragraph occurs."""
        sql = (
            "SELECT p.key, count(DISTINCT a.story) FROM paragraphs p JOIN articles a ON a.row = p.article"
            " WHERE p.key IN (?*) GROUP BY p.key"
        )
        return dict(self._in(sql, keys))

    def articles_with(self, keys: Sequence[int]) -> set[int]:
        """The rows of articles that carry any of the paragraphs."""
        return {row for (row,) in self._in("SELECT article FROM paragraphs WHERE key IN (?*)", keys)}

    def recurring(self, keys: Sequence[int]) -> set[int]:
        """Which of the paragraph keys are known to recur."""
        return {key for (key,) in self._in("SELECT key FROM recurring WHERE key IN (?*)", keys)}

    def set_recurring(self, add: Iterable[int], remove: Iterable[int]) -> None:
        """Change which paragraphs are known to recur."""
        self._many("INSERT OR IGNORE INTO recurring VALUES(?)", ((key,) for key in add))
        self._many("DELETE FROM recurring WHERE key=?", ((key,) for key in remove))


_TEXTS = (
    "SELECT p.row, p.article, p.start, p.end, a.title, a.text"
    " FROM passages p JOIN articles a ON a.row = p.article WHERE p.row > ? ORDER BY p.row LIMIT 1000"
)
_TEXTS_WITHOUT_VECTOR = _TEXTS.replace("ORDER BY", "AND p.row NOT IN (SELECT passage FROM vectors) ORDER BY")
_ARTICLES = (
    "SELECT row, id, title, text, url, source, authors, language, published_at, first_day, last_day, basis,"
    " story FROM articles WHERE row IN (?*)"
)


def _article(record: Sequence[Any], also_in: tuple[str, ...]) -> Article:
    _, article_id, title, text, url, source, authors, language, at, first, last, basis = record
    return Article(
        id=article_id,
        title=title,
        text=text,
        url=url,
        source=source,
        authors=tuple(json.loads(authors)),
        language=language,
        published=Published(
            at=datetime.fromisoformat(at) if at else None,
            range=TimeRange(date.fromordinal(first), date.fromordinal(last)) if first is not None else None,
            basis=cast("Basis", basis),
        ),
        also_in=also_in,
    )
