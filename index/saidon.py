"""The day on which words were said, as far as the article tells.

A date counts when it is attached to the verb of saying: "said Friday", "on Friday, Putin said". Dates
inside the content and in relative clauses tell of other things. A statement without a date of its own
takes that of the same speaker nearby, unless its form says that it was said at no one time ("has
said", "repeatedly"); what is left was said on or before the day of publication.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from .attribution import Attribution, Span
from .dates import TimeExpression, find
from .names import SPEAKS_FOR, same_speaker
from .types import Published, SaidOn, TimeRange

REACH = 3
"""Paragraphs over which a speaker's date holds (DESIGN: "same speaker within three paragraphs")."""

_HOLDS = timedelta(days=7)
"""Only a shorter time holds for what the speaker says next: "said in 2011" is an excursion."""

_BACK = timedelta(days=2)
"""A day so much earlier than the one that the speaker's last words were of is an excursion into the past."""

LOOKBACK = timedelta(days=1)
"""How far "on or before publication" reaches back when it meets a range: daily news reports the day or
the day before. Earlier days are possible, but nothing in the article speaks for them."""

Basis = Literal["cue", "sentence", "paragraph", "speaker", "publication", "unknown"]

_CONFIDENCE: dict[Basis, float] = {
    "cue": 0.95,
    "sentence": 0.85,
    "paragraph": 0.75,
    "speaker": 0.65,
    "publication": 0.4,
}
_LONG = 0.8
"""Factor for a date of more than three days ("last week", "in January")."""
_NO_ONE_TIME_FACTOR = 0.5
_SPOKESMAN_FACTOR = 0.85

_CLOSE, _FAR = 40, 90
"""Characters between a date and its verb: closer is "attached", farther is another matter."""

_SHORT_GRAINS = frozenset({"day", "weekend", "week", "span"})

_BLANK = "█"
_ASIDE = re.compile(r", (?:who|which|whose|whom|where|that|a|an|the|\w+ed|\w+ing)\b[^,█]*,|\([^)█]*\)")
_NO_ONE_TIME = re.compile(
    r"\b(?:has|have|'ve|’ve|repeatedly|often|previously|always|long|frequently|regularly|consistently"
    r"|in the past|used to)\b",
    re.IGNORECASE,
)
_OTHER_EVENT = re.compile(
    r"\b(?:after|before|since|until|ahead of|following|when|because|if|than|between)\b[^,█]*$"
    r"|, \w+ing\b",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"\W*(?:(?:and|but|then)\s+)?(?:(?:in|on|at|during|speaking|late|early|earlier|later|over|just|writing|addressing)\b[^,;█]*)?$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\b(?:and|but|while|after|before|when|as|because|since)\b|;", re.IGNORECASE)


@dataclass(slots=True)
class _Dated:
    """A statement whose day is known, for its neighbours.

    An excursion looks back from what the speaker said later ("On March 20 he said …"): its day holds for
    its own paragraph alone.
    """

    sentence: Span
    paragraph: int
    range: TimeRange
    excursion: bool = False


class _Neighbours:
    """The dated statements of each speaker, in the order of the text."""

    def __init__(self, known_as: Mapping[str, tuple[str, ...]]) -> None:
        self._known_as = known_as
        self._dated: dict[str, list[_Dated]] = {}
        self._bodies: dict[str, list[str]] = {}

    def add(self, name: str, each: Attribution, range_: TimeRange) -> None:
        own = self._dated.setdefault(name, [])
        held = next((dated for dated in reversed(own) if not dated.excursion), None)
        back = held is not None and range_.end < held.range.start - _BACK
        own.append(_Dated(each.sentence, each.paragraph, range_, back))

    def before(self, name: str, each: Attribution) -> SaidOn | None:
        """From the same speaker, or the body that he or she speaks for, at most REACH paragraphs back."""
        latest = self._latest(name, each)
        if latest is not None and each.paragraph - latest.paragraph <= REACH:
            return _said(latest.range, _nearness(each, latest))
        for body in self._speaks_for(name):
            latest = self._latest(body, each)
            if latest is not None and each.paragraph - latest.paragraph <= REACH:
                return _said(latest.range, "speaker", _SPOKESMAN_FACTOR)
        return None

    def _latest(self, name: str, each: Attribution) -> _Dated | None:
        """The last dated statement before, excursions of other paragraphs left out."""
        own = reversed(self._dated.get(name, []))
        return next((d for d in own if not d.excursion or d.paragraph == each.paragraph), None)

    def after(self, name: str, each: Attribution) -> SaidOn | None:
        """From the same speaker in the paragraphs that follow: a lead often leaves the day out."""
        own = [dated for dated in self._dated.get(name, []) if not dated.excursion]
        at = bisect_left(own, each.paragraph, key=lambda dated: dated.paragraph)
        if at == len(own) or own[at].paragraph - each.paragraph > REACH:
            return None
        return _said(own[at].range, _nearness(each, own[at]))

    def _speaks_for(self, name: str) -> list[str]:
        """The organisations with dated statements that the speaker is a spokesperson of."""
        forms = self._known_as[name]
        if not any("spokes" in form.casefold() for form in forms):
            return []
        return [
            body for body in self._dated if body != name and same_speaker(body, name, forms) == SPEAKS_FOR
        ]


