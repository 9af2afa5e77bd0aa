"""Archives that were left where their site is published: they are not in the site's folder here, and not lost.

`published.json` of the folder names them. Single answers are lent from there; whoever needs an archive whole has it
brought. An archive that is neither here nor named there is missing, which is damage.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

import msgspec

from gaispider.archive.writer import Archived
from gaispider.crawl.store import SiteStore, StoreError
from gaispider.text.counted import counted

_BASE = "published.json"


class Lender(Protocol):
    """The place where a site is published."""

    def lend(self, archived: Archived) -> Path | None:
        """A file in which an archived answer, and what follows it, stand at their offset; None if it cannot be had."""
        ...

    def bring(self, names: Collection[str]) -> None:
        """Put whole archives (`archive/RUN.warc.gz`) into the site's folder. Raises StoreError."""
        ...


class _File(msgspec.Struct):
    size: int
    changed: int


class _Manifest(msgspec.Struct):
    files: dict[str, _File]


class _Base(msgspec.Struct):
    place: str
    manifest: _Manifest
    left: tuple[str, ...] = ()


def left_archives(store: SiteStore) -> dict[str, tuple[int, int]]:
    """Size and time of change (ns) of each archive that was left, by its name in the site's folder."""
    base = _base(store)
    files = base.manifest.files if base else {}
    names = base.left if base else ()
    found = {name: files[name] for name in names if name in files and not (store.folder / name).is_file()}
    return {name: (file.size, file.changed) for name, file in found.items()}


def told_left(store: SiteStore, name: str | None = None) -> str | None:
    """The command that brings them, in a sentence, if archives of the site were left, or the one of that name."""
    base, left = _base(store), left_archives(store)
    if base is None or not left or (name is not None and name not in left):
        return None
    size = sum(size for size, _ in left.values()) / 1e6
    return (
        f"{counted(len(left), 'archive')} of {store.key} ({size:.1f} MB): at {base.place}, and not here; "
        f"scrapy objects take {store.key} brings them"
    )


def require_all(store: SiteStore) -> None:
    """Raises StoreError if archives of the site were left."""
    if (told := told_left(store)) is not None:
        raise StoreError(told)


def bring_left(store: SiteStore, names: Collection[str] | None, lender: Lender | None) -> None:
    """Bring those of the archives that were left; `names` is None: all. Raises StoreError."""
    wanted = [name for name in left_archives(store) if names is None or name in names]
    if wanted and lender is None:
        require_all(store)
    elif wanted and lender is not None:
        lender.bring(wanted)


class RunArchives:
    """Where a run reads what was archived before."""

    def __init__(self, store: SiteStore, lender: Lender | None) -> None:
        self._store, self._lender = store, lender
        self._left = left_archives(store)
        # What could not be had: an answer that is as before is archived whole, since nobody may have that one.
        self._not_had: set[str] = set()

    def holds(self, archived: Archived) -> bool:
        """Whether the archive is here, or was left and has not failed to be had."""
        if (self._store.archives / archived.file).is_file():
            return True
        return f"archive/{archived.file}" in self._left and archived.file not in self._not_had

    def path_of(self, archived: Archived) -> Path:
        """The file to read an answer from, at its offset; there is none if it cannot be had."""
        path = self._store.archives / archived.file
        if self._lender is None or f"archive/{archived.file}" not in self._left or path.is_file():
            return path
        lent = self._lender.lend(archived)
        if lent is None:
            self._not_had.add(archived.file)
        return lent or path


def _base(store: SiteStore) -> _Base | None:
    try:
        return msgspec.json.decode((store.folder / _BASE).read_bytes(), type=_Base)
    except (OSError, msgspec.MsgspecError):
        return None
