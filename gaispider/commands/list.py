"""`scrapy list`: the keys of all sites that can be crawled."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand

from gaispider.commands import quiet_on_broken_pipe, registry_of
from gaispider.commands.scrapys.help_text import examples


class Command(ScrapyCommand):
    """Prints one key a line. Faults of the registry go to stderr, and make the exit code 2."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def short_desc(self) -> str:
        return "List the sites that can be crawled, by key"

    def long_desc(self) -> str:
        return (
            "One key a line, in the order of the alphabet; `scrapy sites` says more of each. Exit code 2 if an "
            "entry is wrong; it is named on stderr."
            + examples(
                "scrapy list",
                "scrapy list | grep panshi",
            )
        )

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        registry = registry_of(self.settings)
        sys.stdout.write("".join(f"{key}\n" for key in sorted(registry.sites)))
        for fault in registry.faults:
            sys.stderr.write(f"{fault.sentence}\n")
            self.exitcode = 2
