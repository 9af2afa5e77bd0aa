"""Published sites in a folder of this machine or of a file system that several share."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from gaispider.files import move_into_place, sync, temporary_beside, write_file
from gaispider.published.objects import ChangedError, DamagedError, Listed, ObjectsError

_LOCK = ".lock"


class FolderObjects:
    """Objects as files. Each appears whole, after it is on the disk; a lock (`flock`) makes replacing one step."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.place = root.absolute().as_uri()

    def read(self, key: str) -> tuple[bytes, str] | None:
        with self._told(key):
            try:
                content = (self._root / key).read_bytes()
            except FileNotFoundError:
                self._require_root()
                return None
        return content, _version(content)

    def fetch(self, key: str, path: Path) -> bool:
        source = self._root / key
        with self._told(key):
            if not source.is_file():
                self._require_root()
                return False
        shutil.copyfile(source, path)
        return True

    def piece(self, key: str, start: int, length: int) -> bytes:
        with self._told(key):
            try:
                with (self._root / key).open("rb") as file:
                    file.seek(start)
                    return file.read(length)
            except FileNotFoundError:
                self._require_root()
                raise DamagedError(f"{self.place}/{key} is not there") from None

    def put(self, key: str, path: Path) -> None:
        target = self._root / key
        with self._told(key):
            self._require_root()
            target.parent.mkdir(parents=True, exist_ok=True)
            part = temporary_beside(target)
            shutil.copyfile(path, part)
            sync(part)
            move_into_place(part, target)

    def replace(self, key: str, content: bytes, version: str | None) -> str:
        target = self._root / key
        with self._told(key):
            self._require_root()
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(target.parent / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                present = _version(target.read_bytes()) if target.is_file() else None
                if present != version:
                    raise ChangedError(f"{self.place}/{key} was replaced by another")
                write_file(target, content)
            finally:
                os.close(descriptor)
        return _version(content)

    def names(self) -> list[str]:
        with self._told(""):
            self._require_root()
            return sorted(path.name for path in self._root.iterdir() if path.is_dir())

    def listed(self, prefix: str) -> Iterator[Listed]:
        with self._told(prefix):
            for path in sorted((self._root / prefix).rglob("*")):
                if path.is_file() and path.name != _LOCK:
                    stat = path.stat()
                    key = path.relative_to(self._root).as_posix()
                    yield Listed(key, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC))

    def remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            with self._told(key):
                (self._root / key).unlink(missing_ok=True)

    def _require_root(self) -> None:
        """A folder that is not mounted must not look like one without sites."""
        if not self._root.is_dir():
            raise ObjectsError(f"{self.place} is not there: mount it, or make the folder once (PUBLISH_TO)")

    @contextmanager
    def _told(self, key: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ObjectsError(f"{self.place}/{key} cannot be used: {error.strerror or error}") from error


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
