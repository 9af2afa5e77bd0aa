"""A small archive of a site, taken from those of its crawls: what tells most about how it is read, and what failed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gaispider import __version__
from gaispider.archive.cdxj import read_index
from gaispider.archive.reader import Entry, TornArchiveError, entry_at, is_metadata_of, metadata, warc_fields
from gaispider.archive.writer import ArchiveWriter, Exchange
from gaispider.bundles.private import told_headers
from gaispider.crawl.net.causes import NotInArchiveError
from gaispider.crawl.net.replay import body_of
from gaispider.items import Report
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site
from gaispider.sites.start import start_urls

INFO = {"software": f"gaispider/{__version__}", "format": "WARC File Format 1.1", "description": "sample of a bundle"}
# Addresses, and bytes of their bodies as they were sent; one page of a listing is rarely over 200 kB.
MOST_PAGES = 60
_MOST_BYTES = 8 * 1024 * 1024
_LARGEST = 2 * 1024 * 1024
# Reports without warnings, and with some.
_REPORTS = 4
# Start pages, as templates have hundreds.
_STARTS = 8
_ADDRESS = re.compile(r"https?://[^\s\"'<>;，；、]+")
# Of a run's summary, where what went wrong is named.
_TROUBLE = ("reasons", "failures", "waiting", "unseen", "missing", "reading", "selector_warnings")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answers of one address stand: an archive and the offsets in it."""

    archive: Path
    offsets: Sequence[int]


@dataclass(slots=True)
class Sampled:
    """What went into a sample, as canonical URLs, and what was left out because of its size or number."""

    pages: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def write_sample(target: Path, archives: Path, site: Site, wanted: Iterable[str]) -> Sampled:
    """Write the newest answers of the wanted addresses into a new archive, without cookies and requests' headers.

    The listings that name them are taken along. Raises OSError.
    """
    places = _places(archives, site)
    writer = ArchiveWriter(target, INFO)
    sampled, size = Sampled(), 0
    try:
        for url in _with_listings(list(dict.fromkeys(wanted)), places, site):
            place = places[url]
            answers = [answer for offset in place.offsets if (answer := _answer(place.archive, offset)) is not None]
            weight = sum(len(body) for _, body in answers)
            if len(sampled.pages) >= MOST_PAGES or weight > _LARGEST or size + weight > _MOST_BYTES:
                sampled.left_out.append(url)
                continue
            size += weight
            sampled.pages.append(url)
            _copy(writer, place.archive, answers)
    finally:
        writer.close()
    return sampled


def wanted_of(site: Site, summaries: Sequence[Mapping[str, Any]], reports: Sequence[Report]) -> Iterator[str]:
    """Canonical URLs, the most telling first: rules, start pages, what the last runs name as failed or missing, reports
    with warnings, reports without, and the small files of these."""
    starts = start_urls(site)[:_STARTS]
    for url in starts:
        host = "/".join(url.split("/", 3)[:3])
        yield canonical_url(f"{host}/robots.txt", site)
    yield from (canonical_url(url, site) for url in starts)
    for summary in reversed(summaries):
        told = json.dumps({name: summary.get(name) for name in _TROUBLE}, ensure_ascii=False)
        yield from (canonical_url(url.rstrip(".,:)]}"), site) for url in _ADDRESS.findall(told))
    warned, plain = ([one for one in reports if bool(one.warnings) is warns][:_REPORTS] for warns in (True, False))
    chosen = [*warned, *plain]
    yield from (one.canonical_url for one in chosen)
    yield from (canonical_url(file.url, site) for one in chosen for file in one.attachments)


def _places(archives: Path, site: Site) -> dict[str, Place]:
    """The answers of every address in the newest archive that has one."""
    found: dict[str, Place] = {}
    for archive in sorted(archives.glob("*.warc.gz"), reverse=True):
        here: dict[str, list[int]] = {}
        for fields in read_index(archive):
            here.setdefault(canonical_url(fields["url"], site), []).append(int(fields["offset"]))
        for url, offsets in here.items():
            found.setdefault(url, Place(archive, offsets))
    return found


def _with_listings(wanted: Sequence[str], places: Mapping[str, Place], site: Site) -> list[str]:
    """The wanted addresses that were archived; behind them the listings that name them."""
    there = [url for url in wanted if url in places]
    via = []
    for url in there:
        place = places[url]
        for offset in place.offsets[-1:]:
            try:
                fields = metadata(place.archive, entry_at(place.archive, offset))
            except (OSError, TornArchiveError):
                continue
            if "via" in fields:
                via.append(canonical_url(fields["via"], site))
    return list(dict.fromkeys([*there, *(url for url in via if url in places)]))


def _answer(archive: Path, offset: int) -> tuple[Entry, bytes] | None:
    """An answer with its body, which for a revisit stands elsewhere; None if it cannot be read."""
    try:
        entry = entry_at(archive, offset)
        return entry, body_of(entry, archive)
    except (OSError, TornArchiveError, NotInArchiveError):
        return None


def _copy(writer: ArchiveWriter, archive: Path, answers: Sequence[tuple[Entry, bytes]]) -> None:
    raw = ""
    for entry, body in answers:
        fetched = datetime.fromisoformat(entry.date) if entry.date else datetime.now(UTC)
        fields, method, posted = _beside(archive, entry)
        exchange = Exchange(
            url=entry.url,
            status=entry.status or 200,
            headers=told_headers(entry.headers),
            body=body,
            method=method,
            request_body=posted,
            fetched_at=fetched,
            metadata=fields,
        )
        if entry.type == "conversion":
            writer.write_conversion(entry.url, body, raw, fetched, fields)
        elif entry.type == "resource":
            kind = next((value for name, value in entry.headers if name.lower() == "content-type"), "")
            raw = writer.write_saved(exchange, kind, is_message=False).record_id
        else:
            raw = writer.write(exchange).record_id


def _beside(archive: Path, answer: Entry) -> tuple[dict[str, str], str, bytes]:
    """What stands behind an answer: the fields of its listing's row, method and body of its request."""
    fields: dict[str, str] = {}
    offset = answer.offset + answer.length
    for _ in range(2):
        try:
            entry = entry_at(archive, offset)
        except (OSError, TornArchiveError):
            break
        if is_metadata_of(entry, answer):
            fields = warc_fields(entry)
        elif entry.type == "request" and entry.concurrent_to == answer.record_id:
            return fields, entry.method or "GET", entry.body
        offset += entry.length
    return fields, "GET", b""
