"""The command as a person or a script uses it: real processes, exit statuses, JSON, errors in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from harbour import FERRY, onrecord

VERBS = ("ingest", "search", "ask", "chat", "forget", "doctor")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index made by the command from a file with a front-matter block and a JSON-lines file."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "ferry.txt").write_text(
        f"---\ntitle: Ferry sinks outside Lindmouth\nurl: https://harbour.example/ferry\n"
        f"source: The Harbour Post\npublished: 2025-03-05\n---\n{FERRY}\n",
        encoding="utf-8",
    )
    record = {
        "id": "bank-1",
        "title": "Central bank raises rates",
        "text": "The central bank of Velland raised its main interest rate to 4.75 percent on Thursday. "
        "Governor Oskar Lund said inflation had proved stubborn.",
        "url": "https://courier.example/bank",
        "source": "Velland Courier",
        "published_at": "2025-04-10T09:30:00+02:00",
    }
    (folder / "courier.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    made = onrecord(
        "--index", folder / "news.index", "--model", "hashing", "ingest",
        folder / "ferry.txt", folder / "courier.jsonl",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder / "news.index"


def test_ingest_again_is_unchanged_and_failures_are_named(news: Path) -> None:
    folder = news.parent
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    ran = onrecord(
        "--index", news, "ingest", "--json",
        folder / "ferry.txt", folder / "empty.txt", folder / "picture.txt", folder / "courier.jsonl",
    )  # fmt: skip
    assert ran.returncode == 1
    report = json.loads(ran.stdout)
    assert (report["added"], report["unchanged"], report["failed"]) == (0, 2, 2)
    assert {Path(f["input"]).name for f in report["failures"]} == {"empty.txt", "picture.txt"}
    assert all(f["reason"] for f in report["failures"])
    table = onrecord("--index", news, "ingest", folder / "empty.txt")
    assert table.returncode == 1
    assert "empty.txt" in table.stdout


def test_many_failures_are_counted_and_all_in_the_json(news: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{]\n" * 70)
    table = onrecord("--index", news, "ingest", tmp_path / "bad.jsonl")
    assert table.returncode == 1
    assert "and 20 more" in table.stdout
    listed = json.loads(onrecord("--index", news, "ingest", "--json", tmp_path / "bad.jsonl").stdout)
    assert len(listed["failures"]) == listed["failed"] == 70


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("when.json", b'{"text": "%s", "published": "Mon, 01 Jan 2025 00:00:00 +99999999999999999999"}'),
        ("cut.jsonl.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56"),
        ("authors.json", b'{"text": "%s", "authors": "[{[]:1}]"}'),
        ("surrogate.json", b'{"text": "%s", "url": "https://a.example/\\ud800x"}'),
        ("x" * 300 + ".txt", None),
    ],
    ids=["date", "gzip", "authors", "url", "long name"],
)
def test_no_input_stops_the_rest(tmp_path: Path, name: str, content: bytes | None) -> None:
    text = FERRY.replace("\n", " ").replace('"', "'").encode()
    if content is not None:
        (tmp_path / name).write_bytes(content.replace(b"%s", text))
    (tmp_path / "good.txt").write_text(FERRY, encoding="utf-8")
    ran = onrecord(
        "--index",
        tmp_path / "i",
        "--model",
        "hashing",
        "ingest",
        "--json",
        tmp_path / name,
        tmp_path / "good.txt",
    )
    assert "Traceback" not in ran.stderr
    report = json.loads(ran.stdout)
    assert any(a["change"] == "added" for a in report["articles"])
    assert report["added"] + report["failed"] == 2


def test_search_json_is_the_documented_shape(news: Path) -> None:
    ran = onrecord("--index", news, "search", "interest rate", "-k", "1", "--json")
    assert ran.returncode == 0, ran.stderr
    hit = json.loads(ran.stdout)["hits"][0]
    documented = {
        "rank", "score", "article_id", "passage_id", "title", "url", "source", "published_at", "start", "end",
        "text", "parts",
    }  # fmt: skip
    assert documented <= hit.keys()
    assert (hit["article_id"], hit["published_at"]) == ("bank-1", "2025-04-10T09:30:00+02:00")
    assert hit["parts"].keys() >= {"bm25", "dense"}


def test_search_filters_and_lexical(news: Path) -> None:
    ran = onrecord("--index", news, "search", "ferry rate", "--since", "2025-04-01", "--lexical", "--json")
    result = json.loads(ran.stdout)
    assert [h["article_id"] for h in result["hits"]] == ["bank-1"]
    assert result["retrievers"] == ["bm25"]


def test_ask_json_is_the_documented_shape(news: Path) -> None:
    ran = onrecord(
        "--index", news, "ask", "How many passengers were rescued?", "--as-of", "2025-03-06", "--json"
    )
    assert ran.returncode == 0, ran.stderr
    answer = json.loads(ran.stdout)
    assert answer.keys() == {
        "question", "as_of", "interpreted", "answer", "claims", "statements", "citations", "abstained",
        "timings_ms",
    }  # fmt: skip
    assert answer["interpreted"].keys() == {
        "intent", "when", "alternatives", "speakers", "sources", "topic", "carried", "notes",
    }  # fmt: skip
    citation = answer["citations"][0]
    assert {
        "number", "article_id", "title", "url", "source", "published_at", "quote", "start", "end", "verified",
    } <= citation.keys()  # fmt: skip
    assert citation["verified"] is True
    assert citation["link"].startswith("https://harbour.example/ferry#:~:text=")
    assert FERRY[citation["start"] : citation["end"]] == citation["quote"]
    assert answer["claims"][0]["citations"] == [1]
    assert answer["as_of"] == "2025-03-06"


def test_ask_refusal_in_words_and_json(news: Path) -> None:
    ran = onrecord("--index", news, "ask", "Who won the 2022 World Cup?")
    assert ran.returncode == 0
    assert ran.stdout.startswith("No answer: ")
    refused = json.loads(onrecord("--index", news, "ask", "Who won the 2022 World Cup?", "--json").stdout)
    assert refused["abstained"].keys() == {"reason", "nearest", "statements"}
    assert refused["claims"] == refused["citations"] == []


def test_chat_answers_piped_questions(news: Path) -> None:
    ran = onrecord("--index", news, "chat", stdin="Who opened an inquiry?\nWho won the 2022 World Cup?\n")
    assert ran.returncode == 0, ran.stderr
    assert "Ilse Marrow" in ran.stdout
    assert "[1]" in ran.stdout
    assert "] “Ferry sinks outside Lindmouth”, The Harbour Post, 5 March 2025" in ran.stdout
    assert "No answer: " in ran.stdout


def test_forget(news: Path, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "A lighthouse keeper on Sorrel retired after forty years of service at sea. " * 3
    )
    added = onrecord(
        "--index", news, "ingest", tmp_path / "x.txt", "--url", "https://harbour.example/x", "--json"
    )
    assert added.returncode == 0, added.stderr
    gone = onrecord(
        "--index", news, "forget", "https://harbour.example/x", "https://harbour.example/none", "--json"
    )
    assert gone.returncode == 1
    assert json.loads(gone.stdout) == {
        "removed": ["https://harbour.example/x"],
        "missing": ["https://harbour.example/none"],
    }
    hits = json.loads(onrecord("--index", news, "search", "lighthouse keeper", "--json").stdout)["hits"]
    assert all("lighthouse" not in hit["text"] for hit in hits)


def test_doctor(news: Path) -> None:
    ran = onrecord("--index", news, "doctor")
    assert (ran.returncode, ran.stdout) == (0, "The index is whole.\n")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("search", "x", "--since", "last week"), 2, "'last week' is not a day"),
        (("search", " "), 2, "a search needs words"),
        (("search",), 2, "Missing argument"),
        (("ask", "who?", "--as-of", "5 May"), 2, "'5 May' is not a day"),
        (("ask", ""), 2, "the question is empty"),
        (("ingest",), 2, "nothing to ingest"),
        (("ingest", "--published", "yesterday", "x.txt"), 2, "yesterday"),
        (("ingest", "--title", "One", "x.txt", "y.txt"), 2, "of one article"),
        (("dance",), 2, "No such command"),
    ],
)
def test_bad_input_exits_2_with_words(news: Path, arguments: tuple[str, ...], status: int, told: str) -> None:
    ran = onrecord("--index", news, *arguments)
    assert ran.returncode == status
    assert told in ran.stderr
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr


def test_no_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    ran = onrecord("--index", tmp_path / "none", "ask", "anything?")
    assert ran.returncode == 2
    assert f"onrecord --index {tmp_path / 'none'} ingest" in ran.stderr


def test_flag_over_environment_over_file(news: Path, tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text(f'index = "{news}"\n')
    assert onrecord("search", "ferry", "--lexical", cwd=tmp_path).returncode == 0
    env = {"ONRECORD_INDEX": str(tmp_path / "none")}
    assert onrecord("search", "ferry", cwd=tmp_path, env=env).returncode == 2
    assert onrecord("--index", news, "search", "ferry", "--lexical", cwd=tmp_path, env=env).returncode == 0
    (tmp_path / "onrecord.toml").write_text("indx = 'a'\n")
    ran = onrecord("search", "ferry", cwd=tmp_path)
    assert ran.returncode == 2
    assert "indx" in ran.stderr


@pytest.mark.parametrize("verb", [(), *((verb,) for verb in VERBS)], ids=lambda v: v[0] if v else "onrecord")
def test_help(verb: tuple[str, ...]) -> None:
    ran = onrecord(*verb, "--help")
    assert ran.returncode == 0
    assert ran.stdout.startswith("Usage: ")
    if not verb:
        assert all(f"  {name} " in ran.stdout for name in VERBS)
