"""What comes out of a source: an article, or a failure that names the bad input and says why."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

from ..errors import SourceError
from ..types import UNDATED, Article, Published

MAX_CHARACTERS = 2_000_000
"""Longer than any article: a live blog of a whole year stays under half a million."""

MIN_WORDS = 10
"""The shortest of 22,000 news articles (realtimeqa, polnear, timebank, giveme5w1h) has 22 words; the
dispatch of a single sentence is shorter, a file of notes or a heading shorter still."""

# Scripts without spaces: a run of ten such characters counts as five words.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔։။።](?=[\s\"'”’»)\]」』]|$)")
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|ico|igshid|xtor)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of an input (`--published --url --source --title`); it wins over the input's own.

    `url` and `title` belong to one article: giving them with an input of several is a UsageError.
    """

    published: Published | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Failure:
    """A bad input, named, with its reason in words for the user.

    Args:
        input: the path or URL, with `:12` for the twelfth line or record of a file.
        reason: what is wrong with it.
        kept: true where the article came in all the same and only a part of the input was unusable,
            for example a publication date that nobody can read.
    """

    input: str
    reason: str
    kept: bool = False


Item = Article | Failure


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or a sitemap says of one article; `text` is empty unless it carries the whole of it."""

    url: str
    title: str = ""
    text: str = ""
    source: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Published = UNDATED


def short_id(url: str) -> str:
    """The id of an article that brings none: 16 hexadecimal digits of the SHA-256 of its canonical URL."""
    return hashlib.sha256(canonical(url).encode()).hexdigest()[:16]


def web_address(text: str, base: str = "") -> str | None:
    """An absolute http or https address, as `canonical` spells it; None for anything else.

    Args:
        text: an address, or one relative to `base`.
        base: the address of the document that it stands in.
    """
    try:
        address = urljoin(base, text.strip())
        parts = urlsplit(address)
        _ = parts.port  # checked by urllib when asked for
    except ValueError:
        return None
    return canonical(address) if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def canonical(url: str) -> str:
    """One spelling for the addresses of one page: host in lower case, no default port, tracking or fragment.

    The fragment stays in a `file:` address, where it is the number of the record.
    """
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https"):
        return url
    host = parts.netloc.lower().removesuffix(":80" if parts.scheme.lower() == "http" else ":443")
    # Left as written but for what is dropped: to spell it anew could lead elsewhere.
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair.partition("=")[0]))
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def file_url(path: Path, record: int | None = None) -> str:
    """The `file:` address of a file, or of one record in it, so that an answer can link to it."""
    uri = path.resolve().as_uri()
    return uri if record is None else f"{uri}#{record}"


def storable(text: str) -> str:
    """The text with lone surrogates and NULs replaced by U+FFFD, one for one, so that no offset moves.

    JSON can carry them ("\\ud83d" alone, "\\u0000"); databases and terminals cannot, or cut the text there.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _UNSTORABLE.sub("\ufffd", text)
    return text.replace("\0", "\ufffd")


def count_words(text: str) -> int:
    """Words as a reader counts them; in scripts without spaces, two characters to the word."""
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + len(_UNSPACED.findall(text)) // 2


def require_article(text: str) -> None:
    """Refuse a text that is no article: shorter than `MIN_WORDS` words, or without a single sentence.

    Raises:
        SourceError: saying which of the two it is.
    """
    if not text.strip():
        raise SourceError("empty")
    # Counting stops being of interest long before the end of a normal article.
    words = count_words(text[:2000])
    if words < MIN_WORDS:
        raise SourceError(f"not an article: {words} words (at least {MIN_WORDS} are needed)")
    if not _SENTENCE_END.search(text):
        raise SourceError("not an article: no sentence in it ends with a full stop or a question mark")


def build(
    text: str,
    given: Given,
    *,
    url: str,
    title: str = "",
    id: str | None = None,
    source: str | None = None,
    authors: tuple[str, ...] = (),
    language: str | None = None,
    published: Published = UNDATED,
) -> Article:
    """An article from what the input and the caller say; the caller wins.

    Raises:
        SourceError: if the text is longer than `MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"{len(text):,} characters, longer than any article (at most {MAX_CHARACTERS:,})")
    url = storable(given.url or url)
    source = given.source or source
    return Article(
        id=storable(id) if id else short_id(url),
        title=storable(given.title or title),
        text=storable(text),
        url=url,
        source=storable(source) if source else None,
        authors=tuple(storable(author) for author in authors),
        language=storable(language) if language else None,
        published=given.published or published,
    )
