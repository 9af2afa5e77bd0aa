"""`scrapy shell`: Scrapy's own command without its 85 lines of startup log."""

from __future__ import annotations

import argparse

from scrapy.commands import shell

from gaispider.commands.scrapys.help_text import examples
from gaispider.crawl.run.terminal.startup_log import keep_startup_quiet


class Command(shell.Command):
    """Scrapy's `shell` and its options."""

    def short_desc(self) -> str:
        return "Try selectors on a page or a file (scrapy shell ./page.html); nothing is kept"

    def long_desc(self) -> str:
        return (
            "Open a page or a file as `response`, to try selectors on it: response.css('#zoom'), response."
            "xpath('//h1'). A URL is asked for as a crawl does. Ctrl-D ends it."
            + examples(
                "scrapy shell ./page.html",
                "scrapy shell http://www.panshi.gov.cn/",
            )
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        keep_startup_quiet(self.settings)
