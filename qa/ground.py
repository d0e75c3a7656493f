"""Every quotation and citation checked in code against the stored text, whoever made it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.index.types import JOINER, Article, Statement

from .types import Citation, Claim, Remark

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')


def check(citation: Citation, stored: Mapping[str, Article]) -> Citation:
    """The citation with `verified` set by looking: its quote is the stored text between its offsets.

    Args:
        citation: any citation, of this process or from outside.
        stored: the articles as they are in the index now, by id.
    """
    article = stored.get(citation.article.id)
    verified = (
        article is not None
        and bool(citation.quote.strip())
        and 0 <= citation.start < citation.end <= len(article.text)
        and article.text[citation.start : citation.end] == citation.quote
    )
    return replace(citation, verified=verified)


def grounded(
    claims: Sequence[Claim], citations: Sequence[Citation], stored: Mapping[str, Article]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """What may be shown as fact: verified citations, and claims that rest on them alone.

    A claim is dropped when it cites nothing, cites something that is not verified, or quotes words
    that stand in none of the citations it names.

    Returns:
        the claims that are left and their citations, numbered anew from 1 in order of first use.
    """
    checked = {c.number: check(c, stored) for c in citations}
    kept = [claim for claim in claims if _carried(claim, checked)]
    order: dict[int, int] = {}
    for claim in kept:
        for number in claim.citations:
            order.setdefault(number, len(order) + 1)
    shown = tuple(Claim(c.text, tuple(order[n] for n in c.citations)) for c in kept)
    return shown, tuple(replace(checked[old], number=new) for old, new in order.items())


def grounded_remarks(
    remarks: Sequence[Remark], stored: Mapping[str, Article]
) -> tuple[tuple[Remark, ...], tuple[Citation, ...]]:
    """The remarks that may be shown: each with a verified citation for every segment of its statements.

    A statement whose segments are not all the stored text is dropped, and a remark with the last of them.

    Returns:
        the remarks with the numbers of their citations, and the citations, numbered from 1.
    """
    kept: list[Remark] = []
    citations: list[Citation] = []
    for remark in remarks:
        statements: list[Statement] = []
        numbers: list[int] = []
        for statement in remark.statements:
            article = stored.get(statement.article_id)
            if article is None:
                continue
            cited = [
                check(Citation(0, article, start, end, article.text[start:end], verified=False), stored)
                for start, end in statement.segments
            ]
            said = JOINER.join(citation.quote for citation in cited)
            if said != statement.text or not all(citation.verified for citation in cited):
                continue
            statements.append(statement)
            for citation in cited:
                citations.append(replace(citation, number=len(citations) + 1))
                numbers.append(len(citations))
        if statements:
            kept.append(replace(remark, statements=tuple(statements), citations=tuple(numbers)))
    return tuple(kept), tuple(citations)


def _carried(claim: Claim, checked: Mapping[int, Citation]) -> bool:
    cited = [checked[number] for number in claim.citations if number in checked]
    if not cited or len(cited) < len(claim.citations) or not all(c.verified for c in cited):
        return False
    quotes = [c.quote for c in cited]
    return all(any(words in quote for quote in quotes) for words in _QUOTED.findall(claim.text))
