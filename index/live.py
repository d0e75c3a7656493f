"""The derived state of an index in memory: BM25, FAISS and filter facts, caught up with the store.

On opening, each derived file is used if its stamp and checksum hold and caught up from the store,
or else made anew; either way the result is the same. Later changes, this process's or another's,
are applied passage by passage.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np

from . import derived
from .dense import Dense
from .derived import Stamp
from .embed import Identity
from .facts import Facts
from .lexical import BM25
from .store import PassageText, Store
from .terms import TOKENS, tokens

log = logging.getLogger("onrecord.index")

LEXICAL_FILE, DENSE_FILE = "lexical.npz", "dense.faiss"
_LEXICAL = f"bm25-postings/1 {TOKENS}"
_STEP = 5_000  # passages tokenised before they are handed to BM25

# A derived file is written again when this share of its passages (and at least this many) changed:
# below that, catching up on opening is cheaper than writing the whole file for each small ingest.
_STALE_SHARE, _STALE_LEAST = 0.05, 1_000


def indexed_text(passage: PassageText) -> str:
    """The words that retrievers see of a passage: its article's title and its own."""
    return f"{passage.title}\n{passage.text}" if passage.title else passage.text


class Live:
    """What searches run on. `refresh` needs it alone; searches may run together in between.

    Args:
        folder: the index's folder, with or without derived files.
        store: the truth.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._store = store
        self.repairs: list[str] = []
        self._start()

    def _start(self) -> None:
        self.facts = Facts()
        self.bm25 = BM25()
        self.dense: Dense | None = None
        self._facts_generation = -1
        self._lexical = Stamp(-1, 0, self._store.made_for(_LEXICAL))
        self._dense = Stamp(-1, 0, "")
        self._moved = {LEXICAL_FILE: 0, DENSE_FILE: 0}  # passages that the file on disk does not know
        self._loaded = False

    def refresh(self, identity: Identity | None) -> None:
        """Catch up with the store, inside one of its snapshots.

        Args:
            identity: of the embedder whose vectors the store holds; None when it holds none.
        """
        generation = self._store.db.generation()
        if 0 <= self._facts_generation < self._store.removed_floor():
            self._start()  # removals older than the record: nothing to catch up from
        if not self._loaded:
            self._load_lexical(generation)
            self._loaded = True
        if identity is None:
            self.dense = None
        elif self.dense is None or self._dense.made_by != self._store.vectors_made_by(identity):
            self._load_dense(generation, identity)
        if generation != self._facts_generation:
            self._catch_up_facts(generation)
            self._catch_up_lexical(generation)
        self._catch_up_dense(generation)

    # -- catching up

    def _catch_up_facts(self, generation: int) -> None:
        if self._facts_generation >= 0:
            self.facts.remove(self._store.removed_since(self._facts_generation))
        last = int(self.facts.rows[-1]) if len(self.facts) else 0
        self.facts.update(self._store.facts(self._facts_generation))
        self.facts.add(self._store.passage_articles(last))
        self._facts_generation = generation

    def _catch_up_lexical(self, generation: int) -> None:
        stamp = self._lexical
        if stamp.generation >= 0:
            removed = self._store.removed_since(stamp.generation)
            self.bm25.remove(removed)
            self._moved[LEXICAL_FILE] += len(removed)
        high = stamp.high
        if not len(self.bm25):  # from nothing, one pass over all costs a third of adding in steps
            texts = (tokens(indexed_text(passage)) for passage in self._store.passage_texts())
            self.bm25 = BM25(texts, ids=self.facts.rows)
            high = int(self.facts.rows[-1]) if len(self.facts) else high
            self._moved[LEXICAL_FILE] += len(self.bm25)
        added = self._store.passage_texts(high)
        while step := list(islice(added, _STEP)):
            self.bm25.add(np.array([p.row for p in step], np.int64), [tokens(indexed_text(p)) for p in step])
            high = step[-1].row
            self._moved[LEXICAL_FILE] += len(step)
        self._lexical = Stamp(generation, high, stamp.made_by)

    def _catch_up_dense(self, generation: int) -> None:
        if self.dense is None:
            return
        stamp = self._dense
        if generation != stamp.generation:
            self._moved[DENSE_FILE] += self.dense.remove(self._store.removed_since(stamp.generation))
        high = stamp.high
        if self._store.last_vector() > high:
            for last, rows, blobs in self._store.vectors(high):
                self.dense.add(rows, np.frombuffer(b"".join(blobs), "<f4").reshape(len(rows), -1))
                high = last
                self._moved[DENSE_FILE] += len(rows)
        self._dense = Stamp(generation, high, stamp.made_by)

    # -- derived files

    def _load_lexical(self, generation: int) -> None:
        stamp = self._usable(LEXICAL_FILE, generation, self._lexical.made_by)
        if stamp is None:
            return
        try:
            with np.load(self._folder / LEXICAL_FILE, allow_pickle=False) as arrays:
                self.bm25 = BM25.from_arrays(dict(arrays))
        except (ValueError, OSError, KeyError) as error:
            self._told(LEXICAL_FILE, str(error))
            return
        self._lexical = stamp

    def _load_dense(self, generation: int, identity: Identity) -> None:
        self._dense = Stamp(generation, 0, self._store.vectors_made_by(identity))
        self.dense = Dense(identity.dimension)
        stamp = self._usable(DENSE_FILE, generation, self._dense.made_by)
        if stamp is None:
            return
        try:
            self.dense = Dense.load(self._folder / DENSE_FILE, identity.dimension)
        except (ValueError, OSError) as error:
            self._told(DENSE_FILE, str(error))
            return
        self._dense = stamp

    def _usable(self, name: str, generation: int, made_by: str) -> Stamp | None:
        """The stamp of a derived file that can be caught up from, else None; says what is wrong with it."""
        path = self._folder / name
        stamp = derived.read_stamp(path)
        if stamp is None:
            if path.exists():
                self._told(name, "its stamp is missing or damaged")
            return None
        if stamp.made_by != made_by or not self._store.removed_floor() <= stamp.generation <= generation:
            return None
        if (flaw := derived.flaw(path, stamp)) is not None:
            self._told(name, flaw)
            return None
        return stamp

    def _told(self, name: str, flaw: str) -> None:
        message = f"{name} was made again from the database: {flaw}"
        log.warning(message)
        self.repairs.append(message)

    def save(self, *, always: bool = False) -> None:
        """Write the derived files whose content has moved on enough; call it under the writer's lock."""
        files: list[tuple[str, Stamp, int, Callable[[Path], None]]] = [
            (LEXICAL_FILE, self._lexical, len(self.bm25), self._dump_lexical)
        ]
        if self.dense is not None:
            files.append((DENSE_FILE, self._dense, len(self.dense), self.dense.save))
        for name, stamp, size, dump in files:
            on_disk = derived.read_stamp(self._folder / name)
            usable = on_disk is not None and on_disk.made_by == stamp.made_by
            if usable and not always and self._moved[name] < max(_STALE_LEAST, _STALE_SHARE * size):
                continue
            derived.write(self._folder / name, stamp, dump)
            self._moved[name] = 0

    def _dump_lexical(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, **self.bm25.to_arrays())  # type: ignore[arg-type]  # numpy types no keywords
