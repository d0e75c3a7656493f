"""Dense retrieval: exact inner product over unit vectors with FAISS. Derived from the store.

Exact search is the right choice up to about half a million passages (its floor is memory
bandwidth); filters are applied inside the search by an id selector, so k hits come back whenever
k passages satisfy the filter.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import faiss

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class Dense:
    """Vectors by passage row. Searches may run together; `add` and `remove` need the index alone."""

    def __init__(self, dimension: int) -> None:
        import faiss

        self.dimension = dimension
        self._faiss: faiss.Index = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return int(self._faiss.ntotal)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors under ids that are not in the index yet.

        Args:
            ids: passage rows, shape (n,).
            vectors: unit vectors, shape (n, dimension).
        """
        if len(ids):
            self._faiss.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)

    def remove(self, ids: Ids) -> int:
        """Remove ids, ignoring those that are not there; returns how many were."""
        import faiss

        if not len(ids) or not len(self):
            return 0
        return int(self._faiss.remove_ids(faiss.IDSelectorBatch(np.ascontiguousarray(ids, dtype=np.int64))))

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """The k nearest by inner product, best first, ties by ascending id.

        Args:
            vector: the query's unit vector, shape (dimension,).
            k: how many.
            allowed: rows that may be returned, shape (m,); None allows all.

        Returns:
            ids and scores, each of shape (at most k,).
        """
        import faiss

        limit = min(k, len(self) if allowed is None else min(len(allowed), len(self)))
        if limit <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # OpenMP's thread count belongs to the calling thread, and two threads make one query slower.
        faiss.omp_set_num_threads(1)
        selector = None if allowed is None else faiss.IDSelectorBatch(np.ascontiguousarray(allowed, np.int64))
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # made by its wrapper
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        scores, ids = self._faiss.search(query, limit, params=parameters)
        found = ids[0] >= 0
        ids, scores = ids[0][found], scores[0][found]
        order = np.lexsort((ids, -scores))
        return ids[order], scores[order]

    def save(self, path: Path) -> None:
        """Write the FAISS file."""
        import faiss

        faiss.write_index(self._faiss, str(path))

    @classmethod
    def load(cls, path: Path, dimension: int) -> Dense:
        """Read what `save` wrote.

        Raises:
            ValueError: if the file is not such an index or has another dimension.
        """
        import faiss

        try:
            stored = faiss.read_index(str(path))
        except RuntimeError as error:
            raise ValueError(f"not a FAISS index: {error}") from error
        if stored.d != dimension or not isinstance(stored, faiss.IndexIDMap):
            raise ValueError(f"a FAISS index of dimension {stored.d}, not an id map of dimension {dimension}")
        dense = cls(dimension)
        dense._faiss = stored
        return dense
