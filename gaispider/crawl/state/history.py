"""Queries over a site's whole state: known reports, filled fields, page structure, pages no longer linked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from gaispider.crawl.checks.completeness import FIELDS
from gaispider.crawl.checks.expected import Reported

# Outcome of a page whose record lacks a field that the site's records usually have. It is retried until it has it.
DEGRADED = "layout_changed"
# Most structure names kept for each role. A site has some dozens; a broken site must not fill the state.
_MAX_NAMES = 3000


@dataclass(slots=True)
class FieldCounts:
    """The number of records, and how many of them have each field of completeness.FIELDS."""

    records: int = 0
    has: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    def add(self, bits: int) -> None:
        self.records += 1
        for name, bit in FIELDS.items():
            self.has[name] += bool(bits & bit)

    def rate(self, name: str) -> float:
        """The share of records that have the field; 0 where there are none."""
        return self.has[name] / self.records if self.records else 0.0

    def as_json(self) -> dict[str, float | int]:
        """As the run's summary has it."""
        return {"records": self.records} | {name: round(self.rate(name), 3) for name in FIELDS if self.records}


@dataclass(slots=True)
class NotSeen:
    """Of the pages that one page linked to, those that this run has not seen: counts by role, and an example."""

    reports: int = 0
    listings: int = 0
    example: str = ""


class History:
    """Reads the committed state; pages that wait for the next checkpoint are not included."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def reported(self, site_name: str, first_year: int) -> list[Reported]:
        """The known reports, one for each unit, region and year. A record without an agency counts for `site_name`."""
        rows = self._connection.execute(
            "SELECT DISTINCT coalesce(unit, ?), region, report_year FROM records "
            "WHERE report_year >= ? AND kind IS NOT NULL AND kind <> 'not_a_report'",
            (site_name, first_year),
        )
        return [Reported(*row) for row in rows]

    def watched_since(self) -> date | None:
        """The day on which the site's first article was seen; None before that."""
        first = self._connection.execute("SELECT min(first_seen) FROM pages WHERE role = 'article'").fetchone()[0]
        return datetime.fromisoformat(first).date() if first else None

    def field_counts(self) -> FieldCounts:
        """Field counts over all known records; a field counts if any version of the record had it."""
        found = FieldCounts()
        for bits, count in self._connection.execute(
            "SELECT filled, count(*) FROM records WHERE filled IS NOT NULL GROUP BY filled"
        ):
            found.records += count
            for name, bit in FIELDS.items():
                found.has[name] += count * bool(bits & bit)
        return found

    def shape(self, role: str) -> frozenset[str]:
        """The structure names (checks/shape.py) seen on pages of a role so far."""
        row = self._connection.execute("SELECT names FROM shapes WHERE role = ?", (role,)).fetchone()
        return frozenset(json.loads(row[0])) if row else frozenset()

    def learn(self, role: str, names: Collection[str]) -> None:
        kept = json.dumps(sorted(names)[:_MAX_NAMES], ensure_ascii=False)
        self._connection.execute("INSERT OR REPLACE INTO shapes VALUES (?, ?)", (role, kept))

    def names_pages(self, url: str) -> bool:
        """Whether a page is known to have linked to reports or listings."""
        query = "SELECT 1 FROM pages WHERE named_by = ? AND (role = 'listing' OR report_year IS NOT NULL) LIMIT 1"
        return self._connection.execute(query, (url,)).fetchone() is not None

    def had_report(self, url: str) -> bool:
        """Whether a report is recorded of that page."""
        query = "SELECT 1 FROM records WHERE url = ? AND kind IS NOT NULL AND kind <> 'not_a_report' LIMIT 1"
        return self._connection.execute(query, (url,)).fetchone() is not None

    def same_body(self, digest: str, url: str) -> str | None:
        """Another page, no listing, whose last body had that payload digest; None if there is none."""
        query = "SELECT url FROM pages WHERE digest = ? AND url <> ? AND role IN ('article', 'barren') LIMIT 1"
        row = self._connection.execute(query, (digest, url)).fetchone()
        return row[0] if row else None

    def not_seen(self, since: str) -> dict[str, NotSeen]:
        """Pages not seen since that time, grouped by the page that linked to them."""
        found: dict[str, NotSeen] = {}
        for url, role, count, example in self._connection.execute(
            "SELECT named_by, role, count(*), min(url) FROM pages WHERE seen_at < ? AND named_by IS NOT NULL "
            "AND (role = 'listing' OR report_year IS NOT NULL) GROUP BY named_by, role",
            (since,),
        ):
            missed = found.setdefault(url, NotSeen())
            if role == "listing":
                missed.listings += count
            else:
                missed.reports += count
            if role != "listing" or not missed.example:
                missed.example = example
        return found

    def degraded(self) -> dict[str, int]:
        """Degraded pages by URL, each with its number of failures in a row."""
        rows = self._connection.execute("SELECT url, failures FROM pages WHERE outcome = ?", (DEGRADED,))
        return dict(rows.fetchall())

    def unread(self) -> list[str]:
        """URLs of linked pages that could never be fetched; each may be a report."""
        rows = self._connection.execute(
            "SELECT url FROM pages WHERE fetched_at IS NULL AND failures > 0 AND gone_since IS NULL "
            "AND outcome NOT IN ('robots', 'foreign_host', 'private_address') ORDER BY url"
        )
        return [row[0] for row in rows]

    def forget(self) -> None:
        """Forget the site's structure and field counts, so that the next run becomes the new baseline."""
        self._connection.execute("DELETE FROM shapes")
        self._connection.execute("UPDATE pages SET named_by = NULL")
        self._connection.execute("UPDATE pages SET outcome = 'ok', failures = 0 WHERE outcome = ?", (DEGRADED,))
        self._connection.execute("UPDATE records SET filled = NULL")
