"""What was seen where no record was read: sentences for a person who asked for records."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from gaispider.archive.reader import TornArchiveError, entries
from gaispider.items import Report
from gaispider.maintenance.reread import Archive, site_key_of
from gaispider.page import read_page
from gaispider.text.counted import counted


def says_nothing(reports: list[Report]) -> bool:
    """Whether the records of a page are empty: no title, no text, no file."""
    return not any(report.title or report.text or report.attachments for report in reports)


def seen_in_page(body: bytes, url: str) -> str:
    """What a saved page is, if it is no document."""
    if not body.strip():
        return "the file is empty"
    page = read_page(body, url)
    if page.file is not None:
        return f"a file ({page.file.kind}), no page"
    if items := page.listing.items:
        shown = counted(len(items), "entry", "entries")
        return f"a listing of {shown} (the first: {items[0].title or items[0].url}), no document"
    return "no title and no text: not a page of a document"


def seen_in_archive(archive: Archive) -> str:
    """What an archive holds, by kinds of records and statuses of answers."""
    kinds: Counter[tuple[str, str]] = Counter()
    try:
        for entry in entries(archive.path):
            answered = entry.type in ("response", "revisit", "resource")
            kinds[("answer", f" with status {entry.status}") if answered else (f"{entry.type} record", "")] += 1
    except (TornArchiveError, OSError):
        pass
    held = (
        ", ".join(counted(count, kind) + which for (kind, which), count in kinds.most_common(6))
        or "nothing that can be read"
    )
    family = f", of which none is an article's address of the family {archive.site.family}" if archive.site else ""
    return f"no record was read; it holds {held}{family}"


def unknown_site(path: Path) -> str:
    """Why no site is known of an archive."""
    key = site_key_of(path)
    named = f"it names {key!r}, which is no site of the registry" if key else "it does not name the site that wrote it"
    return f"{path.name}: {named}; all pages are read, and regions are told by their texts alone. --site KEY names one"
