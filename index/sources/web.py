"""URLs: pages, feeds, sitemaps and plain files on the web become articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from ..errors import SourceError
from ..types import Published
from .bare import text_items
from .decode import decode_page, decode_text, looks_binary
from .feeds import parse_feed
from .fetch import Fetched, Fetcher
from .items import Failure, Given, Item, Listing, build, canonical, web_address
from .page import page_article
from .published import Evidence, choose
from .records import json_items, line_items
from .sitemaps import parse_sitemap

MAX_UNPACKED = 50_000_000
"""Bytes of a gzipped sitemap, unpacked: the protocol's own limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one feed or sitemap is read; what is left out is named.

    Args:
        entries: of a feed, in its own order, which is the latest first.
        pages: of a sitemap with all that it lists: a quarter of an hour at one request a second.
        sitemaps: in an index.
        depth: of indexes within indexes.
    """

    entries: int = 200
    pages: int = 1000
    sitemaps: int = 50
    depth: int = 3


LIMITS = Limits()

# What may stand before an XML document's outermost element, and how it ends.
_PROLOGUE = {b"<?": b"?>", b"<!--": b"-->", b"<!DOCTYPE": b">"}
_FEED_ROOTS = (b"rss", b"feed", b"RDF")
_SITEMAP_ROOTS = (b"urlset", b"sitemapindex")


def url_items(url: str, given: Given, fetcher: Fetcher, limits: Limits = LIMITS) -> Iterator[Item]:
    """The articles behind a URL, or the reasons why there are none. Nothing is raised for a bad URL."""
    try:
        fetched = _unpacked(fetcher.fetch(url))
        root = _root(fetched.data)
        if root in _FEED_ROOTS:
            yield from _feed(fetched, given, fetcher, limits)
        elif root in _SITEMAP_ROOTS:
            yield from _sitemap(fetched, given, fetcher, limits)
        elif "json" in fetched.content_type:
            yield from _records(fetched, given)
        elif fetched.content_type in ("text/plain", "text/markdown"):
            text, remark = decode_text(fetched.data, fetched.charset)
            markdown = fetched.content_type == "text/markdown" or fetched.url.endswith(".md")
            yield from text_items(text, url, canonical(fetched.url), given, markdown=markdown)
            yield from _remarks(url, remark)
        else:
            yield from _page(fetched, url, given, None)
    except SourceError as error:
        yield Failure(url, str(error))


def _page(fetched: Fetched, where: str, given: Given, listing: Listing | None) -> Iterator[Item]:
    if kind := looks_binary(fetched.data):
        raise SourceError(f"not a page: it looks like {kind}")
    if fetched.content_type not in ("text/html", "application/xhtml+xml", "application/octet-stream", ""):
        raise SourceError(f"not a page, a feed, a sitemap, text or JSON but {fetched.content_type}")
    markup, remark = decode_page(fetched.data, fetched.charset)
    yield page_article(
        markup, url=fetched.url, fallback_url=canonical(fetched.url), given=given, listing=listing
    )
    yield from _remarks(where, remark)


def _listed_page(listing: Listing, given: Given, fetcher: Fetcher) -> Iterator[Item]:
    try:
        yield from _page(fetcher.fetch(listing.url), listing.url, given, listing)
    except SourceError as error:
        yield Failure(listing.url, str(error))


def _feed(fetched: Fetched, given: Given, fetcher: Fetcher, limits: Limits) -> Iterator[Item]:
    charset = f"; charset={fetched.charset}" if fetched.charset else ""
    feed = parse_feed(fetched.data, fetched.url, f"{fetched.content_type}{charset}" if charset else "")
    for number, entry in enumerate(feed.entries[: limits.entries], start=1):
        if entry.text:
            yield from _entry(entry, f"{fetched.url}#{number}", given)
        elif entry.url:
            yield from _listed_page(entry, given, fetcher)
        else:
            yield Failure(f"{fetched.url}#{number}", "an entry with neither an article nor a link")
    if len(feed.entries) > limits.entries:
        yield Failure(
            fetched.url, f"the first {limits.entries} of its {len(feed.entries)} entries were read", kept=True
        )


def _entry(entry: Listing, fallback_url: str, given: Given) -> Iterator[Item]:
    """A feed's entry that carries its whole article."""
    url = web_address(entry.url) or fallback_url
    try:
        yield build(
            entry.text,
            given,
            url=url,
            title=entry.title,
            source=entry.source,
            authors=entry.authors,
            language=entry.language,
            published=_entry_published(url, entry.published),
        )
    except SourceError as error:
        yield Failure(url, str(error))


