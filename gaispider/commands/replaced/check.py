"""Replaces `scrapy check`, which does not fit this project: says what to use instead."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

_INSTEAD = (
    "spiders have no contracts here: `scrapy sites` checks the registry, `make test` the code, and "
    "`scrapy evaluate DIR` the reading against labelled pages"
)


class Command(ScrapyCommand):
    """Says what to use instead; exit 2."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def short_desc(self) -> str:
        return "Not used here: scrapy sites checks the registry"

    def long_desc(self) -> str:
        return _INSTEAD

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        raise UsageError(_INSTEAD, print_help=False)
