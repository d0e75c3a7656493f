"""One writer at a time: a lock file that dies with its process, and a note of who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import IndexBusy


class WriterLock:
    """The right to write to one index; re-entrant within a thread.

    Args:
        folder: the index's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / "writer.lock")
        self._note = folder / "writer.json"

    @contextmanager
    def hold(self, wait: float) -> Iterator[None]:
        """Hold the lock for a with block.

        Args:
            wait: seconds to wait for another writer to finish.

        Raises:
            IndexBusy: if the other one is still writing after that; says who it is.
        """
        try:
            self._lock.acquire(timeout=wait)
        except Timeout as timeout:
            raise IndexBusy(
                f"another process is writing to this index{self._who()}",
                hint="wait for it to finish, then run the same command again",
            ) from timeout
        try:
            self._note.write_text(
                json.dumps(
                    {
                        "pid": os.getpid(),
                        "host": socket.gethostname(),
                        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
                    }
                ),
                encoding="utf-8",
            )
            yield
        finally:
            self._lock.release()

    def _who(self) -> str:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f": process {note['pid']} on {note['host']}, since {note['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return ""
