"""The words of time: months, weekdays, units, numbers, seasons, holidays, and the patterns they form.

Everything here is lower case; `expressions.py` lowers a text before it looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from . import days

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}

UNITS = {
    plural: unit
    for unit in ("day", "weekend", "week", "fortnight", "month", "quarter", "year", "decade")
    for plural in (unit, unit + "s")
} | {"century": "century", "centuries": "century"}

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

_TO_NINE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ONES = (*_TO_NINE, "ten", "eleven", "twelve", *_TEENS)
_TENS = dict(
    zip(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        range(20, 100, 10),
        strict=True,
    )
)
_NINE_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = (*_NINE_ORDINALS, "tenth", "eleventh", "twelfth", *(teen + "th" for teen in _TEENS))

CARDINALS = {name: number for number, name in enumerate(_ONES, 1)} | _TENS
CARDINALS |= {f"{ten} {_ONES[one]}": _TENS[ten] + one + 1 for ten in _TENS for one in range(9)}

ORDINALS = {name: number for number, name in enumerate(_ORDINALS, 1)} | {"twentieth": 20, "thirtieth": 30}
ORDINALS |= {
    f"{ten} {_ORDINALS[one]}": _TENS[ten] + one + 1 for ten in ("twenty", "thirty") for one in range(9)
}

VAGUE_NUMBERS = {
    "several": 5,
    "a few": 4,
    "few": 4,
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
    "couple": 2,
}
"""Numbers that are meant roughly; the figure is what is counted back when a range is wanted."""

YEAR_ENDING = {"nineteen": 1900, "twenty": 2000}


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, longest first; a hyphen may stand for a space."""
    return "|".join(sorted((word.replace(" ", "~") for word in words), key=len, reverse=True))


# Patterns for `rules.rule`, in which a space is white space and "~" a hyphen or white space.
END = r"(?![a-z\d])"
MONTH = rf"(?P<month>{_any(MONTHS)})(?![a-z])(?:(?<![a-z]{{5}})(?<!may|une|uly)\.)?"
WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?)(?![a-z])"
)
DAY = (
    r"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%a-z]|[.,:/]\d)"
    rf"|(?:{_any(ORDINALS)}){END})"
)
DAY_TO = DAY.replace("<day>", "<day_to>")
DAY_WORD = rf"(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)|(?:{_any(ORDINALS)})){END}"
CARDINAL_DAY = rf"(?P<day>(?:twenty|thirty)~(?:{_any(_TO_NINE)}))"
YEAR_FIGURES = r"(?P<year>1\d\d\d|2[01]\d\d)"
YEAR = rf"(?:{YEAR_FIGURES}(?![\d%a-z]|[.,:]\d))"
YEAR_WORDS = (
    rf"(?P<spelled>(?:nineteen|twenty)~(?:hundred )?(?:(?:{_any(_TENS)})(?:~(?:{_any(_TO_NINE)}))?"
    rf"|(?:{_any(_ONES[9:])}))|two thousand(?: and)?(?: (?:{_any(CARDINALS)}))?){END}"
)
SHORT_YEAR = r"(?:'(?P<short>\d\d)(?![\da-z]))"
ANY_YEAR = rf"(?:{YEAR}|{YEAR_WORDS}|{SHORT_YEAR})"
NUMBER = rf"(?P<number>(?<!\d[.,])\d{{1,3}}|an?|{_any(VAGUE_NUMBERS)}|{_any(CARDINALS)})"
ORDINAL = rf"(?P<ordinal>(?:[1-9]|1[0-9]|2[0-9]|3[01])(?:st|nd|rd|th)|last|final|{_any(ORDINALS)})"
UNIT = rf"(?P<unit>{_any(UNITS)})"
DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7}
DECADES |= {"eighties": 8, "nineties": 9}
RELATION = (
    r"(?P<relation>last|this past|past|this coming|coming|this upcoming|upcoming"
    r"|this|next|previous|following)"
)
RELATIVE_YEAR = r"(?P<relyear>last|this|next) year"
SEASON = rf"(?P<season>{_any(SEASONS)})"


def plain(words: str) -> str:
    """Words with single spaces and no hyphens, as the tables here have them."""
    return " ".join(words.replace("-", " ").split())


def day_number(words: str) -> int:
    """ "5", "5th", "fifth", "twenty-fifth", "twenty five" → the number."""
    if words[0].isdigit():
        return int(words.rstrip("stndrh"))
    return ORDINALS.get(plain(words)) or CARDINALS[plain(words)]


def number(words: str) -> tuple[int, bool]:
    """ "3", "three", "a", "a few" → the number and whether it is meant roughly."""
    words = plain(words)
    if words.isdigit():
        return int(words), False
    if words in ("a", "an"):
        return 1, False
    if words in VAGUE_NUMBERS:
        return VAGUE_NUMBERS[words], "couple" not in words
    return CARDINALS[words], False


