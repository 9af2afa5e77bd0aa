"""The summary of a run, runs/<run>.json. It is first written as `running`, so that a crashed run is noticed."""

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
from gaispider.crawl.checks.elsewhere import Elsewhere
from gaispider.crawl.checks.listings.listing_ledger import ListingLedger
from gaispider.crawl.checks.listings.unseen_parts import unseen
from gaispider.crawl.checks.run_checks import CheckResults
from gaispider.crawl.checks.selector_tally import SelectorTally
from gaispider.crawl.run.memory import used
from gaispider.crawl.run.outcome import Counters, Outcome
from gaispider.crawl.store import SiteStore, read_summaries
from gaispider.files import write_file
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

_PACKAGES = ("scrapy", "twisted", "lxml", "parsel", "warcio", "msgspec", "opencc")


@dataclass(slots=True)
class Summary:
    """The content of one run's file. `write` replaces the file atomically."""

    path: Path
    site: str
    run: str
    mode: str
    arguments: dict[str, str]
    settings: dict[str, Any]
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    died_before: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    # Sentences on what was damaged in the site's folder, and was mended.
    damage: list[str] = field(default_factory=list)
    # Whether records were written that the state could not be told of: the next run tells it.
    uncommitted: bool = False
    storage: dict[str, Any] = field(default_factory=dict)
    checks: CheckResults = field(default_factory=CheckResults)
    # How the registry entry's selectors did, and what a person is to be told of them.
    selectors: list[dict[str, Any]] = field(default_factory=list)
    selector_warnings: list[str] = field(default_factory=list)
    # Hosts that answer otherwise than the entry says; each with a sentence and the line for the entry (`fact`).
    reach: list[dict[str, str]] = field(default_factory=list)
    # For an import: what was taken and what was not.
    imported: dict[str, Any] | None = None

    def note_reach(self, told: dict[str, str]) -> None:
        """Note how a host answers; `told` has `host`, `sentence` and `fact`."""
        if told not in self.reach:
            self.reach.append(told)
            logger.warning("%s", told["sentence"])

    def note_selectors(self, tally: SelectorTally | None, site: Site) -> None:
        """A selector of the registry entry that matched nothing is a warning of the run."""
        if tally is None:
            return
        self.selectors, self.selector_warnings = tally.content(site), list(tally.warnings(site))
        for sentence in self.selector_warnings:
            logger.warning("%s", sentence)

    def note_unseen(self, ledger: ListingLedger | None, elsewhere: Elsewhere, site: Site) -> None:
        """Note the parts of the site that this run could not see.

        `ledger` is None for spiders that walk no listings.
        """
        self.checks.unseen = unseen(ledger, elsewhere, site, self.started.date().isoformat())

    def write(self, counters: Counters, outcome: Outcome | None = None, *, reason: str | None = None) -> None:
        """Write the file; without an outcome, as `running`. Raises OSError."""
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
                "asked": counters.asked,
                "answered": counters.answered,
                "not_modified": counters.not_modified,
                "skipped": counters.skipped,
                "not_asked": counters.articles.content(),
                "failed": counters.failures.total(),
                "new": counters.new,
                "changed": counters.changed,
                "unchanged": counters.unchanged,
                "no_reports": counters.no_reports,
                "vanished": counters.vanished,
                "attachments": counters.files,
                "attachments_left": counters.files_skipped,
            },
            "failures": {
                cause: {"count": count, "examples": counters.examples[cause]}
                for cause, count in counters.failures.most_common()
            },
            # Pages that failed in earlier runs and were not due in this one.
            "waiting": {
                cause: {"count": count, "examples": counters.examples[cause]}
                for cause, count in counters.waiting.most_common()
            },
            "documents": counters.documents.content() if counters.documents else None,
            "rendering": counters.rendering.content() if counters.rendering else None,
            **self.checks.content(),
            "reach": self.reach,
            "import": self.imported,
            "selectors": self.selectors,
            "selector_warnings": self.selector_warnings,
            "uncommitted": self.uncommitted,
            "storage": self.storage,
            "died_before": self.died_before,
            "torn": self.torn,
            "damage": self.damage,
            "arguments": self.arguments,
            "settings": self.settings,
            "process": {"host": socket.gethostname(), "pid": os.getpid(), **used()},
            "versions": versions(),
        }
        _replace(self.path, content)


def versions() -> dict[str, str]:
    """Versions of gaispider, Python and the main packages, by name."""
    return {
        "gaispider": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }


def last_outcome(store: Path, key: str) -> str | None:
    """The outcome of a site's last crawl; None if it was never crawled. Imports of visits are none."""
    last = last_crawl(store, key)
    return str(last.get("outcome")) if last else None


def last_crawl(store: Path, key: str) -> dict[str, Any] | None:
    """The summary of a site's last crawl; None if it was never crawled."""
    summaries = [one for one in read_summaries(SiteStore(store, key).runs) if one.get("mode") != "import"]
    return summaries[-1] if summaries else None


def dead_runs(runs: Path, finder: str) -> list[str]:
    """The runs whose summary says `running`, except `finder`, which holds the site's lock: they have died."""
    found = [str(content["run"]) for content in read_summaries(runs) if content.get("outcome") == "running"]
    return [name for name in found if name != finder]


def uncommitted_runs(runs: Path) -> list[str]:
    """The runs that ended before the state knew of all that they had written."""
    return [str(content["run"]) for content in read_summaries(runs) if content.get("uncommitted")]


def mark_committed(runs: Path, names: Collection[str]) -> None:
    """Rewrite the summaries of such runs, after their files were recovered."""
    for content in read_summaries(runs):
        if (name := str(content.get("run"))) in names:
            _replace(runs / f"{name}.json", {**content, "uncommitted": False})


def mark_dead(runs: Path, names: Collection[str], finder: str) -> None:
    """Rewrite the summaries of dead runs as `died`, after their files were recovered."""
    for content in read_summaries(runs):
        if (name := str(content.get("run"))) in names:
            reasons = [f"the process ended without finishing; noted by run {finder}"]
            _replace(runs / f"{name}.json", {**content, "outcome": "died", "exit_code": None, "reasons": reasons})


def _replace(path: Path, content: dict[str, Any]) -> None:
    write_file(path, json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n")


def _time(moment: datetime) -> str:
    return moment.isoformat("T", "seconds")
