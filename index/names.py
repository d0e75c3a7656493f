"""Names of people and organisations: taking them apart, and telling whether two are one.

Titles and roles stand before a name ("Kremlin spokesman Dmitry Peskov"); names come in several
transliterations (Zelensky, Zelenskyy, Zelenskiy) and short forms (Mike, Michael). Near spelling alone
never makes two people one: Waltz is not Walz, Ryabkov is not Rybakov.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .name_words import (
    GROUPS,
    NATIONS,
    NO_NAME,
    NO_ROLE,
    ORGANISATIONS,
    PARTICLES,
    PLACES,
    ROLES,
    SHORT_FORMS,
    SUFFIXES,
    TITLES,
)

_WORD = re.compile(r"[^\W\d_][\w'’.\-]*|\d+")
_AFFILIATION = re.compile(r" (?:of|from|at|with|for|in|on) ")
SPEAKS_FOR = 0.5
"""Score of an organisation against its spokesperson."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    Attributes:
        given: the names before the surname, as written; empty where only a surname is known.
        surname: empty where the phrase names nobody ("the spokesperson").
        roles: what the phrase says of the person, normalised: {"kremlin", "spokesperson"}.
        group: whether it names an organisation, a place or several people rather than one person.
    """

    given: tuple[str, ...]
    surname: str
    roles: frozenset[str]
    group: bool = False

    @property
    def full(self) -> str:
        """ "Dmitry Peskov", or the surname alone."""
        return " ".join((*self.given, self.surname)) if self.surname else ""


@lru_cache(maxsize=8192)
def parse_name(written: str) -> Name:
    """Take a noun phrase apart into titles, roles and a name.

    Args:
        written: "Russia's Deputy Foreign Minister Sergei Ryabkov", "Mr. Trump", "the spokesperson".

    Returns:
        The name; of appositions only the part before the first comma is read for it.
    """
    head, _, rest = written.partition(",")
    if rest and (named := _named_behind(head, rest)) is not None:
        return named
    head = _without_affiliation(head)
    words = [m.group() for m in _WORD.finditer(re.sub(r"\([^)]*\)?", " ", head).replace("’", "'"))]
    words = [w.removesuffix("'s") if i == len(words) - 1 else w for i, w in enumerate(words)]
    while len(words) > 1 and words[-1].lower() in SUFFIXES:
        words.pop()
    bare = " ".join(w.lower() for w in words if w.lower() != "the")
    if bare in ORGANISATIONS or bare in NATIONS:
        return Name((), " ".join(w for w in words if w.lower() != "the"), frozenset(), group=True)
    start = len(words) if _is_role_of(head) else _name_start(words)
    name = words[start:]
    roles = frozenset(roles_in(words[:start]) | roles_in(rest.split()[:8]))
    if not name:
        return Name((), "", roles)
    in_group = any(word.lower() in GROUPS for word in words[:-1]) and _AFFILIATION.search(head) is not None
    if in_group or name[-1].lower() in GROUPS or (name[0].lower() in PLACES and len(name) > 1):
        return Name((), " ".join(w for w in words if w.lower() != "the"), frozenset(), group=True)
    at = len(name) - 1
    while at > 0 and name[at - 1] in PARTICLES:
        at -= 1
    surname = " ".join(name[at:]).rstrip(".")
    return Name(tuple(name[:at]), surname, roles)


def _named_behind(head: str, rest: str) -> Name | None:
    """ "Santilli's attorney, Thomas Coan": a role, and behind its comma who has it; None for others."""
    words = rest.split(",", maxsplit=1)[0].split()
    if not 2 <= len(words) <= 5 or not all(word[0].isupper() for word in words):
        return None
    role, name = parse_name(head), parse_name(" ".join(words))
    if role.surname or not name.given or name.group:
        return None
    return Name(name.given, name.surname, role.roles | name.roles)


def _without_affiliation(head: str) -> str:
    """ "Lorenzo De Sio of Luiss University" without the university; "Bank of America" as it is."""
    match = _AFFILIATION.search(head)
    if match is None:
        return head
    words = _WORD.findall(head[: match.start()])
    named = len(words) - _name_start(words) >= 2 and words[-1].lower() not in GROUPS
    return head[: match.start()] if named else head


def _is_role_of(head: str) -> bool:
    """ "The mayor of Dunmar" is a role and no name; "Secretary of State Kerry" is Kerry."""
    match = _AFFILIATION.search(head)
    if match is None:
        return False
    role, place = _WORD.findall(head[: match.start()]), _WORD.findall(head[match.end() :])
    if not role or role[-1].lower() not in ROLES or not place:
        return False
    return place[0].lower() == "the" or (len(place) <= 2 and place[0].lower() not in _DEPARTMENTS)


_DEPARTMENTS = frozenset(
    """state defense defence health commerce labor labour energy transportation education agriculture
    homeland""".split()
)


def _name_start(words: list[str]) -> int:
    """Where the name begins: behind the last title, and after the last word in small letters."""
    start = len(words)
    while start > 0:
        word = words[start - 1]
        low = word.lower()
        if low in ROLES or low in TITLES or low in NO_NAME or word.endswith("'s"):
            break
        particle = word in PARTICLES and start < len(words)
        if not (
            word[0].isupper() or particle or not (word[0].isalpha() and word[0].lower() != word[0].upper())
        ):
            break
        start -= 1
    while start < len(words) and words[start] in PARTICLES and words[start].islower():
        start += 1
    return start


def roles_in(words: Iterable[str]) -> set[str]:
    """What the words before or after a name say of the person, each normalised to one variant."""
    found = set()
    for word in words:
        low = word.lower().strip(",'’").removesuffix("'s").removesuffix("’s")
        low = ROLES.get(low) or ROLES.get(low.rstrip(".")) or NATIONS.get(low, low.rstrip("."))
        if low and low not in NO_ROLE:
            found.add(low)
    return found


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A key that is the same for the transliterations of one name, and for nothing else on purpose.

    Accents, apostrophes and hyphens go; the endings -iy, -yy, -yi, -ii, -ij, -ey, -ei become -y; kh, ks
    and ye become h, x and e. Vowels and doubled consonants within the name stay: they tell Ryabkov from
    Rybakov.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`ʼ-‑")
    plain = re.sub(r"\b(\w{2,}?)(?:iy|yy|yi|ii|ij|iі|ey|ei|i|y|j)\b", r"\1y", plain)
    for old, new in (
        ("kh", "h"),
        ("ks", "x"),
        ("ck", "k"),
        ("ye", "e"),
        ("yo", "o"),
        ("ya", "ia"),
        ("yu", "iu"),
    ):
        plain = plain.replace(old, new)
    return plain


def compatible_given(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two given names can be one person's: equal, one missing, an initial, or a short form."""
    if not a or not b:
        return True
    if (len(a) == 1 and a[0] in b[1:]) or (len(b) == 1 and b[0] in a[1:]):
        return True  # J. Petrilli is Michael J. Petrilli
    first, second = fold(a[0].rstrip(".")), fold(b[0].rstrip("."))
    if first == second:
        return True
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    names = {a[0].casefold(), b[0].casefold()}
    return any(names <= group for group in SHORT_FORMS)


