"""Reads the files of a run as they come, in a process of its own: what is cheap now, the rest by `scrapy documents`."""

from __future__ import annotations

import asyncio
import logging
from mmap import mmap
from pathlib import Path
from threading import Thread

from scrapy.settings import BaseSettings

from gaispider.crawl.files.attachment_records import readings_of_record
from gaispider.crawl.run.run import Run
from gaispider.crawl.run.run_ending import RunEndingError
from gaispider.documents.apart import failed, read_within, reading_pool
from gaispider.documents.contents import Contents, kind_of
from gaispider.file_readings.kept_readings import KeptReadings
from gaispider.file_readings.reader_version import is_installed
from gaispider.file_readings.reading_choice import (
    FULL,
    ReadingLimits,
    Taken,
    after_reading,
    before_reading,
    kept_form,
)
from gaispider.items import Attachment, Report
from gaispider.workers import JobFailedError, Limits

logger = logging.getLogger(__name__)


class RunReadings:
    """The readings of a run's files. The process begins with the first file that is read."""

    def __init__(self, run: Run, settings: BaseSettings) -> None:
        self._run = run
        self._counters = run.counters.documents
        self._limits = crawl_limits(settings)
        self._counters.lacking = self._limits is not None and not is_installed()
        if self._counters.lacking:
            self._limits = None
        self._kept = KeptReadings(run.store.folder, settings["STATE_JOURNAL"])
        self._pool = reading_pool(1)
        self._closed = False

    async def contents(
        self, attachment: Attachment, digest: str, body: bytes | mmap, path: Path | None = None
    ) -> Contents | None:
        """What the record gets of a file, whose body may be on disk at `path`; None if the file is left.

        Raises RunEndingError if the run ends before the file is read.
        """
        name = attachment.name or ""
        kept = self._kept.get(digest)
        taken = before_reading(kept, body, name, self._limits)
        if taken is None and self._limits is not None:
            contents = await self._read(path or bytes(body), name, self._limits)
            taken = after_reading(contents, kept, self._limits)
            if taken.read:
                self._kept.keep(digest, kept_form(kind_of(body, name), contents))
        return self._counted(taken or Taken())

    def note_made(self, report: Report) -> None:
        """Note the readings that a record was made with.

        A record that a kill keeps from being written is made again, since its page is not done.
        """
        if any(file.digest for file in report.attachments):
            self._kept.note_made([(report.id, readings_of_record(report.attachments, self._kept))])

    def close(self) -> None:
        """End the process, and what it reads."""
        self._closed = True
        self._pool.close()
        self._kept.close()

    def stop(self) -> None:
        """End the present reading without waiting for its process; readings that wait are left. Called on a signal."""
        self._closed = True
        Thread(target=self._pool.close, daemon=True).start()

    async def _read(self, body: bytes | Path, name: str, limits: ReadingLimits) -> Contents:
        arguments = (body, name, limits.pages, limits.cheap)
        try:
            found: Contents = await self._pool.run(
                read_within, *arguments, limits=Limits(limits.seconds, limits.memory)
            )
        except asyncio.CancelledError as error:
            if not self._closed:
                raise
            raise RunEndingError(name) from error
        except JobFailedError as error:
            if self._closed:
                raise RunEndingError(name) from error
            logger.warning("%s could not be read to its end: %s", name, error)
            return failed(error)
        except RuntimeError as error:  # the pool was closed
            raise RunEndingError(name) from error
        return found

    def _counted(self, taken: Taken) -> Contents | None:
        counters = self._counters
        if taken.left is not None:
            counters.left[taken.left] += 1
        elif taken.read:
            counters.read += 1
        else:
            counters.known += 1
        if taken.contents is not None:
            counters.faults.update(fault.cause for _, fault in taken.contents.faults)
        return taken.contents


def crawl_limits(settings: BaseSettings) -> ReadingLimits | None:
    """The limits of a reading in a crawl; None if nothing is read (READ_FILES)."""
    if not settings.getbool("READ_FILES"):
        return None
    memory = settings.getint("FILE_MEMORY_MB") << 20
    return ReadingLimits(settings.getfloat("FILE_SECONDS"), memory, settings.getint("FILE_PAGES"), cheap=True)


def archive_limits(settings: BaseSettings, *, in_store: bool) -> ReadingLimits | None:
    """The limits where an archive is read again; nothing but the command itself reads what an archive of no store left.

    None if nothing is read.
    """
    limits = crawl_limits(settings)
    return limits if in_store or limits is None else FULL
