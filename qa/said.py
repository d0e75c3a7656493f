"""Statement questions answered from the statements: what was said, by whom, when, and whether."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.index import NewsIndex
from onrecord.index.about import ABOUT, aboutness
from onrecord.index.rarity import QueryWord
from onrecord.index.said import fit
from onrecord.index.types import Filters, Spoken, TimeRange

from . import words
from .refusal import days_of, nearest, perhaps, reason_of
from .remarks import Encode, remarks
from .types import Question, Remark
from .when import asked_days, years_left_out
from .whose import whose, years

MOST = 60
"""Remarks in one answer: what one says on a busy day; the list of all is `onrecord said`."""

_STATEMENTS = 240  # grouped into remarks; what is more, the answer counts
_WHOSE = 3  # speakers shown for "who said …"

_LOOSE = 0.3
"""The share that is enough where no statement reaches `ABOUT`: of the sample's questions of what somebody
said about something, the gold statements reach .33 and more but one; those that have no answer reach .0."""

_PROOF = 0.6
"""The share of the words asked about, by rarity, that a statement must hold where a question asks who said
them, when, or whether: to speak of the same matter is not to have said it."""
_CLOSE = 0.8
"""The share of the best one's words that other remarks shown for such a question must reach."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the statements of the record answer.

    Without remarks `reason` says which constraint left nothing, and `nearest` is what comes closest.
    """

    remarks: tuple[Remark, ...] = ()
    reason: str = ""
    nearest: tuple[Remark, ...] = ()
    speakers: tuple[str, ...] = ()
    days: tuple[TimeRange, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement question with what the record knows of it: whose words, which days, what topic."""

    question: Question
    speakers: tuple[str, ...]
    given: Filters
    topic: Sequence[QueryWord]
    days: tuple[TimeRange, ...]


def said(index: NewsIndex, question: Question, encode: Encode | None = None) -> Said:
    """Answer a statement question.

    Args:
        index: the record.
        question: one whose intent is not "fact".
        encode: what makes vectors, to find one remark in other words; None compares words alone.
    """
    meant = whose(index, (*question.speakers, *question.filters.speakers))
    if meant.unknown:
        named = words.listed((f"“{phrase}”" for phrase in meant.unknown), "or")
        return Said(reason=f"Nobody named {named} speaks in the record.", notes=meant.notes)
    sources = (*question.filters.sources, *question.sources)
    given = replace(question.filters, speakers=meant.names, said_on=(), sources=sources)
    result = _looked_up(index, question, given, encode)
    return replace(result, notes=(*meant.notes, *result.notes))


def _looked_up(index: NewsIndex, question: Question, given: Filters, encode: Encode | None) -> Said:
    topic = index.rarity(question.topic)
    days = question.filters.said_on
    if not days and not years_left_out(question.when):
        days = asked_days(question.when, ())
    if days and given.speakers:  # those of the days alone, of which there are few, before all of them
        of_days = index.spoken(replace(given, said_on=days))
        result = _narrowed(_Asked(question, given.speakers, given, topic, days), of_days, encode)
        if result.remarks:
            return result
    found = _found(index, question, given)
    days = days or asked_days(question.when, years(found))
    if question.when and not days:
        days = tuple(constraint.range for constraint in question.when)
    return _narrowed(_Asked(question, given.speakers, given, topic, days), found, encode)


def _found(index: NewsIndex, question: Question, given: Filters) -> Sequence[Spoken]:
    """All that the speakers said, or anybody about the topic, or anybody on these days."""
    if given.speakers:
        return index.spoken(given)
    if question.topic.strip():
        return index.spoken(given, question.topic)
    days = question.filters.said_on or asked_days(question.when, ())
    return index.spoken(replace(given, said_on=days)) if days else ()


def _narrowed(asked: _Asked, found: Sequence[Spoken], encode: Encode | None) -> Said:
    """Narrow by day, then by topic; the step that leaves nothing names the reason."""
    spoken = [each for each in found if not each.statement.headline]
    timely = [replace(each, fit=how) for each in spoken if (how := fit(each.statement.said_on, asked.days))]
    answering = list(_about(asked, timely))
    if any(each.fit == "certain" for each in answering) or (answering and not asked.days):
        return _answered(asked, answering, encode)
    return _refused(asked, spoken, timely, answering)


