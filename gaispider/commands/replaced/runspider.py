"""Replaces `scrapy runspider`, which does not fit this project."""

from __future__ import annotations

from scrapy.commands import ScrapyCommand

from gaispider.commands.replaced import Replaced


class Command(Replaced, ScrapyCommand):
    """Says what to use instead; exit 2."""

    short = "scrapy crawl SITE crawls a site of the registry"
    instead = (
        "spiders are families of the registry here, and crawl nothing alone: `scrapy crawl KEY` crawls a site, "
        "`scrapy sites` lists them all"
    )
