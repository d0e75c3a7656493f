"""The subject of a verb of saying, before it, behind it, or in the main clause.

Everything takes a `Sentence` and places (token numbers) in it and returns half-open ranges of places.
There is no parser behind it: news prose is regular enough around its verbs of saying."""

from __future__ import annotations

from ..name_words import ROLES
from .cues import WORDS
from .records import Places
from .sentences import QUOTE, Sentence
from .times import time_end, time_start
from .words import (
    AUXILIARIES,
    BOUNDARIES,
    DASHES,
    DETERMINERS,
    FINITE,
    NAMED_DAYS,
    PREPOSITIONS,
    PRONOUNS,
    is_adverb,
)

NO_SUBJECT = frozenset(
    """i we you which that what how there this these those who why where when whether me us him her them
    his its their your my our and or but so as if not one's here then it's i'd i'm i've i'll we'd
    we're we've we'll you'd you're you've you'll let's there's that's here's what's""".split()
)
POSSESSIVES = frozenset("his her its their".split())
_BARE_NOUNS = frozenset(
    """officials sources analysts critics aides experts police researchers authorities lawmakers prosecutors
    investigators witnesses organizers supporters opponents advocates activists allies residents people
    doctors scientists""".split()
)
"""Plurals that are speakers without a determiner."""
_APPOSITION_OPENERS = frozenset(
    """a an the who whose which whom his her its their one formerly then now speaking citing asked referring
    himself herself themselves itself like including as in at on with after while via through when also
    however meanwhile though for too among """.split()
)
_OPENERS = DETERMINERS | _BARE_NOUNS
_LINKS = frozenset(
    "moreover however meanwhile besides indeed still therefore nonetheless nevertheless".split()
)
_CLOSING = {")": "(", "]": "["}
_FLOATING = frozenset("both all each first".split())
"""Stand between subject and verb as well, but begin a clause behind it."""
MAX_APPOSITION = 45
"""Tokens between the commas of an apposition or a relative clause."""
MAX_SUBJECT = 24
"""Tokens of a subject: longer ones are sentences in which no boundary was seen."""


def before_verb(s: Sentence, verb: int, floor: int = 0) -> int:
    """The place after the subject of the verb at `verb`: steps back over auxiliaries, adverbs, times."""
    i = verb
    while i > floor:
        word = s.lower[i - 1]
        if word in AUXILIARIES or (is_adverb(word) and not (s.capitalised(i - 1) and i - 1 > floor)):
            i -= 1
            continue
        if word in _FLOATING and i - 1 > floor and s.lower[i - 2] not in PREPOSITIONS:
            i -= 1
            continue
        if (
            word == "to"
            and s.lower[i - 2] == "on"
            and s.lower[i - 3] in ("went", "goes", "go")
            and i - 3 > floor
        ):
            i -= 3
            continue
        start = time_start(s, i)
        if start == i or start < floor:
            break
        i = start
        if i > floor and s.lower[i - 1] == "," and verb > i and i - 1 > floor:
            i -= 1
    return i


def subject_before(s: Sentence, verb: int, floor: int = 0) -> Places | None:
    """The subject to the left of a verb: "[Peskov], Putin's spokesman, later said".

    Args:
        verb: the verb's place.
        floor: nothing left of this place belongs to the clause.

    Returns:
        The noun phrase, without appositions between commas; None where there is none, or where it
        cannot be a speaker ("there", "which", "I").
    """
    end = before_verb(s, verb, floor)
    if end <= floor:
        return None
    last = s.words[end - 1]
    if last in _CLOSING and end - 1 > floor:
        opened = _opened(s, end - 1, floor)
        return _noun_phrase(s, opened, floor) if opened is not None else None
    if last == "," or last in DASHES:
        return _subject_before_apposition(s, end - 1, floor)
    if s.lower[end - 1] in ("who", "which", "that") and end - 1 > floor:
        stop = end - 2 if s.words[end - 2] == "," else end - 1
        if s.lower[end - 1] == "that" and not s.lower[stop - 1].endswith(("report", "statement", "letter")):
            return None
        return _antecedent(s, stop, floor)
    return _noun_phrase(s, end, floor)


