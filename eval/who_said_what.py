"""Measures "What did X say on D?" over a whole index: the main benchmark of the flagship question.

    python -m onrecord.eval.who_said_what --data DIR [--index DIR] [--others 3000] [--json]

DIR holds `who_said_what/`, `polnear/` and `realtimeqa/`. The index holds all PolNeAR articles and the first
`--others` ones of realtimeqa, without vectors. Each question is asked as of its day; then with its day
shifted, where the right answer is a refusal.

Recall is the share of the gold quotations' characters that the answer shows. Precision is the share of
the shown characters that are gold, or that PolNeAR gives to that speaker (its attributions name the
source; one that is a pronoun or a description counts where our own speaker was resolved from it).
Shown are the statements whose day is certain.

Left out and counted, by rules that read the gold and never what we extract: quotations to which the article
itself gives another day (`unfair_day`), and, in a second pair of figures, those of which the asked is not
the source: the questions were made from the last name in a source's phrase, so that the words of "Tad
Devine, Sanders's chief strategist" are asked of Sanders (`is_source`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import click

from onrecord.index import Article, NewsIndex
from onrecord.index.attribution import Span
from onrecord.index.dates import find
from onrecord.index.names import fold
from onrecord.index.types import TimeRange
from onrecord.qa import Answer, Assistant

from .retrieval import read_articles
from .statements_gold import read_lines

SHIFT = timedelta(days=40)

Characters = set[tuple[str, int]]
"""(article id, offset) of every character."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """One of PolNeAR's attributions: spans of source, cue and content, and the source's words."""

    article_id: str
    source: str
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its gold spans, by evidence."""

    id: str
    text: str
    speaker: str
    day: date
    gold: tuple[tuple[str, tuple[Span, ...]], ...]


@dataclass(slots=True)
class Score:
    """Sums over questions, and what became of each."""

    questions: int = 0
    gold: int = 0
    found: int = 0
    own_gold: int = 0  # of which the asked is the source
    own_found: int = 0
    shown: int = 0
    right: int = 0
    answered: int = 0
    shifted: int = 0
    refused: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Shares and counts as plain data."""
        return {
            "questions": self.questions,
            "recall": round(self.found / (self.gold or 1), 3),
            "recall where the asked is the source": round(self.own_found / (self.own_gold or 1), 3),
            "gold characters of another source": self.gold - self.own_gold,
            "precision": round(self.right / (self.shown or 1), 3),
            "answered": round(self.answered / (self.questions or 1), 3),
            "shifted": self.shifted,
            "refused": round(self.refused / (self.shifted or 1), 3),
            "left_out": dict(self.left_out),
        }


def questions(folder: Path) -> Iterator[Asked]:
    """The questions of `who_said_what/`."""
    for row in read_lines(folder / "questions.jsonl.gz"):
        gold = tuple((e["article_id"], tuple(map(tuple, e["spans"]))) for e in row["evidence"])
        yield Asked(row["id"], row["question"], row["speaker"], date.fromisoformat(row["said_on"]), gold)


def attributions(folder: Path) -> dict[str, list[Attributed]]:
    """PolNeAR's attributions with a content, by article."""
    found: dict[str, list[Attributed]] = {}
    for row in read_lines(folder / "attributions.jsonl.gz"):
        if row["content"]:
            source = " ".join(part["text"] for part in row["source"])
            each = Attributed(row["article_id"], source, _spans(row["cue"]), _spans(row["content"]))
            found.setdefault(row["article_id"], []).append(each)
    return found


