"""The status of each site, from the run summaries (runs/*.json) in its folder."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gaispider.crawl.store import SiteStore, proposed_of
from gaispider.operate.ranks import FINE, rank
from gaispider.sites.model import Site


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """One run: its name, its outcome, and its start (UTC)."""

    run: str
    outcome: str
    started: datetime | None


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


def read_status(root: Path, key: str, site: Site | None = None, *, runs: int = 1) -> SiteStatus:
    """The status of one site, with its last `runs` runs in `recent` (oldest first)."""
    store = SiteStore(root, key)
    name, region = (site.name, site.region) if site else ("(not in the registry)", None)
    single = site is not None and site.single
    history = _History(runs)
    for content in _newest_first(store):
        history.add(content)
        if history.is_enough:
            break
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
        started=_time(last.get("started")),
        seconds=last.get("seconds"),
        last_success=history.success,
        records=history.records,
        new=_count(counts, "new") or 0,
        changed=_count(counts, "changed") or 0,
        failed=_count(counts, "failed") or 0,
        last_full=history.last_full,
        failures_in_row=history.failures_in_row,
        reasons=tuple(str(reason) for reason in last.get("reasons") or ()),
        summary=store.runs / f"{last.get('run')}.json",
        pid=_count(last.get("process"), "pid"),
        recent=tuple(reversed(history.marks)),
        causes=tuple(failures) if isinstance(failures := last.get("failures"), dict) else (),
        start=site.start[0] if site and site.start else None,
        single=single,
        log=max((store.folder / "logs").glob("*.log"), default=None, key=lambda path: path.name),
        imported=history.imported,
        proposed=proposed_of(last),
    )


class _History:
    """Accumulates a site's summaries, newest first. `marks` are the last `runs` runs."""

    def __init__(self, runs: int) -> None:
        self._runs = runs
        self._none_came_through = True
        self.marks: list[RunOutcome] = []
        self.last: dict[str, Any] | None = None
        self.success: datetime | None = None
        self.records: int | None = None
        self.last_full: RunOutcome | None = None
        self.failures_in_row = 0
        self.imported: datetime | None = None

    @property
    def is_enough(self) -> bool:
        """Whether older summaries cannot change the result."""
        return bool(self.success) and self.records is not None and len(self.marks) >= self._runs

    def add(self, content: dict[str, Any]) -> None:
        if content.get("mode") == "import":
            self.imported = self.imported or _time(content.get("started"))
            self._add_records(content)
            return
        self.last = self.last or content
        outcome = RunOutcome(str(content.get("run")), str(content.get("outcome")), _time(content.get("started")))
        if len(self.marks) < self._runs:
            self.marks.append(outcome)
        self._add_records(content)
        if not _narrowed(content):
            self._add_full_run(outcome, _count(content.get("counts"), "answered") or 0)

    def _add_records(self, content: dict[str, Any]) -> None:
        if self.records is None:
            self.records = _count(content.get("storage"), "records_known")

    def _add_full_run(self, outcome: RunOutcome, answered: int) -> None:
        """Take in a run over all years that read so many pages."""
        word = outcome.outcome
        self.last_full = self.last_full or outcome
        # A site whose listings are read is asked every night, however many of its articles fail.
        read = word == "unreachable" and answered > 0
        self._none_came_through = self._none_came_through and not read and word not in FINE | {"partial", "incomplete"}
        self.failures_in_row += self._none_came_through and word != "running"
        if word in FINE and self.success is None:
            self.success = outcome.started


def read_all(root: Path, sites: Mapping[str, Site], *, runs: int = 1) -> list[SiteStatus]:
    """The status of every site of the registry and of every other folder of the store with runs, worst first."""
    keys = dict.fromkeys([*sites, *_folders(root)])
    return worst_first(read_status(root, key, sites.get(key), runs=runs) for key in keys)


def worst_first(rows: Iterable[SiteStatus]) -> list[SiteStatus]:
    """Sorted by rank of the outcome, then by the oldest success; sites never crawled come last."""
    long_ago = datetime.min.replace(tzinfo=UTC)
    return sorted(
        rows, key=lambda row: (rank(row.outcome) if row.outcome else 99, row.last_success or long_ago, row.key)
    )


def is_locked(lock: Path) -> bool:
    """Whether a process holds the lock. Call it only for sites with a `running` summary: it takes the lock briefly."""
    try:
        descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _newest_first(store: SiteStore) -> Iterator[dict[str, Any]]:
    """The run summaries, newest first. A `running` one without a lock holder is reported as `died`."""
    try:
        paths = sorted(store.runs.glob("[!.]*.json"), reverse=True)
    except OSError:
        return
    for path in paths:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            content = {"outcome": "error", "reasons": [f"{path.name} is not readable: {error}"]}
        if not isinstance(content, dict):
            content = {"outcome": "error", "reasons": [f"{path.name} holds no summary"]}
        content["run"] = path.stem
        if content.get("outcome") == "running" and (path is not paths[0] or not is_locked(store.lock)):
            content |= {"outcome": "died", "reasons": ["the process ended without finishing"]}
        yield content


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


def _narrowed(summary: dict[str, Any]) -> bool:
    arguments = summary.get("arguments")
    return isinstance(arguments, dict) and "years" in arguments


def _time(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _count(part: object, name: str) -> int | None:
    value = part.get(name) if isinstance(part, dict) else None
    return value if isinstance(value, int) else None
