"""The checks at the end of a run against the site's history: layout drift and missing reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gaispider.crawl.checks.drift import Drift, Findings
from gaispider.crawl.checks.expected import missing_sentence
from gaispider.crawl.checks.listings.unseen_parts import Unseen
from gaispider.crawl.checks.missing import AbsentReports, absent_reports
from gaispider.crawl.state.history import FieldCounts, History
from gaispider.crawl.state.state import stamp
from gaispider.sites.model import Site

_MAX_EXAMPLES = 20


@dataclass(slots=True)
class CheckResults:
    """The results of the checks; empty until the end of the run."""

    findings: Findings = field(default_factory=Findings)
    absent: AbsentReports = field(default_factory=AbsentReports)
    before: FieldCounts = field(default_factory=FieldCounts)
    now: FieldCounts = field(default_factory=FieldCounts)
    unseen: Unseen = field(default_factory=Unseen)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of outcome and sentence."""
        return [*self.findings.problems, *self.absent.problems, *self.unseen.problems]

    def content(self) -> dict[str, Any]:
        """The results as a part of the run's summary."""
        return {
            **self.unseen.content(),
            "missing": [report.as_json() for report in self.absent.missing],
            "gaps": [report.as_json() for report in self.absent.gaps],
            "reading": {
                "before": self.before.as_json(),
                "now": self.now.as_json(),
                "listings_lost": self.findings.lost,
                "lacking": self.findings.lacking[:_MAX_EXAMPLES],
                "notes": self.findings.notes,
            },
        }

    def lines(self) -> list[str]:
        """Sentences for the report on stderr that change no outcome."""
        gaps = (
            [f"missing since before the first crawl: {missing_sentence(self.absent.gaps)}"] if self.absent.gaps else []
        )
        return gaps + self.unseen.lines() + [f"note: {note}" for note in self.findings.notes]


def check_run(history: History, drift: Drift, site: Site, started: datetime, *, complete: bool) -> CheckResults:
    """Check the run against the state, which must hold all pages of the run.

    `complete`: the run covered the whole site and finished. If a listing failed, no report is called missing.
    """
    findings = drift.judge(stamp(started), complete=complete)
    can_judge = complete and not drift.listings_failed
    absent = absent_reports(history, site, started.date()) if can_judge else AbsentReports()
    return CheckResults(findings, absent, drift.before, drift.now)
