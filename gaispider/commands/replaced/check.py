"""Replaces `scrapy check`, which does not fit this project."""

from __future__ import annotations

from scrapy.commands import ScrapyCommand

from gaispider.commands.replaced import Replaced


class Command(Replaced, ScrapyCommand):
    """Says what to use instead; exit 2."""

    short = "scrapy sites checks the registry"
    instead = (
        "spiders have no contracts here: `scrapy sites` checks the registry, `make test` the code, and "
        "`scrapy evaluate DIR` the reading against labelled pages"
    )