def said_on(
    text: str, attributions: Sequence[Attribution], names: Sequence[str], published: Published
) -> list[SaidOn]:
    """Date the attributions of an article.

    Args:
        text: the article's text.
        attributions: in the order of the text.
        names: their canonical speakers.
        published: anchors "Friday", and bounds what has no date.

    Returns:
        For each attribution when it was said, with its basis.
    """
    days = published.range
    own = _own_dates(text, attributions, days)
    written: dict[str, set[str]] = {}
    for each, name in zip(attributions, names, strict=True):
        written.setdefault(name, set()).add(text[slice(*each.speaker)])
    known_as = {name: tuple(sorted(forms)) for name, forms in written.items()}
    timeless = _at_no_one_time(text, attributions)
    neighbours = _Neighbours(known_as)
    result: list[SaidOn | None] = []
    for i, (each, name) in enumerate(zip(attributions, names, strict=True)):
        found = own[i]
        said = _said(*found) if found is not None else None
        if said is None and not timeless[i]:
            said = neighbours.before(name, each)
        if said is not None and said.range is not None and said.range.end - said.range.start < _HOLDS:
            neighbours.add(name, each, said.range)
        result.append(said)
    for i, (each, name) in enumerate(zip(attributions, names, strict=True)):
        if result[i] is None and not timeless[i]:
            result[i] = neighbours.after(name, each)
    return [said or _by_publication(days, timeless[i]) for i, said in enumerate(result)]


def _said(range_: TimeRange, basis: Basis, factor: float = 1.0) -> SaidOn:
    if range_.end - range_.start > timedelta(days=3):
        factor *= _LONG
    return SaidOn(range_, basis, round(_CONFIDENCE[basis] * factor, 2))


def _own_dates(
    text: str, attributions: Sequence[Attribution], days: TimeRange | None
) -> list[tuple[TimeRange, Basis] | None]:
    """The date that each sentence attaches to its verbs of saying."""
    own: list[tuple[TimeRange, Basis] | None] = [None] * len(attributions)
    by_sentence: dict[Span, list[int]] = {}
    for i, each in enumerate(attributions):
        if not each.inherited:
            by_sentence.setdefault(each.sentence, []).append(i)
    for (start, end), members in by_sentence.items():
        masked = _mask(text[start:end], start, [attributions[i] for i in members])
        for expression in find(masked, days, prefer="past"):
            range_ = _usable(expression, days)
            if range_ is None or masked[expression.end : expression.end + 2] in ("'s", "’s"):
                continue
            owner = _owner(masked, start, expression, [(i, attributions[i]) for i in members])
            if owner is not None and own[owner[0]] is None:
                own[owner[0]] = (range_, owner[1])
    return own


def _mask(sentence: str, start: int, members: Sequence[Attribution]) -> str:
    """The sentence without contents, relative clauses and parentheses: their dates are not the cue's."""
    letters = list(sentence)
    for each in members:
        for left, right in each.segments:
            low, high = max(0, left - start), min(len(letters), right - start)
            letters[low:high] = _BLANK * max(0, high - low)
    masked = "".join(letters)
    for match in list(_ASIDE.finditer(masked)):
        inner = match.group()
        if not any(match.start() < each.cue[0] - start < match.end() for each in members):
            masked = masked[: match.start()] + "," + _BLANK * (len(inner) - 2) + "," + masked[match.end() :]
    return masked


