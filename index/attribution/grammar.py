"""The grammar of attribution: who is said to have said which words, within one sentence.

Only the outermost attribution of a sentence counts. In "the Kremlin said Putin had told Trump that
talks were near" the Kremlin speaks; what Putin told is part of what it said, and the article does not
vouch for it. "According to" is the exception: "According to the Times, Trump said no" is Trump's.
"""

from __future__ import annotations

from collections.abc import Sequence

from .complements import complement, medium_in
from .contents import Clause, Reading, as_he_said, left_content, right_content, too_small, trim
from .fallbacks import according_to, unlisted
from .main_clause import lead_subject
from .records import Found, Places
from .sentences import QUOTE, Sentence
from .subjects import before_verb, subject_after, subject_before
from .verbs import GERUND_LEADS, PASSIVE, Verb, verbs_in
from .words import AUXILIARIES, DASHES, PREPOSITIONS, is_adverb

_LOOKAHEAD = 6
"""Later verbs of saying that may end a content; further ones are not its neighbours."""

_A_NAME = 20
"""Characters up to which a quotation may be a title or a word in quotation marks."""
_ISSUED = frozenset("statement letter tweet post email message memo note release video report".split())
_ABOUT_THINGS = frozenset({"raise concerns", "raise doubts"})
"""What events do as well as people: "a possible exit raises concerns that"."""


def attributions(s: Sentence) -> list[Found]:
    """The attributions of a sentence, in order."""
    if not s.cues and not s.quotes:
        return []
    reading = Reading(limit=_last_word(s))
    source = according_to(s, reading.limit)
    if source is not None:
        start, end = source.content[0]
        if start > source.cue[0]:
            reading.floor = start
        else:
            reading.limit = min(reading.limit, end)
    verbs = verbs_in(s)
    for number, verb in enumerate(verbs):
        if reading.floor <= verb.start < reading.limit:
            found = _read(s, verb, verbs[number + 1 : number + 1 + _LOOKAHEAD], reading)
            if found is not None:
                reading.found.append(found)
                reading.floor = max(verb.end, *(end for _, end in found.content))
                reading.speaker = found.speaker
    if reading.found:
        return reading.found
    return [source] if source is not None else unlisted(s, reading.limit)


def _last_word(s: Sentence) -> int:
    """The place behind the sentence's last word, its full stop left out."""
    end = len(s)
    while end > 0 and not (s.words[end - 1][0].isalnum() or s.words[end - 1] in (QUOTE, ")", "]", "%")):
        end -= 1
    return end


def _read(s: Sentence, verb: Verb, later: Sequence[Verb], reading: Reading) -> Found | None:
    """What one verb of saying attributes to whom."""
    subject, inverted = _subject(s, verb, reading)
    if subject is None or (verb.cue.lemma in _ABOUT_THINGS and not _names_somebody(s, subject)):
        return None
    right = complement(s, subject[1] if inverted else verb.end, verb.cue, reading.limit)
    clause = Clause(verb, subject, inverted, right, later)
    content = left_content(s, clause, reading)
    if not content and (behind := right_content(s, clause, reading)) is not None:
        content = [behind]
    if not content and (behind := as_he_said(s, clause, reading)) is not None:
        content = [behind]
    content = [trimmed for places in content if (trimmed := trim(s, places)) is not None]
    if not content or too_small(s, content, right.strong):
        return None
    medium = right.medium or _fronted_medium(s, reading.floor, clause.edge)
    return Found(content, subject, _with_auxiliaries(s, verb), right.addressee, medium)


def _names_somebody(s: Sentence, places: Places) -> bool:
    return any(s.words[i][0].isupper() for i in range(places[0] + 1, places[1])) or places[1] - places[0] == 1


def _subject(s: Sentence, verb: Verb, reading: Reading) -> tuple[Places | None, bool]:
    """The speaker, and whether it stands behind the verb: “…,” said Peskov."""
    i, cue = verb.start, verb.cue
    before = s.words[i - 1] if i else ""
    if cue.form == "ing":
        return _participle_subject(s, verb, reading), False
    inverts = (
        cue.speaks and cue.form in ("past", "s") and cue.lemma != "tell"
    )  # what stands behind "told" hears it
    if inverts and before in (QUOTE, ",") and i > reading.floor:
        candidate = subject_after(s, verb.end)
        speech = before == QUOTE and s.ends[i - 1] - s.starts[i - 1] > _A_NAME
        if candidate is not None and (speech or _ends_clause(s, candidate[1])):
            named = s.capitalised(candidate[1] - 1) and _ends_clause(s, candidate[1])
            if speech or named or subject_before(s, i, reading.floor) is None:
                return candidate, True
    subject = subject_before(s, i, reading.floor)
    if subject is not None:
        return subject, False
    at = before_verb(s, i, reading.floor)
    joined = at > 0 and s.lower[at - 1] in ("and", "but", "then", "or", ",")
    if joined or (at == reading.floor and reading.speaker is not None):
        return reading.speaker or lead_subject(s, at - 1, 0), False
    return None, False


def _ends_clause(s: Sentence, at: int) -> bool:
    return (
        at >= len(s)
        or s.words[at] in (",", ".", ";", "(")
        or s.lower[at] in PREPOSITIONS
        or s.lower[at] == "who"
    )


def _participle_subject(s: Sentence, verb: Verb, reading: Reading) -> Places | None:
    i = verb.start
    if i >= 2 and s.lower[i - 1] == "as" and s.lower[i - 2] == "quoted":
        return subject_before(s, i - 2, reading.floor)
    at = before_verb(s, i, 0)
    if any(word in PASSIVE for word in s.lower[at:i]):
        return subject_before(s, i, reading.floor)
    lead = s.lower[at - 1] if at else ""
    if lead in _ISSUED and at > 2:
        return reading.speaker or lead_subject(s, at - 1, reading.floor)
    with_noun = subject_before(s, i, reading.floor)
    if with_noun is not None and with_noun[0] > 0 and s.lower[with_noun[0] - 1] == "with":
        return with_noun
    if lead == "" or not (lead in (",", QUOTE) or lead in DASHES or lead in GERUND_LEADS):
        return None
    return reading.speaker or lead_subject(s, at - 1, 0)


def _with_auxiliaries(s: Sentence, verb: Verb) -> Places:
    """The cue with "has" or "had" before it, as it is written."""
    start = verb.start
    while start > 0 and (s.lower[start - 1] in AUXILIARIES or is_adverb(s.lower[start - 1])):
        start -= 1
    while start < verb.start and s.lower[start] not in AUXILIARIES:
        start += 1
    return start, verb.end


def _fronted_medium(s: Sentence, floor: int, edge: int) -> Places | None:
    """The medium in what precedes the subject: "In [a post on his network] last Wednesday, Trump said"."""
    if edge - floor < 3 or s.words[edge - 1] != ",":
        return None
    at = floor + 1 if s.lower[floor] in ("speaking", "writing") else floor
    return medium_in(s, at, edge - 1)
