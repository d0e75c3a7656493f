"""A measured figure, and the timing of calls and processes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what, the median, its unit, and the spread or what it is compared with."""

    what: str
    value: float
    unit: str
    note: str = ""

    def line(self) -> str:
        return f"{self.what:58} {self.value:10,.2f} {self.unit:12} {self.note}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds by the clock, seconds of processor, megabytes at its largest."""

    wall: float
    cpu: float
    peak_mb: float


def timed(call: Callable[[], object]) -> float:
    """Seconds by the clock that a call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start


def run_process(arguments: Sequence[str]) -> Run:
    """Run a process to its end and measure it by the system's own account.

    Raises:
        RuntimeError: if it fails; what it wrote to standard error is in the message.
    """
    start = perf_counter()
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None  # noqa: S101  (for the type checker: we asked for a pipe)
        told = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed: {told}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return median(ordered) * 1000, ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] * 1000
