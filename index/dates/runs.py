"""Finds the places of a text where a time expression can be, so that the rules see little of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .lexicon import CARDINALS, DECADES, HOLIDAYS, MONTHS, ORDINALS, SEASONS, UNITS, WEEKDAYS
from .rules import Trigger

_KINDS: dict[Trigger, Iterable[str]] = {
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "unit": [*UNITS, "half", "period"],
    "season": SEASONS,
    "deictic": ["yesterday", "today", "tonight", "tomorrow", "morning", "afternoon", "evening", "night"],
    "holiday": {name.replace(".", " ").replace("'", " ").split()[0] for name in HOLIDAYS},
    "year": [*DECADES, "nineteen", "thousand", "hundred"],
    "number": ["q", "h"],
}
_TRIGGERS: dict[str, frozenset[Trigger]] = {}
for _kind, _words in _KINDS.items():
    for _word in _words:
        _TRIGGERS[_word] = _TRIGGERS.get(_word, frozenset()) | {_kind}

_CONNECTORS = frozenset(
    re.findall(
        "[a-z]+",
        "the of in on a an and to from for at over during between through thru until till half last past this"
        " next coming previous following preceding upcoming current latest recent same that corresponding"
        " comparable most few several couple ago earlier later before after hence now prior previously time"
        " day days s st nd rd th fiscal calendar financial full whole "
        + " ".join((*CARDINALS, *ORDINALS, *HOLIDAYS)),
    )
)
"""Words that stand beside triggers inside of expressions."""


def _one_of(words: Iterable[str]) -> str:
    """A pattern of any of the words that shares their beginnings: three times as fast as listing them."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    ends = "" in tails
    options = [letter + _one_of(rest) for letter, rest in sorted(tails.items()) if letter]
    if not options:
        return ""
    return f"(?:{'|'.join(options)})" + ("?" if ends else "")


_NUMERIC = r"\d+(?:[-/.]\d+)*"
_TELLING_NUMBER = r"\d{4,}|\d+(?:[-/.]\d+)+|\d\d?(?:st|nd|rd|th)(?![a-z])|'?\d0'?s(?![a-z])|'\d\d(?![\da-z])"
"""Numbers that can name a time by themselves: 2025, 2025-05-05, 5/5, 18th, '90s, '98."""
_ANCHOR = re.compile(rf"(?<![a-z\d])(?:{_one_of(_TRIGGERS)}(?![a-z])|{_TELLING_NUMBER})")
_BEFORE = re.compile(rf"(?<![a-z\d])([a-z]+|{_NUMERIC})[ \n,.'\-/()]{{1,3}}\Z")
_AFTER = re.compile(rf"[ \n,.'\-/()]{{0,3}}([a-z]+|{_NUMERIC})")
_WORD_REACH = 16


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words that can all belong to time expressions, and the kinds of trigger among them."""

    start: int
    end: int
    triggers: frozenset[Trigger]


def runs(lowered: str) -> Iterator[Run]:
    """The places worth reading: each trigger with its neighbours, so that rules see little of the text."""
    behind = 0
    for anchor in _ANCHOR.finditer(lowered):
        start, end = anchor.span()
        if start < behind:
            continue
        found = set(_triggers(anchor[0]))
        alone = True
        while (before := _BEFORE.search(lowered, max(behind, start - _WORD_REACH), start)) and _known(
            before[1]
        ):
            start, alone = before.start(), False
            found |= _triggers(before[1])
        while (after := _AFTER.match(lowered, end)) and _known(after[1]):
            end, alone = after.end(), False
            found |= _triggers(after[1])
        behind = end
        if found and not (alone and found <= _SILENT_ALONE and anchor[0] not in _DEICTIC_WORDS):
            yield Run(start, end, frozenset(found))


def _known(word: str) -> bool:
    return word in _CONNECTORS or word in _TRIGGERS or word[-1].isdigit()


def _triggers(word: str) -> frozenset[Trigger]:
    if word[0].isalpha():
        return _TRIGGERS.get(word, _NEITHER)
    return _NUMERIC_KINDS if len(word) > 2 else _NEITHER


_NEITHER: frozenset[Trigger] = frozenset()
_NUMERIC_KINDS: frozenset[Trigger] = frozenset({"number", "year"})
_SILENT_ALONE: frozenset[Trigger] = frozenset({"unit", "deictic"})
"""Kinds of trigger that name no time when they stand alone: "years", "night"."""
_DEICTIC_WORDS = frozenset({"yesterday", "today", "tonight", "tomorrow"})
