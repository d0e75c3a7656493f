"""Questions with gold evidence: read loudly, checked against the articles that they quote.

One JSON object a line, plain or gzipped:

    {"id", "question", "question_date", "type", "answer": [any of], "evidence": [{"article", "quote"}]}

and optionally `speaker`, `said_on` (a day, or `first/last`), `after` (the id of the question that a
follow-up follows), `why` (of an unanswerable one) and `evidence_level`. Evidence names its article by
`article_id`, or by `article`, `url` or `path`; a quote in several pieces also has `spans`, their offsets
into the text. Other fields are ignored.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from onrecord.index.errors import UsageError
from onrecord.index.types import TimeRange

QuestionType = Literal[
    "statement", "fact", "who", "when", "did", "follow-up", "unanswerable",  # the sample newswire
    "open", "polluted", "evolving_temporal",  # realtimeqa, newspolluted, evotemp
]  # fmt: skip
"""What is asked for: someone's words, a fact, who said or did it, when, whether X said Y, …"""

_TYPES: tuple[QuestionType, ...] = get_args(QuestionType)
_ARTICLE_FIELDS = ("article_id", "article", "url", "path")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of an article that answers a question.

    Exactly one of `article_id` and `article` (its URL, or the path of a file without one) is given.
    `quote` is verbatim, or None where the source names only the article. `spans` are its pieces in the
    article's text, where the source gives them; the quote is then the pieces joined by spaces.
    """

    article_id: str | None
    article: str | None
    quote: str | None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def key(self) -> str:
        """What names the article: its id, else its URL or path."""
        return self.article_id or self.article or ""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question, what answers it, and where that stands.

    `question_date` is the day on which it is asked (`as_of`). `answer` holds strings any of which is
    right; it may be empty for a statement question, whose answer is its evidence. `said_on` is when the
    speaker spoke, or, of an unanswerable question, the day it asks about.
    """

    id: str
    question: str
    type: QuestionType
    question_date: date | None
    answer: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    speaker: str | None = None
    said_on: TimeRange | None = None
    after: str | None = None
    why: str | None = None
    evidence_level: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the articles hold an answer; if not, a refusal is the right one."""
        return self.type != "unanswerable"


def read_questions(path: str | Path, *, allow_repeats: bool = False) -> tuple[GoldQuestion, ...]:
    """Reads a file of questions, whole or not at all.

    Args:
        path: JSON lines, plain or gzipped whatever the name ends in. Blank lines are skipped.
        allow_repeats: read a question once that is there again, the same in every field. Seven are in
            newspolluted and evotemp; two different questions with one id stay an error.

    Returns:
        The questions in the order of the file.

    Raises:
        UsageError: if the file cannot be read, holds no question, or anything in it is missing, of a
            wrong type, double, or in contradiction; the message names the file, the line and the fault.
    """
    path = Path(path)
    questions: dict[str, GoldQuestion] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            question = _question(line)
            if allow_repeats and questions.get(question.id) == question:
                continue
            _check(question, questions)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: {error}") from error
        questions[question.id] = question
    if not questions:
        raise UsageError(f"{path} holds no question")
    return tuple(questions.values())


def check_evidence(questions: Iterable[GoldQuestion], texts: Mapping[str, str]) -> list[str]:
    """Names every piece of evidence that is not in the articles.

    Args:
        questions: the questions to check.
        texts: article text by the key that the evidence uses (`Evidence.key`).

    Returns:
        One sentence for each unknown article and each quote that does not occur verbatim; empty when
        all is well. Evidence without a quote is only looked up.
    """
    faults = []
    for question in questions:
        for evidence in question.evidence:
            text = texts.get(evidence.key)
            if text is None:
                faults.append(f"{question.id}: there is no article {evidence.key!r}")
            elif not _occurs(evidence, text):
                faults.append(f"{question.id}: not in {evidence.key}: {evidence.quote!r}")
    return faults


def _occurs(evidence: Evidence, text: str) -> bool:
    if evidence.quote is None:
        return True
    if evidence.spans:
        return evidence.quote == " ".join(text[start:end] for start, end in evidence.spans)
    return evidence.quote in text


def _lines(path: Path) -> Iterator[str]:
    try:
        data = path.read_bytes()
        if data.startswith(b"\x1f\x8b"):
            data = gzip.decompress(data)
        # Not splitlines(): it also splits at U+2028 and its like, which JSON allows inside a string.
        return iter(data.decode("utf-8-sig").split("\n"))
    except OSError as error:  # gzip.BadGzipFile is one too
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise UsageError(f"{path} cannot be read: the gzipped data is damaged ({error})") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text ({error.reason} at byte {error.start:,})") from error


def _question(line: str) -> GoldQuestion:
    """One line as a question; ValueError says what is wrong with a field."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos}") from error
    if not isinstance(record, dict):
        raise ValueError(f"expected a JSON object, found {_kind(record)}")
    said_on = _optional(record, "said_on")
    return GoldQuestion(
        id=_text(record, "id"),
        question=_text(record, "question"),
        type=_type(record),
        question_date=_day(record, "question_date"),
        answer=_answers(record.get("answer")),
        evidence=_evidences(record.get("evidence")),
        speaker=_optional(record, "speaker"),
        said_on=_range(said_on) if said_on else None,
        after=_optional(record, "after"),
        why=_optional(record, "why"),
        evidence_level=_optional(record, "evidence_level"),
    )


