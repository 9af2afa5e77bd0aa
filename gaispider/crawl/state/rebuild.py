"""The state made again from the archive and the records, for a state file that is lost, or a run that died."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from gaispider.archive.reader import Entry, TornArchiveError
from gaispider.archive.tombstones import taken_down
from gaispider.archive.writer import Archived
from gaispider.crawl.checks.completeness import filled_fields, merge_filled
from gaispider.crawl.state.crash_recovery import readable_record_ids
from gaispider.crawl.state.page_answers import headers_of, is_content, page_answers
from gaispider.crawl.state.page_lifecycle import Answer, page_answered
from gaispider.crawl.state.state import PageState, RecordState, Role, State
from gaispider.crawl.store import SiteStore, read_summaries
from gaispider.files import body_digest
from gaispider.items import SCHEMA, Report
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
    rows = _newest(state, (row for row in _records(store, runs, dead) if row.url not in gone))
    state.commit([], rows.values())
    if not pages:
        return
    ended = {str(content["run"]) for content in summaries if _in_good_order(content)}
    years: dict[str, int | None] = {}
    for row in rows.values():
        years[row.url] = max(filter(None, (years.get(row.url), row.report_year)), default=None)
    role_of = partial(_role, years=years, files=_files(store, site))
    found: dict[str, PageState] = {}
    for archive in sorted(store.archives.glob("*.warc.gz")):
        if archive.name.removesuffix(".warc.gz") in ended:
            found.update(_pages(archive, site, role_of, found, gone))
    state.commit((replace(page, report_year=years.get(page.url)) for page in found.values()), [])
    if found or rows:
        logger.warning("The state was made again: %d pages, %d records", len(found), len(rows))


def _newest(state: State, rows: Iterable[RecordState]) -> dict[str, RecordState]:
    """The newest version of each record, with what any version had; the state may know a newer one."""
    found: dict[str, RecordState] = {}
    for row in rows:
        earlier = found.get(row.id) or state.record(row.id)
        had = merge_filled(row.filled, earlier.filled if earlier else None)
        newest = row if earlier is None or _order(row) >= _order(earlier) else earlier
        found[row.id] = replace(newest, filled=had)
    return found


def _order(row: RecordState) -> tuple[str, str]:
    """Names of runs sort in the order of the runs, whatever the clock did; a file that was read again has its run's."""
    return row.file.partition(".")[0], row.read_at or ""


def _in_good_order(content: dict[str, Any]) -> bool:
    """Whether every page that a run archived was read through. A second signal ends a run in the midst of pages."""
    failures = content.get("failures") or {}
    return bool(content.get("finished") and content.get("closed_because") and "exception" not in failures)


def content_digest(line: bytes) -> str:
    """What a record says, apart from when and by which version it was read: equal digests are one version."""
    return body_digest(content_of(line))


def report_digest(report: Report) -> str:
    """The same of a record that was read from a line, whichever schema that is of: it is encoded anew."""
    return content_digest(encode(replace(report, schema=SCHEMA)))


def row_of(report: Report, line: bytes, digest: str, file: str) -> RecordState:
    """What the state keeps of a record that was written as `line`; `digest` is its content_digest."""
    unit = report.agency.name if report.agency else report.region.name if report.region else None
    return RecordState(
        report.id,
        report.canonical_url,
        body_digest(line),
        digest,
        report.report_year,
        file,
        report.read_at,
        report.kind,
        unit,
        report.region.code if report.region else None,
        filled_fields(report),
    )


def _records(store: SiteStore, runs: Collection[str] | None, dead: Collection[str]) -> Iterator[RecordState]:
    for path in sorted(store.records.glob("*.jsonl")):
        run = path.name.partition(".")[0]
        if runs is None or run in runs:
            with path.open("rb") as file:
                yield from _rows(
                    path, file, (f"archive/{run}.warc.gz", readable_record_ids(store, run)) if run in dead else None
                )


def _role(url: str, *, years: Collection[str], files: Collection[str]) -> Role:
    """Nothing else tells a listing from the rest; a listing is asked for at every run, so that none is lost."""
    return "article" if url in years else "attachment" if url in files else "listing"


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
        yield row_of(report, bare, report_digest(report), path.name)


def _pages(
    archive: Path, site: Site, role_of: Callable[[str], Role], known: Mapping[str, PageState], gone: Collection[str]
) -> dict[str, PageState]:
    """What the answers of one archive make known; `known` is what earlier ones did."""
    found: dict[str, PageState] = {}
    no_content: dict[str, PageState | None] = {}
    try:
        for entry in page_answers(archive, site, gone):
            url = canonical_url(entry.url, site)
            before = found.get(url) or known.get(url)
            if entry.type == "conversion":
                # A browser made a page of what was none without its scripts.
                found.update({page.url: page for page in [no_content.pop(entry.refers_to or "", None)] if page})
            elif answer := _answer(archive, entry, before):
                page = page_answered(url, role_of(url), answer, before, datetime.fromisoformat(entry.date))
                if entry.type == "revisit" or is_content(entry):
                    found[url] = page
                else:
                    no_content[entry.record_id] = page
    except TornArchiveError as error:
        logger.warning("%s", error)
    return found


def _answer(archive: Path, entry: Entry, known: PageState | None) -> Answer | None:
    """The answer as the crawl noted it: the body of an unchanged page lies where the page's row says."""
    headers = headers_of(entry)
    archived = known.archived if known else None
    digest = entry.payload_digest
    if entry.type != "revisit" and digest:
        archived = Archived(archive.name, entry.offset, entry.length, entry.record_id, digest, entry.date, entry.url)
    elif archived is None or archived.record_id != entry.refers_to:
        return None
    return Answer(archived, entry.status, headers.get("etag"), headers.get("last-modified"))
