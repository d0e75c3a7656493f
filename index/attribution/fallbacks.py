"""Attributions without a verb of the lexicon: "according to", signatures, colons, unusual verbs."""

from __future__ import annotations

from .complements import has_verb
from .contents import speech_ends, trim
from .cues import WORDS
from .main_clause import lead_subject
from .records import Found, Places
from .sentences import QUOTE, Sentence
from .subjects import subject_before
from .times import time_end, without_time
from .verbs import verbs_in
from .words import DASHES, PREPOSITIONS, PRONOUNS


def according_to(s: Sentence, limit: int) -> Found | None:
    """The source and content of "according to X" at the beginning, the end or within a sentence."""
    i = next((i for i in s.cues if s.lower[i] == "according"), len(s))
    if s.lower[i + 1 : i + 2] != ["to"]:
        return None
    end = _source_end(s, i + 2, limit)
    if end <= i + 2:
        return None
    speaker = (i + 2, without_time(s, i + 2, end))
    if i == 0 or (i == 1 and s.words[0] != QUOTE):
        if end >= limit - 2 or s.words[end] != ",":
            return None
        return Found([(end + 1, limit)], speaker, (i, i + 2))
    left = trim(s, (0, i))
    if left is None:
        return None
    content = [left]
    if end < limit - 2 and s.words[end] == "," and not has_verb(s.lower[slice(*left)]):
        content.append((end + 1, limit))
    return Found(content, speaker, (i, i + 2))


def _source_end(s: Sentence, start: int, limit: int) -> int:
    """Where the source behind "according to" ends; an apposition of a name belongs to it."""
    for i in range(start, min(limit, start + 40)):
        if s.words[i] in (";", ":", QUOTE):
            return i
        if s.words[i] == ",":
            opener = s.lower[i + 1] if i + 1 < limit else ""
            apposition = opener in ("a", "an") and s.capitalised(i - 1) and not time_end(s, i - 1) > i - 1
            if not apposition and opener not in ("who", "which", "whose"):
                return i
    return limit


def is_tag(s: Sentence) -> bool:
    """Whether a sentence is but subject and verb, or a signature: the rest of “We will win.” Trump said."""
    if len(s) > 14 or s.quotes:
        return False
    if s.words[0] in DASHES and len(s) > 1:
        end = len(s) - (s.words[-1] == ".")
        return end <= 6 and all(s.capitalised(i) for i in range(1, end))
    for verb in verbs_in(s):
        if verb.cue.speaks and verb.start > 0 and subject_before(s, verb.start) is not None:
            rest = verb.end
            return (
                rest >= len(s)
                or s.words[rest] in (".", ",")
                or s.lower[rest] in PREPOSITIONS
                or time_end(s, rest) > rest
            )
    return False


def introduced(s: Sentence) -> tuple[Places, Places] | None:
    """Speaker and cue of a sentence that ends in a colon, for the quotation in the next paragraph."""
    if len(s) < 2 or s.words[-1] != ":":
        return None
    if (subject := _behind_its_verb(s, len(s) - 1)) is not None:
        return subject, (0, 1)
    for verb in reversed(verbs_in(s)):
        if verb.cue.speaks:
            subject = subject_before(s, verb.start) or lead_subject(s, verb.start)
            if subject is not None:
                return subject, (verb.start, verb.end)
    subject = lead_subject(s, len(s) - 1)
    return (subject, (len(s) - 1, len(s))) if subject is not None and s.capitalised(subject[0]) else None


def _behind_its_verb(s: Sentence, colon: int) -> Places | None:
    """The name in "Stated Stone:", at the beginning of a sentence."""
    cue = WORDS.get(s.lower[0])
    if cue is None or cue.form != "past" or not cue.speaks or not 2 <= colon <= 6:
        return None
    return (1, colon) if all(s.capitalised(i) for i in range(1, colon)) else None


_NAMING = frozenset("called named entitled titled dubbed described nicknamed labeled termed".split())


