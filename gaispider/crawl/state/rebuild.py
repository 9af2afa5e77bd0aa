"""Rebuilds the state from archives and records, after the state file was lost or a run died."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from gaispider.archive.reader import Entry, TornArchiveError, entries
from gaispider.archive.tombstones import taken_down
from gaispider.archive.writer import Archived
from gaispider.crawl.checks.completeness import filled_fields, merge_filled
from gaispider.crawl.state.crash_recovery import readable_record_ids
from gaispider.crawl.state.no_content import noted_answers
from gaispider.crawl.state.page_answers import headers_of, is_content, page_answers
from gaispider.crawl.state.page_lifecycle import Answer, page_answered
from gaispider.crawl.state.page_names import page_name
from gaispider.crawl.state.state import PageState, RecordState, Role, State
from gaispider.crawl.store import SiteStore, read_summaries
from gaispider.files import body_digest
from gaispider.items import SCHEMA, Report
from gaispider.records.fold import Version, fold, run_of, versions
from gaispider.schema import InvalidRecordError, content_of, decode, encode
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site
from gaispider.text.counted import counted

logger = logging.getLogger(__name__)


def rebuild(state: State, store: SiteStore, site: Site, *, pages: bool, runs: Collection[str] | None) -> None:
    """Fill `state` from the named runs, or from all runs if `runs` is None.

    Records are always added. Pages are added only with `pages=True`, and only from runs that ended in good order: in a
    run that died the last page may lack parts or attachments, so its pages must be requested again.
    """
    gone = taken_down(store.folder)
    summaries = read_summaries(store.runs)
    dead = {str(content["run"]) for content in summaries if not content.get("finished")}
    rows = _newest(state, (found for found in _records(store, runs, dead) if found[1].url not in gone))
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
            found.update(pages_of_archive(archive, site, role_of, found, gone))
    state.commit((replace(page, report_year=years.get(page.url)) for page in found.values()), [])
    if found or rows:
        logger.warning("The state was made again: %s, %s", counted(len(found), "page"), counted(len(rows), "record"))


def newest_rows(store: SiteStore, gone: Collection[str]) -> dict[str, RecordState]:
    """The rows of all records on file, but of those that were taken down."""
    state = State(None)
    try:
        return _newest(state, (found for found in _records(store, None, ()) if found[1].url not in gone))
    finally:
        state.close()


def _newest(state: State, found: Iterable[tuple[Version, RecordState]]) -> dict[str, RecordState]:
    """The newest version of each record, its filled fields merged over all versions; `state` may hold the newest."""
    rows: dict[str, RecordState] = {}
    filled: dict[str, int | None] = {}

    def versions_met() -> Iterator[Version]:
        for version, row in found:
            filled[row.id] = merge_filled(row.filled, filled.get(row.id))
            rows[version.digest] = row
            yield version

    newest = {key: rows[version.digest] for key, version in fold(versions_met()).items()}
    for key, row in newest.items():
        known = state.record(key)
        latest = row if known is None or run_of(row.file) >= run_of(known.file) else known
        newest[key] = replace(latest, filled=merge_filled(filled[key], known.filled if known else None))
    return newest


def _in_good_order(content: dict[str, Any]) -> bool:
    """Whether every archived page of the run was read to its end; a second signal interrupts pages."""
    failures = content.get("failures") or {}
    return bool(content.get("finished") and content.get("closed_because") and "exception" not in failures)


def content_digest(line: bytes) -> str:
    """Digest of an encoded record without capture, extractor and reading time; equal digests are the same version."""
    return body_digest(content_of(line))


def report_digest(report: Report) -> str:
    """The content digest of a record of any schema version: it is encoded in the present schema."""
    return content_digest(encode(replace(report, schema=SCHEMA)))


def row_of(report: Report, line_digest: str, digest: str, file: str) -> RecordState:
    """The state's row for a record of the file named `file`; digests of its line and of its content."""
    unit = report.agency.name if report.agency else report.region.name if report.region else None
    return RecordState(
        report.id,
        report.canonical_url,
        line_digest,
        digest,
        report.report_year,
        file,
        report.read_at,
        report.kind,
        unit,
        report.region.code if report.region else None,
        filled_fields(report),
    )


def _records(
    store: SiteStore, runs: Collection[str] | None, dead: Collection[str]
) -> Iterator[tuple[Version, RecordState]]:
    """The lines of the named runs, or of all.

    A line of a run that died is dropped if its answer is not in the archive: a power failure can keep the line and lose
    the answer.
    """
    readable: dict[str, Collection[str]] = {}
    paths = [path for path in store.records.glob("*.jsonl") if runs is None or run_of(path.name) in runs]
    for version, report in versions(paths, _damaged):
        run, capture = run_of(version.path.name), report.capture
        if run in dead and run not in readable:
            readable[run] = readable_record_ids(store, run)
        archive = f"archive/{run}.warc.gz"
        if run in dead and capture and capture.warc == archive and capture.record_id not in readable[run]:
            logger.warning(
                "%s, line %d: what it was read from is not in %s", version.path.name, version.number, archive
            )
            continue
        # The content's digest is of the present schema, since an older one had fewer fields.
        yield version, row_of(report, version.digest, report_digest(report), version.path.name)


def _damaged(path: Path, number: int, error: str) -> None:
    # Cut by a power failure, or not valid: the page is requested again.
    logger.warning("%s, line %d is no record: %s", path.name, number, error)


def _role(url: str, *, years: Collection[str], files: Collection[str]) -> Role:
    """The role of an archived URL. Unknown pages count as listings, which are requested in every run: none is lost."""
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


def pages_of_archive(
    archive: Path, site: Site, role_of: Callable[[str], Role], known: Mapping[str, PageState], gone: Collection[str]
) -> dict[str, PageState]:
    """The page states by the answers of one archive; `known` holds those of earlier archives."""
    found: dict[str, PageState] = {}
    no_content: dict[str, PageState | None] = {}
    noted, posted = noted_answers(archive), _posted(archive)
    try:
        for entry in page_answers(archive, site, gone):
            if entry.record_id in noted:
                continue
            url = page_name(*posted.get(entry.record_id, ("GET", b"")), canonical_url(entry.url, site))
            before = found.get(url) or known.get(url)
            if entry.type == "conversion":
                # The raw answer was a script shell; its rendering makes it a page.
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


def _posted(archive: Path) -> dict[str, tuple[str, bytes]]:
    """Method and body of the requests that were no plain GET, by the WARC-Record-ID of their answers."""
    found: dict[str, tuple[str, bytes]] = {}
    with suppress(TornArchiveError):
        for entry in entries(archive):
            if entry.type == "request" and entry.concurrent_to and (entry.method != "GET" or entry.body):
                found[entry.concurrent_to] = entry.method or "GET", entry.body
    return found


def _answer(archive: Path, entry: Entry, known: PageState | None) -> Answer | None:
    """The answer as the crawl noted it. The body of a revisit lies where the known page state says; None if not."""
    headers = headers_of(entry)
    archived = known.archived if known else None
    digest = entry.payload_digest
    if entry.type != "revisit" and digest:
        archived = Archived(archive.name, entry.offset, entry.length, entry.record_id, digest, entry.date, entry.url)
    elif archived is None or archived.record_id != entry.refers_to:
        return None
    return Answer(archived, entry.status, headers.get("etag"), headers.get("last-modified"))
