"""Measures who-said-what on PolNeAR and on the seed articles.

    python -m onrecord.eval.statements --data DIR [--split dev] [--sample 300] [--failures 20] [--profile]

DIR holds `polnear/` (articles and attributions), `realtimeqa/` (for the time an article takes), and
beside DIR lies `seeds/` (five articles, `statements.jsonl`, `publication_dates.json`); what is absent
is left out of the report.

PolNeAR annotates every attribution, of beliefs and wishes too ("wants", "supports"). Counted as gold
are reports of speech: an attribution with a source and a content that is quoted at least in part, or
whose cue holds a verb of reporting (statements_gold.REPORTING, not the extractor's lexicon) and no
negation. A prediction is right when 80% of its characters lie inside one gold content, of whatever
attribution; a gold content is found when predictions cover 80% of its characters.
"""

from __future__ import annotations

import cProfile
import io
import json
import pstats
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click

from onrecord.index.attribution import Attribution, Span, attributed
from onrecord.index.attribution.quotes import paragraphs
from onrecord.index.blocks import Block, blocks
from onrecord.index.errors import OnRecordError, UsageError
from onrecord.index.names import same_speaker
from onrecord.index.statements import statements
from onrecord.index.types import JOINER, UNDATED, Article, Published, Statement, TimeRange

from .statements_gold import Gold, read_lines, read_polnear

KINDS = ("direct", "mixed", "indirect", "all")
ENOUGH = 0.8


@dataclass(slots=True)
class Score:
    """Counts for one kind of speech."""

    predicted: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0

    def shares(self) -> dict[str, float | int]:
        """Precision, recall and F1 in per cent, with the counts behind them."""
        precision, recall = _share(self.right, self.predicted), _share(self.found, self.gold)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {
            "precision": round(100 * precision, 1),
            "recall": round(100 * recall, 1),
            "f1": round(100 * f1, 1),
            "predicted": self.predicted,
            "gold": self.gold,
        }


@dataclass(slots=True)
class PolnearScore:
    """Scores by kind, the speaker's, and samples of what went wrong."""

    kinds: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
    speakers: int = 0
    speakers_right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def measure_polnear(articles: Iterable[tuple[str, str, list[Gold]]]) -> PolnearScore:
    """Compare what the extractor finds with what was annotated."""
    score = PolnearScore()
    for _, text, gold in articles:
        found = attributed(text, [Block(start, end, "body") for start, end in paragraphs(text)])
        shown = _characters(span for each in found for span in each.segments)
        for each in found:
            _score_prediction(score, text, each, gold)
        for each_gold in gold:
            if each_gold.speech:
                wanted = _characters(each_gold.content)
                covered = len(wanted & shown) >= ENOUGH * len(wanted)
                for kind in (each_gold.kind, "all"):
                    score.kinds[kind].gold += 1
                    score.kinds[kind].found += covered
                if not covered:
                    score.missed.append(
                        f"{each_gold.kind}: [{each_gold.cue}] {_words(text, each_gold.content)}"
                    )
    return score


def _score_prediction(score: PolnearScore, text: str, each: Attribution, gold: Sequence[Gold]) -> None:
    shown = _characters(each.segments)
    best, overlap = None, -1.0
    for candidate in gold:
        wanted = _characters(candidate.content)
        common = len(shown & wanted)
        # Of several contents that hold the prediction, its own is the one that fits it best.
        if common >= ENOUGH * len(shown) and common / len(shown | wanted) > overlap:
            best, overlap = candidate, common / len(shown | wanted)
    for kind in (each.kind, "all"):
        score.kinds[kind].predicted += 1
        score.kinds[kind].right += best is not None
    if best is None:
        score.wrong.append(
            f"{each.kind}: {text[slice(*each.speaker)]} [{text[slice(*each.cue)]}]"
            f" {_words(text, each.segments)}"
        )
    elif best.source:
        score.speakers += 1
        score.speakers_right += any(_is_source(text, each.speaker, source) for source in best.source)


