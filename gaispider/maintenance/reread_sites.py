"""Re-reads the archives of a store, and compares what they give with the records on file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from gaispider.crawl.fence import Fence
from gaispider.crawl.run.lock import LockHeldError, SiteLock
from gaispider.file_readings.kept_readings import KeptReadings
from gaispider.items import Report
from gaispider.maintenance.known_readings import ArchiveReading, KnownReadings, PageReading
from gaispider.maintenance.reading_key import reading_key
from gaispider.maintenance.record_diff import changes
from gaispider.maintenance.records_on_disk import RecordsOnDisk
from gaispider.maintenance.reread import Archive
from gaispider.maintenance.reread_all import ArchiveReaders, ReadArchive, Task, pages_of
from gaispider.records.fold import Damaged, captured
from gaispider.schema import decode
from gaispider.text.counted import counted


@dataclass(frozen=True, slots=True)
class Wish:
    """What is done with the records: `diff` tells what changed, `write` puts it beside the old lines.

    `anew`: pages are read even if this reader has read them. `fence`: the setting FENCE.
    """

    diff: bool
    write: bool
    anew: bool = False
    fence: str = ""


@dataclass(slots=True)
class Compared:
    """What came of one archive. `changes`: a line for each changed value; `read` and `skipped`: pages; `same`: records.

    `written` is the new file, with `changed` records. `problem` says why the archive could not be read whole.
    """

    archive: Archive
    changes: list[str]
    read: int = 0
    skipped: int = 0
    same: int = 0
    changed: int = 0
    written: Path | None = None
    problem: str | None = None

    @property
    def sentence(self) -> str:
        """What was written, and how much was read for it."""
        written = (
            f"{counted(self.changed, 'record')} written to {self.written}" if self.written else "no records written"
        )
        skipped = f", {self.skipped} not again: this reader has read them" if self.skipped else ""
        return f"{written}, {self.same} the same as on file; {counted(self.read, 'page')} read{skipped}"


class _SiteArchives:
    """The archives of one site: its lock is held from the first to the last of them if anything is to be written."""

    def __init__(self, folder: Path, wish: Wish, damaged: Damaged) -> None:
        self._wish = wish
        self._stack = ExitStack()
        if wish.write:
            self._stack.enter_context(SiteLock(folder / "lock"))
        self._fence = Fence(folder, wish.fence)
        self._on_disk = RecordsOnDisk(folder / "records", damaged)
        self._cited = self._on_disk.cited()
        self._kept = self._stack.enter_context(KeptReadings(folder, read_only=True))
        self._known = KnownReadings(folder)
        self._keys: dict[Path, str] = {}
        self._skipped: dict[Path, list[PageReading]] = {}

    def task(self, archive: Archive) -> Task:
        """What of an archive is to be read. Raises OSError, UsageError, ValueError."""
        name = archive.path.name
        own, unplaced = self._cited.get(name, set()), self._cited.get(None, set())
        recorded = frozenset(own | unplaced)
        key = self._keys[archive.path] = reading_key(archive, unplaced)
        before = None if self._wish.anew else self._known.of(name, key, own)
        if before is None:
            return Task(archive, recorded)
        self._skipped[archive.path] = [page for page in before.pages if self._stands(page)]
        standing = {page.offset for page in self._skipped[archive.path]}
        offsets = sorted({*before.again, *(page.offset for page in before.pages)} - standing)
        return Task(archive, recorded, tuple(offsets))

    def take(self, read: ReadArchive) -> Compared:
        """Compare what was read. Raises OSError, InvalidRecordError."""
        archive, skipped = read.task.archive, self._skipped.pop(read.task.archive.path, [])
        # What an archive before this one gave may stand there instead of the line of the note.
        fallen = [page.offset for page in skipped if not self._stands(page)]
        skipped = [page for page in skipped if page.offset not in fallen]
        raw = sorted([*read.pages, *pages_of(archive, fallen)])
        pages = [(offset, [decode(line) for line in lines]) for offset, lines in raw]
        reports = [report for _, made in pages for report in made]
        result = Compared(archive, [], len(pages), len(skipped), problem=read.problem)
        if self._wish.diff:
            result.changes = list(changes(reports, self._on_disk.newest({report.id for report in reports})))
        new = self._on_disk.changed(reports)
        result.changed = len(new)
        result.same = len(reports) - len(new) + sum(len(page.lines) for page in skipped)
        if self._wish.write:
            self._fence.check()
            if new:
                result.written = self._on_disk.write(new, archive.path)
            if read.problem is None:
                self._note(read.task, skipped, pages)
        return result

    def close(self) -> None:
        """Note what was read, and let go of the site. Raises OSError."""
        with self._stack:
            if self._wish.write:
                self._fence.check()
                self._known.write()

    def _note(self, task: Task, skipped: list[PageReading], pages: list[tuple[int, list[Report]]]) -> None:
        archive, noted, again = task.archive, list(skipped), []
        answers = {*task.recorded, *(page.capture for page in skipped)}
        for offset, made in pages:
            answers |= {report.capture.record_id or "" for report in made if report.capture}
            page = self._page(offset, made, reads=archive.limits is not None)
            again += [offset] if page is None else []
            noted += [page] if page is not None else []
        noted.sort(key=lambda page: page.offset)
        self._known.note(archive.path.name, ArchiveReading(self._keys[archive.path], noted, again, sorted(answers)))

    def _page(self, offset: int, made: list[Report], *, reads: bool) -> PageReading | None:
        """The note of a page; None if its reading hangs on what is not on file, such as a file that is not kept."""
        if not made:
            return PageReading(offset, "", ("", ""), {}, {})
        capture, moment = made[0].capture, captured(made[0])
        if capture is None or capture.record_id is None:
            return None
        lines = {report.id: self._on_disk.standing(report.id, capture.record_id, moment) or "" for report in made}
        digests = {file.digest for report in made for file in report.attachments if file.digest}
        files = {digest: self._version(digest) for digest in sorted(digests)}
        if not all(lines.values()) or (reads and not all(files.values())):
            return None
        return PageReading(offset, capture.record_id, moment, lines, files)

    def _stands(self, page: PageReading) -> bool:
        """Whether the lines on file and the readings of the files are still those of the note."""
        lines = all(self._on_disk.standing(key, page.capture, page.captured) == one for key, one in page.lines.items())
        return lines and all(self._version(digest) == version for digest, version in page.files.items())

    def _version(self, digest: str) -> str:
        known = self._kept.version(digest)
        return known[1] if known is not None else ""


def compared(
    archives: Iterable[Archive],
    wish: Wish,
    readers: ArchiveReaders,
    progress: Callable[[Task, int, int], None],
    damaged: Damaged,
    held: Callable[[Path, LockHeldError], None],
    interrupted: Callable[[], bool] = lambda: False,
) -> Iterator[Compared]:
    """What came of archives of a store, in their order; those of a site follow each other.

    `held` is told of each site's folder that another run holds: its archives are left out. No site begins after
    `interrupted`. Raises OSError, InvalidRecordError, UsageError, ValueError.
    """
    sites: deque[tuple[Path, _SiteArchives]] = deque()

    def tasks() -> Iterator[Task]:
        for folder, group in groupby(archives, key=lambda archive: archive.path.parent.parent):
            if interrupted():
                return
            try:
                site = _SiteArchives(folder, wish, damaged)
            except LockHeldError as error:
                held(folder, error)
                continue
            sites.append((folder, site))
            for archive in group:
                if interrupted():
                    return
                yield site.task(archive)

    try:
        for read in readers.read(tasks(), progress):
            while sites[0][0] != read.task.archive.path.parent.parent:
                sites.popleft()[1].close()
            yield sites[0][1].take(read)
    finally:
        for _, site in sites:
            site.close()


def read_alone(
    archives: Iterable[Archive], readers: ArchiveReaders, progress: Callable[[Task, int, int], None], damaged: Damaged
) -> Iterator[ReadArchive]:
    """What archives give, in their order, compared with nothing. Raises OSError, InvalidRecordError."""

    def tasks() -> Iterator[Task]:
        for folder, group in groupby(archives, key=lambda archive: archive.path.parent.parent):
            cited: dict[str | None, set[str]] | None = None
            for archive in group:
                if archive.origin == "live":
                    cited = RecordsOnDisk(folder / "records", damaged).cited() if cited is None else cited
                    recorded = cited.get(archive.path.name, set()) | cited.get(None, set())
                    yield Task(archive, frozenset(recorded))
                else:
                    yield Task(archive)

    return readers.read(tasks(), progress)
