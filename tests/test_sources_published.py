"""Publication times: what is read, what is refused, and which of several is chosen."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from onrecord.index.sources.published import Evidence, choose, day_in_url, month_in_url, parse_published
from onrecord.index.types import UNDATED, Published, TimeRange

DAY = date(2025, 3, 14)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-03-14", "2025-03-14"),
        (" 2025/03/14 ", "2025-03-14"),
        ("20250314", "2025-03-14"),
        (20250314, "2025-03-14"),
        ("2025-03-14T09:30:00+01:00", "2025-03-14T09:30:00+01:00"),
        ("2025-03-14T09:30:00.123456789Z", "2025-03-14T09:30:00.123456+00:00"),
        ("2025-03-14 09:30", "2025-03-14T09:30:00"),
        ("2025-03-14T09:30:00+0530", "2025-03-14T09:30:00+05:30"),
        ("2025-03-14T09:30:00-05", "2025-03-14T09:30:00-05:00"),
        ("2025-03-14 09:30:00 UTC", "2025-03-14T09:30:00+00:00"),
        ("2025-03-14T00:00:00Z", "2025-03-14"),
        ("2025-03-14 00:00:00", "2025-03-14"),
        ("2025-03-14T00:00:00+01:00", "2025-03-14T00:00:00+01:00"),
        ("Fri, 14 Mar 2025 09:30:00 +0100", "2025-03-14T09:30:00+01:00"),
        ("March 14, 2025", "2025-03-14"),
        ("Friday, March 14th, 2025", "2025-03-14"),
        ("14 Mar. 2025", "2025-03-14"),
        ("2025-03", "2025-03-01/2025-03-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("٢٠٢٥-٠٣", "2025-03-01/2025-03-31"),
        ("2025", "2025-01-01/2025-12-31"),
        ("2025-03-10/2025-03-14", "2025-03-10/2025-03-14"),
        (1741944600, "2025-03-14T09:30:00+00:00"),
        ("1741944600", "2025-03-14T09:30:00+00:00"),
        (1741944600000, "2025-03-14T09:30:00+00:00"),
    ],
)
def test_spellings_of_a_publication_time(text, iso):
    found = parse_published(text, "given")
    assert found.iso() == iso
    assert found.basis == "given"


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2025",
        "yesterday",
        "",
        "2025-02-30",
        "2025-13-01",
        "14",
        14,
        True,
        "2025-03-14/2025-03-10",
        "14 March",
        "2025-03-14T25:00",
        "2025-03-14T09:30:00+99:00",
        float("nan"),
        1e300,
        10**400,
    ],
)
def test_what_is_no_date_or_could_be_two(text):
    with pytest.raises(ValueError):
        parse_published(text, "given")


@examples(st.datetimes(timezones=st.timezones() | st.none()), st.sampled_from(["T", " "]))
def test_every_moment_that_python_writes_is_read_back(at, separator):
    if at.tzinfo and (at.utcoffset() or timedelta()).seconds % 60:
        at = at.replace(tzinfo=UTC)  # local mean time, of centuries ago, has seconds that no publisher writes
    found = parse_published(at.isoformat(sep=separator), "meta")
    assert found.range == TimeRange.day(at.date())
    assert found.at is None or found.at.replace(tzinfo=None) == at.replace(tzinfo=None)
    assert found.at is None or found.at.utcoffset() == at.utcoffset()


@examples(st.dates() | st.tuples(st.dates(), st.dates()).map(sorted))
def test_what_the_index_writes_is_read_back(days):
    first, last = days if isinstance(days, list) else (days, days)
    published = Published(None, TimeRange(first, last), "text")
    assert parse_published(published.iso(), "text") == published


@examples(st.text(max_size=40) | st.integers() | st.floats())
def test_anything_else_is_a_value_error(text):
    with suppress(ValueError):
        assert parse_published(text, "given").range


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/world/2025/03/14/barge-sinks", DAY),
        ("/2025-03-14/barge/", DAY),
        ("/barge-sinks-2025-03-14/", DAY),
        ("/news/2025/mar/14/barge", DAY),
        ("/n1/2025/0314/c1001-40223222.html", DAY),
        ("/news/2025-03/14/barge", DAY),
        ("/article/20250314-QBJP5I25", DAY),
        ("/cnt/dmf20250314_96887132", DAY),
        ("/2025/3/4/barge", date(2025, 3, 4)),
        ("/story/19852382/osttirol", None),  # an article id that happens to be a day of 1985
        ("/article410396860/2025/13/45", None),
        ("/2199/03/14/barge", None),
        ("/12025/03/145", None),
        ("/2025/03/barge", None),
        ("/barge?date=2025-03-14", None),
    ],
)
def test_days_in_addresses(path, day):
    assert day_in_url(f"https://courier2024-01-02.example{path}") == day


def test_months_in_addresses():
    month = TimeRange(date(2025, 3, 1), date(2025, 3, 31))
    assert month_in_url("https://courier.example/2025/03/barge") == month
    assert month_in_url("https://courier.example/2025/13/barge") is None


def moment(text, basis="json-ld"):
    return Published.moment(datetime.fromisoformat(text), basis)


URL = "https://courier.example/2025/03/14/barge"


def test_the_moment_stays_where_the_address_agrees():
    stated = moment("2025-03-14T09:30:00+01:00")
    assert choose(Evidence((URL,), (stated,))) == stated


def test_the_day_of_the_address_is_the_outlets_own_when_the_moment_is_in_utc():
    stated = moment("2025-03-13T22:30:00+00:00")
    assert choose(Evidence((URL,), (stated,))) == Published(stated.at, TimeRange.day(DAY), "url")


def test_an_offset_says_the_outlets_own_day():
    stated = moment("2025-03-13T23:59:00+01:00")
    assert choose(Evidence((URL,), (stated,))) == stated


def test_the_address_wins_over_a_date_that_was_restated():
    assert choose(Evidence((URL,), (moment("2025-09-01T09:00:00+02:00"),))) == Published.on(DAY, "url")


def test_without_an_address_the_first_statement_that_can_be():
    future = Published.on(datetime.now(UTC).date() + timedelta(days=40), "json-ld")
    epoch = Published.on(date(1970, 1, 1), "meta")
    good = Published.on(DAY, "meta")
    assert choose(Evidence(("https://courier.example/barge",), (future, epoch, good))) == good
    assert choose(Evidence()) == UNDATED
