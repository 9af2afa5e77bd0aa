"""Listings that were seen in part: how much was seen, how much they announce, the reason, and the cure.

Rows are compared with rows where the listing counts its entries, else pages with pages. The first rule of RULES that
holds gives the reason. A page that failed and will be requested again explains the missing rest, and is no gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gaispider.crawl.checks.listings.listing_ledger import ListingLedger, Walk, seen_together
from gaispider.crawl.run.outcome import QUIET
from gaispider.page.model import NO_ADDRESS, NOT_DATA
from gaispider.sites.canonical import accepted_gap
from gaispider.sites.model import Accepted, Site


@dataclass(frozen=True, slots=True)
class Gap:
    """A listing seen in part. `missing` is None where the site does not announce how much it has."""

    url: str
    seen: int
    said: int | None
    unit: str
    pager: str
    why: str
    cure: str
    accepted: Accepted | None = None

    @property
    def missing(self) -> int | None:
        return None if self.said is None else self.said - self.seen

    @property
    def is_accepted(self) -> bool:
        """Whether the registry entry accepts a gap of this size."""
        return self.accepted is not None and (self.missing is None or self.missing <= self.accepted.missing)

    def sentence(self, today: str) -> str:
        """Listing, what was seen and announced, the reason, and what to do; for an accepted gap, who accepted it."""
        said = f"{self.seen} of {self.said}" if self.said is not None else f"{self.seen} of more"
        start = f"{self.url}: {said} {self.unit} seen: {self.why}"
        if self.accepted is not None and self.is_accepted:
            return f"{start}; accepted on {self.accepted.on}: {self.accepted.reason}"
        known = f" (of which {self.accepted.missing} are accepted)" if self.accepted else ""
        return f"{start}{known}; {self.cure}; if nothing is missing: {accept_line(self.url, self.missing, today)}"

    def as_json(self) -> dict[str, Any]:
        """As the run's summary has it."""
        return {
            "url": self.url,
            "seen": self.seen,
            "said": self.said,
            "unit": self.unit,
            "pager": self.pager,
            "why": self.why,
            "cure": self.cure,
            "accepted": self.accepted.as_json() if self.accepted and self.is_accepted else None,
        }


def accept_line(what: str, missing: int | None, today: str) -> str:
    """The line of a registry entry that accepts a gap. Lines for several gaps can stand one below the other."""
    number = "" if missing is None else f"missing = {missing}, "
    return f'accept."{what}" = {{ {number}on = {today}, reason = "…" }}'


def listing_gaps(ledger: ListingLedger, site: Site) -> list[Gap]:
    """The gaps of all listings that may hold reports: those of unknown size first, then the largest."""
    found = [gap for walks in ledger.listings() if (gap := _gap(walks, site)) is not None]
    return sorted(found, key=lambda gap: (gap.missing is not None, -(gap.missing or 0), gap.url))


def _gap(walks: Sequence[Walk], site: Site) -> Gap | None:
    if not any(walk.matters for walk in walks) or any(_heals(walk) for walk in walks):
        return None
    said = _most(walk.said for walk in walks)
    said_pages = _most(walk.said_pages for walk in walks)
    seen, pages = seen_together(walks), max(walk.rows.pages for walk in walks)
    if said is not None and seen >= said:
        return None
    short = said is not None or (said_pages is not None and pages < said_pages)
    # Of several walks, the pages of the one that went on are named.
    main = max(walks, key=lambda walk: walk.rows.seen)
    reason = next((found for rule in RULES if (found := rule(main, short))), None)
    if reason is None:
        return None
    accepted = next((known for walk in walks if (known := accepted_gap(walk.url, site))), None)
    by_pages = said is None and short
    numbers = (pages, said_pages, "pages") if by_pages else (seen, said, "entries")
    return Gap(main.url, *numbers, main.pager or "no pager", *reason, accepted)


def _most(numbers: Iterable[int | None]) -> int | None:
    return max((number for number in numbers if number is not None), default=None)


def _heals(walk: Walk) -> bool:
    """Whether a page of the walk failed that will be requested again; the run is `partial` because of it."""
    return any(cause not in QUIET for cause in walk.failed.values())


Reason = tuple[str, str]


def _limit(walk: Walk, short: bool) -> Reason | None:
    if walk.limit is None:
        return None
    return (
        f"its pages go on after page {walk.limit}, the limit",
        "if they are real, raise LISTING_PAGES or give the years in `start`; a calendar or a search has no end",
    )


def _no_page(walk: Walk, short: bool) -> Reason | None:
    if not walk.failed or not (short or walk.requested):
        return None
    number, cause = next(iter(walk.failed.items()))
    return f"page {number} could not be had ({cause})", "open it in a browser"


def _no_rows(walk: Walk, short: bool) -> Reason | None:
    if not walk.requested or walk.rows.seen or not (walk.beside or walk.pager == NOT_DATA):
        return None
    return (
        f"what its script asks for gave no rows that can be read ({walk.pager})",
        "look in a browser at what the page asks for, and name that address in `start`",
    )


def _repeats(walk: Walk, short: bool) -> Reason | None:
    if not short or walk.repeats is None or walk.rows.moved:
        return None
    return (
        f"page {walk.repeats} repeats an earlier page ({walk.pager})",
        "turn the page in a browser: where its address is another one, the family must learn it or `start` name it",
    )


def _moves(walk: Walk, short: bool) -> Reason | None:
    if not short or not walk.rows.moved:
        return None
    return (
        f"its order changes between requests, and it was read {walk.passes} times",
        "the next run asks again; if it stays so, give units or years in `start`",
    )


def _no_address(walk: Walk, short: bool) -> Reason | None:
    if not (walk.pager or "").startswith(NO_ADDRESS):
        return None
    if not short and walk.longest > 1:
        return None  # a pager whose earlier pages had addresses has ended
    return (
        str(walk.pager),
        "turn the page in a browser: name the address that it asks for, or years and units, in `start`",
    )


def _not_asked(walk: Walk, short: bool) -> Reason | None:
    if walk.waiting is None:
        return None
    return f"page {walk.waiting} was not asked for (DEPTH_LIMIT or URLLENGTH_LIMIT)", "raise that limit"


def _fewer(walk: Walk, short: bool) -> Reason | None:
    if not short:
        return None
    return (
        f"all pages that it leads to were read ({walk.pager or 'no pager'})",
        "count them in a browser: rows that are not read need `select.rows`, further pages `select.next`",
    )


RULES: tuple[Callable[[Walk, bool], Reason | None], ...] = (
    _limit,
    _no_page,
    _no_rows,
    _repeats,
    _moves,
    _no_address,
    _not_asked,
    _fewer,
)
"""Why a listing was seen in part, in the order of trust: each gives reason and cure, or None."""
