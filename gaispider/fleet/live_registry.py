"""The registry of a worker that runs for months: read anew when its files change, faulty entries as they were last."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from gaispider.sites.model import Site
from gaispider.sites.overlay import overlay_folder
from gaispider.sites.registry import Registry

logger = logging.getLogger(__name__)
# So many keys stand in a sentence.
_NAMED = 10


class LiveRegistry(Mapping[str, Site]):
    """The sites by key. `read` reads the registry of `folder`; if it raises one of `broken`, the last one is kept.

    Raises what `read` raises when it is made.
    """

    def __init__(
        self, folder: Path, read: Callable[[], Registry], broken: tuple[type[Exception], ...] = (ValueError, OSError)
    ) -> None:
        self._folder, self._read, self._broken = folder, read, broken
        self._mark = _mark(folder)
        first = read()
        self._sites, self._faults = dict(first.sites), first
        self._lock = asyncio.Lock()

    def __getitem__(self, key: str) -> Site:
        return self._sites[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sites)

    def __len__(self) -> int:
        return len(self._sites)

    def missing(self, key: str) -> str:
        """Why there is no site of that key, in a sentence."""
        fault = self._faults.fault_of(key)
        return fault.sentence if fault else f"{self._folder} has no entry {key}; bring it up to date on this machine"

    async def refresh(self) -> None:
        """Read the registry anew if its files are others than last time, and log what has changed."""
        async with self._lock:
            # Before the reading: what is saved meanwhile is another change.
            mark = await asyncio.to_thread(_mark, self._folder)
            if mark == self._mark:
                return
            self._mark = mark
            try:
                found = await asyncio.to_thread(self._read)
            except self._broken as error:
                logger.error("The registry cannot be read anew, and is used as it was: %s", error)  # noqa: TRY400 - the sentence says all
                return
            if self._sites and not found.sites and not found.faults:
                # A folder that is not mounted looks like this.
                logger.error("The registry cannot be read anew, and is used as it was: %s has no site", self._folder)
                return
            self._take(found)

    def _take(self, found: Registry) -> None:
        before, told = self._sites, self._faults.faults
        kept = {key: site for key, site in before.items() if key not in found.sites and _is_faulty(key, site, found)}
        self._sites, self._faults = {**found.sites, **kept}, found
        for fault in found.faults:
            if fault not in told:
                logger.error(
                    "The registry has a fault; its sites are crawled by their last good entries: %s", fault.sentence
                )
        changes = {
            "new": [key for key in self._sites if key not in before],
            "changed": [key for key, site in self._sites.items() if key in before and before[key] != site],
            "gone": [key for key in before if key not in self._sites],
        }
        said = "; ".join(f"{len(keys)} {word} ({_some(keys)})" for word, keys in changes.items() if keys)
        logger.warning("The registry was read anew: %s", said or "no site has changed")


def _mark(folder: Path) -> tuple[object, ...]:
    """Names, times and sizes of the files of a registry; they differ after every change."""
    found: list[object] = []
    for place in (folder, overlay_folder(folder)):
        try:
            names = sorted(name for name in os.listdir(place) if name.endswith(".toml"))  # noqa: PTH208 - names alone
        except OSError as error:
            found.append(error.errno)
            continue
        for name in names:
            try:
                stat = (place / name).stat()
            except OSError as error:
                found.append((name, error.errno))
            else:
                found.append((name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(found)


def _is_faulty(key: str, site: Site, found: Registry) -> bool:
    """Whether a site lacks because its entry, or a file in which no key can be read, has a fault."""
    return any(key in fault.keys or (not fault.keys and fault.file == site.file) for fault in found.faults)


def _some(keys: list[str]) -> str:
    return " ".join(keys[:_NAMED]) + (" …" if len(keys) > _NAMED else "")
