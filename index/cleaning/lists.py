"""Lists of other stories: "Most read", "Related", a news feed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .paragraph import Paragraph, key

_FEEDS = re.compile(
    r"^(?:news ?feed|(?:the )?latest(?: (?:news|stories|headlines|updates|articles|videos|posts))?"
    r"|top (?:stories|news|headlines)"
    r"|most (?:read|popular|viewed|shared|commented|watched)(?: (?:stories|articles|news|now|today"
    r"|this week))?"
    r"|trending(?: (?:now|today|stories|news|topics))?|popular(?: (?:now|stories|news|posts"
    r"|articles|today|this week))?"
    r"|related(?: (?:articles?|stor(?:y|ies)|news|content|coverage|posts?|reading|topics?|links?"
    r"|videos?|items?))?"
    r"|similar (?:articles|stories|news|posts)|recommended(?: (?:for you|stories|articles|reading"
    r"|by .{2,30}))?"
    r"|you (?:may|might|will|'ll)(?: also)? (?:like|enjoy|be interested in|have missed)(?: this"
    r"| these)?"
    r"|(?:read|up|watch|what to read|what's) next|(?:also|further) (?:read|reading)"
    r"|what others are reading"
    r"|editors?'?s?'? (?:picks?|choice)|our picks|in other news|other (?:news|stories|articles)"
    r"|more (?:news|stories|articles|headlines)"
    r"|(?:explore |read )?more (?:stories |news |articles )?(?:from|by|in|on|about) .{2,50}|(?:from"
    r"|around|across) the web"
    r"|(?:sponsored|promoted|paid|partner)(?: (?:stories|content|links|posts))?|don't miss"
    r"|in case you missed it|keep on reading"
    r"|recent (?:news|stories|posts|articles|headlines)|hot topics|more coverage|selected for you)$",
    re.I,
)
"""Headings of lists of other stories. One opens a sidebar; how far that reaches, `mark_lists` decides."""

_END_OF_LIST = frozenset(
    {"show more", "load more", "view more", "view all", "see more", "see all", "more news", "more stories"}
)
"""The button under a list of stories that grows."""


def mark_lists(paragraphs: Sequence[Paragraph]) -> None:
    """Mark lists of other stories: a heading such as "Most read" and the headlines under it.

    Whole sentences under the heading are other stories' leads only if the article is known to be
    over: a biography, an appeal, tags, a copyright line or two more lists came just before, a button
    such as "Show more" closes the list, or headlines and leads take turns to the end of the text.
    """
    left = sum(p.words for p in paragraphs)
    seen = lists = 0  # words of body so far; lists since the last of it
    listed = False
    for i, paragraph in enumerate(paragraphs):
        left -= paragraph.words
        if _is_list_heading(paragraph):
            paragraph.kind = "sidebar"
            lists += 1
            if seen >= left and (lists >= 3 or _is_over(paragraphs, i)):
                for rest in paragraphs[i + 1 :]:
                    rest.kind = rest.kind or "sidebar"
                return
            listed = seen > 0
        elif paragraph.kind is None:
            listed = listed and _may_be_listed(paragraph)
            if listed:
                paragraph.kind = "sidebar"
            else:
                seen += paragraph.words
                lists = 0


def _may_be_listed(paragraph: Paragraph) -> bool:
    if paragraph.sentence:
        return paragraph.text.endswith("?") and paragraph.words <= 12
    return paragraph.words <= 25


def _is_list_heading(paragraph: Paragraph) -> bool:
    return (
        paragraph.kind in (None, "furniture")
        and paragraph.words <= 10
        and not paragraph.sentence
        and _FEEDS.match(key(paragraph.text)) is not None
    )


def _is_over(paragraphs: Sequence[Paragraph], heading: int) -> bool:
    before = paragraphs[max(0, heading - 4) : heading]
    if any(
        p.kind in ("biography", "appeal") or (p.kind == "furniture" and p.text[0] in "#©") for p in before
    ):
        return True
    if heading + 1 == len(paragraphs) or key(paragraphs[-1].text) in _END_OF_LIST:
        return True
    if len(paragraphs) - heading > 100:  # no list of teasers is as long
        return False
    shapes = [p.sentence for p in paragraphs[heading + 1 :] if p.kind is None]
    return len(shapes) >= 4 and all(sentence == bool(i % 2) for i, sentence in enumerate(shapes))
