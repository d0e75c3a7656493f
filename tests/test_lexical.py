"""BM25 against the package it stands in for, and against itself made anew after any history."""

from __future__ import annotations

import gzip
import io
import json
import math
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from rank_bm25 import BM25Okapi

from onrecord.index.lexical import BM25
from onrecord.index.terms import tokens

WORDS = ["harbour", "strike", "mayor", "ferry", "the", "Ω", "plumless", "buckeroo"]
words = st.sampled_from(WORDS)
documents = st.lists(words, max_size=8)
corpora = st.lists(documents, min_size=1, max_size=14)
queries = st.lists(st.sampled_from([*WORDS, "unheard"]), max_size=6)
common = st.lists(documents.map(lambda d: ["the", *d]), min_size=1, max_size=14)  # "the" is under the floor


def same_arrays(one: BM25, other: BM25) -> bool:
    a, b = one.to_arrays(), other.to_arrays()
    return a.keys() == b.keys() and all(
        a[name].dtype == b[name].dtype and np.array_equal(a[name], b[name]) for name in a
    )


def numbered(size: int) -> list[list[str]]:
    """Small documents with a few words that most of them share and some that few do."""
    return [["the", WORDS[n % 5], f"n{n % 97}", f"n{n // 7}"] for n in range(size)]


# -- the package is the oracle


@given(
    st.one_of(corpora, common),
    queries,
    st.sampled_from([0.3, 1.2, 1.5, 2]),
    st.sampled_from([0, 0.5, 0.75]),
    st.sampled_from([0.0, 0.25, 1.0]),
)
@settings(max_examples=400)
def test_scores_and_order_are_the_packages(
    corpus: list[list[str]], query: list[str], k1: float, b: float, epsilon: float
) -> None:
    assume(any(corpus))  # the package divides by zero
    theirs = BM25Okapi(corpus, k1=k1, b=b, epsilon=epsilon)
    ours = BM25(corpus, k1=k1, b=b, epsilon=epsilon)

    scores, expected = ours.get_scores(query), theirs.get_scores(query)
    np.testing.assert_allclose(scores, expected, rtol=0, atol=1e-9)
    places = list(range(len(corpus)))[::2]
    np.testing.assert_allclose(
        ours.get_batch_scores(query, places), theirs.get_batch_scores(query, places), rtol=0, atol=1e-9
    )
    order = [ours.get_top_n(query, range(len(corpus)), n=n) for n in (3, 50)]
    if np.array_equal(scores, expected):  # to the bit, as whenever no word is under the floor
        assert order == [theirs.get_top_n(query, range(len(corpus)), n=n) for n in (3, 50)]
    else:
        np.testing.assert_allclose(expected[order[1]], np.sort(expected)[::-1], atol=1e-9)


@given(corpora)
def test_statistics_are_the_packages(corpus: list[list[str]]) -> None:
    assume(any(corpus))
    theirs, ours = BM25Okapi(corpus), BM25(corpus)
    assert ours.corpus_size == len(ours) == theirs.corpus_size
    assert ours.avgdl == theirs.avgdl
    assert ours.doc_len.tolist() == theirs.doc_len
    assert ours.average_idf == pytest.approx(theirs.average_idf, rel=1e-9, abs=1e-12)
    assert dict(ours.idf) == pytest.approx(theirs.idf, rel=1e-9, abs=1e-12)
    assert len(ours.idf) == len(theirs.idf)
    assert "unheard" not in ours.idf
    assert [ours.document_frequency(w) for w in WORDS] == [sum(w in d for d in corpus) for w in WORDS]


@given(st.one_of(corpora, common), queries, st.integers(1, 15), st.data())
@settings(max_examples=300)
def test_search_finds_the_packages_best_inside_the_filter(
    corpus: list[list[str]], query: list[str], k: int, data: st.DataObject
) -> None:
    assume(any(corpus))
    ids = np.array(
        sorted(data.draw(st.sets(st.integers(-50, 500), min_size=len(corpus), max_size=len(corpus))))
    )
    allowed = data.draw(st.none() | st.sets(st.sampled_from([*ids.tolist(), -99, 999])).map(sorted))
    expected = dict(zip(ids.tolist(), BM25Okapi(corpus).get_scores(query).tolist(), strict=True))
    eligible = [i for i in expected if expected[i] > 1e-9 and (allowed is None or i in allowed)]

    found, scores = BM25(corpus, ids=ids).search(
        query, k, None if allowed is None else np.array(allowed, np.int64)
    )

    assert found.dtype == np.int64
    assert scores.dtype == np.float64
    assert set(found.tolist()) <= set(eligible)
    assert scores.tolist() == pytest.approx([expected[i] for i in found.tolist()], abs=1e-9)
    best = sorted((expected[i] for i in eligible), reverse=True)[:k]
    assert scores.tolist() == pytest.approx(best, abs=1e-9)
    ranked = list(zip((-scores).tolist(), found.tolist(), strict=True))
    assert ranked == sorted(ranked)  # ties by ascending id


