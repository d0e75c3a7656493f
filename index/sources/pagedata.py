"""What a web page says about itself for machines: JSON-LD, meta tags, links, headings."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from ..types import Basis, Published
from .items import web_address
from .published import parse_published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_FIELD = 2_000
"""Characters of a title, a byline or a name that are looked at: no honest one is longer."""

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|NewsStory|Report)$")
# What these hold is another work: a teaser, a comment, an update of a live blog, a picture.
_OTHER_WORKS = frozenset(
    {
        "liveBlogUpdate",
        "hasPart",
        "isPartOf",
        "itemListElement",
        "comment",
        "associatedMedia",
        "video",
        "image",
        "publisher",
        "author",
        "mentions",
        "about",
        "review",
        "citation",
        "isBasedOn",
    }
)
_WRAPPER = re.compile(r"^(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?(?:\]\]>|-->)(?:\*/)?$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_TAG = re.compile(r"<[^<>]+>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door|av|text:)\s+", re.IGNORECASE)
_AUTHOR_BREAK = re.compile(r"\s*(?:;|\||,|&|\b(?:and|und|et|y|og|och|en)\b)\s*")
_NO_NAME = re.compile(r"https?:|\S+@\S+$|[\d\W]*$")

# In the order of trust: the first that can be read wins. Keys are compared without punctuation and case.
_DATE_KEYS = (
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "httpogpmensarticlepublishedtime",
    "datepublished",
    "parselypubdate",
    "cxenseparsepublishtime",
    "cxenseparserecspublishtime",
    "cxenseparserecspublishedtime",
    "dcdateissued",
    "dctermscreated",
    "dctermsissued",
    "sailthrudate",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "prismpublicationdate",
    "contentpublishdate",
    "articledateoriginal",
    "publishedat",
    "published",
    "dcdate",
    "datecreated",
    "date",
)
_AUTHOR_KEYS = (
    "author",
    "articleauthor",
    "byl",
    "parselyauthor",
    "sailthruauthor",
    "dccreator",
    "cxenseparseauthor",
)


@dataclass(frozen=True, slots=True)
class PageData:
    """A page's own statements. Empty where it makes none; `published` in the order of trust."""

    headline: str
    og_title: str
    h1: str
    html_title: str
    authors: tuple[str, ...]
    language: str | None
    canonical: str | None
    site: str | None
    published: tuple[Published, ...]
    body: str

    def title(self, host: str) -> str:
        """The headline: what two of JSON-LD, Open Graph and `h1` agree on, else the first of them.

        The outlet's name at the end ("… | The Courier") is taken off. Measured on 258 pages: see
        tests/test_sources_pages.py.
        """
        names = {_key(name) for name in (self.site, host, host.split(".")[0]) if name}
        candidates = [_without_site(t, names) for t in (self.headline, self.og_title, self.h1)]
        keys = [_key(candidate) for candidate in candidates]
        for candidate, key in zip(candidates, keys, strict=True):
            if key and keys.count(key) > 1:
                return candidate
        return next((c for c in candidates if c), "") or _without_site(self.html_title, names)


def page_data(tree: HtmlElement, url: str | None) -> PageData:
    """Collects what a parsed page says of itself; damaged JSON-LD is mended or skipped, never an error."""
    article = _article_node(tree, url)
    meta = _meta(tree)
    headings = [text for element in tree.iter("h1") if (text := _squeeze(element.text_content()))]
    title = tree.find(".//title")
    return PageData(
        headline=_squeeze(_string(article.get("headline"))),
        og_title=_squeeze(meta.get("ogtitle", "")),
        h1=headings[0] if headings else "",
        html_title=_squeeze(title.text_content()) if title is not None else "",
        authors=_ld_authors(article.get("author")) or _meta_authors(meta) or _linked_authors(tree),
        language=_language(tree, meta, article),
        canonical=_canonical(tree, meta, url),
        site=_squeeze(meta.get("ogsitename", "") or _name(article.get("publisher"))) or None,
        published=tuple(_stated(tree, meta, article)),
        body=html.unescape(_TAG.sub("\n", _string(article.get("articleBody")))).strip(),
    )


def split_authors(text: str) -> tuple[str, ...]:
    """The people in a byline: "By Ada Fenn and Ines Marlow" names two."""
    names = (_squeeze(name) for name in _AUTHOR_BREAK.split(_BYLINE.sub("", _squeeze(text))))
    return tuple(dict.fromkeys(name for name in names if not _NO_NAME.match(name)))


