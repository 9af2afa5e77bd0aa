"""Reads the archived files of a site in several processes, those that need LibreOffice several in a call."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any

from gaispider.documents.apart import failed, read_within, reading_pool
from gaispider.documents.contents import Contents, is_dear, kind_of
from gaispider.documents.together import MOST_FILES, read_together
from gaispider.file_readings.kept_readings import Kept
from gaispider.file_readings.reading_choice import ReadingLimits, kept_form
from gaispider.filetypes import FileType
from gaispider.workers import JobFailedError, Limits

# Bytes of the files of one call of LibreOffice.
_LARGEST_CALL = 32 << 20


@dataclass(slots=True)
class _File:
    digest: str
    name: str
    body: bytes
    kind: FileType | None


class FileJobs:
    """Takes files by digest and hands back what was read of them, in any order.

    At most three files a process wait in memory. `interrupted` is asked between two files.
    """

    def __init__(
        self, jobs: int, limits: ReadingLimits, done: Callable[[str, Kept], None], interrupted: Callable[[], bool]
    ) -> None:
        self._reading, self._limits = limits, Limits(limits.seconds, limits.memory)
        self._pool = reading_pool(jobs)
        self._most = jobs * 3
        self._done, self._interrupted = done, interrupted
        self._running: dict[Future[Any], list[_File]] = {}
        self._dear: list[_File] = []
        self._taken: set[str] = set()

    def add(self, digest: str, name: str, body: bytes) -> None:
        """Take a file; waits while enough of them are being read."""
        if digest in self._taken:
            return
        self._taken.add(digest)
        file = _File(digest, name, body, kind_of(body, name))
        if is_dear(file.kind):
            self._dear.append(file)
            if len(self._dear) >= MOST_FILES or sum(len(one.body) for one in self._dear) > _LARGEST_CALL:
                self._read_dear()
        else:
            self._read_alone(file)
        while sum(map(len, self._running.values())) > self._most and not self._interrupted():
            self._harvest()

    def is_waiting(self, digest: str) -> bool:
        """Whether a file was taken and is not read yet."""
        return any(file.digest == digest for files in (*self._running.values(), self._dear) for file in files)

    def finish(self) -> None:
        """Read all that was taken, or nothing more if interrupted."""
        self._read_dear()
        while self._running and not self._interrupted():
            self._harvest()

    def close(self) -> None:
        """End the processes, and what they read."""
        self._pool.close()

    def _read_alone(self, file: _File) -> None:
        arguments = (file.body, file.name, self._reading.pages, self._reading.cheap, self._reading.ocr)
        self._running[self._pool.submit(read_within, *arguments, limits=self._limits)] = [file]

    def _read_dear(self) -> None:
        files, self._dear = self._dear, []
        if len(files) == 1:
            self._read_alone(files[0])
        elif files:
            pairs = [(file.body, file.name) for file in files]
            self._running[self._pool.submit(read_together, pairs, limits=self._limits)] = files

    def _harvest(self) -> None:
        """Hand back what is ready; waits for a second at most, so that an interruption is seen."""
        ready, _ = wait(self._running, timeout=1, return_when=FIRST_COMPLETED)
        for future in ready:
            files = self._running.pop(future)
            for file, contents in zip(files, _contents(future, len(files)), strict=True):
                if contents is None:
                    self._read_alone(file)
                else:
                    self._done(file.digest, kept_form(file.kind, contents, ocr=self._reading.ocr))


def _contents(future: Future[Any], count: int) -> list[Contents | None]:
    """What a job gave of each of its files; None for a file that must be read alone."""
    try:
        value = future.result()
    except JobFailedError as error:
        return [failed(error)] if count == 1 else [None] * count
    return [value] if isinstance(value, Contents) else value
