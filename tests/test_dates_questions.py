"""The days that questions ask about."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.dates import constraints
from onrecord.index.types import TimeRange

SATURDAY = date(2025, 5, 10)
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "question_dates.jsonl").read_text("utf-8").splitlines()
]


def ranges(
    text: str, as_of: date = SATURDAY, years: tuple[int, ...] = (2023, 2024, 2025), **more: Any
) -> list[str]:
    found = [r for c in constraints(text, as_of, **more) for r in c.in_years(years)]
    return [str(r.start) if r.start == r.end else f"{r.start}/{r.end}" for r in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['question']} {case['as_of']}")
def test_question(case: dict[str, Any]) -> None:
    more = {}
    if "previous" in case:
        more["previous"] = TimeRange(*map(date.fromisoformat, case["previous"].split("/")))
    years = tuple(case.get("years", (2023, 2024, 2025)))
    assert ranges(case["question"], date.fromisoformat(case["as_of"]), years, **more) == case["ranges"]


def test_there_are_a_hundred_different_cases() -> None:
    assert len({json.dumps(case) for case in CASES}) == 100


def test_a_missing_year_takes_the_latest_that_had_begun() -> None:
    may, december = constraints("What was said on May 12 and on December 24?", SATURDAY)
    assert (may.recurring, may.range) == (True, TimeRange.day(date(2024, 5, 12)))
    assert december.range == TimeRange.day(date(2024, 12, 24))
    assert constraints("What will happen on May 12?", SATURDAY)[0].range == TimeRange.day(date(2025, 5, 12))


def test_a_day_that_a_year_does_not_have() -> None:
    [leap] = constraints("What was said on February 29?", SATURDAY)
    assert leap.in_year(2023) is None
    assert leap.in_years(range(2019, 2026)) == (
        TimeRange.day(date(2024, 2, 29)),
        TimeRange.day(date(2020, 2, 29)),
    )


def test_the_preposition_belongs_to_the_constraint() -> None:
    [since] = constraints("What has he said since March about it?", SATURDAY)
    assert (since.text, since.relation, since.recurring) == ("since March", "since", True)
    [between] = constraints("and between May 5 and May 9, 2024?", SATURDAY)
    assert (between.text, between.relation) == ("between May 5 and May 9, 2024", "between")


def test_alternatives_stay_apart() -> None:
    assert [c.relation for c in constraints("What did he say on May 5 or on May 7?", SATURDAY)] == [
        "in",
        "in",
    ]


QUESTION_WORDS = (
    *(
        "since",
        "before",
        "until",
        "between",
        "and",
        "from",
        "to",
        "after",
        "around",
        "or",
        "later",
        "ago",
        "now",
    ),
    *(
        "May",
        "5",
        "2025",
        "March",
        "the",
        "week",
        "day",
        "last",
        "Monday",
        "Christmas",
        "will",
        "29",
        "February",
    ),
    *(">", "<=", "-", "999", "decades"),
)


@given(
    st.lists(st.sampled_from(QUESTION_WORDS), max_size=15).map(" ".join),
    st.sampled_from([date.min, SATURDAY, date.max]),
    st.sampled_from([None, TimeRange(date(2025, 5, 5), date(2025, 5, 5)), TimeRange(date.min, date.max)]),
    st.integers(-1, 10_001),
)
def test_never_raises_and_offsets_are_exact(
    text: str, as_of: date, previous: TimeRange | None, year: int
) -> None:
    for constraint in constraints(text, as_of, previous=previous):
        assert text[constraint.start : constraint.end] == constraint.text
        constraint.in_year(year)


@given(st.text(max_size=200))
def test_never_raises_on_any_characters(text: str) -> None:
    constraints(text, SATURDAY)
