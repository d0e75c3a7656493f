"""Below the last sentence: who wrote the article, tags, and the leads of other stories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .paragraph import LONGEST, Paragraph
from .rules import NAME

_REPORTER = (
    r"(?:reporters?|correspondents?|editors?|journalists?|columnists?|writers?|bureau chief"
    r"|producers?|newsroom|author|contributors?"
    r"|contributing|photographers?|photojournalist|fellow|lecturer|professor|analyst|commentator"
    r"|freelancer?|podcast|blogger|novelist"
    r"|intern|critic|anchor|presenter|host|essayist|researcher)"
)

_BIOGRAPHY = re.compile(
    rf"^(?P<name>{NAME}|(?:[Tt]he|[Tt]his) (?:author|writer|columnist|reporter)|She"
    rf"|He)(?:,[^,.]{{2,90}},"
    rf"|,)? "
    rf"(?:is|was|are|covers?|writes|reports?|has|joined|works|serves|contributes|teaches|holds"
    rf"|specializes|specialises)\b.{{0,300}}?\b{_REPORTER}\b",
)
"""What a paragraph about the writer begins with; only looked for below the last sentence."""

_CUT_OFF = re.compile(
    r"(?:^|\s)(?:an?|the|of|to|in|on|at|for|with|by|from|is|are|was|were|be|been|that|which|who|and"
    r"|or|but|as|this|these|those|his|her|its"
    r"|their|has|have|had|will|would|could|can|may|not|it|than|into|any|after|over|about|he|she"
    r"|they|we|when|while|because)$",
    re.I,
)
"""The end of a text that was cut in the middle of a sentence."""

_MOST_WRITERS = 12
"""More biographies than any article has; each costs a look through the text."""


def mark_tail(paragraphs: Sequence[Paragraph]) -> None:
    """From the end upwards: biographies and teasers, until a paragraph that is the article's own."""
    _mark_tags(paragraphs)
    i = len(paragraphs) - 1
    writers = 0
    while i > 0 and writers < _MOST_WRITERS:
        paragraph = paragraphs[i]
        if paragraph.kind is None:
            if len(paragraph.text) > LONGEST:
                return
            if _is_biography(paragraphs, i):
                paragraph.kind = "biography"
                writers += 1
                _mark_name(paragraphs, i)
            elif _is_teaser(paragraphs, i):
                paragraph.kind = "sidebar"
                above = paragraphs[i - 1]
                if above.kind is None and not above.sentence and above.words <= 20:
                    above.kind = "sidebar"
            else:
                return
        i -= 1


def _mark_tags(paragraphs: Sequence[Paragraph]) -> None:
    """Mark single words and names at the very end, below furniture."""
    first = len(paragraphs)
    while first > 0 and not paragraphs[first - 1].sentence and paragraphs[first - 1].words <= 4:
        first -= 1
    known = [i for i in range(first, len(paragraphs)) if paragraphs[i].kind is not None]
    if first > 0 and paragraphs[first - 1].kind not in (None, "caption"):
        known.insert(0, first)
    for paragraph in paragraphs[known[0] :] if known else ():
        paragraph.kind = paragraph.kind or "furniture"


def _is_biography(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether a paragraph tells who wrote the article: a person that the article does not speak of."""
    match = _BIOGRAPHY.match(paragraphs[i].plain)
    if match is None or paragraphs[i].words < 5:
        return False
    name = match["name"].split()[-1]
    if name in ("She", "He"):  # goes on with the paragraph above
        i -= 1
        if (match := _BIOGRAPHY.match(paragraphs[i].plain)) is None:
            return False
        name = match["name"].split()[-1]
    if name.islower():  # "the author"
        return True
    return not any(name in p.text for p in paragraphs[:i] if p.sentence and p.kind is None)


def _mark_name(paragraphs: Sequence[Paragraph], i: int) -> None:
    """The writer's name, office and picture above the biography."""
    for j in range(i - 1, max(0, i - 4), -1):
        above = paragraphs[j]
        if above.kind is None and (above.sentence or above.words > 5):
            return
        if above.kind is None and paragraphs[i].text.startswith(above.text):
            for between in paragraphs[j:i]:
                between.kind = between.kind or "biography"
            return


def _is_teaser(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether a paragraph is the cut-off lead of another story.

    The article's own last paragraph may lack its full stop, or the whole text be cut off, so more is
    asked for: that it breaks off in an ellipsis under a headline; or under a headline at a word like
    "the", with more of the page below; or that its neighbour is cut off as well.
    """
    paragraph = paragraphs[i]
    text = paragraph.text.rstrip(" .…[]")
    if paragraph.words < 12 or (
        paragraph.sentence and not paragraph.text.rstrip("] ").endswith(("...", "…"))
    ):
        return False
    above = paragraphs[i - 1]
    under_headline = not above.sentence and 3 <= above.words <= 20 and above.kind in (None, "sidebar")
    if paragraph.sentence:
        return under_headline and '"' not in text and "”" not in text
    below = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
    beside = any(
        p is not None and p.kind in (None, "sidebar") and not p.sentence and p.words >= 20
        for p in (above, below)
    )
    if under_headline and below is not None and _CUT_OFF.search(text):
        return True
    return beside and paragraph.words >= 20
