"""An archived body with its Content-Encoding undone."""

from __future__ import annotations

from io import BytesIO

from warcio.bufferedreaders import BufferedReader

from gaispider.archive.reader import Entry

# Unpacked bodies beyond this were refused by the crawl (DOWNLOAD_MAXSIZE), and are here.
_MAX_BODY = 64 * 1024 * 1024


def unpacked(entry: Entry, body: bytes | None = None) -> bytes:
    """The body (a revisit's is given) with the entry's Content-Encoding undone; as it is where that fails."""
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
