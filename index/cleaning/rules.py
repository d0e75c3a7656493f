"""How a kind of furniture is written down: one pattern, and one example of what it is for.

Patterns are families of wording in English news pages and not sentences of particular outlets; an
unknown wording leaves a paragraph in the body, which is the safe side. They are tried on `Paragraph.plain`,
where apostrophes are straight and quotations blanked out: what somebody is quoted as saying is never
furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .paragraph import Kind

INNER = r"(?:[^.!?]|\.(?=\S)|(?<=[A-Z])\.(?=\s))"
"""A character inside a sentence: the full stop of an abbreviation such as U.S. does not end it."""

AGENCY = (
    r"(?:AP(?: Photo| Images)?|AFP|Reuters|REUTERS|Getty(?: Images)?|GETTY IMAGES|EPA(?:[-–]EFE)?"
    r"|Xinhua|TASS|RIA Novosti|Sputnik"
    r"|Anadolu(?: Agency)?|PA(?: Wire| Images| Media)?|Alamy(?: Stock Photo)?|Shutterstock"
    r"|Bloomberg|Kyodo(?: News)?|ANSA|dpa|DPA"
    r"|USA TODAY(?: Sports| Network)?|Imagn|NurPhoto|Zuma(?: Press)?|UPI|Unsplash|iStock|NASA"
    r"|Handout|CNN|BBC|NBC(?: News)?|ABC|CBS"
    r"|Rex(?: Features)?|Abaca|SIPA|Sipa USA|Newscom|Planet Labs|Maxar(?: Technologies)?|Ukrinform"
    r"|Unian|UNIAN|Magnum|VCG|Associated Press"
    r"|Press Association|Agence France-Presse|The Washington Post|The New York Times|Google Maps"
    r"|Wikimedia(?: Commons)?|Flickr|Pixabay|Pexels|ANP|TT|NTB|IANS|PTI|ANI)"
)
"""Who sells pictures to newspapers, as credits name them."""

NAME = r"[A-Z][\w.'-]*(?: (?:(?:de|da|di|van|von|der|bin|al|el|la|le|of|the)[ -])*[A-Z][\w.'-]*){1,3}"
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of furniture.

    Attributes:
        kind: what a paragraph that matches is.
        example: a paragraph of this sort; a test holds the rule to it.
        where: the pattern is matched at the "start" (also after a question that opens the paragraph),
            searched near the "end" (the last 160 characters), or searched "anywhere".
        hints: lower-case words of which first the text and then the paragraph must hold one before the
            pattern is searched; none where that saves nothing: a pattern for the start fails at once,
            and few paragraphs are no sentences.
        pattern: what is sought.
        words: a paragraph of more words never matches.
        fragment: only a paragraph that does not end as a sentence matches.
    """

    kind: Kind
    example: str
    where: Literal["start", "end", "anywhere"]
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    words: int
    fragment: bool


def starts(
    kind: Kind, example: str, pattern: str, *, words: int, fragment: bool = False, case: bool = False
) -> Rule:
    """A rule for how a paragraph begins. `case` makes the pattern mind the case of letters."""
    return Rule(kind, example, "start", (), _compiled(pattern, case), words, fragment)


def ends(
    kind: Kind,
    example: str,
    pattern: str,
    *,
    words: int,
    hints: tuple[str, ...],
    fragment: bool = False,
    case: bool = False,
) -> Rule:
    """A rule for how a paragraph ends."""
    return Rule(kind, example, "end", hints, _compiled(pattern, case), words, fragment)


def has(
    kind: Kind,
    example: str,
    pattern: str,
    *,
    words: int,
    hints: tuple[str, ...],
    fragment: bool = False,
    case: bool = False,
) -> Rule:
    """A rule for what a paragraph has in it."""
    return Rule(kind, example, "anywhere", hints, _compiled(pattern, case), words, fragment)


def _compiled(pattern: str, case: bool) -> re.Pattern[str]:
    return re.compile(pattern, 0 if case else re.IGNORECASE)
