"""Statements in the index: stored with their article, found by speaker, day, outlet and topic."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from harbour import article
from hypothesis import given
from hypothesis import strategies as st
from ministry import LOCK, ministry

from onrecord.index import Filters, NewsIndex, Query, TimeRange
from onrecord.index.doctor import examine, repair
from onrecord.index.errors import IndexMismatch, UsageError
from onrecord.index.newsindex import DATABASE
from onrecord.index.recurring import MANY_STORIES
from onrecord.index.said import fit
from onrecord.index.types import JOINER, Article, SaidOn, Statement


@pytest.fixture
def record(tmp_path: Path) -> Iterator[NewsIndex]:
    with NewsIndex.open(tmp_path / "ministry.index", embedder="hashing") as index:
        index.add(ministry(), embed=False)
        yield index


def where(found: tuple[Statement, ...]) -> list[str]:
    return [statement.article_id for statement in found]


def test_every_segment_is_the_articles_own_text(record: NewsIndex) -> None:
    found = record.said("Marrow")
    assert len(found) > 6
    for statement in found:
        stored = record.article(statement.article_id)
        assert stored is not None
        assert JOINER.join(stored.text[s:e] for s, e in statement.segments) == statement.text


def test_a_full_name_tells_namesakes_apart(record: NewsIndex) -> None:
    assert {s.speaker for s in record.said("Ilse Marrow")} == {"Ilse Marrow"}
    assert {s.speaker for s in record.said("Tobias Marrow")} == {"Tobias Marrow"}
    assert {s.speaker for s in record.said("the transport minister")} == {"Ilse Marrow"}
    assert record.said("Tobias Marrow")[0].speaker_as_written != "Tobias Marrow"


def test_a_surname_means_whoever_clearly_speaks_most(record: NewsIndex) -> None:
    assert record.meant("Marrow") == ("Ilse Marrow",)
    assert [name for name, _ in record.speakers("Marrow")] == ["Ilse Marrow", "Tobias Marrow"]
    assert record.meant("Orrin") == ()


def test_the_day_asked_for_is_the_day_it_was_said(record: NewsIndex) -> None:
    on_tuesday = record.said("Ilse Marrow", on="2025-03-04")
    assert where(on_tuesday)[:3] == ["a1", "a1", "a1"]
    assert set(where(on_tuesday[3:])) == {"a5"}  # undated: kept, behind the rest
    assert "a1" not in where(record.said("Ilse Marrow", on="2025-03-05"))
    friday = {s.article_id for s in record.said("Ilse Marrow", since="2025-03-06", until="2025-03-08")}
    assert friday == {"a2", "a3", "a5"}
    assert set(where(record.said("Ilse Marrow", on="2024-03-07"))) == {"a5"}


def test_newest_first_and_what_has_no_day_last(record: NewsIndex) -> None:
    found = record.said("Ilse Marrow")
    days = [s.said_on.range.end for s in found if s.said_on.range]
    assert days == sorted(days, reverse=True)
    assert found[-1].said_on == SaidOn()


def test_topic_and_outlet_narrow(record: NewsIndex) -> None:
    assert set(where(record.said("Ilse Marrow", about="the lock"))) == {"a1"}
    assert set(where(record.said("Ilse Marrow", source="The Velland Courier"))) == {"a3"}
    assert record.said("Ilse Marrow", about="volcanoes") == ()
    assert {s.speaker for s in record.said(about="crews")} == {"Tobias Marrow"}


def test_what_is_wanted_must_be_said(record: NewsIndex) -> None:
    with pytest.raises(UsageError, match="whose words"):
        record.said()
    with pytest.raises(UsageError, match="contradict"):
        record.said("Marrow", on="2025-03-04", since="2025-03-01")
    with pytest.raises(UsageError, match="is not a day"):
        record.said("Marrow", on="the day after")


def test_passages_are_searched_inside_speaker_and_day(record: NewsIndex) -> None:
    asked = Filters(speakers=("Ilse Marrow",), said_on=(TimeRange.day(date(2025, 3, 4)),))
    hits = record.search(Query("the new lock, the gates, a harbour", 10, asked))
    assert {hit.article.id for hit in hits} == {"a1", "a5"}
    assert hits[-1].article.id == "a5"
    nobody = Filters(speakers=("Orrin",))
    assert not record.search(Query("lock fares", 10, nobody))


def test_statements_live_and_die_with_their_article(record: NewsIndex) -> None:
    record.remove(["a1"])
    assert "a1" not in where(record.said("Ilse Marrow"))
    old = next(a for a in ministry() if a.id == "a2")
    record.add([replace(old, text=old.text.replace("Ilse Marrow", "Odo Brack"))], embed=False)
    assert {s.article_id for s in record.said("Odo Brack")} == {"a2"}
    record.remove([f"a{n}" for n in range(2, 6)])
    assert record.said("Marrow") == ()
    for table in ("names", "name_keys", "statements"):
        assert record._store.db.all(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608


def test_the_order_of_adding_changes_nothing(tmp_path: Path, record: NewsIndex) -> None:
    with NewsIndex.open(tmp_path / "other.index", embedder="hashing") as other:
        for each in reversed(ministry()):
            other.add([each], embed=False)
        assert other.said("Marrow") == record.said("Marrow")
        assert other.speakers("the transport minister") == record.speakers("the transport minister")


def test_words_in_a_paragraph_that_many_stories_carry_are_furniture(tmp_path: Path) -> None:
    plea = '"Your gift keeps every reporter of this house at work," editor Una Holt said in a letter.'
    articles = [
        article(n, f"The boat {chr(97 + n) * 5} sailed on Monday with everybody who had waited.\n\n{plea}")
        for n in range(MANY_STORIES)
    ]
    with NewsIndex.open(tmp_path / "plea.index", embedder="hashing") as index:
        index.add(articles[:1], embed=False)
        assert len(index.said("Una Holt")) == 1
        index.add(articles[1:], embed=False)
        assert index.said("Una Holt") == ()
        index.remove([a.id for a in articles[1:]])
        assert len(index.said("Una Holt")) == 1


def test_a_bare_text_is_dated_by_itself(tmp_path: Path) -> None:
    dateline = "LINDMOUTH, March 5, 2025 - The lock is ready."
    text = f'{dateline}\n\n"It is ready," harbour master Ida Krol said Tuesday.'
    bare = Article("b", "", text)
    with NewsIndex.open(tmp_path / "bare.index", embedder="hashing") as index:
        index.add([bare], embed=False)
        stored = index.article("b")
        assert stored is not None
        assert stored.published.basis == "text"
        assert stored.published.range == TimeRange.day(date(2025, 3, 5))
        assert index.said("Krol", on="2025-03-04")
        assert {o.change for o in index.add([bare], embed=False).outcomes} == {"unchanged"}
        assert examine(index.folder) == []


def test_an_index_of_the_format_before_is_migrated(tmp_path: Path) -> None:
    folder = tmp_path / "old.index"
    with NewsIndex.open(folder, embedder="hashing") as index:
        index.add(ministry())
        expected = index.said("Marrow")
    with sqlite3.connect(folder / DATABASE) as db:
        for table in ("statements", "name_keys", "names"):
            db.execute(f"DROP TABLE {table}")
        db.execute("UPDATE meta SET value='1' WHERE key='format'")
        db.execute("DELETE FROM meta WHERE key='extractor'")
    db.close()
    with pytest.raises(IndexMismatch, match="format 1") as caught:
        NewsIndex.open(folder)
    assert "doctor --repair" in (caught.value.hint or "")
    assert "format 1" in examine(folder)[0].problem
    assert repair(folder, None) == []
    with NewsIndex.open(folder) as index:
        assert index.said("Marrow") == expected


def test_doctor_finds_and_mends_a_statement_out_of_place(tmp_path: Path) -> None:
    folder = tmp_path / "bad.index"
    with NewsIndex.open(folder, embedder="hashing") as index:
        index.add([article(1, LOCK, day="2025-03-05")])
        expected = index.said("Marrow")
        index._store.db.run("UPDATE statements SET segments='[[5, 100000]]' WHERE ordinal=0")
    assert any("out of place" in finding.problem for finding in examine(folder))
    assert repair(folder, None) == []
    with NewsIndex.open(folder) as index:
        assert index.said("Marrow") == expected


days = st.dates(date(2024, 1, 1), date(2025, 12, 31))
ranges = st.tuples(days, days).map(lambda pair: TimeRange(min(pair), max(pair)))


@given(ranges, st.lists(ranges, min_size=1, max_size=3))
def test_fit_is_none_just_where_no_day_is_shared(own: TimeRange, asked: list[TimeRange]) -> None:
    how = fit(SaidOn(own, "cue", 0.9), asked)
    assert (how is None) == (not any(own.overlaps(other) for other in asked))
    if any(other.start <= own.start and own.end <= other.end for other in asked):
        assert how == "certain"
    if how == "possible":
        assert (own.end - own.start).days >= 3
    assert fit(SaidOn(), asked) == "undated"
    assert fit(SaidOn(own, "cue", 0.9), ()) == "certain"
