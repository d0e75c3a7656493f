"""By wording alone: buttons, credits, notices and pointers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .buttons import BUTTONS, DATELINE, ID
from .captions import CAPTIONS
from .notices import NOTICES
from .paragraph import LONGEST, Kind, Paragraph, key
from .pointers import POINTERS
from .rules import AGENCY, INNER, Rule
from .writers import WRITERS

RULES: tuple[Rule, ...] = (*CAPTIONS, *NOTICES, *WRITERS, *POINTERS)
"""In order: the first rule that matches a paragraph names its kind."""

_HINTS = frozenset(hint for rule in RULES for hint in rule.hints)
_CREDIT = re.compile(rf"/ ?{AGENCY}\b")
_OPENING_QUESTIONS = re.compile(rf"(?:{INNER}{{1,200}}[?!] +){{1,2}}")
"""What may stand before an invitation: "Want more of this? Sign up here"."""


def _together(rules: Iterable[Rule]) -> re.Pattern[str]:
    flagged = ((rule.pattern.flags & re.IGNORECASE, rule.pattern.pattern) for rule in rules)
    return re.compile("|".join(f"(?i:{pattern})" if flag else f"(?:{pattern})" for flag, pattern in flagged))


# All rules for the start at once: one call tells that none of them matches, which is the usual case.
_STARTS = _together(rule for rule in RULES if rule.where == "start")
_SENTENCE_STARTS = _together(rule for rule in RULES if rule.where == "start" and not rule.fragment)


def mark_wording(paragraphs: Iterable[Paragraph], lower: str) -> None:
    """Mark the paragraphs whose wording tells what they are.

    Args:
        paragraphs: of one text.
        lower: that text in lower case.
    """
    present = [hint for hint in _HINTS if hint in lower]
    for paragraph in paragraphs:
        if _is_slide_show(paragraph):
            paragraph.kind = "caption"
        elif len(paragraph.text) <= LONGEST:
            if paragraph.words <= 8 and _is_button(paragraph.text):
                paragraph.kind = "furniture"
            else:
                paragraph.kind = _kind(paragraph, present)


def _is_slide_show(paragraph: Paragraph) -> bool:
    """Whether a paragraph has three or more picture credits, one to every 60 words at least."""
    slashes = paragraph.text.count("/")
    if slashes < 3 or slashes * 60 < paragraph.words:
        return False
    return len(_CREDIT.findall(paragraph.text)) >= max(3, paragraph.words // 60)


def _is_button(text: str) -> bool:
    words = key(text)
    if not words:
        return not any(c.isalnum() for c in text)
    return (
        (words in BUTTONS and not any(c in "$€£%" for c in text))
        or DATELINE.match(text) is not None
        or (" " not in text and ID.match(text) is not None)
    )


def _kind(paragraph: Paragraph, present: Sequence[str]) -> Kind | None:
    """What the first rule that fits says; `present` are the hints that the whole text holds."""
    plain = paragraph.plain
    lower = plain.lower()
    hints = {hint for hint in present if hint in lower}
    starts = [0] if (_SENTENCE_STARTS if paragraph.sentence else _STARTS).match(plain) else []
    if ("? " in plain or "! " in plain) and (questions := _OPENING_QUESTIONS.match(plain)):
        starts.append(questions.end())
    if paragraph.sentence and not hints and not starts:
        return None
    for rule in RULES:
        if paragraph.words > rule.words or (rule.fragment and paragraph.sentence):
            continue
        if rule.where == "start":
            found = any(rule.pattern.match(plain, start) for start in starts)
        else:
            found = not (rule.hints and hints.isdisjoint(rule.hints)) and bool(
                rule.pattern.search(plain, max(0, len(plain) - 160) if rule.where == "end" else 0)
            )
        if found:
            return rule.kind
    return None
