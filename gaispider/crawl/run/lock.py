"""The lock of a site: one writer at a time. The kernel frees it when its holder dies; the file names the holder."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType


class LockHeldError(RuntimeError):
    """Another run holds the site's lock; the message says which process, where and since when."""


class SiteLock:
    """`with SiteLock(path):` holds the lock. Raises LockHeldError at once if another process holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def __enter__(self) -> SiteLock:
        self.acquire()
        return self

    def acquire(self) -> None:
        """Take the lock until `release` or the end of the process. Raises LockHeldError, OSError."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 4096)
            os.close(descriptor)
            raise LockHeldError(_sentence(self._path, holder)) from None
        note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat("T", "seconds")}
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps(note).encode())
        self._descriptor = descriptor

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        if self._descriptor is not None:
            # The file stays. If it were removed, a second and a third process could lock two files of one name.
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None


def _sentence(path: Path, holder: bytes) -> str:
    try:
        note = json.loads(holder)
        who = f"process {note['pid']} on {note['host']}, since {note['since']}"
    except (ValueError, KeyError, TypeError):
        who = "a process that did not leave its name"
    return f"another run holds {path}: {who}"