def _antecedent(s: Sentence, end: int, floor: int) -> Places | None:
    """Whom a relative clause is about: "[Ted Cruz], who said", "[Feinstein], the senator, who said"."""
    found = _noun_phrase(s, end, floor)
    if found is None:
        return None
    start = found[0]
    if s.words[start - 1] == "," and s.lower[start] in ("the", "a", "an") and start - 1 > floor:
        return _noun_phrase(s, start - 1, floor) or found
    return _last_name(s, start, end) if end - start > 1 else start, end


def _opened(s: Sentence, closing: int, floor: int) -> int | None:
    mark = _CLOSING[s.words[closing]]
    for i in range(closing - 1, max(floor, closing - 14) - 1, -1):
        if s.words[i] == mark:
            return i
    return None


def _subject_before_apposition(s: Sentence, closing: int, floor: int) -> Places | None:
    """The noun phrase before the apposition that ends with the comma or dash at `closing`."""
    dash = s.words[closing] in DASHES
    if s.words[closing - 1] == ")" and closing - 1 > floor:
        opened = _opened(s, closing - 1, floor)
        return _noun_phrase(s, opened, floor) if opened is not None else None
    inner: Places | None = None
    for i in range(closing - 1, max(floor, closing - MAX_APPOSITION), -1):
        word = s.words[i]
        if word == QUOTE and not dash and i < closing - 4:
            continue
        if (word in DASHES) if dash else word == ",":
            opener = s.words[i + 1]
            plain = not (opener.lower() in _APPOSITION_OPENERS or opener[0].isupper() or opener[0].isdigit())
            if plain and (dash or closing - i > 12 or opener.lower() in WORDS):
                continue
            found = _noun_phrase(s, i, floor)
            if found is not None and _can_head_apposition(s, found, floor):
                if _is_role(s, found) and _is_full_name(s, i + 1, closing):
                    return found[0], closing  # "[Santilli's attorney, Thomas Coan], argued"
                if _is_role(s, found) and inner is not None and _is_full_name(s, *inner):
                    return found[0], inner[1]
                if not (found[0] - 1 > floor and s.words[found[0] - 1] == ","):
                    return found
                # In "X, the mayor, a Democrat, said" the first one speaks, not the mayor.
                inner = inner or found
        elif word in ";:":
            break
    return inner


def _is_role(s: Sentence, places: Places) -> bool:
    """Whether a noun phrase is a description: "his attorney", "the mayor of Dunmar"."""
    start, end = places
    described = s.lower[start] in DETERMINERS and any(s.lower[i] in ROLES for i in range(start, end))
    return described or not s.capitalised(end - 1)


def _is_full_name(s: Sentence, start: int, end: int) -> bool:
    """Whether the words are a name in full: two to five, all with capitals."""
    return 2 <= end - start <= 5 and all(s.capitalised(i) or s.words[i] == "." for i in range(start, end))


def _can_head_apposition(s: Sentence, found: Places, floor: int) -> bool:
    """Whether a noun phrase before a comma is a subject at the beginning of its clause."""
    start, end = found
    if s.lower[end - 1] in NAMED_DAYS or (
        end - start == 1 and (is_adverb(s.lower[start]) or s.lower[start] in _LINKS)
    ):
        return False
    if start > floor and s.lower[start - 1] in PREPOSITIONS:
        return False
    return s.capitalised(start) or s.lower[start] in _OPENERS or s.capitalised(end - 1)


def _noun_phrase(s: Sentence, end: int, floor: int) -> Places | None:
    """The noun phrase whose last token is at `end - 1`."""
    if end <= floor:
        return None
    if s.lower[end - 1].partition("'")[0] in PRONOUNS:
        return end - 1, end
    start = _walk_left(s, end, floor)
    start = _trim_left(s, start, end)
    if start >= end or s.lower[end - 1] in NO_SUBJECT or not s.words[end - 1][0].isalnum():
        return None
    if s.lower[end - 1] in PREPOSITIONS or (end - start == 1 and s.lower[start] in FINITE):
        return None
    if s.lower[start] in NO_SUBJECT and s.lower[start] not in (
        "his",
        "her",
        "its",
        "their",
        "this",
        "these",
        "those",
    ):
        return None
    return start, end