def _usable(expression: TimeExpression, days: TimeRange | None) -> TimeRange | None:
    range_ = expression.range
    if range_ is None or expression.grain in ("duration", "unknown", "decade", "century"):
        return None
    if days is None:
        return range_
    if range_.start > days.end:
        return None
    return TimeRange(range_.start, min(range_.end, days.end))


def _owner(
    masked: str, start: int, expression: TimeExpression, members: Sequence[tuple[int, Attribution]]
) -> tuple[int, Basis] | None:
    """The attribution whose verb of saying a date belongs to, and how closely it belongs."""
    best: tuple[int, int, Basis] | None = None
    speakers: set[Span] = set()
    for i, each in members:
        # A second verb of one subject ("said …, adding") takes dates from its own side only.
        left = each.cue[0] if each.speaker in speakers else min(each.speaker[0], each.cue[0])
        speakers.add(each.speaker)
        right = max(each.speaker[1], each.cue[1]) if each.cue[0] < each.speaker[0] else each.cue[1]
        found = _attached(masked, expression, left - start, each.cue[0] - start, right - start)
        if found is not None and (best is None or found[0] < best[0]):
            best = (found[0], i, found[1])
    return (best[1], best[2]) if best is not None else None


def _attached(
    masked: str, expression: TimeExpression, left: int, cue: int, right: int
) -> tuple[int, Basis] | None:
    """How far a date stands from an attribution at `left:right`; None where it tells of something else.

    A month or a year must stand at the verb: farther off it mostly dates what is talked about.
    """
    reach = _FAR if expression.grain in _SHORT_GRAINS else _CLOSE // 2
    if expression.start >= right:
        between = masked[right : expression.start]
        if _BLANK in between or _OTHER_EVENT.search(between) or len(between) > reach:
            return None
        return len(between), "cue"
    between = masked[expression.end : max(left, cue) if expression.start >= left else left]
    if (_BLANK * 3 in between and expression.start < left) or _JOINT.search(between):
        return None
    if expression.start >= left:
        if _OTHER_EVENT.search(masked[left : expression.start]):
            return None
        return len(between), "cue" if len(between) <= _CLOSE else "sentence"
    clause = max(masked.rfind(_BLANK, 0, expression.start), masked.rfind(";", 0, expression.start)) + 1
    if len(between) > reach or not _FRONT.match(masked[clause : expression.start]):
        return None
    return len(between) + 1, "cue" if cue - left <= _FAR // 2 and len(between) <= _CLOSE else "sentence"


def _at_no_one_time(text: str, attributions: Sequence[Attribution]) -> list[bool]:
    """Whether the form of each cue says that it was said at several times, or at some time.

    A participle shares the form of the verb before it: "Kyiv has warned …, accusing Putin".
    """
    result: list[bool] = []
    previous: Attribution | None = None
    for each in attributions:
        left = min(each.speaker[1], each.cue[0])
        if each.cue[0] - left > _FAR:
            left = max(each.sentence[0], each.cue[0] - _CLOSE)
        own = _NO_ONE_TIME.search(text, left, min(each.cue[1] + 14, each.segments[-1][1])) is not None
        shared = (
            previous is not None and previous.speaker == each.speaker and previous.sentence == each.sentence
        )
        result.append(own or (shared and result[-1]))
        previous = each
    return result


def _nearness(each: Attribution, other: _Dated) -> Basis:
    if other.sentence == each.sentence:
        return "sentence"
    return "paragraph" if other.paragraph == each.paragraph else "speaker"


def _by_publication(days: TimeRange | None, timeless: bool) -> SaidOn:
    """ "On or before the day of publication", or unknown where that is unknown too."""
    if days is None:
        return SaidOn()
    factor = _NO_ONE_TIME_FACTOR if timeless else 1.0
    return SaidOn(
        TimeRange(days.start - LOOKBACK, days.end),
        "publication",
        round(_CONFIDENCE["publication"] * factor, 2),
    )
