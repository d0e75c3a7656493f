"""JSON and JSON lines: records with the fields of an article."""

from __future__ import annotations

import ast
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from typing import Protocol, cast

from ..errors import SourceError
from ..types import UNDATED, Article, Published
from .items import MAX_CHARACTERS, Failure, Given, Item, build, web_address
from .pagedata import split_authors
from .published import day_in_url, parse_published

MAX_LINE = 64_000_000
"""Bytes: far above the longest article, so that one endless line costs bounded memory."""

_DATE_FIELDS = ("published_at", "published", "date")
_NO_DATE = ("", "none", "null", "nan", "nat", "n/a", "unknown")
_LOOKS_LIKE_LIST = re.compile(r"\s*\[.*\]\s*$", re.DOTALL)


class Lines(Protocol):
    """What has lines of bytes: a file, or a guarded one."""

    def readline(self, size: int, /) -> bytes: ...


def line_items(stream: Lines, where: str, url: str, given: Given) -> Iterator[Item]:
    """The articles of a JSON-lines stream, in bounded memory; a bad line is named and the next one read.

    Args:
        stream: bytes; UTF-8, with or without a byte order mark.
        where: the file's name in a failure; the line's number follows it.
        url: the file's address; a record without its own is at `url#line`.
        given: what the caller says of every record.
    """
    seen: dict[str, int] = {}
    number = 0
    blank = True
    try:
        for number, line in _lines(stream):
            place = f"{where}:{number}"
            if line is None:
                blank = False
                yield Failure(place, f"a line of more than {MAX_LINE // 1_000_000} MB is no article")
            elif not line.isspace():
                blank = False
                yield from _once(_line_items(line, place, f"{url}#{number}", given), seen, number, place)
        if blank:
            yield Failure(where, "empty")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Failure(
            where, f"the gzip data is damaged after line {number}: {error}; what came before it was read"
        )


def json_items(data: bytes, where: str, url: str, given: Given) -> Iterator[Item]:
    """The articles of a JSON document: an object, a list of objects, or `{"articles": [...]}`.

    Raises:
        SourceError: if it is not JSON, or none of these.
    """
    document = _loads(data)
    if isinstance(document, dict) and isinstance(document.get("articles"), list):
        document = document["articles"]
    if isinstance(document, dict):
        yield from record_items(document, where, url, given)
        return
    if not isinstance(document, list):
        raise SourceError("not an object or a list of objects")
    if not document:
        raise SourceError("empty")
    seen: dict[str, int] = {}
    for number, record in enumerate(document, start=1):
        place = f"{where}:{number}"
        try:
            items = list(record_items(record, place, f"{url}#{number}", given))
        except SourceError as error:
            items = [Failure(place, str(error))]
        yield from _once(items, seen, number, place)


def record_items(record: object, where: str, url: str, given: Given) -> Iterator[Item]:
    """The article of one record, followed by a kept `Failure` for each field that could not be used.

    Fields: text (required), id, title, url, source, published_at (or published, or date), author or
    authors, language. A record that says it is an article is believed, however short it is. A date that
    cannot be read leaves the article undated, and is named: an article is not lost for its date.

    Raises:
        SourceError: if the record is no object, has no text, or a field of it is of the wrong type.
    """
    if not isinstance(record, dict):
        raise SourceError(f"not an object but {_kind(record)}")
    text = _string(record, "text")
    if not text or not text.strip():
        raise SourceError("no text" if "text" in record else 'no "text" field')
    # Checked here as well as in `build`: the fields of a giant are not worth the reading.
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"{len(text):,} characters, longer than any article (at most {MAX_CHARACTERS:,})")
    remarks: list[str] = []
    stated_url = _string(record, "url")
    own_url = web_address(stated_url) if stated_url else None
    if stated_url and not own_url:
        remarks.append(
            f"{stated_url[:80]!r} is no http or https address; the article links to its file instead"
        )
    published = _published(record, own_url or "", remarks) if not given.published else UNDATED
    yield build(
        text,
        given,
        id=_id(record),
        url=own_url or url,
        title=_string(record, "title") or "",
        source=_string(record, "source"),
        authors=_authors(record),
        language=_string(record, "language"),
        published=published,
    )
    for remark in remarks:
        yield Failure(where, remark, kept=True)


def _lines(stream: Lines) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is longer than `MAX_LINE`, which is skipped in small pieces."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) <= MAX_LINE or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1_000_000)
        yield number, None


def _line_items(line: bytes, where: str, url: str, given: Given) -> list[Item]:
    try:
        return list(record_items(_loads(line), where, url, given))
    except SourceError as error:
        return [Failure(where, str(error))]


def _loads(data: bytes) -> object:
    try:
        return cast(object, json.loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise SourceError("not JSON that can be read: nested too deeply") from None
    except json.JSONDecodeError as error:
        cut = (
            "it is cut off"
            if error.pos >= len(error.doc.rstrip()) or "Unterminated" in error.msg
            else error.msg
        )
        raise SourceError(f"not JSON: {cut} (character {error.pos + 1})") from None
    except ValueError as error:  # an integer of thousands of digits
        raise SourceError(f"not JSON that can be read: {error}") from None


def _once(items: list[Item], seen: dict[str, int], number: int, where: str) -> Iterator[Item]:
    """The items of one record, with a remark where an earlier record of the file has the same id."""
    for item in items:
        yield item
        if isinstance(item, Article):
            if item.id in seen:
                yield Failure(
                    where, f"the id {item.id!r} is record {seen[item.id]}'s too; this one replaces it", True
                )
            seen[item.id] = number


def _published(record: dict[str, object], url: str, remarks: list[str]) -> Published:
    for name in _DATE_FIELDS:
        value = record.get(name)
        if value is None or (isinstance(value, str) and value.strip().lower() in _NO_DATE):
            continue
        if not isinstance(value, str | int | float):
            raise SourceError(f"{name} is not a date but {_kind(value)}")
        try:
            return parse_published(value, "given")
        except ValueError as error:
            remarks.append(f"{name}: {error}; kept without a date")
    day = day_in_url(url) if url else None
    return Published.on(day, "url") if day else UNDATED


def _id(record: dict[str, object]) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    text = _string(record, "id")
    return text.strip() or None if text else None


def _string(record: dict[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise SourceError(f"{name} is not text but {_kind(value)}")


def _authors(record: dict[str, object]) -> tuple[str, ...]:
    value = record.get("authors", record.get("author"))
    if isinstance(value, str) and _LOOKS_LIKE_LIST.match(value):
        value = _list_in(value)
    if value is None:
        return ()
    if isinstance(value, str):
        return split_authors(value)
    if not isinstance(value, list):
        raise SourceError(f"authors is neither text nor a list but {_kind(value)}")
    names = [item.get("name") if isinstance(item, dict) else item for item in value]
    strings = [name.strip() for name in names if isinstance(name, str)]
    if len(strings) != len(names):
        raise SourceError("authors is a list of something else than names")
    return tuple(dict.fromkeys(name for name in strings if name))


def _list_in(text: str) -> object:
    """The list that a string spells, as Python prints one; else what is between the commas."""
    try:
        return cast(object, ast.literal_eval(text))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return [part.strip(" '\"") for part in text.strip()[1:-1].split(",")]


def _kind(value: object) -> str:
    names = {
        "str": "text",
        "int": "a number",
        "float": "a number",
        "bool": "true or false",
        "dict": "an object",
    }
    return names.get(type(value).__name__, "a list" if isinstance(value, list) else "null")
