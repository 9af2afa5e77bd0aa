"""Replaces `scrapy genspider`, which does not fit this project: says what to use instead."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

_INSTEAD = (
    "sites are not spiders of their own here: a new one is an entry of ten lines in data/sites/<province>.toml, as "
    "data/sites/README.md says (`scrapy sites` checks it, `scrapy crawl KEY` crawls it); a new system of sites is a "
    "module in spiders/"
)


class Command(ScrapyCommand):
    """Says what to use instead; exit 2."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def short_desc(self) -> str:
        return "Not used here: a site is an entry in data/sites"

    def long_desc(self) -> str:
        return _INSTEAD

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        raise UsageError(_INSTEAD, print_help=False)
