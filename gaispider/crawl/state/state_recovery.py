"""Opens a site's state for a run, and rebuilds it if it is lost, damaged or behind the record files."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection
from pathlib import Path

from gaispider.crawl.state.rebuild import rebuild
from gaispider.crawl.state.state import State
from gaispider.crawl.store import SiteStore
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)


def open_state(store: SiteStore, site: Site, run: str, died: Collection[str]) -> State:
    """The state of a site's folder, with the records of the runs in `died` (dead without a summary) added.

    An unreadable state is moved aside to state.broken-RUN.sqlite, and rebuilt from archives and records.
    """
    known = store.state.exists()
    try:
        state = State(store.state)
        state.require_files(store.records)
    except sqlite3.DatabaseError as error:
        aside = store.state.with_name(f"state.broken-{run}.sqlite")
        for end in ("", "-wal", "-shm"):
            if (part := Path(f"{store.state}{end}")).exists():
                part.replace(f"{aside}{end}")
        logger.warning("The state was not readable (%s): kept as %s and made again", error, aside.name)
        known, state = False, State(store.state)
    if not known or state.needs_backfill or died:
        rebuild(state, store, site, pages=not known, runs=died if known and not state.needs_backfill else None)
        state.mark_current()
    return state
