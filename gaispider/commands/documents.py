"""`scrapy documents [SITE…]`: reads the archived files of reports that no present reader has read."""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from gaispider.commands import project_settings, quiet_on_broken_pipe, registry_of, require, site_of
from gaispider.commands.scrapys.help_text import examples
from gaispider.crawl.run.outcome import LOCKED
from gaispider.files import told
from gaispider.operate.step_progress import StepProgress
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from gaispider.crawl.store import SiteStore
    from gaispider.maintenance.files_of_site import SiteReading
    from gaispider.sites.model import Site

# Worst first.
_ERROR, _LEFT = 1, 3


class Command(ScrapyCommand):
    """Exit 0 if all is read, 3 if files are left, 1 error, 2 usage, 75 if a crawl holds a site, 128 + signal."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] [SITE ...]"

    def short_desc(self) -> str:
        return "Read the files of reports from the archive: PDF, Word, WPS, sheets, OFD"

    def long_desc(self) -> str:
        return (
            "Read the archived files of the named sites, or of all in the store, that the present version of the "
            "reading has not read: those that a crawl left (what only LibreOffice reads, what takes long), and all "
            "after an upgrade. Nothing is fetched. The records of their pages get a new version with the figures, "
            "beside those of their run (records/RUN.EXTRACTOR.jsonl). What was cut off goes on where it stopped when "
            "the command is given again. --list says which files are not read and why, and reads none. Exit codes: "
            "0 all is read, or cannot be read with a cause in its record; 3 files are left, and what is missing is "
            "named; 1 a site's folder or an archive is damaged; 2 usage; 75 the only trouble is that a crawl holds a "
            "site, or that the place where it is published (PUBLISH_TO) does not answer; "
            "128+n ended by a signal."
            + examples(
                "scrapy documents --list",
                "scrapy documents panshi --jobs 4",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes that read (default: cores)"
        )
        parser.add_argument(
            "--ocr", action="store_true", help="recognise pages that are pictures, too: some 5 s of a core a page"
        )
        parser.add_argument("--list", action="store_true", help="print site, page, file and reason; read nothing")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        settings = project_settings(self.settings)
        if opts.jobs < 1:
            raise UsageError("--jobs is at least 1", print_help=False)
        if not opts.list:
            require("documents", "pdfplumber", "docx", "python_calamine")
        if opts.ocr:
            require("ocr", "rapidocr", "onnxruntime", "cv2")
        sites = self._sites(args, settings)
        if not sites:
            sys.stderr.write(f"no site of the registry has records in {settings['STORE_DIR']}: scrapy crawl SITE\n")
        if opts.list:
            self.exitcode = max((_list(site, settings, ocr=opts.ocr) for site in sites), default=0)
            return
        from gaispider.commands.published.whole_sites import WholeSites

        signals = _Signals()
        whole = WholeSites("documents", settings)
        taken = whole.take(site.key for site in sites)
        codes = [_read(site, settings, opts, signals) for site in sites if site.key in taken and not signals.number]
        whole.publish()
        self.exitcode = next((code for code in (_ERROR, LOCKED, _LEFT) if code in (*codes, whole.code)), 0)
        if signals.number:
            sys.stderr.write("ended by a signal; what was read is kept, and the same command goes on\n")
            self.exitcode = 128 + signals.number

    def _sites(self, args: list[str], settings: BaseSettings) -> list[Site]:
        registry = registry_of(settings)
        hint = "there is no site {!r} in the registry; `scrapy list` prints them"
        if args:
            return [site_of(registry, key, hint.format(key)) for key in dict.fromkeys(args)]
        root = Path(settings["STORE_DIR"])
        return [site for key, site in registry.sites.items() if (root / key / "records").is_dir()]


class _Signals:
    """Notes the first SIGINT or SIGTERM; a second one ends the process at once."""

    def __init__(self) -> None:
        self.number = 0
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.number = number
        signal.signal(number, signal.SIG_DFL)


def _store(site: Site, settings: BaseSettings) -> SiteStore:
    from gaispider.crawl.store import SiteStore

    return SiteStore(Path(settings["STORE_DIR"]), site.key)


def _list(site: Site, settings: BaseSettings, *, ocr: bool) -> int:
    from gaispider.file_readings.kept_readings import KeptReadings
    from gaispider.maintenance.unread_files import pages_to_read, unread

    store = _store(site, settings)
    with KeptReadings(store.folder, read_only=True) as kept:
        found = list(unread(pages_to_read(store, kept, _damaged, ocr=ocr), kept))
    for one in found:
        sys.stdout.write(f"{site.key}\t{one.page}\t{one.file}\t{one.why}\n")
    sys.stdout.flush()
    cure = f": scrapy documents {site.key}" if found else ""
    sys.stderr.write(f"{site.key}: {counted(len(found), 'unread file')}{cure}\n")
    return _LEFT if found else 0


def _read(site: Site, settings: BaseSettings, opts: argparse.Namespace, signals: _Signals) -> int:
    from gaispider.crawl.run.lock import LockHeldError, SiteLock
    from gaispider.file_readings.kept_readings import KeptReadings
    from gaispider.file_readings.reading_choice import FULL, RECOGNISING
    from gaispider.maintenance.files_of_site import FilesOfSite
    from gaispider.maintenance.unread_files import pages_to_read

    store, journal = _store(site, settings), settings["STATE_JOURNAL"]
    if not store.records.is_dir():
        sys.stderr.write(f"{site.key}: nothing was crawled yet: scrapy crawl {site.key}\n")
        return 0
    try:
        with SiteLock(store.lock), KeptReadings(store.folder, journal) as kept, StepProgress() as tell:
            pages = pages_to_read(store, kept, _damaged, ocr=opts.ocr)
            progress = partial(tell, f"{site.key}: reading files")
            families = settings.getlist("SPIDER_MODULES")
            fence = settings.get("FENCE") or ""
            reading = FilesOfSite(store, site, families, journal, kept, progress, lambda: bool(signals.number), fence)
            result = reading.read(pages, opts.jobs, RECOGNISING if opts.ocr else FULL)
    except LockHeldError as error:
        sys.stderr.write(f"{site.key}: {error}; scrapy documents {site.key} when it has ended\n")
        return LOCKED
    except sqlite3.Error as error:
        sys.stderr.write(f"{site.key}: {store.state}: {error}; `scrapy crawl {site.key}` mends it\n")
        return _ERROR
    except OSError as error:
        sys.stderr.write(f"{site.key}: {told(error)}; what was read is kept, and the same command goes on\n")
        return _ERROR
    _tell(site.key, result)
    return _ERROR if result.lost else _LEFT if result.left else 0


def _tell(key: str, result: SiteReading) -> None:
    faults = f" (not readable: {_counted(result.faults)})" if result.faults else ""
    changed = f"{counted(result.written, 'record')} written, {result.same} the same as on file"
    sys.stderr.write(f"{key}: {counted(result.read, 'file')} read{faults}; {changed}\n")
    for lacks, count in result.left.most_common():
        sys.stderr.write(f"{key}: {counted(count, 'file')} left: {lacks}; then scrapy documents {key}\n")
    for sentence in result.lost[:10]:
        sys.stderr.write(f"{key}: {sentence}\n")
    if len(result.lost) > 10:
        sys.stderr.write(f"{key}: and {len(result.lost) - 10} more that the archive does not give\n")
    if result.written:
        sys.stderr.write(f"{key}: a release has them after scrapy dataset build\n")


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


def _damaged(path: Path, number: int, error: str) -> None:
    sys.stderr.write(f"{path.name}, line {number} is no record: {error}\n")
