"""What a run does before its first page: it recovers what earlier runs left, and opens the state."""

from __future__ import annotations

from pathlib import Path

from scrapy.exceptions import UsageError

from gaispider.archive.durable import reserve
from gaispider.archive.tombstones import taken_down
from gaispider.crawl.left_archives import Lender, bring_left
from gaispider.crawl.run.outcome import Counters
from gaispider.crawl.run.summary import Summary, dead_runs, mark_committed, mark_dead, uncommitted_runs
from gaispider.crawl.state.crash_recovery import sync_dead_runs
from gaispider.crawl.state.state import State
from gaispider.crawl.state.state_recovery import open_state
from gaispider.crawl.store import SiteStore, StoreError
from gaispider.files import told
from gaispider.sites.model import Site

# Bytes reserved for the end of the run (last commit, index, summary) in case others fill the disk.
_RESERVE_BYTES = 1 << 18


def opened_state(
    store: SiteStore,
    site: Site,
    summary: Summary,
    counters: Counters,
    journal: str,
    lender: Lender | None = None,
    *,
    replay: bool,
) -> State:
    """The state of a new run, whose summary is first written. Raises StoreError."""
    try:
        summary.died_before = died = dead_runs(store.runs, summary.run)
        cut = [*died, *uncommitted_runs(store.runs)]
        bring_left(store, [f"archive/{run}.warc.gz" for run in cut], lender)
        summary.torn = sync_dead_runs(store, cut)
        summary.write(counters)
        reserve(store.reserve, _RESERVE_BYTES)
        if replay:
            state = State(None)
        else:
            opened = open_state(store, site, summary.run, cut, journal, lender)
            state = opened.state
            summary.damage += opened.damage
            mark_committed(store.runs, cut)
        mark_dead(store.runs, died, summary.run)
    except OSError as error:
        raise StoreError(f"cannot write to {store.folder}: {told(error)}") from error
    return state


def pages_taken_down(folder: Path) -> set[str]:
    """Canonical URLs that are not asked for. Raises UsageError for a damaged tombstone file."""
    try:
        return taken_down(folder)
    except ValueError as error:
        raise UsageError(f"{error}; no crawl before it is mended", print_help=False) from error
