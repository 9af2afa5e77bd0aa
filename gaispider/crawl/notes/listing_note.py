"""A listing's row as fields of the WARC metadata record that follows the archived answer (ISO 28500:2017, 6.7).

`via` is the standard's name for the page that a URL was found on; the other two are ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from gaispider.listing_values import ListingEntry


def note_of(entry: ListingEntry | None) -> dict[str, str]:
    """The fields of an entry; empty for a page that was not found through a listing."""
    if entry is None:
        return {}
    date = {"listing-date": entry.date} if entry.date else {}
    return {"via": entry.url, "listing-title": entry.title, **date}


def entry_of(fields: Mapping[str, str]) -> ListingEntry | None:
    """The archived entry; None if the fields describe something else."""
    if "via" not in fields or "listing-title" not in fields:
        return None
    return ListingEntry(fields["listing-title"], fields.get("listing-date"), fields["via"])
