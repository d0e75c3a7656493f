"""From bytes to text: encodings that are declared, found or refused, and what is no text at all."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import SourceError

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or film"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)

# What the legacy files of newsrooms are in; with all of its 90 candidates charset-normalizer names
# exotic relatives (a French text becomes Central European, one letter in fifty wrong).
_LEGACY = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"]
_LEGACY += ["cp932", "euc_jp", "gb18030", "big5", "euc_kr", "mac_roman"]
# Labels that mean another encoding on the web (https://encoding.spec.whatwg.org/#names-and-labels).
_WEB_LABELS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_WEB_LABELS |= {"euc_kr": "cp949", "iso8859-9": "cp1254"}

# A damaged letter in a thousand is a slip to report; more is the wrong encoding.
MAX_DAMAGE = 0.001
SAMPLE = 200_000


def decode_text(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Decodes a text that is UTF-8 by default.

    Args:
        data: the whole content.
        declared: an encoding that somebody vouches for (an HTTP header, a meta tag); it is tried
            after a byte order mark and before UTF-8.

    Returns:
        the text without its byte order mark, and a remark where the encoding was guessed or bytes
        were replaced by U+FFFD.

    Raises:
        SourceError: if it is not text, or in an encoding that cannot be told with confidence.
    """
    if not data.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise SourceError("empty")
    text, remark = _decode(data, declared)
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > MAX_DAMAGE * len(text):
        raise SourceError("not text: it is full of control characters")
    return text, remark


def decode_page(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Decodes HTML: byte order mark, HTTP header, meta tag, UTF-8, then a guess. As `decode_text`."""
    match = _META_CHARSET.search(data, 0, 4096)
    return decode_text(data, declared or (match[1].decode("ascii", "replace") if match else None))


def looks_binary(data: bytes) -> str | None:
    """What a content is, by its first bytes, when it is no text: "a PDF", "a PNG image", "a binary file"."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    return (
        "a binary file" if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")) else None
    )


def _decode(data: bytes, declared: str | None) -> tuple[str, str | None]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    kind = looks_binary(data)
    if kind:
        if len(data) % 2 == 0 and data[:200:2].count(0) + data[1:200:2].count(0) > 50:
            raise SourceError(
                "looks like UTF-16 without a byte order mark", hint="save it as UTF-8 and ingest it again"
            )
        raise SourceError(f"not text: it looks like {kind}")
    promised = _web_encoding(declared) or "utf-8"
    # Every sequence of bytes is good Windows-1252, hardly any is UTF-8 by chance: pages that promise the
    # one and are the other exist, the reverse is told by the failure.
    for encoding in ("utf-8", promised) if promised.startswith(("cp125", "iso8859")) else (promised, "utf-8"):
        try:
            return data.decode(encoding), None
        except UnicodeDecodeError:
            continue
    return _mended(data, promised) or _guessed(data)


def _strict(data: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        if mended := _mended(data, encoding):
            return mended
        raise SourceError(f"not {encoding}, which its byte order mark promises: byte {error.start}") from None


def _web_encoding(label: str | None) -> str | None:
    """Python's name of an encoding label as browsers understand it; None when there is no such encoding."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except LookupError:
        return None
    # "utf-16" in a meta tag that could be read byte by byte is a slip for UTF-8, says the HTML standard.
    return "utf-8" if name.startswith("utf-16") else _WEB_LABELS.get(name, name)


def _mended(data: bytes, encoding: str) -> tuple[str, str] | None:
    """The text with a few bytes replaced, if they are few and other letters beyond ASCII are sound."""
    text = data.decode(encoding, "replace")
    damage = text.count("\ufffd")
    sound = sum(not c.isascii() for c in text[:SAMPLE]) - damage
    # A few letters of a legacy encoding in an English text are no damaged UTF-8: nothing in it is sound.
    if damage > max(1, MAX_DAMAGE * len(text)) or sound <= damage:
        return None
    noun = "place is" if damage == 1 else "places are"
    return text, f"{damage} {noun} not {encoding}; U+FFFD stands there now"


def _guessed(data: bytes) -> tuple[str, str]:
    """A legacy encoding by charset-normalizer, where it is clear-cut.

    Of several readings that are equally good, Windows-1252 is taken if the text has no strange
    sequences in it; otherwise the text is refused, for a wrong letter in a quotation is a wrong quotation.
    """
    from charset_normalizer import from_bytes

    readings = list(from_bytes(data[:SAMPLE], cp_isolation=_LEGACY))
    if readings and readings[0].chaos <= 0.05:
        best = readings[0]
        rivals = [r for r in readings if r.chaos <= best.chaos + 0.02 and r.coherence >= best.coherence - 0.1]
        western = [r for r in rivals if "cp1252" in (r.encoding, *r.could_be_from_charset)]
        chosen = "cp1252" if western and best.chaos < 0.01 else best.encoding
        if len(rivals) == 1 or chosen == "cp1252":
            try:
                return data.decode(chosen), f"not UTF-8; read as {chosen}"
            except UnicodeDecodeError:
                pass  # the sample fitted, what follows does not: say so below
    raise SourceError(
        "not UTF-8, and its encoding cannot be told for certain", hint="save it as UTF-8 and ingest it again"
    )


def open_stream(path: Path) -> BinaryIO:
    """Opens a file for reading bytes, unpacked if its name ends in .gz."""
    if path.name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def read_limited(stream: BinaryIO, limit: int) -> bytes:
    """Everything in a stream, or a refusal once it is more than `limit` bytes: nothing beyond is unpacked.

    Raises:
        SourceError: if there is more, or if the gzip data is damaged.
    """
    try:
        data = stream.read(limit + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(f"the gzip data is damaged: {error}") from error
    if len(data) > limit:
        raise SourceError(f"larger than {limit // 1_000_000} MB, the most that is read of one document")
    return data


def inflate(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body without its content encoding, in pieces of at most 64 kB, so that a bomb never unfolds."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"the server packed it as {encoding}, which was not asked for")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            while chunk and not unpack.eof:
                yield unpack.decompress(chunk, 65_536)
                chunk = unpack.unconsumed_tail
    except zlib.error as error:
        raise SourceError(f"what the server packed cannot be unpacked: {error}") from error


class MeteredLines:
    """The lines of a stream until it has given `limit` bytes: the guard against a gzip bomb in JSON lines.

    Raises:
        SourceError: from `readline`, once the limit is passed.
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readline(self, size: int) -> bytes:
        line = self._stream.readline(size)
        self._left -= len(line)
        if self._left < 0:
            raise SourceError("it unpacks to far more than text does (a gzip bomb?): the rest was not read")
        return line
