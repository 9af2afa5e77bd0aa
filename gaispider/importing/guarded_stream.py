"""A stream that ends with an error where a small file unpacks to far more than any saved visit does."""

from __future__ import annotations

from typing import IO

# Markup packs to a twentieth at most; gzip alone could reach a thousandth.
_MOST_TIMES = 200
# Bytes that any file may unpack to.
_ALWAYS = 1 << 30


class BombError(ValueError):
    """A file that unpacks to more than a saved visit can be."""


class GuardedStream:
    """Reads from `stream`, which unpacks a file of `size` bytes. Raises BombError."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._left = max(_ALWAYS, size * _MOST_TIMES)

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise BombError(f"it unpacks to more than {_MOST_TIMES} times its size")
        return data

    def close(self) -> None:
        self._stream.close()
