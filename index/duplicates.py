"""Near-identical copies of one story: syndicated, republished, updated.

MinHash (Broder 1997) by datasketch: the share of equal minima of two signatures estimates the share of
the 5-word shingles that two texts have in common (their Jaccard similarity). Locality-sensitive hashing
finds the candidates: articles that agree in a whole band of the signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .types import Article

if TYPE_CHECKING:
    from datasketch import MinHash

THRESHOLD = 0.5
"""From this similarity on, two articles are copies. Of 6,000 articles of realtimeqa, the ten pairs above
it are one text published twice, edited or updated (two are dated series that repeat their wording); the
ten pairs between 0.3 and 0.5 are mostly different stories or later editions that share a list, a background
or the frame of a series. A copy cut to under half its length is missed."""

_PERMUTATIONS = 128
_SHINGLE = 5
_MIN_WORDS = 50

BANDS, ROWS = 42, 3
"""Finds a pair at the threshold with probability 1 - (1 - 0.5³)⁴² = 0.996; on those
6,000 articles 28 candidates in all, among them each of the ten copies."""


def signature(text: str) -> NDArray[np.uint32] | None:
    """Sketch a text by the smallest hashes of its 5-word shingles under 128 permutations.

    Args:
        text: the body of an article, without furniture.

    Returns:
        uint32[128], the same on every machine; None for a text of fewer than 50 words, which never counts
        as a copy: of 6,000 realtimeqa articles the bodies as short as this were what a player or a sign-up
        form leaves ("… has the story"), word for word the same under different headlines.
    """
    words = text.casefold().split()
    if len(words) < _MIN_WORDS:
        return None
    sketch = _empty().copy()
    sketch.update_batch(_shingles(words))
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


def similarity(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """Estimate the Jaccard similarity of two texts from their signatures; the standard error is 0.04."""
    return float(np.count_nonzero(a == b)) / len(a)


def same_story(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> bool:
    """Whether two articles are copies of one another."""
    return similarity(a, b) >= THRESHOLD


def band_keys(own: NDArray[np.uint32]) -> tuple[int, ...]:
    """The keys by which candidates for copies are found: articles that share any of them.

    Args:
        own: a signature.

    Returns:
        42 signed 64-bit integers, one for each band of three minima.
    """
    bands = np.ascontiguousarray(own[: BANDS * ROWS], dtype="<u4").reshape(BANDS, ROWS)
    return tuple(
        int.from_bytes(blake2b(bytes([i]) + band.tobytes(), digest_size=8).digest(), "little", signed=True)
        for i, band in enumerate(bands)
    )


def story_labels(signatures: Mapping[int, NDArray[np.uint32]]) -> dict[int, int]:
    """Group articles into stories by comparing all with all; meant for the members of one cluster.

    Args:
        signatures: by article.

    Returns:
        for each article the lowest key of its story: those joined by a chain of copies.
    """
    keys = sorted(signatures)
    stacked = np.stack([signatures[key] for key in keys]) if keys else np.empty((0, _PERMUTATIONS), np.uint32)
    pairs = []
    for i, key in enumerate(keys):
        shared = np.count_nonzero(stacked[i + 1 :] == stacked[i], axis=1)
        pairs += [(key, keys[i + 1 + j]) for j in np.flatnonzero(shared >= THRESHOLD * _PERMUTATIONS)]
    return connected(keys, pairs)


def connected(keys: Iterable[int], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Label each key with the lowest key that a chain of pairs leads to (union-find)."""
    parent = {key: key for key in keys}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {key: root(key) for key in parent}


def original(articles: Iterable[Article]) -> Article:
    """The article of a story that the others copy: the earliest published, undated ones last, then by id."""
    return min(articles, key=_precedence)


def _precedence(article: Article) -> tuple[int, float, str]:
    published = article.published
    if published.range is None:
        return (2**31, 0.0, article.id)
    seconds = published.at.timestamp() if published.at is not None else float("inf")
    return (published.range.start.toordinal(), seconds, article.id)


@cache
def _empty() -> MinHash:
    """A MinHash of nothing, made once: drawing its permutations takes longer than using them."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, hashfunc=int, scheme="affine32")


def _shingles(words: list[str]) -> list[int]:
    """Distinct 32-bit hashes of all runs of five words."""
    known = {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    hashes = np.array([known[word] for word in words], dtype=np.uint64)
    combined = np.zeros(len(words) - _SHINGLE + 1, dtype=np.uint64)
    for i in range(_SHINGLE):
        combined = combined * np.uint64(0x9E3779B97F4A7C15) + hashes[i : i + len(combined)]
    combined ^= combined >> np.uint64(32)
    found: list[int] = np.unique(combined.astype(np.uint32)).tolist()
    return found
