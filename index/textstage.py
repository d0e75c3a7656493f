"""The text stage of an ingest: articles and statements become rows, copies are grouped, passages cut.

One batch is one SQLite transaction, so a killed process loses at most the batch in hand. What the
stage decides depends on the set of articles in the store and not on how they were batched: the
same articles in another order give the same passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .blocks import Block, blocks
from .chunk import passages
from .duplicates import band_keys, same_story, signature, story_labels
from .recurring import is_recurring, paragraph_keys, without
from .speech import drop_statements, mark_recurring, put_statements
from .store import Store, content_hash
from .types import UNDATED, Article, Statement

Span = tuple[int, int]

Change = Literal["added", "updated", "unchanged", "removed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article."""

    article_id: str
    change: Change


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that can be found out about it alone, without the store.

    `article` is dated by its own text where it came without a date.
    `passages` are (start, end) as cut when none of its paragraphs recurs elsewhere.
    """

    article: Article
    blocks: tuple[Block, ...]
    signature: NDArray[np.uint32] | None
    paragraph_keys: tuple[int, ...]
    passages: tuple[tuple[int, int], ...]
    statements: tuple[Statement, ...]


def prepare(article: Article) -> Prepared:
    """Find out all that an article tells by itself; a pure function, for any process."""
    from .statements import statements  # a second of compiling patterns, which searching needs none of

    found = blocks(article.text, title=article.title)
    body = "\n".join(article.text[b.start : b.end] for b in found if b.kind == "body")
    keys = paragraph_keys(article.text, found, source=article.source or "")
    article = _dated(article, found)
    cut = _cut(article, found)
    return Prepared(article, found, signature(body), keys, cut, statements(article, found))


def _dated(article: Article, found: Sequence[Block]) -> Article:
    """The article, published when its text tells, if it came without a day."""
    if article.published.range is not None:
        return article
    from .dates import publication_range

    body = [(block.start, block.end) for block in found if block.kind == "body"]
    return replace(article, published=publication_range(article.text, body=body))


def changed(store: Store, batch: Sequence[Article]) -> list[Article]:
    """Those of a batch that are new or have other content than in the store; of one id the last counts."""
    latest = {article.id: article for article in batch}
    known = store.hashes(list(latest))
    return [a for a in latest.values() if a.id not in known or known[a.id][1] != content_hash(a)]


def write(store: Store, batch: Sequence[Article], prepared: Sequence[Prepared]) -> list[Outcome]:
    """Store a batch of articles in one transaction.

    Args:
        store: under the writer's lock.
        batch: articles; of those with one id the last counts.
        prepared: those of them that `changed` named.

    Returns:
        one outcome for each distinct id, in the order of the batch.
    """
    known = store.hashes([each.article.id for each in prepared])
    outcomes = {article.id: Outcome(article.id, "unchanged") for article in batch}
    for each in prepared:
        change: Change = "updated" if each.article.id in known else "added"
        outcomes[each.article.id] = Outcome(each.article.id, change)
    if prepared:
        with store.db.transaction():
            rows = {article_id: row for article_id, (row, _) in known.items()}
            _write(store, prepared, rows, store.db.next_generation())
    return list(outcomes.values())


def remove(store: Store, rows: Sequence[int]) -> None:
    """Remove articles by row in one transaction: from answers, from stories, from recurring counts."""
    with store.db.transaction():
        generation = store.db.next_generation()
        work = _Work()
        for row in rows:
            _unlink(store, row, work, generation)
            drop_statements(store.db, row)
            store.drop_article(row, generation)
        _regroup(store, work, generation)
        _recut(store, _changed_recurrence(store, work), {}, generation)


def recut_all(store: Store) -> None:
    """Cut every article's passages anew with the present chunker, keeping vectors of equal passages."""
    with store.db.transaction():
        _recut(store, store.article_rows(), {}, store.db.next_generation())


def reread_statements(store: Store) -> None:
    """Read every article's day and statements anew with the present extractor."""
    with store.db.transaction():
        generation = store.db.next_generation()
        for row in store.article_rows():
            article = store.articles([row])[row]
            if article.published.basis == "text":
                article = replace(article, published=UNDATED)
            each = prepare(article)
            store.set_published(row, each.article.published, generation)
            _put_statements(store, row, each)


def _write(store: Store, prepared: Sequence[Prepared], known: dict[str, int], generation: int) -> None:
    work = _Work()
    old = store.articles([known[p.article.id] for p in prepared if p.article.id in known])
    for each in prepared:
        row = known.get(each.article.id)
        if row is not None:
            _unlink(store, row, work, generation)
            _drop_changed_passages(store, row, old[row], each.article, generation)
        row = store.put_article(each.article, row=row, signature=each.signature, generation=generation)
        work.fresh[row] = each
        store.put_paragraphs(row, each.paragraph_keys)
        work.paragraphs.update(each.paragraph_keys)
    _regroup(store, work, generation)
    for row, each in work.fresh.items():
        _link(store, row, each.signature, work, generation)
    for row, each in work.fresh.items():
        _put_statements(store, row, each)
    _recut(store, _changed_recurrence(store, work) | work.fresh.keys(), work.fresh, generation)