def test_copies_tie_in_order_of_their_ids() -> None:
    corpus = [["ferry", "strike"], *[["other", f"w{n}"] for n in range(9)], *[["ferry", "strike"]] * 6]
    found, scores = BM25(corpus, ids=np.arange(16) * 10).search(["ferry", "strike"], 4)
    assert found.tolist() == [0, 100, 110, 120]
    assert len(set(scores.tolist())) == 1


# -- any history


class History(RuleBasedStateMachine):
    """Documents come and go; an index of those that remain, made at once, must be the very same."""

    def __init__(self) -> None:
        super().__init__()
        self.present: dict[int, list[str]] = {}
        self.index = BM25()

    @initialize(corpus=st.lists(documents, max_size=10))
    def begin(self, corpus: list[list[str]]) -> None:
        self.present = dict(enumerate(corpus))
        self.index = BM25(corpus)

    @rule(new=st.lists(documents, max_size=5), gap=st.integers(1, 4))
    def add(self, new: list[list[str]], gap: int) -> None:
        first = max(self.present, default=-1) + gap
        ids = [first + gap * n for n in range(len(new))]
        self.index.add(ids, new)
        self.present.update(zip(ids, new, strict=True))

    @precondition(lambda self: self.present)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        gone = data.draw(st.lists(st.sampled_from(sorted(self.present)), max_size=6))
        assert self.index.remove([*gone, -1, 10_000]) == len(set(gone))
        for one in set(gone):
            del self.present[one]

    @precondition(lambda self: self.present)
    @rule()
    def an_old_id_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not above"):
            self.index.add([max(self.present)], [["mayor"]])

    @rule()
    def compact(self) -> None:
        self.index.compact()

    @rule()
    def store_and_load(self) -> None:
        self.index = BM25.from_arrays(self.index.to_arrays())

    @invariant()
    def equals_a_fresh_index(self) -> None:
        ids = sorted(self.present)
        corpus = [self.present[i] for i in ids]
        fresh = BM25(corpus, ids=ids)
        assert same_arrays(self.index, fresh)
        assert self.index.ids.tolist() == ids
        assert self.index.doc_len.tolist() == fresh.doc_len.tolist()
        assert self.index.average_idf == fresh.average_idf
        assert dict(self.index.idf) == dict(fresh.idf)
        for query in (["the", "mayor"], ["buckeroo", "strike", "strike"], ["plumless", "unheard"]):
            assert self.index.get_scores(query).tolist() == fresh.get_scores(query).tolist()
            for filtered in (None, np.array(ids[::2], np.int64)):
                found, expected = self.index.search(query, 4, filtered), fresh.search(query, 4, filtered)
                assert [a.tolist() for a in found] == [a.tolist() for a in expected]
        if any(corpus):
            oracle = BM25Okapi(corpus)
            assert self.index.average_idf == pytest.approx(oracle.average_idf, rel=1e-9, abs=1e-12)
            query = ["the", "ferry", "ferry", "Ω"]
            np.testing.assert_allclose(
                self.index.get_scores(query), oracle.get_scores(query), rtol=0, atol=1e-9
            )


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)


def test_merges_that_fall_due_by_themselves_change_nothing() -> None:
    corpus = numbered(9_000)
    index = BM25(corpus[:3_000])
    for first in range(3_000, 9_000, 500):
        index.add(np.arange(first, first + 500), corpus[first : first + 500])
        index.remove(np.arange(first - 3_000, first - 2_600))
    left = index.ids.tolist()
    fresh = BM25([corpus[i] for i in left], ids=left)
    assert len(left) == 9_000 - 12 * 400
    query = ["the", "mayor", "n5", "n300"]
    assert index.get_scores(query).tolist() == fresh.get_scores(query).tolist()
    assert same_arrays(index, fresh)


def test_a_corpus_larger_than_a_chunk_is_the_same_in_parts() -> None:
    corpus = numbered(40_000)
    whole, parts = BM25(corpus), BM25(corpus[:20_000])
    parts.add(np.arange(20_000, 40_000), corpus[20_000:])
    assert same_arrays(whole, parts)
    assert whole.document_frequency("the") == 40_000