def _check(question: GoldQuestion, before: Mapping[str, GoldQuestion]) -> None:
    """What no field shows alone: doubles, contradictions, a follow-up of nothing."""
    if question.id in before:
        raise ValueError(f"the id {question.id!r} is used twice")
    if question.answerable and not question.evidence:
        raise ValueError(f"{question.id!r} has no evidence and is not marked unanswerable")
    if not question.answerable and question.evidence:
        raise ValueError(f"{question.id!r} is unanswerable and has evidence")
    if not question.answerable and question.answer:
        raise ValueError(f"{question.id!r} is unanswerable and has an answer")
    if question.type == "follow-up" and question.after is None:
        raise ValueError(f"{question.id!r} is a follow-up and names no question that it follows ('after')")
    if question.after is not None and question.after not in before:
        raise ValueError(f"{question.id!r} follows {question.after!r}, which does not stand before it")


def _type(record: Mapping[str, Any]) -> QuestionType:
    kind = _text(record, "type")
    for known in _TYPES:
        if kind == known:
            return known
    raise ValueError(f"unknown question type {kind!r}; known are {', '.join(_TYPES)}")


def _answers(value: object) -> tuple[str, ...]:
    """All strings that are right. evotemp groups a few into lists of their own, which are flattened."""
    values = [] if value is None else value if isinstance(value, list) else [value]
    flat = [v for item in values for v in (item if isinstance(item, list) else [item])]
    answers = tuple(v for v in flat if isinstance(v, str))
    if len(answers) < len(flat):
        raise ValueError("'answer' must be a string or a list of strings")
    if not all(v.strip() for v in answers):
        raise ValueError("'answer' holds an empty string")
    return answers


def _evidences(value: object) -> tuple[Evidence, ...]:
    values = [] if value is None else value
    if not isinstance(values, list):
        raise ValueError(f"'evidence' must be a list, found {_kind(value)}")
    return tuple(_evidence(item) for item in values)


def _evidence(item: object) -> Evidence:
    if not isinstance(item, dict):
        raise ValueError(f"evidence must be an object, found {_kind(item)}")
    named = [name for name in _ARTICLE_FIELDS if item.get(name) is not None]
    if len(named) != 1:
        raise ValueError(f"evidence must name its article by one of {', '.join(_ARTICLE_FIELDS)}")
    article, quote, spans = _text(item, named[0]), _optional(item, "quote"), _spans(item.get("spans"))
    by_id = named == ["article_id"]
    return Evidence(article if by_id else None, None if by_id else article, quote, spans)


def _spans(value: object) -> tuple[tuple[int, int], ...]:
    spans = [] if value is None else value
    if not isinstance(spans, list) or not all(_is_span(span) for span in spans):
        raise ValueError("'spans' must be a list of [start, end] pairs")
    return tuple((start, end) for start, end in spans)


def _is_span(value: object) -> bool:
    return isinstance(value, list) and [type(v) for v in value] == [int, int] and 0 <= value[0] < value[1]


def _text(record: Mapping[str, Any], name: str) -> str:
    value = _optional(record, name)
    if value is None:
        raise ValueError(f"{name!r} is missing")
    return value


def _optional(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name!r} must be a string, found {_kind(value)}")
    if not value.strip():
        raise ValueError(f"{name!r} is empty")
    return value


def _day(record: Mapping[str, Any], name: str) -> date | None:
    value = _optional(record, name)
    return None if value is None else _iso(value, name)


def _range(value: str) -> TimeRange:
    first, _, last = value.partition("/")
    return TimeRange(_iso(first, "said_on"), _iso(last or first, "said_on"))


def _iso(value: str, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{name!r} must be a day such as 2025-02-03, found {value!r}") from None


def _kind(value: object) -> str:
    """What a JSON value is, in the format's words; a number or a truth value as it stands."""
    names: dict[type, str] = {dict: "an object", list: "a list", str: "a string"}
    return names.get(type(value)) or json.dumps(value)
