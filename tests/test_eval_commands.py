"""The measuring commands run, on little data, and print what they promise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.data, pytest.mark.timeout(600)]


def run(module: str, *arguments: str | Path) -> dict[str, object]:
    ran = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    result: dict[str, object] = json.loads(ran.stdout)
    return result


def test_retrieval(shared: Path, tmp_path: Path) -> None:
    result = run(
        "onrecord.eval.retrieval", "--data", shared / "data", "--articles", "300", "--model", "hashing",
        "--index", tmp_path / "rt.index",
    )  # fmt: skip
    assert (result["questions"], result["articles"]) == (219, 300)
    rows = result["rows"]
    assert isinstance(rows, list)
    assert {(row["retrievers"], row["window"]) for row in rows} == {
        (name, window) for name in ("bm25", "dense", "hybrid") for window in (False, True)
    }
    by_name = {(row["retrievers"], row["window"]): row for row in rows}
    assert by_name["bm25", False]["hit@1"] > 0.6
    assert by_name["bm25", True]["hit@1"] >= by_name["bm25", False]["hit@1"]


def test_bench(shared: Path) -> None:
    result = run("onrecord.eval.bench", "--data", shared / "data", "--articles", "60", "--passages", "700")
    figures = result["figures"]
    assert isinstance(figures, list)
    units = [figure["unit"] for figure in figures]
    assert units.count("ms p50") == 6
    assert {"articles/s", "passages/s", "s", "MB"} <= set(units)
    assert all(figure["value"] > 0 for figure in figures)
