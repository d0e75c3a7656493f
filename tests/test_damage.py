"""Damage: a derived file that is cut, flipped, stale or gone is made again and search is the same;
a damaged database is a clear error that names the next command."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from harbour import article, newswire, onrecord

from onrecord.index import NewsIndex
from onrecord.index.doctor import examine, repair
from onrecord.index.embed import HashingEmbedder
from onrecord.index.errors import StoreDamaged, UsageError
from onrecord.index.live import DENSE_FILE, LEXICAL_FILE
from onrecord.index.newsindex import DATABASE

QUESTIONS = ("ferry inquiry", "interest rate inflation", "reservoir farmers", "harbour 7")
Found = list[tuple[str, float, dict[str, float]]]


def found(index: NewsIndex) -> list[Found]:
    return [
        [(h.passage.id, round(h.score, 9), dict(h.parts)) for h in index.search(q, 10)] for q in QUESTIONS
    ]


@pytest.fixture
def whole(folder: Path) -> list[Found]:
    """What the undamaged index finds; its files are on disk and it is closed."""
    with NewsIndex.open(folder, embedder=HashingEmbedder()) as index:
        index.add(newswire())
        index.add([article(n, f"The harbour basin number {n} was closed for works.") for n in range(10, 60)])
        index.save_derived(always=True)
        return found(index)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[random.Random(7).randrange(len(content))] ^= 0x10
    path.write_bytes(bytes(content))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [truncate, flip, empty, Path.unlink], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", [LEXICAL_FILE, DENSE_FILE])
def test_a_damaged_derived_file_is_noticed_and_made_again(folder, whole, name, damage) -> None:
    damage(folder / name)
    problems = examine(folder)
    assert len(problems) == 1
    assert name in problems[0].problem
    assert problems[0].remedy.endswith("doctor --repair")
    with NewsIndex.open(folder) as index:
        assert found(index) == whole
        assert any(name in note for note in index.repairs)
    assert repair(folder, None) == []
    with NewsIndex.open(folder) as index:
        assert found(index) == whole
        assert index.repairs == ()


@pytest.mark.parametrize("name", [LEXICAL_FILE, DENSE_FILE])
def test_a_damaged_or_missing_stamp_is_as_good_as_no_file(folder, whole, name) -> None:
    for content in ("{", '{"generation": 1}', "[]", '"x"'):
        (folder / f"{name}.stamp.json").write_text(content)
        with NewsIndex.open(folder) as index:
            assert found(index) == whole
    (folder / f"{name}.stamp.json").unlink()
    with NewsIndex.open(folder) as index:
        assert found(index) == whole


def test_stale_files_are_caught_up(folder, whole) -> None:
    with NewsIndex.open(folder) as index:
        index.remove(["a1"])
        index.add([article(99, "A comet of unusual brightness was seen over the harbour.")])
        now = found(index)
    assert now != whole
    with NewsIndex.open(folder) as index:
        assert found(index) == now
    for name in (LEXICAL_FILE, DENSE_FILE):
        (folder / name).unlink()
    with NewsIndex.open(folder) as index:
        assert found(index) == now


def test_a_file_from_the_future_is_not_believed(folder, whole, tmp_path) -> None:
    """A database restored from a backup is older than the derived files beside it."""
    backup = (folder / DATABASE).read_bytes()
    with NewsIndex.open(folder) as index:
        index.add([article(99, "A comet of unusual brightness was seen over the harbour.")])
        index.save_derived(always=True)
    for stray in folder.glob(DATABASE + "-*"):
        stray.unlink()
    (folder / DATABASE).write_bytes(backup)
    with NewsIndex.open(folder) as index:
        assert found(index) == whole


def test_files_of_another_database_are_not_believed(folder, whole, tmp_path) -> None:
    """Both have the same generation and the same number of passages; only the words differ."""
    other = tmp_path / "other.index"
    with NewsIndex.open(other, embedder=HashingEmbedder()) as index:
        index.add([article(n, f"A bakery at number {n} sells rye bread.") for n in range(3)])
        index.add([article(n, f"The bakery at corner {n} was closed for works.") for n in range(10, 60)])
        index.save_derived(always=True)
        expected = [h.passage.id for h in index.search("rye bread bakery", 10)]
    for stray in folder.glob(DATABASE + "-*"):
        stray.unlink()
    (folder / DATABASE).write_bytes((other / DATABASE).read_bytes())
    assert any("another database" in p.problem for p in examine(folder))
    with NewsIndex.open(folder) as index:
        assert [h.passage.id for h in index.search("rye bread bakery", 10)] == expected


def test_vectors_made_again_replace_the_old_for_a_reader(folder, whole) -> None:
    with NewsIndex.open(folder) as reader:
        before = found(reader)
        with NewsIndex.open(folder) as writer:
            with writer._store.db.transaction():
                writer._store.drop_vectors()
            writer.embed_missing()
        assert found(reader) == before
        assert len(reader._live.dense) == reader.counts().vectors


def test_a_database_that_is_none_is_a_clear_error(folder, whole) -> None:
    for stray in folder.glob(DATABASE + "-*"):
        stray.unlink()
    (folder / DATABASE).write_bytes(b"This is no database. " * 400)
    with pytest.raises(StoreDamaged, match="doctor"):
        NewsIndex.open(folder)
    asked = onrecord("--index", folder, "ask", "what happened to the ferry?")
    assert asked.returncode == 1
    assert asked.stdout == ""
    assert "is damaged" in asked.stderr
    assert f"onrecord --index {folder} doctor" in asked.stderr
    told = onrecord("--index", folder, "doctor")
    assert told.returncode == 1
    assert "damaged" in told.stdout


def test_damaged_pages_are_found_by_the_doctor(folder, whole) -> None:
    path = folder / DATABASE
    content = bytearray(path.read_bytes())
    for at in range(4096 * 3, len(content), 4096 * 2):
        content[at : at + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    problems = examine(folder)
    assert problems
    assert all("--repair" not in p.remedy or "backup" in p.remedy for p in problems)


def test_flipped_text_is_found_by_the_doctor(folder, whole) -> None:
    path = folder / DATABASE
    content = path.read_bytes()
    assert b"basin number 33" in content
    path.write_bytes(content.replace(b"basin number 33", b"basin number 34"))
    assert any("a33" in p.problem for p in examine(folder))


def test_another_database_is_not_taken_for_an_index(folder) -> None:
    import sqlite3

    folder.mkdir()
    other = sqlite3.connect(folder / DATABASE)
    other.execute("CREATE TABLE recipes(name TEXT)")
    other.close()
    with pytest.raises(StoreDamaged, match="not one of onrecord's"):
        NewsIndex.open(folder)


def test_doctor_on_no_index(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no index"):
        examine(tmp_path)
