"""Atomic, durable writing of files, and the digest of bytes.

A file is written to a temporary path in the same folder, fsynced, and renamed. So the final path always holds the
complete old file or the complete new one, even after a kill or a power failure.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from mmap import mmap
from pathlib import Path

# What to do where a file cannot be written.
_CURES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room, or have the quota raised",
    errno.EROFS: "mount the file system writable; if it became read-only by itself, look at the disk (dmesg)",
    errno.EACCES: "let the user that runs this write there",
    errno.EPERM: "let the user that runs this write there",
    errno.EIO: "the disk fails: look at it (dmesg), and at the last backup",
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
# A temporary file older than this was left by a killed process.
_STALE_SECONDS = 86_400


def cannot_write(path: Path, error: OSError) -> str:
    """The sentence for a file that could not be written: which, why, and what to do."""
    return f"cannot write {path}: {_with_cure(error.strerror or str(error), error)}"


def told(error: BaseException) -> str:
    """An error of writing in its own words, with what to do if it is the disk's; also one of SQLite."""
    return _with_cure(str(error), error)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Errors of writing name this file: those of a full disk name none, and those of a temporary file that."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename == str(path):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def _with_cure(said: str, error: BaseException) -> str:
    number = getattr(error, "errno", None) or _OF_SQLITE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
    cure = _CURES.get(number or 0)
    return f"{said}: {cure}" if cure else said


def body_digest(body: bytes | mmap) -> str:
    """The digest in archives, records and tombstones: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def file_digest(path: Path) -> str:
    """The digest of a file, as `body_digest`; the file is read piece by piece. Raises OSError."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


class BodyDigest:
    """The digest of a body that comes piece by piece."""

    def __init__(self) -> None:
        self._sha = hashlib.sha256()

    def update(self, piece: bytes) -> None:
        self._sha.update(piece)

    @property
    def text(self) -> str:
        """As `body_digest` writes it."""
        return f"sha256:{self._sha.hexdigest()}"


def write_file(path: Path, content: bytes | str | Iterable[bytes | str]) -> None:
    """Write a file atomically; text as UTF-8, an iterable piece by piece.

    Raises OSError, and what the iterable raises. The old file then stays, except if only the last fsync (of the folder)
    failed.
    """
    move_into_place(write_temporary(path, content), path)


def write_temporary(path: Path, content: bytes | str | Iterable[bytes | str]) -> Path:
    """Write and fsync a temporary file beside `path`, for `move_into_place`: to change several files together.

    Raises OSError, and what the iterable raises; the temporary file is then removed.
    """
    _remove_stale(path)
    temporary = temporary_beside(path)
    try:
        with named(path), temporary.open("wb") as file:
            for piece in (content,) if isinstance(content, bytes | str) else content:
                file.write(piece.encode() if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def temporary_beside(path: Path) -> Path:
    """Where this process makes what is then moved to `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def move_into_place(temporary: Path, path: Path) -> None:
    """Rename a temporary file to its final path, and fsync the folder. Raises OSError."""
    try:
        with named(path):
            temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """fsync a file or a folder. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_stale(path: Path) -> None:
    """Remove the temporary files that killed processes left; younger ones may still be written."""
    before = time.time() - _STALE_SECONDS
    with os.scandir(path.parent) as entries:
        left = [entry for entry in entries if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".part")]
    for entry in left:
        try:
            if entry.stat().st_mtime < before:
                Path(entry).unlink()
        except FileNotFoundError:
            continue  # another process was faster
