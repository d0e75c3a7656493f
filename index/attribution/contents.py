"""Where the words that are attributed begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .complements import Complement, has_verb
from .records import Found, Places
from .sentences import QUOTE, Sentence
from .subjects import before_verb, subject_before
from .times import time_end, without_time
from .verbs import GERUND_LEADS, Verb, agrees
from .words import AUXILIARIES, CONJUNCTIONS, DASHES, PREPOSITIONS, PRONOUNS, SUBORDINATORS, is_adverb

_NOT_A_CONTINUATION = frozenset(
    """who which where when while whose according as after before a an in on at to with for from during
    because since though although if citing""".split()
)
_SUBORDINATING = SUBORDINATORS | CONJUNCTIONS - {"and", "but"}
_A_TITLE = 60
"""Characters up to which a quotation before "Trump wrote that" may be a title; a longer one is what was said,
and "that" opens a relative clause: “…,” Reith said under questioning that lasted three hours."""
_CLOSE_OF_SPEECH = ",?!.-—–…"
_ENDS_ATTRIBUTION = frozenset({",", ";", ".", "--", "—", "–", "-", "("})


@dataclass(slots=True)
class Reading:
    """A sentence read from left to right: `floor` and `limit` bound what is still to be read."""

    limit: int
    floor: int = 0
    speaker: Places | None = None
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of saying with its subject and what follows it; `later` are the verbs after it."""

    verb: Verb
    subject: Places
    inverted: bool
    right: Complement
    later: Sequence[Verb]

    @property
    def edge(self) -> int:
        """Where the attribution begins, seen from a content on its left."""
        return self.verb.start if self.inverted else self.subject[0]


def left_content(s: Sentence, clause: Clause, reading: Reading) -> list[Places]:
    """The content that stands before its cue, with what goes on behind it: “…,” he said, “…”.

    Returns:
        One range or two; none when the content does not stand on the left.
    """
    edge = clause.edge
    if edge <= reading.floor or not clause.verb.cue.speaks:
        return []
    before = s.words[edge - 1]
    separated = before == "," or before in DASHES
    left = (_skip_joint(s, reading.floor, edge), edge)
    if before == QUOTE or (separated and edge > 1 and s.words[edge - 2] == QUOTE):
        return _with_quotation(s, left, clause, reading)
    if before == "," and left[1] - left[0] > 1 and s.lower[left[0]] != "asked":
        return _with_clause(s, left, clause, reading)
    return []


def _with_quotation(s: Sentence, left: Places, clause: Clause, reading: Reading) -> list[Places]:
    """Content that ends in a quotation, and the one behind the cue."""
    start = clause.right.start
    if start is None:
        more = _second_quotation(s, clause, reading.limit)
        return [left] if more is None else [left, (more, cut(s, more, clause.later, reading.limit))]
    if not speech_ends(s, clause.edge):
        return []  # In “The Art of the Deal” Trump wrote that …
    if s.words[start] == QUOTE:
        return [left, (start, cut(s, start, clause.later, reading.limit))]
    long = s.ends[left[1] - 1] - s.starts[left[0]] > _A_TITLE
    return [] if clause.right.strong and not long else [left]


def _second_quotation(s: Sentence, clause: Clause, limit: int) -> int | None:
    """Where "…," Jordan said, [and still “got to sit in”] goes on: a quotation soon behind the joint."""
    at = clause.right.after
    if at + 1 >= limit or s.words[at] != "," or s.lower[at + 1] not in ("and", "but", "or"):
        return None
    near = range(at + 2, min(limit, at + 8))
    said = any(verb.start in near for verb in clause.later)
    return at + 1 if not said and any(s.words[i] == QUOTE for i in near) else None


