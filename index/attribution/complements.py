"""What follows a verb of saying: whom it was said to, where, and where the content begins."""

from __future__ import annotations

from dataclasses import dataclass

from .cues import Cue
from .records import Places
from .sentences import QUOTE, Sentence
from .times import time_end
from .words import (
    AUXILIARIES,
    DASHES,
    DETERMINERS,
    FINITE,
    NAMED_DAYS,
    PREPOSITIONS,
    PRONOUNS,
    is_adverb,
)

_STOPS = frozenset({".", ";", ")", "!", "?", "…", "]", "...", "/"})
_QUESTION_WORDS = frozenset("how whether what why if where who when which".split())
_OBJECT_PRONOUNS = frozenset("him her me them us you himself herself themselves it".split())
_CLAUSE_PRONOUNS = PRONOUNS | frozenset(
    """there we i you this these those it's he's she's they're i'm we're there's that's he'd
    she'd they'd he'll she'll they'll i've it'd it'll""".split()
)
_AUDIENCES = frozenset(
    """reporters journalists supporters lawmakers senators voters delegates viewers officials investigators
    crowd crowds audience people congress readers donors students followers police listeners staffers
    members attendees agencies them him her me us friends colleagues aides diplomats soldiers
    leaders""".split()
)
_CIRCUMSTANCES = frozenset(
    """in on at during via through from after of about when while with by before following upon as for
    over outside under inside between against throughout without regarding concerning ahead aboard
    near using amid""".split()
)
_MEDIA = frozenset(
    """interview interviews statement statements post posts tweet tweets speech twitter facebook instagram
    telegram youtube truth social briefing conference remarks letter email e-mail op-ed call video rally
    debate address message memo radio tv television show podcast broadcast column blog article book
    testimony filing press interview ad report release appearance hearing cnn nbc fox abc cbs msnbc news
    weibo x memoir note essay editorial transcript""".split()
)
_NO_CLAUSE = frozenset(
    """, of about to in on at for with by during from as so and or but after before via through upon nothing
    anything something goodbye yes no than when while because until since out up it off over little much
    hello sorry again back down""".split()
)

MAX_CIRCUMSTANCE = 26
"""Tokens of "in an interview with …" before the content must begin."""


@dataclass(frozen=True, slots=True)
class Complement:
    """What stands behind a cue.

    Attributes:
        after: the first place behind addressee, time and circumstances.
        start: where the content begins, None when it does not follow the cue.
        strong: the content is introduced by "that", a colon or a quotation.
    """

    after: int
    start: int | None = None
    strong: bool = False
    addressee: Places | None = None
    medium: Places | None = None


def complement(s: Sentence, at: int, cue: Cue, limit: int) -> Complement:
    """Read what follows a cue.

    Args:
        at: the place behind the cue (behind its subject where that is inverted).
        limit: the content cannot reach beyond this place.
    """
    place, addressee, medium = _step_over(s, at, cue, limit)
    start, strong = _content_start(s, place, cue, limit)
    infinitive = place < limit and (s.lower[place] == "to" or s.lower[place : place + 2] == ["not", "to"])
    if infinitive and addressee is not None and cue.object_infinitive:
        start, strong = addressee[0], False
    return Complement(place, start, strong, addressee, medium)


def _step_over(s: Sentence, at: int, cue: Cue, limit: int) -> tuple[int, Places | None, Places | None]:
    """Step over time, addressee and circumstances: "told [TASS] [on Sunday] [in an interview] that"."""
    i = at
    addressee: Places | None = None
    medium: Places | None = None
    for _ in range(5):
        if i >= limit:
            break
        moved = i if _opens_clause(s, i, cue, limit) else time_end(s, i)
        if moved == i and s.words[i] == "," and i + 1 < limit:
            past_comma = time_end(s, i + 1)
            moved = (
                past_comma if past_comma > i + 1 and past_comma < limit and s.words[past_comma] == "," else i
            )
        if moved == i and s.words[i] == ",":
            moved = _insertion_end(s, i, limit)
        if moved == i and s.words[i] == "(":
            moved = next((j + 1 for j in range(i + 1, min(limit, i + 12)) if s.words[j] == ")"), i)
        if moved == i and is_adverb(s.lower[i]) and cue.lemma != "add":
            moved = i + 1
        if moved == i and addressee is None:
            moved = _addressee_end(s, i, limit) if cue.addressee else i
            if moved == i and s.lower[i] == "to" and cue.speaks:
                moved = _audience_end(s, i, limit)
                if moved > i:
                    addressee = (i + 1, moved)
            elif moved > i:
                addressee = (i, moved)
                moved = _rest_of_addressee(s, moved, limit)
        if moved == i and s.lower[i] in _CIRCUMSTANCES and s.lower[i] not in cue.prepositions and cue.speaks:
            moved = _circumstance_end(s, i, limit)
            medium = medium or medium_in(s, i, moved)
        if moved == i:
            break
        i = moved
    return min(i, limit), addressee, medium