def _spans(parts: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((start, end) for part in parts for start, end in part["spans"])


def characters(article_id: str, spans: Iterable[Span]) -> Characters:
    """The characters of spans of an article."""
    return {(article_id, i) for start, end in spans for i in range(start, end)}


# -- what is left out


_SENTENCE = re.compile(r"[.!?][\"”'’)]*\s+|\n+")


def unfair_day(article: Article, spans: Sequence[Span], gold: Sequence[Attributed], day: date) -> bool:
    """Whether the article dates these words to another day than its own.

    It does where the sentence of their cue, outside of all contents, names a day of the weeks before
    that is not `day`, or where the words have no such date and the nearest sentence before them in which
    the same source speaks has one, at most three paragraphs back.
    """
    own = [a for a in gold if _touch(a.content, spans)]
    if not own:
        return False
    named = next((dates for a in own if (dates := _dates_at(article, a, gold))), ())
    if not named:
        start = min(s for s, _ in spans)
        surname = own[0].source.split()[-1:] or [""]
        before = [
            a
            for a in gold
            if a.cue
            and a.cue[0][0] < start
            and article.text.count("\n", a.cue[0][0], start) <= 6
            and (a.source.split()[-1:] == surname or _is_pronoun(own[0].source))
        ]
        for each in sorted(before, key=lambda a: -a.cue[0][0]):
            named = _dates_at(article, each, gold)
            if named:
                break
    return bool(named) and not any(day in days for days in named)


_AT_CUE = 30
"""Characters from the cue within which a time longer than a day dates it: "told Vogue last year"."""


def _dates_at(article: Article, each: Attributed, gold: Sequence[Attributed]) -> tuple[TimeRange, ...]:
    """The days that the sentence of an attribution's cue names, outside of all contents."""
    if not each.cue:
        return ()
    text = article.text
    at = each.cue[0][0]
    start = max((m.end() for m in _SENTENCE.finditer(text, max(0, at - 600), at)), default=max(0, at - 600))
    after = _SENTENCE.search(text, each.cue[-1][1])
    end = after.start() if after else len(text)
    letters = list(text[start:end])
    for other in gold:
        for left, right in other.content:
            for i in range(max(left, start), min(right, end)):
                letters[i - start] = "█"
    first, last = at - start, each.cue[-1][1] - start
    return tuple(
        e.range
        for e in find("".join(letters), article.published.range, prefer="past")
        if e.range is not None
        and (e.grain == "day" or -_AT_CUE < e.start - last < _AT_CUE or 0 <= first - e.end < _AT_CUE)
        and e.grain in ("day", "weekend", "week", "month", "season", "year", "span")
    )


_HEAD_ENDS = re.compile(r",| who | whose | of | at | for | from | in | with | \(|['’]s? ")


def is_source(speaker: str, spans: Sequence[Span], gold: Sequence[Attributed]) -> bool:
    """Whether the asked is who is quoted: named in the head of the source's phrase, or stood for by it.

    A source without a name there ("he", "the candidate") is taken for the asked.
    """
    sources = [each.source for each in gold if _touch(each.content, spans)]
    heads = [_HEAD_ENDS.split(source, maxsplit=1)[0] for source in sources]
    last = fold(speaker.split()[-1])
    return not sources or any(last in fold(head) or _is_pronoun(head) for head in heads)


def _touch(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _is_pronoun(source: str) -> bool:
    """Whether a source is a pronoun or a description without a name."""
    named = [word for word in source.split() if word[:1].isupper()]
    return not named or named in (["He"], ["She"], ["They"], ["It"], ["The"], ["A"], ["I"])


# -- asking


def shown_by(answer: Answer) -> Characters:
    """The characters of the statements that an answer shows as certain."""
    return {
        character
        for remark in answer.remarks
        if remark.fit == "certain"
        for statement in remark.statements
        for character in characters(statement.article_id, statement.segments)
    }


def said_by(speaker: str, gold: dict[str, list[Attributed]], ids: Iterable[str]) -> Characters:
    """What PolNeAR gives to a speaker in these articles; sources without a name are let pass."""
    surname = fold(speaker.split()[-1])
    found: Characters = set()
    for article_id in ids:
        for each in gold.get(article_id, ()):
            names = [
                fold(word.strip(".,'’").removesuffix("’s").removesuffix("'s")) for word in each.source.split()
            ]
            if surname in names or _is_pronoun(each.source):
                found |= characters(article_id, each.content)
    return found


def measure(
    index: NewsIndex,
    asked: Sequence[Asked],
    gold: dict[str, list[Attributed]],
    articles: dict[str, Article],
) -> Score:
    """Ask every question on its day and on a shifted one."""
    assistant = Assistant(index)
    score = Score()
    speakers = _speaking_on(articles, gold)
    last = max(a.published.range.end for a in articles.values() if a.published.range)
    for each in asked:
        fair = [
            (i, spans)
            for i, spans in each.gold
            if not unfair_day(articles[i], spans, gold.get(i, ()), each.day)
        ]
        if not fair:
            score.left_out["the article gives the words another day"] += 1
            continue
        _ask(score, assistant, each, fair, gold)
        shifted = each.day + SHIFT if each.day + SHIFT <= last else each.day - SHIFT
        name = fold(each.speaker.split()[-1])
        if any(name in speakers.get(shifted + timedelta(days=n), ()) for n in (-1, 0, 1)):
            score.left_out["shifted: the record has words of that day"] += 1
            continue
        score.shifted += 1
        text = each.text.replace(
            f"{each.day:%B} {each.day.day}, {each.day.year}", f"{shifted:%B} {shifted.day}, {shifted.year}"
        )
        answer = assistant.ask(text, as_of=max(each.day, shifted))
        if answer.abstained is not None:
            score.refused += 1
        else:
            first = answer.remarks[0] if answer.remarks else None
            score.failures.append(
                f"answered {text!r}: {first.said_on if first else ''} {answer.text[:160]!r}"
            )
    return score


def _ask(
    score: Score,
    assistant: Assistant,
    each: Asked,
    fair: Sequence[tuple[str, tuple[Span, ...]]],
    gold: dict[str, list[Attributed]],
) -> None:
    answer = assistant.ask(each.text, as_of=each.day)
    wanted = {c for article_id, spans in fair for c in characters(article_id, spans)}
    shown = shown_by(answer)
    everything = {c for article_id, spans in each.gold for c in characters(article_id, spans)}
    right = shown & (everything | said_by(each.speaker, gold, {article_id for article_id, _ in shown}))
    score.questions += 1
    score.answered += answer.abstained is None
    score.gold += len(wanted)
    score.found += len(wanted & shown)
    own = {
        c
        for article_id, spans in fair
        if is_source(each.speaker, spans, gold.get(article_id, ()))
        for c in characters(article_id, spans)
    }
    score.own_gold += len(own)
    score.own_found += len(own & shown)
    score.shown += len(shown)
    score.right += len(right)
    if len(wanted & shown) < 0.5 * len(wanted) or len(right) < 0.5 * len(shown):
        why = answer.abstained.reason if answer.abstained else answer.text[:200]
        score.failures.append(
            f"{each.id}: gold {len(wanted & shown)}/{len(wanted)}, right {len(right)}/{len(shown)}: {why!r}"
        )


def _speaking_on(articles: dict[str, Article], gold: dict[str, list[Attributed]]) -> dict[date, set[str]]:
    """Who speaks, by folded last word of the source, in the articles of each day."""
    found: dict[date, set[str]] = {}
    for article_id, listed in gold.items():
        days = articles[article_id].published.range
        if days is not None:
            named = {
                fold(word.strip(".,'’"))
                for each in listed
                for word in each.source.split()
                if word[:1].isupper()
            }
            found.setdefault(days.end, set()).update(named)
    return found


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Development data.")
@click.option("--others", default=3000, show_default=True, help="realtimeqa articles beside PolNeAR's.")
@click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("who_said_what.index"),
    show_default=True,
)
@click.option("--limit", default=0, help="Ask so many questions only.")
@click.option("--failures", default=0, help="Show so many of what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(data: Path, others: int, folder: Path, limit: int, failures: int, *, as_json: bool) -> None:
    """Measure the flagship question; the index is kept and reused."""
    polnear = list(read_articles(data / "polnear" / "articles.jsonl.gz"))
    rest = islice(read_articles(data / "realtimeqa" / "articles.jsonl.gz"), others)
    asked = list(questions(data / "who_said_what"))
    with NewsIndex.open(folder, embedder="hashing") as index:
        index.add([*polnear, *rest], embed=False, workers=2)
        score = measure(
            index,
            asked[:limit] if limit else asked,
            attributions(data / "polnear"),
            {a.id: a for a in polnear},
        )
    figures = score.figures()
    if as_json:
        click.echo(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        click.echo(f"{name:38} {value}")
    step = max(1, len(score.failures) // failures) if failures else 0
    for line in score.failures[::step][:failures] if step else ():
        click.echo(line)


if __name__ == "__main__":
    main()
