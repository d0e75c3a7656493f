"""Who "Peskov", "the spokesperson", "he" and "the Kremlin" are within one article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .attribution import Attribution, Span
from .name_words import ROLES
from .names import Name, parse_name
from .people import Gender, People, Person, people_in

NEAR = 3
"""Paragraphs back in which a pronoun looks for the person it stands for."""

_RECENT = 12
"""Attributions looked back on; a pronoun's person spoke in one of them or is the subject since."""
_STRETCH = 1_500
"""Characters searched for a new subject between an attribution and a pronoun."""

_PRONOUNS = frozenset("he she they it him her who which".split())
_INDEFINITE = frozenset("a an some several one many two three other another no".split())
_SENTENCE_END = re.compile(r"[.!?][\"”'’)]*\s+|\n+")
_WORD = re.compile(r"[\w'’.\-]+")
_RELATIVE = re.compile(r" (?:who|which|that) |,")


@dataclass(slots=True)
class _Said:
    """Who spoke where, for the pronouns that follow."""

    speaker: str
    person: bool
    plural: bool
    paragraph: int
    end: int


@dataclass(slots=True)
class _Article:
    """What naming the speakers of an article needs: its text, its people, who spoke so far."""

    text: str
    people: People
    known: Callable[[str], str | None]
    said: list[_Said] = field(default_factory=list)


def resolve(
    text: str,
    attributions: Sequence[Attribution],
    spans: Sequence[Span],
    known: Callable[[str], str | None] | None = None,
) -> list[str]:
    """Name the speaker of each attribution.

    Args:
        text: the article's text.
        attributions: in the order of the text.
        spans: the parts of the text that are the article: names elsewhere do not count.
        known: the record's full name for a bare surname that the article never gives in full.

    Returns:
        For each attribution the canonical name: a person's full name, an organisation without its
        article, else the words of the text ("Russian officials", "the woman").
    """
    people = people_in(text, spans) if attributions else People()
    article = _Article(text, people, known or _nobody)
    for each in attributions:
        written = text[each.speaker[0] : each.speaker[1]]
        pronoun = re.split("['’]", written.casefold())[0]
        if pronoun in _PRONOUNS:
            name, person = _pronoun(article, pronoun, each)
        else:
            name, person = _noun_phrase(article, written, each)
        plural = pronoun == "they" or (not person and written.endswith("s"))
        article.said.append(_Said(name, person, plural, each.paragraph, each.segments[-1][1]))
    return [said.speaker for said in article.said]


def _nobody(surname: str) -> str | None:
    return None


def _noun_phrase(article: _Article, written: str, each: Attribution) -> tuple[str, bool]:
    """The canonical name behind a noun phrase, and whether it is a person."""
    parsed = parse_name(written)
    if parsed.group:
        return parsed.surname, False
    if parsed.given:
        person = article.people.same_full_name(parsed)
        return person.name if person is not None else parsed.full, True
    if parsed.surname:
        person = article.people.by_surname(parsed, each.speaker[0])
        if person is not None:
            person.gender = _titled_gender(parsed) or person.gender
            return person.name, True
        full = article.known(parsed.surname)
        return full or parsed.surname, full is not None or _titled_gender(parsed) is not None
    person = _by_role(article, written, parsed, each)
    return (person.name, True) if person is not None else (_without_article(written), False)


def _titled_gender(name: Name) -> Gender | None:
    if "mr" in name.roles:
        return "he"
    return "she" if name.roles & {"mrs", "ms", "miss"} else None


def _by_role(article: _Article, written: str, parsed: Name, each: Attribution) -> Person | None:
    """Whom "the Ukrainian president" or "the spokesperson" means; "a spokesperson" is nobody named."""
    words = [word.strip(",.") for word in written.casefold().split()]
    if words[0] in _INDEFINITE:
        return None
    head = next((ROLES[word] for word in reversed(words) if word in ROLES), None)
    if head is None or (words[-1].endswith("s") and words[-1] not in ROLES):
        return None
    recent = [said.speaker for said in article.said[-_RECENT:]]
    return article.people.by_role(head, parsed.roles - {"former", "then"}, recent, each.speaker[0])


def _without_article(written: str) -> str:
    """A description without its article and relative clause: "The authorities" → "authorities"."""
    words = _RELATIVE.split(written, maxsplit=1)[0].split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words) or written


def _pronoun(article: _Article, pronoun: str, each: Attribution) -> tuple[str, bool]:
    """Whom a pronoun means: the subject of a sentence since, else who spoke last and can be meant."""
    near = [said for said in article.said[-_RECENT:] if each.paragraph - said.paragraph <= NEAR]
    written = article.text[slice(*each.speaker)]
    if pronoun in ("it", "which", "they", "who"):
        bodies = [said for said in near if not said.person]
        if pronoun == "they":
            bodies = [said for said in near if said.plural] or bodies
        return (bodies[-1].speaker, False) if bodies else (written, False)
    gender: Gender = "she" if pronoun in ("she", "her") else "he"
    speakers = [said for said in near if said.person]
    since = speakers[-1].end if speakers else 0
    person = _subject_since(article, max(since, each.speaker[0] - _STRETCH), each.speaker[0], gender)
    if person is None:
        for said in reversed(speakers):
            person = article.people.by_name.get(said.speaker)
            if person is None:
                return said.speaker, True
            if person.gender in (None, gender):
                break
            person = None
    if person is not None:
        person.gender = gender
        return person.name, True
    one = [said for said in near if not said.plural and not said.person]
    return (one[-1].speaker, False) if one else (written, False)


def _subject_since(article: _Article, start: int, end: int, gender: Gender) -> Person | None:
    """The person whose name begins the last sentence in a stretch that begins with one."""
    stretch = article.text[start:end]
    for match in reversed(list(_SENTENCE_END.finditer(stretch))):
        person = _opens_with(stretch[match.end() : match.end() + 60], article.people)
        if person is not None and person.gender in (None, gender):
            return person
    return None


def _opens_with(opening: str, people: People) -> Person | None:
    """Whose name, perhaps behind a title, the words begin with; "Trump's team" begins with nobody's."""
    for word in _WORD.findall(opening)[:6]:
        plain = word.rstrip(".,")
        person = people.by_surname_word(plain)
        if person is not None:
            return person
        if not (word[0].isupper() or word.lower() in ROLES):
            return None
    return None
