"""The index's database file: connections, transactions, and what the index says of itself.

Each thread has its own connection. Reading sees one consistent state inside `snapshot()`; writing
belongs inside `transaction()` and under the writer's lock.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from .errors import IndexMismatch, StoreDamaged, UsageError
from .schema import FORMAT, SCHEMA, connect, migrate, told

_MANY = 500  # values in one "IN (…)": below SQLite's smallest limit of bound parameters


class Database:
    """A SQLite file with our tables.

    Args:
        path: the file.
        create: make it when it is missing.
        migrating: bring a file of an older format to this one instead of refusing it.

    Raises:
        StoreDamaged: if the file is not a database or lacks our tables.
        IndexMismatch: if another version of OnRecord made it.
    """

    def __init__(self, path: Path, *, create: bool = True, migrating: bool = False) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._guard = threading.Lock()
        self._closed = False
        self._creating = create
        if not self.all("SELECT 1 FROM sqlite_master LIMIT 1"):  # new, or just being made by another process
            self._create(create)
        if not self._has_tables():
            raise StoreDamaged(
                f"{path} is a database, but not one of onrecord's",
                hint="name another folder with --index",
            )
        if migrating:
            self._migrate()
        self._check_format()

    def _create(self, allowed: bool) -> None:
        if not allowed:
            raise UsageError(
                f"the index in {self.path.parent} is empty",
                hint=f"fill it: onrecord --index {self.path.parent} ingest …",
            )
        with self.transaction():  # waits for another process that is making it
            if not self._has_tables():
                for statement in SCHEMA.split(";"):
                    self.run(statement)
                self.set_meta(
                    format=str(FORMAT),
                    generation="0",
                    removed_floor="0",
                    index_id=uuid4().hex,
                    vectors_epoch="0",
                )

    def _has_tables(self) -> bool:
        return bool(self.all("SELECT 1 FROM sqlite_master WHERE name='meta'"))

    def _migrate(self) -> None:
        found = self.meta("format") or ""
        with self.transaction():
            for statement in migrate(found):
                self.run(statement)
                self.set_meta(format=str(FORMAT))

    def _check_format(self) -> None:
        found = self.meta("format") or ""
        if found == str(FORMAT):
            return
        if migrate(found):
            hint = f"run: onrecord --index {self.path.parent} doctor --repair"
        else:
            hint = "ingest the articles into a new index, or use the version that made this one"
        raise IndexMismatch(
            f"this index has format {found}, this version of onrecord reads format {FORMAT}", hint=hint
        )

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

    def all(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """All rows of a query."""
        with told(self.path):
            return self._db.execute(sql, parameters).fetchall()

    def run(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        """Execute one statement."""
        with told(self.path):
            return self._db.execute(sql, parameters)

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute one statement for each row of parameters."""
        with told(self.path):
            self._db.executemany(sql, rows)

    def each_in(self, sql: str, values: Sequence[object]) -> Iterator[Any]:
        """Rows of `sql`, whose "(?*)" stands for the values, however many they are."""
        for at in range(0, len(values), _MANY):
            some = values[at : at + _MANY]
            yield from self.all(sql.replace("(?*)", f"({','.join('?' * len(some))})"), some)

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
        self.run(begin)
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk makes SQLite roll back by itself
                self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    # -- what the index says of itself

    def meta(self, key: str) -> str | None:
        """A fact about the index itself, None when it was never set."""
        rows = self.all("SELECT value FROM meta WHERE key=?", (key,))
        return cast("str", rows[0][0]) if rows else None

    def set_meta(self, **values: str) -> None:
        """Set facts about the index itself."""
        self.many("INSERT OR REPLACE INTO meta VALUES(?,?)", values.items())

    def generation(self) -> int:
        """How many times the content has changed; grows by one with each committed batch."""
        return int(self.meta("generation") or 0)

    def next_generation(self) -> int:
        """Begin a new generation inside a transaction; returns its number."""
        generation = self.generation() + 1
        self.set_meta(generation=str(generation))
        return generation

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong with the file: damaged pages, references into nothing."""
        found = [str(line) for (line,) in self.all("PRAGMA integrity_check") if line != "ok"]
        for table, row, target, _ in self.all("PRAGMA foreign_key_check"):
            found.append(f"row {row} of {table} refers to {target}, where it is missing")
        return found
