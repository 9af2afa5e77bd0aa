"""One run over one site: its store, archive, records, state and tally, and the order in which they reach the disk."""

from __future__ import annotations

import logging
import os
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scrapy import signals
from scrapy.exceptions import NotConfigured, UsageError
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro

from gaispider.archive.cdxj import write_index
from gaispider.archive.durable import reserve
from gaispider.archive.tombstones import taken_down
from gaispider.archive.writer import ArchiveWriter
from gaispider.crawl.checks.drift import Drift
from gaispider.crawl.checks.run_checks import look_back
from gaispider.crawl.run.outcome import QUIET, Outcome, Tally, decide, interrupted
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.run.run_config import given_settings, time_ahead, warcinfo
from gaispider.crawl.run.store import SiteStore
from gaispider.crawl.run.summary import Summary, dead_runs, mark_dead
from gaispider.crawl.state.crash_recovery import settle
from gaispider.crawl.state.history import DEGRADED, History
from gaispider.crawl.state.page_lifecycle import failed
from gaispider.crawl.state.state import PageState, RecordState, State, stamp
from gaispider.crawl.state.state_recovery import open_state

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

# Seconds between two checkpoints: what a kill may cost is asked for again, never lost.
CHECKPOINT = 1.0
# Pages that may wait for one, so that memory stays flat on a fast server.
_WAITING = 200
# Bytes kept free for the end of a run on a disk that others have filled: last commit, index, summary.
_RESERVE = 1 << 18


