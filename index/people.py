"""The people whom an article names in full, with their roles, for everything else it calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .attribution import Span
from .attribution.cues import WORDS
from .attribution.words import BOUNDARIES, DETERMINERS, PREPOSITIONS
from .given_names import MEN, WOMEN
from .name_words import ROLES
from .names import Name, compatible_given, fold, is_family_first, parse_name, roles_in

Gender = Literal["he", "she"]

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’\-]*"
_ABBREVIATED = r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Prof|St|Maj|Adm)\."
_PART = rf"(?:{_ABBREVIATED}|{_CAPITALISED})"
_FULL_NAME = re.compile(
    rf"\b{_PART}(?:[ \xa0](?:(?:van|von|der|de|bin|al|el|la|di|da|du|del)[ \xa0]){{0,2}}{_PART}){{1,6}}"
)
_APPOSITION = re.compile(r", (?:the|a|an|his|her|its|\w+['’]s) ([^,.;:\n]{3,60})[,.]")
_LEAD = 40
"""Characters before a name in which its titles stand."""
_UNITED_ROLES = frozenset(ROLES.values())


@dataclass(slots=True)
class Person:
    """Somebody whom the article names in full; `first` is where, `gender` as far as it is known."""

    name: str
    parsed: Name
    first: int
    roles: set[str] = field(default_factory=set)
    gender: Gender | None = None


class People:
    """The people of an article in order of appearance, found by surname, first name or role."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.all = sorted(people, key=lambda person: person.first)
        self.by_name = {person.name: person for person in self.all}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        for person in self.all:
            self._by_surname.setdefault(fold(person.parsed.surname), []).append(person)
            self._by_given.setdefault(fold(person.parsed.given[0]), []).append(person)
            for role in person.roles:
                self._by_role.setdefault(role, []).append(person)

    def same_full_name(self, name: Name) -> Person | None:
        """The person of that surname and a given name that agrees."""
        namesakes = self._by_surname.get(fold(name.surname), ())
        return next((p for p in namesakes if compatible_given(p.parsed.given, name.given)), None)

    def by_surname(self, name: Name, at: int) -> Person | None:
        """Whom one word means: of namesakes the one named before `at` whose gender agrees with the title.

        Where nobody has it as surname, a first name does, for people with a role ("Hillary") and names
        that put the family first ("Xi").
        """
        namesakes = self._by_surname.get(fold(name.surname), [])
        if not namesakes:
            called = self._by_given.get(fold(name.surname), [])
            namesakes = [p for p in called if p.roles or is_family_first(p.parsed)]
            return namesakes[0] if len(namesakes) == 1 else None
        other: Gender | None = (
            "he" if name.roles & {"mrs", "ms", "miss"} else "she" if "mr" in name.roles else None
        )
        agreeing = [p for p in namesakes if other is None or p.gender != other] or namesakes
        return next((p for p in agreeing if p.first < at), agreeing[0])

    def by_surname_word(self, word: str) -> Person | None:
        """The person with this surname, exactly one word of the text."""
        return next(iter(self._by_surname.get(fold(word), ())), None)

    def by_role(self, head: str, asked: frozenset[str], recent: Sequence[str], at: int) -> Person | None:
        """Whom a role means: who fits it best, then who spoke last, then who is named nearest.

        Args:
            head: the role's noun, "president".
            asked: all that the phrase says: {"ukrainian", "president"}.
            recent: names of the last speakers, in order.
            at: where the phrase stands.
        """
        best: tuple[int, int, int] | None = None
        found: Person | None = None
        for person in self._by_role.get(head, ()):
            missing = len(asked - person.roles)
            if missing > (1 if len(asked) > 2 else 0):
                continue
            latest = max((i for i, name in enumerate(recent) if name == person.name), default=-1)
            score = (-missing, latest, -abs(person.first - at))
            if best is None or score > best:
                best, found = score, person
        return found


def people_in(text: str, spans: Sequence[Span]) -> People:
    """Read the full names in parts of a text, with the titles before and the appositions behind them."""
    people: dict[tuple[str, str], Person] = {}
    for start, end in spans:
        for match in _FULL_NAME.finditer(text, start, end):
            parsed = parse_name(_without_opener(match.group()))
            if not parsed.given or parsed.group or len(parsed.given) > 3 or parsed.given[0].endswith("'"):
                continue
            person = people.setdefault(
                (fold(parsed.given[0]), fold(parsed.surname)),
                Person(parsed.full, parsed, match.start(), gender=_gender(parsed)),
            )
            person.roles |= parsed.roles
            lead = text[max(start, match.start() - _LEAD) : match.start()].split()[-4:]
            if lead and (parsed.roles or lead[-1].lower() in ROLES):
                person.roles |= roles_in(lead)
            behind = _APPOSITION.match(text, match.end()) if text.startswith(", ", match.end()) else None
            if behind is not None:
                person.roles |= roles_in(behind.group(1).split()) & _UNITED_ROLES
    return People(people.values())


def _without_opener(words: str) -> str:
    """ "Stated Roger Stone", "Neither Donald Trump" without the word that only opens a sentence."""
    first, _, rest = words.partition(" ")
    low = first.lower()
    cue = WORDS.get(low)
    opens = low in _OPENERS or (cue is not None and cue.form in ("past", "ing"))
    return rest if opens and rest else words


_OPENERS = (
    BOUNDARIES | PREPOSITIONS | DETERMINERS | frozenset("neither both either like unlike even only".split())
)


def _gender(name: Name) -> Gender | None:
    given = name.given[0].lower()
    if given in WOMEN:
        return "she"
    return "he" if given in MEN else None
