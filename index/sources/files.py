"""Files and folders: which are read, and what each kind becomes."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from ..errors import SourceError
from .bare import text_items
from .decode import MeteredLines, decode_page, decode_text, looks_binary, open_stream, read_limited
from .items import Failure, Given, Item, file_url
from .page import page_article
from .records import MAX_LINE, json_items, line_items

KINDS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".ndjson")
"""The suffixes that are read, each also with .gz behind it."""

MAX_DOCUMENT = 10_000_000
"""Bytes of one text or page, unpacked: as much as is fetched from a URL."""

MAX_JSON = 256_000_000
"""Bytes of one JSON document, which is read whole; JSON lines have no such limit."""

MAX_EXPANSION = 200
"""A gzipped file of JSON lines that grows more than this (text grows 3 to 20 times) is a bomb."""


def folder_items(folder: Path, given: Given) -> Iterator[Item]:
    """Every article in a folder and the folders in it, in the order of their names.

    Hidden files and folders and files of other kinds are left aside. A link to a file is followed, one
    to a folder is not: it may lead in a circle.
    """
    read_any = False
    problems: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and kind_of(name):
                read_any = True
                yield from file_items(Path(root, name), given)
    for problem in problems:
        yield Failure(str(problem.filename), _reason(problem))
    if not read_any and not problems:
        yield Failure(
            str(folder), f"no file in it is of a kind that is read ({', '.join(KINDS)}, each with .gz too)"
        )


def kind_of(name: str) -> str | None:
    """The suffix that decides how a file is read, without .gz; None for a kind that is not."""
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    return suffix if suffix in KINDS else None


def file_items(path: Path, given: Given) -> Iterator[Item]:
    """The articles of one file, or the reason why there are none. Nothing is raised for a bad file."""
    where = str(path)
    kind = kind_of(path.name)
    try:
        if not path.exists():
            raise SourceError("no such file or folder")
        if not path.is_file():
            raise SourceError("not a regular file")
        if kind is None:
            raise SourceError(f"not a kind of file that is read ({', '.join(KINDS)}, each with .gz too)")
        if kind in (".jsonl", ".ndjson"):
            yield from _lines(path, given)
        elif kind == ".json":
            yield from _json(path, given)
        else:
            yield from _document(path, kind, given)
    except SourceError as error:
        yield Failure(where, str(error))
    except (EOFError, zlib.error) as error:
        yield Failure(where, f"the compressed file is damaged: {error}".lower())
    except OSError as error:
        yield Failure(where, _reason(error))


def _document(path: Path, kind: str, given: Given) -> Iterator[Item]:
    with open_stream(path) as stream:
        data = read_limited(stream, MAX_DOCUMENT)
    url = file_url(path)
    if kind in (".html", ".htm"):
        markup, remark = decode_page(data)
        yield page_article(markup, url=None, fallback_url=url, given=given)
    else:
        text, remark = decode_text(data)
        yield from text_items(text, str(path), url, given, markdown=kind == ".md")
    if remark:
        yield Failure(str(path), remark, kept=True)


def _json(path: Path, given: Given) -> Iterator[Item]:
    with open_stream(path) as stream:
        data = _utf8(read_limited(stream, MAX_JSON))
    try:
        yield from json_items(data, str(path), file_url(path), given)
    except SourceError as error:
        # JSON lines are often named .json: several documents in a row are those.
        if "Extra data" not in str(error):
            raise
        yield from line_items(BytesIO(data), str(path), file_url(path), given)


def _lines(path: Path, given: Given) -> Iterator[Item]:
    packed = path.stat().st_size
    if not packed:
        raise SourceError("empty")
    with open_stream(path) as stream:
        head = stream.read(4)
        stream.seek(0)
        if kind := looks_binary(head):
            raise SourceError(f"not text: it looks like {kind}")
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = _utf8(read_limited(stream, MAX_JSON))
            yield from line_items(BytesIO(data), str(path), file_url(path), given)
            return
        limit = max(MAX_LINE, MAX_EXPANSION * packed)
        yield from line_items(MeteredLines(stream, limit), str(path), file_url(path), given)


def _utf8(data: bytes) -> bytes:
    """JSON in UTF-16 with a byte order mark, as some Windows programs write it, in UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode_text(data)[0].encode()
    if not data.strip():
        raise SourceError("empty")
    return data


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (error.strerror or str(error)).lower()
