"""The state of a site's pages and records: one SQLite file, written only after the records are on the disk.

It can be rebuilt from the archive and the records (`gaispider.crawl.state.rebuild`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from gaispider.archive.writer import Archived
from gaispider.crawl.state.state_file import break_seal, check_rows, check_seal, connect, is_of_machine, write_seal

VERSION = 2
Role = Literal["listing", "article", "barren", "attachment"]

# Columns that version 2 added; those of records are filled from the record files.
_VERSION_2_COLUMNS = (
    "ALTER TABLE pages ADD COLUMN named_by TEXT",
    "ALTER TABLE records ADD COLUMN kind TEXT",
    "ALTER TABLE records ADD COLUMN unit TEXT",
    "ALTER TABLE records ADD COLUMN region TEXT",
    "ALTER TABLE records ADD COLUMN filled INTEGER",
)
_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, role TEXT NOT NULL, outcome TEXT NOT NULL, first_seen TEXT NOT NULL, seen_at TEXT NOT NULL,
    fetched_at TEXT, status INTEGER, etag TEXT, last_modified TEXT, digest TEXT, report_year INTEGER,
    failures INTEGER NOT NULL, next_retry TEXT, gone_since TEXT,
    warc_file TEXT, warc_offset INTEGER, warc_length INTEGER, warc_id TEXT, warc_date TEXT, warc_url TEXT,
    named_by TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, line_digest TEXT NOT NULL, content_digest TEXT NOT NULL,
    report_year INTEGER, file TEXT NOT NULL, read_at TEXT, kind TEXT, unit TEXT, region TEXT, filled INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS records_by_url ON records (url);
CREATE INDEX IF NOT EXISTS pages_by_namer ON pages (named_by);
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shapes (role TEXT PRIMARY KEY, names TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class PageState:
    """One page, by canonical URL. Times are ISO strings in UTC; `outcome` is `ok` or the cause of the last failure.

    `role` is what the page yielded: links (listing), records (article) or neither (barren); attachments have a role of
    their own. `failures` counts failures in a row. `named_by` is the page that linked to it last.
    """

    url: str
    role: Role
    outcome: str
    first_seen: str
    seen_at: str
    fetched_at: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    report_year: int | None = None
    failures: int = 0
    next_retry: str | None = None
    gone_since: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    warc_length: int | None = None
    warc_id: str | None = None
    warc_date: str | None = None
    warc_url: str | None = None
    named_by: str | None = None

    @property
    def archived(self) -> Archived | None:
        """The place of the page's last body in the archive."""
        if self.warc_file is None or self.warc_offset is None or self.warc_id is None or self.digest is None:
            return None
        return Archived(
            self.warc_file,
            self.warc_offset,
            self.warc_length or 0,
            self.warc_id,
            self.digest,
            self.warc_date or "",
            self.warc_url or self.url,
        )


@dataclass(slots=True)
class RecordState:
    """The newest version of one record: the digest of its line, and that of its content (rebuild.content_digest).

    `filled`: bits of completeness.FIELDS that any version had; None where the page explains why it has no text.
    """

    id: str
    url: str
    line_digest: str
    content_digest: str
    report_year: int | None
    file: str
    read_at: str | None
    kind: str | None = None
    unit: str | None = None
    region: str | None = None
    filled: int | None = None


def stamp(moment: datetime) -> str:
    """A time as the state stores it: ISO, UTC, milliseconds, so that times compare as strings."""
    return moment.astimezone(UTC).isoformat("T", "milliseconds")