def spelled_year(words: str) -> int:
    """ "nineteen ninety-six", "two thousand and five" → the year."""
    words = plain(plain(words).replace(" and", "").replace(" hundred", ""))
    if words.startswith("two thousand"):
        rest = words.removeprefix("two thousand").strip()
        return 2000 + (CARDINALS[rest] if rest else 0)
    century, _, rest = words.partition(" ")
    return YEAR_ENDING[century] + CARDINALS[rest]


def short_year(digits: str, reference: date | None) -> int:
    """A year of two digits: the last such year that is at most 20 years after the reference."""
    pivot = (reference.year if reference else 2000) + 20
    return pivot - (pivot - int(digits)) % 100


def year_of(match: re.Match[str], reference: date | None) -> int | None:
    """The year that a match gives: in four figures, in words, as '98, or as "last year" from a reference."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("spelled"):
        return spelled_year(groups["spelled"])
    if groups.get("short"):
        return short_year(groups["short"], reference)
    if groups.get("relyear") and reference is not None:
        return reference.year + steps(groups["relyear"])
    return None


def steps(relation: str) -> int:
    """-1 for "last", "this past"; 1 for "next", "coming"; 0 for "this", "current", "that"."""
    word = relation.split()[-1]
    if word in ("last", "past", "previous", "preceding", "recent"):
        return -1
    return 1 if word in ("next", "coming", "following", "upcoming") else 0


def weekday_number(name: str) -> int:
    """0 for "monday", "mon.", "mon"."""
    return WEEKDAYS[name.rstrip(".")]


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], date]:
    return lambda year: days.nth_weekday(year, month, weekday, nth) + timedelta(days=plus)


def _easter(plus: int) -> Callable[[int], date]:
    return lambda year: days.easter(year) + timedelta(days=plus)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "christmas eve": _on(12, 24),
    "christmas day": _on(12, 25),
    "christmas": _on(12, 25),
    "boxing day": _on(12, 26),
    "orthodox christmas": _on(1, 7),
    "new year's eve": _on(12, 31),
    "new year's day": _on(1, 1),
    "new year's": _on(1, 1),
    "new year day": _on(1, 1),
    "epiphany": _on(1, 6),
    "martin luther king jr. day": _nth(1, 0, 3),
    "martin luther king day": _nth(1, 0, 3),
    "mlk day": _nth(1, 0, 3),
    "inauguration day": _on(1, 20),
    "groundhog day": _on(2, 2),
    "valentine's day": _on(2, 14),
    "presidents' day": _nth(2, 0, 3),
    "presidents day": _nth(2, 0, 3),
    "international women's day": _on(3, 8),
    "women's day": _on(3, 8),
    "st. patrick's day": _on(3, 17),
    "st patrick's day": _on(3, 17),
    "saint patrick's day": _on(3, 17),
    "april fools' day": _on(4, 1),
    "april fool's day": _on(4, 1),
    "earth day": _on(4, 22),
    "anzac day": _on(4, 25),
    "ash wednesday": _easter(-46),
    "palm sunday": _easter(-7),
    "maundy thursday": _easter(-3),
    "good friday": _easter(-2),
    "easter sunday": _easter(0),
    "easter monday": _easter(1),
    "easter": _easter(0),
    "ascension day": _easter(39),
    "whit monday": _easter(50),
    "may day": _on(5, 1),
    "international workers' day": _on(5, 1),
    "labour day": _on(5, 1),
    "cinco de mayo": _on(5, 5),
    "victory day": _on(5, 9),
    "europe day": _on(5, 9),
    "mother's day": _nth(5, 6, 2),
    "memorial day": _nth(5, 0, -1),
    "father's day": _nth(6, 6, 3),
    "juneteenth": _on(6, 19),
    "canada day": _on(7, 1),
    "independence day": _on(7, 4),
    "bastille day": _on(7, 14),
    "labor day": _nth(9, 0, 1),
    "columbus day": _nth(10, 0, 2),
    "indigenous peoples' day": _nth(10, 0, 2),
    "halloween": _on(10, 31),
    "all saints' day": _on(11, 1),
    "guy fawkes night": _on(11, 5),
    "bonfire night": _on(11, 5),
    "election day": _nth(11, 0, 1, plus=1),
    "veterans day": _on(11, 11),
    "veterans' day": _on(11, 11),
    "armistice day": _on(11, 11),
    "remembrance day": _on(11, 11),
    "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4),
    "black friday": _nth(11, 3, 4, plus=1),
    "cyber monday": _nth(11, 3, 4, plus=4),
}
"""The day of each holiday in a year. "Election Day", "Labor Day", "Independence Day" and "Mother's Day" are
those of the United States; "labour day" is the first of May."""

HOLIDAY = rf"(?P<holiday>{_any(name.replace('.', '[.]') for name in HOLIDAYS)}){END}"
