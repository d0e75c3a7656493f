"""Bare text and Markdown, with or without a front-matter block."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from ..blocks import blocks
from .items import Given, Item, require_article
from .records import record_items

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)(?:^|\n)---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)

MAX_TITLE = 120


def text_items(text: str, where: str, url: str, given: Given, *, markdown: bool = False) -> Iterator[Item]:
    """The article of a bare text. What follows the front matter is stored as it stands.

    Args:
        text: the whole file, decoded.
        where: its name in a failure.
        url: its address when neither the caller nor the front matter gives one.
        given: what the caller says.
        markdown: whether `# heading` is a title.

    Raises:
        SourceError: if it is not an article.
    """
    fields, body = front_matter(text)
    require_article(body)
    fields.setdefault("title", bare_title(body, markdown=markdown))
    yield from record_items({**fields, "text": body}, where, url, given)


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """Splits a text into the fields of its front matter and what follows.

    The block is `key: value` lines between two lines of `---`, the subset of YAML that people write by
    hand: quoted values, `[a, b]` lists and `- item` lines. A block without any such line is not front
    matter but a rule, and belongs to the text.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    fields: dict[str, object] = {}
    key = ""
    for line in match[1].splitlines():
        field = _FIELD.match(line)
        if field:
            key = field[1].lower().replace("-", "_")
            fields[key] = _unquoted(field[2] or "")
        elif key and line.lstrip().startswith("- "):
            items = fields[key] if isinstance(fields[key], list) else []
            fields[key] = [*items, _unquoted(line.lstrip()[2:])]  # type: ignore[misc]
    fields = {k: v for k, v in fields.items() if v != "" and k != "text"}
    return (fields, text[match.end() :]) if key else ({}, text)


def bare_title(text: str, *, markdown: bool = False) -> str:
    """A title for a text that names none: its heading, its headline, or its first sentence, shortened.

    What is headline and what is furniture above it, `blocks` knows: scraped texts begin with "×", "News
    Feed" and appeals for donations.
    """
    if markdown and (heading := _HEADING.search(text)):
        return heading[1].rstrip(" \t\r#")
    body = ""
    for block in blocks(text):
        if block.kind == "headline":
            return text[block.start : block.end]
        if block.kind == "body" and not body:
            body = text[block.start : block.end]
    sentence = next(iter(sentencex.segment("en", body)), body).strip()
    if len(sentence) <= MAX_TITLE:
        return sentence
    cut = sentence[:MAX_TITLE].rpartition(" ")[0] or sentence[:MAX_TITLE]
    return cut.rstrip(",;:–— ") + "…"


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
