"""What one look at a site saw, before anything is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaispider.crawl.checks.elsewhere import Elsewhere
from gaispider.crawl.checks.listings.moved_listings import MovedListing
from gaispider.items import Report
from gaispider.page.model import Listing
from gaispider.sites.model import Site


@dataclass(slots=True)
class SeenListing:
    """A listing that was read. `following` is the address asked for next, whatever rule or family names it; `number`
    counts its pages from 1; `reports` are the entries whose titles are those of reports, `speaks` whether its text
    names reports of years."""

    url: str
    listing: Listing
    following: str | None
    number: int = 1
    start: bool = False
    in_column: bool = False
    reports: int = 0
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that could not be had: the cause as one word of outcome.CAUSES, and a sentence that begins with its
    address. `number` is above 1 for a further page of a listing; `final`: it is in vain to ask again soon."""

    url: str
    cause: str
    sentence: str
    role: str | None = None
    start: bool = False
    number: int = 1
    final: bool = False


@dataclass(frozen=True, slots=True)
class Above:
    """The column above a single report: its address, how it was found, and the number of reports that it names."""

    url: str
    found_by: str
    reports: int


@dataclass(slots=True)
class Seen:
    """All of it. `starts` are the start pages that were asked for, of `all_starts`; `singles` those that are a report
    themselves. `second` is the number of rows of a listing's second page that the first one did not have, if one was
    read. `gave` says by page and selector whether it gave something."""

    site: Site
    all_starts: int = 0
    starts: list[str] = field(default_factory=list)
    listings: list[SeenListing] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    failures: list[FailedPage] = field(default_factory=list)
    moved: list[MovedListing] = field(default_factory=list)
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    singles: list[str] = field(default_factory=list)
    above: Above | None = None
    second: int | None = None
    gave: dict[str, dict[str, bool]] = field(default_factory=dict)

    @property
    def column(self) -> SeenListing | None:
        """The listing that led to the reports: of those with entries the last that was read as a first page. Where the
        entries come by a script's request, the first page that has some."""
        named = [one for one in self.listings if one.in_column or one.reports]
        firsts = [one for one in named if one.number == 1 and one.listing.items]
        if firsts:
            return firsts[-1]
        return next((one for one in named if one.listing.items), named[-1] if named else None)

    @property
    def is_final(self) -> bool:
        """Whether all start pages failed so that it is in vain to ask again in the same command."""
        starts = [one for one in self.failures if one.start]
        return bool(starts) and all(one.final for one in starts)

    @property
    def is_private(self) -> bool:
        return any(one.start and one.cause == "private_address" for one in self.failures)

    @property
    def listed_reports(self) -> list[Report]:
        """The yearly reports that were read, without start pages that are reports themselves."""
        return [one for one in self.reports if one.kind != "not_a_report" and one.url not in self.singles]
