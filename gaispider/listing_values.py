"""What a listing says of a page that it links to, used where the page or file itself has no such value."""

from __future__ import annotations

from dataclasses import dataclass

from gaispider.draft import Draft
from gaispider.items import Published

# What record["rules"] says of a value from here.
RULE = "listing_row"


@dataclass(frozen=True, slots=True)
class ListingEntry:
    """One row as the listing at `url` prints it: the link's text, and the day beside it; each is one line."""

    title: str
    date: str | None
    url: str

    def has_same_text(self, other: ListingEntry | None) -> bool:
        """Whether another row says the same; as a listing grows, rows move to its further pages."""
        return other is not None and (self.title, self.date) == (other.title, other.date)

    @classmethod
    def printed(cls, title: str, date: str | None, url: str) -> ListingEntry:
        """The row of a listing that was just read."""
        return cls(_one_line(title), _one_line(date) or None if date else None, url)


def fill_from_listing(draft: Draft, entry: ListingEntry) -> None:
    """Set title and day of publication where the page has none. A value of the page is never replaced."""
    report = draft.report
    if report.title is None and entry.title:
        report.title, report.title_found_in = entry.title, "listing"
        report.title_certainty, report.rules["title"] = "context", RULE
    if report.published is None and entry.date:
        report.published = Published(None, None, entry.date, certainty="context", found_in="listing")
        report.rules["published"] = RULE


def _one_line(text: str) -> str:
    """Without line breaks, which the fields of an archive cannot hold."""
    return " ".join(text.splitlines()).strip()
