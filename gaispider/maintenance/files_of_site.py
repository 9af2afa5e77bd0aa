"""Reads the files of one site that the present version has not read, and makes the records of their pages anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from gaispider.archive.reader import TornArchiveError, heads
from gaispider.crawl.files.attachment_archive import ArchivedFiles
from gaispider.crawl.files.attachment_records import identify_file
from gaispider.crawl.store import SiteStore
from gaispider.documents.contents import Contents, kind_of
from gaispider.file_readings.kept_readings import Kept, KeptReadings
from gaispider.file_readings.reading_choice import FULL, ReadingLimits, kept_form
from gaispider.items import Attachment
from gaispider.maintenance.file_jobs import FileJobs
from gaispider.maintenance.remade_records import RemadeRecords
from gaispider.maintenance.reread import Archive, reread
from gaispider.maintenance.unread_files import PageToRead, needs_remaking, not_kept
from gaispider.sites.model import Site


@dataclass(slots=True)
class SiteReading:
    """The result: files read, causes of failure, what is missing for others, records written.

    `same` counts records that did not change; `lost` are sentences on answers that the archive no longer has.
    """

    read: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    written: int = 0
    same: int = 0
    lost: list[str] = field(default_factory=list)


class FilesOfSite:
    """The caller holds the site's lock. `progress` is called with the files read and their total."""

    def __init__(
        self,
        store: SiteStore,
        site: Site,
        families: Sequence[str],
        journal: str,
        kept: KeptReadings,
        progress: Callable[[int, int], None],
        interrupted: Callable[[], bool],
        fence: str = "",
    ) -> None:
        self._store, self._site, self._families = store, site, families
        self._journal = journal
        self._progress, self._interrupted = progress, interrupted
        self._kept, self._fence = kept, fence
        self.result = SiteReading()
        self._total = 0

    def read(self, pages: list[PageToRead], jobs: int, limits: ReadingLimits = FULL) -> SiteReading:
        """Read what is unread and write the records. Raises OSError, sqlite3.Error."""
        self._total = len({file.digest for page in pages for file in page.unread})
        for page in pages:
            self.result.left.update(lacks for _, lacks in page.left)
        records = RemadeRecords(self._store, self._journal, self._kept, self._fence)
        reading = FileJobs(jobs, limits, self._keep, self._interrupted)
        try:
            for warc, of_archive in groupby(pages, key=lambda page: page.capture.warc or ""):
                if not self._interrupted():
                    self._archive(self._store.folder / warc, list(of_archive), reading, records)
        finally:
            reading.close()
            records.close()
            self.result.written, self.result.same = records.written, records.same
        return self.result

    def _archive(self, path: Path, pages: list[PageToRead], reading: FileJobs, records: RemadeRecords) -> None:
        places = _places(path, {page.capture.record_id or "" for page in pages})
        archived = ArchivedFiles(path, self._site, in_store=True, limits=None)
        archive = Archive(path, self._site, "live", self._families, None)
        waiting: list[PageToRead] = []
        for page in pages:
            if self._interrupted():
                break
            if (page.capture.record_id or "") not in places:
                self.result.lost.append(f"{page.records[0].url}: its answer is not in {path.name}")
                continue
            for file in page.unread:
                self._ask(file, archived, reading)
            waiting.append(page)
            waiting = self._make(waiting, places, archive, reading, records)
        reading.finish()
        self._make(waiting, places, archive, reading, records)
        records.checkpoint()

    def _ask(self, file: Attachment, archived: ArchivedFiles, reading: FileJobs) -> None:
        """Have a file read, or note that it is none."""
        found = archived.body(file)
        if found is None:
            self.result.lost.append(f"{file.url}: it is not in the archive")
            return
        declared, body = found
        identified = identify_file(body, declared, file.media_type)
        if identified.digest is None or identified.digest != file.digest:
            self.result.lost.append(f"{file.url}: the archive has another file there")
        elif identified.problem:
            self._kept.keep(identified.digest, kept_form(kind_of(body, ""), Contents()))
        else:
            reading.add(identified.digest, file.name or "", body)

    def _keep(self, digest: str, found: Kept) -> None:
        self._kept.keep(digest, found)
        self.result.read += 1
        self.result.faults.update(fault.cause for _, fault in found.contents.faults)
        self._progress(self.result.read, self._total)

    def _make(
        self,
        pages: list[PageToRead],
        places: dict[str, int],
        archive: Archive,
        reading: FileJobs,
        records: RemadeRecords,
    ) -> list[PageToRead]:
        """Make the records of the pages whose files are read; the other pages."""
        still = []
        for page in pages:
            if any(reading.is_waiting(file.digest or "") for file in page.unread):
                still.append(page)
            elif (url := not_kept(page, self._kept)) is not None:
                self.result.lost.append(f"{page.records[0].url}: its records stay as they are, since {url} is not read")
            elif needs_remaking(page, self._kept):
                try:
                    made = reread(archive, places[page.capture.record_id or ""])
                except (TornArchiveError, OSError) as error:
                    self.result.lost.append(f"{page.records[0].url}: {error}")
                    continue
                if {record.id for record in page.records} - {report.id for report in made}:
                    self.result.lost.append(f"{page.records[0].url}: its archived answer gives this record no more")
                records.take(made, page.records, archive.path)
        return still


def _places(path: Path, wanted: set[str]) -> dict[str, int]:
    """The offsets of answers in an archive by WARC-Record-ID, of those that are wanted and can be read."""
    found: dict[str, int] = {}
    try:
        for entry in heads(path):
            if entry.record_id in wanted:
                found[entry.record_id] = entry.offset
    except (TornArchiveError, OSError):
        pass  # what lies behind the tear is told as lost
    return found