def _signed(s: Sentence) -> Found | None:
    """A quotation with its speaker as a signature: “…” — Sonya Herridge; ‘…’ — Kremlin on talks."""
    if len(s) < 3 or s.words[0] != QUOTE or s.words[1] not in DASHES:
        return None
    end = 2
    while end < len(s) and (s.capitalised(end) or s.words[end] == "."):
        end += 1
    if end == 2 or (end < len(s) and s.lower[end] not in ("on", "about", "after", ",", "(")):
        return None
    named_cue = end < len(s) and s.words[end][0].isalpha()
    return Found([(0, 1)], (2, end), (end, end + 1) if named_cue else (1, 2))


def unlisted(s: Sentence, limit: int) -> list[Found]:
    """A quotation beside a name and a verb that the lexicon does not have: “…,” Trump thundered."""
    if (signed := _signed(s)) is not None:
        return [signed]
    for i in s.quotes:
        after = i + 1
        if speech_ends(s, after) and after < limit:
            found = _verb_after_quotation(s, i)
            if found is not None:
                return [found]
        if i > 0 and s.words[i - 1] in (":", ","):
            found = _verb_before_quotation(s, i)
            if found is not None:
                return [found]
    return []


def _verb_after_quotation(s: Sentence, quote: int) -> Found | None:
    subject = (quote + 1, quote + 2) if s.lower[quote + 1] in PRONOUNS else None
    if subject is None:
        start = quote + 1
        while start < len(s) and start < quote + 4 and s.words[start].islower():
            start += 1  # an angry Hollande
        end = start
        while end < len(s) and end < start + 5 and s.capitalised(end):
            end += 1
        subject = (quote + 1, end) if end > start else None
        if start > quote + 1 and s.lower[quote + 1] not in ("a", "an", "the"):
            subject = None
    if subject is None or subject[1] >= len(s):
        return None
    verb = s.lower[subject[1]]
    if not verb.endswith(("ed", "ew", "oke", "ang")) or verb in _NAMING or s.capitalised(subject[1]):
        return None
    return Found([(0 if quote < 3 else quote, quote + 1)], subject, (subject[1], subject[1] + 1))


def _verb_before_quotation(s: Sentence, quote: int) -> Found | None:
    """ "Trump: “…”", "Trump fired back: “…”", "she went further, “…”"."""
    colon = s.words[quote - 1] == ":"
    if colon and (subject := _behind_its_verb(s, quote - 1)) is not None:
        return Found([(quote, quote + 1)], subject, (0, 1))
    if colon and (subject := _name_at_colon(s, quote - 1)) is not None:
        return Found([(quote, quote + 1)], subject, (quote - 1, quote))
    subject = lead_subject(s, quote - 1, 0)
    if subject is not None and _issued(s, subject, quote - 1):
        return Found([(quote, quote + 1)], subject, (subject[1], quote - 1))
    if subject is None and colon and quote <= 7 and all(s.capitalised(i) for i in range(quote - 1)):
        subject = (0, quote - 1)
    if subject is None or s.ends[quote] - s.starts[quote] < 30:
        return None
    verb = s.lower[subject[1]] if subject[1] < quote - 1 else ":"
    if (not colon and (not verb.endswith("ed") or subject[1] != quote - 2)) or verb in _NAMING:
        return None
    return Found(
        [(quote, quote + 1)], subject, (subject[1], max(subject[1] + 1, quote - 1 if verb == ":" else 0))
    )


def _name_at_colon(s: Sentence, colon: int) -> Places | None:
    """The full name between a dash and a colon: "TURNOUT HIGHER - Michael P. McDonald: “…”"."""
    start = colon
    while start > 0 and (s.capitalised(start - 1) or s.words[start - 1] == "."):
        start -= 1
    return (start, colon) if 2 <= colon - start <= 5 and s.words[start - 1] in DASHES and start > 0 else None


def _issued(s: Sentence, subject: Places, end: int) -> bool:
    """Whether the words behind a subject are that it put out a text: "Trump issued a statement, “…”"."""
    words = s.lower[subject[1] : end]
    return len(words) >= 2 and words[0] in _ISSUING and words[-1] in _ISSUED


_ISSUING = frozenset("issued released posted published sent tweeted issues releases".split())
_ISSUED = frozenset("statement tweet message letter note post email memo".split())
