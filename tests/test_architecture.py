"""The house is as ARCHITECTURE.md says: imports run one way, what is named exists, importing is light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "index": {"index"},
    "qa": {"index", "qa"},
    "ui": {"index", "qa", "ui"},
    "eval": {"index", "qa", "eval"},
}
KNOWS_ALL = {ROOT / "qa" / "cli.py"}
MODULES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def rooms_imported(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module] if node.module != "onrecord" else [f"onrecord.{a.name}" for a in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("onrecord.")}
    return rooms


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    if path not in KNOWS_ALL:
        assert rooms_imported(path) <= MAY_IMPORT[path.relative_to(ROOT).parts[0]]


def test_rendering_never_imports_gradio() -> None:
    assert "gradio" not in (ROOT / "ui" / "text.py").read_text(encoding="utf-8")


def test_architecture_names_what_exists() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    room = ""
    checked = 0
    for name in re.findall(r"`([\w./]+(?:\.py|/))`", page):
        if name.count("/") == 1 and name.endswith("/") and (ROOT / name).is_dir():
            room = name
            continue
        assert (ROOT / name).exists() or (ROOT / room / name).exists(), f"{name} is named but not there"
        checked += 1
    assert checked > 20


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## Dependencies")[1]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    assert listed is not None
    for name in re.findall(r'"([A-Za-z0-9_-]+)', listed[1]):
        assert name.lower() in page.lower(), f"{name} has no reason in ARCHITECTURE.md"


HEAVY = (
    "torch",
    "faiss",
    "sentence_transformers",
    "trafilatura",
    "gradio",
    "datasketch",
    "httpx",
    "lxml",
    "rich",
)


@pytest.mark.parametrize("module", ["onrecord.index", "onrecord.qa", "onrecord.qa.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
    assert ran.stderr == ""


def test_no_pickle_in_the_product() -> None:
    unsafe = re.compile(
        r"import pickle|pickle\.load|allow_pickle=True|torch\.load|joblib|marshal|shelve|\beval\(|\bexec\("
    )
    for path in MODULES:
        assert not unsafe.search(path.read_text(encoding="utf-8")), path