def _opens_clause(s: Sentence, at: int, cue: Cue, limit: int) -> bool:
    """Whether "that September" opens a clause about September: "said that September had been wet"."""
    following = s.lower[at + 1] if at + 1 < limit else ""
    return s.lower[at] == "that" and (cue.clause or cue.marked) and following in NAMED_DAYS


def _rest_of_addressee(s: Sentence, at: int, limit: int) -> int:
    """Step over what belongs to an addressee, up to "that": "told the inquiry [into the sinking]"."""
    if at >= limit or s.lower[at] not in ("into", "on", "in", "with", "from"):
        return at
    for i in range(at + 1, min(limit, at + 14)):
        if s.lower[i] == "that":
            return next((j for j in range(at + 1, i) if time_end(s, j) == i), i)
        if not s.words[i][0].isalnum() or s.lower[i] in FINITE or s.lower[i] in _CLAUSE_PRONOUNS:
            break
    return at


def _insertion_end(s: Sentence, comma: int, limit: int) -> int:
    """Step over an insertion before "that": "said[, among other things,] that"."""
    for i in range(comma + 2, min(limit - 1, comma + 12)):
        if s.words[i] == ",":
            return i + 1 if s.lower[i + 1] == "that" else comma
    return comma


def _addressee_end(s: Sentence, at: int, limit: int) -> int:
    """Where the person or audience behind "told" ends."""
    if s.lower[at] in _OBJECT_PRONOUNS:
        return at + 1
    if not s.words[at][0].isalnum() or s.lower[at] in (
        "that",
        "to",
        "if",
        "whether",
        "how",
        "what",
        "why",
        "when",
    ):
        return at
    if s.lower[at] in PREPOSITIONS or s.lower[at] in _CLAUSE_PRONOUNS:
        return at
    i = at + 1
    while i < limit and i - at < 14:
        word, low, previous = s.words[i], s.lower[i], s.lower[i - 1]
        if not (word[0].isalnum() or word in ("&", "'", "’")) or low in _CLAUSE_PRONOUNS:
            break
        if low in ("that", "to", "if", "whether", "how", "what", "why", "who", "when", "not", "as", "but"):
            break
        if low in FINITE or low in AUXILIARIES:
            return _before_clause_subject(s, i, at)
        if low in PREPOSITIONS and low not in ("of", "at", "for"):
            break
        if low in DETERMINERS and previous not in ("of", "at", "and", "for"):
            break
        if time_end(s, i) > i:
            break
        if word[0].isupper() and previous in _AUDIENCES and previous != "congress":
            break
        i += 1
    return i


def _before_clause_subject(s: Sentence, verb: int, floor: int) -> int:
    """Where the subject of a that-less clause begins: "told CNN [Trump] was"."""
    i = verb
    while i - 1 > floor and s.lower[i - 1] not in DETERMINERS and (i == verb or s.capitalised(i - 1)):
        if s.capitalised(i - 1) and i < verb and i - 1 == floor + 1:
            break
        i -= 1
        if verb - i >= 2:
            break
    if i - 1 > floor and s.lower[i - 1] in DETERMINERS:
        i -= 1
    return i


def _audience_end(s: Sentence, at: int, limit: int) -> int:
    """Where "to reporters" or "to the Post" ends; `at` where "to" opens something else."""
    if at + 1 >= limit:
        return at
    j = at + 1
    if s.lower[j] in DETERMINERS and j + 1 < limit:
        j += 1
    if not (s.capitalised(j) or s.lower[j] in _AUDIENCES):
        return at
    end = _addressee_end(s, at + 1, limit)
    return end if end > at + 1 else at


def _circumstance_end(s: Sentence, at: int, limit: int) -> int:
    """Where "in an interview with the Post" ends: at a comma, "that", a quotation, or a new clause."""
    end = min(limit, at + MAX_CIRCUMSTANCE)
    clause_may_follow = s.lower[at] not in ("about", "of", "for", "with", "by", "regarding", "concerning")
    i = at + 1
    while i < end:
        word, low, previous = s.words[i], s.lower[i], s.lower[i - 1]
        if word == QUOTE:
            return i if s.words[i - 1] in (",", ":") or i == end - 1 or previous not in DETERMINERS else i + 1
        if low == "that" or word in (",", ":", ";", ".", "?", "!") or word in DASHES:
            return i
        if (
            clause_may_follow
            and low in ("he", "she", "they", "there", "it")
            and previous not in PREPOSITIONS
            and i > at + 1
        ) and previous not in ("as", "when", "while", "after", "before", "that", "if", "because", "where"):
            return i
        determiner = low in ("the", "his", "her", "their", "its", "a") and i > at + 2
        belongs = previous in PREPOSITIONS or previous in FINITE or previous in ("and", "or", "that")
        if determiner and not belongs and not previous.endswith(("ed", "ing")):
            return i
        i += 1
    return i


