"""The SQLite schema, and a connection whose errors are ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import IndexBusy, OnRecordError, StoreDamaged

FORMAT = 2
"""Version of the schema below; another one is migrated by `onrecord doctor --repair` or refused."""

BUSY_MS = 30_000
"""How long SQLite waits for a lock. Writers queue before SQLite (see writer.py), so this is for
checkpoints alone."""

_SPEECH = """
CREATE TABLE names(                 -- how articles name those who speak in them
  row INTEGER PRIMARY KEY,
  speaker TEXT NOT NULL,            -- the fullest name that the article gives
  written TEXT NOT NULL,            -- as it stands at the statement
  UNIQUE(speaker, written)
);
CREATE TABLE name_keys(             -- folded words and roles, by which a question finds a name
  key TEXT NOT NULL, name INTEGER NOT NULL REFERENCES names(row), PRIMARY KEY(key, name)
) WITHOUT ROWID;
CREATE INDEX name_keys_name ON name_keys(name);

CREATE TABLE statements(
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES articles(row),
  ordinal INTEGER NOT NULL,
  name INTEGER NOT NULL REFERENCES names(row),
  kind TEXT NOT NULL,
  cue TEXT NOT NULL,
  addressee TEXT,
  medium TEXT,
  headline INTEGER NOT NULL,
  recurs INTEGER NOT NULL DEFAULT 0, -- stands in a paragraph that many stories carry: furniture
  segments TEXT NOT NULL,           -- a JSON list of [start, end]
  start INTEGER NOT NULL,           -- of the first segment
  end INTEGER NOT NULL,             -- of the last one
  first_day INTEGER,                -- proleptic ordinals of the days on which it was said
  last_day INTEGER,
  basis TEXT NOT NULL,
  confidence REAL NOT NULL
);
CREATE INDEX statements_article ON statements(article);
CREATE INDEX statements_name ON statements(name, first_day);
"""

SCHEMA = (
    """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles(
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  url TEXT,
  source TEXT,
  authors TEXT NOT NULL,            -- a JSON list
  language TEXT,
  published_at TEXT,                -- the moment, ISO 8601 with its own offset
  first_day INTEGER,                -- proleptic ordinals of the published range
  last_day INTEGER,
  basis TEXT NOT NULL,
  content_hash BLOB NOT NULL,       -- of all the columns above
  signature BLOB,                   -- MinHash of the body, null where it is too short
  story INTEGER NOT NULL,           -- the lowest row of its cluster of near-identical copies
  generation INTEGER NOT NULL       -- when this row last changed
);
CREATE INDEX articles_url ON articles(url);
CREATE INDEX articles_story ON articles(story);
CREATE INDEX articles_generation ON articles(generation);

CREATE TABLE passages(              -- rows are never used twice, so "row > n" is "added since"
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES articles(row),
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL
);
CREATE INDEX passages_article ON passages(article);

CREATE TABLE vectors(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  passage INTEGER NOT NULL UNIQUE REFERENCES passages(row),
  vector BLOB NOT NULL              -- little-endian float32
);

CREATE TABLE removed(generation INTEGER NOT NULL, passage INTEGER NOT NULL);
CREATE INDEX removed_generation ON removed(generation);

CREATE TABLE bands(                 -- locality-sensitive hashing of the signatures
  key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(key, article)
) WITHOUT ROWID;

CREATE TABLE paragraphs(            -- which articles of an outlet carry a paragraph
  key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(key, article)
) WITHOUT ROWID;
CREATE INDEX paragraphs_article ON paragraphs(article);
CREATE TABLE recurring(key INTEGER PRIMARY KEY);
"""
    + _SPEECH
)

_MIGRATIONS = {"1": _SPEECH}
"""What brings an older format to this one; the new tables are then filled from the articles."""


def migrate(found: str) -> list[str]:
    """The statements that bring a database of format `found` to FORMAT; none where there is no way."""
    return [part for part in _MIGRATIONS.get(found, "").split(";") if part.strip()]


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open (or create) the store's file with our settings.

    Raises:
        StoreDamaged: if the file is not a database.
    """
    with told(path):
        mode = "rwc" if create else "rw"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
        )
        connection.execute("PRAGMA journal_mode=WAL")
        # A power cut may not take back what we reported as stored.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-65536")
        return connection


_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}
_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if any(name.startswith(code) for code in _DAMAGED):
            raise StoreDamaged(
                f"the index's database {path} is damaged: {error}",
                hint=f"run: onrecord --index {path.parent} doctor",
            ) from error
        if any(name.startswith(code) for code in _BUSY):
            raise IndexBusy(
                f"the index's database {path} is locked by another program",
                hint="close the program that holds it and try again",
            ) from error
        raise OnRecordError(
            f"the index's database {path} cannot be used: {error}",
            hint="check free space and permissions of its folder",
        ) from error