def _about(asked: _Asked, found: Iterable[Spoken]) -> Iterator[Spoken]:
    """Those that speak of the topic; where the words themselves are asked about, those that hold them."""
    if not asked.topic:
        yield from found
        return
    judged = [replace(each, about=aboutness(each.statement, each.article, asked.topic)) for each in found]
    least = _PROOF
    if asked.question.intent == "said":
        least = ABOUT if any(each.about >= ABOUT for each in judged) else _LOOSE
    yield from (each for each in judged if each.about >= least)


def _answered(asked: _Asked, answering: list[Spoken], encode: Encode | None) -> Said:
    literal = asked.question.intent != "said"
    if literal:
        answering.sort(key=lambda each: -each.about)
    made = remarks(answering[:_STATEMENTS], encode)
    if literal:
        made = _best(made, answering)
    shown = made[:MOST]
    notes = [*_note_on_years(asked, shown), *_notes_on_fit(asked, shown)]
    left = len(answering) - sum(len(remark.statements) for remark in shown)
    if left and not literal:
        notes.append(
            f"{left:,} more statements fit; a day or a topic narrows them, `onrecord said` lists all"
        )
    speakers = asked.speakers or tuple(dict.fromkeys(remark.speaker for remark in shown))
    return Said(tuple(shown), speakers=speakers, days=asked.days, notes=tuple(notes))


def _best(made: Sequence[Remark], answering: Sequence[Spoken]) -> list[Remark]:
    """The remarks that hold most of what was asked about, of the speakers who said it best."""
    about = {each.statement.id: each.about for each in answering}
    score = {remark: max(about[each.id] for each in remark.statements) for remark in made}
    ranked = sorted(made, key=lambda remark: -score[remark])
    close = [remark for remark in ranked if score[remark] >= _CLOSE * score[ranked[0]]]
    speakers = list(dict.fromkeys(remark.speaker for remark in close))[:_WHOSE]
    return [remark for remark in close if remark.speaker in speakers]


def _note_on_years(asked: _Asked, shown: Sequence[Remark]) -> Iterator[str]:
    if years_left_out(asked.question.when) and not asked.question.filters.said_on:
        said_on = [r.said_on.range for r in shown if r.said_on.range and r.fit == "certain"]
        met = [days for days in asked.days if any(days.overlaps(own) for own in said_on)]
        listed = words.listed(dict.fromkeys(str(days.start.year) for days in met))
        yield f"the question names no year; there are statements of {listed}"


def _notes_on_fit(asked: _Asked, shown: Sequence[Remark]) -> Iterator[str]:
    fits = {remark.fit for remark in shown}
    if asked.days and "possible" in fits:
        yield "some statements are only known to fall within a longer time; they are listed apart"
    if "undated" in fits:
        yield "some statements are undated; they are listed apart"


def _refused(
    asked: _Asked, spoken: Sequence[Spoken], timely: Sequence[Spoken], answering: Sequence[Spoken]
) -> Said:
    """Say which of speaker, day and topic left nothing, and show the nearest days, or other words."""
    topical = list(_about(asked, spoken))
    who = words.listed(asked.speakers, most=4) if asked.speakers else ""
    timeless = replace(asked.given, speakers=())
    when = _when(asked) if spoken else ""
    topic = asked.question.topic if spoken and not (asked.days and not timely) else ""
    reason = reason_of(who, topic, when, words.in_words(timeless))
    near = nearest(topical, asked.days) if asked.days else ()
    near = near or nearest(spoken, asked.days)
    if near:
        reason += f"; nearest: {days_of(near)}"
    may_be, how_many = perhaps(answering, asked.days)
    if may_be:
        reason += f"; {how_many}"
    reason = f"{reason[0].upper()}{reason[1:]}."
    return Said(reason=reason, nearest=(*near, *may_be), speakers=asked.speakers, days=asked.days)


def _when(asked: _Asked) -> str:
    if not asked.days:
        return ""
    if years_left_out(asked.question.when) and len(asked.days) > 1:
        latest = asked.days[0]
        if latest.start == latest.end:
            return f"on {latest.start.day} {latest.start:%B} of any year"
        return f"{words.on_days(latest)} or that time of another year"
    return words.alternatives(asked.days)
