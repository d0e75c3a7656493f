"""The stages of judging a text's paragraphs, in order."""

from __future__ import annotations

from collections.abc import Sequence

from .appeals import mark_appeals
from .lists import mark_lists
from .paragraph import Paragraph, paragraphs
from .tail import mark_tail
from .top import first_sentence, mark_byline, mark_headlines
from .wording import mark_wording


def judged(text: str, title: str) -> Sequence[Paragraph]:
    """The paragraphs of a text, each with what it is; `kind` is None for those of the body."""
    found = paragraphs(text)
    lower = text.lower()
    mark_wording(found, lower)
    mark_appeals(found, lower)
    top = first_sentence(found)
    mark_headlines(found, top, title)
    mark_byline(found, top)
    mark_lists(found)
    mark_tail(found)
    return found
