"""What a question wants words about, and which of its times are those of saying."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .forms import Form
from .typed import Typed, blanked

_CLAUSE = re.compile(r"\W*(?:that|whether|if|why|how)\b|\W*[\"“]", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|on the (?:subject|topic|question|matter) of|with regard to)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:on|over|of|to)\b", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"^\W*(?:to |with )?(?:(?:reporters|journalists|the press|parliament|lawmakers|voters|them|him|her|us)\b"
    r"|(?:(?<=to )|(?<=with ))(?:the|a|his|her|their|an) (?:[\w'-]+ ){0,3}?[\w'-]+"
    r"(?= (?:about|on|in|that|regarding)\b|\W*$))",
    re.IGNORECASE,
)

if TYPE_CHECKING:
    from onrecord.index.dates import Constraint
_PLAIN_VERBS = frozenset("say said says tell told speak talk comment respond react reply answer call".split())


def topic_of(typed: Typed, form: Form, when: tuple[Constraint, ...]) -> tuple[str, tuple[Constraint, ...]]:
    """What the words are about, and the times of saying; other times belong to what is talked about.

    Args:
        typed: the question.
        form: how it is built.
        when: all times in it.
    """
    start, end = form.rest
    rest = typed.plain[start:end]
    if form.intent != "said" or _CLAUSE.match(rest):
        return _matter(typed, form, when)
    about = _ABOUT.search(rest) or (None if when else _ON.search(rest))
    if about is not None:
        at = start + about.end()
        kept = tuple(c for c in when if c.end <= at or not _is_part_of_noun(typed, c, end, at))
        return _words(typed, at, end, kept), kept
    kept = tuple(c for c in when if c.start <= start + 1 or not _is_part_of_noun(typed, c, end))
    left = _words(typed, start, end, kept)
    on = re.match(r" *on ", blanked(typed.plain, kept)[start:end], re.IGNORECASE)
    # "in the debate", "to the inquiry": beside a day an occasion adds nothing, without one it is all there is
    return (left if on or not kept else ""), kept


def _matter(typed: Typed, form: Form, when: tuple[Constraint, ...]) -> tuple[str, tuple[Constraint, ...]]:
    """The words asked about; a time among them is that of saying only behind a noun at their end."""
    start, end = form.rest
    rest = typed.plain[start:end]
    before = tuple(c for c in when if not typed.plain[start : c.start].strip())
    clause = _CLAUSE.match(rest) is not None
    ends = () if clause or form.intent == "when_said" else _trailing(typed, when, start, end)
    kept = before + tuple(c for c in ends if c not in before)
    if not clause and (addressee := _ADDRESSEE.match(rest)) is not None:
        start += addressee.end()
    words = _words(typed, start, end, kept)
    if not words and form.verb is not None:  # "Did Hale apologise?"
        verb = typed.plain[slice(*form.verb)]
        words = "" if verb.lower() in _PLAIN_VERBS else verb
    return words, kept


_ADVERBIAL = re.compile(
    r"(?:on|in|during|since|before|after|between|until|at|over|from|this|last|past|late|early|earlier|two|three"
    r"|the (?:day|week|month|year)|yesterday|today|tonight|tomorrow"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d)\b",
    re.IGNORECASE,
)
_NOUN_LINK = re.compile(r"(?:of|from|for)\b", re.IGNORECASE)


def _is_part_of_noun(typed: Typed, constraint: Constraint, end: int, about: int | None = None) -> bool:
    """Whether a time belongs to what is talked about: "the May 5 attack", "about the end of March"."""
    words = typed.plain[constraint.start : constraint.end]
    before = typed.plain[: constraint.start].rstrip().lower()
    followed = bool(typed.plain[constraint.end : end].strip(" ?.!,"))
    if followed and before.endswith((" the", " a", "'s")):
        return True
    if (
        about is not None
        and constraint.start - about <= 1
        and not words.lower().startswith(("on ", "since "))
    ):
        return True
    return _NOUN_LINK.match(words) is not None or _ADVERBIAL.match(words) is None


def _trailing(typed: Typed, when: tuple[Constraint, ...], start: int, end: int) -> tuple[Constraint, ...]:
    """Times at the end of a question behind a noun: "who called for elections on May 5"."""
    found = [c for c in when if c.start >= start and not typed.plain[c.end : end].strip(" ?.!,")]
    return tuple(c for c in found if not _is_part_of_noun(typed, c, end))


_FRAME = re.compile(
    r"^\W*(?:(?:that|about|regarding|concerning|on|over|of|to|for|in|at|when|whether|if|as|the|a|an|his|her|its)\b"
    r"\W*)+",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^\W+|\W+$")


def _words(typed: Typed, start: int, end: int, without: Sequence[Constraint]) -> str:
    """The words of a stretch without these times and without the words that only join."""
    kept = blanked(typed.plain, without)[start:end]
    return bare(kept)


def bare(words: str) -> str:
    """Words of a topic without those that only join them to a question, and without quotation marks."""
    return _EDGES.sub("", _FRAME.sub("", " ".join(words.split())))
