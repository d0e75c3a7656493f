"""One person, many names: within an article, across articles, and in a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.attribution.quotes import paragraphs
from onrecord.index.blocks import Block
from onrecord.index.names import fold, parse_name, same_person, same_speaker
from onrecord.index.speakerbook import SpeakerBook
from onrecord.index.statements import statements
from onrecord.index.types import Article


def speakers(text: str, **known: str) -> list[str]:
    parts = [Block(start, end, "body") for start, end in paragraphs(text)]
    return [s.speaker for s in statements(Article("a", "", text), parts, known=known.get)]


def test_name_surname_role_and_pronoun_are_one() -> None:
    text = (
        "Harbour spokesman Olav Brandt said the port was open.\n\n“It is open,” Brandt said.\n\n"
        "“Ships came in,” the spokesperson added.\n\n“All day,” he said.\n\nHe said more were expected."
    )
    assert speakers(text) == ["Olav Brandt"] * 5


def test_a_role_before_its_name() -> None:
    text = (
        "The port is open, Norden's deputy harbour minister said.\n\n"
        "Deputy Harbour Minister Olav Brandt told reporters it was open."
    )
    assert speakers(text) == ["Olav Brandt", "Olav Brandt"]


def test_organisations_speak() -> None:
    text = "The Kremlin said it was ready. The Foreign Ministry said it was too. Kyiv warned that it was not."
    assert speakers(text) == ["Kremlin", "Foreign Ministry", "Kyiv"]


def test_groups_and_nameless_people_stay_as_written() -> None:
    text = (
        "Russian officials said it was open. A spokesperson denied that it was open. "
        "The authorities said that it was shut."
    )
    assert speakers(text) == ["Russian officials", "A spokesperson", "authorities"]


def test_a_pronoun_means_the_new_subject() -> None:
    text = "Olav Brandt said it was not. Mara Lind left the room. She said it was over."
    assert speakers(text)[-1] == "Mara Lind"


def test_she_is_not_a_man() -> None:
    text = "Mary Lind said it was open.\n\nJohn Brandt said it was not.\n\nShe said it was over."
    assert speakers(text)[-1] == "Mary Lind"


def test_namesakes_are_told_apart_by_title() -> None:
    text = (
        "Bill Clinton and Hillary Clinton met.\n\nMrs. Clinton said it was late.\n\nMr. "
        "Clinton said it was not."
    )
    assert speakers(text) == ["Hillary Clinton", "Bill Clinton"]


def test_a_bare_surname_is_the_one_that_the_record_knows() -> None:
    assert speakers("Brandt said it was open.", Brandt="Olav Brandt") == ["Olav Brandt"]
    assert speakers("Brandt said it was open.") == ["Brandt"]


@pytest.mark.parametrize(
    ("written", "full", "roles"),
    [
        ("Russia's Foreign Minister Sergei Lavrov", "Sergei Lavrov", {"russian", "foreign", "minister"}),
        ("Mr. Trump", "Trump", {"mr"}),
        ("Ursula von der Leyen", "Ursula von der Leyen", set()),
        ("Gov. John Kasich (R-OH)", "John Kasich", {"governor"}),
        ("professor Lorenzo De Sio of the Luiss University", "Lorenzo De Sio", {"professor"}),
        ("the spokesperson", "", {"spokesperson"}),
        ("Дмитрий Песков", "Дмитрий Песков", set()),
    ],
)  # fmt: skip
def test_parsing_a_name(written: str, full: str, roles: set[str]) -> None:
    name = parse_name(written)
    assert (name.full, set(name.roles)) == (full, roles)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
        ("Volodymyr Zelenskiy", "Zelenskyy", True),
        ("Sergey Lavrov", "Sergei Lavrov", True),
        ("Dmitri Peskov", "Dmitry Peskov", True),
        ("Mike Waltz", "Michael Waltz", True),
        ("D. Peskov", "Dmitry Peskov", True),
        ("Mike Waltz", "Tim Walz", False),
        ("Waltz", "Walz", False),
        ("Ryabkov", "Rybakov", False),
        ("Bill Clinton", "Hillary Clinton", False),
        ("the Kremlin", "Kremlin", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(parse_name(one), parse_name(other)) is same
    assert same_person(parse_name(other), parse_name(one)) is same


def test_what_a_question_calls_a_speaker() -> None:
    known = ("Kremlin spokesman Dmitry Peskov", "Peskov")
    assert same_speaker("Dmitry Peskov", "Dmitry Peskov", known) == 1.0
    assert same_speaker("Peskov", "Dmitry Peskov", known) == 0.9
    assert same_speaker("the Kremlin spokesman", "Dmitry Peskov", known) == 0.8
    assert same_speaker("Kremlin", "Dmitry Peskov", known) == 0.5
    assert same_speaker("the Kremlin", "Kremlin") == 1.0
    assert same_speaker("Kremlin", "Vladimir Putin", ("Russian President Vladimir Putin",)) == 0.0
    assert same_speaker("the foreign minister", "Dmitry Peskov", known) == 0.0
    assert same_speaker("Foreign Ministry", "Russia's Foreign Ministry") == 0.8
    assert same_speaker("Xi", "Xi Jinping") == 0.9


def book() -> SpeakerBook:
    return SpeakerBook(
        [
            ("Volodymyr Zelenskyy", "Zelenskyy"),
            ("Volodymyr Zelensky", "President Volodymyr Zelensky"),
            ("Volodymyr Zelensky", "Zelensky"),
            ("Mike Waltz", "National Security Adviser Mike Waltz"),
            ("Tim Walz", "Gov. Tim Walz"),
            ("Bill Clinton", "Bill Clinton"),
            ("Hillary Clinton", "Mrs. Clinton"),
            ("Dmitry Peskov", "Kremlin spokesman Dmitry Peskov"),
            ("Kremlin", "The Kremlin"),
            ("Xi Jinping", "Xi"),
        ]
    )


def test_the_book_merges_spellings_under_the_usual_one() -> None:
    assert book().canonical("Volodymyr Zelenskyy") == "Volodymyr Zelensky"
    assert book().canonical("Zelenskiy") == "Volodymyr Zelensky"
    assert book().canonical("Michael Waltz") == "Mike Waltz"
    assert book().canonical("the Kremlin") == "Kremlin"


def test_initials_and_bodies_with_their_spokespeople() -> None:
    record = SpeakerBook(
        [
            ("Michael P. McDonald", "Michael P. McDonald"),
            ("Michael McDonald", "McDonald"),
            ("Michael McDonald", "Michael McDonald"),
            ("Maria Vost", "Foreign Ministry spokeswoman Maria Vost"),
        ]
    )
    assert record.find("P. McDonald") == [("Michael McDonald", 1.0)]
    assert record.find("the Foreign Ministry") == [("Maria Vost", 0.5)]


def test_the_book_keeps_people_apart_and_does_not_guess() -> None:
    assert book().canonical("Walz") == "Tim Walz"
    assert book().full_name("Clinton") is None
    assert book().canonical("Clinton") == "Clinton"
    assert [name for name, _ in book().find("Clinton")] == ["Bill Clinton", "Hillary Clinton"]


def test_a_clearly_more_frequent_namesake_owns_the_surname() -> None:
    many = book()
    for _ in range(3):
        many.add("Hillary Clinton", "Hillary Clinton")
    assert many.full_name("Clinton") == "Hillary Clinton"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Peskov", [("Dmitry Peskov", 0.9)]),
        ("the Kremlin spokesman", [("Dmitry Peskov", 0.8)]),
        ("Kremlin", [("Kremlin", 1.0), ("Dmitry Peskov", 0.5)]),
        ("Xi", [("Xi Jinping", 0.9)]),
        ("Putin", []),
    ],
)
def test_the_book_finds_whom_a_question_means(asked: str, found: list[tuple[str, float]]) -> None:
    assert book().find(asked) == found


@given(st.text(max_size=40), st.text(max_size=40))
def test_names_never_raise_and_sameness_is_symmetric(one: str, other: str) -> None:
    fold(one)
    assert same_person(parse_name(one), parse_name(other)) == same_person(parse_name(other), parse_name(one))
    assert 0 <= same_speaker(one, other, (one,)) <= 1
    SpeakerBook([(one, other)]).find(other)
