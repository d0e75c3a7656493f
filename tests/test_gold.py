"""The reader of gold questions is loud about every fault, and quiet about what is right."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.eval.gold import Evidence, GoldQuestion, check_evidence, read_questions
from onrecord.index.errors import UsageError
from onrecord.index.types import TimeRange

GOOD: dict[str, Any] = {
    "id": "q1",
    "question": "Who signed it?",
    "question_date": "2025-05-31",
    "type": "who",
    "answer": ["Helge Aumont"],
    "evidence": [{"article": "https://paper.example/1", "quote": "Aumont signed it."}],
}


def _file(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    follow_up = {
        **GOOD,
        "id": "q2",
        "type": "follow-up",
        "after": "q1",
        "speaker": "Aumont",
        "said_on": "2025-05-01/2025-05-09",
    }
    nothing = {"id": "q3", "question": "And then?", "type": "unanswerable", "answer": [], "why": "future"}
    first, second, third = read_questions(_file(tmp_path, GOOD, "", follow_up, nothing))
    assert first == GoldQuestion(
        id="q1",
        question="Who signed it?",
        type="who",
        question_date=date(2025, 5, 31),
        answer=("Helge Aumont",),
        evidence=(Evidence(None, "https://paper.example/1", "Aumont signed it."),),
    )
    assert (second.after, second.said_on) == ("q1", TimeRange(date(2025, 5, 1), date(2025, 5, 9)))
    assert not third.answerable
    assert third.question_date is None


def test_gzip_is_known_by_its_bytes_and_not_by_the_name(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    assert len(read_questions(path)) == 1


def test_a_line_separator_within_a_string_does_not_end_the_line(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        json.dumps({**GOOD, "question": "Who\u2028signed?"}, ensure_ascii=False), encoding="utf-8"
    )
    assert read_questions(path)[0].question == "Who\u2028signed?"


@pytest.mark.parametrize(
    ("evidence", "key"),
    [
        ({"article_id": "a1", "quote": None}, "a1"),
        ({"article_id": "a1"}, "a1"),
        ({"url": "https://paper.example/1"}, "https://paper.example/1"),
        ({"path": "paper/1.txt"}, "paper/1.txt"),
        ({"article": "paper/1.txt"}, "paper/1.txt"),
    ],
)
def test_each_way_to_name_an_article_is_read(tmp_path: Path, evidence: dict[str, Any], key: str) -> None:
    (question,) = read_questions(_file(tmp_path, {**GOOD, "evidence": [evidence]}))
    assert question.evidence[0].key == key
    assert question.evidence[0].quote is None
    assert (question.evidence[0].article_id is None) == ("article_id" not in evidence)


@pytest.mark.parametrize(
    ("answer", "read"),
    [("one", ("one",)), (["one", "two"], ("one", "two")), ([["one", "two"]], ("one", "two")), (None, ())],
)
def test_each_shape_of_answer_is_read(tmp_path: Path, answer: object, read: tuple[str, ...]) -> None:
    assert read_questions(_file(tmp_path, {**GOOD, "answer": answer}))[0].answer == read


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": None}, "'id' is missing"),
        ({"id": 7}, "'id' must be a string, found 7"),
        ({"question": "  "}, "'question' is empty"),
        ({"type": "whom"}, "unknown question type 'whom'"),
        ({"type": None}, "'type' is missing"),
        ({"answer": {"one": 1}}, "'answer' must be a string or a list of strings"),
        ({"answer": [1930]}, "'answer' must be a string or a list of strings"),
        ({"answer": [""]}, "'answer' holds an empty string"),
        ({"question_date": "31 May"}, "'question_date' must be a day such as 2025-02-03, found '31 May'"),
        ({"said_on": "2025-05-09/2025-05-01"}, "cannot end"),
        ({"speaker": ["Aumont"]}, "'speaker' must be a string, found a list"),
        ({"evidence": "text"}, "'evidence' must be a list, found a string"),
        ({"evidence": ["text"]}, "evidence must be an object, found a string"),
        ({"evidence": [{"quote": "Aumont"}]}, "must name its article by one of"),
        ({"evidence": [{"article_id": "a", "url": "b"}]}, "must name its article by one of"),
        ({"evidence": [{"article_id": "a", "quote": ""}]}, "'quote' is empty"),
        ({"evidence": [{"article_id": "a", "quote": "b", "spans": [[3, 1]]}]}, "'spans' must be a list of"),
        ({"evidence": []}, "no evidence and is not marked unanswerable"),
        ({"type": "unanswerable", "answer": []}, "is unanswerable and has evidence"),
        ({"type": "unanswerable", "evidence": []}, "is unanswerable and has an answer"),
        ({"type": "follow-up"}, "names no question that it follows"),
        ({"type": "follow-up", "after": "q9"}, "follows 'q9', which does not stand before it"),
        ({"id": "q0"}, "the id 'q0' is used twice"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    path = _file(tmp_path, {**GOOD, "id": "q0"}, "", {**GOOD, **change})
    with pytest.raises(UsageError) as raised:
        read_questions(path)
    assert str(raised.value).startswith(f"{path}, line 3: ")
    assert fault in str(raised.value)


@pytest.mark.parametrize(
    ("line", "fault"),
    [('{"id": "q1"', "not JSON"), ("[]", "expected a JSON object, found a list"), ("7", "found 7")],
)
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(UsageError, match=f"line 1: .*{fault}"):
        read_questions(_file(tmp_path, line))


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda good: b"", "holds no question"),
        (lambda good: b"\xff\xfe\x00", "is not UTF-8"),
        (lambda good: gzip.compress(good)[:-9], "cannot be read"),
        (lambda good: gzip.compress(good)[:12] + b"\x00" * 20, "cannot be read"),
        (lambda good: gzip.compress(good)[:-8] + b"\x00" * 8, "cannot be read"),
    ],
    ids=["empty", "not text", "cut gzip", "broken gzip", "wrong checksum"],
)
def test_a_damaged_file_is_named(tmp_path: Path, damage: Callable[[bytes], bytes], fault: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(damage(json.dumps(GOOD).encode()))
    with pytest.raises(UsageError, match=fault) as raised:
        read_questions(path)
    assert str(path) in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl cannot be read: No such file"):
        read_questions(tmp_path / "none.jsonl")


def test_check_evidence_names_each_fault_and_nothing_else(tmp_path: Path) -> None:
    evidence = [
        {"article_id": "a", "quote": "verbatim"},
        {"article_id": "a", "quote": "Verbatim"},
        {"article_id": "a", "quote": None},
        {"article_id": "b", "quote": None},
        {"article_id": "a", "quote": "not it", "spans": [[0, 3], [13, 15]]},
        {"article_id": "a", "quote": "not if", "spans": [[0, 3], [13, 15]]},
    ]
    questions = read_questions(_file(tmp_path, {**GOOD, "evidence": evidence}))
    assert check_evidence(questions, {"a": "not verbatim it is"}) == [
        "q1: not in a: 'Verbatim'",
        "q1: there is no article 'b'",
        "q1: not in a: 'not if'",
    ]


def test_a_repeated_question_is_read_once_only_when_that_is_asked_for(tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD, {**GOOD, "choices": ["not read"]})
    with pytest.raises(UsageError, match="line 2: the id 'q1' is used twice"):
        read_questions(path)
    assert len(read_questions(path, allow_repeats=True)) == 1
    with pytest.raises(UsageError, match="line 2: the id 'q1' is used twice"):
        read_questions(_file(tmp_path, GOOD, {**GOOD, "answer": "Veltz"}), allow_repeats=True)


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize(
    ("folder", "of", "count"),
    [
        ("realtimeqa", "realtimeqa", 733),
        ("who_said_what", "polnear", 400),
        ("evotemp", "evotemp", 499),
        ("newspolluted", "newspolluted", 474),
    ],
)
def test_the_development_data_is_read_and_its_evidence_occurs(
    shared: Path, folder: str, of: str, count: int
) -> None:
    questions = read_questions(shared / "data" / folder / "questions.jsonl.gz", allow_repeats=True)
    assert len(questions) == count
    with gzip.open(shared / "data" / of / "articles.jsonl.gz", "rt", encoding="utf-8") as stream:
        texts = {article["id"]: article["text"] for article in map(json.loads, stream)}
    assert check_evidence(questions, texts) == []
