"""Time expressions of articles: what is found, where, and which days it means."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.dates import TimeExpression, find
from onrecord.index.dates.days import add_months, easter, nth_weekday, part, season, week
from onrecord.index.types import TimeRange

FRIDAY = date(2025, 5, 9)


def days(expression: TimeExpression) -> str | None:
    """The range as "first/last", a single day once."""
    if expression.range is None:
        return None
    start, end = expression.range.start, expression.range.end
    return str(start) if start == end else f"{start}/{end}"


def one(text: str, anchor: date | TimeRange | None = FRIDAY) -> TimeExpression:
    """The only expression of a text."""
    found = find(text, anchor)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "expression", "expected"),
    [
        ("The ministry said Friday that talks went well.", "Friday", "2025-05-09"),
        ("He spoke on Monday.", "Monday", "2025-05-05"),
        ("The two will meet Monday.", "Monday", "2025-05-12"),
        ("On Sunday, the court will rule.", "Sunday", "2025-05-11"),
        ("On Sunday, the court ruled.", "Sunday", "2025-05-04"),
        ("She has until Wednesday to answer.", "Wednesday", "2025-05-14"),
        ("In a post last Wednesday, he agreed.", "last Wednesday", "2025-05-07"),
        ("They will vote next Friday.", "next Friday", "2025-05-16"),
        ("He took office last week Monday.", "last week Monday", "2025-04-28"),
        ("They met late Thursday.", "late Thursday", "2025-05-08"),
        ("It was over the weekend that she said so.", "over the weekend", "2025-05-03/2025-05-04"),
        ("He said it yesterday.", "yesterday", "2025-05-08"),
        ("The Kremlin said on May 5.", "May 5", "2025-05-05"),
        ("A quarrel broke out on Feb. 28.", "Feb. 28", "2025-02-28"),
        ("It began on 24 February 2022.", "24 February 2022", "2022-02-24"),
        ("They met in Geneva on July 16, 2018.", "July 16, 2018", "2018-07-16"),
        ("It was said in December.", "December", "2024-12-01/2024-12-31"),
        ("They will meet in December.", "December", "2025-12-01/2025-12-31"),
        ("He takes office in January 2017.", "January 2017", "2017-01-01/2017-01-31"),
        ("The plan for mid-May is open.", "mid-May", "2025-05-11/2025-05-20"),
        ("It was shocking last week.", "last week", "2025-04-28/2025-05-04"),
        ("It happened two weeks ago.", "two weeks ago", "2025-04-21/2025-04-27"),
        ("It began nearly three years ago.", "three years ago", "2022-01-01/2022-12-31"),
        ("Sales fell in the third quarter.", "the third quarter", "2024-07-01/2024-09-30"),
        ("He said this spring would be hard.", "this spring", "2025-03-01/2025-05-31"),
        ("In the 1980s it was so.", "the 1980s", "1980-01-01/1989-12-31"),
        ("On Thanksgiving they paused.", "Thanksgiving", "2024-11-28"),
        ("It was the day before Christmas.", "the day before Christmas", "2024-12-24"),
        ("In '98 the crisis came.", "'98", "1998-01-01/1998-12-31"),
        ("He was born in nineteen ninety-six.", "nineteen ninety-six", "1996-01-01/1996-12-31"),
        ("The attacks of 9/11 changed it.", "9/11", "2001-09-11"),
        ("Date: 2025-04-26", "2025-04-26", "2025-04-26"),
        ("Datum: 26.04.2025", "26.04.2025", "2025-04-26"),
    ],
)
def test_reads_news_prose(text: str, expression: str, expected: str) -> None:
    found = one(text)
    assert (found.text, days(found)) == (expression, expected)


@pytest.mark.parametrize(
    "text",
    [
        "He may march with them, and she may not.",
        "Theresa May said she would fall back.",
        "April Smith and the Sunday Times disagree.",
        "Prices rose by 2000 dollars, to $2019, and 1650 people came.",
        "Call 555-1999 24/7, or 7/6 of it.",
        "It was the day before the vote.",
        "Each Monday they meet.",
        "There is no 30 February and no February 30.",
        "",
    ],
)
def test_leaves_alone_what_is_no_time(text: str) -> None:
    assert [e for e in find(text, FRIDAY) if e.range is not None] == []


def test_durations_are_recognised_and_name_no_days() -> None:
    found = one("The ceasefire held for two weeks.")
    assert (found.text, found.value, found.grain, found.range) == ("two weeks", "P2W", "duration", None)


def test_an_earlier_date_of_the_text_is_counted_from() -> None:
    found = find(
        "He resigned on March 3, 2020. Two days later she followed, and a year earlier he had too.", FRIDAY
    )
    assert [(e.text, days(e), e.anchor) for e in found] == [
        ("March 3, 2020", "2020-03-03", "itself"),
        ("Two days later", "2020-03-05", "expression"),
        ("a year earlier", "2019-03-03", "expression"),
    ]


def test_business_news_compares_quarters() -> None:
    found = find("Profit rose in the first quarter of 2025. A year earlier the company lost money.", FRIDAY)
    assert [days(e) for e in found] == ["2025-01-01/2025-03-31", "2024-01-01/2024-03-31"]


def test_without_an_anchor_only_complete_dates_get_days() -> None:
    found = find("On Friday, May 9, 2025 he said that on Monday and on May 5 they met.", None)
    assert [(e.text, days(e), e.value) for e in found] == [
        ("Friday, May 9, 2025", "2025-05-09", "2025-05-09"),
        ("Monday", None, "XXXX"),
        ("May 5", None, "XXXX-05-05"),
    ]


def test_an_anchor_of_several_days_gives_every_day_that_can_be_meant() -> None:
    anchor = TimeRange(date(2025, 1, 27), date(2025, 1, 31))
    monday, friday = find("He said Monday what she had said Friday.", anchor)
    assert days(monday) == "2025-01-27"
    assert (days(friday), friday.approximate) == ("2025-01-24/2025-01-31", True)
    assert friday.anchored_on == anchor


def test_prefer_overrides_the_tense() -> None:
    text = "They will meet on Monday."
    assert days(find(text, FRIDAY, prefer="past")[0]) == "2025-05-05"
    assert days(find(text, FRIDAY, prefer="future")[0]) == "2025-05-12"
    assert days(find("Saturday", FRIDAY, prefer="nearest")[0]) == "2025-05-10"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_found_within_the_week_before(anchor: date) -> None:
    for offset in range(7):
        day = anchor - timedelta(days=offset)
        assert find(f"He said {day:%A} that it rained.", anchor)[0].range == TimeRange.day(day)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_written_form_of_a_date_is_that_date(day: date) -> None:
    month, year = f"{day:%B}", day.year
    forms = [day.isoformat(), f"{month} {day.day}, {year}", f"{day.day} {month} {year}", f"{day:%d/%b/%Y}"]
    forms += [f"{day:%A}, {month} {day.day}, {year}", f"the {day.day}th of {month} {year}", f"{day:%Y%m%d}"]
    for form in forms:
        assert days(one(f"on {form}.", None)) == day.isoformat(), form


WORDS = (
    *(
        "last",
        "next",
        "this",
        "the",
        "two",
        "ago",
        "earlier",
        "of",
        "first",
        "half",
        "in",
        "between",
        "and",
        "to",
    ),
    *(
        "on",
        "before",
        "after",
        "year",
        "early",
        "late",
        "since",
        "week",
        "quarter",
        "decades",
        "twenty-fifth",
    ),
    *(
        "Friday",
        "Monday",
        "May",
        "March,",
        "Christmas",
        "Easter",
        "thousand",
        "nineteen",
        "’s",
        "–",
        "—",
        ".",
    ),
    *("5", "2025", "2025-05-05", "Q1", "'98", "1980s", "999", "5/6", "\n\n", "\N{NO-BREAK SPACE}", "-"),
    *("İstanbul", "пятница", "١٢"),
)


@given(
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.sampled_from([None, date.min, FRIDAY, date.max]),
)
def test_never_raises_and_offsets_are_exact(text: str, anchor: date | None) -> None:
    found = find(text, anchor)
    behind = 0
    for expression in found:
        assert text[expression.start : expression.end] == expression.text
        assert expression.text.strip() == expression.text != ""
        assert expression.start >= behind
        behind = expression.end


@given(st.text(max_size=300))
def test_never_raises_on_any_characters(text: str) -> None:
    for expression in find(text, FRIDAY):
        assert text[expression.start : expression.end] == expression.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "the last ",
        "May 5 ",
        "1-",
        "1",
        "a",
        "İ",
        "two weeks before ",
        "Friday, ",
        "early ",
        "first half of ",
        "twenty ",
        " ",
        "\n",
    ],
)
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        find(text, FRIDAY)
        return time.process_time() - began

    assert seconds(400_000) < 8 * max(seconds(100_000), 0.1)


def test_calendar_arithmetic_against_the_almanac() -> None:
    assert [easter(y) for y in (1961, 2000, 2008, 2011, 2024, 2025, 2038)] == [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]
    assert nth_weekday(2024, 11, 3, 4) == date(2024, 11, 28)
    assert nth_weekday(2025, 5, 0, -1) == date(2025, 5, 26)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert season(2023, "WI") == TimeRange(date(2023, 12, 1), date(2024, 2, 29))
    with pytest.raises(ValueError, match="no weekday number 5"):
        nth_weekday(2025, 2, 0, 5)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 400))
def test_parts_cover_a_range_without_gap_or_overlap(start: date, length: int) -> None:
    whole = TimeRange(start, start + timedelta(days=length - 1))
    first, second = part(whole, "first"), part(whole, "second") if length > 1 else None
    assert first.start == whole.start
    if second is not None:
        assert (second.start - first.end, second.end) == (timedelta(days=1), whole.end)
    if length >= 3:
        early, mid, late = (part(whole, name) for name in ("early", "mid", "late"))
        assert early.start == whole.start
        assert late.end == whole.end
        assert mid.start - early.end <= timedelta(days=1)
        assert late.start - mid.end <= timedelta(days=1)


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)))
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    assert (week(day).start.weekday(), week(day).end.weekday(), day in week(day)) == (0, 6, True)
