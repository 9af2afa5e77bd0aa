"""The lock of a site: one writer at a time. The kernel frees it when its holder dies; the file names the holder."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from gaispider.crawl.store import SiteStore
from gaispider.files import named

logger = logging.getLogger(__name__)


class LockHeldError(RuntimeError):
    """Another run holds the site's lock; the message says which process, where and since when."""


class SiteLock:
    """`with SiteLock(path):` holds the lock. Raises LockHeldError at once if another process holds it.

    A holder whose run has written its outcome writes nothing more: if its process goes on all the same, the lock is
    taken from it, by putting a new file in the place of the one that it holds.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def __enter__(self) -> SiteLock:
        self.acquire()
        return self

    def acquire(self) -> None:
        """Take the lock until `release` or the end of the process. Raises LockHeldError, OSError."""
        descriptor = _locked(self._path)
        if descriptor is None:
            descriptor = self._taken_over()
        self._descriptor = descriptor
        self._write_note()

    def name_run(self, run: str) -> None:
        """Note the run that the lock is held for, so that others see when it has ended. Raises OSError."""
        self._write_note(run=run)

    def _write_note(self, **further: str) -> None:
        if self._descriptor is None:
            return
        note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat("T", "seconds")}
        with named(self._path):
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, json.dumps(note | further).encode(), 0)

    def _taken_over(self) -> int:
        """The lock in a new file, if the holder's run has ended. Raises LockHeldError otherwise."""
        # One process at a time looks and replaces; the others find its new file.
        gate = os.open(self._path.with_name(f"{self._path.name}.taking"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            if (descriptor := _locked(self._path)) is not None:
                return descriptor
            holder = self._path.read_bytes()
            if not _has_ended(self._path, holder):
                raise LockHeldError(_sentence(self._path, holder))
            fresh = self._path.with_name(f".{self._path.name}.{os.getpid()}.fresh")
            descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            fresh.replace(self._path)
            logger.warning("The lock was taken from a process that did not end with its run: %s", holder.decode())
            return descriptor
        finally:
            os.close(gate)

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


def _locked(path: Path) -> int | None:
    """The descriptor of the lock's file, locked; None if another process holds it. Raises OSError."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        # Replaced since it was opened: the lock is on a file that nobody else will see.
        os.close(descriptor)


def _has_ended(path: Path, holder: bytes) -> bool:
    """Whether the run that the holder named has written its outcome."""
    try:
        run = str(json.loads(holder)["run"])
        summary = json.loads((SiteStore(path.parent.parent, path.parent.name).runs / f"{run}.json").read_bytes())
        return bool(summary["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _sentence(path: Path, holder: bytes) -> str:
    try:
        note = json.loads(holder)
        who = f"process {note['pid']} on {note['host']}, since {note['since']}"
    except (ValueError, KeyError, TypeError):
        who = "a process that did not leave its name"
    return f"another run holds {path}: {who}"
