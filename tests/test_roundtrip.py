"""Whatever is added, changed and removed, in whatever order: what is found is what a fresh index of the
remaining articles finds, also after closing and opening again, and every span is exact."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from harbour import article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.index import Article, NewsIndex
from onrecord.index.doctor import examine
from onrecord.index.embed import HashingEmbedder

WORDS = (
    "harbour ferry bank dam river inquiry minister rates treaty grain captain sailors vote council storm"
    " bridge island lighthouse budget strike wheat train border judge letter"
).split()
NOTICE = "Our readers may write to the editors of this paper at any time, and we print the best letters."


def body(seed: int) -> str:
    """Up to four paragraphs; the same seed gives the same words, so that copies occur."""
    rng = random.Random(seed)
    paragraphs = [
        " ".join(
            f"The {rng.choice(WORDS)} and the {rng.choice(WORDS)} met {rng.randrange(90)} times."
            for _ in range(6)
        )
        for _ in range(rng.randrange(1, 4))
    ]
    return "\n\n".join([*paragraphs, NOTICE] if rng.random() < 0.7 else paragraphs)


articles = st.builds(
    lambda number, seed, title, day: article(
        number, body(seed), title=f"Title {title}", day=None if day == 0 else f"2025-03-{day:02}"
    ),
    st.integers(0, 14),
    st.integers(0, 10),
    st.integers(0, 2),
    st.integers(0, 28),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(articles, min_size=1, max_size=12)),
        st.tuples(st.just("remove"), st.lists(st.integers(0, 14), min_size=1, max_size=4)),
        st.tuples(st.just("reopen"), st.none()),
    ),
    min_size=1,
    max_size=7,
)


def found(index: NewsIndex) -> list[set[tuple[str, str, float]]]:
    queries: Sequence[tuple[str, str | None]] = [
        ("ferry inquiry", None),
        ("grain treaty", "2025-03-10"),
        ("editors letters", None),
    ]
    return [
        {(h.article.id, h.passage.text, round(h.score, 6)) for h in index.search(q, 200, since=since)}
        for q, since in queries
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_history_equals_a_fresh_index(
    history: list[tuple[str, list[Article] | list[int] | None]],
) -> None:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "news.index"
        index = NewsIndex.open(folder, embedder=HashingEmbedder(32))
        kept: dict[str, Article] = {}
        for step, what in history:
            if step == "add":
                index.add(what)  # type: ignore[arg-type]
                kept |= {each.id: each for each in what}  # type: ignore[union-attr,misc]
            elif step == "remove":
                names = [f"a{n}" for n in what]  # type: ignore[union-attr]
                assert set(index.remove(names)) == set(names) & kept.keys()
                kept = {i: a for i, a in kept.items() if i not in names}
            else:
                index.save_derived(always=True)
                index.close()
                index = NewsIndex.open(folder, embedder=HashingEmbedder(32))
        after = found(index)
        for hit in index.search("ferry grain river", 200):
            assert hit.article.text == kept[hit.article.id].text
            assert hit.article.text[hit.passage.start : hit.passage.end] == hit.passage.text
        index.close()
        assert examine(folder) == []
        with NewsIndex.open(folder) as again:
            assert found(again) == after
        with NewsIndex.open(Path(scratch) / "fresh.index", embedder=HashingEmbedder(32)) as fresh:
            fresh.add(kept.values())
            assert found(fresh) == after
