"""From a question to a cited answer, or to a refusal; an error is never one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from harbour import article

from onrecord.index import Filters, NewsIndex, TimeRange
from onrecord.index.errors import StoreDamaged, UsageError
from onrecord.index.newsindex import DATABASE
from onrecord.qa import Answer, Assistant


def verify(answer: Answer, index: NewsIndex) -> None:
    """The invariants of every answer."""
    assert bool(answer.claims) != (answer.abstained is not None)
    numbers = {citation.number for citation in answer.citations}
    assert numbers == set(range(1, len(numbers) + 1))
    for claim in answer.claims:
        assert claim.citations
        assert set(claim.citations) <= numbers
    for citation in (*answer.citations, *(answer.abstained.nearest if answer.abstained else ())):
        stored = index.article(citation.article.id)
        assert stored is not None
        assert stored.text[citation.start : citation.end] == citation.quote
        assert citation.verified


@pytest.mark.parametrize(
    ("question", "article_id", "words"),
    [
        ("How many passengers were rescued from the ferry?", "a1", "rescued 209 passengers"),
        ("Who opened an inquiry into the sinking?", "a1", "Ilse Marrow"),
        ("What is the main interest rate of the central bank of Velland?", "a2", "4.75 percent"),
        ("What do farmers downstream of the dam fear?", "a3", "too little water"),
    ],
)
def test_answers_cite_the_sentence(index: NewsIndex, question: str, article_id: str, words: str) -> None:
    answer = Assistant(index).ask(question)
    verify(answer, index)
    assert answer.citations[0].article.id == article_id
    assert words in answer.claims[0].text
    assert answer.text.startswith(answer.claims[0].text)
    assert answer.timings.keys() >= {"question", "search", "grounding"}


@pytest.mark.parametrize(
    "question",
    ["Who won the 2022 World Cup?", "Which astronaut landed on Mars?", "xyzzy plugh", "?!", "the of and"],
)
def test_refuses_what_the_record_does_not_say(index: NewsIndex, question: str) -> None:
    answer = Assistant(index).ask(question)
    verify(answer, index)
    assert answer.abstained is not None
    assert answer.abstained.reason.endswith(".")
    assert answer.text == answer.abstained.reason


def test_a_refusal_shows_the_nearest_and_names_what_is_missing(index: NewsIndex) -> None:
    answer = Assistant(index).ask("Which ferry captain was arrested in Portugal?")
    assert answer.abstained is not None
    assert "Portugal" in answer.abstained.reason
    assert [c.article.id for c in answer.abstained.nearest][:1] == ["a1"]


def test_filters_are_hard(index: NewsIndex) -> None:
    april = Filters(published=TimeRange(date(2025, 4, 1), date(2025, 4, 30)))
    answer = Assistant(index).ask("How many passengers were rescued from the ferry?", filters=april)
    verify(answer, index)
    assert answer.abstained is not None
    assert "a1" not in {c.article.id for c in answer.abstained.nearest}
    assert answer.abstained.reason.startswith("Within the articles published in April 2025: ")


def test_a_script_without_spaces_is_answered(index: NewsIndex) -> None:
    index.add(
        [article(21, "渡轮在周二夜间沉没。海岸警卫队救起了二百零九名乘客。三名水手失踪。", title="渡轮沉没")]
    )
    answer = Assistant(index).ask("海岸警卫队救起了乘客")
    verify(answer, index)
    assert answer.citations[0].article.id == "a21"


def test_undated_sources_are_flagged(index: NewsIndex) -> None:
    answer = Assistant(index).ask("What do farmers downstream of the dam fear?")
    assert "an article without a publication date is among the sources" in answer.notes


def test_copies_are_cited_once(index: NewsIndex) -> None:
    text = index.article("a1").text  # type: ignore[union-attr]
    index.add([article(11, text + " It was raining.", source="Velland Courier", day="2025-03-06")])
    answer = Assistant(index).ask("How many passengers were rescued from the ferry?")
    assert len({claim.text for claim in answer.claims}) == len(answer.claims)


@pytest.mark.parametrize(
    "bad", [{"question": "  "}, {"question": "x" * 5000}, {"question": "hm", "as_of": "May"}]
)
def test_a_bad_question_is_an_error(index: NewsIndex, bad: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Assistant(index).ask(**bad)


def test_a_damaged_index_is_an_error_and_not_a_refusal(index: NewsIndex, folder: Path) -> None:
    for stray in folder.glob(DATABASE + "-*"):
        stray.unlink()
    (folder / DATABASE).write_bytes(b"gone" * 4096)
    question = "How many passengers were rescued from the ferry?"
    with ThreadPoolExecutor(1) as another, pytest.raises(StoreDamaged):  # whose connection is a new one
        another.submit(Assistant(index).ask, question).result()


def test_an_empty_index_refuses(tmp_path: Path) -> None:
    with NewsIndex.open(tmp_path / "empty", embedder="hashing") as index:
        answer = Assistant(index).ask("Who sank the ferry?")
        assert answer.abstained is not None
