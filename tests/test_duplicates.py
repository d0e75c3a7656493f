"""Copies of a story: found by what they share, grouped, and the earliest told."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.duplicates import (
    BANDS,
    ROWS,
    band_keys,
    connected,
    original,
    same_story,
    signature,
    similarity,
    story_labels,
)
from onrecord.index.types import Article, Published

WORDS = [f"w{n}" for n in range(4000)]


def story(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def sketch(words: list[str]) -> np.ndarray:
    found = signature(" ".join(words))
    assert found is not None
    return found


def jaccard(a: list[str], b: list[str]) -> float:
    left, right = ({tuple(x[i : i + 5]) for i in range(len(x) - 4)} for x in (a, b))
    return len(left & right) / len(left | right)


@given(st.integers(0, 10**6), st.floats(0, 1), st.integers(60, 900))
@settings(max_examples=60, deadline=None)
def test_similarity_estimates_the_share_of_common_shingles(seed, share, length):
    a = story(seed, length)
    b = a[: int(length * share)] + story(seed + 1, length - int(length * share))
    # Five standard errors of 128 draws.
    assert similarity(sketch(a), sketch(b)) == pytest.approx(jaccard(a, b), abs=5 * 0.5 / 128**0.5)


def test_case_and_line_ends_do_not_matter():
    a = story(1)
    assert np.array_equal(sketch(a), signature("\n\n".join(a).upper()))


def test_a_signature_is_the_same_on_every_machine():
    found = sketch(story(7, 100))
    assert found.dtype == np.uint32
    assert found.shape == (128,)
    assert found[:3].tolist() == [212332858, 67686403, 67783815]


@pytest.mark.parametrize("text", ["", " \n", "one", " ".join(WORDS[:49])])
def test_a_short_text_has_no_copies(text):
    assert signature(text) is None


@pytest.mark.parametrize("text", ["w " * 60, "海 " * 60, "\ud800 " * 60, "x" * 100_000 + " y" * 60])
def test_odd_texts_have_signatures(text):
    found = signature(text)
    assert found is not None
    assert same_story(found, found)


def test_an_edited_copy_is_the_same_story_and_a_follow_up_is_not():
    wire = story(1, 500)
    edited = ["VELM", *wire[:200], "the", "minister", "said", *wire[200:460]]
    follow_up = story(2, 380) + wire[:150]
    assert same_story(sketch(wire), sketch(edited))
    assert not same_story(sketch(wire), sketch(follow_up))


def test_band_keys_find_what_datasketch_finds():
    from datasketch import MinHash, MinHashLSH

    corpus = {}
    for number in range(60):
        base = story(number // 3, 300)
        keep = 300 - 70 * (number % 3)
        corpus[number] = sketch(base[:keep] + story(1000 + number, 300 - keep))
    index = MinHashLSH(num_perm=128, params=(BANDS, ROWS))
    for number, own in corpus.items():
        index.insert(number, MinHash(num_perm=128, hashvalues=own, scheme="affine32"))
    keys = {number: set(band_keys(own)) for number, own in corpus.items()}
    found = 0
    for number, own in corpus.items():
        theirs = set(index.query(MinHash(num_perm=128, hashvalues=own, scheme="affine32")))
        assert {other for other in corpus if keys[number] & keys[other]} == theirs
        found += len(theirs) - 1
    assert found > 40


def test_band_keys_fit_a_database_and_keep_their_bands_apart():
    keys = band_keys(np.zeros(128, dtype=np.uint32))
    assert len(keys) == len(set(keys)) == BANDS
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_stories_are_chains_of_copies():
    wire = story(1, 600)
    signatures = {
        9: sketch(wire),
        4: sketch(wire[:450]),
        7: sketch(wire[:270]),
        2: sketch(story(5)),
        3: sketch(story(6)),
    }
    assert not same_story(signatures[9], signatures[7])  # joined by the one between them
    assert story_labels(signatures) == {9: 4, 4: 4, 7: 4, 2: 2, 3: 3}
    assert story_labels({}) == {}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_connected_agrees_with_a_walk(pairs):
    neighbours = {key: {key} for key in range(31)}
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    expected = {}
    for key in range(31):
        reached, edge = {key}, {key}
        while edge:
            edge = set().union(*(neighbours[k] for k in edge)) - reached
            reached |= edge
        expected[key] = min(reached)
    assert connected(range(31), pairs) == expected


def article(name: str, published: Published) -> Article:
    return Article(id=name, title="", text="", published=published)


def test_the_original_is_the_earliest():
    undated = article("a", Published())
    day = article("b", Published.on(date(2031, 3, 3), "given"))
    noon = article("c", Published.moment(datetime(2031, 3, 3, 12, tzinfo=UTC), "json-ld"))
    dawn = article("e", Published.moment(datetime(2031, 3, 3, 5, tzinfo=UTC), "json-ld"))
    twin = article("d", Published.moment(datetime(2031, 3, 3, 5, tzinfo=UTC), "json-ld"))
    later = article("0", Published.on(date(2031, 3, 4), "url"))
    assert original([undated, later, day, noon]) == noon
    assert original([noon, dawn, twin]) == twin
    assert original([undated, later]) == later
    assert original([undated]) == undated
