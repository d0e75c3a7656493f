"""Fixtures that several tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harbour import newswire

from onrecord.index import NewsIndex
from onrecord.index.embed import HashingEmbedder

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test's index goes."""
    return tmp_path / "news.index"


@pytest.fixture
def index(folder: Path) -> Iterator[NewsIndex]:
    """An open index of the three articles, with vectors."""
    with NewsIndex.open(folder, embedder=HashingEmbedder()) as opened:
        opened.add(newswire())
        yield opened


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data; the test is skipped where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the development data is not beside this checkout")
    return SHARED
