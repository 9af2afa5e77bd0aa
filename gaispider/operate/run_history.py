"""What the run summaries of a site (runs/*.json) say of it, the newest first, as far back as is needed."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gaispider.crawl.store import SiteStore
from gaispider.operate.ranks import FINE

# What is needed of the last run's summary.
_LAST = ("run", "outcome", "started", "seconds", "reasons", "reach")
_COUNTS = ("new", "changed", "failed")


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """One run: its name, its outcome, and its start (UTC)."""

    run: str
    outcome: str
    started: datetime | None


@dataclass(slots=True)
class History:
    """A site's runs. `marks` are the last `runs` runs, newest first; `last` is the last run's summary, as far as it is
    needed; the rest is as in `SiteStatus`.
    """

    runs: int
    marks: list[RunOutcome] = field(default_factory=list)
    last: dict[str, Any] | None = None
    success: datetime | None = None
    records: int | None = None
    last_full: RunOutcome | None = None
    failures_in_row: int = 0
    imported: datetime | None = None
    none_came_through: bool = True

    @property
    def is_enough(self) -> bool:
        """Whether older summaries cannot change the result."""
        return bool(self.success) and self.records is not None and len(self.marks) >= self.runs

    def add(self, content: dict[str, Any]) -> None:
        """Take in the next older summary."""
        if content.get("mode") == "import":
            self.imported = self.imported or time_of(content.get("started"))
            self._add_records(content)
            return
        self.last = self.last or _needed(content)
        outcome = RunOutcome(str(content.get("run")), str(content.get("outcome")), time_of(content.get("started")))
        if len(self.marks) < self.runs:
            self.marks.append(outcome)
        self._add_records(content)
        if not _narrowed(content):
            self._add_full_run(outcome, count_of(content.get("counts"), "answered") or 0)

    def _add_records(self, content: dict[str, Any]) -> None:
        if self.records is None:
            self.records = count_of(content.get("storage"), "records_known")

    def _add_full_run(self, outcome: RunOutcome, answered: int) -> None:
        """Take in a run over all years that read so many pages."""
        word = outcome.outcome
        self.last_full = self.last_full or outcome
        # A site whose listings are read is asked every night, however many of its articles fail.
        read = word == "unreachable" and answered > 0
        self.none_came_through = self.none_came_through and not read and word not in FINE | {"partial", "incomplete"}
        self.failures_in_row += self.none_came_through and word != "running"
        if word in FINE and self.success is None:
            self.success = outcome.started


def read_history(store: SiteStore, runs: int) -> History:
    """The history of a site with its last `runs` runs."""
    history = History(runs)
    for content in _newest_first(store):
        history.add(content)
        if history.is_enough:
            break
    return history


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
        with os.scandir(store.runs) as found:
            entries = [entry for entry in found if entry.name.endswith(".json") and not entry.name.startswith(".")]
    except OSError:
        return
    entries.sort(key=lambda entry: entry.name, reverse=True)
    for entry in entries:
        content = _read(entry)
        content["run"] = entry.name.removesuffix(".json")
        if content.get("outcome") == "running" and (entry is not entries[0] or not is_locked(store.lock)):
            content |= {"outcome": "died", "reasons": ["the process ended without finishing"]}
        yield content


def _read(entry: os.DirEntry[str]) -> dict[str, Any]:
    try:
        content = json.loads(Path(entry.path).read_bytes())
    except (OSError, ValueError) as error:
        return {"outcome": "error", "reasons": [f"{entry.name} is not readable: {error}"]}
    if isinstance(content, dict):
        return content
    return {"outcome": "error", "reasons": [f"{entry.name} holds no summary"]}


def _needed(content: dict[str, Any]) -> dict[str, Any]:
    kept = {name: content[name] for name in _LAST if name in content}
    if isinstance(counts := content.get("counts"), dict):
        kept["counts"] = {name: counts[name] for name in _COUNTS if counts.get(name)}
    if isinstance(process := content.get("process"), dict):
        kept["process"] = {"pid": process.get("pid")}
    if isinstance(failures := content.get("failures"), dict):
        kept["failures"] = list(failures)
    return kept


def _narrowed(summary: dict[str, Any]) -> bool:
    arguments = summary.get("arguments")
    return isinstance(arguments, dict) and "years" in arguments


def time_of(value: object) -> datetime | None:
    """A time of a summary in UTC; None if it is none."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def count_of(part: object, name: str) -> int | None:
    """A whole number of a part of a summary; None if it is none."""
    value = part.get(name) if isinstance(part, dict) else None
    return value if isinstance(value, int) else None
