"""RSS and Atom feeds, read by feedparser."""

from __future__ import annotations

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, cast

from ..errors import SourceError
from ..types import UNDATED, Published
from .items import Listing, count_words, web_address
from .pagedata import split_authors
from .published import parse_published

WHOLE_WORDS = 150
"""An entry with fewer words is a teaser and its page is fetched; teasers run to some 60."""

_CUT_OFF = re.compile(
    r"(\.\.\.|…|\[…\]|\[\.\.\.\]|read more|continue reading|weiterlesen)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries, as the feed orders them; `text` is set in those that carry their whole article."""

    title: str
    entries: tuple[Listing, ...]


def parse_feed(data: bytes, url: str, content_type: str = "") -> Feed:
    """Reads a feed.

    Args:
        data: the feed as fetched.
        url: where it was, against which its links are resolved.
        content_type: the HTTP header, which may name the encoding.

    Raises:
        SourceError: if it is no feed, or one too broken to have a single entry.
    """
    import feedparser

    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    # A stream, never bytes or text: feedparser would open those as a file or a URL if they look like one.
    parsed = feedparser.parse(BytesIO(data), response_headers=headers)
    if not parsed.entries:
        reason = parsed.get("bozo_exception")
        raise SourceError(f"a feed without entries{f': {reason}' if reason else ''}")
    title = str(parsed.feed.get("title", ""))
    language = str(parsed.feed.get("language", "")).split("-")[0].lower() or None
    return Feed(title, tuple(_listing(entry, url, title, language) for entry in parsed.entries))


def _listing(entry: dict[str, Any], feed_url: str, source: str, language: str | None) -> Listing:
    link = str(entry.get("link", ""))
    text = max(
        (fragment_text(str(c.get("value", ""))) for c in entry.get("content", [])), key=len, default=""
    )
    text = text or fragment_text(str(entry.get("summary", "")))
    whole = count_words(text) >= WHOLE_WORDS and not _CUT_OFF.search(text[-60:])
    names = [str(a.get("name", "")) for a in entry.get("authors", [])]
    return Listing(
        url=(web_address(link, feed_url) or link) if link else "",
        title=" ".join(fragment_text(str(entry.get("title", ""))).split()),
        text=text if whole else "",
        source=str(entry.get("source", {}).get("title", "")) or source or None,
        authors=tuple(dict.fromkeys(name for text in names for name in split_authors(text))),
        language=language,
        published=_published(entry),
    )


def _published(entry: dict[str, Any]) -> Published:
    """The moment with its own offset where the text can be read, else feedparser's reading, which is UTC."""
    for name in ("published", "updated", "created"):
        if name not in entry:  # get() would warn that it takes another field for one that is missing
            continue
        try:
            return parse_published(str(entry[name]), "feed")
        except ValueError:
            if parts := entry.get(f"{name}_parsed"):
                return Published.moment(datetime.fromtimestamp(timegm(parts), UTC), "feed")
    return UNDATED


def fragment_text(markup: str) -> str:
    """The paragraphs of an HTML fragment, separated by empty lines; scripts and captions left out."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(tree, "script", "style", "figure", "iframe", etree.Comment, with_tail=False)
    for element in cast(Any, tree).iter("p", "div", "li", "blockquote", "br", "h1", "h2", "h3", "h4", "tr"):
        element.tail = "\n" + (element.tail or "")
        if element.tag != "br" and element is not tree:
            element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n\n".join(line for line in lines if line)
