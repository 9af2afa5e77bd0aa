"""Files that must survive a kill and a loss of power, and the digest by which bytes are named.

A file is written under a name of its own beside the final one, brought to the disk, and renamed: under the final name
stands the old file or the new one, whole, never a part of one.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

# A file beside the final one that is older than this, in seconds, was left by a process that was killed.
_STALE_SECONDS = 86_400


def body_digest(body: bytes) -> str:
    """The name of bytes in archives, records and tombstones: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def write_file(path: Path, content: bytes | str | Iterable[bytes | str]) -> None:
    """Write the file whole or not at all; text as UTF-8, the pieces of an iterable one after the other.

    Raises OSError, and what the iterable raises. The file under `path` is then the old one; only where the folder could
    not be brought to the disk afterwards it may be the new one.
    """
    move_into_place(write_temporary(path, content), path)


def write_temporary(path: Path, content: bytes | str | Iterable[bytes | str]) -> Path:
    """The content on the disk under a name beside `path`, for `move_into_place`: where several files change together.

    Raises OSError, and what the iterable raises; nothing is then left beside `path`.
    """
    _remove_stale(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            for piece in (content,) if isinstance(content, bytes | str) else content:
                file.write(piece.encode() if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def move_into_place(temporary: Path, path: Path) -> None:
    """Give a written file its final name, and bring the name to the disk. Raises OSError."""
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file's bytes, or the names in a folder, to the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_stale(path: Path) -> None:
    """Remove what killed processes left beside `path`. A process that still writes is not disturbed."""
    before = time.time() - _STALE_SECONDS
    with os.scandir(path.parent) as entries:
        left = [entry for entry in entries if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".part")]
    for entry in left:
        try:
            if entry.stat().st_mtime < before:
                Path(entry).unlink()
        except FileNotFoundError:
            continue  # another process was faster
