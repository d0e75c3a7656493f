"""Nothing is shown as fact that does not stand in the stored text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from harbour import FERRY, article
from hypothesis import given
from hypothesis import strategies as st

from onrecord.qa import Citation, Claim
from onrecord.qa.ground import check, grounded
from onrecord.qa.links import link, text_fragment

STORED = {"a1": article(1, FERRY)}
START = FERRY.index("Coastguard")
END = FERRY.index("Three sailors") - 1


def citation(start: int = START, end: int = END, quote: str | None = None, number: int = 1) -> Citation:
    return Citation(number, STORED["a1"], start, end, FERRY[start:end] if quote is None else quote, False)


def test_a_true_citation_is_verified() -> None:
    assert check(citation(), STORED).verified


@pytest.mark.parametrize(
    "wrong",
    [
        citation(quote="Coastguard vessels rescued 208 passengers before dawn, the harbour master said."),
        citation(start=START + 1, quote=FERRY[START:END]),
        citation(start=-5, end=0, quote=""),
        citation(start=0, end=10**9),
        citation(start=START, end=START),
        replace(citation(), article=article(2, FERRY)),
    ],
    ids=["altered", "shifted", "negative", "beyond", "empty", "unknown article"],
)
def test_a_false_citation_is_not(wrong: Citation) -> None:
    assert not check(replace(wrong, verified=True), STORED).verified
    assert grounded([Claim("Many were rescued.", (1,))], [wrong], STORED) == ((), ())


def test_the_stored_text_decides_not_the_citation_s_own_article() -> None:
    forged = replace(citation(), article=replace(STORED["a1"], text="x" * START + "All is well."))
    assert check(forged, STORED).verified  # its words are in the stored text
    assert not check(replace(forged, quote="All is well.", end=START + 12), STORED).verified


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Vessels rescued many people.", True),
        ("“Coastguard vessels rescued 209 passengers” before dawn.", True),
        ('"Coastguard vessels saved 209 passengers" before dawn.', False),
    ],
)
def test_quoted_words_in_a_claim_must_stand_in_what_it_cites(text: str, kept: bool) -> None:
    claims, _ = grounded([Claim(text, (1,))], [citation()], STORED)
    assert bool(claims) == kept


def test_claims_without_citations_or_with_unknown_ones_are_dropped() -> None:
    claims = [Claim("Nothing cited.", ()), Claim("Cites what is not there.", (1, 9)), Claim("Fine.", (2,))]
    shown, citations = grounded(claims, [citation(), citation(0, 30, number=2)], STORED)
    assert [c.text for c in shown] == ["Fine."]
    assert shown[0].citations == (1,)
    assert [(c.number, c.verified, c.start) for c in citations] == [(1, True, 0)]


def test_links() -> None:
    assert link(citation()) == (
        "https://harbour.example/1#:~:text=Coastguard%20vessels%20rescued%20209%20passengers,dawn%2C%20the%20harbour%20master%20said."
    )
    local = replace(citation(), article=replace(STORED["a1"], url="file:///srv/my%20news/a.txt"))
    assert link(local) == "/srv/my news/a.txt"
    for hostile in ("javascript:alert(1)", "data:text/html,x", None):
        assert link(replace(citation(), article=replace(STORED["a1"], url=hostile))) is None


@given(st.text(max_size=300))
def test_a_text_fragment_is_plain_ascii_with_its_syntax_escaped(words: str) -> None:
    fragment = text_fragment(words)
    assert fragment.isascii()
    assert not set(fragment) & set('-& #"<>\n')
    assert fragment.count(",") <= 1
