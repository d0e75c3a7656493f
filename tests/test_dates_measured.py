"""The measuring command: that it counts right, and the floors under which the engine must not fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.eval.dates import canonical, main, time_expressions, timebank


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1998-08-07T10:35", "1998-08-07"),
        ("2000-01-07TEV", "2000-01-07"),
        ("1949-XX", "1949"),
        ("1994-XX-XX", "1994"),
        ("2000-W7", "2000-W07"),
        ("198X", "198"),
        ("1989-Q3", "1989-Q3"),
    ],
)
def test_values_that_are_written_in_several_ways(written: str, expected: str) -> None:
    assert canonical(written) == expected


@pytest.mark.data
@pytest.mark.slow
def test_the_engine_keeps_its_figures(shared: Path) -> None:
    halves = timebank(shared / "data" / "timebank")
    for half in ("development", "held out"):
        shares = halves[half].shares()
        assert shares["found"] >= 0.96, half
        assert shares["value_of_found"] >= 0.89, half
    kinds, left_out = time_expressions(shared / "data" / "time_expressions")
    assert kinds["date"].shares()["value_of_all"] >= 0.77
    assert kinds["daterange"].shares()["value_of_all"] >= 0.73
    assert sum(kind.gold for kind in kinds.values()) + sum(left_out.values()) == 1114


@pytest.mark.data
@pytest.mark.slow
def test_the_command_prints_a_table_and_json(shared: Path) -> None:
    table = CliRunner().invoke(main, ["--data", str(shared / "data")])
    assert table.exit_code == 0
    assert "timebank, held out" in table.output
    figures = json.loads(CliRunner().invoke(main, ["--data", str(shared / "data"), "--json"]).output)
    assert set(figures) == {"scores", "left_out"}
