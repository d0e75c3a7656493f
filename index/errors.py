"""The one exception tree. Every error says what happened and, where there is one, what to type next."""

from __future__ import annotations


class OnRecordError(Exception):
    """Base of all errors that OnRecord raises on purpose.

    Args:
        message: what happened, in words for the user.
        hint: the next command to type or thing to change, without a full stop; None when there is none.
    """

    exit_status = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(OnRecordError):
    """The request itself is wrong: a bad date, an unknown option, a missing file. The command exits 2."""

    exit_status = 2


class SourceError(OnRecordError):
    """One input could not become articles. It is named in the ingest table and the rest goes on."""


class FetchRefused(SourceError):
    """A URL that we will not fetch: wrong scheme, private address, robots.txt, too large, too slow."""


class StoreDamaged(OnRecordError):
    """The SQLite file is unreadable or contradicts itself; `onrecord doctor` says how."""


class IndexBusy(OnRecordError):
    """Another process is writing to this index."""


class IndexMismatch(OnRecordError):
    """The index was made by another format version, embedder or chunker than the one opening it."""


class ModelUnavailable(OnRecordError):
    """The embedding model cannot be loaded or is not the one whose hash is pinned."""


class MissingExtra(OnRecordError):
    """An optional part is not installed; the hint is the install line."""
