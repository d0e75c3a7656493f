"""The publication of a bare text: a day, an interval or unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.dates import publication_range
from onrecord.index.types import UNDATED, TimeRange


@pytest.mark.parametrize(
    "text",
    [
        "A headline\n\nPublished: March 14, 2025 10:32 GMT\n\nThe ministry said on Friday.",
        "A headline\nMarch 14, 2025\nThe ministry spoke.",
        "A headline\nFriday, 14 March 2025, 08:00 a.m.\nThe ministry spoke.",
        "MOSCOW, March 14, 2025 (Agency) - The ministry spoke.",
        "VALLETTA — March 14, 2025 — The ministry spoke.",
    ],
)
def test_a_stamp_or_dateline_is_the_day(text: str) -> None:
    published = publication_range(text)
    assert (published.range, published.basis) == (TimeRange.day(date(2025, 3, 14)), "text")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ministry said Friday that talks had begun on Thursday.",
        "Since July 1, 2024, we show no advertisements.\n\nThe minister spoke.",
        "The two shook hands in Geneva on July 16, 2018. The minister said so on May 5.",
        "It will be launched on May 5, 2030, he said in 2021.",
        "Trump, who took office last week Tuesday, spoke.",
        "Biden met Trump, who took office in 2017.",
    ],
)
def test_an_unknown_stays_unknown(text: str) -> None:
    assert publication_range(text) == UNDATED


def test_an_inauguration_last_week_dates_the_week() -> None:
    text = "Officials said Monday they had heard nothing.\nTrump, who took office last week Monday, agreed."
    assert publication_range(text).range == TimeRange(date(2025, 1, 27), date(2025, 1, 31))
    assert publication_range("Biden, who took office on Wednesday, agreed.").range == TimeRange(
        date(2021, 1, 20), date(2021, 1, 26)
    )


def test_a_president_elect_dates_the_weeks_before_he_takes_office() -> None:
    text = "President-elect Donald Trump could call before he takes office in January 2017, the office said."
    assert publication_range(text).range == TimeRange(date(2016, 11, 9), date(2017, 1, 20))
    assert publication_range("President-elect Biden will be sworn in soon.").range == TimeRange(
        date(2020, 11, 4), date(2021, 1, 20)
    )
    assert (
        publication_range("President-elect Trump spoke before his inauguration.") == UNDATED
    )  # which of two?


def test_only_the_body_gives_evidence() -> None:
    story, aside = "The minister spoke at length. ", "Biden, who took office on Wednesday, agreed."
    text = story + aside
    assert publication_range(text).range is not None
    assert publication_range(text, body=[(0, len(story))]) == UNDATED


@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    publication_range(text)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Trump ", "President-elect ", "May 5, 2025\n", "said Monday ", "a"])
@pytest.mark.timeout(120)
def test_a_megabyte_does_not_hang(unit: str) -> None:
    publication_range(unit * (1_000_000 // len(unit)))
