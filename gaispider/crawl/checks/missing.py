"""What a site should hold today and does not, parted into what a person should look at and what was never there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gaispider.crawl.checks.expected import Missing, missing_reports, missing_sentence
from gaispider.crawl.state.history import History
from gaispider.sites.model import Site

# Enough to see what a unit did in the years before the ones that are looked at.
_YEARS_BACK = 6


@dataclass(frozen=True, slots=True)
class AbsentReports:
    """`missing` became overdue while the site was watched; `gaps` were overdue before its first report was met.

    `unread` are pages that the site names and that could never be read.
    """

    missing: list[Missing] = field(default_factory=list)
    gaps: list[Missing] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The outcome that missing reports lead to; gaps lead to none."""
        if not self.missing:
            return []
        sentence = f"due and not there: {missing_sentence(self.missing)}"
        if self.unread:
            pages = f"{len(self.unread)} pages that could not be read may hold them, such as {self.unread[0]}"
            sentence = f"{sentence}; {pages}"
        return [("empty", sentence)]


def absent_reports(history: History, site: Site, today: date) -> AbsentReports:
    """What is overdue on that day, by the records known."""
    overdue = missing_reports(history.reported(site.name, today.year - _YEARS_BACK), today, site.ended)
    watched = history.watched_since()
    seen = [report for report in overdue if watched is not None and watched < report.overdue]
    gaps = [report for report in overdue if report not in seen]
    return AbsentReports(seen, gaps, history.unread() if seen else [])
