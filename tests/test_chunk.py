"""Passages: whole sentences of the body, bounded, in order, nothing lost and nothing twice."""

# ruff: noqa: E501 (a sentence is kept on one line)

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.blocks import Block, blocks
from onrecord.index.chunk import CHUNKER, MAX_WORDS, passages, sentences

KINDS = ["headline", "body", "body", "body", "caption", "appeal", "biography", "sidebar", "furniture"]

SENTENCES = [
    "The boats sailed at dawn.", "“We waited,” said Capt. Ada Kovic of the U.S. line, “for nine weeks.”", "Why now?", "At dawn",
    "Mr. Brandt paid $3.5 million on Jan. 4 for the No. 2 boat, i.e. the smaller one.", "word " * 70 + "end.", "word, " * 200 + "end.",
    "海" * 300 + "。", "x" * 5000, "😀 Good morning, 😀.", "...", "\u200b", "a\u2028b", "\ud800",
]  # fmt: skip


def check(text: str, found_blocks: tuple[Block, ...]) -> None:
    cut = passages("a1", text, found_blocks)
    end = 0
    covered = set()
    for ordinal, passage in enumerate(cut):
        assert passage.id == f"a1#{ordinal}"
        assert (passage.article_id, passage.ordinal) == ("a1", ordinal)
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert end <= passage.start
        assert len(passage.text.split()) <= MAX_WORDS
        assert sum(not c.isspace() for c in passage.text) <= 16 * MAX_WORDS
        covered.update(range(passage.start, passage.end))
        end = passage.end
    if any(block.kind == "body" for block in found_blocks):
        for block in found_blocks:
            inside = [i in covered for i in range(block.start, block.end) if not text[i].isspace()]
            assert all(inside) if block.kind == "body" else not any(inside)
    assert cut == passages("a1", text, found_blocks)


@st.composite
def articles(draw):
    lines = draw(
        st.lists(
            st.lists(st.sampled_from(SENTENCES) | st.text(max_size=30), max_size=6).map(" ".join), max_size=12
        )
    )
    text = draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines)
    spans = [(b.start, b.end) for b in blocks(text)]
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=len(spans), max_size=len(spans)))
    return text, tuple(Block(start, end, kind) for (start, end), kind in zip(spans, kinds, strict=True))


@given(articles())
@settings(max_examples=300, deadline=None)
def test_passages_hold_the_body_and_nothing_else(article):
    check(*article)


@given(st.text(max_size=400), st.data())
@settings(max_examples=300, deadline=None)
def test_sentences_partition_any_range(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    position = start
    for first, last in sentences(text, start, end):
        assert position <= first < last <= end
        assert text[first:last] == text[first:last].strip()
        assert not text[position:first].strip()
        position = last
    assert not text[position:end].strip()


def shown(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


def test_sentences_of_news():
    text = (
        "“We waited,” said Capt. Ada Kovic of the U.S. line. Mr. Brandt paid $3.5 million on Jan. 4. “Why?” he asked. 😀 It rained.\n"
        "A subheading\nThe next paragraph."
    )
    assert shown(text) == [
        "“We waited,” said Capt. Ada Kovic of the U.S. line.", "Mr. Brandt paid $3.5 million on Jan. 4.", "“Why?” he asked.", "😀 It rained.",
        "A subheading", "The next paragraph.",
    ]  # fmt: skip


def test_a_wrapped_sentence_is_one():
    assert shown("The boats sailed\nat dawn. They came\nback at noon.\n\nand then") == [
        "The boats sailed\nat dawn.", "They came\nback at noon.", "and then",
    ]  # fmt: skip


def body(*paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs)
    return [p.text for p in passages("a", text, [Block(b.start, b.end, "body") for b in blocks(text)])]


def words(n: int, name: str = "word") -> str:
    return " ".join([name] * (n - 1) + ["end."])


def test_passages_end_with_paragraphs():
    assert body(words(50, "a"), words(50, "b"), words(50, "c"), words(50, "d")) == [
        "\n\n".join([words(50, "a"), words(50, "b")]), "\n\n".join([words(50, "c"), words(50, "d")]),
    ]  # fmt: skip


def test_a_short_tail_is_merged_or_balanced():
    assert body(words(100), "So it ended.") == [words(100) + "\n\nSo it ended."]
    sizes = [len(p.split()) for p in body(words(89), words(89), words(20))]
    assert sum(sizes) == 198
    assert min(sizes) >= 80


def test_a_heading_goes_with_what_it_heads():
    cut = body(words(60), words(40), "What comes next", words(80), words(30))
    assert [p.startswith("What comes next") for p in cut] == [False, True]


def test_a_long_sentence_is_cut_between_clauses():
    sentence = ", ".join([" ".join(["word"] * 50)] * 7) + "."
    cut = body(sentence)
    assert all(p.endswith((",", ".")) for p in cut)
    assert " ".join(cut) == sentence


def test_passages_do_not_cross_furniture():
    text = "One body sentence.\nRead more\nAnother body sentence."
    assert [p.text for p in passages("a", text, blocks(text))] == [
        "One body sentence.",
        "Another body sentence.",
    ]


def test_an_article_without_body_falls_back():
    text = "A caption of some length.\nDonate now.\n#tag"
    spans = [(b.start, b.end) for b in blocks(text)]
    kinds = ("caption", "appeal", "furniture")
    found = passages("a", text, [Block(s, e, kind) for (s, e), kind in zip(spans, kinds, strict=True)])
    assert [p.text for p in found] == ["A caption of some length."]
    assert passages("a", "#tag", [Block(0, 4, "furniture")]) == ()
    assert passages("a", "", ()) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "海" * 300_000, "a " * 500_000, "no end, " * 120_000, "A b.\n" * 100_000],
    ids=lambda t: t[:6],
)
def test_no_text_takes_long(text):
    started = time.process_time()
    found = passages("a", text, [Block(b.start, b.end, "body") for b in blocks(text)])
    assert time.process_time() - started < 20  # linear: about 2 s; quadratic: minutes
    assert "".join(p.text for p in found).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace(
        "\n", ""
    )


def test_the_chunker_has_a_version():
    assert CHUNKER == "sentences-180/1"
