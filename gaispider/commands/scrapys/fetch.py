"""`scrapy fetch`: Scrapy's own command without its 85 lines of startup log."""

from __future__ import annotations

import argparse

from scrapy.commands import fetch

from gaispider.crawl.run.terminal.startup_log import keep_startup_quiet


class Command(fetch.Command):
    """Scrapy's `fetch` and its options."""

    def short_desc(self) -> str:
        return "Fetch a URL under the rules of a crawl and print its bytes; nothing is kept"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        keep_startup_quiet(self.settings)
