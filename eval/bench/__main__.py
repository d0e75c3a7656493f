"""`python -m onrecord.eval.bench --data DIR`: the table of `make bench`."""

from __future__ import annotations

import json
import os
import platform
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .ingest import embedding, text_stage
from .process import cold_commands
from .searching import searching
from .timing import Figure


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Development data.")
@click.option("--passages", default=25_000, show_default=True, help="Size of the index that is searched.")
@click.option("--articles", default=1_000, show_default=True, help="Articles ingested for the text stage.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(data: Path, passages: int, articles: int, as_json: bool) -> None:
    """Time ingest, search and cold commands; medians, with the machine's load."""
    figures: list[Figure] = []
    source = data / "realtimeqa" / "articles.jsonl.gz"
    with TemporaryDirectory() as scratch:
        steps = chain(
            text_stage(source, articles, Path(scratch)),
            embedding(source, Path(scratch)),
            searching(data, passages, Path(scratch)),
            cold_commands(Path(scratch)),
        )
        for figure in steps:
            figures.append(figure)
            if not as_json:
                click.echo(figure.line())
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    if as_json:
        click.echo(
            json.dumps(
                {"machine": machine, "load": load, "figures": [f.as_json() for f in figures]}, indent=2
            )
        )
    else:
        click.echo(f"{machine}; load averages now {load}")


if __name__ == "__main__":
    main()
