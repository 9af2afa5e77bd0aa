"""One run over one site: its archive, records, state and counters, and the order in which they reach the disk."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro

from gaispider.archive.cdxj import write_index
from gaispider.archive.writer import ArchiveWriter
from gaispider.crawl.checks.drift import Drift
from gaispider.crawl.checks.elsewhere import Elsewhere
from gaispider.crawl.checks.run_checks import check_run
from gaispider.crawl.fence import Fence
from gaispider.crawl.left_archives import Lender, RunArchives
from gaispider.crawl.run.outcome import Counters, Outcome, Unreachable
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.run.run_closing import decide_outcome, note_vanished
from gaispider.crawl.run.run_config import clock_offset, explicit_settings, warcinfo
from gaispider.crawl.run.run_ending import RunEndingError, storage, written
from gaispider.crawl.run.run_opening import opened_state, pages_taken_down
from gaispider.crawl.run.summary import Summary
from gaispider.crawl.state.history import DEGRADED, History
from gaispider.crawl.state.page_lifecycle import page_failed
from gaispider.crawl.state.state import PageState, RecordState
from gaispider.crawl.state.store_files import stamps
from gaispider.crawl.store import SiteStore
from gaispider.files import cannot_write, told

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

# Seconds between two checkpoints. Pages since the last one are requested again after a kill.
CHECKPOINT = 1.0
# Pages that may wait for a checkpoint; bounds the memory on a fast server.
_MAX_PENDING = 200


class Run:
    """An extension, enabled only after `scrapy crawl` has named the run and taken the site's lock.

    Order of writing: WARC record, JSONL line; at a checkpoint fsync of both, then commit of the state. Other components
    find the run by `crawler.get_extension(Run)`.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        site = cast("Site | None", getattr(crawler.spider, "site", None))
        if not settings["RUN_NAME"] or site is None:
            raise NotConfigured
        self.crawler = crawler
        self.site = site
        self.name: str = settings["RUN_NAME"]
        self.replay = bool(settings["ARCHIVE_REPLAY"])
        self.arguments: dict[str, str] = settings.getdict("RUN_ARGUMENTS")
        self.full = self.replay or self.arguments.get("full", "") in ("1", "true", "yes")
        self.store = SiteStore(Path(settings["REPLAY_DIR" if self.replay else "STORE_DIR"]), site.key)
        self._min_free = settings.getint("MIN_FREE_MB")
        self._fence = Fence(self.store.folder, settings["FENCE"])
        self.counters = Counters()
        self.robots_unreachable: dict[str, Unreachable] = {}
        self.fatal: str | None = None
        self._sync_failed = False
        self.signal: int | None = None
        self.outcome: Outcome | None = None
        self._clock_offset = clock_offset(settings["NOW"])
        self.started = self.now()
        # Canonical URLs of pages with an attachment that could not be fetched, and the cause; they are retried.
        self.incomplete: dict[str, str] = {}
        self._pending_pages: dict[str, PageState] = {}
        self._pending_records: dict[str, RecordState] = {}
        self.taken_down = pages_taken_down(self.store.folder)
        self.summary = Summary(
            self.store.runs / f"{self.name}.json",
            site.key,
            self.name,
            "replay" if self.replay else "live",
            self.arguments,
            explicit_settings(settings),
            self.started,
        )
        self.summary.damage = settings.getlist("RUN_SET_ASIDE")
        lender: Lender | None = settings["RUN_LENDER"]
        self.state = opened_state(
            self.store, site, self.summary, self.counters, settings["STATE_JOURNAL"], lender, replay=self.replay
        )
        self.archives = RunArchives(self.store, lender)
        self._history = History(self.state.connection)
        if settings.getbool("ACCEPT_CHANGES"):
            self._history.forget()
        self.drift = Drift(self._history)
        self.elsewhere = Elsewhere()
        self.archive = (
            None
            if self.replay
            else ArchiveWriter(self._path_of("archive"), warcinfo(site, self.name, settings, self.summary.settings))
        )
        self.records = RecordFile(self._path_of("records"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Run:
        run = cls(crawler)
        crawler.signals.connect(run._opened, signal=signals.spider_opened)
        crawler.signals.connect(run._closed, signal=signals.spider_closed)
        return run

    @property
    def narrowed(self) -> bool:
        """Whether arguments restrict the run to a part of the site, so that missing pages mean nothing."""
        return bool(set(self.arguments) - {"full"})

    def now(self) -> datetime:
        """The time (UTC) for deciding what is due or missing; the setting NOW shifts it."""
        return datetime.now(UTC) + self._clock_offset

    @property
    def ending(self) -> bool:
        """Whether a signal or a failure is ending the run."""
        return self.signal is not None or self.fatal is not None

    def note_in_archive(self, url: str, fields: dict[str, str]) -> None:
        """Write a metadata record about a URL to the archive, for re-readings. A write error ends the run."""
        if self.archive is None:
            return
        try:
            self.archive.write_note(url, fields, datetime.now(UTC))
        except OSError as error:
            self.fail(f"the archive cannot be written: {told(error)}")

    def page_of(self, url: str) -> PageState | None:
        """The state of a canonical URL, uncommitted changes included."""
        try:
            return self._pending_pages.get(url) or self.state.page(url)
        except sqlite3.Error as error:
            self._state_failed(error)
            return None

    def note_page(self, page: PageState) -> None:
        """Take the new state of a page; it is committed at the next checkpoint."""
        if page.url in self.taken_down:
            return
        self._pending_pages[page.url] = page
        if len(self._pending_pages) >= _MAX_PENDING:
            self.checkpoint()

    def record_of(self, record_id: str) -> RecordState | None:
        """The newest version of a record, uncommitted ones included."""
        try:
            return self._pending_records.get(record_id) or self.state.record(record_id)
        except sqlite3.Error as error:
            self._state_failed(error)
            raise RunEndingError(record_id) from error

    def note_record(self, row: RecordState) -> None:
        """Take the row of a written record; it is committed at the next checkpoint."""
        self._pending_records[row.id] = row

    def checkpoint(self) -> None:
        """fsync archive and records, then commit the state. A failure ends the run."""
        if self._sync_failed or (not self._pending_pages and not self._pending_records):
            return
        self._fence.check()
        self._check_space()
        pages, rows = self._pending_pages, self._pending_records
        try:
            if self.archive:
                self.archive.sync()
            self.records.sync()
            self.state.commit(pages.values(), rows.values())
        except (OSError, sqlite3.Error) as error:
            # After a failed fsync data may be lost: never commit again. A failed commit may succeed at the end.
            self._sync_failed = isinstance(error, OSError)
            if isinstance(error, sqlite3.Error):
                self.state.spoiled_by(error)
            self.fail(f"cannot write to {self.store.folder}: {told(error)}")
            return
        self._pending_pages, self._pending_records = {}, {}

    def fail(self, sentence: str) -> None:
        """Close the spider because nothing more can be stored; the first sentence is kept as the reason."""
        if self.fatal is None:
            self.fatal = sentence
            logger.error("The crawl ends: %s", sentence)
            engine = self.crawler.engine
            if engine.spider is not None:
                deferred_from_coro(engine.close_spider_async(reason="storage"))

    def _state_failed(self, error: sqlite3.Error) -> None:
        self.state.spoiled_by(error)
        self.fail(f"the state cannot be read or written: {told(error)}")

    def _check_space(self) -> None:
        """End the run if less than MIN_FREE_MB is free, while there is room to end in good order."""
        free = self.store.free_bytes() >> 20
        if free < self._min_free:
            self.fail(f"only {free} MB are free where the store is, and MIN_FREE_MB is {self._min_free}")

    def _opened(self) -> None:
        if not self.replay and not self.crawler.settings["CONTACT"]:
            logger.warning(
                "CONTACT is not set: nobody who sees this crawl in a server's log can write to you; "
                "export GAISPIDER_CONTACT=you@university.edu"
            )
        self._check_space()
        self._loop = create_looping_call(self._tick)
        self._loop.start(CHECKPOINT, now=False)

    def _tick(self) -> None:
        self.checkpoint()
        if (datetime.now(UTC) - self.started).seconds % 30 == 0:
            try:
                self.summary.write(self.counters)
            except OSError as error:
                self.fail(cannot_write(self.summary.path, error))

    def _closed(self, reason: str) -> None:
        if self._loop.running:
            self._loop.stop()
        self.store.reserve.unlink(missing_ok=True)
        complete = reason == "finished" and not self.narrowed and not self.replay
        if reason == "finished" and not self.narrowed and not self.counters.faults:
            note_vanished(self)
        self.checkpoint()
        self.summary.uncommitted = bool(self._pending_pages or self._pending_records)
        self._run_checks(complete)
        if reason == "finished":
            self.summary.note_unseen(getattr(self.crawler.spider, "listing_ledger", None), self.elsewhere, self.site)
        self.summary.note_selectors(getattr(self.crawler.spider, "selector_tally", None), self.site)
        records = 0
        try:
            records = self.state.count("records")
            self._close_files()
            self.summary.storage = storage(self.store, self.archive, self.records, records)
            if not self.replay:
                self.state.note_files(stamps(self.store))
        except OSError as error:
            self.fail(f"cannot write to {self.store.folder}: {told(error)}")
        except sqlite3.Error as error:
            self._state_failed(error)
        self.state.close()
        self.outcome = written(self.summary, self.counters, decide_outcome(self, reason, records), reason)

    def _close_files(self) -> None:
        self.records.close()
        if self.archive:
            self.archive.close()
            if self.archive.records:
                write_index(self._path_of("archive"))

    def _run_checks(self, complete: bool) -> None:
        """Run the checks against the site's history and note degraded pages, unless the run has failed."""
        if self.fatal:
            return
        try:
            self._compare(complete)
        except sqlite3.Error as error:
            self._state_failed(error)

    def _compare(self, complete: bool) -> None:
        results = check_run(self._history, self.drift, self.site, self.started, complete=complete)
        for url in results.findings.lacking:
            if page := self.page_of(url):
                known = replace(page, failures=self.drift.degraded.get(url, 0))
                self.note_page(page_failed(url, DEGRADED, known, self.now()))
        self.checkpoint()
        self.summary.checks = results

    def _path_of(self, part: str) -> Path:
        if part == "archive":
            return self.store.archives / f"{self.name}.warc.gz"
        return self.store.records / f"{self.name}.jsonl"
