"""Every command and every code block of the README does what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from harbour import onrecord

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.splitlines()[0])
def test_python_blocks_run(code: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == ran.stderr == ""


@pytest.mark.slow
def test_the_answer_on_the_first_screen_is_the_answer(tmp_path: Path) -> None:
    shown = blocks("text")[0]
    question, _, answer = shown.removeprefix("> ").partition("\n")
    sample = tmp_path / "sample.index"
    assert onrecord("--index", sample, "ingest", "--sample").returncode == 0
    assert onrecord("--index", sample, "ask", question).stdout.strip() == answer.strip()


def test_console_commands_exist() -> None:
    commands = [line.removeprefix("$ ") for block in blocks("console") for line in block.splitlines()]
    assert len(commands) >= 6
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for command in commands:
        words = shlex.split(command, comments=True)
        if words[0] == "make":
            assert words[1] in targets
        elif words[0] == "onrecord":
            shown = onrecord(words[1], "--help").stdout
            for option in (w for w in words if w.startswith("-")):
                assert re.search(rf"(?<![\w-]){option}\b", shown), f"{words[1]} has no {option}"
        else:
            assert command == "pip install ."


def test_the_table_of_verbs_is_the_commands() -> None:
    listed = set(re.findall(r"^\| `(\w+)", README, re.MULTILINE))
    help_page = onrecord("--help").stdout.split("Commands:\n")[1]
    assert listed == set(re.findall(r"^  (\w+)", help_page, re.MULTILINE))


def test_the_front_matter_example_is_read(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(blocks("text")[1], encoding="utf-8")
    index = tmp_path / "news.index"
    assert onrecord("--index", index, "--model", "hashing", "ingest", tmp_path / "ferry.txt").returncode == 0
    found = onrecord("--index", index, "search", "Aurelia", "--lexical").stdout
    assert "“Ferry sinks outside Lindmouth”, The Harbour Post, 5 March 2025" in found
    assert "---" not in found