def test_pruned_search_equals_scoring_everything() -> None:
    rng = np.random.default_rng(7)
    vocabulary = [f"w{n}" for n in range(3_000)]
    weights = 1 / np.arange(1, 3_001)
    drawn = rng.choice(3_000, 4_000 * 30, p=weights / weights.sum()).reshape(4_000, 30)
    index = BM25([[vocabulary[n] for n in row] for row in drawn.tolist()])
    index.remove(np.arange(0, 4_000, 9))
    scores_of = dict(zip(index.ids.tolist(), range(len(index)), strict=True))
    for query in ([vocabulary[n] for n in row] for row in rng.choice(200, (60, 6)).tolist()):
        everything = index.get_scores(query)
        for allowed in (None, np.arange(500, 600), np.arange(0, 4_000, 2)):
            found, scores = index.search(query, 10, allowed)
            eligible = index.ids if allowed is None else np.intersect1d(index.ids, allowed)
            best = np.sort(everything[[scores_of[i] for i in eligible.tolist()]])[::-1][:10]
            np.testing.assert_allclose(scores, best[best > 0], atol=1e-9)
            np.testing.assert_allclose(scores, everything[[scores_of[i] for i in found.tolist()]], atol=1e-9)


# -- edges


def test_terms_whose_hashes_collide_are_told_apart() -> None:
    assert zlib.crc32(b"plumless") == zlib.crc32(b"buckeroo")
    index = BM25([["plumless"], ["mayor"], ["ferry"], ["harbour"]])
    assert index.document_frequency("buckeroo") == 0
    index.add([4, 5], [["buckeroo", "buckeroo"], ["mayor"]])
    index.compact()
    assert index.search(["plumless"], 5)[0].tolist() == [0]
    assert index.search(["buckeroo"], 5)[0].tolist() == [4]


def test_an_empty_index_answers_and_fills() -> None:
    index = BM25()
    assert (len(index), index.avgdl, index.average_idf, len(index.idf)) == (0, 0.0, 0.0, 0)
    assert index.get_scores(["mayor"]).tolist() == []
    assert [found.tolist() for found in index.search(["mayor"], 5)] == [[], []]
    assert index.remove([1, 2]) == 0
    assert same_arrays(BM25.from_arrays(index.to_arrays()), index)
    index.add([5, 6, 7], [["mayor"], ["ferry"], ["harbour"]])
    assert index.search(["mayor"], 5)[0].tolist() == [5]
    index.remove([5, 6, 7])
    assert index.search(["mayor"], 5)[0].tolist() == []
    assert same_arrays(index, BM25())


def test_documents_without_terms_score_nothing_even_where_the_package_divides_by_zero() -> None:
    assert BM25([[], []]).get_scores(["mayor"]).tolist() == [0.0, 0.0]
    assert BM25([[], ["mayor"], ["ferry"], ["strike"]], b=1).get_scores(["mayor"])[0] == 0.0


def test_an_id_that_was_removed_can_come_again() -> None:
    index = BM25([["mayor"], ["ferry"], ["harbour"], ["bridge"], ["strike"]])
    index.remove([4])
    index.add([4], [["mayor", "mayor"]])
    assert index.search(["mayor"], 5)[0].tolist() == [4, 0]
    assert index.search(["strike"], 5)[0].tolist() == []


def test_counts_and_characters_of_any_size_are_kept() -> None:
    index = BM25([["mayor"] * 70_000, ["\ud800"], ["東京"], ["ferry"]])
    assert index.to_arrays()["counts"].dtype == np.uint32
    again = BM25.from_arrays(index.to_arrays())
    assert again.search(["\ud800"], 3)[0].tolist() == [1]
    assert again.search(["東京"], 3)[0].tolist() == [2]
    assert again.get_scores(["mayor"]).tolist() == index.get_scores(["mayor"]).tolist()


def test_a_question_weighs_the_unheard_word_most() -> None:
    index = BM25(numbered(50))
    weights = index.query_idf(["mayor", "unheard", "the", "mayor"])
    assert list(weights) == ["mayor", "unheard", "the"]
    assert weights["unheard"] == math.log(50.5) - math.log(0.5) > weights["mayor"] > 0
    assert weights["mayor"] == index.idf["mayor"]
    assert weights["the"] == 0.25 * index.average_idf
    with pytest.raises(KeyError):
        index.idf["unheard"]


def test_a_tokenizer_is_applied_to_the_corpus() -> None:
    index = BM25(iter(["The mayor's ferry", "A harbour", "The strikes"]), tokenizer=tokens)
    assert index.get_top_n(["strike"], ["a", "b", "c"], n=1) == ["c"]
    assert index.doc_len.tolist() == [2, 1, 1]


@pytest.mark.parametrize(
    ("ids", "corpus"),
    [([1, 1], [["a"], ["b"]]), ([2, 1], [["a"], ["b"]]), ([1], [["a"], ["b"]]), ([1, 2], [["a"]])],
)
def test_ids_that_do_not_fit_are_refused_and_nothing_is_added(
    ids: list[int], corpus: list[list[str]]
) -> None:
    with pytest.raises(ValueError, match="id"):
        BM25(corpus, ids=ids)
    index = BM25([["a"]], ids=[0])
    with pytest.raises(ValueError, match="id"):
        index.add(ids, corpus)
    assert same_arrays(index, BM25([["a"]], ids=[0]))