def _with_clause(s: Sentence, left: Places, clause: Clause, reading: Reading) -> list[Places]:
    """Content in the writer's words before ", he said", and what goes on behind it.

    What stands there may be no content but an adverbial: "In Ohio, he said taxes would rise".
    """
    right, limit = clause.right, reading.limit
    comma_follows = right.after < limit - 1 and s.words[right.after] == ","
    fronted = _is_fronted(s, left[0])
    if right.start is not None:
        interrupted = comma_follows and right.start == right.after + 1 and not fronted and not clause.inverted
        return [left, (right.start, cut(s, right.start, clause.later, limit))] if interrupted else []
    rest = right.after + 1
    if comma_follows and not clause.inverted and _continues(s, rest, clause.later, limit, left):
        continued = (rest, cut(s, rest, clause.later, limit))
        only_a_date = time_end(s, left[0]) >= left[1] - 1
        return [continued] if only_a_date else [left, continued]
    if right.after < limit and s.words[right.after] not in _ENDS_ATTRIBUTION:
        return []
    if s.lower[left[0]] in SUBORDINATORS or left[1] - left[0] < 4 or not clause.verb.cue.clause:
        return []
    return [left] if not fronted or has_verb(s.lower[slice(*left)]) else []


def _is_fronted(s: Sentence, at: int) -> bool:
    """Whether what begins at `at` looks like an adverbial before its clause: "But in Ohio, …"."""
    while s.lower[at] in CONJUNCTIONS and at + 1 < len(s):
        at += 1
    low = s.lower[at]
    participle = low.endswith(("ed", "ing")) and len(low) > 4
    return participle or low in PREPOSITIONS or low in SUBORDINATORS or is_adverb(low) or time_end(s, at) > at


def _skip_joint(s: Sentence, floor: int, edge: int) -> int:
    """Step over the comma and conjunction that join a content to what was read before it."""
    start = floor
    while (
        floor > 0 and start < edge and (s.words[start] in (",", ";", ":") or s.lower[start] in CONJUNCTIONS)
    ):
        start += 1
    return start


def speech_ends(s: Sentence, edge: int) -> bool:
    """Whether the quotation before `edge` ends as speech does, with a comma or an end of sentence."""
    if s.words[edge - 1] != QUOTE:
        return True
    return s.tails[edge - 1] in _CLOSE_OF_SPEECH


def _continues(s: Sentence, at: int, later: Sequence[Verb], limit: int, left: Places) -> bool:
    """Whether the words behind "…, he said," belong to the content, not to another clause."""
    if at >= limit - 1 or s.words[at] == QUOTE:
        return False
    incomplete = left[1] - left[0] < 7 and not has_verb(s.lower[slice(*left)])
    if s.lower[at] in _NOT_A_CONTINUATION and not incomplete:
        return False
    if s.lower[at].endswith("ing") and s.words[at][0].islower():
        return False
    return not (later and later[0].start <= at + 3 and s.lower[at] in CONJUNCTIONS)


def cut(s: Sentence, start: int, later: Sequence[Verb], limit: int) -> int:
    """Where a content that begins at `start` ends: at the next attribution of its sentence, if any."""
    for verb in later:
        if start < verb.start < limit:
            end = _joint_before(s, verb, start)
            if end is not None and (end > start + 1 or (end > start and s.words[start] == QUOTE)):
                limit = end
                break
    return _aside(s, start, limit)


def _aside(s: Sentence, start: int, limit: int) -> int:
    """Where the writer's own words begin behind a content: ", which …", ", a setback for …".

    On PolNeAR train (300 articles) each cut gains .1 to .3 of F1; cutting at participles, dashes or
    other conjunctions loses as much recall as it gains precision.
    """
    marked = s.lower[start - 1] == "that"
    for i in range(start + 3, limit - 2):
        if s.words[i] != ",":
            continue
        low, following = s.lower[i + 1], s.lower[i + 2]
        if low in ("which", "whose", "a", "an"):
            return i
        if low == "but" and not marked and not _same_subject(following):
            return i
    return limit


def _same_subject(word: str) -> bool:
    """Whether the word behind "but" goes on with the clause before it instead of opening a new one."""
    return (
        word in PRONOUNS
        or word in AUXILIARIES
        or word in PREPOSITIONS
        or word in ("that", "not", "only", "i", "we", "you", "there", "no")
        or is_adverb(word)
        or word.endswith(("ed", "ing"))
    )


