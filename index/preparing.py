"""Preparing articles ahead of the writer: in this process, or in others while this one writes."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from .store import Store
from .textstage import Prepared, changed, prepare
from .types import Article

_WORTH_IT = 256
"""Changed articles after which other processes are started: they take about a second to be ready."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    batch: Sequence[Article]
    prepared: Sequence[Prepared] | Sequence[Future[list[Prepared]]]


def prepared_batches(
    store: Store, batches: Iterable[Sequence[Article]], workers: int
) -> Iterator[tuple[Sequence[Article], list[Prepared]]]:
    """Each batch with what `prepare` finds out about its changed articles, one batch ahead of the reader.

    Args:
        store: what is changed is judged against it.
        batches: of articles, read lazily.
        workers: processes that prepare beside this one; with 0 or 1 this one does it alone.
    """
    with ExitStack() as stack:
        pool: ProcessPoolExecutor | None = None
        waiting: _Waiting | None = None
        seen = 0
        for batch in batches:
            if waiting is not None and _share_an_id(waiting.batch, batch):
                yield waiting.batch, _done(waiting)  # what is changed is known once that one is stored
                waiting = None
            todo = changed(store, batch)
            seen += len(todo)
            if pool is None and workers > 1 and seen > _WORTH_IT:
                # never fork: a host may have threads, and FAISS and torch have
                context = multiprocessing.get_context("spawn")
                pool = stack.enter_context(
                    ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts)
                )
            ahead = _Waiting(batch, _submit(pool, todo, workers) if pool else [prepare(a) for a in todo])
            if waiting is not None:
                yield waiting.batch, _done(waiting)
            waiting = ahead
        if waiting is not None:
            yield waiting.batch, _done(waiting)


def _share_an_id(one: Sequence[Article], other: Sequence[Article]) -> bool:
    return not {article.id for article in one}.isdisjoint(article.id for article in other)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that writes; it ends the others when it is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(pool: ProcessPoolExecutor, todo: Sequence[Article], workers: int) -> list[Future[list[Prepared]]]:
    share = max(1, -(-len(todo) // (2 * workers)))
    return [pool.submit(_prepare_all, todo[at : at + share]) for at in range(0, len(todo), share)]


def _prepare_all(articles: Sequence[Article]) -> list[Prepared]:
    return [prepare(article) for article in articles]


def _done(waiting: _Waiting) -> list[Prepared]:
    prepared: list[Prepared] = []
    for each in waiting.prepared:
        prepared.extend(each.result() if isinstance(each, Future) else [each])
    return prepared
