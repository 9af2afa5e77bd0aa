"""The summary of a run, runs/<run>.json: written as `running` when it starts, so that a run that dies badly is seen."""

from __future__ import annotations

import json
import logging
import os
import platform
import socket
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gaispider import __version__
from gaispider.crawl.checks.run_checks import LookBack
from gaispider.crawl.checks.selector_tally import SelectorTally
from gaispider.crawl.run.outcome import Outcome, Tally
from gaispider.crawl.run.store import SiteStore
from gaispider.files import write_file
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

_PACKAGES = ("scrapy", "twisted", "lxml", "parsel", "warcio", "msgspec", "opencc")


@dataclass(slots=True)
class Summary:
    """What stands in one run's file. `write` replaces the file in one step, so a reader never sees half of it."""

    path: Path
    site: str
    run: str
    mode: str
    arguments: dict[str, str]
    settings: dict[str, Any]
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    died_before: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    storage: dict[str, Any] = field(default_factory=dict)
    look_back: LookBack = field(default_factory=LookBack)
    # How the registry entry's selectors did, and what a person is to be told of them.
    selectors: list[dict[str, Any]] = field(default_factory=list)
    selector_warnings: list[str] = field(default_factory=list)

    def note_selectors(self, tally: SelectorTally | None, site: Site) -> None:
        """A selector of the registry entry that matched nothing is a warning of the run."""
        if tally is None:
            return
        self.selectors, self.selector_warnings = tally.content(site), list(tally.warnings(site))
        for sentence in self.selector_warnings:
            logger.warning("%s", sentence)

    def write(self, tally: Tally, outcome: Outcome | None = None, *, reason: str | None = None) -> None:
        """Without an outcome the run is still going on."""
        now = datetime.now(UTC)
        content = {
            "site": self.site,
            "run": self.run,
            "outcome": outcome.word if outcome else "running",
            "exit_code": outcome.code if outcome else None,
            "reasons": list(outcome.reasons) if outcome else [],
            "closed_because": reason,
            "mode": self.mode,
            "started": _time(self.started),
            "finished": _time(now) if outcome else None,
            "written": _time(now),
            "seconds": round((now - self.started).total_seconds(), 1),
            "counts": {
                "asked": tally.asked,
                "answered": tally.answered,
                "not_modified": tally.not_modified,
                "skipped": tally.skipped,
                "failed": tally.failures.total(),
                "new": tally.new,
                "changed": tally.changed,
                "unchanged": tally.unchanged,
                "vanished": tally.vanished,
                "attachments": tally.files,
                "attachments_left": tally.files_left,
            },
            "failures": {
                cause: {"count": count, "examples": tally.examples[cause]}
                for cause, count in tally.failures.most_common()
            },
            "rendering": tally.rendering.content() if tally.rendering else None,
            **self.look_back.content(),
            "selectors": self.selectors,
            "selector_warnings": self.selector_warnings,
            "storage": self.storage,
            "died_before": self.died_before,
            "torn": self.torn,
            "arguments": self.arguments,
            "settings": self.settings,
            "process": {"host": socket.gethostname(), "pid": os.getpid()},
            "versions": versions(),
        }
        _replace(self.path, content)


def versions() -> dict[str, str]:
    """Versions of what took part in a run."""
    return {
        "gaispider": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }


def read_summaries(runs: Path) -> list[dict[str, Any]]:
    """Every readable summary of the folder, oldest first."""
    found = []
    for path in sorted(runs.glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(content, dict):
            found.append(content)
    return found


def last_outcome(store: Path, key: str) -> str | None:
    """The outcome of a site's last run, or None if it was never crawled."""
    summaries = read_summaries(SiteStore(store, key).runs)
    return str(summaries[-1].get("outcome")) if summaries else None


def dead_runs(runs: Path, finder: str) -> list[str]:
    """Runs that say `running` though the finder, which is left out, holds the site's lock."""
    found = [str(content["run"]) for content in read_summaries(runs) if content.get("outcome") == "running"]
    return [name for name in found if name != finder]


def mark_dead(runs: Path, names: Collection[str], finder: str) -> None:
    """Rewrite the summaries of dead runs as `died`. To be called when what they left is taken care of."""
    for content in read_summaries(runs):
        if (name := str(content.get("run"))) in names:
            reasons = [f"the process ended without finishing; noted by run {finder}"]
            _replace(runs / f"{name}.json", {**content, "outcome": "died", "exit_code": None, "reasons": reasons})


def _replace(path: Path, content: dict[str, Any]) -> None:
    write_file(path, json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n")


def _time(moment: datetime) -> str:
    return moment.isoformat("T", "seconds")
