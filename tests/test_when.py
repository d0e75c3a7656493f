"""From constraints to the days asked for, and days in words."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.index.dates import constraints
from onrecord.index.types import Filters, SaidOn, TimeRange
from onrecord.qa.when import asked_days, years_left_out
from onrecord.qa.words import alternatives, days, in_words, on_days, said_on

AS_OF = date(2025, 5, 20)


def day(year: int, month: int, of_month: int) -> TimeRange:
    return TimeRange.day(date(year, month, of_month))


@pytest.mark.parametrize(
    ("question", "years", "expected"),
    [
        ("what did she say on 5 May 2024?", (), [day(2024, 5, 5)]),
        ("what did she say on May 5?", (2025, 2023), [day(2025, 5, 5), day(2023, 5, 5)]),
        ("what did she say on May 5?", (2027, 2024), [day(2024, 5, 5)]),
        ("what did she say on May 5 or on May 7, 2024?", (), [day(2024, 5, 7), day(2024, 5, 5)]),
        ("what has she said since 1 May 2025?", (), [TimeRange(date(2025, 5, 1), AS_OF)]),
        (
            "what did she say in 2024 before June 2024?",
            (),
            [TimeRange(date(2024, 1, 1), date(2024, 5, 31))],
        ),
        ("what did she say?", (2025,), []),
    ],
)
def test_days_asked_for(question: str, years: tuple[int, ...], expected: list[TimeRange]) -> None:
    assert list(asked_days(constraints(question, AS_OF), years)) == expected


def test_a_year_left_out() -> None:
    assert years_left_out(constraints("on May 5", AS_OF))
    assert not years_left_out(constraints("on 5 May 2025", AS_OF))
    assert not years_left_out(())


@pytest.mark.parametrize(
    ("when", "words", "within"),
    [
        (day(2025, 5, 5), "5 May 2025", "on 5 May 2025"),
        (TimeRange(date(2025, 5, 1), date(2025, 5, 31)), "May 2025", "in May 2025"),
        (TimeRange(date(2024, 12, 1), date(2024, 12, 31)), "December 2024", "in December 2024"),
        (TimeRange(date(2024, 1, 1), date(2024, 12, 31)), "2024", "in 2024"),
        (TimeRange(date.min, date(2024, 12, 31)), "until 31 December 2024", "until 31 December 2024"),
        (TimeRange(date(2024, 1, 2), date.max), "since 2 January 2024", "since 2 January 2024"),
        (
            TimeRange(date(2024, 1, 2), date(2024, 1, 31)),
            "between 2 January 2024 and 31 January 2024",
            "between 2 January 2024 and 31 January 2024",
        ),
    ],
)
def test_days_in_words(when: TimeRange, words: str, within: str) -> None:
    assert days(when) == words
    assert on_days(when) == within


def test_said_on_in_words() -> None:
    assert said_on(SaidOn(day(2025, 5, 5), "cue", 0.95)) == "on 5 May 2025"
    before = SaidOn(TimeRange(date(2016, 11, 13), date(2016, 11, 14)), "publication", 0.4)
    assert said_on(before) == "on or before 14 November 2016"
    assert said_on(SaidOn()) == "undated"


def test_filters_in_words() -> None:
    given = Filters(
        published=TimeRange(date(2025, 5, 1), date(2025, 5, 31)),
        sources=("The Post", "Courier"),
        speakers=("Ilse Marrow",),
        said_on=(day(2025, 5, 5), day(2024, 5, 5)),
    )
    assert in_words(given) == (
        "what The Post or Courier published in May 2025 what Ilse Marrow said"
        " what was said on 5 May 2025 or on 5 May 2024"
    )
    assert alternatives((day(2025, 5, 5),)) == "on 5 May 2025"
