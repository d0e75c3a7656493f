"""When words were said: dates at the cue count, dates in the content and about other events do not."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.index.attribution.quotes import paragraphs
from onrecord.index.blocks import Block
from onrecord.index.statements import statements
from onrecord.index.types import UNDATED, Article, Published, SaidOn, TimeRange

FRIDAY = date(2031, 5, 9)
ON_FRIDAY = Published.on(FRIDAY, "given")


def days(text: str, published: Published = ON_FRIDAY) -> list[SaidOn]:
    parts = [Block(start, end, "body") for start, end in paragraphs(text)]
    return [s.said_on for s in statements(Article("a", "", text, published=published), parts)]


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        ("Lind said Friday that it was safe.", 9, "cue"),
        ("Lind said on May 6 that it was safe.", 6, "cue"),
        ("Lind on Wednesday said it was safe.", 7, "cue"),
        ("It is safe, Lind said on Wednesday.", 7, "cue"),
        ("“It is safe,” Lind told reporters late Thursday.", 8, "cue"),
        ("On Thursday, Lind said it was safe.", 8, "cue"),
        ("In a post on her network last Tuesday, Lind said it was safe.", 6, "cue"),
        ("On Thursday, Lind gave her first public remarks on the plan, saying it was safe.", 8, "sentence"),
    ],
)
def test_a_date_attached_to_the_cue(text: str, day: int, basis: str) -> None:
    (said,) = days(text)
    assert said.range == TimeRange.day(date(2031, 5, day))
    assert said.basis == basis


@pytest.mark.parametrize(
    "text",
    [
        "Lind said the bridge closed on Tuesday.",
        "Lind, who took office last week Monday, told reporters it was safe.",
        "Lind (elected on May 1) said it was safe.",
        "Lind said after the accident on Tuesday that it was safe.",
        "Lind said Tuesday's accident was minor.",
        "The bridge closed on Tuesday and Lind told the Tribune that it was safe.",
    ],
)
def test_dates_of_other_events_do_not_count(text: str) -> None:
    (said,) = days(text)
    assert said.basis == "publication"
    assert said.range is not None
    assert said.range.end == FRIDAY


def test_each_speaker_has_his_own_day() -> None:
    first, second = days("Lind called it “a farce,” and Berg said Wednesday that it was true.")
    assert first.basis == "publication"
    assert second.range == TimeRange.day(date(2031, 5, 7))


def test_the_same_speaker_nearby() -> None:
    text = (
        "Lind said on Tuesday that it was safe, adding that she had checked. “Twice,” Lind said.\n\n"
        "Nobody answered.\n\n“It is safe,” Lind said.\n\nA.\n\nB.\n\nC.\n\n“It is over,” Lind said."
    )
    said = days(text)
    assert [s.basis for s in said] == ["cue", "sentence", "paragraph", "speaker", "publication"]
    assert {s.range for s in said[:4]} == {TimeRange.day(date(2031, 5, 6))}
    assert [s.confidence for s in said] == sorted((s.confidence for s in said), reverse=True)


def test_an_excursion_into_the_past_holds_for_its_paragraph_alone() -> None:
    text = (
        "Mara Lind told the inquiry on Friday that she had seen it.\n\n"
        "On March 20 Lind said that she had not. “I was asked about a letter,” she said.\n\n"
        "Lind said that both had been true."
    )
    first, back, beside, after = days(text)
    assert first.range == after.range == TimeRange.day(FRIDAY)
    assert back.range == beside.range == TimeRange.day(date(2031, 3, 20))


def test_a_year_is_not_passed_on() -> None:
    said, after = days("Lind said in 2011 that it was safe.\n\nLind said that it was not.")
    assert said.range == TimeRange(date(2011, 1, 1), date(2011, 12, 31))
    assert after.basis == "publication"


def test_a_spokesman_takes_the_day_of_the_body_he_speaks_for() -> None:
    text = "The Kremlin said Tuesday it was ready.\n\n“We are,” Kremlin spokesman Olav Brandt told reporters."
    assert [s.basis for s in days(text)] == ["cue", "speaker"]


def test_a_lead_without_a_date_takes_the_one_that_follows() -> None:
    text = "The bridge is safe, Mara Lind said.\n\n“It is,” Lind told reporters on Wednesday."
    assert [s.range for s in days(text)] == [TimeRange.day(date(2031, 5, 7))] * 2


def test_has_said_and_repeatedly_never_inherit() -> None:
    text = (
        "Lind said on Tuesday that it was safe. Lind has warned against closing it, accusing Berg of lying. "
        "Lind repeatedly said it was safe."
    )
    assert [s.basis for s in days(text)] == ["cue", "publication", "publication", "publication"]
    assert days(text)[1].confidence < days("Lind said it was safe.")[0].confidence


def test_without_a_publication_day() -> None:
    assert days("Lind said it was safe.", UNDATED) == [SaidOn()]
    assert days("Lind said Friday that it was safe.", UNDATED) == [SaidOn()]
    (said,) = days("Lind said on May 6, 2031, that it was safe.", UNDATED)
    assert said.range == TimeRange.day(date(2031, 5, 6))


def test_nothing_is_said_after_publication() -> None:
    (said,) = days("Lind said this week that it was safe.")
    assert said.range is not None
    assert said.range.end <= FRIDAY
