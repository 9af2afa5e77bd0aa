"""The JSONL file of one run. A line is written whole to the operating system before `append` returns."""

from __future__ import annotations

from pathlib import Path

from gaispider.archive.durable import NewFile


class RecordFile(NewFile):
    """A record file, created with its first line."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.lines = 0

    def append(self, line: bytes) -> None:
        """Append one line, given without its newline. Raises OSError; the file then still ends with a whole line."""
        self._append_bytes(line + b"\n")
        self.lines += 1
