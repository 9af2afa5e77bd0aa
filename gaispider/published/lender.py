"""Lends a crawl single answers of archives that were left where the site is published, and brings archives whole."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path
from shutil import rmtree

from gaispider.archive.writer import Archived
from gaispider.crawl.store import SiteStore, StoreError
from gaispider.published.exchange import Exchange
from gaispider.published.objects import DamagedError, Objects, ObjectsError
from gaispider.published.site_folder import read_base
from gaispider.text.counted import counted

logger = logging.getLogger(__name__)
# Bytes that are lent with an answer: the metadata record behind it has a listing's row.
_BEHIND = 1 << 14


class ArchiveLender:
    """What is lent lies in `lent/` of the site's folder until `close`. Each reader checks the digests of its record."""

    def __init__(self, exchange: Exchange, objects: Objects, store: SiteStore) -> None:
        self._exchange, self._objects, self._store, self._folder = exchange, objects, store, store.folder / "lent"
        self.close()
        base = read_base(store, objects.place)
        self._files = base.manifest.files if base else {}
        self._away = False
        self._damaged: set[str] = set()
        self._lent: set[tuple[str, int]] = set()

    def __deepcopy__(self, _memo: object) -> ArchiveLender:
        """Scrapy copies its settings."""
        return self

    def lend(self, archived: Archived) -> Path | None:
        file = self._files.get(f"archive/{archived.file}")
        if file is None or self._away or archived.file in self._damaged:
            return None
        path, place = self._folder / archived.file, (archived.file, archived.offset)
        if place in self._lent:
            return path
        try:
            self._folder.mkdir(exist_ok=True)
            piece = self._objects.piece(file.key, archived.offset, min(archived.length + _BEHIND, file.size))
            # What was not lent is a hole, which no reader takes for a record.
            with path.open("r+b" if path.exists() else "w+b") as lent:
                lent.seek(archived.offset)
                lent.write(piece)
        except DamagedError as error:
            # Of this archive alone; the others are lent.
            self._damaged.add(archived.file)
            logger.warning("Archived pages of %s cannot be had: %s", archived.file, error)
            return None
        except (ObjectsError, OSError) as error:
            # Asked once: a place that does not answer would be waited for at every page.
            self._away = True
            logger.warning("Archived pages cannot be had from where the site is published: %s", error)
            return None
        self._lent.add(place)
        return path

    def close(self) -> None:
        """Remove what was lent, also by a process that was killed."""
        rmtree(self._folder, ignore_errors=True)

    def bring(self, names: Collection[str]) -> None:
        """Raises StoreError."""
        try:
            for name in sorted(names):
                self._exchange.bring(name, self._files[name])
        except (ObjectsError, OSError, KeyError) as error:
            raise StoreError(f"an archive of {self._store.key} cannot be brought: {error}") from error
        logger.warning("%s brought here, since all of it is needed", counted(len(names), "archive"))
