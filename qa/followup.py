"""Questions that take up the conversation: what they leave out is carried over, and they say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .forms import politeness
from .subject import is_name, known
from .topic import bare
from .typed import Typed, blanked
from .types import Question

_ENDS_IN_PRONOUN = re.compile(
    r"\b(?:about|on|say|said|deny|denied|confirm|confirmed) (?:it|that|this|so)\b"
    r"(?! \w+ed\b)[^a-z]*(?:on |in |$)",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"\b(?:it|they|them|he|she)\b", re.IGNORECASE)
_PHRASE = re.compile(
    r"\b(?:the|a|an) ((?:[\w'-]+ ?){1,4}?)(?= (?:in|on|at|of|to|for|by|with|under|when|as)\b|[?.,!]|$)"
)

if TYPE_CHECKING:
    from onrecord.index.dates import Constraint


def follow_up(typed: Typed, complete: Callable[[Typed], Question]) -> Question | None:
    """A question that leaves out what the one before it said; None for a complete one.

    Args:
        typed: the question.
        complete: reads a question that leaves nothing out but what its pronouns stand for.
    """
    if typed.last is None:
        return None
    before = typed.last.question
    plain = typed.plain.rstrip(" ?!.")
    start = politeness(plain)
    lead = _LEAD.match(plain, start)
    body = lead.end() if lead else start
    if lead and (inner := _INNER.search(plain, body)) is not None:
        # "and what about the lawyer, what did he say": the question inside, with its subject named
        return _with_pronouns(_about(typed, plain[body : inner.start()], inner[1]), before, complete)
    when = tuple(c for c in typed.when() if c.start >= start)
    rest = " ".join(blanked(plain, when)[body:].split()).strip(" ,")
    if _ASKS.match(rest) or (rest and not lead):
        return _with_pronouns(typed, before, complete)
    if not rest:
        return _carried_over(typed, before, when=when) if when else None
    if before.intent == "fact":
        return _fact_with(typed, before, when, rest)
    about = re.match(r"(?:about|on|regarding) (.+)", rest, re.IGNORECASE)
    if about:
        return _carried_over(typed, before, when=when or None, topic=bare(about[1]))
    speaker = known(typed, rest) or (rest if is_name(rest) else None)
    if speaker is not None:
        return _carried_over(typed, before, when=when or None, speakers=(speaker,))
    return _carried_over(typed, before, when=when or None, topic=bare(rest))


_LEAD = re.compile(r"(?:(?:and|but|so|ok|okay|or|also|what about|how about)\b[,:]? *)+", re.IGNORECASE)
_INNER = re.compile(r", ((?:what|when|did|has) .*\b(?:he|she|they)\b.*)", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:who|what|when|where|why|how|which|did|has|have|is|was|were|does|do|are)\b", re.IGNORECASE
)


def _about(typed: Typed, subject: str, question: str) -> Typed:
    """The inner question with its pronoun replaced by the subject that was named before it."""
    text = re.sub(
        r"\b(?:he|she|they)\b", lambda _: subject.strip(" ,"), question, count=1, flags=re.IGNORECASE
    )
    return replace(typed, text=text, plain=text)


def _carried_over(
    typed: Typed,
    before: Question,
    *,
    when: tuple[Constraint, ...] | None = None,
    speakers: tuple[str, ...] | None = None,
    topic: str | None = None,
) -> Question:
    """The question before with what is given now in its place, and what was carried over in words."""
    carried = []
    last = typed.last
    spoke = before.speakers or (last.speakers if last else ())
    if speakers is None and spoke:
        carried.append(f"speaker: {', '.join(spoke)}")
    if when is None and before.when:
        carried.append(f"time: {', '.join(c.text for c in before.when)}")
    if topic is None and before.topic:
        carried.append(f"topic: {before.topic}")
    if before.intent == "fact":
        return _fact_with(typed, before, when or (), "")
    return replace(
        typed.question(),
        intent=before.intent,
        speakers=spoke if speakers is None else speakers,
        when=before.when if when is None else when,
        sources=before.sources,
        topic=before.topic if topic is None else topic,
        carried=tuple(carried),
    )


def _fact_with(typed: Typed, before: Question, when: tuple[Constraint, ...], rest: str) -> Question:
    """The fact asked before, with another time or another name in the place of its own."""
    text = before.sought or before.text
    if when:
        text = blanked(text, _in(text, before.when))
        text = f"{' '.join(text.rstrip(' ?!.').split())} {' '.join(c.text for c in when)}?"
    if rest:
        names = re.findall(r"(?:[Tt]he )?[A-Z][\w'-]*(?: (?:of )?[A-Z][\w'-]*)*", text[1:])
        old = max(names, key=len, default="")
        text = text.replace(old, rest, 1) if old else f"{text} {rest}"
    return replace(
        typed.question(),
        when=when or before.when,
        sources=before.sources,
        sought=text,
        carried=(f"question: {before.text}",),
    )


def _in(text: str, when: Sequence[Constraint]) -> list[Constraint]:
    found = []
    for each in when:
        at = text.find(each.text)
        if at >= 0:
            found.append(replace(each, start=at, end=at + len(each.text)))
    return found


def _with_pronouns(typed: Typed, before: Question, complete: Callable[[Typed], Question]) -> Question:
    """A whole question, whose "he", "it", "that" stand for what the conversation spoke of."""
    read = complete(typed)
    if read.intent == "fact":
        phrase = _spoken_of(before)
        if phrase is None or not _STANDS_FOR.search(typed.plain):
            return read
        text = _STANDS_FOR.sub(lambda _: phrase, typed.text, count=1)
        return replace(read, sought=text, carried=(f"topic: {phrase}",))
    if _ENDS_IN_PRONOUN.search(typed.plain):
        carried = (f"topic: {before.topic}",) if before.topic else ()
        read = replace(read, topic=before.topic, carried=(*read.carried, *carried))
    return replace(read, text=typed.text)


def _spoken_of(before: Question) -> str | None:
    """What "it" means after a question: its topic, the last thing it names, or whoever spoke."""
    if before.topic:
        return before.topic
    named = _PHRASE.findall(before.sought or before.text)
    if named:
        return f"the {named[-1].strip()}"
    return before.speakers[0] if before.speakers else None
