"""Which paragraphs of a text are the article, and what the others are.

The text of an article is never edited, so that offsets stay offsets into the user's own text:
cleaning it means saying which paragraphs are body. A scraped page carries donation appeals, captions,
biographies, pointers to other stories and buttons. Each paragraph is judged by its wording,
by whether it ends as a sentence does, and by its place: above the first sentence,
between body paragraphs, or below the last one. In doubt a paragraph is body: losing a sentence of an
article is worse than keeping a line of its page.
"""

from __future__ import annotations

from dataclasses import dataclass

from .cleaning.paragraph import Kind


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: the span of a line without surrounding white space, and what it is.

    A subheading inside the article is body. A headline is no body, since the title is indexed apart.
    """

    start: int
    end: int
    kind: Kind


def blocks(text: str, *, title: str = "") -> tuple[Block, ...]:
    """Say of every paragraph of a text what it is.

    Takes time linear in the length of the text.

    Args:
        text: an article as it came in, a paragraph to a line (blank lines do not matter). A text that
            is wrapped at a fixed width is recognised; its paragraphs are then judged as wholes.
        title: the article's headline where it is known. Without it, the first line that looks like
            one above the first sentence is taken for it.

    Returns:
        one block for each line that is not blank, in order.
    """
    from .cleaning.stages import judged  # compiles patterns for 0.05 s, which a search need not wait for

    return tuple(Block(start, end, p.kind or "body") for p in judged(text, title) for start, end in p.spans)
