"""`scrapy import FILE… --site KEY`: takes what a browser saved of a person's visit into the archive of a site."""  # noqa: N999 - the command's name

from __future__ import annotations

import argparse
import getpass
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from gaispider.commands import files_named, project_settings, quiet_on_broken_pipe, registry_of, site_of
from gaispider.commands.scrapys.help_text import examples
from gaispider.crawl.run.outcome import LOCKED

if TYPE_CHECKING:
    from gaispider.importing.visit import Given, Trouble, Visit
    from gaispider.maintenance.visits.taking import Taking
    from gaispider.sites.model import Site

_ERROR = 1


class Command(ScrapyCommand):
    """Exit 0 if every file was read, 1 if one could not be or the disk failed, 2 usage, 75 if a run holds the site."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] --site KEY FILE|FOLDER ..."

    def short_desc(self) -> str:
        return "Take what a browser saved of your visit to a site into its archive, and read it"

    def long_desc(self) -> str:
        return (
            "For a site that lets people in and crawlers not. Takes WACZ and WARC (ArchiveWeb.page, Webrecorder, "
            "browsertrix, wget), web archives of browsers (.mhtml, .mht), saved pages with or without their folder, "
            "files of reports, and folders of all these. Pages and files of the site are archived with the day of the "
            "visit, who imported them, and how their address is known; reports become records, as after a crawl. "
            "Listings are read for what they name: what is not among the import is listed. Pages of other hosts are "
            "refused by name. The same file twice adds nothing. How to save a visit: docs/import.md. Exit codes: 0 "
            "read; 1 a file could not be read, or could not be placed; 2 usage; 75 a run holds the site."
            + examples(
                "scrapy import visit.wacz --site panshi",
                "scrapy import page.html --site panshi --url http://www.panshi.gov.cn/a/t1.html",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", metavar="KEY", help="the registry entry that the pages belong to (required)")
        parser.add_argument("--by", metavar="NAME", help="who visited the site (default: the user's name here)")
        parser.add_argument("--note", metavar="TEXT", default="", help="what others should know of the visit")
        parser.add_argument(
            "--on", metavar="DATE", help="the day of the visit, for files that do not say it (default: their own time)"
        )
        parser.add_argument("--url", help="the address that a saved page or file came from, where it does not say it")
        parser.add_argument(
            "--addresses", metavar="TABLE", help="a table of such: name of the file, tab, address; a line each"
        )

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.maintenance.visits.told import lines_of

        settings = project_settings(self.settings)
        paths = self._paths(args, opts)
        registry = registry_of(settings)
        site = site_of(registry, opts.site, f"--site {opts.site}: no such entry; `scrapy sites` lists them")
        given = _given(opts)
        taking = self._take(paths, site, given, opts, settings)
        if taking is None:
            return
        for line in lines_of(taking.result, site, paths):
            sys.stdout.write(line + "\n")
        for trouble in taking.result.troubles:
            sys.stderr.write(f"warning: {trouble.sentence}\n")
        faulty = any(trouble.fault for trouble in taking.result.troubles) or taking.result.plan.nameless
        self.exitcode = _ERROR if faulty else 0

    def _paths(self, args: list[str], opts: argparse.Namespace) -> list[Path]:
        if not args or not opts.site:
            raise UsageError("name the files and the site: scrapy import FILE… --site KEY", print_help=False)
        paths = files_named(args, or_folders=True)
        if opts.url and (len(paths) > 1 or paths[0].is_dir()):
            raise UsageError("--url goes with one file; for several: --addresses TABLE", print_help=False)
        if opts.url and not opts.url.startswith(("http://", "https://")):
            raise UsageError(f"--url {opts.url}: no address of a page", print_help=False)
        return paths

    def _take(
        self, paths: list[Path], site: Site, given: Given, opts: argparse.Namespace, settings: BaseSettings
    ) -> Taking | None:
        from gaispider.crawl.files.run_readings import archive_limits
        from gaispider.crawl.left_archives import require_all
        from gaispider.crawl.run.lock import LockHeldError, SiteLock
        from gaispider.crawl.store import SiteStore, StoreError
        from gaispider.files import told
        from gaispider.maintenance.visits.taking import ImportAsked, Taking
        from gaispider.operate.step_progress import StepProgress

        store = SiteStore(Path(settings["STORE_DIR"]), site.key)
        by = opts.by or _user()
        asked = ImportAsked(
            [path.name for path in paths],
            by,
            opts.note,
            settings.getlist("SPIDER_MODULES"),
            archive_limits(settings, in_store=True),
            settings["STATE_JOURNAL"],
            _warcinfo(site, by, opts.note),
        )
        try:
            store.make()
            with SiteLock(store.lock) as lock, StepProgress() as tell:
                require_all(store)
                taking = Taking(store, site, asked, partial(_visits, paths, given), tell)
                lock.name_run(taking.run)
                taking.take()
                return taking
        except LockHeldError as error:
            sys.stderr.write(f"scrapy import: {error}; nothing was taken\n")
            self.exitcode = LOCKED
        except sqlite3.Error as error:
            sys.stderr.write(f"scrapy import: {store.state}: {error}; `scrapy crawl {site.key}` mends it\n")
            self.exitcode = _ERROR
        except (OSError, ValueError, StoreError) as error:
            sys.stderr.write(f"scrapy import: {told(error)}; the same command goes on\n")
            self.exitcode = _ERROR
        return None


def _visits(paths: list[Path], given: Given) -> Iterator[Visit | Trouble]:
    from gaispider.importing.read_visits import read_visits

    for path in paths:
        yield from read_visits(path, given)


def _given(opts: argparse.Namespace) -> Given:
    """What the person says of the files. Raises UsageError."""
    from gaispider.importing.visit import Given

    return Given(opts.url, _day(opts.on) if opts.on else None, _addresses(opts.addresses) if opts.addresses else {})


def _day(text: str) -> datetime:
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--on {text}: write a day such as 2026-11-30", print_help=False) from None
    # A person's day is one of the clock on the wall.
    return day.astimezone(UTC)


def _addresses(name: str) -> dict[str, str]:
    try:
        lines = Path(name).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--addresses {name}: {error}", print_help=False) from None
    found = {}
    for number, line in enumerate(lines, start=1):
        file, tab, url = (part.strip() for part in line.partition("\t"))
        if not line.strip() or line.startswith("#"):
            continue
        if not tab or not url.startswith(("http://", "https://")):
            raise UsageError(f"{name}, line {number}: write the file's name, a tab and its address", print_help=False)
        found[file] = url
    return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _warcinfo(site: Site, by: str, note: str) -> dict[str, str]:
    from gaispider.crawl.run.summary import versions

    return {
        "software": ", ".join(f"{name}/{number}" for name, number in versions().items()),
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": site.key,
        "description": f"{site.name}, import of a visit{': ' if note else ''}{' '.join(note.split())}",
        "operator": " ".join(by.split()),
    }
