"""What a question asks for: its intent, whose words, which days, which outlet, what topic; and follow-ups."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.eval.gold import read_questions
from onrecord.eval.sample import NEWSWIRE, QUESTIONS
from onrecord.index import NewsIndex
from onrecord.index.errors import UsageError
from onrecord.index.sources import Fetcher, Given
from onrecord.index.sources import read as read_source
from onrecord.index.speakerbook import SpeakerBook
from onrecord.index.types import Article, Filters, TimeRange
from onrecord.qa.question import read_question
from onrecord.qa.types import Question, Turn

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "question_forms.jsonl").read_text(encoding="utf-8").splitlines()
]
AS_OF = date(2025, 5, 20)


class Archive:
    """A record with four who speak and two outlets."""

    def __init__(self) -> None:
        self._book = SpeakerBook(
            [
                ("Ilse Marrow", "Transport Minister Ilse Marrow"),
                ("Ilse Marrow", "Marrow"),
                ("Tobias Marrow", "Dock union leader Tobias Marrow"),
                ("Jon Petty", "Ministry spokesman Jon Petty"),
                ("Harbour Ministry", "the Harbour Ministry"),
            ]
        )

    def speakers(self, asked: str) -> Sequence[tuple[str, float]]:
        return self._book.find(asked)

    def sources(self) -> Collection[str]:
        return {"The Harbour Post", "Velland Courier"}


ARCHIVE = Archive()


def asked(text: str, *history: Turn) -> Question:
    return read_question(text, as_of=AS_OF, filters=Filters(), record=ARCHIVE, history=history)


def turn(text: str) -> Turn:
    """The turn that an answered question leaves behind."""
    question = asked(text)
    speakers = tuple(ARCHIVE.speakers(phrase)[0][0] for phrase in question.speakers)
    return Turn(question, speakers, question.when[0].range if question.when else None)


def days(written: str | None) -> TimeRange | None:
    if written is None:
        return None
    first, _, last = written.partition("..")
    return TimeRange(date.fromisoformat(first) if first else date.min, date.fromisoformat(last or first))


@pytest.mark.parametrize("case", CASES, ids=[case["question"][:60] for case in CASES])
def test_reading(case: dict[str, Any]) -> None:
    history = [turn(case["after"])] if "after" in case else []
    read = asked(case["question"], *history)
    assert read.intent == case["intent"]
    assert list(read.speakers) == case["speakers"]
    assert [c.range for c in read.when] == ([days(case["when"])] if case["when"] else [])
    assert list(read.sources) == case["sources"]
    if case["intent"] != "fact":
        assert read.topic == case["topic"]
    assert bool(read.carried) == ("after" in case and read != asked(case["question"])) or not read.carried


def test_what_was_carried_over_is_told() -> None:
    read = asked("And on 9 March 2026?", turn("What did Marrow say about fares on 7 March 2025?"))
    assert read.carried == ("speaker: Marrow", "topic: fares")
    assert asked("And in April?", turn("What was inflation in Velland in March 2025?")).sought == (
        "What was inflation in Velland in April?"
    )
    follows = turn("How many seats did the Harbour Party win in the election?")
    assert asked("And the Unity Front?", follows).sought == (
        "How many seats did the Unity Front win in the election?"
    )
    follows = turn("How much does Velland pay under the grain treaty?")
    assert asked("Who signed it?", follows).sought == "Who signed the grain treaty?"


def test_bad_requests() -> None:
    with pytest.raises(UsageError, match="empty"):
        asked("  \n ")
    with pytest.raises(UsageError, match="characters long"):
        asked("why " * 600)
    with pytest.raises(UsageError, match="not a day"):
        read_question("why?", as_of="soon", filters=Filters(), record=ARCHIVE)


words = st.sampled_from(
    """what who when did has Marrow she he it say said about on May 5 the and lock fares that “ ” ' , ? : 2025
    last week according to Velland Courier promise between 1 of""".split()
)


@given(st.lists(words, min_size=1, max_size=14), st.lists(words, min_size=1, max_size=10))
def test_any_words_are_read(typed: list[str], before: list[str]) -> None:
    follows = Turn(asked(" ".join(before)), ("Ilse Marrow",), TimeRange.day(AS_OF))
    for read in (asked(" ".join(typed)), asked(" ".join(typed), follows)):
        assert read.text == " ".join(typed)
        assert read.intent == "fact" or isinstance(read.topic, str)


@given(st.text(max_size=200).filter(lambda text: text.strip()))
def test_any_text_is_read(text: str) -> None:
    read = asked(text, turn("What did Marrow say about fares on 7 March 2025?"))
    assert read.as_of == AS_OF


@pytest.mark.parametrize("unit", ["what did she say ", "Marrow said ", "on May 5 ", "and ", "a", "please "])
def test_long_questions_take_no_longer_than_a_moment(unit: str) -> None:
    text = (unit * 2_000)[:1_990]
    start = time.process_time()
    asked(text)
    assert time.process_time() - start < 2.0


# -- the sample questions and the development ones


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> NewsIndex:
    index = NewsIndex.open(tmp_path_factory.mktemp("sample") / "news.index", embedder="hashing")
    articles = [a for a in read_source(str(NEWSWIRE), Given(), Fetcher()) if isinstance(a, Article)]
    index.add(articles, embed=False)
    return index


def test_the_samples_statement_questions(sample: NewsIndex) -> None:
    wrong = []
    for question in read_questions(QUESTIONS):
        if question.type != "statement":
            continue
        read = read_question(
            question.question, as_of=question.question_date, filters=Filters(), record=sample
        )
        named = [name for phrase in read.speakers for name in sample.meant(phrase)]
        if read.intent != "said" or not named:
            wrong.append(question.question)
        if read.when and question.said_on is not None:
            in_time = any(c.range.overlaps(question.said_on) for c in read.when)
            if not in_time:
                wrong.append(question.question)
    assert wrong == []


@pytest.mark.data
def test_every_question_of_who_said_what(shared: Path) -> None:
    path = shared / "data" / "who_said_what" / "questions.jsonl.gz"
    lines = gzip.decompress(path.read_bytes()).splitlines()
    for row in map(json.loads, lines):
        book = SpeakerBook([(row["speaker"], row["speaker"])])

        class One:
            def speakers(self, phrase: str, book: SpeakerBook = book) -> Sequence[tuple[str, float]]:
                return book.find(phrase)

            def sources(self) -> Collection[str]:
                return ()

        read = read_question(row["question"], as_of=row["question_date"], filters=Filters(), record=One())
        assert read.intent == "said", row["question"]
        assert read.speakers == (row["speaker"],)
        assert [c.range for c in read.when] == [TimeRange.day(date.fromisoformat(row["said_on"]))]