def _joint_before(s: Sentence, verb: Verb, start: int) -> int | None:
    """Where another attribution begins that is joined to the one whose content starts at `start`."""
    at = before_verb(s, verb.start, start)
    if at <= start:
        return None
    before, low = s.words[at - 1], s.lower[at - 1]
    if verb.cue.form == "ing":
        if before == "," or before in DASHES:
            return at - 1
        if before == QUOTE:
            return at
        if low in GERUND_LEADS and s.words[at - 2] in (",", QUOTE) and at - 2 > start:
            return at - 2 if s.words[at - 2] == "," else at - 1
        return None
    if low in ("and", "but", "then"):
        return _before_comma(s, at - 1)
    subject = subject_before(s, verb.start, start)
    if subject is None:
        return at - 1 if before == "," and verb.cue.form == "past" else None
    if subject[0] <= start + 1:
        return None
    joint = s.lower[subject[0] - 1]
    if joint == ";":
        return subject[0] - 1
    return _before_comma(s, subject[0] - 1) if joint in CONJUNCTIONS else None


def _before_comma(s: Sentence, at: int) -> int:
    return at - 1 if s.words[at - 1] == "," else at


def right_content(s: Sentence, clause: Clause, reading: Reading) -> Places | None:
    """The content that follows its cue."""
    start, cue, subject = clause.right.start, clause.verb.cue, clause.subject
    if start is None or clause.inverted or not agrees(s, subject, clause.verb):
        return None
    end = cut(s, start, clause.later, _clause_limit(s, subject[0], start, reading))
    if cue.judges:
        what_he_called = subject[0] > 0 and s.lower[subject[0] - 1] == "what"
        if what_he_called:
            end = next((i + 1 for i in range(start, end) if s.words[i] == QUOTE), end)
        elif s.words[start] == QUOTE and not cue.speaks:
            return None  # a song called “Yesterday”
    if cue.object and not clause.right.strong and not has_verb(s.lower[start:end]):
        end = without_time(s, start, end)  # announced the deal [Monday]
    return start, end


def as_he_said(s: Sentence, clause: Clause, reading: Reading) -> Places | None:
    """The content of "As Earnest explained, [three taxes were postponed]" at the beginning of a sentence."""
    subject, after = clause.subject[0], clause.right.after
    opens = subject > 0 and s.lower[subject - 1] == "as" and subject - 1 <= reading.floor + 1
    if (
        not opens
        or clause.inverted
        or not clause.verb.cue.speaks
        or clause.verb.cue.form not in ("past", "s")
    ):
        return None
    if after >= reading.limit - 2 or s.words[after] != ",":
        return None
    return after + 1, cut(s, after + 1, clause.later, reading.limit)


def _clause_limit(s: Sentence, subject: int, start: int, reading: Reading) -> int:
    """In "While Comey said there was evidence, he …" the content ends with its own clause."""
    if subject == 0 or subject - 1 > reading.floor + 1 or s.lower[subject - 1] not in _SUBORDINATING:
        return reading.limit
    for i in range(start + 2, reading.limit):
        if s.words[i] == ",":
            return i
        if s.tails.get(i) == ",":
            return i + 1
    return reading.limit


def trim(s: Sentence, places: Places) -> Places | None:
    """Take punctuation off both ends of a content."""
    start, end = places
    while start < end and s.words[start] in (",", ":", ";", ".", "-", "--", "—", "–"):
        start += 1
    while end > start and s.words[end - 1] in (",", ":", ";", ".", "-", "--", "—", "–", "…", "("):
        end -= 1
    return (start, end) if end > start else None


def too_small(s: Sentence, content: list[Places], strong: bool) -> bool:
    """One bare word is no content, unless it is quoted or introduced."""
    size = sum(3 if s.words[i] == QUOTE else 1 for start, end in content for i in range(start, end))
    return size < (2 if strong else 3)
