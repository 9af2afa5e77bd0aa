"""Replaces `scrapy genspider`, which does not fit this project."""

from __future__ import annotations

from scrapy.commands import ScrapyCommand

from gaispider.commands.replaced import Replaced


class Command(Replaced, ScrapyCommand):
    """Says what to use instead; exit 2."""

    short = "a site is an entry in data/sites"
    instead = (
        "sites are not spiders of their own here: a new one is an entry of ten lines in data/sites/<province>.toml, as "
        "data/sites/README.md says (`scrapy sites` checks it, `scrapy crawl KEY` crawls it); a new system of sites is "
        "a module in spiders/"
    )
