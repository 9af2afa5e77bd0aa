"""One run's JSONL file: a line is in the system's hands, whole, before `append` returns."""

from __future__ import annotations

from pathlib import Path

from gaispider.archive.durable import NewFile


class RecordFile(NewFile):
    """Made with the first line."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.lines = 0

    def append(self, line: bytes) -> None:
        """Write one line, without its newline. Raises OSError; the file then ends with the last whole line."""
        self._append_bytes(line + b"\n")
        self.lines += 1