def _is_source(text: str, speaker: Span, source: Span) -> bool:
    """Whether the speaker's phrase overlaps the source, or is what its relative pronoun stands for."""
    if speaker[0] < source[1] and source[0] < speaker[1]:
        return True
    return text[slice(*source)].lower() in ("who", "which", "that") and 0 <= source[0] - speaker[1] <= 2


def _characters(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[start:end] for start, end in spans).replace("\n", " ")[:200]


def measure_seeds(folder: Path) -> dict[str, Any]:
    """Found, exact, speaker and said-on of the seeds' gold statements that an index should hold."""
    dates = json.loads((folder / "publication_dates.json").read_text(encoding="utf-8"))
    counts = {"gold": 0, "found": 0, "exact": 0, "kind": 0, "speaker": 0, "said_on": 0}
    furniture = 0
    failures: list[str] = []
    made: dict[str, tuple[Statement, ...]] = {}
    for row in read_lines(folder / "statements.jsonl"):
        if row["doc"] not in made:
            made[row["doc"]] = _seed_statements(folder, row, dates)
        wanted = _characters(map(tuple, row["segments"]))
        found = max(made[row["doc"]], key=lambda s: _fit(s, wanted), default=None)
        covered = found is not None and len(wanted & _characters(found.segments)) >= ENOUGH * len(wanted)
        if not row["core"]:
            furniture += row["zone"] != "headline" and covered
            continue
        counts["gold"] += 1
        if found is None or not covered:
            failures.append(f"{row['id']}: not found: {row['text'][0]}")
            continue
        checks = {
            "exact": [list(s) for s in found.segments] == row["segments"],
            "kind": found.kind == row["type"],
            "speaker": same_speaker(row["speaker"], found.speaker) >= 0.9,
            "said_on": _fits_day(row["said_on"], row["precision"], found),
        }
        counts["found"] += 1
        for name, right in checks.items():
            counts[name] += right
            if not right:
                got = {
                    "exact": found.text,
                    "kind": found.kind,
                    "speaker": found.speaker,
                    "said_on": found.said_on,
                }[name]
                failures.append(f"{row['id']}: {name}: {got}")
    return {**counts, "furniture_taken": furniture, "failures": failures}


def _seed_statements(folder: Path, row: Mapping[str, Any], dates: Mapping[str, Any]) -> tuple[Statement, ...]:
    text = (folder / row["file"]).read_text(encoding="utf-8")
    known = dates.get(row["doc"])
    published = Published.on(date.fromisoformat(known["publication_date"]), "given") if known else UNDATED
    return statements(Article(row["doc"], "", text, published=published), blocks(text))


def _fit(statement: Statement, wanted: set[int]) -> float:
    shown = _characters(statement.segments)
    return len(shown & wanted) / len(shown | wanted)


def _fits_day(said_on: str | None, precision: str, found: Statement) -> bool:
    """A known day must be met; an interval or "on or before" must not be sharpened to a day of its own."""
    got = found.said_on.range
    if said_on is None or got is None:
        return said_on is None and got is None
    _first, _, last = said_on.rpartition("/")
    end = date.fromisoformat(last)
    if precision == "day":
        return got == TimeRange.day(end) and found.said_on.basis != "publication"
    return got.end == end and found.said_on.basis == "publication"


def measure_time(folder: Path, sample: int) -> dict[str, float | int]:
    """Median CPU milliseconds an article, without the dates and with everything."""
    bare: list[float] = []
    whole: list[float] = []
    words: list[int] = []
    for number, row in enumerate(read_lines(folder / "articles.jsonl.gz")):
        if number >= sample:
            break
        published = (
            Published.on(date.fromisoformat(row["published_at"][:10]), "given")
            if row["published_at"]
            else UNDATED
        )
        article = Article(row["id"], row["title"] or "", row["text"], published=published)
        parts = blocks(article.text, title=article.title)
        start = time.process_time()
        attributed(article.text, parts)
        middle = time.process_time()
        made = statements(article, parts)
        whole.append(1000 * (time.process_time() - middle))
        bare.append(1000 * (middle - start))
        _check_offsets(article, made)
        words.append(len(article.text.split()))
    return {
        "articles": len(words),
        "median_words": int(statistics.median(words)),
        "ms_attribution": round(statistics.median(bare), 2),
        "ms_whole": round(statistics.median(whole), 2),
        "ms_slowest": round(max(whole), 1),
    }


