"""The gold of who-said-what: PolNeAR's attributions, and which of them report speech."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.index.attribution import Span
from onrecord.index.errors import UsageError

REPORTING = frozenset(
    """say tell add note argue claim insist explain announce acknowledge admit suggest stress declare state
    assert maintain reiterate predict promise vow pledge concede confirm deny emphasize indicate report
    conclude allege caution contend reveal write tweet joke quip complain observe remark respond reply
    continue repeat boast lament warn recall recount clarify disclose testify remind inform assure ask urge
    accuse demand propose charge estimate describe call""".split()
)
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "admitted": "admit",
    "quipped": "quip",
}  # fmt: skip
_NEGATED = re.compile(r"n['’]t\b|\b(?:not|never|declin\w+|refus\w+|without)\b")


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution: spans into the article's text."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: str
    kind: str

    @property
    def speech(self) -> bool:
        """Whether it reports speech rather than a belief, a wish or an act."""
        if not self.source or not self.cue:
            return False
        if self.kind != "indirect":
            return True
        cue = self.cue.lower()
        return not _NEGATED.search(cue) and (
            "according to" in cue or any(map(_reports, re.findall("[a-z]+", cue)))
        )


def _reports(word: str) -> bool:
    """Whether a word is an inflected form of a verb of reporting."""
    stems = {_IRREGULAR.get(word, word)}
    for ending, tails in (
        ("s", ("",)),
        ("es", ("",)),
        ("ies", ("y",)),
        ("ed", ("", "e")),
        ("ied", ("y",)),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending):
            stems.update(word.removesuffix(ending) + tail for tail in tails)
    return not stems.isdisjoint(REPORTING)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file, gzipped or not."""
    content = path.read_bytes()
    for line in (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines():
        yield json.loads(line)


def _spans(parts: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple((start, end) for part in parts for start, end in part["spans"])


def read_polnear(folder: Path, split: str) -> Iterator[tuple[str, str, list[Gold]]]:
    """The articles of a split: id, text and every annotated attribution with a content.

    Raises:
        UsageError: if the split has no article, or a span lies outside its text.
    """
    texts = {a["id"]: a["text"] for a in read_lines(folder / "articles.jsonl.gz") if a["split"] == split}
    if not texts:
        raise UsageError(
            f"no article of {folder} is in the split {split!r}", hint="try --split dev or --split train"
        )
    gold: dict[str, list[Gold]] = {}
    for row in read_lines(folder / "attributions.jsonl.gz"):
        if row["article_id"] not in texts or not row["content"]:
            continue
        cue = " ".join(part["text"] for part in row["cue"])
        each = Gold(_spans(row["content"]), _spans(row["source"]), cue, row["kind"])
        if max(end for _, end in each.content) > len(texts[row["article_id"]]):
            raise UsageError(f"attribution {row['id']} of {row['article_id']} points outside its text")
        gold.setdefault(row["article_id"], []).append(each)
    for article_id, text in texts.items():
        yield article_id, text, gold.get(article_id, [])
