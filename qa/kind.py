"""What kind of thing a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
    " million billion dozen half third quarter twice none no"
).split()

_A_DATE = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)}|{'|'.join(month[:3] for month in _MONTHS if len(month) > 4)}|Sept"
    rf"|{'|'.join(_WEEKDAYS)}|(?:1[5-9]|20)\d\d)\b"
    r"|\b(?i:yesterday|today|tonight|tomorrow|weekend|(?:last|this|next) (?:week|month|year|night))\b"
)
_A_NUMBER = re.compile(rf"\d|\b(?i:{'|'.join(_NUMBERS)})s?\b")
_A_NAME = re.compile(r"(?<=[^.!?] )[A-Z]\w|^\W*[A-Z]\w+ (?:[A-Z]|\w+ed\b|said\b|won\b)")


@dataclass(frozen=True, slots=True)
class _Kind:
    asked: re.Pattern[str]
    answered: re.Pattern[str]


def _asks(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KINDS = (
    _Kind(
        _asks(r"^(?:since |until |by |on )?(?:when\b|(?:what|which) (?:day|date|year|month|week)\b)"), _A_DATE
    ),
    _Kind(_asks(r"\bhow (?:many|much|long|old|far|tall|big|large|high|deep|strong|fast|often)\b"), _A_NUMBER),
    _Kind(_asks(r"\b(?:what|which|whose) (?:percentage|share|number|score|rate|price)\b"), _A_NUMBER),
    _Kind(_asks(r"^(?:by |to |for |with )?who(?:m|se)?\b"), _A_NAME),
    _Kind(_asks(r"^(?:from |in )?where\b|\b(?:what|which) (?:city|country|state|town|village)\b"), _A_NAME),
)


def is_date_word(word: str) -> bool:
    """Whether a capitalised word is the name of a month or of a day of the week."""
    return word[:1].isupper() and _A_DATE.fullmatch(word.rstrip(".")) is not None


def answers_in_kind(question: str, sentence: str) -> bool:
    """Whether a sentence holds what the question asks for: a date for "when", a figure for "how many",
    a name for "who" and "where".

    True for a question from whose form nothing can be told.
    """
    wanted = [kind.answered for kind in _KINDS if kind.asked.search(question)]
    return not wanted or any(answered.search(sentence) for answered in wanted)
