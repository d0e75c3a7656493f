"""The subject of a sentence's main clause, for a participle far behind it: "[Trump] left early, saying …"."""

from __future__ import annotations

from .cues import WORDS
from .records import Places
from .sentences import Sentence
from .subjects import MAX_APPOSITION, NO_SUBJECT
from .times import time_end
from .words import AUXILIARIES, BOUNDARIES, DETERMINERS, FINITE, PREPOSITIONS, PRONOUNS, is_adverb

_IRREGULAR = frozenset(
    """became began bought broke brought came caught chose cut drew drove fell felt flew fought found gave got
    grew had held hit hung kept knew laid led left lost made met paid put quit ran rose sat saw sent set shook
    sought spent spoke stood struck swept taught thought threw took went won wore wound""".split()
)
"""Past forms that no ending gives away."""


def lead_subject(s: Sentence, before: int, floor: int = 0) -> Places | None:
    """The subject of the main clause that begins at `floor`, for a participle: "[Trump] left, saying".

    It ends at the first finite verb, past form or adverb behind it.
    """
    start = _skip_fronted(s, floor, before)
    i = start
    while i < before and i - start < 16:
        word, low = s.words[i], s.lower[i]
        if not (word[0].isalnum() or word in ("&", "'", "’")):
            break
        if i > start and (
            low in FINITE or low in AUXILIARIES or is_adverb(low) or low in BOUNDARIES - {"and"}
        ):
            break
        if i > start and low in PREPOSITIONS and low != "of":
            break
        cue = WORDS.get(low)
        if (
            i > start
            and cue is not None
            and (cue.form in ("past", "s") and not (cue.noun and cue.form == "s"))
        ):
            break
        if i > start and word[0].islower() and _verb_like(s, i, start):
            break
        i += 1
    if i == start or s.lower[start] in NO_SUBJECT or (i == before and s.lower[start] not in PRONOUNS):
        return None
    return start, i


def _verb_like(s: Sentence, i: int, start: int) -> bool:
    """Whether a lower-case word behind a name is a verb: "Trump [blamed]", "Clinton [leads]"."""
    low = s.lower[i]
    if (low.endswith("ed") and len(low) > 3) or (low in _IRREGULAR and s.words[i - 1][0].isupper()):
        return True
    name = s.words[i - 1][0].isupper() and s.lower[i - 1] not in DETERMINERS
    return low.endswith("s") and not low.endswith(("'s", "ss")) and (name or s.lower[i - 1] in PRONOUNS)


def _skip_fronted(s: Sentence, floor: int, before: int) -> int:
    """Step over what precedes the subject: "But", "In a speech on Monday,", "When asked,"."""
    start = floor
    for _ in range(3):
        while start < before and s.lower[start] in (
            "but",
            "and",
            "yet",
            "so",
            "still",
            "meanwhile",
            "'",
            ",",
        ):
            start += 1
        after = _fronted_end(s, start, before) if start < before else start
        if after == start:
            break
        start = after
    return start


def _fronted_end(s: Sentence, start: int, before: int) -> int:
    """Where the adverbial at `start` ends, behind its comma; `start` where there is none."""
    low = s.lower[start]
    fronted = low in PREPOSITIONS or low in BOUNDARIES or is_adverb(low) or low in ("asked", "speaking")
    fronted = fronted or (low.endswith("ing") and low not in ("king", "beijing", "nothing"))
    after_time = time_end(s, start)
    if not fronted and after_time == start:
        return start
    for i in range(start, min(before, start + MAX_APPOSITION)):
        place_name = i + 2 < before and s.words[i + 2] == "," and s.capitalised(i + 1)  # Salem, Ohio,
        if (s.words[i] == "," and not place_name) or s.tails.get(i) == ",":
            return i + 1
    return after_time
