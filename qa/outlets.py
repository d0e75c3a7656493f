"""The outlets that a question names as outlets: "according to the Brezin Observer"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.index.facts import source_key

from .forms import Form
from .typed import Typed


def sources_in(typed: Typed, text: str) -> tuple[str, ...]:
    """The outlets of the record that a question names as outlets: "according to the Brezin Observer"."""
    lowered = text.casefold()
    found = []
    for source in typed.record.sources():
        key = source_key(source)
        if len(key) > 2 and re.search(
            rf"\b(?:in|by|according to|from|per) (?:the )?{re.escape(key)}(?!\w)", lowered
        ):
            found.append(source)
    return tuple(sorted(found))


def sources_of(typed: Typed, form: Form) -> tuple[str, ...]:
    if form.source is not None:
        key = source_key(typed.plain[slice(*form.source)])
        return tuple(s for s in sorted(typed.record.sources()) if source_key(s) == key)
    start, end = form.rest
    return sources_in(typed, typed.plain[start:end])


def without_sources(topic: str, sources: Sequence[str]) -> str:
    for source in sources:
        topic = re.sub(
            rf"(?:(?:in|by|according to|from|per) )?(?:the )?{re.escape(source_key(source))}",
            " ",
            topic,
            flags=re.I,
        )
    return " ".join(topic.split())
