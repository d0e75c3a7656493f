"""What a terminal shows of hostile words: no control sequence, no line of its own, nothing that deceives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from harbour import FERRY, article
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index import Hit, Hits, NewsIndex, Passage, TimeRange
from onrecord.index.types import Published
from onrecord.qa import Abstention, Answer, Citation, Claim, Question
from onrecord.ui.text import answer_lines, hit_lines, plain, published

HOSTILE = "Red \x1b[31malert\x1b[0m \u202egnp.exe\u202c\r\n\a[1] forged \x9b2J\u2066x\u2069"


@given(st.text())
def test_plain_is_one_line_without_control_characters(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert "\r" not in shown
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def test_hostile_article_in_an_answer_and_in_hits() -> None:
    bad = article(1, HOSTILE + FERRY, title=HOSTILE, source=HOSTILE)
    citation = Citation(1, bad, 0, len(HOSTILE), HOSTILE, verified=True)
    question = Question("what?", date(2025, 3, 6))
    answer = Answer(question, claims=(Claim(HOSTILE, (1,)),), citations=(citation,), notes=(HOSTILE,))
    refusal = Answer(question, abstained=Abstention("Nothing.", (citation,)))
    hits = Hits(
        (Hit(1, 0.5, Passage("a1#0", "a1", 0, 0, len(HOSTILE), HOSTILE), bad),), ("bm25",), (HOSTILE,)
    )
    for line in (*answer_lines(answer), *answer_lines(refusal), *hit_lines(hits)):
        assert line == line.strip("\n\r")
        assert not any(ord(c) < 32 or c == "\u202e" for c in line)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Published(), "undated"),
        (Published.on(date(2025, 5, 5), "url"), "5 May 2025"),
        (
            Published(None, TimeRange(date(2025, 5, 5), date(2025, 5, 9)), "text"),
            "between 5 May 2025 and 9 May 2025",
        ),
    ],
)
def test_published_in_words(when: Published, words: str) -> None:
    assert published(when) == words


def test_no_hit_is_said(tmp_path: Path) -> None:
    with NewsIndex.open(tmp_path / "x", embedder="hashing") as index:
        assert next(hit_lines(index.search("anything"))) == "No passage matches."
