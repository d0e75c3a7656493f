"""Paragraphs that recur across an outlet's articles: furniture that no list of wordings knows.

An outlet's mottos, offers, notices and flattened widgets stand in article after article. They are found
by counting, from the corpus itself. What must stay are sentences that an outlet reprints because they
are news: the background of a running story, the rules of a lottery, a list's entries.

The thresholds come from the 20,225 articles of realtimeqa (13,996 of USA Today, 5,337 of CNN), counted
by article. From ten on nearly all paragraphs are furniture; the exceptions are about six of news, in ten
to fourteen articles each, that look like a widget. At five to nine about a third are news, but of those
that speak of the outlet or point somewhere (newsletters, links, "this story was updated") only three of
a sample of sixty, down to four.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from hashlib import blake2b

from .blocks import Block

MANY_STORIES = 10
SOME_STORIES = 4
"""In how many stories of an outlet a paragraph recurs: any paragraph; one that points or speaks of the
outlet."""

_MIN_CHARS = 40
"""Shorter paragraphs are subheadings and names ("What we know so far"), which cost nothing to keep."""

_POINTERS = (
    *("newsletter", "subscribe", "subscription", "sign up", "sign-up", "podcast", "download", "follow "),
    *("http", "www.", "@", "click", " here.", "read more", " our ", "editor's note", "editor’s note"),
    *("this story", "this article", "this report", "this page"),
)
"""Words of a paragraph that points somewhere or speaks of the outlet."""

_DIGITS = re.compile(r"\d+")


def paragraph_keys(text: str, blocks: Sequence[Block], *, source: str = "") -> tuple[int, ...]:
    """Keys by which an article's body paragraphs are counted.

    Args:
        text: the article's text.
        blocks: its blocks.
        source: the outlet. The same words in two outlets have two keys, so that an agency's sentence
            is not counted across its customers.

    Returns:
        for each body block of at least 40 characters, in order, a signed 64-bit hash of its words
        without case, white space and numbers ("3 items left" meets "12 items left"); the same on every
        machine. It is odd for a paragraph that points somewhere or speaks of the outlet.
    """
    return tuple(_key(text[block.start : block.end], source) for block in blocks if _is_keyed(block))


def is_recurring(stories: int, key: int = 0) -> bool:
    """Whether a paragraph that occurs in so many stories of its outlet is furniture.

    Args:
        stories: the number of distinct *stories* (clusters of near-identical copies), not of articles:
            else an article that was sent out ten times would turn its own body into furniture.
        key: the paragraph's key, which tells the kind of paragraph; without it, it is judged by the
            stricter threshold.
    """
    return stories >= (SOME_STORIES if key & 1 else MANY_STORIES)


def without(blocks: Sequence[Block], keys: Sequence[int], recurring: AbstractSet[int]) -> tuple[Block, ...]:
    """Mark the recurring paragraphs of an article as furniture.

    Args:
        blocks: the article's blocks.
        keys: what `paragraph_keys` gave for them.
        recurring: the keys that recur in the outlet.

    Returns:
        the blocks, those whose key recurs as furniture.
    """
    if not recurring:
        return tuple(blocks)
    left = iter(keys)
    return tuple(
        replace(block, kind="furniture") if _is_keyed(block) and next(left) in recurring else block
        for block in blocks
    )


def _is_keyed(block: Block) -> bool:
    return block.kind == "body" and block.end - block.start >= _MIN_CHARS


def _key(paragraph: str, source: str) -> int:
    words = _DIGITS.sub("0", " ".join(paragraph.casefold().split()))
    digest = blake2b(f"{source}\0{words}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    points = any(pointer in words for pointer in _POINTERS)
    return int.from_bytes(digest, "little", signed=True) & ~1 | points
