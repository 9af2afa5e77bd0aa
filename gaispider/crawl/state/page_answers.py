"""Which answers of an archive are pages: one rule for a state that is made again and for pages that are read again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from gaispider.archive.reader import Entry, entries
from gaispider.archive.unpack import unpacked
from gaispider.crawl.challenge import classify
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site


def page_answers(path: Path, site: Site | None, gone: Collection[str] = ()) -> Iterator[Entry]:
    """Whole answers in the order of the archive, and what browsers made of them (type `conversion`).

    Left out are what a rendered page asked for, robots.txt, and the canonical URLs in `gone`, which were taken down:
    an archive that was put back from a backup still has them. Raises TornArchiveError.
    """
    return (entry for entry in entries(path) if is_page_answer(entry, site, gone))


def is_page_answer(entry: Entry, site: Site | None, gone: Collection[str]) -> bool:
    """Whether a record of an archive is such an answer."""
    if entry.type not in ("response", "revisit", "conversion") or entry.status != 200 or entry.concurrent_to:
        return False
    return urlsplit(entry.url).path != "/robots.txt" and not (gone and canonical_url(entry.url, site) in gone)


def is_content(entry: Entry, body: bytes | None = None) -> bool:
    """Whether an answer is no challenge or notice; `body` with its coding undone, where it is at hand."""
    plain = unpacked(entry) if body is None else body
    return classify(entry.status or 0, headers_of(entry), plain) is None


def headers_of(entry: Entry) -> dict[str, str]:
    """Header fields by lower-case name: the last of a name, but all cookies."""
    found = {name.lower(): value for name, value in entry.headers}
    if "set-cookie" in found:
        found["set-cookie"] = "; ".join(value for name, value in entry.headers if name.lower() == "set-cookie")
    return found
