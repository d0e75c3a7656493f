"""Time expressions between a verb of saying and its neighbours, as something to step over.

Which day they mean is read elsewhere (`index/dates/`)."""

from __future__ import annotations

from .sentences import Sentence
from .words import NAMED_DAYS

_PLAIN_DAYS = frozenset(
    "yesterday today tonight tomorrow recently afterward afterwards earlier later".split()
)
_UNITS = frozenset(
    "minute minutes hour hours day days week weeks weekend month months year years decade decades morning"
    " afternoon evening night past spring summer fall autumn winter session interview".split()
)
_TIME_LEADS = frozenset("late early earlier later on in over during since by at back just".split())
_TIME_DETERMINERS = frozenset("the this last that next past same recent a an few two three four five".split())
_DAY_PARTS = frozenset("morning afternoon evening night".split())


def time_end(s: Sentence, at: int) -> int:
    """Where the time expression that begins at `at` ends; `at` itself when there is none.

    It only has to be stepped over here, as in "said [late Thursday] that"; dates are read elsewhere.
    """
    lower, n = s.lower, len(s)
    lead = at
    while lead < n and lead < at + 3 and lower[lead] in _TIME_LEADS:
        lead += 1
    head = lead
    while head < n and head < lead + 3 and (lower[head] in _TIME_DETERMINERS or lower[head].isdigit()):
        head += 1
    if head > lead and lower[head - 1] == "past" and (head == n or lower[head] not in _UNITS):
        return head  # in the past
    return max(at, _head_end(s, at, lead, head)) if head < n else at


def _head_end(s: Sentence, at: int, lead: int, head: int) -> int:
    """Where a time expression ends, by its head word at `head`; -1 when it is none.

    Its prepositions stand at `at:lead`, its determiners and numbers at `lead:head`.
    """
    word = s.lower[head]  # not "Friday's": that is an adjective of what follows
    if word in NAMED_DAYS and s.capitalised(head):
        return _after_day(s, head + 1)
    if head == lead:
        if word in _PLAIN_DAYS:
            return -1 if s.words[head].isupper() else head + 1  # USA TODAY
        if lead > at and s.lower[lead - 1] in ("later", "earlier"):
            return lead
        return head + 1 if lead > at and len(word) == 4 and word.isdigit() else -1
    if word not in _UNITS:
        return -1
    if s.lower[head + 1 : head + 2] and s.lower[head + 1] in ("ago", "earlier", "later", "before"):
        return head + 2
    pointed = s.lower[lead] in ("this", "last", "that", "next", "past", "same", "recent")
    around = lead > at and word in ("weekend", "past", "morning", "afternoon", "evening", "week")
    return _after_day(s, head + 1) if (pointed or around) and s.lower[head - 1] not in ("a", "an") else -1


def _after_day(s: Sentence, i: int) -> int:
    """Step over what follows the name of a day or month: its number, the year, a part of the day.

    Returns -1 where it is no adverbial at all: "Thursday night's debate".
    """
    lower, n = s.lower, len(s)
    if i < n and lower[i].endswith("'s") and lower[i][:-2] in _DAY_PARTS:
        return -1
    if i < n and lower[i][0].isdigit():
        i += 1
        if i + 1 < n and lower[i] == "," and len(lower[i + 1]) == 4 and lower[i + 1].isdigit():
            i += 2
    if i < n and lower[i] in _DAY_PARTS:
        i += 1
    return i


def time_start(s: Sentence, end: int) -> int:
    """Where the time expression that ends at `end` begins; `end` itself when there is none."""
    for start in range(max(0, end - 7), end):
        if time_end(s, start) == end:
            return start
    return end


def without_time(s: Sentence, start: int, end: int) -> int:
    """ "announced the deal Monday": the day is that of announcing."""
    return next((i for i in range(max(start + 1, end - 5), end) if time_end(s, i) == end), end)
