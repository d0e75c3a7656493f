"""Which words of a sentence are verbs of saying: "reports" in "he reports that", not in "news reports"."""

from __future__ import annotations

from dataclasses import dataclass

from .cues import PHRASES, WORDS, Cue
from .records import Places
from .sentences import QUOTE, Sentence
from .subjects import before_verb
from .words import NEGATIONS, PREPOSITIONS, is_adverb

PASSIVE = frozenset("be is was were are been being get gets got 's".split())
_MODALS = frozenset(
    "to will would can could may might shall should must do does did 'll 'd let please cannot".split()
)
_ARTICLES = frozenset(
    "the a an his her its their our my your this that these those such any no as to of".split()
)
GERUND_LEADS = frozenset("while by before after and also but in when then though or yet instead even".split())
_FOLLOWERS = frozenset(("that", QUOTE, ":", "he", "she", "it", "they", "the", "how", "whether", "to", "on"))
_PLURALS = frozenset(
    "people police men women children they others some many most both two three few all aides".split()
)


@dataclass(slots=True)
class Verb:
    """A verb of saying: where it begins and ends, auxiliaries apart."""

    start: int
    end: int
    cue: Cue


def verbs_in(s: Sentence) -> list[Verb]:
    verbs: list[Verb] = []
    skip = 0
    for i in s.cues:
        if i < skip:
            continue
        low = s.lower[i]
        verb = _phrase(s, i) if low in PHRASES else None
        if verb is None:
            cue = WORDS.get(low)
            verb = Verb(i, i + 1, cue) if cue is not None else None
        if verb is not None and _is_verb(s, verb):
            verbs.append(verb)
            skip = verb.end
    return verbs


def _phrase(s: Sentence, at: int) -> Verb | None:
    for tail, cue in PHRASES[s.lower[at]]:
        end = at + 1 + len(tail)
        if tuple(s.lower[at + 1 : end]) == tail:
            return Verb(at, end, cue)
    return None


def _is_verb(s: Sentence, verb: Verb) -> bool:
    """Whether a form of the lexicon is a verb that reports something said here."""
    i, form = verb.start, verb.cue.form
    at = i
    while at > 0 and (is_adverb(s.lower[at - 1]) or s.lower[at - 1] in NEGATIONS):
        at -= 1
        if s.lower[at] in NEGATIONS:
            return False
    before = s.lower[at - 1] if at else ""
    if before.endswith("n't"):
        return False
    if form == "ing":
        if before == "as":
            return s.lower[at - 2] == "quoted"
        return before not in _ARTICLES and (before not in PREPOSITIONS or before in GERUND_LEADS)
    if form == "base" and before in _MODALS:
        return before_verb(s, i) < at - 1
    if form == "past" and (before in PASSIVE or s.lower[verb.end : verb.end + 1] == ["by"]):
        return False
    if before in _ARTICLES:
        return form == "past" and before == "that"
    titled = s.words[i][0].isupper() and i > 0 and verb.end < len(s) and s.words[verb.end][0].islower()
    if titled and form in ("base", "s") and verb.cue.noun:
        return False  # the Washington Post, the FBI and State
    if verb.cue.noun and form in ("base", "s"):
        if before in PREPOSITIONS or before.endswith("'s") or before == "":
            return False
        following = s.lower[verb.end] if verb.end < len(s) else ""
        if following in (".", ",", "") and (QUOTE in s.words[:i] or QUOTE in s.words[i : i + 3]):
            return True
        return following in _FOLLOWERS
    return True


def agrees(s: Sentence, subject: Places, verb: Verb) -> bool:
    """Whether a form that may be a noun agrees with its subject as a verb: "experts claim", not "a claim"."""
    if not verb.cue.noun:
        return True
    head = s.lower[subject[1] - 1]
    plural = head in _PLURALS or (head.endswith("s") and not head.endswith("ss"))
    if verb.cue.form == "base":
        return plural or any(s.lower[i] == "and" for i in range(*subject))
    return verb.cue.form != "s" or s.capitalised(subject[1] - 1) or not plural