def medium_in(s: Sentence, at: int, end: int) -> Places | None:
    """The medium named in a circumstance at `at`: "in [an interview with RIA] on Monday", or None."""
    if s.lower[at] not in ("in", "on", "via", "during", "through", "at", "from"):
        return None
    stop = at + 1
    while stop < end and time_end(s, stop) == stop:
        stop += 1
    while stop > at + 1 and (s.lower[stop - 1] in PREPOSITIONS or s.lower[stop - 1].endswith("ed")):
        stop -= 1  # in remarks [published Monday]
    words = s.lower[at + 1 : stop]
    return (at + 1, stop) if any(word in _MEDIA for word in words) else None


def _content_start(s: Sentence, at: int, cue: Cue, limit: int) -> tuple[int | None, bool]:
    """Where the content begins at or behind `at`, and whether something marks it as content."""
    if at >= limit:
        return None, False
    word, low = s.words[at], s.lower[at]
    following = s.words[at + 1] if at + 1 < limit else ""
    if word == QUOTE:
        return (at, True) if cue.speaks or cue.judges or cue.object else (None, False)
    if word == ":" and following and not (following[0].isdigit() and s.words[at - 1][-1].isdigit()):  # 4:01
        return (at + 1, True) if cue.speaks or following == QUOTE else (None, False)
    if (word == "," or word in DASHES) and following == QUOTE:
        return (at + 1, True) if cue.speaks else (None, False)
    if word == "," and following == "that":
        return (at + 2, True) if cue.clause or cue.marked else (None, False)
    if word == "," or word in DASHES or word in _STOPS:
        return None, False
    if low == "that" and (cue.clause or cue.marked):
        demonstrative = following in AUXILIARIES or following in FINITE
        return (at if demonstrative else at + 1), True
    if low in _QUESTION_WORDS and (cue.clause or cue.marked) and following:
        return at, True
    if low == "to" and cue.infinitive and following:
        return at, False
    if low in cue.prepositions and following:
        return at, False
    return _unmarked_start(s, at, cue, limit), False


def _unmarked_start(s: Sentence, at: int, cue: Cue, limit: int) -> int | None:
    """The start of a content that nothing introduces: a bare clause, an object, a judgement."""
    low = s.lower[at]
    if low in _CLAUSE_PRONOUNS and (cue.clause or cue.marked) and at + 1 < limit:
        return at
    ahead = s.lower[at : min(limit, at + 40)]
    bare = cue.lemma == "say" and not low.endswith("ing")
    if cue.clause and low not in _NO_CLAUSE and (bare or has_verb(ahead)):
        return at
    if cue.object_infinitive and _object_infinitive(s, at, limit):
        return at
    if cue.prepositions and _preposition_follows(s, at, cue, limit):
        return at
    if cue.judges and QUOTE in ahead[:16] and low not in _CIRCUMSTANCES:
        return at
    if cue.object and low not in _NO_CLAUSE:
        return at
    return None


def has_verb(words: list[str]) -> bool:
    """Whether the words, up to a semicolon, hold a finite verb as far as forms tell."""
    for word in words[1:]:
        if word == ";":
            return False
        if word in FINITE or word in AUXILIARIES or word.endswith("n't"):
            return True
        if word.endswith(("'s", "'re", "'ll")) and word[0].islower():
            return True
    return any(word.endswith("ed") for word in words[1:12])


def _object_infinitive(s: Sentence, at: int, limit: int) -> bool:
    """Whether an object and "to" with a verb follow: "urged [Congress to act]"."""
    for i in range(at + 1, min(limit - 1, at + 14)):
        if s.lower[i] == "to" and s.words[i + 1][0].islower():
            return s.lower[i + 1] not in DETERMINERS
        if s.words[i] in (",", ";", ":", ".") or s.lower[i] in FINITE:
            return False
    return False


def _preposition_follows(s: Sentence, at: int, cue: Cue, limit: int) -> bool:
    """Whether the preposition of the verb comes behind its object: "accused [Putin of wanting]"."""
    for i in range(at + 1, min(limit - 1, at + 16)):
        if s.lower[i] in cue.prepositions:
            return True
        if s.words[i] in (",", ";", ":", ".") or s.lower[i] in FINITE:
            return False
    return False
