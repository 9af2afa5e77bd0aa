"""Start pages and report columns that lead to another page: its address, its content, and the line for the registry."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from gaispider.crawl.checks.listings.listing_gaps import accept_line
from gaispider.sites.canonical import accepted_gap, canonical_url
from gaispider.sites.model import Accepted, Site

HOME = "the home page"
"""What stands at the target, where that is known by its address."""


@dataclass(frozen=True, slots=True)
class MovedListing:
    """`what` is the content of `target`.

    `reports` counts its entries with titles of reports; None if it was not read as a listing.
    """

    url: str
    target: str
    what: str
    start: bool
    reports: int | None = None

    @property
    def led(self) -> str:
        """Address, target, and what is there."""
        return f"{self.url} leads to {self.target}, {self.what}"

    def told(self, site: Site) -> MovedGap:
        """The gap, with the registry's line that mends it and, if there is one, the line that accepts it."""
        return MovedGap(self, _line(self, site), accepted_gap(canonical_url(self.url, site), site))


@dataclass(frozen=True, slots=True)
class MovedGap:
    """A moved listing as the run reports it; `fact` is the line of the registry entry that names the target."""

    moved: MovedListing
    fact: str
    accepted: Accepted | None = None

    @property
    def is_accepted(self) -> bool:
        return self.accepted is not None

    def sentence(self, today: str) -> str:
        """Where it leads, and what to do."""
        if self.accepted is not None:
            return f"{self.moved.led}; accepted on {self.accepted.on}: {self.accepted.reason}"
        if self.moved.what == HOME:
            cure = f"find its new address in a browser, and write it in place of this one: {self.fact}"
        else:
            cure = f"if it is the same column: {self.fact}"
        return f"{self.moved.led}; {cure}; if there is none any more: {accept_line(self.moved.url, None, today)}"

    def as_json(self) -> dict[str, Any]:
        """As the run's summary has it."""
        return {
            "url": self.moved.url,
            "target": self.moved.target,
            "what": self.moved.what,
            "start": self.moved.start,
            "reports": self.moved.reports,
            "fact": self.fact,
            "accepted": self.accepted.as_json() if self.accepted else None,
        }


def _line(moved: MovedListing, site: Site) -> str:
    """The entry's `start`, with the target in place of the address that led there, else added at its end.

    For a home page, which is no listing, the target is written `…`.
    """
    new = "…" if moved.what == HOME else moved.target
    asked = canonical_url(moved.url, site)
    starts = [new if canonical_url(start, site) == asked else start for start in site.start]
    return f"start = {json.dumps(starts if new in starts else [*starts, new], ensure_ascii=False)}"