@pytest.mark.parametrize("wrong", [{"k1": -1}, {"b": 1.5}, {"epsilon": math.nan}, {"k1": math.inf}])
def test_parameters_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="BM25 needs"):
        BM25([["a"]], **wrong)


def test_a_place_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(IndexError):
        BM25([["a"]]).get_batch_scores(["a"], [1])


# -- as arrays


def test_a_round_trip_through_a_file_without_pickle() -> None:
    index = BM25(numbered(500), k1=1.2, b=0.6, epsilon=0.1, ids=np.arange(500) * 3)
    index.remove([3, 6])
    index.add([2_000], [["mayor", "東京"]])
    file = io.BytesIO()
    np.savez(file, **index.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        again = BM25.from_arrays(dict(arrays))
    assert (again.k1, again.b, again.epsilon) == (1.2, 0.6, 0.1)
    query = ["the", "mayor", "n5", "東京"]
    assert [a.tolist() for a in again.search(query, 9)] == [a.tolist() for a in index.search(query, 9)]
    assert same_arrays(again, index)
    again.add([2_001], [["ferry"]])  # loaded arrays may be read-only; what changes is beside them
    assert again.document_frequency("ferry") == index.document_frequency("ferry") + 1


def _without(name: str) -> object:
    return lambda arrays: arrays.pop(name)


def _changed(name: str, place: int, value: int) -> object:
    def change(arrays: dict[str, np.ndarray]) -> None:
        arrays[name] = arrays[name].copy()
        arrays[name][place] = value

    return change


def _shortened(name: str) -> object:
    return lambda arrays: arrays.update({name: arrays[name][:-1]})


ARRAYS = sorted(BM25().to_arrays())


@pytest.mark.parametrize(
    "damage",
    [
        *[_without(name) for name in ARRAYS],
        *[_shortened(name) for name in ARRAYS],
        *[
            _changed(name, 5, 1 << 30)
            for name in ARRAYS
            if name not in ("parameters", "counts", "letters", "ids")
        ],
        _changed("documents", 5, -1),
        _changed("terms", 5, -1),
        _changed("counts", 5, 9),
        _changed("letters_from", 0, 1),
        _changed("ids", 5, 4),
        lambda arrays: arrays.update(counts=arrays["counts"].astype(np.float64)),
        lambda arrays: arrays.update(ids=arrays["ids"].reshape(1, -1)),
        lambda arrays: arrays.update(documents=arrays["documents"][::-1].copy()),
    ],
)
def test_arrays_that_contradict_each_other_are_refused(damage: object) -> None:
    arrays = BM25(numbered(40)).to_arrays()
    BM25.from_arrays(arrays)
    damage(arrays)
    with pytest.raises(ValueError, match=r"BM25 (index|needs)"):
        BM25.from_arrays(arrays)


# -- threads and real text


def test_readers_may_come_together_right_after_a_change() -> None:
    index = BM25(numbered(2_000))
    for round_ in range(10):
        index.remove([round_])
        index.add([2_000 + round_], [["the", "mayor", f"late{round_}"]])
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: index.search(["mayor", "the", "n5"], 20), range(16)))
        expected = BM25.from_arrays(index.to_arrays()).search(["mayor", "the", "n5"], 20)
        for ids, scores in found:
            assert ids.tolist() == expected[0].tolist()
            assert scores.tolist() == expected[1].tolist()


@pytest.mark.data
@pytest.mark.slow
def test_the_packages_order_on_real_articles() -> None:
    folder = Path(__file__).resolve().parents[2] / "shared" / "data" / "realtimeqa"
    if not folder.exists():
        pytest.skip(f"no development data in {folder}")
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        corpus = [tokens(json.loads(line)["text"][:700]) for line, _ in zip(file, range(3_000), strict=False)]
    with gzip.open(folder / "questions.jsonl.gz", "rt", encoding="utf-8") as file:
        asked = [tokens(json.loads(line)["question"]) for line, _ in zip(file, range(60), strict=False)]
    theirs, ours = BM25Okapi(corpus), BM25(corpus)
    for query in asked:
        expected = theirs.get_scores(query)
        np.testing.assert_allclose(ours.get_scores(query), expected, rtol=0, atol=1e-9)
        assert ours.get_top_n(query, range(3_000), n=10) == theirs.get_top_n(query, range(3_000), n=10)
        found, scores = ours.search(query, 10)
        np.testing.assert_allclose(scores, np.sort(expected)[::-1][: len(scores)], atol=1e-9)
        np.testing.assert_allclose(expected[found], scores, atol=1e-9)
