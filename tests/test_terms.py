"""Index terms: the cases of news text, and what holds for any text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.terms import MAX_LENGTH, STOP_WORDS, tokens


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("The of and", []),
        ("Ministers were meeting ministers", ["minist", "meet", "minist"]),
        ("the U.S. and the US told us", ["us", "us", "told", "us"]),
        ("U.N. envoy, 9 a.m. in D.C.", ["un", "envoy", "9", "dc"]),
        ("the U.S.'s", ["us"]),
        ("Kelmar's harbour", ["kelmar", "harbour"]),
        ("Kelmar’s players’ harbour", ["kelmar", "player", "harbour"]),
        ("O'Brien, O’Brien and OBrien", ["obrien"] * 3),
        ("she'll say they’ve gone, don’t", ["say", "gone"]),
        ("2.5 or 1,000 or 1,234,567.89", ["2.5", "1000", "1234567.89"]),
        ("$2.5bn, 20th, 100m, the 1990s", ["2.5", "bn", "20th", "100m", "1990s"]),
        ("a cease-fire, a ceasefire", ["ceas", "fire", "ceasefir", "ceasefir"]),
        ("a 5-4 ruling on 2022-01-05", ["5", "4", "rule", "2022", "01", "05"]),
        ("COVID-19", ["covid", "19", "covid19"]),
        ("it ended.Then", ["it", "end"]),
        ("Erdoğan, Mbappé, naïve", ["erdogan", "mbapp", "naiv"]),
        ("ﬁnal １２３", ["final", "123"]),
        ("co\u00adoperation", ["cooper"]),
        ("snake_case", ["snake", "case"]),
        ("Мэр Киева", ["мэр", "киева"]),
        ("رئيس البلدية", ["رئيس", "البلدية"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("東京都知事", ["東京", "京都", "都知", "知事"]),
        ("東京2025年の春", ["東京", "2025", "年の", "の春"]),
        ("京", ["京"]),
    ],
)
def test_terms_of_news_text(text: str, terms: list[str]) -> None:
    assert tokens(text) == terms


@pytest.mark.parametrize("word", ["us", "who", "may", "will", "it", "no", "can"])
def test_words_that_are_also_names_are_kept(word: str) -> None:
    assert tokens(word) == [word]


def test_a_question_and_a_passage_meet() -> None:
    question = set(tokens("Which cities' mayors signed Norland’s cease-fire?"))
    passage = set(tokens("Norland's city mayor signs the ceasefire."))
    assert {"citi", "mayor", "sign", "norland", "ceasefir"} <= question & passage


@given(st.text())
def test_any_text_gives_terms_that_can_be_stored(text: str) -> None:
    terms = tokens(text)
    assert all(0 < len(term) <= MAX_LENGTH + 8 for term in terms)
    assert not any(term.isspace() or any(c.isupper() and c.lower() != c for c in term) for term in terms)
    assert tokens(text) == terms  # remembered words say the same as new ones


@given(st.text(st.sampled_from("aéÉ'’.-,_ 1东がб\u0301\u00ad"), max_size=40), st.text(" ", min_size=1))
def test_texts_side_by_side_have_the_terms_of_both(text: str, space: str) -> None:
    assert tokens(text + space + "\n" + text) == tokens(text) * 2


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_case_of_ascii_says_nothing(text: str) -> None:
    assert tokens(text.upper()) == tokens(text.lower())


def test_a_page_of_rubbish_is_cut_short() -> None:
    assert tokens("A" * 100_000) == ["a" * MAX_LENGTH]
    assert len(tokens("x-" * 100_000)) == 100_000
    assert tokens("東" * 5)[0] == "東東"


def test_stop_words_are_written_as_they_are_met() -> None:
    assert all(word == word.lower() and word.isalpha() for word in STOP_WORDS)


def test_threads_agree() -> None:
    texts = [f"running runners ran {n} times faster than walking walker{n}s" for n in range(400)]
    alone = [tokens(text) for text in texts]
    fresh = [text.replace("walker", "stalker") for text in texts]  # not remembered yet when threads meet them
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(tokens, fresh * 4))
    assert together == [[t.replace("walker", "stalker") for t in terms] for terms in alone] * 4
