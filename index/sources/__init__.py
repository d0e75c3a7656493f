"""From an input (file, folder, URL, feed, sitemap) to articles.

`read` sequences the stages; each is a file: `fetch` gets a URL, `decode` makes text of bytes, `records`,
`bare`, `page`, `feeds` and `sitemaps` read what is in it, `published` decides when it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..errors import UsageError
from ..types import Article
from .fetch import Fetcher
from .items import NOTHING_GIVEN, Failure, Given, web_address
from .published import parse_published

__all__ = ["Failure", "Fetcher", "Given", "parse_published", "read"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def read(
    source: str | Path, given: Given = NOTHING_GIVEN, fetcher: Fetcher | None = None
) -> Iterator[Article | Failure]:
    """Reads one input to its end: the articles in it, and between them what could not be read and why.

    Args:
        source: a file, a folder (with the folders in it), or the http(s) URL of a page, a feed, a
            sitemap, a text or JSON.
        given: what the caller knows of it; it wins over what the input says.
        fetcher: fetches URLs; give the same to several calls so that the interval between two requests
            to one host is kept across them.

    Yields:
        articles, and failures. A failure that is `kept` follows the article it is about.

    Raises:
        UsageError: if `given` has a URL or a title, which belong to one article, and there are several;
            if its URL is no http or https address.
    """
    if given.url and not web_address(given.url):
        raise UsageError(f"{given.url!r} is no http or https address")
    items = _items(source, given, fetcher)
    if given.url or given.title:
        items = _only_one(items, str(source))
    return items


def _items(source: str | Path, given: Given, fetcher: Fetcher | None) -> Iterator[Article | Failure]:
    if isinstance(source, str) and _SCHEME.match(source):
        from .web import url_items

        return url_items(source, given, fetcher or Fetcher())
    from .files import file_items, folder_items

    path = Path(source)
    if not str(source):  # Path("") is the current folder
        return iter((Failure("", "no such file or folder"),))
    try:
        folder = path.is_dir()
    except OSError as error:  # a name longer than any file's, a folder that may not be entered
        return iter((Failure(str(source), (error.strerror or str(error)).lower()),))
    return folder_items(path, given) if folder else file_items(path, given)


def _only_one(items: Iterator[Article | Failure], source: str) -> Iterator[Article | Failure]:
    """Holds an input's only article back until it is certain that it is the only one."""
    held: list[Article | Failure] = []
    for item in items:
        if isinstance(item, Article) and any(isinstance(other, Article) for other in held):
            raise UsageError(
                f"{source} holds several articles, and --url and --title are those of one",
                hint="leave them out, or give the article alone",
            )
        held.append(item)
    yield from held
