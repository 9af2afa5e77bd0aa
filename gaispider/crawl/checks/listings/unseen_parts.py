"""The parts of a site that a run could not see: listings seen in part or moved, and pages on other hosts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gaispider.crawl.checks.elsewhere import Elsewhere, ForeignColumn, HostGap
from gaispider.crawl.checks.listings.listing_gaps import Gap, listing_gaps
from gaispider.crawl.checks.listings.listing_ledger import ListingLedger
from gaispider.crawl.checks.listings.moved_listings import MovedGap
from gaispider.sites.model import Site

# Most sentences of one kind in the outcome; the summary has all.
_MAX_SENTENCES = 5
_MAX_IN_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class Unseen:
    """The gaps of a run. Those that the registry entry accepts are reported but no problem. `today` is an ISO day."""

    today: str = ""
    listings: list[Gap] = field(default_factory=list)
    hosts: list[HostGap] = field(default_factory=list)
    moved: list[MovedGap] = field(default_factory=list)
    # Report columns on other hosts, those of other offices included, and a sentence for each of unknown owner.
    columns: list[ForeignColumn] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of outcome and sentence."""
        hosts = [gap.sentence(self.today) for gap in self.hosts if not gap.is_accepted]
        moved = [gap.sentence(self.today) for gap in self.moved if not gap.is_accepted]
        listings = [gap.sentence(self.today) for gap in self.listings if not gap.is_accepted]
        told = (*_some(moved, "listings that lead elsewhere"), *_some(hosts, "hosts"), *_some(listings, "listings"))
        return [("incomplete", sentence) for sentence in told]

    def content(self) -> dict[str, Any]:
        """The gaps as a part of the run's summary, accepted ones included."""
        return {
            "unseen": {
                "listings": [gap.as_json() for gap in self.listings[:_MAX_IN_SUMMARY]],
                "hosts": [gap.as_json() for gap in self.hosts[:_MAX_IN_SUMMARY]],
                "moved": [gap.as_json() for gap in self.moved[:_MAX_IN_SUMMARY]],
                "columns": [column.as_json() for column in self.columns[:_MAX_IN_SUMMARY]],
            }
        }

    def lines(self) -> list[str]:
        """Sentences for the report on stderr that change no outcome: accepted gaps, and columns of unknown owner."""
        gaps: list[Gap | HostGap | MovedGap] = [*self.moved, *self.hosts, *self.listings]
        known = [f"known gap: {gap.sentence(self.today)}" for gap in gaps if gap.is_accepted]
        return known + [f"note: {note}" for note in _some(self.notes, "such columns")]


def unseen(ledger: ListingLedger | None, elsewhere: Elsewhere, site: Site, today: str) -> Unseen:
    """The gaps of a finished run."""
    if ledger is None:
        return Unseen(today, hosts=elsewhere.gaps(site))
    columns = sorted(ledger.foreign_columns.values(), key=lambda column: (column.own is False, column.url))
    for column in columns:
        if column.own:
            elsewhere.add_column(column)
    # What the entry accepts for a host also covers columns of unknown owner there.
    notes = [column.note(site) for column in columns if column.own is None and column.host not in site.accept]
    moved = [listing.told(site) for listing in ledger.moved.values()]
    return Unseen(today, listing_gaps(ledger, site), elsewhere.gaps(site), moved, columns, notes)


def _some(sentences: list[str], what: str) -> list[str]:
    more = len(sentences) - _MAX_SENTENCES
    return [*sentences[:_MAX_SENTENCES], f"and {more} more {what}"] if more > 0 else sentences
