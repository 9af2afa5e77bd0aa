"""One run's JSONL file: a line is in the system's hands, whole, before `append` returns."""

from __future__ import annotations

import os
from pathlib import Path

from gaispider.crawl.durable import create


class RecordFile:
    """Made with the first line; never appended to by a later run."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._size = 0
        self.lines = 0

    @property
    def name(self) -> str:
        return self._path.name

    def append(self, line: bytes) -> None:
        """Write one line, without its newline. Raises OSError; the file then ends with the last whole line."""
        if self._descriptor is None:
            self._descriptor = create(self._path)
        data = line + b"\n"
        written = 0
        try:
            while written < len(data):
                written += os.write(self._descriptor, data[written:])
        except OSError:
            os.ftruncate(self._descriptor, self._size)
            os.lseek(self._descriptor, self._size, os.SEEK_SET)
            raise
        self._size += written
        self.lines += 1

    def sync(self) -> None:
        """Bring what was written to the disk itself."""
        if self._descriptor is not None:
            os.fsync(self._descriptor)

    def close(self) -> None:
        if self._descriptor is not None:
            self.sync()
            os.close(self._descriptor)
            self._descriptor = None
