"""What is one remark and what is not, and in which order remarks are read."""

from __future__ import annotations

from datetime import date

import pytest
from harbour import article
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.embed import PACKAGED, SentenceTransformerEmbedder
from onrecord.index.types import Fit, SaidOn, Spoken, Statement, StatementKind, TimeRange
from onrecord.qa.remarks import remarks

DAY = date(2025, 3, 7)


def spoken(
    number: int,
    text: str,
    *,
    day: date | None = DAY,
    speaker: str = "Ilse Marrow",
    kind: StatementKind = "direct",
    fit: Fit = "certain",
    at: int = 0,
) -> Spoken:
    said = SaidOn(TimeRange.day(day), "cue", 0.9) if day else SaidOn()
    statement = Statement(
        f"a{number}#s{at}", f"a{number}", speaker, "Marrow", kind, "said", ((at, at + len(text)),), text, said
    )
    return Spoken(statement, article(number, text), fit)


PROMISE = "No passenger will pay more in December than today"


def test_the_same_words_in_several_outlets_are_one_remark() -> None:
    copies = [spoken(1, PROMISE), spoken(2, PROMISE + ","), spoken(3, PROMISE, day=date(2025, 3, 8))]
    (remark,) = remarks(copies)
    assert {s.article_id for s in remark.statements} == {"a1", "a2", "a3"}


@pytest.mark.parametrize(
    "other",
    [
        spoken(2, PROMISE, speaker="Tobias Marrow"),
        spoken(2, PROMISE, day=date(2025, 3, 9)),
        spoken(2, PROMISE, day=None, fit="undated"),
        spoken(2, PROMISE.replace("No passenger", "Some passengers")),
        spoken(1, PROMISE, at=900),
    ],
    ids=["another speaker", "two days later", "undated", "its denial", "again in the same article"],
)
def test_what_stays_two_remarks(other: Spoken) -> None:
    assert len(remarks([spoken(1, PROMISE), other])) == 2


def test_other_numbers_are_another_remark() -> None:
    one, other = "We rescued 209 people that night", "We rescued 207 people that night"
    assert len(remarks([spoken(1, one), spoken(2, other)])) == 2


@pytest.mark.slow
def test_another_translation_is_the_same_remark_and_a_contradiction_is_not() -> None:
    encode = SentenceTransformerEmbedder(PACKAGED).encode_passages
    one = "Passengers are not going to be charged a higher fare at the end of the year"
    other = "Travellers will not have to pay more for a fare when the year ends"
    denial = "Passengers are going to be charged a higher fare at the end of the year"
    assert len(remarks([spoken(1, one), spoken(2, other)], encode)) == 1
    assert len(remarks([spoken(1, one), spoken(2, other)])) == 2
    assert len(remarks([spoken(1, one), spoken(2, denial)], encode)) == 2
    lock = "The gates of the lock are the best that money can buy for passengers"
    assert len(remarks([spoken(1, one), spoken(2, lock)], encode)) == 2


def test_reading_order() -> None:
    found = [
        spoken(1, "reported words about the quay", kind="indirect"),
        spoken(2, "quoted words about the lock"),
        spoken(3, "words of long ago about tolls", day=date(2024, 1, 1)),
        spoken(4, "words of a later day about salt", day=date(2025, 4, 1)),
        spoken(5, "words without a day about tin", day=None, fit="undated"),
        spoken(6, "words of somebody else about coal", speaker="Jon Petty"),
    ]
    order = [r.statements[0].article_id for r in remarks(found)]
    assert order == ["a2", "a1", "a4", "a3", "a5", "a6"]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 6), st.sampled_from([PROMISE, "The lock opens in June", "Nobody will pay"]),
            st.integers(1, 4), st.sampled_from(["A B", "C D"]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_every_statement_is_in_one_remark(drawn: list[tuple[int, str, int, str]]) -> None:
    found = [
        spoken(number, text, day=date(2025, 3, day), speaker=speaker, at=place * 100)
        for place, (number, text, day, speaker) in enumerate(drawn)
    ]
    made = remarks(found)
    ids = [s.id for remark in made for s in remark.statements]
    assert sorted(ids) == sorted(each.statement.id for each in found)
    for remark in made:
        assert {s.speaker for s in remark.statements} == {remark.speaker}
