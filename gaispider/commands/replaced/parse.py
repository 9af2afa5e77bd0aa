"""Replaces `scrapy parse`, which does not fit this project: says what to use instead."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

_INSTEAD = (
    "`scrapy extract URL` fetches one page under the rules of a crawl and prints its records; for a page on disk, "
    "`scrapy extract FILE --url URL`"
)


class Command(ScrapyCommand):
    """Says what to use instead; exit 2."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def short_desc(self) -> str:
        return "Not used here: scrapy extract URL shows what a page gives"

    def long_desc(self) -> str:
        return _INSTEAD

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        raise UsageError(_INSTEAD, print_help=False)
