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
_LEFT_AFTER = 86_400


def body_digest(body: bytes) -> str:
    """The name of bytes in archives, records and tombstones: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def write_file(path: Path, content: bytes | str | Iterable[bytes | str]) -> None:
    """Write the file whole or not at all; text as UTF-8, the pieces of an iterable one after the other.

    Raises OSError, and what the iterable raises. The file under `path` is then the old one; only where the folder could
    not be brought to the disk afterwards it may be the new one.
    """
    put_in_place(written_beside(path, content), path)


def written_beside(path: Path, content: bytes | str | Iterable[bytes | str]) -> Path:
    """The content on the disk under a name beside `path`, for `put_in_place`: where several files change together.

    Raises OSError, and what the iterable raises; nothing is then left beside `path`.
    """
    _clear(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            for piece in (content,) if isinstance(content, bytes | str) else content:
                file.write(piece.encode() if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def put_in_place(beside: Path, path: Path) -> None:
    """Give a written file its final name, and bring the name to the disk. Raises OSError."""
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file's bytes, or the names in a folder, to the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear(path: Path) -> None:
    """Remove what killed processes left beside `path`. A process that still writes is not disturbed."""
    before = time.time() - _LEFT_AFTER
    with os.scandir(path.parent) as entries:
        left = [entry for entry in entries if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".part")]
    for entry in left:
        try:
            if entry.stat().st_mtime < before:
                Path(entry).unlink()
        except FileNotFoundError:
            continue  # another process was faster