def _check_offsets(article: Article, made: Sequence[Statement]) -> None:
    """Every segment lies in its article and is what the statement says.

    Raises:
        OnRecordError: if one is not.
    """
    for statement in made:
        inside = all(0 <= start < end <= len(article.text) for start, end in statement.segments)
        said = JOINER.join(article.text[start:end] for start, end in statement.segments)
        if not inside or said != statement.text:
            raise OnRecordError(f"{statement.id}: its segments are not its words")


def profile(data: Path, sample: int, lines: int = 20) -> str:
    """Where the time of extraction goes: functions by their own time."""
    profiler = cProfile.Profile()
    profiler.enable()
    measure_time(data / "realtimeqa", sample)
    profiler.disable()
    told = io.StringIO()
    pstats.Stats(profiler, stream=told).sort_stats("tottime").print_stats(lines)
    return told.getvalue()


def report(data: Path, split: str, sample: int) -> tuple[dict[str, Any], PolnearScore]:
    """All figures as plain data, and the score with its failures."""
    score = PolnearScore()
    figures: dict[str, Any] = {}
    if (data / "polnear").is_dir():
        score = measure_polnear(read_polnear(data / "polnear", split))
        figures["polnear"] = {
            "split": split,
            **{kind: score.kinds[kind].shares() for kind in KINDS},
            "speaker": round(100 * _share(score.speakers_right, score.speakers), 1),
        }
    if (data.parent / "seeds").is_dir():
        figures["seeds"] = measure_seeds(data.parent / "seeds")
    if sample and (data / "realtimeqa").is_dir():
        figures["time"] = measure_time(data / "realtimeqa", sample)
    if not figures:
        raise UsageError(
            f"{data} holds neither polnear/ nor realtimeqa/", hint="give the folder that holds them"
        )
    return figures, score


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--split", default="dev", show_default=True)
@click.option("--sample", default=300, show_default=True, help="realtimeqa articles to time; 0 for none")
@click.option("--failures", default=0, help="show so many wrong and missed ones")
@click.option("--profile", "profiled", is_flag=True, help="Show where the time of extraction goes.")
@click.option("--json", "as_json", is_flag=True)
def main(data: Path, split: str, sample: int, failures: int, *, profiled: bool, as_json: bool) -> None:
    """Measure the extraction of statements."""
    if profiled:
        click.echo(profile(data, sample))
        return
    try:
        figures, score = report(data, split, sample)
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    for line in _table(figures):
        click.echo(line)
    for title, listed in (("wrong", score.wrong), ("missed", score.missed)):
        step = max(1, len(listed) // failures) if failures else 0
        for line in listed[::step][:failures] if step else ():
            click.echo(f"{title}  {line}")


def _table(figures: Mapping[str, Any]) -> Iterator[str]:
    if polnear := figures.get("polnear"):
        yield f"PolNeAR {polnear['split']}   precision  recall      F1   (predicted, gold)"
        for kind in KINDS:
            s = polnear[kind]
            shares = f"{s['precision']:10.1f} {s['recall']:7.1f} {s['f1']:7.1f}"
            yield f"  {kind:10} {shares}   ({s['predicted']}, {s['gold']})"
        yield f"  speaker    {polnear['speaker']:10.1f}"
    if seeds := figures.get("seeds"):
        names = ("found", "exact", "kind", "speaker", "said_on")
        yield f"seeds      {seeds['gold']} statements: " + ", ".join(
            f"{name} {seeds[name]}" for name in names
        )
        yield from (f"  {line}" for line in seeds["failures"])
    if timed := figures.get("time"):
        yield (
            f"time       {timed['ms_attribution']} ms for attribution, {timed['ms_whole']} ms in all"
            f" (median CPU of {timed['articles']} articles, {timed['median_words']} words;"
            f" the slowest {timed['ms_slowest']} ms)"
        )


if __name__ == "__main__":
    main()
