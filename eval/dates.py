"""Measures the time-expression engine on TimeBank and on the Recognizers-Text specifications.

    python -m onrecord.eval.dates --data DIR [--json] [--failures]

DIR holds `timebank/` and `time_expressions/`. TimeBank documents are split in two halves by the hash of
their name: the engine was developed on one, "held out" is the other.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from onrecord.index.dates import Constraint, TimeExpression, constraints, days, find
from onrecord.index.dates.tense import Lean
from onrecord.index.types import TimeRange

DEFINITE = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d(-WE)?|-Q\d|-H\d|-(SP|SU|FA|WI))?|\d{2,3}")


@dataclass(slots=True)
class Score:
    """Counts over gold expressions; the shares are what the table shows."""

    gold: int = 0
    found: int = 0
    exact_extent: int = 0
    right: int = 0
    strictly_right: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)

    def shares(self) -> dict[str, float | int]:
        """Recall of spans, of exact extents, value accuracy of the found and of all gold."""
        return {
            "gold": self.gold,
            "found": _share(self.found, self.gold),
            "exact_extent": _share(self.exact_extent, self.gold),
            "value_of_found": _share(self.right, self.found),
            "value_of_all": _share(self.right, self.gold),
            "strict_of_all": _share(self.strictly_right or self.right, self.gold),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def canonical(value: str) -> str:
    """A TIMEX3 value without what annotators write in several ways: day parts, XX tails, unpadded weeks."""
    value = re.sub(r"T(MO|AF|EV|NI|DT|\d.*)$", "", value)
    value = re.sub(r"(-XX)+$", "", value)
    value = re.sub(r"-W(\d)(?!\d)", r"-W0\1", value)
    return re.sub(r"^(\d+)X+$", r"\1", value)


def in_development_half(document: str) -> bool:
    """Whether a TimeBank document belongs to the half that the engine was developed on."""
    return hashlib.sha1(document.encode(), usedforsecurity=False).digest()[0] % 2 == 0


def timebank(folder: Path) -> dict[str, Score]:
    """Value accuracy on gold DATE expressions that have a definite value, per half."""
    gold: dict[str, list[dict[str, Any]]] = {}
    for timex in _lines(folder / "timexes.jsonl.gz"):
        if timex["type"] == "DATE" and DEFINITE.fullmatch(canonical(timex["value"])):
            gold.setdefault(timex["doc"], []).append(timex)
    scores = {"development": Score(), "held out": Score()}
    for article in _lines(folder / "articles.jsonl.gz"):
        found = find(article["text"], date.fromisoformat(article["published_at"][:10]))
        score = scores["development" if in_development_half(article["id"]) else "held out"]
        for timex in gold.get(article["id"], ()):
            _count_timex(score, timex, found)
    return scores


def _count_timex(score: Score, timex: Mapping[str, Any], found: tuple[TimeExpression, ...]) -> None:
    overlapping = [e for e in found if e.start < timex["end"] and timex["start"] < e.end]
    score.gold += 1
    best = max(
        overlapping, key=lambda e: min(e.end, timex["end"]) - max(e.start, timex["start"]), default=None
    )
    value = canonical(best.value) if best else ""
    if best:
        score.found += 1
        score.exact_extent += (best.start, best.end) == (timex["start"], timex["end"])
    if value == canonical(timex["value"]):
        score.right += 1
    else:
        got = f"{best.text!r} {best.value}" if best else "not found"
        score.failures.append(
            {
                "document": timex["doc"],
                "anchor": timex["dct"],
                "text": timex["text"],
                "gold": timex["value"],
                "got": got,
            }
        )


LEFT_OUT = {
    "datetimeV2.datetime": "names an hour",
    "datetimeV2.datetimerange": "names hours",
    "datetimeV2.time": "names an hour",
    "datetimeV2.timerange": "names hours",
    "datetimeV2.duration": "a length, no place in time",
    "datetimeV2.set": "recurs",
    "datetimeV2.timezone": "no time",
}


def time_expressions(folder: Path) -> tuple[dict[str, Score], Counter[str]]:
    """Exact share on the Recognizers-Text specifications, by type, and what was left out and why.

    A case is right when the range equals any of the resolved values (the specification lists a past and
    a future one for "Friday"). Their ranges end on the first day that no longer belongs; where the words
    themselves name that day ("from 2 to 10 July"), it belongs here and is so compared.
    """
    scores = {"date": Score(), "daterange": Score()}
    left_out: Counter[str] = Counter()
    for case in json.loads((folder / "DateTimeModel.json").read_text("utf-8-sig")):
        if not case["Results"]:
            left_out["no expression in it"] += 1
            continue
        for result in case["Results"]:
            reason = _reason_to_leave_out(case, result)
            if reason:
                left_out[reason] += 1
            else:
                _count_case(scores[result["TypeName"].rpartition(".")[2]], case, result)
    return scores, left_out


def _reason_to_leave_out(case: Mapping[str, Any], result: Mapping[str, Any]) -> str | None:
    kind = result.get("TypeName")
    if kind in LEFT_OUT:
        return f"{kind.rpartition('.')[2]}: {LEFT_OUT[kind]}"
    if "Context" not in case or kind is None:
        return "no reference date or no type"
    values = result["Resolution"]["values"]
    if any(v.get("value") == "not resolved" for v in values):
        return "not resolved in the specification"
    if not all("value" in v or ("start" in v and "end" in v) for v in values):
        return "open interval (since, before, after)"
    return None


def _count_case(score: Score, case: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    reference = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
    start, end = result["Start"], result["Start"] + len(result["Text"])
    leans: tuple[Lean, Lean] = ("past", "future")
    found = [e for lean in leans for e in find(case["Input"], reference, prefer=lean)]
    overlapping: list[TimeExpression | Constraint] = [e for e in found if e.start < end and start < e.end]
    asked = [c for c in constraints(case["Input"], reference) if c.start < end and start < c.end]
    ranges = {e.range for e in overlapping} | {
        TimeRange.day(e.literal) for e in found if e in overlapping and e.literal
    }
    ranges |= {r for c in asked for r in c.in_years(range(reference.year - 2, reference.year + 3))}
    overlapping += asked
    gold = set(_closed_ranges(result))
    score.gold += 1
    score.strictly_right += bool(ranges & set(_closed_ranges(result, inclusive=False)))
    score.found += bool(overlapping)
    score.exact_extent += any((e.start, e.end) == (start, end) for e in overlapping)
    if ranges & gold:
        score.right += 1
    else:
        got = "; ".join(f"{e.text!r} {_iso(e.range)}" for e in overlapping) or "not found"
        score.failures.append(
            {
                "anchor": str(reference),
                "text": result["Text"],
                "gold": "; ".join(_iso(g) for g in sorted(gold)),
                "got": got,
            }
        )


def _closed_ranges(result: Mapping[str, Any], *, inclusive: bool = True) -> Iterator[TimeRange]:
    """The gold ranges as closed intervals; `inclusive` adds those to which the named end belongs."""
    for value in result["Resolution"]["values"]:
        if "value" in value and "start" not in value:
            yield TimeRange.day(date.fromisoformat(value["value"]))
            continue
        first, behind = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
        if behind > first:
            yield TimeRange(first, behind - timedelta(days=1))
        if inclusive and _NAMES_BOTH_ENDS.search(result["Text"]):
            for unit in ("day", "month", "quarter", "year"):
                if days.enclosing(behind, unit).start == behind:
                    yield TimeRange(first, days.enclosing(behind, unit).end)


_NAMES_BOTH_ENDS = re.compile(r"\b(?:to|till?|until|through|and)\b|\d ?- ?\w|[a-z]-[a-z]")


def _iso(range: TimeRange | None) -> str:
    return f"{range.start}/{range.end}" if range else "none"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The data folder.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--failures", is_flag=True, help="Also print every expression that went wrong.")
def main(data: Path, as_json: bool, failures: bool) -> None:
    """Measure the engine and print a table."""
    expressions, left_out = time_expressions(data / "time_expressions")
    tables = {f"timebank, {half}": score for half, score in timebank(data / "timebank").items()}
    tables |= {f"time_expressions, {kind}": score for kind, score in expressions.items()}
    if as_json:
        scores = {
            name: score.shares() | ({"failures": score.failures} if failures else {})
            for name, score in tables.items()
        }
        click.echo(json.dumps({"scores": scores, "left_out": dict(left_out)}, indent=2))
        return
    columns = ("gold", "found", "exact_extent", "value_of_found", "value_of_all", "strict_of_all")
    click.echo(f"{'':28}" + "".join(f"{column:>16}" for column in columns))
    for name, score in tables.items():
        shares = score.shares()
        click.echo(f"{name:28}" + "".join(f"{shares[column]:>16}" for column in columns))
    for reason, count in left_out.most_common():
        click.echo(f"left out of time_expressions: {count:4}  {reason}")
    if failures:
        for name, score in tables.items():
            for failure in score.failures:
                click.echo(f"{name}: " + " | ".join(failure.values()))


if __name__ == "__main__":
    main()