def _put_statements(store: Store, row: int, each: Prepared) -> None:
    drop_statements(store.db, row)
    put_statements(store.db, row, each.statements)


@dataclass(slots=True)
class _Work:
    """What a transaction has touched and must bring in order before it commits."""

    fresh: dict[int, Prepared] = field(default_factory=dict)  # by article row
    paragraphs: set[int] = field(default_factory=set)  # keys whose counts may have changed
    stories: set[int] = field(default_factory=set)  # those that lost a member


# -- near-identical copies


def _link(store: Store, row: int, own: NDArray[np.uint32] | None, work: _Work, generation: int) -> None:
    """Join an article with the stories of its near-identical copies."""
    if own is None:
        return
    keys = band_keys(own)
    near = store.sharing_bands(keys) - {row}
    store.put_bands(row, keys)
    copies = [r for r, theirs in store.signatures(sorted(near)).items() if same_story(own, theirs)]
    if copies:
        members = store.rows_in(sorted(set(store.story_of([row, *copies]).values())))
        _label(store, dict.fromkeys(members, min(members)), work, generation)


def _unlink(store: Store, row: int, work: _Work, generation: int) -> None:
    """Take an article out of its story and out of the counts of its paragraphs."""
    story = store.story_of([row])[row]
    rest = [member for member in store.rows_in([story]) if member != row]
    if rest:
        _label(store, {row: row} | dict.fromkeys(rest, min(rest)), work, generation)
        work.stories.discard(story)
        work.stories.add(min(rest))
    own = store.signatures([row]).get(row)
    if own is not None:
        store.drop_bands(row, band_keys(own))
    work.paragraphs.update(store.drop_paragraphs(row))


def _regroup(store: Store, work: _Work, generation: int) -> None:
    """Group the members of stories that lost one anew: the lost one may have held them together."""
    for story in sorted(work.stories):
        _label(store, story_labels(store.signatures(store.rows_in([story]))), work, generation)


def _label(store: Store, labels: dict[int, int], work: _Work, generation: int) -> None:
    """Give article rows their story; their paragraphs then count for another number of stories."""
    before = store.story_of(list(labels))
    moved = {row: story for row, story in labels.items() if before[row] != story}
    if moved:
        store.set_stories(moved.items(), generation)
        work.paragraphs.update(store.paragraphs_of(list(moved)))


# -- recurring paragraphs and passages


def _changed_recurrence(store: Store, work: _Work) -> set[int]:
    """Reconcile which paragraphs recur; returns the rows of articles whose passages that changes."""
    keys = sorted(work.paragraphs)
    stories = store.stories_with(keys)
    now = {key for key in keys if is_recurring(stories.get(key, 0), key)}
    before = store.recurring(keys)
    store.set_recurring(now - before, before - now)
    return store.articles_with(sorted(now ^ before))


def _drop_changed_passages(store: Store, row: int, old: Article, new: Article, generation: int) -> None:
    """Drop the passages whose words change; the title counts, since it is indexed with each of them."""
    store.drop_passages(
        [
            passage_row
            for passage_row, start, end in store.passages_of(row)
            if old.title != new.title or old.text[start:end] != new.text[start:end]
        ],
        generation,
    )


def _recut(store: Store, rows: Iterable[int], at_hand: Mapping[int, Prepared], generation: int) -> None:
    """Cut the passages of articles; a passage whose span stays keeps its row and its vector."""
    for row in sorted(rows):
        spans, recurring = _spans(store, row, at_hand.get(row))
        mark_recurring(store.db, row, recurring)
        new = {span: ordinal for ordinal, span in enumerate(spans)}
        kept: list[tuple[int, int]] = []
        gone: list[int] = []
        for passage_row, start, end in store.passages_of(row):
            ordinal = new.pop((start, end), None)
            if ordinal is None:
                gone.append(passage_row)
            else:
                kept.append((passage_row, ordinal))
        store.drop_passages(gone, generation)
        store.renumber_passages(kept)
        store.add_passages(row, [(ordinal, start, end) for (start, end), ordinal in new.items()])


def _spans(store: Store, row: int, at_hand: Prepared | None) -> tuple[tuple[Span, ...], list[Span]]:
    """Where an article's passages are, and its recurring paragraphs, which they leave out.

    Where leaving them out leaves nothing, nothing is left out.
    """
    if at_hand is not None:
        article, found, keys = at_hand.article, at_hand.blocks, at_hand.paragraph_keys
    else:
        article = store.articles([row])[row]
        found = blocks(article.text, title=article.title)
        keys = paragraph_keys(article.text, found, source=article.source or "")
    recurring = store.recurring(keys)
    if at_hand is not None and not recurring:
        return at_hand.passages, []
    left = without(found, keys, recurring)
    if not any(block.kind == "body" for block in left):
        return _cut(article, found), []
    kept = set(left)
    return _cut(article, left), [(block.start, block.end) for block in found if block not in kept]


def _cut(article: Article, found: Sequence[Block]) -> tuple[Span, ...]:
    return tuple((p.start, p.end) for p in passages(article.id, article.text, found))
