"""What filters look at, in memory: which passages a date range, a source or a list of articles allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .store import ArticleFacts
from .types import Filters

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Passage rows that satisfy a filter, ascending; None allows all.

    `undated` are those that only lack a publication day: they are kept and ranked under the rest.
    """

    rows: Rows | None
    undated: Rows


class Facts:
    """Columns over passages (ascending rows) and their articles. Reads may run together."""

    def __init__(self) -> None:
        self.rows: Rows = np.empty(0, np.int64)
        self._article: Rows = np.empty(0, np.int64)
        self._of_article: dict[int, ArticleFacts] = {}
        self._columns: _Columns | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, pairs: NDArray[np.int64]) -> None:
        """Add (passage row, article row) pairs, shape (n, 2), above all rows that are here."""
        self.rows = np.concatenate([self.rows, pairs[:, 0]])
        self._article = np.concatenate([self._article, pairs[:, 1]])
        self._columns = None

    def remove(self, rows: Rows) -> None:
        """Remove passage rows, ignoring those that are not here."""
        keep = ~np.isin(self.rows, rows, assume_unique=True)
        self.rows, self._article = self.rows[keep], self._article[keep]
        self._columns = None

    def update(self, facts: Iterable[ArticleFacts]) -> None:
        """Set what is known of articles."""
        for fact in facts:
            self._of_article[fact.row] = fact
        self._columns = None

    def story(self, article_row: int) -> int:
        """The story that an article belongs to."""
        return self._of_article[article_row].story

    def sources(self) -> set[str]:
        """The names of all outlets with a passage here."""
        return {fact.source for fact in self._columns_now().facts} - {""}

    def allowed(self, filters: Filters) -> Allowed:
        """The passages that filters let through."""
        nothing = np.empty(0, np.int64)
        if not filters:
            return Allowed(None, nothing)
        columns = self._columns_now()
        mask = np.ones(len(columns.facts), bool)
        if filters.sources:
            wanted = {source_key(s) for s in filters.sources}
            mask &= np.array([source_key(f.source) in wanted for f in columns.facts], bool)
        if filters.article_ids:
            ids = set(filters.article_ids)
            mask &= np.array([f.id in ids for f in columns.facts], bool)
        if filters.published is None:
            return Allowed(self.rows[mask[columns.at]], nothing)
        start, end = filters.published.start.toordinal(), filters.published.end.toordinal()
        dated = mask & (columns.first > 0) & (columns.first <= end) & (columns.last >= start)
        undated = mask & (columns.first == 0)
        return Allowed(self.rows[dated[columns.at]], self.rows[undated[columns.at]])

    def _columns_now(self) -> _Columns:
        if self._columns is None:
            articles, at = np.unique(self._article, return_inverse=True)
            facts = [self._of_article[row] for row in articles.tolist()]
            self._columns = _Columns(
                facts,
                at,
                np.array([f.first_day for f in facts], np.int64),
                np.array([f.last_day for f in facts], np.int64),
            )
        return self._columns


@dataclass(frozen=True, slots=True)
class _Columns:
    facts: list[ArticleFacts]  # of the articles that have passages
    at: NDArray[np.intp]  # for each passage, its article's place in `facts`
    first: Rows
    last: Rows


def source_key(name: str) -> str:
    """An outlet's name as it is compared: without case, a leading article or a "www."."""
    key = " ".join(name.casefold().split())
    return key.removeprefix("the ").removeprefix("www.")
