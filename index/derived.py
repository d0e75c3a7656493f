"""Files that can be made again from the store: written aside, fsynced, renamed, stamped, checked when read.

A derived file `NAME` has a stamp `NAME.stamp.json` beside it that names the generation it holds and
the size and CRC-32 of its bytes. A crash between the two renames leaves a stamp that does not match,
which reads as "not there": the caller rebuilds and the result is the same (invariant 2).
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_READ_SIZE = 1 << 22


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a derived file holds: the state of the store it was made from, and its own checksum.

    `generation` is the store's; `high` the highest sequence number that is in the file;
    `made_by` names what else it depends on, for example the embedder and the format.
    """

    generation: int
    high: int
    made_by: str
    size: int = 0
    crc32: int = 0


def _stamp_path(path: Path) -> Path:
    return path.with_name(path.name + ".stamp.json")


def write(path: Path, stamp: Stamp, dump: Callable[[Path], None]) -> None:
    """Write a derived file and then its stamp, each so that a crash leaves the old or the new one.

    Args:
        path: where the file goes; its folder exists.
        stamp: what it holds; size and checksum are filled in here.
        dump: writes the content to the path it is given.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        dump(aside)
        _fsync(aside)
        size, crc32 = _measure(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    stamped = asdict(stamp) | {"size": size, "crc32": crc32}
    aside = _stamp_path(path).with_name(f"{path.name}.{os.getpid()}.stamp.tmp")
    try:
        aside.write_text(json.dumps(stamped), encoding="utf-8")
        _fsync(aside)
        aside.replace(_stamp_path(path))
    finally:
        aside.unlink(missing_ok=True)
    _fsync(path.parent)


def read_stamp(path: Path) -> Stamp | None:
    """The stamp of a derived file, without looking at the file; None when there is none or it is damaged."""
    try:
        fields: Mapping[str, object] = json.loads(_stamp_path(path).read_text(encoding="utf-8"))
        generation, high, size, crc32 = (int(str(fields[k])) for k in ("generation", "high", "size", "crc32"))
        return Stamp(generation, high, str(fields["made_by"]), size, crc32)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def flaw(path: Path, stamp: Stamp) -> str | None:
    """What is wrong with the bytes of a derived file, in words; None when they are the stamped ones."""
    try:
        size, crc32 = _measure(path)
    except FileNotFoundError:
        return "it is missing"
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    if size != stamp.size:
        return f"it is {size:,} bytes long instead of {stamp.size:,}"
    if crc32 != stamp.crc32:
        return "its checksum does not match"
    return None


def remove(path: Path) -> None:
    """Remove a derived file and its stamp, the stamp first."""
    _stamp_path(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _measure(path: Path) -> tuple[int, int]:
    size = crc32 = 0
    with path.open("rb") as file:
        while block := file.read(_READ_SIZE):
            size += len(block)
            crc32 = zlib.crc32(block, crc32)
    return size, crc32


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
