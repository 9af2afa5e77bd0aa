"""`scrapy sites`: the registry, one line a site."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import ends_with_its_reader
from gaispider.sites.registry import RegistryError, load_sites


class Command(ScrapyCommand):
    """Prints key, family, region, last outcome and name of every entry; exit 2 if the registry is wrong."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] [WORD ...]"

    def short_desc(self) -> str:
        return "List the registry: key, family, region, last outcome, name"

    def long_desc(self) -> str:
        return (
            "List the sites of the registry, all or those whose key, name, family or region holds one of the WORDs. "
            "`-` stands for a site that was never crawled. To add a site, write ten lines of facts into "
            "data/sites/<province>.toml; `scrapy sites` then says what is missing or wrong."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @ends_with_its_reader
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.crawl.summary import last_outcome

        if self.settings is None:
            raise UsageError("scrapy sites needs the project's settings")
        try:
            sites = load_sites(Path(self.settings["SITES_DIR"]))
        except RegistryError as error:
            raise UsageError(str(error), print_help=False) from error
        store = Path(self.settings["STORE_DIR"])
        for site in sites.values():
            row = [site.key, site.family, site.region or "-", last_outcome(store, site.key) or "-", site.name]
            if args and not any(word in cell for word in args for cell in row):
                continue
            if opts.json:
                keys = ("key", "family", "region", "outcome", "name")
                sys.stdout.write(json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) + "\n")
            else:
                sys.stdout.write("{:<22} {:<12} {:<7} {:<15} {}\n".format(*row))
