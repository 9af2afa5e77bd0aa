"""After a crash: brings the files of dead runs to the disk, and finds out which of their records are readable."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from gaispider.archive.cdxj import write_index
from gaispider.archive.reader import TornArchiveError, entries
from gaispider.crawl.store import SiteStore
from gaispider.files import sync

logger = logging.getLogger(__name__)


def sync_dead_runs(store: SiteStore, runs: Iterable[str]) -> list[str]:
    """fsync the files of dead runs and index their archives. Returns a sentence for each archive with a torn end.

    After a kill the last lines may be in the page cache only. They must reach the disk before the state refers to
    them; else a power failure would leave the state ahead of the records.
    """
    torn = []
    for run in runs:
        archive, records = store.archives / f"{run}.warc.gz", store.records / f"{run}.jsonl"
        for path in (archive, records):
            if path.is_file():
                sync(path)
        if archive.is_file():
            write_index(archive)
            try:
                for _ in entries(archive):
                    pass
            except TornArchiveError as error:
                logger.warning("%s", error)
                torn.append(str(error))
    return torn


def readable_record_ids(store: SiteStore, run: str) -> set[str]:
    """The WARC-Record-IDs that can be read in a run's archive."""
    found: set[str] = set()
    try:
        for entry in entries(store.archives / f"{run}.warc.gz"):
            found.add(entry.record_id)
    except (FileNotFoundError, TornArchiveError):
        pass
    return found
