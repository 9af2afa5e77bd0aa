"""The values in a listing's row (title, day), used for pages and files that have none themselves."""

from __future__ import annotations

from dataclasses import dataclass

from gaispider.draft import Draft
from gaispider.items import Published

# The rule of these values in record["rules"].
RULE = "listing_row"


@dataclass(frozen=True, slots=True)
class ListingEntry:
    """One row of the listing at `url`: the link's text and the day beside it, as printed, each a single line."""

    title: str
    date: str | None
    url: str

    def has_same_text(self, other: ListingEntry | None) -> bool:
        """Whether another row has the same title and day. The URL may differ: rows move to later pages of a listing."""
        return other is not None and (self.title, self.date) == (other.title, other.date)

    @classmethod
    def printed(cls, title: str, date: str | None, url: str) -> ListingEntry:
        """A row as read from a listing, its line breaks removed."""
        return cls(_one_line(title), _one_line(date) or None if date else None, url)


def fill_from_listing(draft: Draft, entry: ListingEntry) -> None:
    """Set title and day of publication if the page has none; values of the page are never replaced."""
    report = draft.report
    if report.title is None and entry.title:
        report.title, report.title_found_in = entry.title, "listing"
        report.title_certainty, report.rules["title"] = "context", RULE
    if report.published is None and entry.date:
        report.published = Published(None, None, entry.date, certainty="context", found_in="listing")
        report.rules["published"] = RULE


def _one_line(text: str) -> str:
    """The text without line breaks, which WARC fields cannot hold."""
    return " ".join(text.splitlines()).strip()
