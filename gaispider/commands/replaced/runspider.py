"""Replaces `scrapy runspider`, which does not fit this project: says what to use instead."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

_INSTEAD = (
    "spiders are families of the registry here, and crawl nothing alone: `scrapy crawl KEY` crawls a site, "
    "`scrapy sites` lists them all"
)


class Command(ScrapyCommand):
    """Says what to use instead; exit 2."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def short_desc(self) -> str:
        return "Not used here: scrapy crawl SITE crawls a site of the registry"

    def long_desc(self) -> str:
        return _INSTEAD

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        raise UsageError(_INSTEAD, print_help=False)
