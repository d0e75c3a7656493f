"""The `onrecord` command: one short function a verb, each a few lines over the library.

The only file that knows every room; what a verb needs is imported when it runs, so that a verb
starts as fast as its own part allows.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onrecord.index.errors import OnRecordError, UsageError

from .settings import Settings, settings

if TYPE_CHECKING:
    from onrecord.index import NewsIndex, Published

INTERRUPTED = 130


class _Command(click.Group):
    """A click group that tells our errors as one line and their exit status."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            click.echo(f"error: {error.message}", err=True)
            if error.hint:
                click.echo(f"  → {error.hint}", err=True)
            ctx.exit(error.exit_status)
        except KeyboardInterrupt:
            click.echo("stopped; what was stored is kept, the same command goes on from there", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # the reader of our output (head, less) has gone: not an error, and nothing is left to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--index", metavar="DIR", help="The index's folder [env: ONRECORD_INDEX].")
@click.option(
    "--model", metavar="NAME", help="What makes vectors: a sentence-transformers model or `hashing`."
)
@click.version_option(package_name="onrecord", prog_name="onrecord")
@click.pass_context
def main(ctx: click.Context, index: str | None, model: str | None) -> None:
    """Ask the news record; get an answer that you can check."""
    ctx.obj = settings(index, model)


_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--source", multiple=True, help="Only this outlet; may be repeated."),
        click.option("--until", metavar="DAY", help="Published on or before this day (2025-05-05)."),
        click.option("--since", metavar="DAY", help="Published on or after this day."),
    ):
        command = option(command)
    return command


def _open(chosen: Settings, *, create: bool = False) -> NewsIndex:
    from onrecord.index import NewsIndex

    return NewsIndex.open(chosen.index, embedder=chosen.model, create=create)


@contextmanager
def _working(what: str) -> Iterator[None]:
    """A sign of life on a terminal while a model is loaded; silent where standard error is not one."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …"):
        yield


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@main.command()
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@click.option("--sample", is_flag=True, help="Ingest the sample newswire that ships with onrecord (fiction).")
@click.option("--published", metavar="DAY", help="Publication day of a bare file.")
@click.option("--url", help="URL of a bare file.")
@click.option("--source", help="Outlet of bare files.")
@click.option("--title", help="Title of a bare file.")
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@click.option("--no-vectors", is_flag=True, help="Text only: searchable by BM25, vectors on a later ingest.")
@_json
@click.pass_obj
def ingest(
    chosen: Settings,
    sources: tuple[str, ...],
    sample: bool,
    published: str | None,
    url: str | None,
    source: str | None,
    title: str | None,
    allow_private: bool,
    no_vectors: bool,
    as_json: bool,
) -> None:
    """Add articles: files, folders, JSON lines, HTML, URLs, feeds, sitemaps.

    Exits 1 if any input failed; each is named with its reason, and the rest is ingested.
    """
    from onrecord.index.sources import Fetcher, Given
    from onrecord.ui.ingest import ingest as run
    from onrecord.ui.ingest import ingest_json, ingest_table

    if sample:
        from onrecord.eval.sample import NEWSWIRE

        sources = (*sources, str(NEWSWIRE))
    if not sources:
        raise UsageError("there is nothing to ingest", hint="name files, folders or URLs, or --sample")
    if (url or title) and len(sources) > 1:
        raise UsageError("--url and --title are those of one article", hint="ingest that file by itself")
    given = Given(_published(published), url, source, title)
    with _open(chosen, create=True) as index:
        fetcher = Fetcher(allow_private=allow_private)
        report = run(index, sources, given, fetcher, vectors=not no_vectors)
    if as_json:
        _print_json(ingest_json(report))
    else:
        ingest_table(report)
    if report.counts["failed"]:
        sys.exit(1)


def _published(value: str | None) -> Published | None:
    from onrecord.index.sources import parse_published

    if value is None:
        return None
    try:
        return parse_published(value, "given")
    except ValueError as error:
        raise UsageError(f"--published {value!r}: {error}", hint="write it as 2025-05-05") from error


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="ID-or-URL…")
@_json
@click.pass_obj
def forget(chosen: Settings, names: tuple[str, ...], as_json: bool) -> None:
    """Remove articles by id or URL. Exits 1 if one of them is not there."""
    with _open(chosen) as index:
        removed = index.remove(names)
    missing = [name for name in names if name not in removed]
    if as_json:
        _print_json({"removed": list(removed), "missing": missing})
    else:
        for name in removed:
            click.echo(f"removed  {name}")
        for name in missing:
            click.echo(f"not in the index  {name}", err=True)
    if missing:
        sys.exit(1)


@main.command()
@click.argument("query")
@click.option("-k", default=10, show_default=True, help="How many hits.")
@click.option("--lexical", is_flag=True, help="BM25 alone; no model is loaded.")
@_filters
@_json
@click.pass_obj
def search(
    chosen: Settings,
    query: str,
    k: int,
    lexical: bool,
    since: str | None,
    until: str | None,
    source: tuple[str, ...],
    as_json: bool,
) -> None:
    """Passages that match a query, with scores and where they came from."""
    from onrecord.index.newsindex import RETRIEVERS

    from .jsonshape import search_json

    with _open(chosen) as index, _working("searching"):
        retrievers = ("bm25",) if lexical else RETRIEVERS
        hits = index.search(query, k, since=since, until=until, source=source, retrievers=retrievers)
    if as_json:
        _print_json(search_json(hits))
        return
    from onrecord.ui.text import hit_lines

    _echo(hit_lines(hits))


@main.command()
@click.argument("question")
@click.option("--as-of", metavar="DAY", help="The day the question is asked, today by default.")
@_filters
@_json
@click.pass_obj
def ask(
    chosen: Settings,
    question: str,
    as_of: str | None,
    since: str | None,
    until: str | None,
    source: tuple[str, ...],
    as_json: bool,
) -> None:
    """Answer a question in the record's own words, with citations, or say why not."""
    from onrecord.index.filters import filters

    from . import Assistant
    from .jsonshape import ask_json

    with _open(chosen) as index, _working("reading the record"):
        answer = Assistant(index).ask(
            question, as_of=as_of, filters=filters(since=since, until=until, source=source)
        )
    if as_json:
        _print_json(ask_json(answer))
        return
    from onrecord.ui.text import answer_lines

    _echo(answer_lines(answer))


