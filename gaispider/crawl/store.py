"""Where a site's things lie: one folder a site is all there is of it, named by keys and run times only."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

# Keys and run names become file names; nothing that a page says ever does.
_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")
# The least time between the names of two runs.
_STEP = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class SiteStore:
    """The paths of one site's folder below `root`. Nothing is created before `make`."""

    root: Path
    key: str

    def __post_init__(self) -> None:
        if not _SAFE.fullmatch(self.key):
            raise ValueError(f"site key {self.key!r} cannot name a folder: use a-z, 0-9, _ and -")

    @property
    def folder(self) -> Path:
        return self.root / self.key

    @property
    def archives(self) -> Path:
        return self.folder / "archive"

    @property
    def records(self) -> Path:
        return self.folder / "records"

    @property
    def runs(self) -> Path:
        return self.folder / "runs"

    @property
    def state(self) -> Path:
        return self.folder / "state.sqlite"

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def reserve(self) -> Path:
        return self.folder / "reserve"

    def make(self) -> None:
        """Create the folder and its parts. Raises OSError where that is not allowed."""
        for folder in (self.archives, self.records, self.runs):
            folder.mkdir(parents=True, exist_ok=True)

    def new_run(self, now: datetime) -> str:
        """The UTC time to the millisecond, later than the name of any run in the folder: names sort in the order of the
        runs, even where the clock was set back between two."""
        names = (path.name.partition(".")[0] for part in (self.archives, self.records, self.runs) for path in _in(part))
        last = max((moment for name in names if (moment := _moment(name))), default=None)
        if last is not None and now < last + _STEP:
            now = last + _STEP
        return f"{now:%Y%m%dT%H%M%S}-{now.microsecond // 1000:03d}"


def read_summaries(runs: Path) -> list[dict[str, Any]]:
    """Every readable run summary (runs/*.json) of a site's folder, oldest first."""
    found = []
    for path in sorted(runs.glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(content, dict):
            found.append(content)
    return found


def _moment(name: str) -> datetime | None:
    """The time that a run's name spells, or None if it is no run's name."""
    try:
        return datetime.strptime(f"{name}000+0000", "%Y%m%dT%H%M%S-%f%z")
    except ValueError:
        return None


def _in(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