class Run:
    """An extension, made only when `scrapy crawl` has named the run and taken the site's lock.

    Order: WARC record, JSONL line, then (at a checkpoint) both to the disk, then the state. The other parts of the
    crawl find the run by `crawler.get_extension(Run)`.
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
        self.tally = Tally()
        self.robots_unreachable: set[str] = set()
        self.fatal: str | None = None
        self._broken = False
        self.signal: int | None = None
        self.outcome: Outcome | None = None
        self._ahead = time_ahead(settings["NOW"])
        self.started = self.now()
        # Canonical URLs of pages whose record lacks a file that may be had another time.
        self.incomplete: set[str] = set()
        self._pages: dict[str, PageState] = {}
        self._rows: dict[str, RecordState] = {}
        self.taken_down = _taken_down(self.store.folder)
        self.summary = Summary(
            self.store.runs / f"{self.name}.json",
            site.key,
            self.name,
            "replay" if self.replay else "live",
            self.arguments,
            given_settings(settings),
            self.started,
        )
        self.summary.died_before = dead_runs(self.store.runs, self.name)
        self.summary.torn = settle(self.store, self.summary.died_before)
        self.summary.write(self.tally)
        reserve(self.store.reserve, _RESERVE)
        died = self.summary.died_before
        self.state = State(None) if self.replay else open_state(self.store, site, self.name, died)
        mark_dead(self.store.runs, self.summary.died_before, self.name)
        self._history = History(self.state.connection)
        if settings.getbool("ACCEPT_CHANGES"):
            self._history.forget()
        self.drift = Drift(self._history)
        self.archive = (
            None
            if self.replay
            else ArchiveWriter(self._file("archive"), warcinfo(site, self.name, settings, self.summary.settings))
        )
        self.records = RecordFile(self._file("records"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Run:
        run = cls(crawler)
        crawler.signals.connect(run._opened, signal=signals.spider_opened)
        crawler.signals.connect(run._closed, signal=signals.spider_closed)
        return run

    @property
    def narrowed(self) -> bool:
        """Whether arguments leave part of the site out, so that nothing can be said about what is missing."""
        return bool(set(self.arguments) - {"full"})

    def now(self) -> datetime:
        """The time (UTC) by which pages are due and reports are missing: the setting NOW moves it."""
        return datetime.now(UTC) + self._ahead

    @property
    def ending(self) -> bool:
        """Whether a signal or a failure is ending the run."""
        return self.signal is not None or self.fatal is not None

    def note_in_archive(self, url: str, fields: dict[str, str]) -> None:
        """Write a note beside the answers; readers of the archive then know what the run knew."""
        if self.archive is None:
            return
        try:
            self.archive.note(url, fields, datetime.now(UTC))
        except OSError as error:
            self.fail(f"the archive cannot be written: {error}")

    def page_of(self, url: str) -> PageState | None:
        """What is known of a canonical URL, what waits for the next checkpoint included."""
        return self._pages.get(url) or self.state.page(url)

    def note_page(self, page: PageState) -> None:
        """A page is done or has failed: it reaches the state at the next checkpoint."""
        if page.url in self.taken_down:
            return
        self._pages[page.url] = page
        if len(self._pages) >= _WAITING:
            self.checkpoint()

    def record_of(self, record_id: str) -> RecordState | None:
        """The newest version of a record, what waits for the next checkpoint included."""
        return self._rows.get(record_id) or self.state.record(record_id)

    def note_record(self, row: RecordState) -> None:
        """A line was written: its version reaches the state at the next checkpoint."""
        self._rows[row.id] = row

    def checkpoint(self) -> None:
        """Archive and records to the disk, then the state."""
        if self._broken or (not self._pages and not self._rows):
            return
        self._check_space()
        pages, rows = self._pages, self._rows
        try:
            if self.archive:
                self.archive.sync()
            self.records.sync()
            self.state.commit(pages.values(), rows.values())
        except (OSError, sqlite3.Error) as error:
            # What fsync could not bring to the disk is lost, even if the next one says that all is well. A commit that
            # fails is taken back, and may come through when the run ends and its reserve is free.
            self._broken = isinstance(error, OSError)
            self.fail(f"cannot write to {self.store.folder}: {error}")
            return
        self._pages, self._rows = {}, {}

    def fail(self, sentence: str) -> None:
        """End the crawl in good order because nothing more can be kept."""
        if self.fatal is None:
            self.fatal = sentence
            logger.error("The crawl ends: %s", sentence)
            engine = self.crawler.engine
            if engine.spider is not None:
                deferred_from_coro(engine.close_spider_async(reason="storage"))

    def _check_space(self) -> None:
        """Stop while there is still room to end in good order."""
        disk = os.statvfs(self.store.folder)
        free = disk.f_bavail * disk.f_frsize >> 20
        if free < self._min_free:
            self.fail(f"only {free} MB are free where the store is, and MIN_FREE_MB is {self._min_free}")

    def _opened(self) -> None:
        if not self.replay and not self.crawler.settings["CONTACT"]:
            logger.warning("CONTACT is not set: nobody who sees this crawl in a server's log can write to you")
        self._check_space()
        self._loop = create_looping_call(self._tick)
        self._loop.start(CHECKPOINT, now=False)

    def _tick(self) -> None:
        self.checkpoint()
        if (datetime.now(UTC) - self.started).seconds % 30 == 0:
            self.summary.write(self.tally)

    def _closed(self, reason: str) -> None:
        if self._loop.running:
            self._loop.stop()
        self.store.reserve.unlink(missing_ok=True)
        whole = reason == "finished" and not self.narrowed and not self.replay
        if reason == "finished" and not self.narrowed and not set(self.tally.failures) - QUIET:
            self._note_vanished()
        self.checkpoint()
        self._look_back(whole)
        self.summary.note_selectors(getattr(self.crawler.spider, "selector_tally", None), self.site)
        records = self.state.count("records")
        try:
            self._close_files()
        except OSError as error:
            self.fail(f"cannot write to {self.store.folder}: {error}")
        self.summary.storage = self._sizes(records)
        self.state.close()
        self.outcome = self._judge(reason, records)
        self.summary.write(self.tally, self.outcome, reason=reason)

    def _close_files(self) -> None:
        self.records.close()
        if self.archive:
            self.archive.close()
            if self.archive.records:
                write_index(self._file("archive"))

    def _judge(self, reason: str, records: int) -> Outcome:
        if self.signal is not None:
            return interrupted(self.signal)
        # Scrapy's own limits; any other reason is a failure of the program.
        limit = reason if reason.startswith(("closespider", "memusage")) else None
        fatal = self.fatal or (f"the crawl was closed: {reason}" if reason != "finished" and not limit else None)
        # Of a whole site at least one record is due, whatever its entry says.
        expected = 0 if self.narrowed or self.replay else max(self.site.min_reports, 1)
        problems = self.summary.look_back.problems
        return decide(self.tally, records=records, expected=expected, problems=problems, fatal=fatal, stopped=limit)

    def _look_back(self, whole: bool) -> None:
        """Compare the run with what the site was and should be by now, and note which pages are to be read again."""
        if self.fatal:
            return
        try:
            self._compare(whole)
        except sqlite3.Error as error:
            self.fail(f"the state cannot be read or written: {error}")

    def _compare(self, whole: bool) -> None:
        found = look_back(self._history, self.drift, self.site, self.started, whole=whole)
        for url in found.findings.lacking:
            if page := self.page_of(url):
                known = replace(page, failures=self.drift.degraded.get(url, 0))
                self.note_page(failed(url, DEGRADED, known, self.now()))
        self.checkpoint()
        self.summary.look_back = found

    def _note_vanished(self) -> None:
        """Articles that a whole and faultless run did not meet any more are noted, and kept."""
        self.checkpoint()
        now = stamp(self.started)
        for page in self.state.unseen(now):
            page.gone_since = now
            self.tally.vanished += 1
            self.note_page(page)

    def _file(self, part: str) -> Path:
        if part == "archive":
            return self.store.archives / f"{self.name}.warc.gz"
        return self.store.records / f"{self.name}.jsonl"

    def _sizes(self, records: int) -> dict[str, Any]:
        return {
            "records_known": records,
            "lines_written": self.records.lines,
            "archive": f"archive/{self.archive.name}" if self.archive and self.archive.records else None,
            "archive_records": self.archive.records if self.archive else 0,
            "archive_bytes": self.archive.size if self.archive else 0,
            "free_bytes": os.statvfs(self.store.folder).f_bavail * os.statvfs(self.store.folder).f_frsize,
        }


def _taken_down(folder: Path) -> set[str]:
    try:
        return taken_down(folder)
    except ValueError as error:
        raise UsageError(f"{error}; no crawl before it is mended", print_help=False) from error
