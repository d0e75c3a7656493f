"""SQLite, the truth: articles, passages, vectors. Everything else can be made again from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from .database import Database
from .types import UNDATED, Article, Basis, Passage, Published, TimeRange


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
    """SHA-256 over everything that was given of an article; equal content is a no-op when added again.

    A day of publication that was read from the text itself was not given.
    """
    published = UNDATED if article.published.basis == "text" else article.published
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
    """Articles, passages and vectors in the index's database.

    Args:
        db: the database; `store.db.snapshot()` and `.transaction()` frame reading and writing.
    """

    def __init__(self, db: Database) -> None:
        self.db = db

    def made_for(self, what: str) -> str:
        """What a derived file is made by: `what`, and this very database, not a copy of another."""
        return f"{what} of {self.db.meta('index_id')}"

    def vectors_made_by(self, identity: object) -> str:
        """The same for vectors, which may all be dropped and made again under other numbers."""
        return self.made_for(f"{identity} {self.db.meta('vectors_epoch')}")

    def counts(self) -> Counts:
        """How many articles, passages and vectors there are."""
        return Counts(
            *self.db.all(
                "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages),"
                " (SELECT count(*) FROM vectors)"
            )[0]
        )

    # -- reading articles

    def articles(self, rows: Sequence[int]) -> dict[int, Article]:
        """Articles by row, each with the ids of its copies; rows that are gone are left out."""
        found = list(self.db.each_in(_ARTICLES, list(rows)))
        copies: dict[int, list[tuple[int, str]]] = {}
        stories = list({record[-1] for record in found})
        for row, article_id, story in self.db.each_in(
            "SELECT row, id, story FROM articles WHERE story IN (?*) ORDER BY row", stories
        ):
            copies.setdefault(story, []).append((row, article_id))
        return {
            record[0]: _article(record[:-1], tuple(i for row, i in copies[record[-1]] if row != record[0]))
            for record in found
        }

    def rows_of(self, name: str) -> list[int]:
        """The rows of the articles with this id, or else with this URL, ascending."""
        rows = self.db.all("SELECT row FROM articles WHERE id=?", (name,))
        return [row for (row,) in rows or self.db.all("SELECT row FROM articles WHERE url=?", (name,))]

    def hashes(self, ids: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Row and content hash by article id, for those that are there."""
        sql = "SELECT id, row, content_hash FROM articles WHERE id IN (?*)"
        return {i: (row, stored) for i, row, stored in self.db.each_in(sql, list(ids))}

    def facts(self, since_generation: int = -1) -> Iterator[ArticleFacts]:
        """What filters look at, of all articles changed after a generation."""
        for record in self.db.all(
            _FACTS + " WHERE generation > ? ORDER BY row",
            (since_generation,),
        ):
            yield ArticleFacts(*record)

    def facts_of(self, rows: Sequence[int]) -> dict[int, ArticleFacts]:
        """What filters look at, of these articles by row."""
        sql = _FACTS + " WHERE row IN (?*)"
        return {record[0]: ArticleFacts(*record) for record in self.db.each_in(sql, list(rows))}

    def sources(self) -> frozenset[str]:
        """The names of all outlets."""
        named = self.db.all("SELECT DISTINCT source FROM articles WHERE source IS NOT NULL")
        return frozenset(source for (source,) in named)

    def signatures(self, rows: Sequence[int]) -> dict[int, NDArray[np.uint32]]:
        """Signatures by article row, of those that have one."""
        sql = "SELECT row, signature FROM articles WHERE row IN (?*) AND signature IS NOT NULL"
        return {row: np.frombuffer(blob, "<u4") for row, blob in self.db.each_in(sql, list(rows))}

    def rows_in(self, stories: Sequence[int]) -> list[int]:
        """The rows of all articles in these stories, ascending."""
        return sorted(
            r for (r,) in self.db.each_in("SELECT row FROM articles WHERE story IN (?*)", list(stories))
        )

    def article_rows(self) -> list[int]:
        """The rows of all articles, ascending."""
        return [row for (row,) in self.db.all("SELECT row FROM articles ORDER BY row")]

    # -- reading passages and vectors

    def passages(self, rows: Sequence[int]) -> dict[int, tuple[Passage, int]]:
        """Passages by row, each with its article's row; rows that are gone are left out."""
        found: dict[int, tuple[Passage, int]] = {}
        sql = (
            "SELECT p.row, p.article, p.ordinal, p.start, p.end, a.id, a.text"
            " FROM passages p JOIN articles a ON a.row = p.article WHERE p.row IN (?*)"
        )
        for row, article, ordinal, start, end, article_id, text in self.db.each_in(sql, list(rows)):
            passage = Passage(f"{article_id}#{ordinal}", article_id, ordinal, start, end, text[start:end])
            found[row] = (passage, article)
        return found

    def passages_holding(self, spans: Sequence[tuple[int, int, int]]) -> NDArray[np.int64]:
        """The rows of passages that share a character with an (article row, start, end), ascending."""
        by_article: dict[int, list[tuple[int, int]]] = {}
        for article, start, end in spans:
            by_article.setdefault(article, []).append((start, end))
        sql = "SELECT article, row, start, end FROM passages WHERE article IN (?*)"
        rows = [
            row
            for article, row, first, last in self.db.each_in(sql, list(by_article))
            if any(start < last and first < end for start, end in by_article[article])
        ]
        return np.array(sorted(rows), dtype=np.int64)

    def passages_of(self, article_row: int) -> list[tuple[int, int, int]]:
        """(row, start, end) of an article's passages, in order."""
        return self.db.all(
            "SELECT row, start, end FROM passages WHERE article=? ORDER BY ordinal", (article_row,)
        )

    def passage_articles(self, after: int = 0) -> NDArray[np.int64]:
        """(passage row, article row) of every passage above a row, shape (n, 2), ascending."""
        rows = self.db.all("SELECT row, article FROM passages WHERE row > ? ORDER BY row", (after,))
        return np.array(rows, dtype=np.int64).reshape(-1, 2)

    def passage_texts(self, after: int = 0) -> Iterator[PassageText]:
        """Passages above a row with their words, ascending, read in steps."""
        yield from self._texts(_TEXTS, after)

    def texts_without_vector(self, after: int = 0) -> Iterator[PassageText]:
        """Passages that have no vector yet, ascending, read in steps."""
        yield from self._texts(_TEXTS_WITHOUT_VECTOR, after)

    def _texts(self, sql: str, after: int) -> Iterator[PassageText]:
        while rows := self.db.all(sql, (after,)):
            for row, article, start, end, title, text in rows:
                yield PassageText(row, article, title, text[start:end])
            after = rows[-1][0]

    def removed_since(self, generation: int) -> NDArray[np.int64]:
        """Passage rows removed after a generation, ascending."""
        rows = self.db.all("SELECT passage FROM removed WHERE generation > ? ORDER BY passage", (generation,))
        return np.array(rows, dtype=np.int64).reshape(-1)

    def removed_floor(self) -> int:
        """The generation from which on removals are on record."""
        return int(self.db.meta("removed_floor") or 0)

    def last_vector(self) -> int:
        """The highest sequence number of a vector."""
        return int(self.db.all("SELECT coalesce(max(seq),0) FROM vectors")[0][0])

    def vectors(
        self, after: int = 0, limit: int = 4096
    ) -> Iterator[tuple[int, NDArray[np.int64], list[bytes]]]:
        """Vectors above a sequence number in steps: (highest number, passage rows, blobs)."""
        sql = "SELECT seq, passage, vector FROM vectors WHERE seq > ? ORDER BY seq LIMIT ?"
        while rows := self.db.all(sql, (after, limit)):
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
            cursor = self.db.run(f"INSERT INTO articles({columns},story) VALUES({marks},0)", values)
            row = cast("int", cursor.lastrowid)
        else:
            assignments = ",".join(f"{column}=?" for column in columns.split(","))
            self.db.run(f"UPDATE articles SET {assignments} WHERE row=?", (*values, row))  # noqa: S608
        self.db.run("UPDATE articles SET story=row WHERE row=?", (row,))
        return row

    def set_published(self, row: int, published: Published, generation: int) -> None:
        """Say anew when an article was published, as far as its own text tells."""
        days = published.range
        self.db.run(
            "UPDATE articles SET first_day=?, last_day=?, basis=?, generation=? WHERE row=? AND basis IN"
            " ('text','unknown')",
            (
                days.start.toordinal() if days else None,
                days.end.toordinal() if days else None,
                published.basis,
                generation,
                row,
            ),
        )

    def drop_article(self, row: int, generation: int) -> None:
        """Remove an article with its passages and vectors."""
        self.drop_passages([r for r, _, _ in self.passages_of(row)], generation)
        self.db.run("DELETE FROM articles WHERE row=?", (row,))

    def set_stories(self, labels: Iterable[tuple[int, int]], generation: int) -> None:
        """Give articles (row, story) their cluster of near-identical copies."""
        self.db.many(
            "UPDATE articles SET story=?, generation=? WHERE row=?",
            ((story, generation, row) for row, story in labels),
        )

    def story_of(self, rows: Sequence[int]) -> dict[int, int]:
        """The story of each article row."""
        return dict(self.db.each_in("SELECT row, story FROM articles WHERE row IN (?*)", list(rows)))

    def add_passages(self, article_row: int, passages: Iterable[tuple[int, int, int]]) -> None:
        """Add (ordinal, start, end) to an article."""
        self.db.many(
            "INSERT INTO passages(article,ordinal,start,end) VALUES(?,?,?,?)",
            ((article_row, *passage) for passage in passages),
        )

    def renumber_passages(self, ordinals: Iterable[tuple[int, int]]) -> None:
        """Give passages (row, ordinal) their place in the article."""
        self.db.many("UPDATE passages SET ordinal=?2 WHERE row=?1", ordinals)

    def drop_passages(self, rows: Sequence[int], generation: int) -> None:
        """Remove passages and their vectors and put that on record for readers."""
        single = [(row,) for row in rows]
        self.db.many("DELETE FROM vectors WHERE passage=?", single)
        self.db.many("DELETE FROM passages WHERE row=?", single)
        self.db.many("INSERT INTO removed VALUES(?,?)", ((generation, row) for row in rows))

    def forget_removals(self, until: int) -> None:
        """Drop the record of removals up to a generation; readers older than that start afresh."""
        self.db.run("DELETE FROM removed WHERE generation <= ?", (until,))
        self.db.set_meta(removed_floor=str(until))

    def add_vectors(self, rows: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Store vectors of passages; a passage removed in the meantime is passed over."""
        little = np.ascontiguousarray(vectors, dtype="<f4")
        self.db.many(
            "INSERT OR IGNORE INTO vectors(passage,vector) SELECT row, ?2 FROM passages WHERE row=?1",
            ((row, vector.tobytes()) for row, vector in zip(rows, little, strict=True)),
        )

    def drop_vectors(self) -> None:
        """Remove all vectors, for another model's or because some are damaged."""
        self.db.run("DELETE FROM vectors")
        self.db.set_meta(vectors_epoch=str(int(self.db.meta("vectors_epoch") or 0) + 1))

    # -- keys of articles: copies (bands) and recurring paragraphs

    def put_bands(self, article_row: int, keys: Sequence[int]) -> None:
        """Add an article's band keys."""
        self.db.many("INSERT OR IGNORE INTO bands VALUES(?,?)", ((key, article_row) for key in keys))

    def drop_bands(self, article_row: int, keys: Sequence[int]) -> None:
        """Remove an article's band keys."""
        self.db.many("DELETE FROM bands WHERE key=? AND article=?", ((key, article_row) for key in keys))

    def sharing_bands(self, keys: Sequence[int]) -> set[int]:
        """The rows of articles that have any of the band keys."""
        return {row for (row,) in self.db.each_in("SELECT article FROM bands WHERE key IN (?*)", keys)}

    def put_paragraphs(self, article_row: int, keys: Iterable[int]) -> None:
        """Add an article's paragraph keys."""
        self.db.many("INSERT OR IGNORE INTO paragraphs VALUES(?,?)", ((key, article_row) for key in keys))

    def paragraphs_of(self, article_rows: Sequence[int]) -> list[int]:
        """The paragraph keys of articles."""
        return [
            k
            for (k,) in self.db.each_in(
                "SELECT key FROM paragraphs WHERE article IN (?*)", list(article_rows)
            )
        ]

    def drop_paragraphs(self, article_row: int) -> list[int]:
        """Remove an article's paragraph keys; returns them."""
        keys = self.paragraphs_of([article_row])
        self.db.many("DELETE FROM paragraphs WHERE key=? AND article=?", ((key, article_row) for key in keys))
        return keys

    def stories_with(self, keys: Sequence[int]) -> dict[int, int]:
        """In how many distinct stories each paragraph occurs."""
        sql = (
            "SELECT p.key, count(DISTINCT a.story) FROM paragraphs p JOIN articles a ON a.row = p.article"
            " WHERE p.key IN (?*) GROUP BY p.key"
        )
        return dict(self.db.each_in(sql, keys))

    def articles_with(self, keys: Sequence[int]) -> set[int]:
        """The rows of articles that carry any of the paragraphs."""
        return {row for (row,) in self.db.each_in("SELECT article FROM paragraphs WHERE key IN (?*)", keys)}

    def recurring(self, keys: Sequence[int]) -> set[int]:
        """Which of the paragraph keys are known to recur."""
        return {key for (key,) in self.db.each_in("SELECT key FROM recurring WHERE key IN (?*)", keys)}

    def set_recurring(self, add: Iterable[int], remove: Iterable[int]) -> None:
        """Change which paragraphs are known to recur."""
        self.db.many("INSERT OR IGNORE INTO recurring VALUES(?)", ((key,) for key in add))
        self.db.many("DELETE FROM recurring WHERE key=?", ((key,) for key in remove))


_FACTS = (
    "SELECT row, id, coalesce(source,''), coalesce(first_day,0), coalesce(last_day,0), story FROM articles"
)
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
