"""Opens a site's state for a run: it is made again where it is lost, damaged or ahead of the record files."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from gaispider.crawl.left_archives import Lender, bring_left
from gaispider.crawl.state.rebuild import rebuild
from gaispider.crawl.state.state import State
from gaispider.crawl.state.state_file import explained, is_of_machine, parts
from gaispider.crawl.state.store_files import mend
from gaispider.crawl.store import SiteStore, StoreError
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A state, and a sentence for each damage of the site's folder that was met."""

    state: State
    damage: list[str] = field(default_factory=list)


def open_state(
    store: SiteStore, site: Site, run: str, died: Collection[str], journal: str = "wal", lender: Lender | None = None
) -> Opened:
    """The state of a site's folder, with the records of the runs in `died` (dead without a summary) added.

    An unreadable state is moved aside to state.broken-RUN.sqlite, and made again from archives and records. What the
    state knows of archives and lines that are lost or damaged is forgotten, so that their pages are asked for again.
    Raises StoreError if the place of the store does not let a state be opened.
    """
    damage: list[str] = []
    known = store.state.exists()
    try:
        state = _opened(store, journal, damage, run) if known else None
        if state is None:
            bring_left(store, None, lender)
            state = _made_again(store, site, journal)
        elif state.needs_backfill or died:
            rebuild(state, store, site, pages=False, runs=None if state.needs_backfill else died)
            state.mark_current()
        damage += mend(state, store, site, died, whole=not known or bool(damage), lender=lender)
    except sqlite3.Error as error:
        raise StoreError(f"{store.state}: {explained(error, journal)}") from error
    return Opened(state, damage)


def _opened(store: SiteStore, journal: str, damage: list[str], run: str) -> State | None:
    """The state, or None if it is damaged, and was moved aside."""
    state = None
    try:
        state = State(store.state, journal)
        _require_files(state, store)
    except sqlite3.DatabaseError as error:
        if state is not None:
            state.close()
        if is_of_machine(error):
            raise
        aside = store.state.with_name(f"state.broken-{run}.sqlite")
        for part in parts(store.state):
            part.replace(f"{aside}{part.name.removeprefix(store.state.name)}")
        sentence = f"The state was not readable ({error}): kept as {aside.name} and made again"
        logger.warning("The state was not readable (%s): kept as %s and made again", error, aside.name)
        damage.append(sentence)
        return None
    return state


def _require_files(state: State, store: SiteStore) -> None:
    """Raises sqlite3.DatabaseError if a record file in the state is missing, as in a partial copy of a store."""
    for name in sorted(state.record_files()):
        if not (store.records / name).is_file():
            raise sqlite3.DatabaseError(f"it is ahead of the records: {name} is not there")


def _made_again(store: SiteStore, site: Site, journal: str) -> State:
    """A new state. It gets its name when it is complete, so that a kill leaves none that lacks what is on file."""
    making = store.state.with_name("state.new.sqlite")
    for part in parts(making):
        part.unlink()
    state = State(making, journal)
    try:
        rebuild(state, store, site, pages=True, runs=None)
    finally:
        state.close()
    for part in parts(making):
        part.replace(Path(f"{store.state}{part.name.removeprefix(making.name)}"))
    return State(store.state, journal)
