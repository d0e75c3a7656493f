"""Paragraphs as sentences of tokens, in which a whole quotation is one token.

That one decision carries the grammar of attribution: words inside quotation marks cannot be taken for
cues or speakers, and a sentence does not end inside a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .cues import LEXICON
from .quotes import Quotation

QUOTE = "“”"
"""The word that stands for a quotation: no token of a text is these two marks."""

ABBREVIATIONS = frozenset(
    """mr mrs ms dr st sen sens rep reps gov govs gen lt col capt cmdr sgt maj adm rev hon prof pres supt
    jr sr inc corp co ltd llc jan feb mar apr jun jul aug sept sep oct nov dec dept univ ave blvd
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla
    ore pa tenn tex vt va wash wis wyo""".split()
)
"""Words, without their full stop, after which a full stop does not end a sentence (AP style)."""

MAX_TOKENS = 400
"""A sentence is cut after so many tokens: no prose is that long, and the grammar looks both ways."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’.&/@\-‑]\w+|,\d{3})*|\.{2,}|-{2,}|[^\w\s]")
_ENDERS = frozenset({".", "?", "!", "…", "..", "...", "...."})
_CLOSERS = frozenset({")", "]", "'", "’", "”"})
_STOPS_IN_QUOTE = frozenset(".?!…")
_MARKS = "\"“”„«»'’‘`) \xa0"


@dataclass(slots=True)
class Sentence:
    """One sentence: parallel lists of what each token says and where it stands in the text.

    Attributes:
        paragraph: running number of its paragraph.
        words: the tokens as written; QUOTE stands for a quotation.
        lower: the same in small letters and with plain apostrophes.
        cues: the places of words that the lexicon of attribution knows.
        quotes: place of a quotation token → the quotation.
        tails: the same → the last character within its marks, which tells speech from a title.
    """

    paragraph: int
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)
    quotes: dict[int, Quotation] = field(default_factory=dict)
    tails: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.ends[-1]

    def stands_alone(self) -> bool:
        """Whether the sentence is its quotations and nothing else."""
        return bool(self.quotes) and not any(word[0].isalnum() for word in self.words)

    def join(self, other: Sentence) -> None:
        """Append the sentence that follows."""
        shift = len(self)
        self.quotes.update((place + shift, quotation) for place, quotation in other.quotes.items())
        self.tails.update((place + shift, tail) for place, tail in other.tails.items())
        self.cues.extend(place + shift for place in other.cues)
        self.words.extend(other.words)
        self.lower.extend(other.lower)
        self.starts.extend(other.starts)
        self.ends.extend(other.ends)

    def capitalised(self, place: int) -> bool:
        """Whether the token begins with a capital letter (a script without case has none)."""
        return self.words[place][0].isupper()


def lowered(text: str) -> str:
    """The text in small letters with plain apostrophes, every code point in its place."""
    low = text.lower()
    if len(low) != len(text):  # "İ" is two code points in small letters
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.replace("’", "'")


def sentences(
    text: str, low: str, paragraph: int, start: int, end: int, quoted: Sequence[Quotation]
) -> Iterator[Sentence]:
    """Cut a paragraph into sentences.

    Args:
        text: the article's text, and `low` the same `lowered`.
        paragraph: the paragraph's running number.
        start: where it begins in the text, and `end` where it ends.
        quoted: its quotations, in order.
    """
    current = Sentence(paragraph)
    ended = False
    at = start
    for quotation in (*quoted, None):
        stop = end if quotation is None else quotation.start
        for match in _TOKEN.finditer(text, at, stop):
            left, right = match.span()
            word = text[left:right]
            if ended and word not in _CLOSERS:
                if _begins_sentence(word) or len(current.words) >= MAX_TOKENS:
                    yield current
                    current = Sentence(paragraph)
                ended = False
            if word in _ENDERS:
                if word == "." and _abbreviates(current, left):
                    current.words[-1] += "."
                    current.lower[-1] += "."
                    current.ends[-1] = right
                    continue
                ended = True
            small = low[left:right]
            if small in LEXICON:
                current.cues.append(len(current.words))
            current.words.append(word)
            current.lower.append(small)
            current.starts.append(left)
            current.ends.append(right)
            if len(current.words) >= MAX_TOKENS:
                ended = True
        if quotation is not None:
            if ended:
                yield current
                current = Sentence(paragraph)
            ended = _append_quotation(text, current, quotation)
            at = quotation.end
    if current.words:
        yield current


def _append_quotation(text: str, sentence: Sentence, quotation: Quotation) -> bool:
    """Add a quotation as one token; whether a sentence may end with it."""
    place = len(sentence)
    tail = text[quotation.start : quotation.end].rstrip(_MARKS)[-1:]
    sentence.quotes[place] = quotation
    sentence.tails[place] = tail
    sentence.words.append(QUOTE)
    sentence.lower.append(QUOTE)
    sentence.starts.append(quotation.start)
    sentence.ends.append(quotation.end)
    return tail in _STOPS_IN_QUOTE or place + 1 >= MAX_TOKENS


def _begins_sentence(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] in "([$€£¿¡•'‘@#"


def _abbreviates(sentence: Sentence, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to the word before it ("Mr.", "J.")."""
    if not sentence.words or sentence.ends[-1] != stop:
        return False
    word = sentence.words[-1].rpartition("-")[2]  # D-Calif
    if word in ("vs", "etc"):
        return True
    return word[:1].isupper() and (word.lower() in ABBREVIATIONS or (len(word) == 1 and word != "I"))
