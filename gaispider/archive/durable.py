"""Append-only files that survive a power failure: the name is fsynced at creation, the content by `sync`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from gaispider.files import named, sync


class NewFile:
    """A file that is created by the first write, and never appended to by a later run."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._size = 0

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._size

    def _append_bytes(self, data: bytes) -> int:
        """Append all of `data` or nothing. Returns the number of bytes written. Raises OSError."""
        return self._append_by(lambda write: write(data))

    def _append_by(self, produce: Callable[[Callable[[bytes], None]], None]) -> int:
        """Append what `produce` hands to the function that it is given, piece by piece; all of it or nothing.

        After a partial write (full disk) or an error of `produce` the file is truncated, so it stays readable. Returns
        the number of bytes written. They are in the page cache, on the disk only after `sync`. Raises OSError, and
        what `produce` raises.
        """
        if self._descriptor is None:
            with named(self._path):
                self._descriptor = create(self._path)
        descriptor, size = self._descriptor, self._size

        def write(data: bytes) -> None:
            nonlocal size
            written = 0
            while written < len(data):
                written += os.write(descriptor, data[written:])
            size += written

        try:
            with named(self._path):
                produce(write)
        except BaseException:
            os.ftruncate(descriptor, self._size)
            os.lseek(descriptor, self._size, os.SEEK_SET)
            raise
        written, self._size = size - self._size, size
        return written

    def sync(self) -> None:
        """fsync the file. Raises OSError."""
        if self._descriptor is not None:
            with named(self._path):
                os.fsync(self._descriptor)

    def close(self) -> None:
        if self._descriptor is not None:
            self.sync()
            os.close(self._descriptor)
            self._descriptor = None


def create(path: Path) -> int:
    """The descriptor of a new, empty file, its name fsynced. Raises FileExistsError, OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        sync(path.parent)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def reserve(path: Path, size: int) -> None:
    """Allocate `size` bytes on the disk, which removing the file frees. Raises OSError."""
    # Where the file system cannot allocate (NFS before 4.2, FUSE), the C library reads and writes a byte of each block.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        with named(path):
            os.posix_fallocate(descriptor, 0, size)
    finally:
        os.close(descriptor)
