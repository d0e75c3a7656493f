"""Furniture that is known only by its recurring, and news that recurs without being furniture."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.blocks import Block, blocks
from onrecord.index.recurring import MANY_STORIES, SOME_STORIES, is_recurring, paragraph_keys, without

MOTTO = "The Harbour Ledger has been printed on the quay at Port Ansel since the year of the great frost."
OFFER = "Puzzles, tides and the week's deaths: all in our Saturday letter, 3 minutes of reading."
BACKGROUND = "The strike began in January after the state cut the crews' night pay by a third."


def article(number: int) -> str:
    lead = f"The boat {chr(97 + number) * 5} sailed on Monday with everybody who had waited."
    background = BACKGROUND if number < MANY_STORIES - 1 else ""
    return f"{lead}\n\n{background}\n\n{MOTTO}\n"


def keys(text: str, source: str = "Ledger") -> tuple[int, ...]:
    return paragraph_keys(text, blocks(text), source=source)


def test_a_corpus_gives_away_its_motto():
    texts = [article(n) for n in range(MANY_STORIES)]
    stories = defaultdict(set)
    for number, text in enumerate(texts):
        for key in keys(text):
            stories[key].add(number)
    recurring = {key for key, in_stories in stories.items() if is_recurring(len(in_stories), key)}
    for text in texts:
        marked = without(blocks(text), keys(text), recurring)
        shown = {text[b.start : b.end]: b.kind for b in marked}
        assert shown[MOTTO] == "furniture"
        assert [kind for line, kind in shown.items() if line != MOTTO] == ["body"] * (len(shown) - 1)


def test_what_points_somewhere_needs_fewer_stories():
    (motto,), (offer,) = keys(MOTTO), keys(OFFER)
    assert is_recurring(SOME_STORIES, offer)
    assert not is_recurring(SOME_STORIES - 1, offer)
    assert not is_recurring(MANY_STORIES - 1, motto)
    assert is_recurring(MANY_STORIES, motto)
    assert not is_recurring(MANY_STORIES - 1)


@pytest.mark.parametrize(
    "other",
    [
        OFFER.upper(), OFFER.replace("3", "12"), OFFER.replace(" ", "  "),
        OFFER.replace(" ", "\u00a0"), f"  {OFFER}\n\n",
    ],
    ids=["case", "number", "spaces", "no-break spaces", "around"],
)  # fmt: skip
def test_keys_look_through(other):
    assert keys(other) == keys(OFFER)


def test_keys_tell_apart():
    assert keys(OFFER) != keys(MOTTO)
    assert keys(OFFER) != keys(OFFER, source="Courant")
    assert keys("What we know") == ()
    assert keys("") == ()


def test_keys_are_the_same_on_every_machine():
    assert keys(MOTTO) == (7747998387413879064,)


@given(st.lists(st.tuples(st.text(max_size=90), st.sampled_from(["body", "caption"])), max_size=8), st.data())
def test_without_marks_the_recurring_and_nothing_else(lines, data):
    text = "\n".join(line for line, _ in lines)
    found = tuple(
        Block(b.start, b.end, data.draw(st.sampled_from(["body", "caption"]))) for b in blocks(text)
    )
    own = paragraph_keys(text, found, source="Ledger")
    assert all(-(2**63) <= key < 2**63 for key in own)
    assert without(found, own, set()) == found
    recurring = set(data.draw(st.lists(st.sampled_from(own), max_size=4))) if own else {1}
    marked = without(found, own, recurring)
    assert [(b.start, b.end) for b in marked] == [(b.start, b.end) for b in found]
    for before, after in zip(found, marked, strict=True):
        alone = paragraph_keys(text, [before], source="Ledger")
        assert (after.kind == "furniture") == (bool(alone) and alone[0] in recurring)
        assert after.kind in ("furniture", before.kind)
