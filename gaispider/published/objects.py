"""Where published sites lie: a folder, or a bucket of an object storage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

# What obstore can open; a folder needs nothing but Python.
SCHEMES = ("file", "s3", "gs", "az")


class ObjectsError(RuntimeError):
    """The place does not answer or refuses; the message names place and site, and what to do. Again later may do."""


class ChangedError(ObjectsError):
    """Another one has published the site meanwhile."""


class DamagedError(ObjectsError):
    """An object is not what its manifest says. Again later will not help."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One object: its size in bytes, and when it was written (UTC)."""

    key: str
    size: int
    written: datetime


class Objects(Protocol):
    """Objects by key. All raise ObjectsError; a key has `/` between its parts."""

    place: str

    def read(self, key: str) -> tuple[bytes, str] | None:
        """Content and version of a small object; None if there is none."""
        ...

    def fetch(self, key: str, path: Path) -> bool:
        """Write an object's content to `path`; whether there is such an object. Raises OSError."""
        ...

    def piece(self, key: str, start: int, length: int) -> bytes:
        """Bytes of an object from `start` on; fewer if it ends before. Raises DamagedError if there is none."""
        ...

    def put(self, key: str, path: Path) -> None:
        """Make an object of a file. Its key is new. Raises OSError."""
        ...

    def replace(self, key: str, content: bytes, version: str | None) -> str:
        """Put the content in the place of that version (None: of no object); the new version. Raises ChangedError."""
        ...

    def names(self) -> list[str]:
        """The first parts of all keys."""
        ...

    def listed(self, prefix: str) -> Iterator[Listed]:
        """The objects below a prefix (`SITE/`)."""
        ...

    def remove(self, keys: Iterable[str]) -> None: ...


def open_objects(place: str) -> Objects:
    """The place of an address: `file:///folder`, `s3://bucket/prefix` … Raises ValueError, ImportError."""
    parts = urlsplit(place)
    if parts.scheme not in SCHEMES:
        schemes = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        raise ValueError(f"PUBLISH_TO begins with one of {schemes}; it is {parts.scheme or place.partition('/')[0]!r}")
    if "@" in parts.netloc or parts.query:
        raise ValueError(
            "PUBLISH_TO holds no names and passwords, since settings are kept in summaries: they belong in the "
            "environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) or in ~/.aws/credentials"
        )
    if parts.scheme == "file":
        from gaispider.published.folder_objects import FolderObjects

        if parts.netloc or not parts.path.startswith("/"):
            raise ValueError("PUBLISH_TO names a folder by its whole path: file:///folder")
        return FolderObjects(Path(unquote(parts.path)))
    from gaispider.published.cloud_objects import CloudObjects

    return CloudObjects(place.rstrip("/"))
