"""Statement questions answered from statements: constraints, grouping, refusals that say why, follow-ups."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from ministry import ministry

from onrecord.index import Filters, NewsIndex, TimeRange
from onrecord.index.types import JOINER
from onrecord.qa import Answer, Assistant
from onrecord.qa.jsonshape import ask_json, said_json
from onrecord.qa.listing import listed
from onrecord.ui.text import answer_lines, statement_lines

AS_OF = "2026-03-20"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ministry") / "news.index"
    with NewsIndex.open(folder, embedder="hashing") as index:
        index.add(ministry(), embed=False)
    return folder


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[NewsIndex]:
    with NewsIndex.open(folder) as index:
        yield index


def ask(record: NewsIndex, question: str, as_of: str = AS_OF, **given: object) -> Answer:
    answer = Assistant(record).ask(question, as_of=as_of, **given)  # type: ignore[arg-type]
    verify(answer, record)
    return answer


def verify(answer: Answer, record: NewsIndex) -> None:
    """What holds of every answer: verbatim, cited, verified; a claim for each remark; or a refusal."""
    assert bool(answer.claims) != (answer.abstained is not None)
    refused = answer.abstained
    citations = {c.number: c for c in (refused.nearest if refused else answer.citations)}
    for remark in (*answer.remarks, *(refused.remarks if refused else ())):
        assert remark.citations
        for statement in remark.statements:
            stored = record.article(statement.article_id)
            assert stored is not None
            assert JOINER.join(stored.text[s:e] for s, e in statement.segments) == statement.text
            cited = [citations[n] for n in remark.citations if citations[n].article.id == stored.id]
            assert [(c.start, c.end) for c in cited if c.quote in statement.text]
    for citation in citations.values():
        stored = record.article(citation.article.id)
        assert stored is not None
        assert citation.verified
        assert stored.text[citation.start : citation.end] == citation.quote
    if answer.remarks:
        assert [c.citations for c in answer.claims] == [r.citations for r in answer.remarks]


def days(answer: Answer) -> set[date]:
    return {r.said_on.range.end for r in answer.remarks if r.said_on.range and r.fit == "certain"}


def test_a_day_is_a_hard_constraint_and_its_year_is_told(record: NewsIndex) -> None:
    answer = ask(record, "What did Ilse Marrow say on March 4?")
    assert days(answer) == {date(2025, 3, 4)}
    assert {r.speaker for r in answer.remarks} == {"Ilse Marrow"}
    assert any("names no year" in note and "2025" in note for note in answer.notes)
    assert answer.remarks[-1].fit == "undated"
    assert any("undated" in note for note in answer.notes)
    kinds = [r.statements[0].kind for r in answer.remarks if r.fit == "certain"]
    assert kinds == sorted(kinds, key=("direct", "mixed", "indirect").index)


def test_every_year_with_statements_latest_first(record: NewsIndex) -> None:
    answer = ask(record, "What did Ilse Marrow say in March?")
    years = [r.said_on.range.end.year for r in answer.remarks if r.said_on.range]
    assert set(years) == {2025, 2026}
    assert years == sorted(years, reverse=True)


def test_a_day_without_words_is_refused_with_the_nearest(record: NewsIndex) -> None:
    answer = ask(record, "What did Ilse Marrow say on 20 March 2025?")
    refused = answer.abstained
    assert refused is not None
    assert refused.reason.startswith("Nothing by Ilse Marrow on 20 March 2025 in the record; nearest: on ")
    assert "7 March 2025" in refused.reason
    assert refused.nearest
    assert {r.fit for r in refused.remarks} == {"certain", "undated"}
    assert not answer.claims


def test_who_nobody_is_and_what_nobody_said(record: NewsIndex) -> None:
    refused = ask(record, "What did Vera Orrin say about fares?").abstained
    assert refused is not None
    assert refused.reason == "Nobody named “Vera Orrin” speaks in the record."
    refused = ask(record, "What did Ilse Marrow say about volcanoes?").abstained
    assert refused is not None
    assert refused.reason.startswith("Nothing by Ilse Marrow about “volcanoes” in the record")


def test_one_remark_of_two_outlets_and_its_reversal(record: NewsIndex) -> None:
    answer = ask(record, "What did Ilse Marrow say about passengers?")
    promise = next(r for r in answer.remarks if "No passenger" in r.statements[0].text)
    assert {s.article_id for s in promise.statements} == {"a2", "a3"}
    assert len(promise.citations) >= 2
    reversal = next(r for r in answer.remarks if "Some passengers" in r.statements[0].text)
    assert {s.article_id for s in reversal.statements} == {"a4"}


def test_filters_beside_the_question_and_outlets_in_it(record: NewsIndex) -> None:
    only = Filters(sources=("Velland Courier",))
    assert {s.article_id for s in ask(record, "What did Marrow say?", filters=only).statements} == {"a3"}
    answer = ask(record, "What did Marrow say according to the Velland Courier?")
    assert {s.article_id for s in answer.statements} == {"a3"}
    friday = Filters(said_on=(TimeRange.day(date(2025, 3, 7)),), speakers=("Tobias Marrow",))
    answer = ask(record, "What did he say?", filters=friday)
    assert answer.abstained is not None or {r.speaker for r in answer.remarks} == {"Tobias Marrow"}


def test_who_said_when_and_whether(record: NewsIndex) -> None:
    answer = ask(record, "Who said that the crews had no rise since 2019?")
    assert answer.remarks[0].speaker == "Tobias Marrow"
    answer = ask(record, "When did Marrow say that no passenger will pay more?")
    assert days(answer) == {date(2025, 3, 7)}
    answer = ask(record, "Did Marrow say that the gates are the best that money can buy?")
    assert "gates" in answer.remarks[0].statements[0].text


def test_a_conversation(record: NewsIndex) -> None:
    assistant = Assistant(record)
    first = assistant.ask("What did Ilse Marrow say on 7 March 2025?", as_of=AS_OF)
    then = assistant.ask("And on 9 March 2026?", as_of=AS_OF, history=[first.turn])
    assert days(then) == {date(2026, 3, 9)}
    assert then.question.carried == ("speaker: Ilse Marrow",)
    other = assistant.ask("And what about Jon Petty?", as_of=AS_OF, history=[first.turn])
    assert {r.speaker for r in other.remarks} == {"Jon Petty"}
    assert any("(speaker: Ilse Marrow)" in line for line in answer_lines(then))


def test_text_and_json_of_an_answer(record: NewsIndex) -> None:
    answer = ask(record, "What did Ilse Marrow say on 7 March 2025?")
    shown = "\n".join(answer_lines(answer))
    assert "Ilse Marrow, on 7 March 2025" in shown
    assert "[1]" in shown
    made = json.loads(json.dumps(ask_json(answer)))
    assert made["interpreted"]["speakers"] == ["Ilse Marrow"]
    assert made["interpreted"]["when"] == {"start": "2025-03-07", "end": "2025-03-07"}
    assert made["abstained"] is None
    numbers = {c["number"] for c in made["citations"]}
    for statement in made["statements"]:
        assert set(statement["citations"]) <= numbers
        assert statement["said_on"].keys() == {"start", "end", "basis", "confidence", "in_words"}
        assert 1 <= statement["remark"] <= len(made["claims"])
    refused = ask_json(ask(record, "What did Ilse Marrow say on 20 March 2025?"))
    assert refused["statements"] == []
    assert refused["abstained"]["statements"]
    assert "No answer: Nothing by" in "\n".join(
        answer_lines(ask(record, "What did Ilse Marrow say on 20 March 2025?"))
    )


def test_the_list_itself(record: NewsIndex) -> None:
    found, notes = listed(record, "Marrow", on="7 March 2025", since=None, until=None, about="", sources=())
    assert {each.statement.speaker for each in found} == {"Ilse Marrow"}
    assert any("Tobias Marrow" in note for note in notes)
    made = said_json(found, notes)["statements"][0]
    assert made.keys() >= {
        "speaker", "kind", "cue", "text", "segments", "said_on", "article_id", "title", "url", "source",
        "published_at",
    }  # fmt: skip
    lines = "\n".join(statement_lines(found))
    assert "on 7 March 2025 (direct)" in lines
    assert "https://harbour.example/2#:~:text=" in lines
    nobody, notes = listed(record, "Orrin", on=None, since=None, until=None, about="", sources=())
    assert nobody == ()
    assert notes == ("nobody named “Orrin” speaks in the record",)


def onrecord(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord.qa", "--index", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_said_command(folder: Path) -> None:
    ran = onrecord(folder, "said", "the transport minister", "--on", "2025-03-04", "--json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)["statements"]
    assert [s["article_id"] for s in found if s["fit"] == "certain"] == ["a1", "a1", "a1"]
    assert {s["fit"] for s in found} == {"certain", "undated"}
    text = onrecord(folder, "said", "Marrow", "--since", "2026-01-01", "--about", "fares")
    assert text.returncode == 0
    assert "Ilse Marrow, on 9 March 2026" in text.stdout
    both = ["said", "Marrow", "--on", "2025-03-04", "--since", "2025-01-01"]
    for bad in (["said"], ["said", "Marrow", "--on", "someday"], both):
        assert onrecord(folder, *bad).returncode == 2


def test_the_chat_takes_up_what_was_asked(folder: Path) -> None:
    typed = "What did Ilse Marrow say on 7 March 2025?\nAnd on 9 March 2026?\n\n"
    ran = subprocess.run(
        [sys.executable, "-m", "onrecord.qa", "--index", str(folder), "chat"],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert "(speaker: Ilse Marrow)" in ran.stdout
    assert "Some passengers will pay more" in ran.stdout
