"""BM25 over postings: rank_bm25's BM25Okapi with its scores and its order, at the cost of a query's postings.

Nothing that depends on the whole collection is kept per term or posting. A term's IDF comes from its document
frequency when it is asked for, their floor from a histogram of those frequencies, and a document's length
norm from one small array that the first read after a change makes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from .arrays import segment_arrays, segment_of
from .collection import Collection, inverted
from .maxscore import Clause, Floats, best, saturation
from .postings import Int32s, Int64s


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """A drop-in BM25Okapi that documents can be added to and removed from, with ids and filters.

    Reads may run together from several threads; `add`, `remove` and `compact` need the index alone.
    The same calls give the same arrays. Unlike the package's, an index may be empty, and a document
    without terms scores 0 where the package divides by zero (b = 1). Places, in `get_scores`, `doc_len`
    and the like, count the documents in ascending order of ids.

    In a collection of one or two documents BM25Okapi weighs every word 0 or less; `search` then finds
    nothing, as it reports scores above 0 only.

    Args:
        corpus: each document's terms (or its text, when there is a tokenizer); read once.
        tokenizer: text → terms; called in this process.
        k1, b, epsilon: BM25Okapi's parameters.
        ids: of the documents, ascending; 0, 1, … when None.

    Raises:
        ValueError: if the ids do not ascend or are not as many as the documents, if k1 is negative, or
            if b is outside [0, 1].
    """

    def __init__(
        self,
        corpus: Iterable[Any] = (),
        tokenizer: Callable[[str], Sequence[str]] | None = None,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
        *,
        ids: npt.ArrayLike | None = None,
    ) -> None:
        # Not the package's constructor: it would make a dictionary for each document.
        if not (0 <= k1 < math.inf and 0 <= b <= 1 and math.isfinite(epsilon)):
            raise ValueError(f"BM25 needs k1 >= 0 and 0 <= b <= 1, not k1={k1}, b={b}, epsilon={epsilon}")
        self.k1, self.b, self.epsilon = float(k1), float(b), float(epsilon)
        self.tokenizer = tokenizer
        documents: Iterable[Sequence[str]] = map(tokenizer, corpus) if tokenizer else corpus
        self._collection = Collection(inverted(documents, None if ids is None else _ascending(ids)))
        self._cached: _Derived | None = None

    # -- what the package's class shows

    def __len__(self) -> int:
        return self._collection.size

    @property
    def corpus_size(self) -> int:
        """How many documents there are."""
        return self._collection.size

    @property
    def avgdl(self) -> float:
        """Terms per document on average, 0.0 for an empty index."""
        return self._collection.total_length / self.corpus_size if self.corpus_size else 0.0

    @property
    def average_idf(self) -> float:
        """The mean of all terms' IDFs before the floor, which is epsilon times it; 0.0 without terms."""
        return self._derived().average_idf

    @property
    def idf(self) -> Mapping[str, float]:
        """Each term's IDF, computed when it is read."""
        return _IDFs(self._collection, self._idf)

    @property
    def doc_len(self) -> Int32s:
        """Terms of each document, with repetitions."""
        return self._derived().present(self._collection.lengths)

    @property
    def ids(self) -> Int64s:
        """The documents' ids, ascending."""
        derived = self._derived()
        return derived.present(derived.ids)

    def get_scores(self, query: Sequence[str]) -> Floats:
        """The score of every document; repeated terms count again."""
        derived = self._derived()
        scores = np.zeros(len(derived.norms))
        for token in query:  # one after the other, as the package sums, so that sums are the same to the bit
            for clause in self._clauses([token]):
                slots = clause.documents.astype(np.intp)
                scores[slots] += clause.weight * saturation(clause.counts, derived.norms[slots], self.k1)
        return derived.present(scores)

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of some documents, given by their places.

        Raises:
            IndexError: if there is no such place.
        """
        scores: list[float] = self.get_scores(query)[np.asarray(doc_ids, np.intp)].tolist()
        return scores

    # -- searching

    def search(
        self, query_tokens: Iterable[str], k: int, allowed: Int64s | None = None
    ) -> tuple[Int64s, Floats]:
        """The best documents.

        Args:
            query_tokens: the query's terms; repeated ones count again.
            k: how many at most.
            allowed: the only ids that may be found, ascending; None allows all.

        Returns:
            Ids and scores of the k best documents with a score above 0, best first, ties by ascending id.
        """
        derived = self._derived()
        clauses = list(self._clauses(query_tokens))
        among = None if allowed is None else self._collection.slots(allowed)
        if k <= 0 or not clauses or (among is not None and not len(among)):
            return np.empty(0, np.int64), np.empty(0, np.float64)
        slots, scores = best(clauses, derived.norms, derived.least_norm, self.k1, k, among)
        return derived.ids[slots], scores

    def matching(self, query_tokens: Iterable[str], allowed: Int64s | None = None) -> Int64s:
        """The ids of all documents that have any of the terms, whatever they score, ascending.

        In a collection of a few documents a term that half of them have weighs nothing in BM25Okapi;
        its documents match all the same.
        """
        derived = self._derived()
        slots = [clause.documents for clause in self._clauses(query_tokens)]
        if not slots:
            return np.empty(0, np.int64)
        found = np.unique(np.concatenate(slots))
        ids = derived.ids[found[np.isfinite(derived.norms[found])]]
        return ids if allowed is None else np.intersect1d(ids, allowed, assume_unique=True)

    def document_frequency(self, token: str) -> int:
        """How many documents have a term."""
        return self._collection.frequency(self._collection.find(token))

    def query_idf(self, tokens: Iterable[str]) -> dict[str, float]:
        """The weight of each distinct term of a question.

        Unlike in `idf`, a term that no document has is here, with the largest weight of all: what a
        question asks about and the collection never mentions is the best reason to refuse it.
        """
        return {token: self._idf(self.document_frequency(token)) for token in dict.fromkeys(tokens)}

    def _clauses(self, query: Iterable[str]) -> Iterator[Clause]:
        """One clause for each distinct term of the query that some document has."""
        for token, times in Counter(query).items():
            number = self._collection.find(token)
            if frequency := self._collection.frequency(number):
                yield Clause(*self._collection.postings(number), self._idf(frequency) * times)

    def _idf(self, frequency: int) -> float:
        idf = math.log(self.corpus_size - frequency + 0.5) - math.log(frequency + 0.5)
        return idf if idf >= 0 else self.epsilon * self.average_idf

    # -- changing

    def add(self, ids: npt.ArrayLike, documents: Sequence[Sequence[str]]) -> None:
        """Add documents, searchable at once. It costs what they cost, and now and then a merge of all.

        Args:
            ids: ascending, and above all that are present.
            documents: each one's terms.

        Raises:
            ValueError: if the ids are not so, or not as many as the documents; nothing is added then.
        """
        ascending = _ascending(ids)
        self._cached = None
        self._collection.add(ascending, documents)

    def remove(self, ids: npt.ArrayLike) -> int:
        """Remove documents, found no more at once; ids that are not present are passed over.

        Returns:
            How many were removed.
        """
        self._cached = None
        return self._collection.remove(np.unique(np.asarray(ids, np.int64)))

    def compact(self) -> None:
        """Do now the merge that `add` and `remove` do now and then."""
        self._cached = None
        self._collection.compact()

    # -- as arrays

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything as plain arrays, for `np.savez` or to be mapped: no pickle, and no trace of the past.

        An index that came to its documents by additions and removals gives the same arrays as a new one
        of the same documents. The tokenizer is not part of them. A read: the index stays as it is.
        """
        parameters = np.array([self.k1, self.b, self.epsilon])
        return {"parameters": parameters, **segment_arrays(self._collection.segment())}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> BM25:
        """The index that gave these arrays; they are used as they are, not copied.

        Raises:
            ValueError: if an array is missing or they contradict each other; make the index anew then.
        """
        parameters = arrays.get("parameters")
        if parameters is None or parameters.shape != (3,) or parameters.dtype != np.float64:
            raise ValueError("the array 'parameters' of a BM25 index is not three floating-point numbers")
        index = cls((), None, *parameters.tolist())
        index._collection = Collection(segment_of(arrays))
        return index

    # -- what depends on the whole collection

    def _derived(self) -> _Derived:
        """Made by the first read after a change; two reads at once make the same."""
        cached = self._cached
        if cached is None:
            cached = self._cached = self._derive()
        return cached

    def _derive(self) -> _Derived:
        lengths, alive = self._collection.lengths, self._collection.alive
        norms = np.asarray(self.k1 * (1 - self.b + self.b * lengths / (self.avgdl or 1.0)), np.float64)
        if alive is not None:
            norms[~alive] = np.inf  # a removed document's share of any weight is then 0
        return _Derived(
            norms, float(norms.min(initial=np.inf)), self._collection.ids, alive, self._mean_idf()
        )

    def _mean_idf(self) -> float:
        """Of all terms, before the floor, from the histogram of their frequencies."""
        histogram = self._collection.histogram
        frequencies = np.flatnonzero(histogram[1:] > 0) + 1
        terms = histogram[frequencies]
        if not len(terms):
            return 0.0
        idfs = np.log(self.corpus_size - frequencies + 0.5) - np.log(frequencies + 0.5)
        return float((idfs * terms).sum() / terms.sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Derived:
    """Made from lengths and frequencies. By slot; `alive` is None when none is removed."""

    norms: Floats
    least_norm: float
    ids: Int64s
    alive: npt.NDArray[np.bool_] | None
    average_idf: float

    def present(self, by_slot: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The values of the slots that are not removed."""
        return by_slot if self.alive is None else by_slot[self.alive]


class _IDFs(Mapping[str, float]):
    """Term → IDF, never stored."""

    def __init__(self, collection: Collection, idf: Callable[[int], float]) -> None:
        self._collection, self._idf = collection, idf

    def __getitem__(self, term: str) -> float:
        if not (frequency := self._collection.frequency(self._collection.find(term))):
            raise KeyError(term)
        return self._idf(frequency)

    def __iter__(self) -> Iterator[str]:
        return self._collection.terms()

    def __len__(self) -> int:
        return int(self._collection.histogram[1:].sum())


def _ascending(ids: npt.ArrayLike) -> Int64s:
    ascending = np.asarray(ids, np.int64)
    if ascending.ndim != 1 or (ascending[1:] <= ascending[:-1]).any():
        raise ValueError("the ids of documents must ascend, each above the one before")
    return ascending
