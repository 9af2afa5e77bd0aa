"""The file of a state: how it is opened, its seal, and which errors of SQLite are damage.

At a clean close the SHA-256 of the file is written beside it (`state.sqlite.seal`), and removed when the file is opened
to be written. So a single changed bit is noticed at the next opening. Where there is no seal (after a kill, and in
stores of 0.1.0), the structure and every value are checked instead.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from gaispider.files import write_file

JOURNALS = ("wal", "delete")
_NO_WAL = (
    "the state cannot be kept in SQLite's WAL mode where the store is ({error}): network file systems (NFS, SMB) lack "
    "the shared memory that it needs; set STATE_JOURNAL=delete (GAISPIDER_STATE_JOURNAL in the environment)"
)
# Primary result codes for faults of the machine, not of the file: the file is not set aside for them.
_MACHINE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
# Codes of the above that come from a file that is cut short.
_CUT_SHORT = {sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS}
_TIMES = ("first_seen", "seen_at", "fetched_at", "next_retry", "gone_since")


def connect(path: Path | None, journal: str) -> sqlite3.Connection:
    """Open or create the file in a journal mode of JOURNALS. Raises sqlite3.Error."""
    if journal not in JOURNALS:
        raise sqlite3.ProgrammingError(f"STATE_JOURNAL is {journal!r}; it is {' or '.join(JOURNALS)}")
    if path and journal == "delete" and _is_wal(path):
        # Opened by one process alone, WAL needs no shared memory; then the mode can be changed.
        with closing(sqlite3.connect(path, isolation_level=None)) as alone:
            alone.execute("PRAGMA locking_mode = EXCLUSIVE")
            alone.execute("PRAGMA journal_mode = delete")
    # The site's lock makes one writer. Where WAL does not work, SQLite's own locks may not either, and are not needed.
    address = f"{path.absolute().as_uri()}{'?nolock=1' if journal == 'delete' else ''}" if path else ":memory:"
    connection = sqlite3.connect(address, isolation_level=None, uri=path is not None)
    try:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        # FULL: a commit is on the disk when it returns. There is about one commit a second.
        connection.execute("PRAGMA synchronous = FULL")
        # A first transaction shows whether the mode works here.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def explained(error: sqlite3.Error, journal: str) -> str:
    """The error in a sentence that says what helps. A full or read-only disk was met before: the summary is first."""
    wal = journal == "wal" and is_of_machine(error) and error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_FULL
    return _NO_WAL.format(error=error) if wal else str(error)


def is_of_machine(error: sqlite3.Error) -> bool:
    """Whether an error comes from the machine (full disk, no access, a file system without locks), not from damage."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _MACHINE and code not in _CUT_SHORT


def check_seal(path: Path) -> bool:
    """Whether the file has a seal, which holds. Raises sqlite3.DatabaseError if it does not hold, OSError."""
    seal = _seal(path)
    if not path.exists() or not seal.exists():
        return False
    if seal.read_bytes().strip() != _digest(path):
        raise sqlite3.DatabaseError("it is not as it was when it was closed: its digest is another")
    return True


def break_seal(path: Path) -> None:
    """Remove the seal; called before the file is written to."""
    _seal(path).unlink(missing_ok=True)


def write_seal(path: Path, *, holds: bool = True) -> None:
    """Write the seal after a clean close, but not while a journal remains.

    With `holds` False the seal marks a damaged file.
    """
    if not holds:
        write_file(_seal(path), b"damaged\n")
    elif not any(Path(f"{path}{end}").exists() for end in ("-wal", "-journal")):
        write_file(_seal(path), _digest(path) + b"\n")


def parts(path: Path) -> list[Path]:
    """The file of a state and those beside it that are there."""
    return [part for end in ("", "-wal", "-shm", "-journal", ".seal") if (part := Path(f"{path}{end}")).exists()]


def check_rows(rows: Iterable[tuple[Any, ...]], kind: type[Any]) -> None:
    """Raises sqlite3.DatabaseError for a value that no program wrote into a row of `kind`."""
    names = fields(kind)
    for row in rows:
        for field, value in zip(names, row, strict=True):
            if not _fits(str(field.type), value):
                raise sqlite3.DatabaseError(f"{kind.__name__}.{field.name} is {value!r}")
            if field.name in _TIMES and value is not None:
                try:
                    datetime.fromisoformat(value)
                except ValueError as error:
                    raise sqlite3.DatabaseError(f"{kind.__name__}.{field.name} is {value!r}") from error


def _fits(annotation: str, value: object) -> bool:
    if value is None:
        return "None" in annotation
    if annotation == "Role":
        return value in ("listing", "article", "barren", "attachment")
    return isinstance(value, int if annotation.startswith("int") else str)


def _is_wal(path: Path) -> bool:
    """Whether a state was kept in WAL mode, by the header of its file (SQLite's file format, 1.3.3)."""
    try:
        with path.open("rb") as file:
            return file.read(20)[18:] == b"\x02\x02"
    except FileNotFoundError:
        return False


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest().encode()


def _seal(path: Path) -> Path:
    return path.with_name(f"{path.name}.seal")