def _article_node(tree: HtmlElement, url: str | None) -> dict[str, Any]:
    """The JSON-LD object of this page's article: the one that names the page's URL, else the first."""
    found = []
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            found += [n for n in _nodes(_load(script.text_content())) if _is_article(n)]
    if url and len(found) > 1:
        path = urlsplit(url).path.rstrip("/")
        for node in found:
            stated = [
                _string(node.get("url")),
                _string(node.get("mainEntityOfPage")),
                _string(node.get("@id")),
            ]
            if path and any(urlsplit(s).path.rstrip("/") == path for s in map(web_address, stated) if s):
                return node
    return found[0] if found else {}


def _load(text: str) -> object:
    text = _WRAPPER.sub("", text.strip()).strip().removesuffix(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return cast(object, json.loads(attempt, strict=False))
        except (ValueError, RecursionError):
            continue
    # Broken for good, most often by a quotation mark inside a headline: keep the fields that are whole.
    fields = re.findall(r'"(datePublished|headline|inLanguage)"\s*:\s*"((?:[^"\\]|\\.)*)"\s*[,}]', text)
    return {"@type": "Article", **dict(reversed(fields))} if fields else None


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object that may describe the page itself, outer before inner."""
    waiting = deque([value])
    while waiting:
        current = waiting.popleft()
        if isinstance(current, list):
            waiting.extendleft(reversed(current))
        elif isinstance(current, dict):
            yield current
            waiting.extend(inner for key, inner in current.items() if key not in _OTHER_WORKS)


def _is_article(node: dict[str, Any]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and _ARTICLE_TYPE.search(k) for k in kinds)


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each meta tag, by its name, property or itemprop, letters and digits only."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(re.sub(r"[^a-z0-9]", "", name.lower()), content)
    return found


def _stated(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> Iterator[Published]:
    times = (
        element.get("datetime") or ""
        for element in tree.iter("time")
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
    )
    texts: list[tuple[object, Basis]] = [(article.get("datePublished"), "json-ld")]
    texts += [(meta[key], "meta") for key in _DATE_KEYS if key in meta]
    texts += [(text, "meta") for text in times]
    texts += [(article.get("dateCreated"), "json-ld")]
    for text, basis in texts:
        if isinstance(text, str) and text.strip():
            try:
                yield parse_published(text, basis)
            except ValueError:
                continue  # a page that writes its date in its own way may state it again in another tag


def _language(tree: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    for text in (tree.get("lang"), _string(article.get("inLanguage")), meta.get("oglocale")):
        match = re.match(r"([a-z]{2,3})(?:[-_]|$)", (text or "").strip().lower())
        if match:
            return match[1]
    return None


def _canonical(tree: HtmlElement, meta: dict[str, str], url: str | None) -> str | None:
    """The canonical address, if it can be this page's: a page must not take another outlet's place.

    Without a URL (a saved page) any http address is believed: the file is the user's own.
    """
    links = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    for href in (*links, meta.get("ogurl")):
        if not href:
            continue
        address = web_address(str(href), url or "")
        parts = urlsplit(address or "")
        if address is None or parts.path == "/":
            continue
        if url is None or _same_site(parts.hostname or "", urlsplit(url).hostname or ""):
            return address
    return None


def _same_site(one: str, other: str) -> bool:
    return re.sub(r"^(www|m|mobile|amp)\.", "", one) == re.sub(r"^(www|m|mobile|amp)\.", "", other)


def _ld_authors(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = [name for item in items for name in split_authors(_name(item))]
    return tuple(dict.fromkeys(names))


def _meta_authors(meta: dict[str, str]) -> tuple[str, ...]:
    for key in _AUTHOR_KEYS:
        if key in meta and (names := split_authors(meta[key])):
            return names
    return ()


def _linked_authors(tree: HtmlElement) -> tuple[str, ...]:
    links = (e for e in tree.iter("a") if e.get("rel") == "author")
    names = [name for link in links for name in split_authors(str(link.text_content()))]
    return tuple(dict.fromkeys(names))


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            value = ", ".join(v for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""


def _string(value: object) -> str:
    """The string in a JSON-LD value, which may be wrapped in a list or in an object with an @id."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) else ""


def _squeeze(text: str) -> str:
    """One line of visible characters, entities resolved (twice: many sites escape what is escaped)."""
    return " ".join(_INVISIBLE.sub("", html.unescape(html.unescape(text[:MAX_FIELD]))).split())


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _without_site(title: str, names: set[str]) -> str:
    """The title without the outlet's name at its end, nor the section after that ("| Courier | Sport")."""
    parts = re.split(r"(\s+[|–—·•-]+\s+|\s*[|ㅣ]\s*)", title)
    for keep in (len(parts) - 2, len(parts) - 4):
        if keep >= 1 and any(_key(part) in names for part in parts[keep + 1 :: 2]):
            return "".join(parts[:keep])
    return title
