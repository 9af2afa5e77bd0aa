"""Replaces `scrapy bench`, which does not fit this project."""

from __future__ import annotations

from scrapy.commands import ScrapyCommand

from gaispider.commands.replaced import Replaced


class Command(Replaced, ScrapyCommand):
    """Says what to use instead; exit 2."""

    short = "make bench measures reading and crawling"
    instead = "`make bench` measures how fast and how rightly pages are read, and what a crawl costs"
