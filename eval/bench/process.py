"""Whole processes, started cold: the import and the search command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from .timing import Figure, run_process

_RUNS = 7


def cold_commands(scratch: Path) -> Iterator[Figure]:
    """Times of new processes, over the index that `searching` left in the scratch folder."""
    folder = str(scratch / "search.index")
    python = sys.executable
    commands = {
        "python -c pass": [python, "-c", "pass"],
        'python -c "import onrecord.index"': [python, "-c", "import onrecord.index"],
        "onrecord search --lexical --json, cold": [
            python, "-m", "onrecord.qa", "--index", folder,
            "search", "gas prices record", "--lexical", "--json",
        ],
    }  # fmt: skip
    for what, command in commands.items():
        runs = [run_process(command) for _ in range(_RUNS)]
        walls = sorted(run.wall for run in runs)
        peak = max(run.peak_mb for run in runs)
        yield Figure(what, median(walls), "s", f"{walls[0]:.2f} to {walls[-1]:.2f}, peak {peak:,.0f} MB")