def _walk_left(s: Sentence, end: int, floor: int) -> int:
    """Extend a noun phrase to the left until something that cannot belong to it."""
    words, lower = s.words, s.lower
    i = end
    while i > floor and end - i < MAX_SUBJECT:
        word, low = words[i - 1], lower[i - 1]
        if low in BOUNDARIES:
            joins = low in ("and", "or") and i < end and i - 1 > floor and _joins_names(s, i - 1, end)
            relative = low in ("who", "that", "whose") and i < end and i - 1 > floor and words[i - 2] != ","
            if joins or (relative and words[i - 2][0].isalpha()):
                i -= 1
                continue
            break
        if low in FINITE:
            if _relative_before(s, i - 1, floor):
                i -= 1
                continue
            break
        cue = WORDS.get(low)
        if cue is not None and cue.form == "past" and cue.speaks and not cue.noun:
            if not _relative_before(s, i - 1, floor):
                break
        elif word in _CLOSING:
            opened = _opened(s, i - 1, floor)
            if opened is None:
                break
            i = opened
            continue
        elif not (word[0].isalnum() or word in ("&", "$", "#", "@", "'", "’", "/")):
            break
        i -= 1
    return i


def _relative_before(s: Sentence, at: int, floor: int) -> bool:
    """Whether the verb at `at` belongs to a short relative clause: "people [who] know him"."""
    return any(s.lower[i] == "who" for i in range(max(floor + 1, at - 3), at))


def _joins_names(s: Sentence, at: int, end: int) -> bool:
    """Whether the "and" at `at` joins two noun phrases rather than two clauses."""
    before, after = s.words[at - 1], s.words[at + 1]
    if not before[0].isalnum():
        return False
    names = before[0].isupper() and (after[0].isupper() or s.lower[at + 1] in DETERMINERS)
    return names and at + 1 < end


def _trim_left(s: Sentence, start: int, end: int) -> int:
    """Drop what stands before the subject in its clause: "But", "On Monday", "In a statement"."""
    lower = s.lower
    while start < end:
        after_time = time_end(s, start)
        if start < after_time < end:
            start = after_time
        elif (
            lower[start] in BOUNDARIES
            or (is_adverb(lower[start]) and lower[start] != "all")
            or lower[start] in AUXILIARIES
            or lower[start] == "'"
        ):
            start += 1
        elif lower[start] in PREPOSITIONS:
            return _last_name(s, start, end)
        else:
            break
    return start


def _last_name(s: Sentence, start: int, end: int) -> int:
    """The beginning of the last noun phrase in `start:end`, which opens with a preposition."""
    i = end
    while i > start + 1 and s.words[i - 1][0].isupper():
        i -= 1
    if i == end:
        i -= 1
        while i > start + 1 and s.lower[i] not in DETERMINERS:
            i -= 1
    elif i > start + 1 and s.lower[i - 1] in DETERMINERS:
        i -= 1
    return i


_SUBJECT_STOPS = frozenset(
    """in on at to during who when as after before told said while that for from last this if because but
    with whose by where late earlier adding saying noting""".split()
)


def subject_after(s: Sentence, at: int) -> Places | None:
    """The subject to the right of a verb: "said [Kremlin spokesman Dmitry Peskov]"."""
    n = len(s)
    if at >= n:
        return None
    first = s.lower[at]
    if first in PRONOUNS:
        return at, at + 1
    if time_end(s, at) > at:
        return None
    if not s.words[at][0].isalnum() or first in PREPOSITIONS or first in AUXILIARIES:
        return None
    if first in NO_SUBJECT and not (
        first in POSSESSIVES and any(s.capitalised(i) for i in range(at, min(n, at + 6)))
    ):
        return None
    if not (
        s.capitalised(at) or first in _OPENERS or any(s.capitalised(i) for i in range(at, min(n, at + 5)))
    ):
        return None
    i = at
    while i < n and i - at < 16:
        low = s.lower[i]
        if s.words[i] == "(":
            break
        if not (s.words[i][0].isalnum() or s.words[i] in ("&", "'", "’", "/")) or low in _SUBJECT_STOPS:
            break
        if i > at and (low in FINITE or low in AUXILIARIES):
            break
        if i > at and (time_end(s, i) > i or (low in WORDS and WORDS[low].form == "ing")):
            break
        if low == "and" and not (i + 1 < n and s.capitalised(i + 1)):
            break
        i += 1
    return (at, i) if i > at and s.lower[i - 1] not in NO_SUBJECT else None
