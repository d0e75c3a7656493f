"""What the stages of attribution hand on."""

from __future__ import annotations

from dataclasses import dataclass

from ..types import StatementKind

Span = tuple[int, int]
"""Start and end offsets in the article's text."""

Places = tuple[int, int]
"""First and last-but-one token numbers in a sentence."""


@dataclass(slots=True)
class Found:
    """One attribution as ranges of places in its sentence; `content` has one range or two."""

    content: list[Places]
    speaker: Places
    cue: Places
    addressee: Places | None = None
    medium: Places | None = None


@dataclass(slots=True)
class Attribution:
    """One statement before its speaker has a name and its day is known.

    Attributes:
        segments: the content; the quotations in it keep their marks.
        kind: direct, mixed or indirect speech.
        speaker: the speaker's phrase, and `cue` the verb's, as spans of the text.
        paragraph: running number of the paragraph, for nearness.
        sentence: the sentence that holds the cue, or the quotation that stands alone.
        addressee: to whom, and `medium` where it was said, where the text tells.
        headline: the words are a headline's.
        inherited: the quotation stands alone and goes on from the attribution before it, whose
            speaker and cue are given here.
    """

    segments: list[Span]
    kind: StatementKind
    speaker: Span
    cue: Span
    paragraph: int
    sentence: Span
    addressee: Span | None = None
    medium: Span | None = None
    headline: bool = False
    inherited: bool = False
