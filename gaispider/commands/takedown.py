"""`scrapy takedown SITE URL --reason TEXT`: removes a page from a site's folder for good."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import registry_of, site_of
from gaispider.commands.scrapys.help_text import examples
from gaispider.sites.canonical import canonical_url
from gaispider.text.counted import counted


class Command(ScrapyCommand):
    """Exit 0 if the page was removed, 1 if the disk failed, 2 usage, 75 if another run holds the site's lock."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "--reason TEXT SITE URL"

    def short_desc(self) -> str:
        return "Remove a page from archive, records and state, and never fetch it again"

    def long_desc(self) -> str:
        return (
            "Remove a page, and the files that only it offers, from the site's archives, records and state. A line in "
            "data/store/SITE/tombstones.jsonl stays, with address, ids, date, reason and digests but no content; while "
            "it is there, no crawl asks for the page. Titles in listings, backups and datasets made before are not "
            "touched. What was cut off is finished by giving the command again."
            + examples(
                'scrapy takedown --reason "asked for by the office" panshi http://www.panshi.gov.cn/a/t1.html',
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--reason", help="why, for those who read the tombstone later (required)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.crawl.left_archives import require_all
        from gaispider.crawl.run.lock import LockHeldError, SiteLock
        from gaispider.crawl.run.outcome import LOCKED
        from gaispider.crawl.store import SiteStore, StoreError
        from gaispider.files import told
        from gaispider.maintenance.takedown import take_down

        if len(args) != 2:
            raise UsageError("name the site and the page's address; see scrapy takedown --help", print_help=False)
        key, url = args
        if not (opts.reason or "").strip():
            raise UsageError('--reason "…" is missing: say why the page is taken down', print_help=False)
        if self.settings is None:
            raise UsageError("scrapy takedown needs the project's settings")
        hint = f"there is no site {key!r} in the registry; `scrapy list` prints them"
        # A takedown must also work for a site whose family is unknown to this installation.
        site = site_of(registry_of(self.settings, to_crawl=False), key, hint)
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url} is no address of a page", print_help=False)
        store = SiteStore(Path(self.settings["STORE_DIR"]), key)
        try:
            store.make()
            with SiteLock(store.lock):
                require_all(store)
                removed = take_down(store, site, url, opts.reason.strip(), self.settings["STATE_JOURNAL"])
        except LockHeldError as error:
            sys.stderr.write(f"scrapy takedown: {error}\n")
            self.exitcode = LOCKED
            return
        except sqlite3.Error as error:
            sys.stderr.write(
                f"scrapy takedown: {store.state}: {error}; nothing was removed. `scrapy crawl {key}` mends it\n"
            )
            self.exitcode = 1
            return
        except (OSError, ValueError, StoreError) as error:
            sys.stderr.write(f"scrapy takedown: {told(error)}\n")
            self.exitcode = 1
            return
        for name in removed.torn:
            sys.stderr.write(f"{name}: its torn end, which nothing can read, was cut off\n")
        sys.stdout.write(
            f"{canonical_url(url, site)}: {counted(len(removed.ids), 'record')} ({counted(removed.lines, 'line')}) and "
            f"{counted(removed.archived, 'archive record')} removed, {counted(removed.files, 'file')} rewritten; "
            f"{store.folder}/tombstones.jsonl keeps it out\n"
        )
