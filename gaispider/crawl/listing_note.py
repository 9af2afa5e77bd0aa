"""A listing's row as the archive keeps it beside the answer: fields of a WARC metadata record (ISO 28500:2017, 6.7).

`via` is the standard's name for the page that a URL was found on; the other two are ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from gaispider.listing_values import ListingEntry


def note_of(entry: ListingEntry | None) -> dict[str, str]:
    """The fields of an entry; none for a page that no listing named."""
    if entry is None:
        return {}
    date = {"listing-date": entry.date} if entry.date else {}
    return {"via": entry.url, "listing-title": entry.title, **date}


def entry_of(fields: Mapping[str, str]) -> ListingEntry | None:
    """The entry that was archived; None if the fields are none or of another kind."""
    if "via" not in fields or "listing-title" not in fields:
        return None
    return ListingEntry(fields["listing-title"], fields.get("listing-date"), fields["via"])
