"""Whose words a question asks for: the phrase of its subject, as the record can resolve it."""

from __future__ import annotations

import re

from onrecord.index.names import parse_name

from .forms import Form
from .typed import Typed
from .types import Turn

_PRONOUN = re.compile(r"(?:he|she|they|it|him|her|them)\Z", re.IGNORECASE)
_NAMESAKE = re.compile(r"the (.+) of (?:that|the same) name\Z", re.IGNORECASE)
_APPOSITION = re.compile(r",|\(| who | which | whose ")
_NAME_OF = re.compile(r"((?:[^\W\d_][\w'.-]*\s+)*[A-Z][\w'.-]+\s+[A-Z][\w'-]+) (?:of|from|at|for) ")
_NOBODY = re.compile(
    r"(?:you|we|i|people|anybody|anyone|somebody|someone|everybody|everyone|nobody|one|that|this|there"
    r"|the record|the articles?)\Z",
    re.IGNORECASE,
)


def speakers_named(typed: Typed, form: Form) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases that name the speakers, and in words what was carried over.

    No phrases where the subject is nobody who speaks, as in "what did the final report say".
    """
    if form.who is None:
        return (), ()
    phrase = typed.plain[slice(*form.who)].strip(" ,")
    before = _spoke_last(typed.last)
    if (namesake := _NAMESAKE.match(phrase)) is not None and before:
        phrase = f"{namesake[1]} {parse_name(before[0]).surname}"
    if _PRONOUN.match(phrase):
        return before, tuple(f"speaker: {name}" for name in before)
    if _NOBODY.match(phrase):
        return (), ()
    whole = known(typed, phrase)
    parts = [part for part in re.split(r",? and |, ", phrase) if part]
    named = [known(typed, part) or (part if is_name(part) else None) for part in parts]
    if len(parts) > 1 and all(named) and not _APPOSITIVE.search(phrase) and not _is_one(typed, phrase):
        return tuple(name for name in named if name), ()
    if whole is not None:
        return (whole,), ()
    head = _head(phrase)
    if form.sure and is_name(head):
        return (head,), ()
    return (), ()


_APPOSITIVE = re.compile(r", (?:the|a|an|his|her|its|who)\b", re.IGNORECASE)


def _is_one(typed: Typed, phrase: str) -> bool:
    """Whether a phrase with "and" or a comma names one speaker: "the Ministry of Ports and Roads"."""
    return any(score == 1.0 for _, score in typed.record.speakers(phrase))


def known(typed: Typed, phrase: str) -> str | None:
    """The part of a phrase by which the record knows a speaker; of names in small letters, with capitals."""
    for tried in dict.fromkeys((_head(phrase), phrase)):
        if typed.record.speakers(tried):
            return tried
    capitals = phrase.title()
    if (
        phrase == phrase.lower()
        and not phrase.startswith(("the ", "a ", "an "))
        and typed.record.speakers(capitals)
    ):
        return capitals
    return None


def _head(phrase: str) -> str:
    """ "Otto Reith" of "Otto Reith, the mayor of Dunmar", "Leno Masarev" of "Leno Masarev of the Union"."""
    head = _APPOSITION.split(phrase, maxsplit=1)[0].strip()
    named = _NAME_OF.match(head)
    return named[1] if named else head


def is_name(phrase: str) -> bool:
    """Whether a phrase that the record does not know names somebody: then nobody of that name speaks."""
    parsed = parse_name(phrase)
    words = phrase.split()
    capitals = [word for word in words if word[:1].isupper()]
    if words and words[0].lower() in ("a", "an", "some", "any", "his", "her", "their", "this"):
        return False
    if words and words[0].lower() == "the":
        if len(capitals) == len(words) - 1 > 1:
            return True  # the Washington Post
        # "the Archbishop of Lasken", not "the final report on X"
        return bool(parsed.roles) and len(words) > 1 and bool(capitals) and capitals[0] == words[1]
    return bool(capitals) and capitals[0] == words[0] and len(words) <= 6


def _spoke_last(last: Turn | None) -> tuple[str, ...]:
    return () if last is None else (last.speakers or last.question.speakers)