@main.command()
@click.argument("speaker", required=False)
@click.option("--on", metavar="DAY", help="Said on this day: 2025-05-05, May 5, last Thursday.")
@click.option("--since", metavar="DAY", help="Said on or after this day.")
@click.option("--until", metavar="DAY", help="Said on or before this day.")
@click.option("--about", default="", metavar="TOPIC", help="Words of a topic.")
@click.option("--source", multiple=True, help="Only in this outlet; may be repeated.")
@_json
@click.pass_obj
def said(
    chosen: Settings,
    speaker: str | None,
    on: str | None,
    since: str | None,
    until: str | None,
    about: str,
    source: tuple[str, ...],
    as_json: bool,
) -> None:
    """The statements themselves: what SPEAKER said, newest first, what has no day of its own at the end.

    SPEAKER is a name, a role ("the Kremlin spokesman") or a body; without one, a day or a topic is needed.
    """
    from .jsonshape import said_json
    from .listing import listed

    with _open(chosen) as index:
        found, notes = listed(index, speaker, on=on, since=since, until=until, about=about, sources=source)
    if as_json:
        _print_json(said_json(found, notes))
        return
    from onrecord.ui.text import note_lines, statement_lines

    _echo(statement_lines(found))
    _echo(note_lines(notes))


@main.command()
@click.pass_obj
def chat(chosen: Settings) -> None:
    """Ask one question after the other in the terminal."""
    from onrecord.ui import terminal

    from . import Assistant

    with _open(chosen) as index:
        errors = terminal.chat(Assistant(index), _typed(), click.echo)
    if errors:
        sys.exit(1)


def _typed() -> Iterator[str]:
    """Lines as they are typed after a prompt, or piped in and then shown."""
    interactive = sys.stdin.isatty()
    while True:
        click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not interactive:
            click.echo(line.rstrip("\n"))
        if not line:
            return
        yield line


@main.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended; re-cut and re-embed for this version.")
@_json
@click.pass_obj
def doctor(chosen: Settings, repair: bool, as_json: bool) -> None:
    """Check an index whole and say what is wrong with it. Exits 1 if anything is."""
    from onrecord.index.doctor import examine
    from onrecord.index.doctor import repair as mend

    findings = mend(chosen.index, chosen.model) if repair else examine(chosen.index)
    if as_json:
        _print_json({"findings": [{"problem": f.problem, "remedy": f.remedy} for f in findings]})
    else:
        for finding in findings:
            click.echo(f"{finding.problem}\n  → {finding.remedy}")
        if not findings:
            click.echo("The index is whole.")
    if findings:
        sys.exit(1)


def _echo(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)
