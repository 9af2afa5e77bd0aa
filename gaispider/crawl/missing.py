"""What a site should hold today and does not, parted into what a person should look at and what was never there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gaispider.crawl.expected import Missing, missing_reports, told
from gaispider.crawl.history import History
from gaispider.sites.model import Site

# Enough to see what a unit did in the years before the ones that are looked at.
_YEARS_BACK = 6


@dataclass(frozen=True, slots=True)
class Absent:
    """`missing` became overdue while the site was watched; `gaps` were overdue before its first report was met."""

    missing: list[Missing] = field(default_factory=list)
    gaps: list[Missing] = field(default_factory=list)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The outcome that missing reports lead to; gaps lead to none."""
        if not self.missing:
            return []
        return [("empty", f"due and not there: {told(self.missing)}")]


def absent_reports(history: History, site: Site, today: date) -> Absent:
    """What is overdue on that day, by the records known."""
    overdue = missing_reports(history.reported(site.name, today.year - _YEARS_BACK), today, site.ended)
    watched = history.watched_since()
    seen = [report for report in overdue if watched is not None and watched < report.overdue]
    return Absent(seen, [report for report in overdue if report not in seen])
