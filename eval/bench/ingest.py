"""The text stage as a whole process, and our embedding against the bare encoder's."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from onrecord.index import NewsIndex
from onrecord.index.database import Database
from onrecord.index.embed import PACKAGED, SentenceTransformerEmbedder, packaged_model
from onrecord.index.live import indexed_text
from onrecord.index.newsindex import DATABASE
from onrecord.index.store import Store

from ..retrieval import read_articles
from .timing import Figure, run_process, timed

_ARTICLES_EMBEDDED = 40
_PAIRS = 5


def text_stage(source: Path, articles: int, scratch: Path) -> Iterator[Figure]:
    """`onrecord ingest --no-vectors` of a JSON-lines file, less what the command takes for one article."""
    lines = scratch / "articles.jsonl"
    one = scratch / "one.jsonl"
    with gzip.open(source, "rt", encoding="utf-8") as stored:
        texts = list(islice(stored, articles))
    lines.write_text("".join(texts), encoding="utf-8")
    one.write_text(texts[0], encoding="utf-8")
    command = [sys.executable, "-m", "onrecord.qa", "--model", "hashing"]
    start = run_process([*command, "--index", str(scratch / "one.index"), "ingest", "--no-vectors", str(one)])
    run = run_process(
        [*command, "--index", str(scratch / "text.index"), "ingest", "--no-vectors", str(lines)]
    )
    words = sum(len(text.split()) for text in texts) / len(texts)
    yield Figure(
        f"text stage, {articles:,} articles of {words:,.0f} words",
        (articles - 1) / (run.wall - start.wall),
        "articles/s",
        f"whole process {run.wall:.1f} s, start {start.wall:.1f} s, peak {run.peak_mb:,.0f} MB",
    )


def embedding(source: Path, scratch: Path) -> Iterator[Figure]:
    """`embed_missing` against SentenceTransformer.encode on the same passages, in pairs."""
    from sentence_transformers import SentenceTransformer

    bare = SentenceTransformer(str(packaged_model()), device="cpu")
    embedder = SentenceTransformerEmbedder(PACKAGED)
    embedder.encode_query("warm up")
    folder = scratch / "embed.index"
    with NewsIndex.open(folder, embedder=embedder) as index:
        index.add(islice(read_articles(source), _ARTICLES_EMBEDDED), embed=False)
        store = Store(Database(folder / DATABASE, create=False))
        texts = [indexed_text(passage) for passage in store.passage_texts()]
        ratios, rates = [], []
        for _ in range(_PAIRS):
            alone = timed(lambda: bare.encode(texts, batch_size=32, show_progress_bar=False))
            with store.db.transaction():
                store.drop_vectors()
            ours = timed(index.embed_missing)
            ratios.append(ours / alone)
            rates.append(len(texts) / ours)
        store.db.close()
    yield Figure(
        f"embedding, {len(texts)} passages",
        median(rates),
        "passages/s",
        f"{median(ratios):.3f} × the bare encoder's time",
    )
