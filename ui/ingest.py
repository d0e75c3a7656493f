"""An ingest as the terminal shows it: progress while it runs, then a table with every failure named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from onrecord.index import Article, NewsIndex
from onrecord.index.newsindex import AddReport, OnProgress, Progress
from onrecord.index.sources import Failure, Fetcher, Given, read

from .text import plain

_SHOWN = 50  # rows of the table of failures

_STAGES = {"text": "reading and indexing", "vectors": "making vectors"}


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What came of an ingest: of articles, and of inputs of which all or a part could not be used."""

    added: AddReport
    failures: tuple[Failure, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many articles were added, updated, unchanged, and how many inputs failed."""
        return Counter(
            [o.change for o in self.added.outcomes]
            + ["warned" if f.kept else "failed" for f in self.failures]
        )


def ingest(
    index: NewsIndex, sources: Sequence[str], given: Given, fetcher: Fetcher, *, vectors: bool
) -> IngestReport:
    """Read sources into an index, with progress on standard error.

    Args:
        index: open for writing.
        sources: paths and URLs.
        given: what the user says of bare files.
        fetcher: what fetches URLs.
        vectors: whether to make vectors too.
    """
    failures: list[Failure] = []

    def articles() -> Iterator[Article]:
        for source in sources:
            for found in read(source, given, fetcher):
                if isinstance(found, Failure):
                    failures.append(found)
                else:
                    yield found

    with _progress() as show:
        report = index.add(articles(), embed=vectors, workers=os.cpu_count() or 1, on_progress=show)
    return IngestReport(report, tuple(failures))


def ingest_json(report: IngestReport) -> dict[str, Any]:
    """What `onrecord ingest --json` prints."""
    counts = report.counts
    return {
        **{name: counts[name] for name in ("added", "updated", "unchanged", "failed", "warned")},
        "vectors": report.added.vectors,
        "articles": [{"article_id": o.article_id, "change": o.change} for o in report.added.outcomes],
        "failures": [{"input": f.input, "reason": f.reason, "kept": f.kept} for f in report.failures],
        "notes": list(report.added.notes),
    }


def ingest_table(report: IngestReport) -> None:
    """Print the table of an ingest, and after it each input that failed with its reason."""
    console = Console(highlight=False)
    counts = report.counts
    table = Table("added", "updated", "unchanged", "failed", "vectors made")
    table.add_row(
        *(f"{counts[name]:,}" for name in ("added", "updated", "unchanged", "failed")),
        f"{report.added.vectors:,}",
    )
    console.print(table)
    if report.failures:
        failed = Table("input", "", "reason")
        for failure in report.failures[:_SHOWN]:
            status = "warning, kept" if failure.kept else "failed"
            failed.add_row(Text(plain(failure.input), overflow="fold"), status, Text(plain(failure.reason)))
        console.print(failed)
        if len(report.failures) > _SHOWN:
            console.print(f"and {len(report.failures) - _SHOWN:,} more; --json lists all of them")
    for note in report.added.notes:
        console.print(Text(f"Note: {note}"))


@contextmanager
def _progress() -> Iterator[OnProgress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        tasks = {}

        def show(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(_STAGES[progress.stage], total=progress.total)
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total)

        yield show
