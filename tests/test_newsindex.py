"""NewsIndex end to end: what goes in is found, what is removed is gone, what changed is replaced."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from harbour import BANK, DAM, FERRY, article, newswire

from onrecord.index import Filters, NewsIndex, Query
from onrecord.index.embed import HashingEmbedder
from onrecord.index.errors import IndexBusy, IndexMismatch, ModelUnavailable, UsageError
from onrecord.index.newsindex import DATABASE
from onrecord.index.types import Article, Hits


def ids(hits: Hits) -> list[str]:
    return [hit.article.id for hit in hits]


def test_finds_what_was_added_with_exact_offsets(index: NewsIndex) -> None:
    hits = index.search("Who opened an inquiry into the ferry?", k=3)
    assert hits[0].article.id == "a1"
    assert hits.retrievers == ("bm25", "dense")
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    for hit in hits:
        assert hit.article.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert {"bm25", "dense", "bm25_rank", "dense_rank"} <= hits[0].parts.keys()


def test_adding_again_is_a_no_op(index: NewsIndex) -> None:
    report = index.add(newswire())
    assert {outcome.change for outcome in report.outcomes} == {"unchanged"}
    assert report.vectors == 0


def test_changed_content_replaces_and_costs_one_article(index: NewsIndex) -> None:
    before = index.counts()
    report = index.add([*newswire()[1:], article(1, FERRY.replace("ferry Aurelia", "trawler Meridian"))])
    assert [o.change for o in report.outcomes] == ["unchanged", "unchanged", "updated"]
    assert 0 < report.vectors <= before.passages - 2
    assert "trawler Meridian" in index.search("trawler Meridian", k=1)[0].passage.text
    assert all("Aurelia" not in hit.passage.text for hit in index.search("ferry Aurelia", k=10))


def test_equal_offsets_do_not_hide_changed_words(index: NewsIndex) -> None:
    swapped = FERRY.replace("209", "207")
    assert len(swapped) == len(FERRY)
    index.add([replace(newswire()[0], text=swapped)])
    assert "207" in index.search("passengers rescued", k=1)[0].passage.text
    assert index.rarity("209")[0].weight > index.rarity("207")[0].weight


def test_removal_is_seen_at_once_by_another_reader(index: NewsIndex, folder: Path) -> None:
    with NewsIndex.open(folder) as reader:
        assert "a2" in ids(reader.search("interest rate"))
        assert index.remove(["https://harbour.example/2", "a99"]) == ("https://harbour.example/2",)
        assert "a2" not in ids(reader.search("interest rate"))
        assert reader.article("a2") is None


def test_reader_sees_what_another_process_adds(index: NewsIndex, folder: Path) -> None:
    with NewsIndex.open(folder) as reader:
        reader.search("ferry")
        index.add([article(9, "The observatory on Mount Calder recorded a comet of unusual brightness.")])
        assert ids(reader.search("comet observatory"))[0] == "a9"


def test_date_filter_is_hard_and_undated_comes_last(index: NewsIndex) -> None:
    hits = index.search("dam river ferry bank", since="2025-04-01", until="2025-04-30")
    assert ids(hits) == ["a2", "a3"]
    assert "undated articles are ranked under the dated ones" in hits.notes


def test_source_filter_ignores_case_and_article(index: NewsIndex) -> None:
    assert set(ids(index.search("ferry bank dam", source="harbour post"))) == {"a1", "a3"}
    hits = index.search("ferry", source="The Harbour Pest")
    assert not hits
    assert hits.notes == ("no article of 'The Harbour Pest' is in the index",)


def test_article_filter(index: NewsIndex) -> None:
    hits = index.search(Query("ferry bank dam", filters=Filters(article_ids=("a2",))))
    assert set(ids(hits)) == {"a2"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"query": "   "}, "words"),
        ({"query": "x", "k": 0}, "k of at least 1"),
        ({"query": "x", "retrievers": ["bm-25"]}, "retrievers are bm25 and dense"),
        ({"query": "x", "since": "May 5"}, "'May 5' is not a day"),
        ({"query": "x", "since": "2025-02-01", "until": "2025-01-01"}, "nothing lies between"),
    ],
)
def test_bad_requests_are_told(index: NewsIndex, arguments: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        index.search(**arguments)  # type: ignore[arg-type]


def test_an_article_without_text_is_refused(index: NewsIndex) -> None:
    with pytest.raises(UsageError, match="needs an id and a text"):
        index.add([article(7, "  ")])


def test_without_vectors_bm25_answers_and_says_so(folder: Path) -> None:
    with NewsIndex.open(folder, embedder=HashingEmbedder()) as index:
        index.add(newswire(), embed=False)
        hits = index.search("Who opened an inquiry into the ferry?")
        assert hits[0].article.id == "a1"
        assert hits.retrievers == ("bm25",)
        assert "ranked by BM25 alone until the vectors are made" in hits.notes
        made = index.embed_missing()
        assert made == index.counts().passages
        assert index.search("ferry").retrievers == ("bm25", "dense")
        assert index.search("ferry", retrievers=["bm25"]).retrievers == ("bm25",)


class _BrokenEmbedder(HashingEmbedder):
    """Stands for a model that cannot be loaded."""

    def identity(self):
        raise ModelUnavailable("the weights are gone", hint="install them again")

    def encode_passages(self, texts):
        raise ModelUnavailable("the weights are gone", hint="install them again")


def test_a_model_that_cannot_be_loaded_leaves_bm25(index: NewsIndex, folder: Path) -> None:
    with NewsIndex.open(folder, embedder=_BrokenEmbedder()) as broken:
        hits = broken.search("ferry inquiry")
        assert hits[0].article.id == "a1"
        assert hits.retrievers == ("bm25",)
        assert any("the weights are gone" in note for note in hits.notes)
        report = broken.add([article(8, "A new lighthouse was inaugurated on the island of Sorrel.")])
        assert any("the weights are gone" in note for note in report.notes)
        assert ids(broken.search("lighthouse Sorrel", k=1)) == ["a8"]


def test_another_model_is_told_and_migrated(index: NewsIndex, folder: Path) -> None:
    index.close()
    with pytest.raises(IndexMismatch, match="doctor --repair"):
        NewsIndex.open(folder, embedder="hashing-64")
    from onrecord.index.doctor import examine, repair

    assert repair(folder, "hashing-64") == []
    with NewsIndex.open(folder) as migrated:
        assert migrated.embedder.name == "hashing-64"
        assert migrated.search("ferry").retrievers == ("bm25", "dense")
    assert examine(folder) == []


def test_interrupted_embedding_goes_on_where_it_stopped(folder: Path) -> None:
    many = [article(n, f"The harbour of port number {n} was dredged.") for n in range(600)]

    class Stop(Exception):
        pass

    def stop(progress: object) -> None:
        if "vectors" in str(progress):
            raise Stop

    with NewsIndex.open(folder, embedder=HashingEmbedder()) as index:
        with pytest.raises(Stop):
            index.add(many, on_progress=stop)
        done = index.counts().vectors
        assert 0 < done < index.counts().passages
        assert index.embed_missing() == index.counts().passages - done


def test_copies_are_grouped_and_shown_once(folder: Path) -> None:
    long = "\n\n".join([FERRY, BANK, DAM])
    with NewsIndex.open(folder, embedder=HashingEmbedder()) as index:
        index.add(
            [
                article(2, long + " More follows.", day="2025-03-06", source="Velland Courier"),
                article(1, long, day="2025-03-05"),
                article(3, "The parliament of Velland debated a bill on fishing quotas for many hours."),
            ]
        )
        hits = index.search("coastguard vessels rescued passengers")
        assert ids(hits).count("a1") + ids(hits).count("a2") == len(
            {h.passage.ordinal for h in hits if h.article.id != "a3"}
        )
        assert hits[0].article.id == "a1"
        assert hits[0].article.also_in == ("a2",)
        index.remove(["a1"])
        alone = index.search("coastguard vessels rescued passengers")[0].article
        assert (alone.id, alone.also_in) == ("a2", ())


def test_the_same_articles_in_any_order_and_batching_give_the_same_hits(tmp_path: Path) -> None:
    boiler = "Subscribe readers of this paper receive a daily digest of shipping news by post every morning."
    ships = [
        a + b
        for a in ("aur", "mer", "cal", "tor", "bel", "sor", "vin", "lys", "dor", "pel")
        for b in (
            "elia",
            "idian",
            "ypso",
            "mentil",
            "isar",
            "rel",
            "dara",
            "ander",
            "onis",
            "ago",
            "umbra",
            "ea",
            "ix",
            "ota",
            "ule",
        )
    ]
    many = [
        article(n, f"The {ship} left the quay of Lindmouth for the island of {ships[n // 9]}.\n\n{boiler}")
        for n, ship in enumerate(ships)
    ]
    one, other = tmp_path / "one", tmp_path / "other"
    with (
        NewsIndex.open(one, embedder=HashingEmbedder()) as a,
        NewsIndex.open(other, embedder=HashingEmbedder()) as b,
    ):
        a.add(many)
        for at in range(149, -1, -10):
            b.add(reversed(many[max(0, at - 9) : at + 1]))
        for question in ("quay island aurelia", "daily digest shipping news", "calypso"):
            # equal scores come in the order of arrival, so the hits are compared as a set of all 150
            assert {(h.passage.id, round(h.score, 9)) for h in a.search(question, 150)} == {
                (h.passage.id, round(h.score, 9)) for h in b.search(question, 150)
            }
        assert not any(boiler in hit.passage.text for hit in a.search("daily digest of shipping news", 150))


def test_an_article_of_nothing_but_recurring_words_stays_searchable(folder: Path) -> None:
    with NewsIndex.open(folder, embedder=HashingEmbedder()) as index:
        index.add(
            [article(n, f"The evening ferry number {n} to the outer islands ran on time.") for n in range(30)]
        )
        assert len(index.search("evening ferry outer islands", 50)) == 30


def test_second_writer_waits_or_is_told_who_writes(index: NewsIndex, folder: Path) -> None:
    release, held = threading.Event(), threading.Event()

    def write() -> None:
        with NewsIndex.open(folder) as other, other.writing():
            held.set()
            release.wait(30)

    thread = threading.Thread(target=write)
    thread.start()
    held.wait(30)
    with NewsIndex.open(folder, wait=0.2) as second, pytest.raises(IndexBusy, match="process"):
        second.add([article(5, "A second writer writes about the weather in the hills.")])
    assert index.search("ferry")[0].article.id == "a1"  # a reader is not in its way
    release.set()
    thread.join()
    index.add([article(5, "A second writer writes about the weather in the hills.")])
    assert ids(index.search("weather hills", k=1)) == ["a5"]


def test_no_index_and_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no index in"):
        NewsIndex.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_of_one_id_the_last_counts_also_across_batches(folder: Path) -> None:
    filler = [
        article(n, f"Minutes of meeting {n} about the budget of the town of Tarn.") for n in range(100, 163)
    ]
    old, new = article(1, FERRY), article(1, BANK)
    with NewsIndex.open(folder, embedder=HashingEmbedder()) as index:
        index.add([old])
        index.add([new, *filler, old])
        stored = index.article("a1")
        assert stored is not None
        assert stored.text == FERRY


def test_a_url_names_all_its_articles_in_any_spelling(index: NewsIndex) -> None:
    twin = replace(article(30, DAM), url="https://harbour.example/1")
    index.add([twin])
    assert index.remove(["HTTPS://harbour.example/1?utm_source=x"]) == (
        "HTTPS://harbour.example/1?utm_source=x",
    )
    assert index.article("a1") is None
    assert index.article("a30") is None


def test_removing_nothing_changes_nothing(index: NewsIndex) -> None:
    before = index._store.db.generation()
    assert index.remove(["a99"]) == index.remove([]) == ()
    assert index._store.db.generation() == before


def test_a_closed_index_says_so_and_ended_threads_leave_nothing_open(index: NewsIndex) -> None:
    for _ in range(12):
        thread = threading.Thread(target=lambda: index.search("ferry"))
        thread.start()
        thread.join()
    assert len(index._store.db._connections) <= 2
    index.close()
    with pytest.raises(UsageError, match="closed"):
        index.search("ferry")


def test_many_processes_may_make_one_index(folder: Path) -> None:
    code = (
        "import sys; from onrecord.index import NewsIndex\n"
        "with NewsIndex.open(sys.argv[1], embedder='hashing') as index: print(index.counts().articles)"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert [process.communicate(timeout=60)[0] for process in started] == ["0\n"] * 6


def test_an_index_whose_making_was_interrupted_is_made_on_the_next_ingest(folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE).touch()
    with pytest.raises(UsageError, match="is empty"):
        NewsIndex.open(folder, create=False)
    with NewsIndex.open(folder, embedder=HashingEmbedder()) as index:
        index.add(newswire())
        assert ids(index.search("ferry", 1)) == ["a1"]


def test_lone_surrogates_and_odd_text_survive(index: NewsIndex) -> None:
    odd = Article(
        id="odd", title="\u202e title", text="Снег in Zürich — “naïve” 𝔘nicode 🚢 ferries sail. " * 3
    )
    index.add([odd])
    hit = index.search("Zürich unicode", k=1)[0]
    assert hit.article.text == odd.text
    assert json.dumps(hit.passage.text)


def test_many_threads_may_search_while_one_adds(index: NewsIndex) -> None:
    errors: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(30):
                assert index.search("ferry inquiry", k=2)[0].article.id == "a1"
        except BaseException as error:  # noqa: BLE001  (handed to the main thread)
            errors.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(20, 40):
        index.add([article(n, f"Minutes of council meeting {n} about the budget of the town of Tarn.")])
    for thread in threads:
        thread.join()
    assert errors == []
