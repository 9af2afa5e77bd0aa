"""The status of each site, from the run summaries (runs/*.json) in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gaispider.crawl.store import SiteStore, proposed_of
from gaispider.operate.history_cache import HistoryCache
from gaispider.operate.ranks import FINE, rank
from gaispider.operate.run_history import RunOutcome, count_of, read_history, time_of
from gaispider.sites.model import Site


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """The status of one site. `outcome` and counts are of the last run (None if there was none); `records` is the
    number of records of the site.

    Runs narrowed by `-a years=` say nothing about the rest of the site, so they do not count as a success. The schedule
    uses `last_full`, the last run over all years, and `failures_in_row`, the number of such runs since one succeeded
    (ok, unchanged, partial, incomplete).
    """

    key: str
    name: str = ""
    region: str | None = None
    outcome: str | None = None
    run: str | None = None
    started: datetime | None = None
    seconds: float | None = None
    last_success: datetime | None = None
    records: int | None = None
    new: int = 0
    changed: int = 0
    failed: int = 0
    last_full: RunOutcome | None = None
    failures_in_row: int = 0
    reasons: tuple[str, ...] = ()
    summary: Path | None = None
    pid: int | None = None
    recent: tuple[RunOutcome, ...] = ()
    # The last run's causes of failure, most common first; the site's first start page; the last log of `scrapy run`.
    causes: tuple[str, ...] = ()
    start: str | None = None
    # The entry begins from single reports: no new year will ever be found.
    single: bool = False
    log: Path | None = None
    # What the last crawl proposes for the entry, by how the site's hosts answer.
    proposed: tuple[str, ...] = ()
    # When a person's visit was last imported, if since the runs in `recent`; it says nothing of how a crawl fares.
    imported: datetime | None = None

    def problem(self, now: datetime, stale: timedelta) -> str | None:
        """Why a person should look at the site; None if nobody needs to. Never crawled and running are no problems."""
        if self.outcome is None or self.outcome == "running":
            return None
        if self.outcome not in FINE:
            return "; ".join(self.reasons) or self.outcome
        if self.last_full is not None and self.last_full.outcome not in FINE:
            return f"{self.last_full.outcome}: the last run over all years ({self.last_full.run})"
        if self.last_success is not None and now - self.last_success > stale:
            return f"not crawled since {self.last_success:%Y-%m-%d}"
        return None


def read_status(
    root: Path, key: str, site: Site | None = None, *, runs: int = 1, cache: HistoryCache | None = None
) -> SiteStatus:
    """The status of one site, with its last `runs` runs in `recent` (oldest first)."""
    store = SiteStore(root, key)
    name, region = (site.name, site.region) if site else ("(not in the registry)", None)
    single = site is not None and site.single
    history = cache.history(store, runs) if cache else read_history(store, runs)
    last = history.last
    if last is None:
        return SiteStatus(key, name, region, single=single, records=history.records, imported=history.imported)
    counts = last.get("counts")
    return SiteStatus(
        key,
        name,
        region,
        outcome=str(last.get("outcome")),
        run=str(last.get("run")),
        started=time_of(last.get("started")),
        seconds=last.get("seconds"),
        last_success=history.success,
        records=history.records,
        new=count_of(counts, "new") or 0,
        changed=count_of(counts, "changed") or 0,
        failed=count_of(counts, "failed") or 0,
        last_full=history.last_full,
        failures_in_row=history.failures_in_row,
        reasons=tuple(str(reason) for reason in last.get("reasons") or ()),
        summary=store.runs / f"{last.get('run')}.json",
        pid=count_of(last.get("process"), "pid"),
        recent=tuple(reversed(history.marks[:runs])),
        causes=tuple(last.get("failures") or ()),
        start=site.start[0] if site and site.start else None,
        single=single,
        log=max((store.folder / "logs").glob("*.log"), default=None, key=lambda path: path.name),
        imported=history.imported,
        proposed=proposed_of(last),
    )


def read_all(root: Path, sites: Mapping[str, Site], *, runs: int = 1) -> list[SiteStatus]:
    """The status of every site of the registry and of every other folder of the store with runs, worst first."""
    return worst_first(read_sites(root, {**dict.fromkeys(_folders(root)), **sites}, runs=runs))


def read_sites(root: Path, sites: Mapping[str, Site | None], *, runs: int = 1) -> list[SiteStatus]:
    """The status of each of the sites (None: not in the registry). Many sites are read through the store's cache."""
    cache = HistoryCache(root)
    rows = [read_status(root, key, site, runs=runs, cache=cache) for key, site in sites.items()]
    cache.save()
    return rows


def worst_first(rows: Iterable[SiteStatus]) -> list[SiteStatus]:
    """Sorted by rank of the outcome, then by the oldest success; sites never crawled come last."""
    long_ago = datetime.min.replace(tzinfo=UTC)
    return sorted(
        rows, key=lambda row: (rank(row.outcome) if row.outcome else 99, row.last_success or long_ago, row.key)
    )


def _folders(root: Path) -> list[str]:
    found = []
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        try:
            store = SiteStore(root, path.name)
        except ValueError:
            continue
        if store.runs.is_dir():
            found.append(path.name)
    return found
