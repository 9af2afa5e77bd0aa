"""`scrapy fetch`: Scrapy's own command without its 85 lines of startup log."""

from __future__ import annotations

import argparse

from scrapy.commands import fetch

from gaispider.commands.scrapys.help_text import examples
from gaispider.crawl.run.terminal.startup_log import keep_startup_quiet


class Command(fetch.Command):
    """Scrapy's `fetch` and its options."""

    def short_desc(self) -> str:
        return "Fetch a URL under the rules of a crawl and print its bytes; nothing is kept"

    def long_desc(self) -> str:
        return (
            "Ask for one page as a crawl does (robots.txt, pace), and print its bytes, or with --headers what came "
            "with them. Nothing is kept."
            + examples(
                "scrapy fetch http://www.panshi.gov.cn/ > page.html",
                "scrapy fetch --headers http://www.panshi.gov.cn/",
            )
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        keep_startup_quiet(self.settings)
