"""From what a person typed, and the conversation before it, to a question with its constraints.

Constraints given beside the question (a date range, an outlet) are hard filters. What the words
themselves say of time, speakers and outlets is read here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.index.errors import UsageError
from onrecord.index.filters import day
from onrecord.index.rarity import QueryWord
from onrecord.index.terms import tokens
from onrecord.index.types import Filters

from .followup import follow_up
from .forms import form_of, politeness
from .outlets import sources_in, sources_of, without_sources
from .subject import known, speakers_named
from .topic import topic_of
from .typed import Record, Typed, blanked
from .types import Question, Turn

_LONGEST = 2_000  # characters; a longer "question" is a pasted text


_ASKING = frozenset(
    tokens(
        "who whom whose what which when where why how many much long old far tall big often"
        " say says said tell told ask happen do name please know"
    )
)

if TYPE_CHECKING:
    from onrecord.index.dates import Constraint


def sought(words: Sequence[QueryWord]) -> tuple[QueryWord, ...]:
    """The words of a question that an answer should speak of: without those that only ask.

    "WHO" in capitals is a name.
    """
    return tuple(word for word in words if word.stem not in _ASKING or word.text.isupper())


def read_question(
    text: str,
    *,
    as_of: date | str | None,
    filters: Filters,
    record: Record,
    history: Sequence[Turn] = (),
) -> Question:
    """The question as it will be answered.

    Args:
        text: as typed; white space is folded.
        as_of: the day it is asked; None is today.
        filters: constraints given beside it.
        record: tells who speaks and which outlets there are.
        history: the conversation so far, oldest first.

    Raises:
        UsageError: if it is empty or far too long, or `as_of` is not a day.
    """
    folded = " ".join(text.split())
    if not folded:
        raise UsageError("the question is empty", hint='ask in words, for example: onrecord ask "who …?"')
    if len(folded) > _LONGEST:
        raise UsageError(f"the question is {len(folded):,} characters long, {_LONGEST:,} are read")
    asked_on = date.today() if as_of is None else day("as of", as_of)
    last = history[-1] if history else None
    typed = Typed(folded, folded.replace("’", "'").replace("‘", "'"), asked_on, record, last)
    read = follow_up(typed, _complete) or _complete(typed)
    return replace(read, filters=filters)


_LEAD = re.compile(r"(?:(?:and|but|so|then|also|ok|okay|now)\b[,:]? +)+", re.IGNORECASE)


def _complete(typed: Typed) -> Question:
    start = politeness(typed.plain)
    if lead := _LEAD.match(typed.plain, start):
        start = politeness(typed.plain[lead.end() :]) + lead.end()
    when = typed.when()
    form = form_of(typed.plain.rstrip(" ?!."), start)
    bare = _bare_speaker(typed, when) if form is None or not form.sure else None
    if bare is not None:
        return bare
    if form is None:
        return _fact(typed, when)
    speakers, carried = speakers_named(typed, form)
    if form.who is not None and not speakers:
        return _fact(typed, when)
    topic, when = topic_of(typed, form, when)
    sources = sources_of(typed, form)
    return replace(
        typed.question(),
        intent=form.intent,
        speakers=speakers,
        when=when,
        sources=sources,
        topic=without_sources(topic, sources),
        carried=carried,
    )


def _fact(typed: Typed, when: tuple[Constraint, ...]) -> Question:
    return replace(typed.question(), when=when, sources=sources_in(typed, typed.text))


def _bare_speaker(typed: Typed, when: tuple[Constraint, ...]) -> Question | None:
    """ "Peskov May 5": a speaker and a time, and nothing else."""
    left = blanked(typed.plain, when).strip(" ?!.,:")
    if not left or len(left.split()) > 4 or not when:
        return None
    found = known(typed, left)
    if found is None:
        return None
    return replace(typed.question(), intent="said", speakers=(found,), when=when)
