"""Links that open an article at the cited sentence."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from .types import Citation

_WHOLE = 10  # words: a quotation up to this long is in the fragment entirely
_ENDS = 5  # words of each end of a longer one


def link(citation: Citation) -> str | None:
    """Where a citation leads: the article's URL with a text fragment, the path of a local file, or None.

    (https://wicg.github.io/scroll-to-text-fragment/: `#:~:text=start,end`.)
    """
    url = citation.article.url
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # no URL at all
        return None
    if parts.scheme == "file":
        return str(Path(unquote(parts.path)))
    if parts.scheme not in ("http", "https"):
        return None
    page = url.partition(":~:")[0].rstrip("#")
    return f"{page}{'' if '#' in page else '#'}:~:text={text_fragment(citation.quote)}"


def text_fragment(words: str) -> str:
    """A quotation as the value of a text directive: percent-encoded, long ones by their two ends.

    A match may not cross a block of the page when it is given whole, so of words with a line break
    only the first line is used.
    """
    listed = words.strip().splitlines()[0].split() if words.strip() else []
    if len(listed) <= _WHOLE:
        return _encoded(listed)
    return f"{_encoded(listed[:_ENDS])},{_encoded(listed[-_ENDS:])}"


def _encoded(words: list[str]) -> str:
    # "-", "," and "&" are syntax in a text directive; quote() leaves "-" alone
    return quote(" ".join(words), safe="").replace("-", "%2D")
