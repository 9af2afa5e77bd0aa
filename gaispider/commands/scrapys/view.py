"""`scrapy view`: Scrapy's own command without its 85 lines of startup log."""

from __future__ import annotations

import argparse

from scrapy.commands import view

from gaispider.commands.scrapys.help_text import examples
from gaispider.crawl.run.terminal.startup_log import keep_startup_quiet


class Command(view.Command):
    """Scrapy's `view` and its options."""

    def short_desc(self) -> str:
        return "Open a URL in a browser as a crawl receives it; nothing is kept"

    def long_desc(self) -> str:
        return (
            "Ask for a page as a crawl does, and open in the browser of this machine what came, before any script of "
            "it ran."
            + examples(
                "scrapy view http://www.panshi.gov.cn/",
            )
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        keep_startup_quiet(self.settings)
