"""How well articles are found: realtimeqa's gold questions by BM25, dense and hybrid, with and without dates.

python -m onrecord.eval.retrieval --data DIR [--articles 3000] [--index DIR] [--json]
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import click

from onrecord.index import Article, Filters, NewsIndex, Published, Query, TimeRange
from onrecord.index.errors import OnRecordError, UsageError
from onrecord.index.newsindex import RETRIEVERS

from .gold import GoldQuestion, read_questions
from .measures import RANKING

MODES: Mapping[str, tuple[str, ...]] = {"bm25": ("bm25",), "dense": ("dense",), "hybrid": RETRIEVERS}
REPORTED = (("nDCG", 10), ("recall", 10), ("hit", 1), ("hit", 10))
WINDOW = timedelta(days=14)  # "this week" of a weekly quiz, with a week to spare
_PASSAGES = 50  # deep enough for ten distinct articles


@dataclass(frozen=True, slots=True)
class Row:
    """The means of one configuration over all questions."""

    retrievers: str
    window: bool
    means: Mapping[str, float]


def read_articles(path: Path) -> Iterator[Article]:
    """The development data's articles from a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            day = record["published_at"]
            yield Article(
                id=record["id"],
                title=record["title"] or "",
                text=record["text"],
                url=record["url"],
                source=record["source"],
                published=Published.on(date.fromisoformat(day[:10]), "given") if day else Published(),
            )


def subset(articles: Iterable[Article], keep: set[str], size: int) -> list[Article]:
    """All articles to keep and others up to a size, picked by a hash of their id: the same every time."""
    ordered = sorted(articles, key=lambda a: (a.id not in keep, hashlib.sha256(a.id.encode()).digest()))
    return ordered[: max(size, len(keep))]


def gold_questions(data: Path) -> list[GoldQuestion]:
    """realtimeqa's questions whose evidence the quiz itself links."""
    questions = read_questions(data / "realtimeqa" / "questions.jsonl.gz")
    return [question for question in questions if question.evidence_level == "gold"]


def ranked_articles(
    index: NewsIndex, question: GoldQuestion, retrievers: Sequence[str], *, window: bool
) -> list[str]:
    """The ids of the articles found for a question, in the order of their best passages."""
    asked = question.question_date
    filters = Filters(published=TimeRange(asked - WINDOW, asked)) if window and asked else Filters()
    hits = index.search(Query(question.question, _PASSAGES, filters, asked), retrievers=retrievers)
    if tuple(hits.retrievers) != tuple(retrievers):
        raise OnRecordError(f"not all of {retrievers} took part: {'; '.join(hits.notes)}")
    return list(dict.fromkeys(hit.article.id for hit in hits))


def measure(index: NewsIndex, questions: Sequence[GoldQuestion]) -> list[Row]:
    """One row for each mode, without and with the date window."""
    rows = []
    for window in (False, True):
        for name, retrievers in MODES.items():
            runs = [ranked_articles(index, q, retrievers, window=window) for q in questions]
            relevant = [{e.article_id for e in q.evidence if e.article_id} for q in questions]
            means = {
                f"{measure}@{k}": fmean(
                    RANKING[measure](run, gold, k) for run, gold in zip(runs, relevant, strict=True)
                )
                for measure, k in REPORTED
            }
            rows.append(Row(name, window, means))
    return rows


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Development data.")
@click.option(
    "--articles", default=3000, show_default=True, help="How many articles, all gold evidence included."
)
@click.option(
    "--index", "folder", type=click.Path(path_type=Path), default=Path("realtimeqa.index"), show_default=True
)
@click.option("--model", help="What makes vectors, the packaged model by default.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(data: Path, articles: int, folder: Path, model: str | None, as_json: bool) -> None:
    """Measure retrieval on realtimeqa's gold questions; the index is kept and reused."""
    questions = gold_questions(data)
    if not questions:
        raise UsageError(f"no gold question in {data}/realtimeqa")
    keep = {e.article_id for q in questions for e in q.evidence if e.article_id}
    chosen = subset(read_articles(data / "realtimeqa" / "articles.jsonl.gz"), keep, articles)
    with NewsIndex.open(folder, embedder=model) as index:
        index.add(chosen)
        counts = index.counts()
        rows = measure(index, questions)
    if as_json:
        table = [{"retrievers": r.retrievers, "window": r.window, **r.means} for r in rows]
        click.echo(
            json.dumps({"questions": len(questions), "articles": counts.articles, "rows": table}, indent=2)
        )
        return
    click.echo(
        f"{len(questions)} questions, {counts.articles:,} articles, {counts.passages:,} passages, by article"
    )
    click.echo(f"{'':18}" + "".join(f"{name:>11}" for name in rows[0].means))
    for row in rows:
        label = f"{row.retrievers}{', two weeks' if row.window else ''}"
        click.echo(f"{label:18}" + "".join(f"{value:11.3f}" for value in row.means.values()))


if __name__ == "__main__":
    main()
