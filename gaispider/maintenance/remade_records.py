"""Writes records that were made anew from archived answers, beside those of their run, and brings the state after."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from gaispider.crawl.checks.completeness import merge_filled
from gaispider.crawl.fence import Fence
from gaispider.crawl.files.attachment_records import readings_of_record
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.state.rebuild import content_digest, row_of
from gaispider.crawl.state.state import RecordState, State
from gaispider.crawl.store import SiteStore
from gaispider.file_readings.kept_readings import KeptReadings
from gaispider.files import body_digest
from gaispider.items import Report
from gaispider.maintenance.record_diff import new_file
from gaispider.maintenance.unread_files import OnFile
from gaispider.schema import encode

# Seconds between two moments at which what was made is brought to the disk; so much is made again after a kill.
_CHECKPOINT = 2.0


class RemadeRecords:
    """One new file RUN.EXTRACTOR.jsonl for each run whose records changed. The caller holds the site's lock.
    `fence` is the setting FENCE.

    The order is that of a crawl: lines on the disk, then the state, then the note that they were made.
    """

    def __init__(self, store: SiteStore, journal: str, kept: KeptReadings, fence: str = "") -> None:
        self.written = self.same = 0
        self._fence = Fence(store.folder, fence)
        self._store, self._kept = store, kept
        # A lost state is made again by the next crawl, from the records.
        self._state = State(store.state, journal) if store.state.exists() else None
        self._file: RecordFile | None = None
        self._archive: Path | None = None
        self._rows: list[RecordState] = []
        self._made: list[tuple[str, str]] = []
        self._checked = time.monotonic()

    def take(self, made: Iterable[Report], on_file: Iterable[OnFile], archive: Path) -> None:
        """Write the records of one answer that say something else than those on file. Raises OSError."""
        self._fence.check()
        known = {record.id: record for record in on_file}
        for report in made:
            if (old := known.get(report.id)) is not None:
                self._take(report, old, archive)
        if time.monotonic() - self._checked > _CHECKPOINT:
            self.checkpoint()

    def checkpoint(self) -> None:
        """fsync the lines, then commit the state, then note what was made. Raises OSError, sqlite3.Error."""
        self._fence.check()
        if self._file is not None:
            self._file.sync()
        if self._state is not None and self._rows:
            self._state.commit([], self._rows)
        self._kept.note_made(self._made)
        self._rows, self._made = [], []
        self._checked = time.monotonic()

    def close(self) -> None:
        """Bring everything to the disk. Raises OSError, sqlite3.Error."""
        try:
            self.checkpoint()
            if self._file is not None:
                self._file.close()
        finally:
            if self._state is not None:
                self._state.close()

    def _take(self, report: Report, old: OnFile, archive: Path) -> None:
        report.read_at = datetime.now(UTC).isoformat("T", "seconds")
        report.supersedes = old.version.digest
        line = encode(report)
        digest = content_digest(line)
        if digest == old.content:
            self.same += 1
        else:
            file = self._file_of(archive)
            file.append(line)
            row = row_of(report, body_digest(line), digest, file.name)
            before = self._state.record(report.id) if self._state is not None else None
            self._rows.append(_merged(row, before))
            self.written += 1
        self._made.append((report.id, readings_of_record(report.attachments, self._kept)))

    def _file_of(self, archive: Path) -> RecordFile:
        if self._file is None or self._archive != archive:
            if self._file is not None:
                self.checkpoint()
                self._file.close()
            self._file, self._archive = RecordFile(new_file(self._store.records, archive)), archive
        return self._file


def _merged(row: RecordState, before: RecordState | None) -> RecordState:
    """The row with the fields that any version had, as a crawl keeps it."""
    row.filled = merge_filled(row.filled, before.filled if before else None)
    return row
