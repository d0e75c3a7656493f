"""Where the index is and which model makes vectors: flags over environment over `onrecord.toml`."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from onrecord.index.errors import UsageError

CONFIG = Path("onrecord.toml")
_KEYS = ("index", "model")


@dataclass(frozen=True, slots=True)
class Settings:
    """What every command needs. `model` None takes the one that the index names."""

    index: Path
    model: str | None


def settings(index: str | None, model: str | None, *, config: Path = CONFIG) -> Settings:
    """Resolve the settings of a command.

    Args:
        index: the `--index` flag.
        model: the `--model` flag.
        config: a TOML file with the keys `index` and `model`, which may be missing.

    Raises:
        UsageError: if the file is not TOML, has another key or a value that is no string.
    """
    written = _read(config)
    folder = index or os.environ.get("ONRECORD_INDEX") or written.get("index")
    chosen = model or os.environ.get("ONRECORD_MODEL") or written.get("model")
    return Settings(Path(folder) if folder else user_data_path("onrecord") / "news.index", chosen)


def _read(config: Path) -> dict[str, str]:
    try:
        values = tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{config} cannot be read: {error}", hint="mend it or remove it") from error
    for key, value in values.items():
        if key not in _KEYS or not isinstance(value, str):
            raise UsageError(
                f"{config}: {key!r} is not a setting with a text value: {' and '.join(_KEYS)} are"
            )
    return values
