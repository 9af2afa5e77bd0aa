"""What lies in a site's folder on this machine, compared with what was published."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Container, Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from gaispider.crawl.store import SiteStore
from gaispider.files import sync, write_file
from gaispider.published.objects import DamagedError
from gaispider.published.site_manifest import IS_PUBLISHED, Base, Published
from gaispider.text.counted import counted

_BASE = "published.json"
_ASIDE = "unpublished-"
# They say how the state stands now; a file of them that is gone is gone on purpose.
_REPLACED = ("state", "readings.sqlite", "rereads.json")
_DATABASES = ("state.sqlite", "readings.sqlite")


def read_base(store: SiteStore, place: str) -> Base | None:
    """What this machine took or published last; None if nothing, or if that was elsewhere."""
    found = _last_base(store)
    return found if found and found.place == place else None


def require_named(store: SiteStore, place: str, named: Container[str]) -> None:
    """Raises DamagedError if archives were left at another place and `named`, the files of this one, lacks them.

    Published here as it is, the site would be without them.
    """
    base = _last_base(store)
    if base is None or base.place == place:
        return
    lacking = [name for name in missing(store, base) if name not in named]
    if lacking:
        raise DamagedError(
            f"{counted(len(lacking), 'archive')} of {store.key}: left at {base.place}, not here and not at {place}: "
            f"give scrapy objects take {store.key} with PUBLISH_TO={base.place} first"
        )


def missing(store: SiteStore, base: Base) -> list[str]:
    """The archives that were left and are not here by now."""
    return [name for name in base.left if not (store.folder / name).is_file()]


def _last_base(store: SiteStore) -> Base | None:
    try:
        return msgspec.json.decode((store.folder / _BASE).read_bytes(), type=Base)
    except (OSError, msgspec.MsgspecError):
        return None


def write_base(store: SiteStore, base: Base) -> None:
    """Raises OSError."""
    write_file(store.folder / _BASE, msgspec.json.encode(base))


def local_files(store: SiteStore) -> dict[str, tuple[int, int]]:
    """Bytes and time of change (ns) of each file that belongs to the published site, by its name in the folder."""
    found = {}
    for folder in (store.folder, store.archives, store.records, store.runs):
        for entry in os.scandir(folder) if folder.is_dir() else ():
            name = os.path.relpath(entry.path, store.folder)
            if IS_PUBLISHED.fullmatch(name) and entry.is_file():
                stat = entry.stat()
                found[name] = (stat.st_size, stat.st_mtime_ns)
    return found


def is_same(path: Path, stamp: tuple[int, int], known: Published | None) -> bool:
    """Whether a file is as it was published: by size and time, else by its bytes. Raises OSError."""
    if known is None or stamp[0] != known.size:
        return False
    return stamp[1] == known.changed or sha256_of(path) == known.sha256


def sha256_of(path: Path) -> str:
    """Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_dropped(name: str) -> bool:
    """Whether a published file that is not here any more shall not be named any more."""
    return name.startswith(_REPLACED)


def close_databases(store: SiteStore) -> None:
    """Bring what a killed process left in a journal into its database, so that the file is whole.

    A file that SQLite cannot read stays as it is: the next run finds the damage. Raises OSError.
    """
    for path in (store.folder / name for name in _DATABASES):
        if not any(Path(f"{path}{end}").exists() for end in ("-wal", "-journal")):
            continue
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error:
            continue


def journals(store: SiteStore) -> list[str]:
    """What is left of them beside databases that cannot be read; a file that takes their place must not get them."""
    paths = (Path(f"{store.folder / name}{end}") for name in _DATABASES for end in ("-wal", "-shm", "-journal"))
    return [path.name for path in paths if path.exists()]


def set_aside(store: SiteStore, names: Iterable[str], moment: str) -> Path:
    """Move files out of the way, to a folder of their own; nothing reads them there. Raises OSError."""
    aside = store.folder / f"{_ASIDE}{moment}"
    for name in names:
        target = aside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (store.folder / name).replace(target)
        sync(target.parent)
    return aside


def asides(store: SiteStore) -> list[Path]:
    """The folders of files that were set aside."""
    return sorted(store.folder.glob(f"{_ASIDE}*"))
