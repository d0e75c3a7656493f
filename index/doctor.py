"""Is an index whole? What is wrong with it, what mends it, and the mending."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from . import derived, textstage
from .chunk import CHUNKER
from .database import Database
from .embed import PACKAGED, embedder_named
from .errors import IndexMismatch, ModelUnavailable, StoreDamaged, UsageError
from .live import DENSE_FILE, LEXICAL_FILE
from .newsindex import DATABASE, NewsIndex, stored_identity
from .speech import EXTRACTOR, statement_segments
from .store import Store, content_hash
from .writer import WriterLock

_STEP = 500  # articles read at a time


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong and what mends it."""

    problem: str
    remedy: str


def examine(folder: Path) -> list[Finding]:
    """Check an index whole: the database's pages, every article, passage, vector and derived file.

    Args:
        folder: the index's folder.

    Returns:
        what is wrong; nothing when the index is whole.

    Raises:
        UsageError: if there is no index.
    """
    path = folder / DATABASE
    if not path.exists():
        raise UsageError(
            f"there is no index in {folder}", hint=f"make one: onrecord --index {folder} ingest …"
        )
    mend = f"onrecord --index {folder} doctor --repair"
    anew = "restore the folder from a backup, or ingest the articles into a new index"
    try:
        store = Store(Database(path, create=False))
        try:
            with store.db.snapshot():
                findings = [Finding(f"the database: {line}", anew) for line in store.db.integrity()]
                findings += [Finding(line, anew) for line in _wrong_articles(store)]
                findings += [Finding(line, mend) for line in _wrong_statements(store)]
                findings += [Finding(line, mend) for line in _wrong_vectors(store)]
                findings += [Finding(line, mend) for line in _wrong_versions(store)]
                findings += [Finding(line, mend) for line in _wrong_files(folder, store)]
        finally:
            store.db.close()
    except StoreDamaged as error:
        return [Finding(error.message, anew)]
    except IndexMismatch as error:
        return [Finding(error.message, mend if (error.hint or "").endswith("--repair") else anew)]
    return findings


def repair(folder: Path, model: str | None) -> list[Finding]:
    """Mend what can be made again: older formats, passages, statements, vectors, derived files.

    Args:
        folder: the index's folder.
        model: the embedder to use from now on; None keeps the index's own.

    Returns:
        what is still wrong afterwards.

    Raises:
        IndexBusy: if another process is writing.
        ModelUnavailable: if vectors are to be made and the model cannot be loaded.
    """
    beyond = [f for f in examine(folder) if not f.remedy.endswith("--repair")]
    if beyond:
        return beyond  # making files from a damaged truth would hide the damage
    store = Store(Database(folder / DATABASE, create=False, migrating=True))
    try:
        with WriterLock(folder).hold(30.0):
            _mend_store(store, model)
            for name in (LEXICAL_FILE, DENSE_FILE):
                derived.remove(folder / name)
            for left in folder.glob("*.tmp"):  # by a process killed while it wrote
                left.unlink()
    finally:
        store.db.close()
    with NewsIndex.open(folder, embedder=model, create=False) as index:
        index.embed_missing()
        index.save_derived(always=True)
    return examine(folder)


def _mend_store(store: Store, model: str | None) -> None:
    named = stored_identity(store)
    embedder = embedder_named(model or (named.name if named else PACKAGED))
    with store.db.transaction():
        if store.db.meta("chunker") != CHUNKER:
            textstage.recut_all(store)
            store.db.set_meta(chunker=CHUNKER)
        if store.db.meta("extractor") != EXTRACTOR or _wrong_statements(store):
            textstage.reread_statements(store)
            store.db.set_meta(extractor=EXTRACTOR)
        if named is not None and embedder.identity() != named:
            store.drop_vectors()
            store.db.set_meta(embedder=json.dumps(asdict(embedder.identity())))
        if list(_wrong_vectors(store)):
            store.drop_vectors()
        store.forget_removals(store.db.next_generation())  # all files are made anew from here


def _wrong_articles(store: Store) -> list[str]:
    wrong: list[str] = []
    rows = store.article_rows()
    for at in range(0, len(rows), _STEP):
        some = rows[at : at + _STEP]
        articles = store.articles(some)
        hashes = store.hashes([article.id for article in articles.values()])
        for row, article in articles.items():
            if content_hash(article) != hashes[article.id][1]:
                wrong.append(f"article {article.id}: its content does not match its hash")
            last = 0
            for _, start, end in store.passages_of(row):
                if not last <= start < end <= len(article.text):
                    wrong.append(f"article {article.id}: a passage from {start} to {end} is out of place")
                last = end
    return wrong


def _wrong_statements(store: Store) -> list[str]:
    """Statements whose spans do not lie in their article, in order."""
    wrong = []
    lengths = dict(store.db.all("SELECT row, length(text) FROM articles"))
    for article, segments in statement_segments(store.db):
        last = 0
        for start, end in segments:
            if not last <= start < end <= lengths.get(article, 0):
                wrong.append(f"a statement of article row {article} from {start} to {end} is out of place")
            last = end
    return wrong


def _wrong_vectors(store: Store) -> list[str]:
    identity = stored_identity(store)
    if identity is None:
        return [] if store.counts().vectors == 0 else ["there are vectors of a model that is not named"]
    bad = 0
    for _, _, blobs in store.vectors():
        for blob in blobs:
            vector = np.frombuffer(blob, "<f4") if len(blob) % 4 == 0 else np.empty(0, np.float32)
            norm = float(np.linalg.norm(vector)) if len(vector) == identity.dimension else -1.0
            bad += not (norm == 0.0 or abs(norm - 1.0) < 1e-3)
    return [f"{bad:,} vectors are not unit vectors of dimension {identity.dimension}"] if bad else []


def _wrong_versions(store: Store) -> list[str]:
    chunker, extractor = store.db.meta("chunker"), store.db.meta("extractor")
    wrong = [] if chunker in (None, CHUNKER) else [f"passages were cut by {chunker}, now {CHUNKER}"]
    if extractor not in (None, EXTRACTOR):
        wrong.append(f"statements were read by {extractor}, now {EXTRACTOR}")
    identity = stored_identity(store)
    if identity is None:
        return wrong
    try:
        present = embedder_named(identity.name).identity()
    except ModelUnavailable as error:
        return [*wrong, f"the model of the vectors cannot be loaded: {error.message}"]
    if present != identity:
        wrong.append(f"the vectors were made by another content of the model {identity.name}")
    return wrong


def _wrong_files(folder: Path, store: Store) -> list[str]:
    wrong = []
    whose = store.made_for("")
    for name in (LEXICAL_FILE, DENSE_FILE):
        stamp = derived.read_stamp(folder / name)
        if stamp is None:
            if (folder / name).exists():
                wrong.append(f"{name}: its stamp is missing or damaged")
        elif (flaw := derived.flaw(folder / name, stamp)) is not None:
            wrong.append(f"{name}: {flaw}")
        elif not stamp.made_by.endswith(whose):
            wrong.append(f"{name}: it was made from another database")
    return wrong
