"""The readings of a site's files on disk: `readings.sqlite` in its folder."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from gaispider.documents.contents import Contents
from gaispider.file_readings.stored_form import from_bytes, to_bytes

logger = logging.getLogger(__name__)

NAME = "readings.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS readings (
    digest TEXT PRIMARY KEY, kind TEXT NOT NULL, version TEXT NOT NULL, read_at TEXT NOT NULL, contents BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (id TEXT PRIMARY KEY, files TEXT NOT NULL) WITHOUT ROWID;
"""
# Seconds that one process waits for another.
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of a file: its kind (file_types.tsv; empty if unknown), and the version that read it."""

    kind: str
    version: str
    contents: Contents


class KeptReadings:
    """The readings of one site, by the digest of the file.

    Nothing hangs on them but time, so no error of theirs ends a run: what cannot be kept is read again, and a damaged
    file is removed. With `read_only` nothing is created or written. `journal`: as the state's.
    """

    def __init__(self, folder: Path, journal: str = "wal", *, read_only: bool = False) -> None:
        self._path = folder / NAME
        self._journal, self._read_only = journal, read_only
        self._connection: sqlite3.Connection | None = None
        self._opened = False

    def get(self, digest: str) -> Kept | None:
        """What was read of the file, by whatever version."""
        row = self._one("SELECT kind, version, contents FROM readings WHERE digest = ?", digest)
        if row is None:
            return None
        try:
            return Kept(row[0], row[1], from_bytes(row[2]))
        except ValueError:
            return None

    def version(self, digest: str) -> tuple[str, str] | None:
        """Kind and version of what was read of the file, without its contents."""
        row = self._one("SELECT kind, version FROM readings WHERE digest = ?", digest)
        return None if row is None else (row[0], row[1])

    def keep(self, digest: str, found: Kept) -> None:
        """Keep a reading in place of an older one."""
        row = (digest, found.kind, found.version, datetime.now(UTC).isoformat("T", "seconds"), to_bytes(found.contents))
        self._write("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)", [row])

    def made(self, record_id: str) -> str | None:
        """The readings that the record was made with, as `note_made` was told."""
        row = self._one("SELECT files FROM made WHERE id = ?", record_id)
        return None if row is None else str(row[0])

    def note_made(self, records: Iterable[tuple[str, str]]) -> None:
        """Note record ids, each with the readings that it was made with."""
        self._write("INSERT OR REPLACE INTO made VALUES (?, ?)", list(records))

    def forget(self, digests: Iterable[str], ids: Iterable[str]) -> None:
        """Remove what was read of files that are taken down; from a damaged file all is removed."""
        if not self._path.exists():
            return
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)) as connection:
                connection.execute("PRAGMA secure_delete = ON")
                connection.executemany("DELETE FROM readings WHERE digest = ?", [(digest,) for digest in digests])
                connection.executemany("DELETE FROM made WHERE id = ?", [(record_id,) for record_id in ids])
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError:
            self._remove()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> KeptReadings:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _one(self, query: str, key: str) -> tuple[str, str, bytes] | None:
        connection = self._open()
        if connection is None:
            return None
        found: tuple[str, str, bytes] | None = None
        try:
            found = connection.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            self._failed(error)
        return found

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        connection = None if self._read_only or not rows else self._open()
        if connection is None:
            return
        try:
            connection.executemany(statement, rows)
        except sqlite3.Error as error:
            self._failed(error)

    def _open(self) -> sqlite3.Connection | None:
        if self._opened:
            return self._connection
        self._opened = True
        if self._read_only and not self._path.exists():
            return None
        for _ in range(2):  # once more after a damaged file was removed
            try:
                self._connection = self._connected()
                break
            except sqlite3.Error as error:
                self._failed(error)
                if self._path.exists():
                    break
        return self._connection

    def _connected(self) -> sqlite3.Connection:
        if self._read_only:
            uri = f"{self._path.absolute().as_uri()}?mode=ro"
            return sqlite3.connect(uri, timeout=_PATIENCE, isolation_level=None, uri=True)
        # As with the state, SQLite's own locks may not work where WAL does not.
        uri = f"{self._path.absolute().as_uri()}{'?nolock=1' if self._journal == 'delete' else ''}"
        connection = sqlite3.connect(uri, timeout=_PATIENCE, isolation_level=None, uri=True)
        try:
            connection.execute(f"PRAGMA journal_mode = {'delete' if self._journal == 'delete' else 'wal'}")
            # A power failure may cost the last readings, which are made again.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_TABLES)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _failed(self, error: sqlite3.Error) -> None:
        logger.warning("%s cannot be used (%s): files are read again", self._path, error)
        self.close()
        if not self._read_only and type(error) is sqlite3.DatabaseError:
            self._remove()

    def _remove(self) -> None:
        for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
            self._path.with_name(name).unlink(missing_ok=True)
