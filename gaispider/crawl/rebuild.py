"""The state made again from the archive and the records, for a state file that is lost, or a run that died."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gaispider.crawl.archive_reader import Entry, TornArchiveError, entries
from gaispider.crawl.filled import either, filled
from gaispider.crawl.remains import held
from gaispider.crawl.state import PageState, RecordState, State, stamp
from gaispider.crawl.store import SiteStore
from gaispider.crawl.summary import read_summaries
from gaispider.crawl.tombstones import taken_down
from gaispider.items import Report
from gaispider.schema import InvalidRecordError, content_of, decode, encode
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)


def rebuild(state: State, store: SiteStore, site: Site, *, pages: bool, runs: Collection[str] | None) -> None:
    """Fill `state` from the runs named, or from all.

    Records are always taken. Pages only if `pages` says so, and only of runs that ended: in a run that died, the last
    page may lack parts or attachments, so its pages are asked for again.
    """
    gone = taken_down(store.folder)
    summaries = read_summaries(store.runs)
    dead = {str(content["run"]) for content in summaries if not content.get("finished")}
    rows: dict[str, RecordState] = {}
    for row in _records(store, runs, dead):
        if row.url in gone:
            continue
        earlier = rows.get(row.id) or state.record(row.id)
        had = either(row.filled, earlier.filled if earlier else None)
        if earlier is None or _order(row) >= _order(earlier):
            rows[row.id] = replace(row, filled=had)
        else:
            rows[row.id] = replace(earlier, filled=had)
    state.commit([], rows.values())
    if not pages:
        return
    ended = {str(content["run"]) for content in summaries if _in_good_order(content)}
    years: dict[str, int | None] = {}
    for row in rows.values():
        years[row.url] = max(filter(None, (years.get(row.url), row.report_year)), default=None)
    files = _files(store, site)
    found: dict[str, PageState] = {}
    for archive in sorted(store.archives.glob("*.warc.gz")):
        if archive.name.removesuffix(".warc.gz") in ended:
            for page in _pages(archive, site, years, files):
                if page.url in gone:
                    continue
                known = found.get(page.url)
                found[page.url] = replace(page, first_seen=known.first_seen) if known else page
    state.commit(found.values(), [])
    if found or rows:
        logger.warning("The state was made again: %d pages, %d records", len(found), len(rows))


def _order(row: RecordState) -> tuple[str, str]:
    """Names of runs sort in the order of the runs, whatever the clock did; a file that was read again has its run's."""
    return row.file.partition(".")[0], row.read_at or ""


def _in_good_order(content: dict[str, Any]) -> bool:
    """Whether every page that a run archived was read through. A second signal ends a run in the midst of pages."""
    failures = content.get("failures") or {}
    return bool(content.get("finished") and content.get("closed_because") and "exception" not in failures)


def line_digest(line: bytes) -> str:
    """A version's mark in `supersedes`: the SHA-256 of its line without the newline."""
    return f"sha256:{hashlib.sha256(line).hexdigest()}"


def content_digest(line: bytes) -> str:
    """What a record says, apart from when and by which version it was read: equal digests are one version."""
    return f"sha256:{hashlib.sha256(content_of(line)).hexdigest()}"


def row_of(report: Report, line: bytes, digest: str, file: str) -> RecordState:
    """What the state keeps of a record that was written as `line`; `digest` is its content_digest."""
    unit = report.agency.name if report.agency else report.region.name if report.region else None
    return RecordState(
        report.id,
        report.canonical_url,
        line_digest(line),
        digest,
        report.report_year,
        file,
        report.read_at,
        report.kind,
        unit,
        report.region.code if report.region else None,
        filled(report),
    )


def _records(store: SiteStore, runs: Collection[str] | None, dead: Collection[str]) -> Iterator[RecordState]:
    for path in sorted(store.records.glob("*.jsonl")):
        run = path.name.partition(".")[0]
        if runs is None or run in runs:
            with path.open("rb") as file:
                yield from _rows(path, file, (f"archive/{run}.warc.gz", held(store, run)) if run in dead else None)


def _files(store: SiteStore, site: Site) -> set[str]:
    """Canonical URLs of the files that records name."""
    found: set[str] = set()
    for path in store.records.glob("*.jsonl"):
        with path.open("rb") as lines:
            for line in lines:
                try:
                    found.update(canonical_url(file.url, site) for file in decode(line).attachments)
                except InvalidRecordError:
                    continue
    return found


def _rows(path: Path, lines: Iterator[bytes], archive: tuple[str, Collection[str]] | None) -> Iterator[RecordState]:
    """`archive`: that of a run that died, and what can be read in it; a loss of power may keep a line, and not that."""
    for number, line in enumerate(lines, start=1):
        bare = line.removesuffix(b"\n")
        try:
            report = decode(bare)
        except InvalidRecordError as error:
            # A line cut by a power failure, or of an older schema: its page is simply read again.
            logger.warning("%s, line %d is no record: %s", path.name, number, error)
            continue
        capture = report.capture
        if archive and capture and capture.warc == archive[0] and capture.record_id not in archive[1]:
            logger.warning("%s, line %d: what it was read from is not in %s", path.name, number, archive[0])
            continue
        # Written anew: an older version wrote fewer fields.
        yield row_of(report, bare, content_digest(encode(report)), path.name)


def _pages(archive: Path, site: Site, years: dict[str, int | None], files: set[str]) -> Iterator[PageState]:
    try:
        for entry in entries(archive):
            # What a rendered page asked for is no page (concurrent_to).
            if entry.type == "response" and entry.status == 200 and entry.payload_digest and not entry.concurrent_to:
                page = _page(archive, entry, canonical_url(entry.url, site), years)
                yield replace(page, role="attachment") if page.url in files and page.url not in years else page
    except TornArchiveError as error:
        logger.warning("%s", error)


def _page(archive: Path, entry: Entry, url: str, years: dict[str, int | None]) -> PageState:
    headers = {name.lower(): value for name, value in entry.headers}
    fetched_at = stamp(datetime.fromisoformat(entry.date))
    return PageState(
        url,
        # Nothing else tells a listing from the rest; a listing is asked for at every run, so that none is lost.
        "article" if url in years else "listing",
        "ok",
        first_seen=fetched_at,
        seen_at=fetched_at,
        fetched_at=fetched_at,
        status=entry.status,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        digest=entry.payload_digest,
        report_year=years.get(url),
        warc_file=archive.name,
        warc_offset=entry.offset,
        warc_length=entry.length,
        warc_id=entry.record_id,
        warc_date=entry.date,
        warc_url=entry.url,
    )
