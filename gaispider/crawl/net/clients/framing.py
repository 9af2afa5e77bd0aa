"""Where the body of an answer ends, read as leniently as browsers read it, and never past a cut.

The size of a chunk may have blanks around it, lines may end in a bare LF, and the last chunk may lack the line after
it. A Content-Length that is no number counts for nothing; two different ones are an error. A body shorter than its
Content-Length is whole in one case only: it is a whole compressed stream that unpacks to just that length.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from gaispider.crawl.net.truncation import FORMATS

# Bytes of a line with a chunk's size and its extensions.
_LONGEST_LINE = 1 << 14
_PIECE = 1 << 18


class FramingError(ValueError):
    """An answer whose framing no client can follow."""


class Framing:
    """Takes the bytes behind the head, and gives those of the body. `done`: the body is there, to its end."""

    def __init__(self, headers: Sequence[tuple[str, str]]) -> None:
        """Raises FramingError for two different lengths."""
        found = {name.lower(): value for name, value in headers}
        self.chunked = "chunked" in found.get("transfer-encoding", "").lower()
        self.length = None if self.chunked else _length(headers)
        self.encoding = found.get("content-encoding", "")
        self.received = 0
        self.done = self.length == 0
        self._rest = b""
        self._left = 0
        self._after_chunk = False

    def feed(self, data: bytes) -> bytes:
        """The part of `data` that is body. Raises FramingError."""
        body = self._unchunk(data) if self.chunked else data
        if self.length is not None:
            body = body[: self.length - self.received]
            self.done = self.received + len(body) >= self.length
        self.received += len(body)
        return body

    def is_whole(self, body: bytes) -> bool:
        """Whether the body is whole although the connection has ended in good order."""
        if self.done or (not self.chunked and self.length is None):
            return True
        return self.length is not None and unpacks_to(body, self.encoding, self.length)

    def _unchunk(self, data: bytes) -> bytes:
        self._rest += data
        parts = []
        while not self.done:
            if self._left:
                part, self._rest = self._rest[: self._left], self._rest[self._left :]
                parts.append(part)
                self._left -= len(part)
                if self._left:
                    break
                self._after_chunk = True
            line, found, rest = self._rest.partition(b"\n")
            # `0` is the last chunk, whether or not its line has come to its end.
            if not found:
                if len(line) > _LONGEST_LINE:
                    raise FramingError("a chunk whose size has no end")
                break
            self._rest = rest
            if self._after_chunk and not line.strip():
                self._after_chunk = False
                continue
            self._left = _size(line)
            self._after_chunk = False
            self.done = self._left == 0
        return b"".join(parts)


def unpacks_to(body: bytes, encoding: str, length: int) -> bool:
    """Whether a body is a whole stream of the Content-Encoding that unpacks to so many bytes."""
    for bits in FORMATS.get(encoding.strip().lower().encode("latin-1", "replace"), ()):
        unpacker = zlib.decompressobj(bits)
        try:
            size = len(unpacker.decompress(body, _PIECE))
            while not unpacker.eof and unpacker.unconsumed_tail and size <= length:
                size += len(unpacker.decompress(unpacker.unconsumed_tail, _PIECE))
        except zlib.error:
            continue
        if unpacker.eof and size == length:
            return True
    return False


def _length(headers: Sequence[tuple[str, str]]) -> int | None:
    values = [part.strip() for name, value in headers if name.lower() == "content-length" for part in value.split(",")]
    lengths = {int(value) for value in values if value.isascii() and value.isdigit()}
    if len(lengths) > 1:
        raise FramingError(f"two lengths: {', '.join(map(str, sorted(lengths)))}")
    return lengths.pop() if lengths else None


def _size(line: bytes) -> int:
    """The size of a chunk. Raises FramingError."""
    digits = line.partition(b";")[0].strip()
    try:
        size = int(digits, 16)
    except ValueError:
        size = -1
    if size < 0:
        raise FramingError(f"a chunk without a size: {line[:40]!r}")
    return size
