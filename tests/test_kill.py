"""kill -9 in the middle of an ingest, and a reader beside a writer, with real processes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from harbour import article

from onrecord.index import Article, NewsIndex
from onrecord.index.doctor import examine
from onrecord.index.newsindex import DATABASE

PLACES = ("Lindmouth", "Tarn", "Velland", "Sorrel", "Calder", "Marrow Bay", "Ostrel")
MATTERS = (
    "harbour dues",
    "fishing quotas",
    "the ferry inquiry",
    "grain transit",
    "the dam",
    "interest rates",
)
QUESTIONS = (
    "fishing quotas in Velland",
    "the ferry inquiry report",
    "council budget Tarn",
    "note to readers",
)


def newswire(n: int) -> list[Article]:
    """Articles of about 250 words with a notice that recurs, so that every table of the store is used."""
    rng = random.Random(11)
    articles = []
    for number in range(n):
        place, matter = rng.choice(PLACES), rng.choice(MATTERS)
        body = [
            f"Officials in {rng.choice(PLACES)} met on day {rng.randrange(1, 28)} to discuss"
            f" {rng.choice(MATTERS)} for the {rng.randrange(2, 90)}th time and"
            f" {rng.choice(('agreed', 'failed to agree'))} on a text."
            for _ in range(9)
        ]
        notice = "A note to readers: our printed edition appears on weekdays and can be had at every kiosk."
        text = "\n\n".join([f"The council of {place} voted on {matter}.", *body, notice])
        articles.append(article(number, text, source=rng.choice(("The Harbour Post", "Velland Courier"))))
    return articles


def write_lines(path: Path, articles: list[Article]) -> None:
    lines = [
        {
            "id": a.id,
            "title": a.title,
            "text": a.text,
            "url": a.url,
            "source": a.source,
            "published_at": a.published.iso(),
        }
        for a in articles
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def start_ingest(folder: Path, lines: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "onrecord.qa", "--index", folder, "--model", "hashing", "ingest", lines],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.002)


def found(index: NewsIndex) -> list[list[tuple[str, float]]]:
    return [[(h.passage.id, round(h.score, 9)) for h in index.search(q, 20)] for q in QUESTIONS]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_random_moments(tmp_path: Path) -> None:
    articles = newswire(500)
    lines = tmp_path / "articles.jsonl"
    write_lines(lines, articles)

    full = tmp_path / "full"
    process = start_ingest(full, lines)
    wait_for(full / DATABASE, process)
    begun = time.monotonic()
    assert process.wait(300) == 0
    length = time.monotonic() - begun
    with NewsIndex.open(full) as index:
        everything = found(index)
        by_id = {a.id: a for a in articles}

    rng = random.Random(20)
    kept = []
    for moment in range(20):
        folder = tmp_path / f"killed{moment}"
        process = start_ingest(folder, lines)
        wait_for(folder / DATABASE, process)
        time.sleep(rng.uniform(0, length))
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        if not (folder / DATABASE).exists() or (folder / DATABASE).stat().st_size == 0:
            kept.append(0)
            continue
        with NewsIndex.open(folder, embedder="hashing") as index:
            stored = [a for a in articles if index.article(a.id) is not None]
            kept.append(len(stored))
            for each in stored:
                there = index.article(each.id)
                assert there is not None
                assert (there.text, there.title, there.published) == (each.text, each.title, each.published)
            index.embed_missing()
            after_kill = found(index)
        assert examine(folder) == []
        with NewsIndex.open(tmp_path / f"fresh{moment}", embedder="hashing") as fresh:
            fresh.add(by_id[a.id] for a in stored)
            assert after_kill == found(fresh)
        with NewsIndex.open(folder) as index:
            index.add(articles)
            assert found(index) == everything
        assert examine(folder) == []
    print(f"articles kept at each kill: {kept}")
    assert len({n for n in kept if 0 < n < 500}) >= 3, f"the kills did not fall inside the ingest: {kept}"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ctrl_c_leaves_the_index_whole_and_the_same_command_goes_on(tmp_path: Path) -> None:
    articles = newswire(1500)
    lines, folder = tmp_path / "articles.jsonl", tmp_path / "news.index"
    write_lines(lines, articles)
    process = start_ingest(folder, lines)
    wait_for(folder / DATABASE, process)
    with NewsIndex.open(folder, embedder="hashing") as index:
        while index.counts().articles < 300 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert 300 <= index.counts().articles < 1500
    assert examine(folder) == []
    assert start_ingest(folder, lines).wait(120) == 0
    with NewsIndex.open(folder) as index:
        assert index.counts().articles == 1500


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_one_process_searches_while_another_ingests(tmp_path: Path) -> None:
    articles = newswire(1500)
    first, rest = tmp_path / "first.jsonl", tmp_path / "rest.jsonl"
    write_lines(first, articles[:50])
    write_lines(rest, articles[50:])
    folder = tmp_path / "news.index"
    assert start_ingest(folder, first).wait(120) == 0
    seen, longest = set(), 0.0
    with NewsIndex.open(folder) as reader:
        reader.search("fishing quotas")
        process = start_ingest(folder, rest)
        while process.poll() is None:
            begun = time.monotonic()
            assert reader.search("fishing quotas in Velland", 5)
            longest = max(longest, time.monotonic() - begun)
            seen.add(reader.counts().articles)
        assert process.returncode == 0
        assert len(seen) > 3, f"the reader saw only {sorted(seen)}"
        assert reader.counts().articles == 1500
        with NewsIndex.open(folder) as fresh:
            assert found(reader) == found(fresh)
    print(f"longest search while ingesting: {longest * 1000:.0f} ms, over {os.cpu_count()} cores")
    assert longest < 1.0
