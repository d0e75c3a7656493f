"""Text → index terms: folded, stemmed words and numbers, the same for passages and for questions."""

from __future__ import annotations

import re
import threading
import unicodedata
from itertools import chain

import Stemmer

TOKENS = "english-snowball/1"
"""Names what `tokens` does; change it with any change of its output, so that indexes are made anew."""

# Words whose presence says nothing about what a passage is about. Left in on purpose: "us" (U.S.), "may" and
# "will" (a month, a name), "who", "it", "no", "can" (WHO, IT, Dr. No, CAN), which IDF weighs low by itself.
# realtimeqa gold, 219 questions over 50,864 passages, BM25 alone: dropped from both sides hit@1 .680, hit@10
# .932, 1.2 ms; from questions only .658, .936, 1.1 ms; kept .662, .913, 3.1 ms. Without stemming .635, .922.
_STOP = """
    a about after again against all also am an and any are as at be because been before being below
    between both but by could d did do does doing done down during each few for from further had has
    have having he her here hers herself him himself his how i if in into is its itself just ll m me
    more most my myself nor not of off on once only or other our ours ourselves out over own re s same
    she should so some such t than that the their theirs them themselves then there these they this
    those through to too under until up ve very was we were what when where which while whom why with
    would you your yours yourself yourselves
"""
STOP_WORDS = frozenset(_STOP.split())

MAX_LENGTH = 64  # characters of one term; what is longer is base64 or a broken page, never a word
MAX_REMEMBERED = (
    1 << 18
)  # distinct written forms kept with their terms, some 60 MB when full (20 MB for 90,000)

# Combining marks and signs that `\w` leaves out though words are written with them.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
# Scripts written without spaces (Thai to Myanmar, Khmer, kana, Han) or, Hangul, with particles attached.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
)
# Runs of word characters, joined by one apostrophe, full stop, comma or hyphen: "o'brien", "u.s", "1,000".
_LATIN_WRITTEN = re.compile(r"[^\W_]+(?:['.,\-\u2010][^\W_]+)*")
_ANY = rf"(?:[^\W_]|[{_MARKS}{_UNSPACED}])+"
_ANY_WRITTEN = re.compile(rf"{_ANY}(?:['.,\-\u2010]{_ANY})*")
_BEYOND_LATIN = re.compile(r"[^\x00-\u02ff\u2000-\u200b\u200e-\u2bff]")  # lets most text off the slow pattern

_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([^\W\d_]*)")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_CONTRACTION = re.compile(r"'(?:s|d|m|ll|re|ve)$")
_LATIN_ACCENT = re.compile(r"([a-z])[\u0300-\u036f]+")
_UNSPACED_RUN = re.compile(rf"([{_UNSPACED}]+)")

_local = threading.local()


def tokens(text: str) -> list[str]:
    """The index terms of a text, in its order, repeated as they repeat.

    Folding is NFKC, lower case and, in Latin script, without accents ("Erdoğan" → "erdogan"). Possessive 's
    and contractions are stripped, initials closed up ("U.S." → "us"), hyphenated words given in parts and
    joined ("cease-fire" → "cease", "fire", "ceasefire"), numbers kept whole ("1,000" → "1000", "2.5").
    Stop words are dropped and the rest stemmed (Snowball English, by PyStemmer). Scripts written without
    spaces become overlapping pairs of characters. Safe to call from several threads.

    Args:
        text: any text in any script.

    Returns:
        Terms; empty when the text has no word but stop words.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("ʼ", "'").replace("\u00ad", "")
    text = text.lower()
    pattern = _ANY_WRITTEN if _BEYOND_LATIN.search(text) else _LATIN_WRITTEN
    return list(chain.from_iterable(map(_remembered.__getitem__, pattern.findall(text))))


class _Remembered(dict[str, tuple[str, ...]]):
    """Written form → its terms. Filling is idempotent, so threads may share it without a lock."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        terms = tuple(_terms(written))
        if len(written) <= MAX_LENGTH and not _UNSPACED_RUN.search(written):
            if len(self) >= MAX_REMEMBERED:
                self.clear()
            self[written] = terms
        return terms


_remembered = _Remembered()


def _terms(written: str) -> list[str]:
    """The terms of one written form, such as "president's", "u.s", "2.5bn" or "well-known"."""
    if _UNSPACED_RUN.search(written):
        runs = enumerate(_UNSPACED_RUN.split(written))  # every second one, from the second on, is unspaced
        return [term for place, run in runs for term in (_pairs(run) if place % 2 else _beside(run))]
    written = _CONTRACTION.sub("", written)
    if written.endswith("n't"):  # don't, wouldn't: all of them stop words
        return []
    if number := _NUMBER.fullmatch(written):
        return _number_terms(number[1].replace(",", ""), number[2])
    if _INITIALS.fullmatch(written):
        return _stemmed([written.replace(".", "")])
    parts = [part.replace("'", "") for part in re.split(r"[.,\-\u2010]", written)]
    if len(parts) == 2 and ("-" in written or "\u2010" in written) and not "".join(parts).isdigit():
        parts.append("".join(parts))
    return _stemmed(parts)


def _pairs(run: str) -> list[str]:
    """Overlapping pairs of characters; a run of one is itself."""
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def _beside(run: str) -> list[str]:
    """The terms of what stands directly beside a run without spaces: nothing, a connector, a word."""
    word = run.strip("'.,-\u2010")
    return _terms(word) if word else []


def _number_terms(number: str, unit: str) -> list[str]:
    """ "20th" and "100m" stay whole; "2.5bn" is a number and its unit."""
    if not unit:
        return [number[:MAX_LENGTH]]
    return [number[:MAX_LENGTH], *_stemmed([unit])] if "." in number else _stemmed([number + unit])


def _stemmed(words: list[str]) -> list[str]:
    """The words without stop words, accents and endings."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # one for each thread: a PyStemmer instance must not be shared
        stemmer = _local.stemmer = Stemmer.Stemmer("english", 0)
    return [stemmer.stemWord(_without_accents(w[:MAX_LENGTH])) for w in words if w and w not in STOP_WORDS]


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _LATIN_ACCENT.sub(r"\1", unicodedata.normalize("NFD", word)))
