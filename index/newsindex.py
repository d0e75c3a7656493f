"""NewsIndex: open, add, remove, search. It holds the state; each step is a function of its own file."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType

import numpy as np

from . import textstage
from .chunk import CHUNKER
from .database import Database
from .dense import Vectors
from .embed import PACKAGED, Embedder, Identity, embedder_named
from .errors import IndexMismatch, ModelUnavailable, StoreDamaged, UsageError
from .facts import source_key
from .filters import filters, said_filters
from .live import Live, indexed_text
from .preparing import prepared_batches
from .rarity import QueryWord, query_words
from .retrieve import POOL, candidates, read_best
from .said import Meant, chosen, judged, meant, narrowed, spoken, statements_within
from .sources.items import canonical, storable
from .speech import EXTRACTOR
from .store import Counts, Store
from .terms import tokens
from .textstage import Outcome
from .types import Article, Filters, Hit, Hits, Query, Spoken, Statement, TimeRange
from .writer import WriterLock

DATABASE = "onrecord.sqlite"

RETRIEVERS = ("bm25", "dense")

_TEXT_BATCH = 64  # articles in one transaction: what a killed process can lose
_VECTOR_BATCH = 256  # passages embedded between two commits

_NAMES_REMEMBERED = 512

_ENOUGH_VECTORS = 0.9
"""Dense retrieval takes part once this share of passages has a vector: with fewer, what happens to be
embedded would outrank what is right."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step has come; `total` is None while it is not known."""

    stage: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the articles of one `add`, and how many vectors were made."""

    outcomes: tuple[Outcome, ...]
    vectors: int
    notes: tuple[str, ...] = ()


OnProgress = Callable[[Progress], None]


class NewsIndex:
    """An index of news articles in a folder. Threads may share it; processes may open it together.

    Use `NewsIndex.open`; close it, or use it in a with block.
    """

    def __init__(self, folder: Path, store: Store, embedder: Embedder, wait: float) -> None:
        self.folder = folder
        self.embedder = embedder
        self._store = store
        self._live = Live(folder, store)
        self._lock = threading.Lock()  # guards _live: one search's postings at a time take milliseconds
        self._writer = WriterLock(folder)
        self._wait = wait
        self._model_flaw: str | None = None
        self._names: dict[tuple[int, str], tuple[Meant, ...]] = {}

    @classmethod
    def open(
        cls,
        folder: str | Path,
        *,
        embedder: Embedder | str | None = None,
        create: bool = True,
        wait: float = 30.0,
    ) -> NewsIndex:
        """Open an index, making it if it is missing.

        Args:
            folder: the index's folder.
            embedder: what makes vectors, or its name; None takes the one that the index names, and the
                packaged model for a new index.
            create: whether a missing index is made.
            wait: seconds that writing waits for another writer.

        Raises:
            UsageError: if there is no index and `create` is False.
            StoreDamaged: if its database is unreadable.
            IndexMismatch: if another format, chunker or embedder made it.
        """
        folder = Path(folder)
        path = folder / DATABASE
        if not path.exists():
            if not create:
                raise UsageError(
                    f"there is no index in {folder}", hint=f"make one: onrecord --index {folder} ingest …"
                )
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UsageError(
                    f"{folder} cannot be made a folder: {error.strerror}", hint="name another with --index"
                ) from error
        store = Store(Database(path, create=create))
        named = stored_identity(store)
        if embedder is None:
            embedder = named.name if named else store.db.meta("model") or PACKAGED
        if isinstance(embedder, str):
            embedder = embedder_named(embedder)
        migrate = f"run: onrecord --index {folder} --model {embedder.name} doctor --repair"
        if named and named.name != embedder.name:
            raise IndexMismatch(
                f"this index's vectors are of the model {named.name!r}, not {embedder.name!r}", hint=migrate
            )
        if (chunker := store.db.meta("chunker")) not in (None, CHUNKER):
            raise IndexMismatch(f"this index's passages were cut by {chunker}, now {CHUNKER}", hint=migrate)
        if (extractor := store.db.meta("extractor")) not in (None, EXTRACTOR):
            raise IndexMismatch(
                f"this index's statements were read by {extractor}, now {EXTRACTOR}", hint=migrate
            )
        return cls(folder, store, embedder, wait)

    def close(self) -> None:
        """Let go of the database."""
        self._store.db.close()

    def __enter__(self) -> NewsIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write over several calls; each writing method takes it by itself too.

        Raises:
            IndexBusy: if another process goes on writing for longer than this index waits.
        """
        with self._writer.hold(self._wait):
            yield

    def add(
        self,
        articles: Iterable[Article],
        *,
        embed: bool = True,
        workers: int = 0,
        on_progress: OnProgress | None = None,
    ) -> AddReport:
        """Add articles: searchable by BM25 as soon as their batch is stored, by vectors at the end.

        An article whose id is there with the same content is left alone; with other content it is
        replaced.

        Args:
            articles: read lazily, stored in batches.
            embed: whether to make the missing vectors too (see `embed_missing`).
            workers: processes that read along in a large ingest; a program that asks for more than one
                needs the usual `if __name__ == "__main__":` around its start.
            on_progress: called after each batch.

        Raises:
            IndexBusy: if another process is writing.
            UsageError: if an article has no id or no text.
        """
        outcomes: list[Outcome] = []
        notes: list[str] = []
        vectors = 0
        with self.writing():
            if self._store.db.meta("chunker") is None:
                self._store.db.set_meta(chunker=CHUNKER, extractor=EXTRACTOR)
            if self._store.db.meta("model") != self.embedder.name:  # chosen before there is any vector
                self._store.db.set_meta(model=self.embedder.name)
            for batch, prepared in prepared_batches(self._store, _batches(articles), workers):
                outcomes.extend(textstage.write(self._store, batch, prepared))
                if on_progress:
                    on_progress(Progress("text", len(outcomes), None))
            self.save_derived()
            if embed:
                try:
                    vectors = self.embed_missing(on_progress=on_progress)
                except ModelUnavailable as error:
                    notes.append(f"no vectors were made, search is BM25 alone: {error}")
        return AddReport(tuple(outcomes), vectors, tuple(notes))

    def embed_missing(self, *, on_progress: OnProgress | None = None) -> int:
        """Make the vectors that are missing, a committed batch at a time; returns how many were made.

        Raises:
            IndexBusy: if another process is writing.
            ModelUnavailable: if the model cannot be loaded.
            IndexMismatch: if the model is not the one that made the other vectors.
        """
        with self.writing():
            counts = self._store.counts()
            total = counts.passages - counts.vectors
            if total == 0:
                return 0
            self._claim_identity()
            done = 0
            texts = self._store.texts_without_vector()
            while batch := list(islice(texts, _VECTOR_BATCH)):
                vectors = self.embedder.encode_passages([indexed_text(passage) for passage in batch])
                with self._store.db.transaction():
                    self._store.add_vectors([passage.row for passage in batch], vectors)
                done += len(batch)
                if on_progress:
                    on_progress(Progress("vectors", done, total))
            self.save_derived()
            return done

    def remove(self, names: Sequence[str]) -> tuple[str, ...]:
        """Remove articles by id or URL; they are out of every answer at once.

        Returns:
            the names that were found and removed.
        """
        with self.writing():
            rows = {name: self._named(name) for name in names}
            if any(rows.values()):
                textstage.remove(self._store, sorted({row for found in rows.values() for row in found}))
            return tuple(name for name in names if rows[name])

    def save_derived(self, *, always: bool = False) -> None:
        """Catch up and write the derived files where enough has changed (or always)."""
        with self.writing(), self._refreshed() as live:
            live.save(always=always)

    def _claim_identity(self) -> None:
        """Make sure that the vectors in the store and those to come are of one model."""
        identity, named = self.embedder.identity(), stored_identity(self._store)
        if named is None:
            self._store.db.set_meta(embedder=json.dumps(asdict(identity)))
        elif named != identity:
            raise IndexMismatch(
                f"the model {identity.name!r} is not the one that made this index's vectors"
                f" (content {identity.content_hash[:12]}…, index {named.content_hash[:12]}…)",
                hint=f"run: onrecord --index {self.folder} --model {identity.name} doctor --repair",
            )

    # -- reading

    def search(
        self,
        query: str | Query,
        k: int = 10,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        source: str | Sequence[str] | None = None,
        retrievers: Sequence[str] = RETRIEVERS,
    ) -> Hits:
        """The passages that answer a query best.

        Args:
            query: the words, or a whole Query, which then brings its own k and filters.
            k: how many hits.
            since, until: first and last day of publication; undated articles are ranked under the rest.
            source: one outlet, or several.
            retrievers: "bm25", "dense" or both; dense takes part only while there are vectors.

        Returns:
            at most k hits, best first, with notes on what the reader must know.

        Raises:
            UsageError: on an empty query, a k below 1 or a date that is none.
        """
        if isinstance(query, str):
            query = Query(query, k, filters(since=since, until=until, source=source))
        if query.k < 1 or not query.text.strip():
            raise UsageError("a search needs words and a k of at least 1")
        if not retrievers or not set(retrievers) <= set(RETRIEVERS):
            raise UsageError(f"retrievers are {' and '.join(RETRIEVERS)}, not {list(retrievers)}")
        notes: list[str] = []
        vector = self._query_vector(query.text, notes) if "dense" in retrievers else None
        words = tokens(query.text) if "bm25" in retrievers or vector is None else []
        with self._refreshed() as live:
            allowed = live.facts.allowed(query.filters)
            if query.filters.speakers or query.filters.said_on:
                speakers = self._speakers(query.filters)
                allowed = narrowed(self._store, query.filters, speakers, allowed, live.facts.rows)
            found = candidates(live, words, vector, query.k, allowed.rows)
            best = read_best(self._store, live, found, query.k)
            if len(best) < query.k and len(allowed.undated):
                found = candidates(live, words, vector, query.k, allowed.undated)
                undated = read_best(self._store, live, found, query.k - len(best))
                best += undated
                if undated:
                    notes.append("undated articles are ranked under the dated ones")
            notes.extend(_unknown_sources(query.filters, live))
        hits = tuple(Hit(n, f.score, f.passage, f.article, f.parts) for n, f in enumerate(best, 1))
        used = tuple(name for name, on in (("bm25", words), ("dense", vector is not None)) if on)
        return Hits(hits, used, tuple(notes))

    def said(
        self,
        speaker: str | Sequence[str] | None = None,
        *,
        on: str | date | TimeRange | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        about: str = "",
        source: str | Sequence[str] | None = None,
    ) -> tuple[Statement, ...]:
        """What somebody said, newest first; what has no day, or only a vague one, stands behind the rest.

        Args:
            speaker: a name ("Peskov"), a role ("the Kremlin spokesman") or a body ("the Kremlin"), or
                several; None is anybody, and then a day or a topic is needed.
            on: the day, or the days, on which it was said.
            since, until: the first and the last of these days.
            about: words of a topic.
            source: one outlet, or several.

        Raises:
            UsageError: if nothing says what is wanted, or a date is none.
        """
        wanted = said_filters(speaker, on=on, since=since, until=until, source=source)
        return tuple(each.statement for each in self.spoken(wanted, about))

    def spoken(self, filters: Filters, about: str = "") -> tuple[Spoken, ...]:
        """The statements that pass the filters, each with its article and how it fits; see `said`.

        Raises:
            UsageError: if there is neither a speaker nor a day nor a topic.
        """
        words = self.rarity(about) if about.strip() else ()
        if filters.speakers or filters.said_on:
            with self._store.db.snapshot():
                return tuple(spoken(self._store, filters, self._speakers(filters), words))
        if not words:
            raise UsageError("whose words are wanted?", hint="name a speaker, a day or a topic")
        with self._refreshed() as live:
            allowed = live.facts.allowed(filters)
            rows = None if allowed.rows is None else np.union1d(allowed.rows, allowed.undated)
            found = candidates(live, [word.stem for word in words], None, POOL, rows)
            passages = self._store.passages([each.row for each in found])
            return tuple(judged(self._store, statements_within(self._store, passages), filters, words))

    def speakers(self, asked: str) -> tuple[tuple[str, float], ...]:
        """Whom a phrase can mean among those who speak in the record: (name, score in (0, 1]), best first.

        See `names.same_speaker` on the score.
        """
        with self._store.db.snapshot():
            return tuple((each.name, each.score) for each in self._meant(asked))

    def meant(self, asked: str) -> tuple[str, ...]:
        """Whom a phrase does mean: one name where that is clear, else several; see `said.chosen`."""
        with self._store.db.snapshot():
            return tuple(each.name for each in chosen(asked, self._meant(asked)))

    def _speakers(self, filters: Filters) -> list[Meant]:
        return [each for asked in filters.speakers for each in chosen(asked, self._meant(asked))]

    def _meant(self, asked: str) -> tuple[Meant, ...]:
        """Whom a phrase can mean, remembered for as long as the record stays as it is."""
        key = (self._store.db.generation(), asked)
        if key not in self._names:
            if len(self._names) >= _NAMES_REMEMBERED:
                self._names.clear()
            self._names[key] = meant(self._store.db, asked)
        return self._names[key]

    def sources(self) -> frozenset[str]:
        """The names of all outlets in the index."""
        return self._store.sources()

    def article(self, name: str) -> Article | None:
        """The article with this id or URL; None when there is none."""
        with self._store.db.snapshot():
            rows = self._named(name)[:1]
            return self._store.articles(rows)[rows[0]] if rows else None

    def _named(self, name: str) -> list[int]:
        """Rows by id or URL, the URL also in its canonical spelling."""
        name = storable(name)
        return self._store.rows_of(name) or self._store.rows_of(canonical(name))

    def counts(self) -> Counts:
        """How many articles, passages and vectors the index holds."""
        return self._store.counts()

    @property
    def repairs(self) -> tuple[str, ...]:
        """Which derived files were found damaged and made again since this index was opened."""
        return tuple(self._live.repairs)

    def rarity(self, text: str) -> tuple[QueryWord, ...]:
        """The distinct words of a text that a search looks for, each with how rare it is in this index."""
        with self._refreshed() as live:
            return query_words(text, len(live.bm25), live.bm25.document_frequency)

    @contextmanager
    def _refreshed(self) -> Iterator[Live]:
        """The searchable state, caught up with the store and consistent with it in the with block."""
        with self._lock, self._store.db.snapshot():
            self._live.refresh(stored_identity(self._store))
            yield self._live

    def _query_vector(self, text: str, notes: list[str]) -> Vectors | None:
        """The query's vector where vectors can take part; otherwise None and the reason in `notes`."""
        with self._refreshed() as live:
            passages, vectors = len(live.facts), len(live.dense or ())
        if passages == 0:
            return None
        if vectors < passages:
            notes.append(f"{passages - vectors:,} of {passages:,} passages have no vector yet")
        if vectors < _ENOUGH_VECTORS * passages:
            notes.append("ranked by BM25 alone until the vectors are made")
            return None
        if self._model_flaw is None:
            try:
                vector = self.embedder.encode_query(text)
                self._claim_identity()
                return vector
            except ModelUnavailable as error:
                self._model_flaw = f"ranked by BM25 alone: {error}"
        notes.append(self._model_flaw)
        return None


def stored_identity(store: Store) -> Identity | None:
    """The embedder whose vectors a store holds; None when it never held any."""
    stored = store.db.meta("embedder")
    try:
        return Identity(**json.loads(stored)) if stored else None
    except (ValueError, TypeError) as error:
        raise StoreDamaged(
            f"the index does not say which model made its vectors: {stored!r}",
            hint="restore it from a backup, or ingest the articles into a new index",
        ) from error


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    iterator = iter(articles)
    while batch := list(islice(iterator, _TEXT_BATCH)):
        for article in batch:
            if not article.id or not article.text.strip():
                raise UsageError(f"an article needs an id and a text: {article.id!r} {article.title!r}")
        yield batch


def _unknown_sources(wanted: Filters, live: Live) -> Iterator[str]:
    known = {source_key(source) for source in live.facts.sources()} if wanted.sources else set()
    for source in wanted.sources:
        if source_key(source) not in known:
            yield f"no article of {source!r} is in the index"
