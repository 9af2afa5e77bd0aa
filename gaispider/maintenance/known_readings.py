"""Which pages of a site's archives were read again, and by what: `rereads.json` in its folder."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import msgspec

from gaispider.files import write_file

NAME = "rereads.json"


class PageReading(msgspec.Struct, frozen=True, array_like=True):
    """One reading of an archived page that changed nothing on file, or wrote what it changed.

    `offset`: of its answer in the archive. `capture`: its WARC-Record-ID, and `captured` its place in time (fold.py);
    both empty if it gives no record. `lines`: of each record the digest of the line that says the same. `files`: of
    each file of the records the version that read it, empty if none did.
    """

    offset: int
    capture: str
    captured: tuple[str, str]
    lines: dict[str, str]
    files: dict[str, str]


class ArchiveReading(msgspec.Struct, frozen=True):
    """The pages of one archive. `key`: what they were read with (reading_key.py); `again`: offsets of pages that are
    always read, since what their reading depends on is not on file. `answers`: WARC-Record-IDs of all of them.
    """

    key: str
    pages: list[PageReading]
    again: list[int]
    answers: list[str]


class KnownReadings:
    """The readings of a site's archives by file name. Nothing hangs on them but time: a damaged file is as none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._archives: dict[str, ArchiveReading] = {}
        self._changed = False
        with suppress(OSError, msgspec.DecodeError):
            self._archives = msgspec.json.decode(self._path.read_bytes(), type=dict[str, ArchiveReading])

    def of(self, archive: str, key: str, cited: Collection[str]) -> ArchiveReading | None:
        """How the archive was read, if with what `key` stands for, and with all answers that records now cite."""
        found = self._archives.get(archive)
        return found if found is not None and found.key == key and not set(cited) - set(found.answers) else None

    def note(self, archive: str, reading: ArchiveReading) -> None:
        self._changed = self._changed or self._archives.get(archive) != reading
        self._archives[archive] = reading

    def write(self) -> None:
        """Bring what was noted to the disk. Raises OSError."""
        if self._changed:
            write_file(self._path, msgspec.json.encode(self._archives))
            self._changed = False


def forget_readings(folder: Path) -> None:
    """Remove what is known of a site's readings. Raises OSError."""
    (folder / NAME).unlink(missing_ok=True)
