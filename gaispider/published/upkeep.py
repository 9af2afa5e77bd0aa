"""Looks after published sites: are all objects there and whole, what does no manifest name, how did the runs go."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.crawl.store import SiteStore
from gaispider.published.exchange import Exchange
from gaispider.published.objects import Listed, Objects, ObjectsError
from gaispider.published.site_folder import local_files, sha256_of

# Sites that are asked for at the same time.
_AT_A_TIME = 32


@dataclass(slots=True)
class Checked:
    """A site's objects: how many files are published, what is wrong (a sentence each), what no manifest names."""

    site: str
    generation: int = 0
    files: int = 0
    size: int = 0
    faults: list[str] = field(default_factory=list)
    unnamed: list[Listed] = field(default_factory=list)


def published_sites(objects: Objects, root: Path) -> list[SiteStore]:
    """The sites that were published, as folders of this machine's store. Raises ObjectsError."""
    found = []
    for name in objects.names():
        try:
            found.append(SiteStore(root, name))
        except ValueError:  # of others
            continue
    return found


def check(objects: Objects, store: SiteStore, *, whole: bool) -> Checked:
    """Compare a site's objects with its manifest, by size, with `whole` byte by byte. Raises ObjectsError, OSError."""
    now = Exchange(objects, store).present()
    found = Checked(store.key)
    # Listed after the manifest was read: what it names is there.
    there = {one.key: one for one in objects.listed(f"{store.key}/") if not one.key.endswith("/manifest.json")}
    named = now.manifest.files if now else {}
    found.generation, found.files = now.manifest.generation if now else 0, len(named)
    with TemporaryDirectory(prefix="gaispider-objects-") as folder:
        part = Path(folder) / "part"
        for name, file in named.items():
            found.size += file.size
            one = there.pop(file.key, None)
            if one is None:
                found.faults.append(f"{store.key}: {name} is not there ({file.key})")
            elif one.size != file.size:
                found.faults.append(f"{store.key}: {name} has {one.size} bytes of {file.size} ({file.key})")
            elif whole and (not objects.fetch(file.key, part) or sha256_of(part) != file.sha256):
                found.faults.append(f"{store.key}: {name} has another digest ({file.key})")
    found.unnamed = list(there.values())
    return found


def unnamed(objects: Objects, store: SiteStore, before: datetime) -> list[Listed]:
    """The objects of a site that no manifest names and that are older than `before` (UTC). Raises ObjectsError.

    What a machine is publishing now is younger than any sensible `before`, and no object gets a second name.
    """
    there = [one for one in objects.listed(f"{store.key}/") if not one.key.endswith("/manifest.json")]
    # The manifest is read after the list: what it names of it stays.
    now = Exchange(objects, store).present()
    named: Collection[str] = {file.key for file in now.manifest.files.values()} if now else set()
    return [one for one in there if one.key not in named and one.written < before]


def bring_summaries(objects: Objects, root: Path) -> Iterator[str]:
    """Bring the runs' summaries of all published sites to this machine; a sentence for each that could not be had.

    Raises ObjectsError if the place does not answer.
    """
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        yield from filter(None, pool.map(lambda store: _summaries_of(objects, store), published_sites(objects, root)))


def _summaries_of(objects: Objects, store: SiteStore) -> str | None:
    exchange = Exchange(objects, store)
    try:
        now = exchange.present()
        if now is None:
            return None
        here = local_files(store)
        missing = {
            name: file for name, file in now.manifest.files.items() if name.startswith("runs/") and name not in here
        }
        if missing:
            store.runs.mkdir(parents=True, exist_ok=True)
        for name, file in missing.items():
            exchange.bring(name, file)
    except (ObjectsError, OSError) as error:
        return str(error)
    return None
