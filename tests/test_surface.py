"""The public surface: what other programs import, and what the wheel brings."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import onrecord.index
import onrecord.qa

ROOT = Path(__file__).resolve().parents[1]


def test_public_names_are_pinned() -> None:
    assert onrecord.index.__all__ == [
        "Article",
        "Filters",
        "Hit",
        "Hits",
        "NewsIndex",
        "OnRecordError",
        "Passage",
        "Published",
        "Query",
        "TimeRange",
    ]
    assert onrecord.qa.__all__ == ["Abstention", "Answer", "Assistant", "Citation", "Claim", "Question"]
    for module in (onrecord.index, onrecord.qa):
        for name in module.__all__:
            assert getattr(module, name).__doc__


@pytest.mark.slow
def test_the_wheel_has_every_module_the_sample_and_py_typed(tmp_path: Path) -> None:
    # a copy, since building leaves files in the source folder
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (tmp_path / "src" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "src" / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
            "-w", tmp_path, tmp_path / "src",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("onrecord-*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"onrecord/{name}"
        for name in listed
        if name.split("/")[0] in ("index", "qa", "ui", "eval") and (ROOT / name).is_file()
    }
    assert expected <= inside
    assert {f"onrecord/{room}/py.typed" for room in ("index", "qa", "ui", "eval")} <= inside
    assert sum(name.startswith("onrecord/eval/sample/newswire/") for name in inside) >= 30
    assert not any(name.startswith(("tests/", "onrecord/tests/")) for name in inside)
    assert not any(name == "onrecord/__init__.py" for name in inside)