def same_person(a: Name, b: Name) -> bool:
    """Whether two names can be one person's: the same surname and given names that agree."""
    if not a.surname or not b.surname or a.group or b.group:
        return False
    return fold(a.surname) == fold(b.surname) and compatible_given(a.given, b.given)


def same_speaker(asked: str, canonical: str, known_as: tuple[str, ...] = ()) -> float:
    """How well the name in a question fits a speaker of the record.

    Args:
        asked: "Peskov", "Dmitry Peskov", "the Kremlin spokesman", "Kremlin".
        canonical: the speaker's canonical name.
        known_as: how articles call that speaker: "Kremlin spokesman Dmitry Peskov".

    Returns:
        1 for the same full name or organisation, .9 where one of them is a bare surname, .8 where all
        that a role says is known of the speaker or the organisation is named less fully ("the Foreign
        Ministry" for "Russia's Foreign Ministry"), .5 where the speaker speaks for the organisation that
        was asked for, 0 else.
    """
    question, speaker = parse_name(asked), parse_name(canonical)
    if plain_name(asked) == plain_name(canonical):
        return 1.0
    if same_person(question, speaker):
        return 1.0 if question.given and speaker.given else 0.9
    if question.surname and not question.group and not question.roles and _one_of(question, speaker):
        return 0.9
    if question.group and speaker.group:
        return 0.8 if _words_of(question) <= _words_of(speaker) else 0.0
    known = speaker.roles.union(*(parse_name(written).roles for written in known_as))
    if not question.surname:
        return 0.8 if question.roles and question.roles <= known else 0.0
    organisation = NATIONS.get(plain_name(asked), plain_name(asked))
    body = organisation in known or (question.group and _words_of(question) <= known)
    return SPEAKS_FOR if body and "spokesperson" in known else 0.0


def _words_of(group: Name) -> set[str]:
    words = (word.lower().removesuffix("'s") for word in _WORD.findall(group.surname.replace("’", "'")))
    return {NATIONS.get(word, word) for word in words}


def is_family_first(name: Name) -> bool:
    """Whether a name looks like one that is shortened to its first part: Xi Jinping, Kim Jong Un."""
    return (
        len(name.given) in (1, 2)
        and len(name.given[0]) <= 3
        and name.given[0].isalpha()
        and name.given[0].istitle()
    )


def _one_of(question: Name, speaker: Name) -> bool:
    """Whether one word names somebody by another part of the name: Xi is Xi Jinping."""
    return (
        not question.given and is_family_first(speaker) and fold(question.surname) == fold(speaker.given[0])
    )


def plain_name(name: str) -> str:
    """A key for organisations and descriptions: folded, without article and punctuation."""
    plain = fold(re.sub(r"[^\w\s]", "", name)).strip()
    return plain.removeprefix("the ").removeprefix("a ")
