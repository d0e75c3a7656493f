"""Sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html) with the news extension."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ..errors import SourceError
from ..types import UNDATED, Published
from .items import Listing
from .published import parse_published

if TYPE_CHECKING:
    from lxml import etree

_OLDEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, or the sitemaps of an index; both the latest first, undated last."""

    pages: tuple[Listing, ...] = ()
    children: tuple[str, ...] = ()


def parse_sitemap(data: bytes, url: str) -> Sitemap:
    """Reads a sitemap or a sitemap index; no entity is expanded and nothing else is loaded.

    `lastmod` says when a page was changed, not when it was published: it orders the pages only.
    `news:publication_date` is the publication (basis "feed").

    Raises:
        SourceError: if it is not XML, or neither of the two.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"not XML that can be read: {error}") from None
    if root is None:  # what `recover` makes of a text without a single element
        raise SourceError("not XML that can be read")
    found = []
    for element in root:
        if not isinstance(element.tag, str):
            continue
        fields = _fields(element)
        if fields.get("loc"):
            found.append((_order(fields), _join(url, fields["loc"]), fields))
    found.sort(key=lambda entry: entry[0], reverse=True)
    kind = _local_name(root)
    if kind == "sitemapindex":
        return Sitemap(children=tuple(dict.fromkeys(address for _, address, _ in found)))
    if kind == "urlset":
        return Sitemap(pages=tuple(_listing(address, fields) for _, address, fields in found))
    raise SourceError(f"neither a sitemap nor an index of sitemaps but <{kind}>")


def _fields(element: etree._Element) -> dict[str, str]:
    """The texts in an entry by their local names, those of the news extension among them."""
    from lxml import etree

    fields: dict[str, str] = {}
    for inner in element.iter(etree.Element):
        if text := (inner.text or "").strip():
            fields.setdefault(_local_name(inner), text)
    return fields


def _local_name(element: etree._Element) -> str:
    """The tag without its namespace. Not QName's: that refuses the names which a damaged file has."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address  # fetching it will say what is wrong with it


def _listing(url: str, fields: dict[str, str]) -> Listing:
    return Listing(
        url=url,
        title=fields.get("title", ""),
        source=fields.get("name"),
        language=fields.get("language"),
        published=_time(fields.get("publication_date", "")),
    )


def _order(fields: dict[str, str]) -> datetime:
    stated = _time(fields.get("publication_date", "") or fields.get("lastmod", ""))
    if stated.at is not None:
        return stated.at if stated.at.tzinfo else stated.at.replace(tzinfo=UTC)
    return datetime.combine(stated.range.start, time(0), UTC) if stated.range else _OLDEST


def _time(text: str) -> Published:
    try:
        return parse_published(text, "feed")
    except ValueError:
        return UNDATED
