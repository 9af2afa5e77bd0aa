"""`scrapy extract` over archives: prints their records, or compares them with those on file."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from gaispider.crawl.files.run_readings import archive_limits
from gaispider.crawl.run.outcome import LOCKED
from gaispider.file_readings.reader_version import is_installed
from gaispider.files import told
from gaispider.maintenance.reread import Archive, site_key_of
from gaispider.maintenance.reread_all import ArchiveReaders, Task
from gaispider.maintenance.reread_sites import Compared, Wish, compared, read_alone
from gaispider.maintenance.seen import seen_in_archive, unknown_site
from gaispider.operate.step_progress import StepProgress
from gaispider.paths import pip_line
from gaispider.sites.model import Site
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from gaispider.crawl.run.lock import LockHeldError


def sites_of_store(root: Path, keys: list[str], sites: dict[str, Site]) -> list[str]:
    """The named sites, or all of a store; those without an entry are told and left out."""
    found = keys or sorted(path.parent.name for path in root.glob("*/archive"))
    for key in found:
        if key not in sites:
            sys.stderr.write(f"{key}: left out, since the registry has no usable entry of it\n")
    return [key for key in found if key in sites]


def archives_of(root: Path, keys: list[str]) -> list[Path]:
    """The archives of sites, by site and run."""
    return [path for key in keys for path in sorted((root / key / "archive").glob("*.warc.gz"))]


def known_archives(paths: list[Path], opts: Namespace, sites: dict[str, Site], settings: BaseSettings) -> list[Archive]:
    """The archives, each with the site that wrote it or is named. Raises UsageError."""
    keys = [path.parent.parent.name if opts.store else opts.site for path in paths]
    archives = [_known(path, key, sites, settings) for path, key in zip(paths, keys, strict=True)]
    for archive in archives:
        if archive.site is None:
            sys.stderr.write(unknown_site(archive.path) + "\n")
        if (opts.diff or opts.write) and archive.origin != "live":
            raise UsageError(f"{archive.path}: --diff and --write need an archive in a site's folder", print_help=False)
    if any(archive.limits for archive in archives) and not is_installed():
        sys.stderr.write(f"files are not read: the extra 'documents' is missing: {pip_line('documents')}\n")
    return archives


def _known(path: Path, named: str | None, sites: dict[str, Site], settings: BaseSettings) -> Archive:
    key = named or site_key_of(path)
    in_store = path.parent.name == "archive" and key is not None
    families, limits = settings.getlist("SPIDER_MODULES"), archive_limits(settings, in_store=in_store)
    return Archive(path, sites.get(key or ""), "live" if in_store else "file", families, limits)


class ArchiveInputs:
    """Reads the archives of one command. `exitcode`: 0, 1 error, 75 a crawl holds a site, 128+n ended by a signal."""

    def __init__(self, opts: Namespace, fence: str) -> None:
        self._opts = opts
        self._wish = Wish(opts.diff, opts.write, opts.all, fence)
        self._failed = self._locked = False
        self._signal = 0

    @property
    def exitcode(self) -> int:
        if self._signal:
            return 128 + self._signal
        return 1 if self._failed else LOCKED if self._locked else 0

    def read(self, archives: list[Archive]) -> None:
        """Print the records of archives, or compare them. Raises UsageError."""
        try:
            self._read(archives)
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            self._failed = True
            sys.stderr.write(f"{told(error)}; what was written before is kept, and the same command goes on\n")

    def _read(self, archives: list[Archive]) -> None:
        with ArchiveReaders(self._opts.jobs if archives else 1) as readers, StepProgress() as tell:

            def progress(task: Task, done: int, total: int) -> None:
                tell(f"{task.archive.path.name}: pages", done, total)

            if not (self._wish.diff or self._wish.write):
                for read in read_alone(archives, readers, progress, _damaged):
                    lines = [line for _, made in read.pages for line in made]
                    sys.stdout.buffer.writelines(line + b"\n" for line in lines)
                    sys.stdout.flush()
                    self._judge(read.task.archive, read.problem, nothing=not lines)
                return
            if self._wish.write:
                self._note_signals()
            total = _Total()
            for one in compared(
                archives, self._wish, readers, progress, _damaged, self._held, lambda: bool(self._signal)
            ):
                sys.stdout.writelines(line + "\n" for line in one.changes)
                sys.stdout.flush()
                self._tell(one, total)
            total.tell()
        if self._signal:
            sys.stderr.write("ended by a signal; what was read is noted, and the same command goes on\n")

    def _tell(self, one: Compared, total: _Total) -> None:
        path, nothing = one.archive.path, not (one.same or one.changed or one.skipped)
        if self._opts.store:
            total.add(one)
        elif self._wish.write and not nothing:
            sys.stderr.write(f"{path.name}: {one.sentence}\n")
        if one.problem or not self._opts.store:
            self._judge(one.archive, one.problem, nothing=nothing)

    def _judge(self, archive: Archive, problem: str | None, *, nothing: bool) -> None:
        if nothing:
            sys.stderr.write(f"{archive.path}: {problem + '; ' if problem else ''}{seen_in_archive(archive)}\n")
        elif problem:
            sys.stderr.write(f"{problem}\n")
        # A night without news has an archive without records.
        self._failed = self._failed or bool(problem) or (nothing and archive.origin != "live")

    def _held(self, folder: Path, error: LockHeldError) -> None:
        self._locked = True
        sys.stderr.write(f"{folder.name}: {error}; the same command when it has ended\n")

    def _note_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._signal = number
        signal.signal(number, signal.SIG_DFL)


@dataclass(slots=True)
class _Total:
    """What came of a site's archives, told when they are all read."""

    folder: Path | None = None
    archives: int = 0
    read: int = 0
    skipped: int = 0
    changed: int = 0
    same: int = 0

    def add(self, one: Compared) -> None:
        folder = one.archive.path.parent.parent
        if folder != self.folder:
            self.tell()
            self.folder, self.archives, self.read, self.skipped, self.changed, self.same = folder, 0, 0, 0, 0, 0
        self.archives += 1
        self.read, self.skipped = self.read + one.read, self.skipped + one.skipped
        self.changed, self.same = self.changed + one.changed, self.same + one.same

    def tell(self) -> None:
        if self.folder is None:
            return
        skipped = f", {self.skipped} not again: this reader has read them" if self.skipped else ""
        sys.stderr.write(
            f"{self.folder.name}: {counted(self.archives, 'archive')}: {counted(self.read, 'page')} read{skipped}; "
            f"{counted(self.changed, 'changed record')}, {self.same} the same as on file\n"
        )


def _damaged(path: Path, number: int, error: str) -> None:
    sys.stderr.write(f"{path.name}, line {number} is no record: {error}\n")
