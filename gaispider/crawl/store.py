"""The paths of one site's folder in the store, the names of its runs, and their summaries."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

# Only keys and run names become file names; no text of a page ever does.
_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")
# The least time between two run names.
_STEP = timedelta(milliseconds=1)


class StoreError(RuntimeError):
    """A site's folder cannot be used where it lies; the message says why and what helps."""


@dataclass(frozen=True, slots=True)
class SiteStore:
    """The paths below `root` of one site's folder. Only `make` creates anything. Raises ValueError for a bad key."""

    root: Path
    key: str

    def __post_init__(self) -> None:
        if not _SAFE.fullmatch(self.key):
            raise ValueError(f"site key {self.key!r} cannot name a folder: use a-z, 0-9, _ and -")

    def free_bytes(self) -> int:
        """Bytes that are free where the site's folder is. Raises OSError."""
        disk = os.statvfs(self.folder)
        return disk.f_bavail * disk.f_frsize

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
        """Create the folder and its sub-folders. Raises OSError."""
        for folder in (self.archives, self.records, self.runs):
            folder.mkdir(parents=True, exist_ok=True)

    def remove_if_empty(self) -> None:
        """Remove the folder if nothing was written, as after wrong arguments of a site's first crawl."""
        if self.folder.is_dir() and not any(path.is_file() and path != self.lock for path in self.folder.rglob("*")):
            with suppress(OSError):
                self.lock.unlink(missing_ok=True)
                for folder in (self.archives, self.records, self.runs, self.folder):
                    folder.rmdir()

    def new_run(self, now: datetime) -> str:
        """The name of a new run: the UTC time to the millisecond, later than every run name in the folder.

        So names sort in the order of the runs even if the clock was set back.
        """
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


def proposed_of(summary: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The notes of a run on how the site's hosts answer, with the lines that it proposes for the registry entry."""
    reach = (summary or {}).get("reach")
    told = reach if isinstance(reach, list) else []
    return tuple(str(one.get("sentence")) for one in told if isinstance(one, dict))


def _moment(name: str) -> datetime | None:
    """The time of a run's name; None if it is not a run's name."""
    try:
        return datetime.strptime(f"{name}000+0000", "%Y%m%dT%H%M%S-%f%z")
    except ValueError:
        return None


def _in(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
