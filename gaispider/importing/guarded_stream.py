"""Streams of packed files: all that a broken one still gives, and an end for one that unpacks to too much."""

from __future__ import annotations

import zlib
from typing import IO

# Markup packs to a twentieth at most; gzip alone could reach a thousandth.
_MOST_TIMES = 200
# Bytes that any file may unpack to.
_ALWAYS = 1 << 30
_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1 << 16


class BombError(ValueError):
    """A file that unpacks to more than a saved visit can be."""


class BrokenOffError(ValueError):
    """A packed file that ends too soon, or is damaged. No EOFError, which warcio takes for a regular end."""


class GuardedStream:
    """Reads from `stream`, which unpacks a file of `size` bytes; `always` bytes are no bomb. Raises BombError."""

    def __init__(self, stream: IO[bytes] | Gunzipped, size: int, *, always: int = _ALWAYS) -> None:
        self._stream = stream
        self._left = max(always, size * _MOST_TIMES)
        # The last byte that was read.
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        self.last = data[-1:] or self.last
        if self._left < 0:
            raise BombError(f"it unpacks to more than {_MOST_TIMES} times its size")
        return data

    def close(self) -> None:
        self._stream.close()


class Gunzipped:
    """What a gzip file of one or many members unpacks to. Raises BrokenOffError behind the last byte that it gives."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._unpacker = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._begun = False

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, or a piece of some size; empty at the end."""
        most = size if size > 0 else _CHUNK
        while True:
            if self._unpacker.eof:
                self._waiting = (self._unpacker.unused_data or self._waiting).lstrip(b"\0")
                self._unpacker, self._begun = zlib.decompressobj(_GZIP), False
            waiting = self._unpacker.unconsumed_tail or self._waiting or self._packed.read(_CHUNK)
            self._waiting = b""
            if not waiting:
                if self._begun:
                    raise BrokenOffError("it breaks off")
                return b""
            self._begun = True
            try:
                if plain := self._unpacker.decompress(waiting, most):
                    return plain
            except zlib.error as error:
                raise BrokenOffError(f"its packing is damaged ({error})") from error

    def close(self) -> None:
        self._packed.close()
