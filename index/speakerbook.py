"""The speakers of the whole record: spellings of one person brought together, and found by a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .name_words import NATIONS
from .names import Name, compatible_given, fold, is_family_first, parse_name, plain_name, same_speaker

MAX_FORMS = 12
"""Ways of naming a speaker that are remembered, the most frequent ones."""

CLEAR_LEAD = 3
"""A bare surname means the namesake who is named this many times as often as the next one."""


@dataclass(slots=True)
class _Entry:
    """One speaker: how often each spelling and each way of naming was used."""

    parsed: Name
    spellings: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)

    @property
    def canonical(self) -> str:
        """The spelling used most; of equals the first in the alphabet."""
        return min(self.spellings, key=lambda name: (-self.spellings[name], name))

    @property
    def known_as(self) -> tuple[str, ...]:
        return tuple(form for form, _ in self.written.most_common(MAX_FORMS))


class SpeakerBook:
    """Who speaks in the record.

    People are one when their surnames are transliterations of one another and their given names agree
    (Zelensky and Zelenskyy; Mike and Michael Waltz), and two when the given names differ. Organisations
    and descriptions are themselves.
    """

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        """Start from (speaker, speaker_as_written) pairs, as statements hold them."""
        self._people: dict[str, list[_Entry]] = {}
        self._others: dict[str, _Entry] = {}
        self._by_role: dict[str, set[str]] = {}
        for speaker, written in names:
            self.add(speaker, written)

    def add(self, speaker: str, written: str = "", times: int = 1) -> str:
        """Note that articles name a speaker, and how; returns the canonical name so far."""
        entry = self._entry(speaker)
        entry.spellings[speaker] += times
        if written:
            entry.written[written] += times
            for role in parse_name(written).roles:
                self._by_role.setdefault(role, set()).add(speaker)
        return entry.canonical

    def canonical(self, speaker: str) -> str:
        """The one name of a speaker; a name that the book does not know is returned as it is."""
        parsed = parse_name(speaker)
        if not parsed.surname or parsed.group:
            other = self._others.get(plain_name(speaker))
            return other.canonical if other is not None else speaker
        entry = self._match(parsed)
        if not parsed.given and (full := self.full_name(parsed.surname)) is not None:
            return full
        return entry.canonical if entry is not None else speaker

    def full_name(self, surname: str) -> str | None:
        """Whom the record means by a bare surname: the only full name with it, or the clear first one."""
        named = [entry for entry in self._people.get(fold(surname), ()) if entry.parsed.given]
        ranked = sorted(named, key=lambda entry: -entry.spellings.total())
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[0].spellings.total() < CLEAR_LEAD * ranked[1].spellings.total():
            return None
        return ranked[0].canonical

    def find(self, asked: str) -> list[tuple[str, float]]:
        """Whom a question means.

        Args:
            asked: a name, a surname, a role or an organisation.

        Returns:
            Canonical names with their score (see `names.same_speaker`), best first.
        """
        scores: dict[str, float] = {}
        for entry in self._candidates(asked):
            spelled = {entry.canonical, entry.parsed.full or entry.canonical}  # the fullest has the initials
            score = max(same_speaker(asked, name, entry.known_as) for name in spelled)
            if score > 0:
                scores[entry.canonical] = max(score, scores.get(entry.canonical, 0.0))
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))

    def _entry(self, speaker: str) -> _Entry:
        parsed = parse_name(speaker)
        if not parsed.surname or parsed.group:
            return self._others.setdefault(plain_name(speaker), _Entry(parsed))
        entry = self._match(parsed)
        if entry is None:
            entry = _Entry(parsed)
            self._people.setdefault(fold(parsed.surname), []).append(entry)
            if is_family_first(parsed):
                self._people.setdefault(fold(parsed.given[0]), []).append(entry)
        elif len(" ".join(parsed.given)) > len(" ".join(entry.parsed.given)):
            entry.parsed = parsed  # the fuller form tells more namesakes apart
        return entry

    def _match(self, parsed: Name) -> _Entry | None:
        """The entry of a person; a bare surname has an entry of its own, apart from the full names."""
        namesakes = [
            entry
            for entry in self._people.get(fold(parsed.surname), ())
            if fold(entry.parsed.surname) == fold(parsed.surname)
            and bool(entry.parsed.given) == bool(parsed.given)
            and compatible_given(entry.parsed.given, parsed.given)
        ]
        return max(namesakes, key=lambda entry: entry.spellings.total(), default=None)

    def _candidates(self, asked: str) -> Iterable[_Entry]:
        parsed = parse_name(asked)
        other = self._others.get(plain_name(asked))
        if other is not None:
            yield other
        for part in {parsed.surname, *parsed.given} - {""}:
            yield from self._people.get(fold(part), ())
        plain = plain_name(asked)
        roles = parsed.roles or {plain, *(NATIONS.get(word, word) for word in plain.split())}
        speakers = set[str]().union(*(self._by_role.get(role, set()) for role in roles))
        for speaker in sorted(speakers):
            yield self._entry(speaker)
