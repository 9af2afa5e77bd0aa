"""Replaces `scrapy parse`, which does not fit this project."""

from __future__ import annotations

from scrapy.commands import ScrapyCommand

from gaispider.commands.replaced import Replaced


class Command(Replaced, ScrapyCommand):
    """Says what to use instead; exit 2."""

    short = "scrapy extract URL shows what a page gives"
    instead = (
        "`scrapy extract URL` fetches one page under the rules of a crawl and prints its records; for a page on disk, "
        "`scrapy extract FILE --url URL`"
    )
