"""Quotation marks are paired whatever the typist used, and no text makes pairing fail."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.attribution.quotes import paragraphs, quotations

MARKS = "\"“”„‟«»〝〞''``’‘ \n"


def paired(text: str) -> list[str]:
    spans = list(paragraphs(text))
    return [text[q.start : q.end] for quoted in quotations(text, spans) for q in quoted]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said "we will win" twice.', ['"we will win"']),
        ("“We will win,” he said.", ["“We will win,”"]),
        ("„Wir gewinnen“, sagte er.", ["„Wir gewinnen“"]),
        ("«Мы победим», — сказал он.", ["«Мы победим»"]),
        ("»Wir gewinnen«, sagte er.", ["»Wir gewinnen«"]),
        ("``We will win,'' he said, ``soon.''", ["``We will win,''", "``soon.''"]),
        ("''We will win,'' he said, ''soon.''", ["''We will win,''", "''soon.''"]),
        ("''I saw it on 'Fox and Friends,''' he said.", ["''I saw it on 'Fox and Friends,'''"]),
        ("‘We will win,’ he said.", ["‘We will win,’"]),
        ('"We will win,” he said, “soon."', ['"We will win,”', '“soon."']),
        ("“They see that. “ He left.", ["“They see that. “"]),
        ('He is 6\'2" tall and said "no way".', ['"no way"']),
    ],
)
def test_every_kind_of_mark(text: str, quotes: list[str]) -> None:
    assert paired(text) == quotes


def test_nested_quotations_are_one() -> None:
    assert paired("“He told me “never” and left,” she said.") == ["“He told me “never” and left,”"]
    assert paired("“He told me ‘never’ and left,” she said.") == ["“He told me ‘never’ and left,”"]


def test_a_forgotten_mark_spoils_only_its_own_paragraph() -> None:
    text = 'He said "we will win and left.\nShe said "never" at noon.'
    assert paired(text) == ['"never"']


def test_apostrophes_are_no_quotations() -> None:
    assert paired("The players’ union and rock ’n’ roll in the ’90s, don’t you think?") == []


def test_a_speech_of_several_paragraphs_is_open_until_its_end() -> None:
    text = "“We came here.\n“We saw it.\n“We won,” he said."
    quoted = quotations(text, list(paragraphs(text)))
    assert [[q.open for q in each] for each in quoted] == [[True], [True], [False]]


@given(st.text(st.sampled_from(MARKS + "ab.,"), max_size=80))
def test_pairs_lie_in_their_paragraph_in_order_without_overlap(text: str) -> None:
    spans = list(paragraphs(text))
    for (start, end), quoted in zip(spans, quotations(text, spans), strict=True):
        edges = [edge for q in quoted for edge in (q.start, q.end)]
        assert edges == sorted(edges)
        assert all(start <= edge <= end for edge in edges)
        assert all(q.start < q.end for q in quoted)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ['"', "“", "''", "“a ”", "«", "'a b "])
def test_pairing_takes_linear_time(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    start = time.process_time()
    quotations(text, list(paragraphs(text)))
    assert time.process_time() - start < 10
