"""Undoes the Content-Encoding of archived bodies."""

from __future__ import annotations

from io import BytesIO

from warcio.bufferedreaders import BufferedReader

from gaispider.archive.reader import Entry

# Bytes: the crawl's limit (DOWNLOAD_MAXSIZE); longer bodies are cut.
_MAX_BODY = 64 * 1024 * 1024


def unpacked(entry: Entry, body: bytes | None = None) -> bytes:
    """The decoded body; the encoded one if decoding fails. `body` replaces the entry's own, for revisits."""
    packed = entry.body if body is None else body
    encoding = next((value.lower() for name, value in entry.headers if name.lower() == "content-encoding"), "")
    if encoding not in ("gzip", "x-gzip", "deflate", "br"):
        return packed
    reader = BufferedReader(BytesIO(packed), decomp_type=encoding.removeprefix("x-"))
    try:
        plain: bytes = reader.read(_MAX_BODY)
        while len(plain) < _MAX_BODY and (more := reader.read(_MAX_BODY - len(plain))):
            plain += more
    except Exception:  # a broken stream raises whatever its decoder raises
        return packed
    return plain