class State:
    """The state of one site. The site's lock guarantees one writer.

    Raises sqlite3.DatabaseError for a damaged file; `state_file.is_of_machine` tells other errors from that.
    """

    def __init__(self, path: Path | None, journal: str = "wal") -> None:
        """Open or create the file; without a path the state is kept in memory only."""
        self._path = path
        self._spoiled = False
        known = path is not None and path.exists()
        sealed = path is not None and check_seal(path)
        self._connection = connect(path, journal)
        try:
            self._open(known=known, sealed=sealed)
        except BaseException:
            self._connection.close()
            raise

    def _open(self, *, known: bool, sealed: bool) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in ({1, VERSION} if known else {0}):
            named = f"of version {version}" if version else "empty"
            raise sqlite3.DatabaseError(f"the state is {named}, this program writes version {VERSION}")
        if self._path is not None:
            break_seal(self._path)
        # Version 1 lacks columns of records; the caller fills them (`gaispider.crawl.state.rebuild`).
        self.needs_backfill = version == 1
        if known and not sealed:
            self._check()
        if self.needs_backfill:
            self._add_columns()
        self._connection.executescript(_TABLES)
        if not self.needs_backfill:
            self.mark_current()

    def _check(self) -> None:
        """Check structure and values. Raises sqlite3.DatabaseError."""
        # The header can be valid in a damaged file.
        damage = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if damage != "ok":
            raise sqlite3.DatabaseError(damage)
        if self.needs_backfill:
            return
        try:
            check_rows(self._connection.execute("SELECT * FROM pages"), PageState)
            check_rows(self._connection.execute("SELECT * FROM records"), RecordState)
        except (ValueError, TypeError) as error:  # text that is no UTF-8, a column too few
            raise sqlite3.DatabaseError(str(error)) from error

    def _add_columns(self) -> None:
        """Add the missing columns only: a kill can leave version 1 with some of them added."""
        info = "SELECT name FROM pragma_table_info('pages') UNION ALL SELECT name FROM pragma_table_info('records')"
        present = {row[0] for row in self._connection.execute(info)}
        for statement in _VERSION_2_COLUMNS:
            if statement.split()[-2] not in present:
                self._connection.execute(statement)

    def mark_current(self) -> None:
        """Note that the state is complete in the present version."""
        self._connection.execute(f"PRAGMA user_version = {VERSION}")
        self.needs_backfill = False

    @property
    def connection(self) -> sqlite3.Connection:
        """For queries over the whole site (`gaispider.crawl.state.history`)."""
        return self._connection

    def page(self, url: str) -> PageState | None:
        row = self._connection.execute("SELECT * FROM pages WHERE url = ?", (url,)).fetchone()
        return PageState(*row) if row else None

    def record(self, record_id: str) -> RecordState | None:
        row = self._connection.execute("SELECT * FROM records WHERE id = ?", (record_id,)).fetchone()
        return RecordState(*row) if row else None

    def spoiled_by(self, error: sqlite3.Error) -> None:
        """Note an error of use: if it is damage, the state is set aside at the next opening."""
        self._spoiled = self._spoiled or not is_of_machine(error)

    def commit(self, pages: Iterable[PageState], records: Iterable[RecordState]) -> None:
        """Write all rows in one transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(_replace("pages", PageState), map(astuple, pages))
            self._connection.executemany(_replace("records", RecordState), map(astuple, records))
            # On a full disk it fails here, and SQLite has ended the transaction; after other failures it is still open.
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def unseen(self, since: str) -> list[PageState]:
        """Articles not seen since that time and not marked as gone."""
        rows = self._connection.execute(
            "SELECT * FROM pages WHERE role = 'article' AND seen_at < ? AND gone_since IS NULL", (since,)
        )
        return [PageState(*row) for row in rows]

    def remove(self, urls: Iterable[str], ids: Iterable[str], archives: Iterable[str]) -> None:
        """Delete pages and records, and clear the offsets into archives that are about to be rewritten."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("DELETE FROM pages WHERE url = ?", [(url,) for url in urls])
        self._connection.executemany("DELETE FROM records WHERE id = ?", [(known,) for known in ids])
        names = [(name,) for name in archives]
        self._connection.executemany("UPDATE pages SET warc_offset = NULL WHERE warc_file = ?", names)
        self._connection.execute("COMMIT")

    def move(self, places: dict[str, dict[str, int]]) -> None:
        """Set the offsets into rewritten archives: file name to WARC-Record-ID to offset."""
        rows = [(offset, name, mark) for name, found in places.items() for mark, offset in found.items()]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("UPDATE pages SET warc_offset = ? WHERE warc_file = ? AND warc_id = ?", rows)
        self._connection.execute("COMMIT")

    def count(self, table: Literal["pages", "records"]) -> int:
        query = {"pages": "SELECT count(*) FROM pages", "records": "SELECT count(*) FROM records"}[table]
        return int(self._connection.execute(query).fetchone()[0])

    def forget(self, urls: Iterable[str], unproved: Iterable[str], records: Iterable[RecordState] | None) -> None:
        """Forget the archived answers of pages, so that they are asked for again, and the content of the records
        `unproved`, so that they are written again. `records`, if given, replace all rows of records."""
        self._connection.execute("BEGIN IMMEDIATE")
        if records is not None:
            self._connection.execute("DELETE FROM records")
            self._connection.executemany(_replace("records", RecordState), map(astuple, records))
        self._connection.executemany(
            "UPDATE pages SET fetched_at = NULL, etag = NULL, last_modified = NULL, digest = NULL, warc_file = NULL, "
            "warc_offset = NULL, warc_length = NULL, warc_id = NULL, warc_date = NULL, warc_url = NULL, failures = 0, "
            "next_retry = NULL WHERE url = ?",
            [(url,) for url in urls],
        )
        self._connection.executemany(
            "UPDATE records SET content_digest = '' WHERE id = ?", [(record_id,) for record_id in unproved]
        )
        self._connection.execute("COMMIT")

    def record_files(self) -> set[str]:
        """The names of the record files that the state's records stand in."""
        return {name for (name,) in self._connection.execute("SELECT DISTINCT file FROM records")}

    def files(self) -> dict[str, tuple[int, int]]:
        """Size and time of change of the archives and record files at the end of the last run, by name."""
        return {name: (size, at) for name, size, at in self._connection.execute("SELECT * FROM files")}

    def note_files(self, found: Mapping[str, tuple[int, int]]) -> None:
        """Note archives and record files as they are now."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("DELETE FROM files")
        rows = [(name, size, at) for name, (size, at) in found.items()]
        self._connection.executemany("INSERT INTO files VALUES (?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close and seal the file."""
        self._connection.close()
        if self._path is not None:
            # Without a seal, as on a full disk, the next opening checks more.
            with suppress(OSError):
                write_seal(self._path, holds=not self._spoiled)


def _replace(table: str, kind: type[PageState] | type[RecordState]) -> str:
    return f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(fields(kind)))})"  # noqa: S608 - fixed names