def _entry_published(url: str, stated: Published) -> Published:
    return choose(Evidence((url,), (stated,)))


def _sitemap(fetched: Fetched, given: Given, fetcher: Fetcher, limits: Limits) -> Iterator[Item]:
    """The pages of a sitemap and of those it lists, latest first; what the limits leave out is named."""
    waiting = [(fetched.url, 1)]
    seen_maps = {fetched.url}
    seen_pages: set[str] = set()
    while waiting:
        url, depth = waiting.pop(0)
        try:
            current = fetched if url == fetched.url else _unpacked(fetcher.fetch(url))
            sitemap = parse_sitemap(current.data, current.url)
        except SourceError as error:
            yield Failure(url, str(error))
            continue
        if not sitemap.pages and not sitemap.children:
            yield Failure(url, "a sitemap with no pages in it")
        for page in sitemap.pages:
            if page.url in seen_pages:
                continue
            if len(seen_pages) == limits.pages:
                yield Failure(
                    fetched.url, f"the latest {limits.pages} of its pages were read, not the rest", kept=True
                )
                return
            seen_pages.add(page.url)
            yield from _listed_page(page, given, fetcher)
        children = [child for child in sitemap.children if child not in seen_maps]
        room = limits.sitemaps - len(seen_maps)
        if children and (depth == limits.depth or len(children) > room):
            why = (
                f"nested more than {limits.depth} deep"
                if depth == limits.depth
                else f"beyond the first {limits.sitemaps}"
            )
            yield Failure(url, f"sitemaps {why} were not read", kept=True)
            children = [] if depth == limits.depth else children[:room]
        seen_maps.update(children)
        waiting[:0] = [(child, depth + 1) for child in children]


def _records(fetched: Fetched, given: Given) -> Iterator[Item]:
    data = decode_text(fetched.data, fetched.charset)[0].encode()
    try:
        yield from json_items(data, fetched.url, fetched.url, given)
    except SourceError as error:
        if "Extra data" not in str(error):
            raise
        yield from line_items(BytesIO(data), fetched.url, fetched.url, given)


def _unpacked(fetched: Fetched) -> Fetched:
    """A file that is itself gzipped (sitemap.xml.gz), unpacked."""
    import gzip

    from .decode import read_limited

    if not fetched.data.startswith(b"\x1f\x8b"):
        return fetched
    with gzip.open(BytesIO(fetched.data)) as stream:
        data = read_limited(stream, MAX_UNPACKED)  # type: ignore[arg-type]
    # The media type was that of the archive.
    return Fetched(fetched.url, _type_inside(fetched), fetched.charset, data)


def _type_inside(fetched: Fetched) -> str:
    name = fetched.url.lower().removesuffix(".gz")
    if name.endswith((".json", ".jsonl", ".ndjson")):
        return "application/json"
    return "text/plain" if name.endswith((".txt", ".md")) else "text/html"


def _root(data: bytes) -> bytes:
    """The name of an XML document's outermost element, without its prefix; empty for anything else."""
    text = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    while opening := next((o for o in _PROLOGUE if text.startswith(o)), None):
        closing = b"]>" if opening == b"<!DOCTYPE" and b"[" in text.partition(b">")[0] else _PROLOGUE[opening]
        text = text.partition(closing)[2].lstrip()
    match = re.match(rb"<([A-Za-z:]+)", text)
    return match[1].rpartition(b":")[2] if match else b""


def _remarks(where: str, remark: str | None) -> Iterator[Item]:
    if remark:
        yield Failure(where, remark, kept=True)
