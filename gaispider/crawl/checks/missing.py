"""The overdue reports of a site: those that became overdue while it was crawled, and older gaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gaispider.crawl.checks.expected import Missing, missing_reports, missing_sentence
from gaispider.crawl.state.history import History
from gaispider.sites.model import Site
from gaispider.text.counted import counted

# Report years to read: those that are checked, and earlier ones from which reports are expected.
_YEARS_BACK = 6


@dataclass(frozen=True, slots=True)
class AbsentReports:
    """`missing` became overdue after the site's first article was seen; `gaps` were overdue before.

    `unread` are URLs of linked pages that could never be fetched; the missing reports may be among them.
    """

    missing: list[Missing] = field(default_factory=list)
    gaps: list[Missing] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """`empty` with a sentence if reports are missing; gaps are no problem."""
        if not self.missing:
            return []
        sentence = f"due and not there: {missing_sentence(self.missing)}"
        if self.unread:
            pages = (
                f"{counted(len(self.unread), 'page')} that could not be read may hold them, such as {self.unread[0]}"
            )
            sentence = f"{sentence}; {pages}"
        return [("empty", sentence)]


def absent_reports(history: History, site: Site, today: date) -> AbsentReports:
    """The reports that are overdue on `today`, by the known records."""
    overdue = missing_reports(history.reported(site.name, today.year - _YEARS_BACK), today, site.ended)
    watched = history.watched_since()
    seen = [report for report in overdue if watched is not None and watched < report.overdue]
    gaps = [report for report in overdue if report not in seen]
    return AbsentReports(seen, gaps, history.unread() if seen else [])
