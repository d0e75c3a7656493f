"""Appeals: paragraphs in which an outlet asks its readers for money or help."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .paragraph import LONGEST, Paragraph

_APPEAL_OPENING = re.compile(
    r"^(?:an? (?:\w+ )?(?:message|note|word|letter|appeal|request|plea) (?:from|to|for) .{2,60}"
    r"|(?:dear|to our|hello|hi)(?: our| all| valued| loyal)? (?:readers?|friends?|supporters?"
    r"|subscribers?|viewers?|listeners?)(?: and \w+)?"
    r"|(?:before|while|since|as|now that) you(?:'re| are)? (?:go|leave|here|still here)(?:\W.{0,60})?"
    r"|why (?:we need|your support|support) .{2,40}|(?:please )?(?:support|help|back|fund) (?:us"
    r"|our work|the .{2,40}|independent .{2,30}|quality .{2,30}))"
    r"$",
    re.I,
)
"""The first line of an appeal; it counts only with an asking paragraph after it."""

_ASK_HINTS = (
    *("support", "donat", "contribut", "subscri", "member", "patron", "help us", "help keep", "your help"),
    *("chip in", "stand with", "standing with"),
)
"""One of these is in every paragraph that asks."""

_OWN_HINTS = ("you", " our ", " us ", " us.", "journalis", "newsroom", "reporting")
"""One of these is in every paragraph in which an outlet speaks to its readers of itself."""

_ASKS = re.compile(
    r"\b(?:support (?:us|our|the work|this work|independent|quality|local|journalism|today|now"
    r"|from readers)"
    r"|(?:your|reader|readers'|financial) (?:support|help|backing|gift|generosity)"
    r"|support \w+ journalism"
    r"|donat(?:e|es|ing|ions?)\b|(?:your|every|any|a|monthly|one-time|regular) (?:small |monthly "
    r"|one-off )?contributions?"
    r"|contribute (?:today|now|as little|from|monthly|to our)|chip in|pitch in"
    r"|becom(?:e|ing) an? (?:\w+ )?(?:member|patron|supporter|subscriber|friend)|patreon"
    r"|help us|help (?:keep|fund|protect|sustain|power) (?:us|our|the|independent)|(?:need|count on"
    r"|rely on|depend on) your"
    r"|stand(?:ing)? with us|join us (?:today|now|in (?:support|defend|keep)ing|as an? )"
    r"|fund(?:ed)? (?:our|by readers|by our readers)|keep (?:us|our"
    r"|the lights|journalism|it free)"
    r"|if you can(?:,| afford)|as little as|(?:from|with|for) (?:just|only|as little as) [$£€]\s?\d"
    r"|(?:buy|get) us a coffee"
    r"|subscri(?:be|bing|ption)|make a (?:gift|difference|pledge|contribution)"
    r"|consider(?:ing)? (?:supporting|giving|making|a (?:gift|donation|contribution))"
    r"|support [$£€]\d|support with )",
    re.I,
)
"""Asking the reader for money or for help."""

_OURSELVES = re.compile(
    r"\b(?:(?:our|us,? the|this) (?:\w+ )?(?:journalis[mt]s?|reporting|reporters?|work|newsroom"
    r"|readers?|coverage|website|site|independence|editors|publication|newspaper|supporters"
    r"|investigations)"
    r"|(?:independent|quality|fearless|trusted|free|investigative|local|honest|accurate"
    r"|public-interest|nonprofit|non-profit)"
    r"(?:,? (?:\w+,? )?)?(?:journalism|media|news|newsroom|reporting|press|publication|outlet)"
    r"|the [\w' ]{2,30} (?:journalism|newsroom)|readers like you|reader-(?:funded|supported)"
    r"|ad-free|paywalls?|we, the|people like you|(?:all|disable[d]?|no|without) ads"
    r"|(?:bring(?:ing)?|provid(?:e|ing)) you|reading experience|freely available|free for everyone"
    r"|ad blocker|billionaire owner|shareholders|journalism like this)",
    re.I,
)
"""An outlet speaking of itself."""

_TO_READER = re.compile(r"\b(?:you|your|yours|you're|you've|yourself)\b", re.I)

_US = re.compile(r"\b(?:we|we're|we've|our|ours|us)\b", re.I)

_REPORTED = re.compile(
    r"\b(?:said|says|told|tells|added|adds|according to|announced|wrote|tweeted|argued|stated"
    r"|spokes\w+|he|she|they|they're)\b",
    re.I,
)
"""The voice of a report, which an appeal does not have."""

_WIDGET = re.compile(
    r"\b(?:once|one-time|monthly|annual(?:ly)?|yearly|weekly|payment|paiment|amount|other amount|card"
    r"|paypal|continue|another amount|remind me)\b|[$£€]\s?\d",
    re.I,
)
"""Choices of a donation form."""


def mark_appeals(paragraphs: Sequence[Paragraph], lower: str) -> None:
    """Mark paragraphs in which the outlet asks its readers for help, and what belongs to them.

    Args:
        paragraphs: of one text.
        lower: that text in lower case.
    """
    hints = [hint for hint in _ASK_HINTS if hint in lower]
    if not hints or not any(_begins_appeal(p, hints) for p in paragraphs):
        return
    voices = [_Voice.of(p) if len(p.text) <= LONGEST else _Voice() for p in paragraphs]
    opened_to = 0
    for i, (paragraph, voice) in enumerate(zip(paragraphs, voices, strict=True)):
        if voice.opens and i >= opened_to:
            opened_to = _mark_opened_appeal(paragraphs, voices, i)
        elif paragraph.kind is None and voice.pleads and (voice.personal or paragraph.words <= 14):
            paragraph.kind = "appeal"
    _spread_appeals(paragraphs, voices)
    _mark_widgets(paragraphs, voices)


def _begins_appeal(paragraph: Paragraph, hints: Sequence[str]) -> bool:
    """Whether an appeal may begin here; a quick first look."""
    if len(paragraph.text) > LONGEST:
        return False
    if paragraph.words <= 14 and _APPEAL_OPENING.match(paragraph.plain.rstrip(" .:,!")):
        return True
    lower = f" {paragraph.text.lower()}"
    for hint in hints:
        if hint in lower:
            break
    else:
        return False
    if not any(hint in lower for hint in _OWN_HINTS):
        return False
    plain = paragraph.plain
    return _OURSELVES.search(plain) is not None and _ASKS.search(plain) is not None


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks to whom in a paragraph, its quotations left out."""

    opens: bool = False
    asks: bool = False
    ourselves: bool = False
    to_reader: bool = False
    us: bool = False
    reported: bool = False

    @classmethod
    def of(cls, paragraph: Paragraph) -> _Voice:
        plain = paragraph.plain
        return cls(
            opens=paragraph.words <= 14 and _APPEAL_OPENING.match(plain.rstrip(" .:,!")) is not None,
            asks=_ASKS.search(plain) is not None,
            ourselves=_OURSELVES.search(plain) is not None,
            to_reader=_TO_READER.search(plain) is not None,
            us=_US.search(plain) is not None,
            reported=_REPORTED.search(plain) is not None,
        )

    @property
    def pleads(self) -> bool:
        """Whether it asks for the outlet, in the outlet's own voice."""
        return self.asks and self.ourselves and not self.reported

    @property
    def personal(self) -> bool:
        """Whether it says "you" or "we"."""
        return self.to_reader or self.us

    @property
    def fits(self) -> bool:
        """Whether it can be part of an appeal whose beginning is known."""
        return not self.reported and (self.asks or self.ourselves or self.personal)


def _mark_opened_appeal(paragraphs: Sequence[Paragraph], voices: Sequence[_Voice], first: int) -> int:
    """Mark from a line such as "A message from …" as far as the outlet goes on speaking of itself.

    Returns:
        the index after the last paragraph that was looked at.
    """
    end, asks = first + 1, voices[first].asks
    for i in range(first + 1, len(paragraphs)):
        if voices[i].opens or voices[i].fits:
            end, asks = i + 1, asks or voices[i].asks
        elif i - end >= 1 or (paragraphs[i].kind is None and voices[i].reported):
            break
    if asks:
        for paragraph in paragraphs[first:end]:
            paragraph.kind = "appeal"
    return end


def _spread_appeals(paragraphs: Sequence[Paragraph], voices: Sequence[_Voice]) -> None:
    """From an appeal to its neighbours that ask too, or address the reader about the outlet."""

    def joins(i: int) -> bool:
        voice, paragraph = voices[i], paragraphs[i]
        if paragraph.kind == "furniture":
            return voice.asks
        if paragraph.kind is not None or voice.reported:
            return False
        short = paragraph.words <= 8
        if voice.asks:
            return voice.ourselves or voice.us or short
        return voice.ourselves and (voice.personal or short)

    for order in (range(1, len(paragraphs)), range(len(paragraphs) - 2, -1, -1)):
        step = order.step
        for i in order:
            if paragraphs[i - step].kind == "appeal" and joins(i):
                paragraphs[i].kind = "appeal"


def _mark_widgets(paragraphs: Sequence[Paragraph], voices: Sequence[_Voice]) -> None:
    """The short lines of a donation form, between an appeal and what is furniture or the end."""
    i = 0
    while i < len(paragraphs):
        if paragraphs[i].kind != "appeal":
            i += 1
            continue
        end = i + 1
        while end < len(paragraphs) and _is_choice(paragraphs[end], voices[end]):
            end += 1
        last = end
        while last < len(paragraphs) and not _is_known_choice(paragraphs[last - 1]):
            last -= 1
        for paragraph in paragraphs[i + 1 : last]:
            paragraph.kind = paragraph.kind or "furniture"
        i = end


def _is_choice(paragraph: Paragraph, voice: _Voice) -> bool:
    if paragraph.kind is not None:
        return paragraph.kind in ("furniture", "appeal") and paragraph.words <= 8
    return (paragraph.words <= 3 and not paragraph.sentence) or (paragraph.words <= 8 and voice.asks)


def _is_known_choice(paragraph: Paragraph) -> bool:
    return paragraph.kind is not None or _WIDGET.search(paragraph.text) is not None
