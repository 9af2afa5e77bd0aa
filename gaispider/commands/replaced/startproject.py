"""Replaces `scrapy startproject`, which does not fit this project."""

from __future__ import annotations

from scrapy.commands import ScrapyCommand

from gaispider.commands.replaced import Replaced


class Command(Replaced, ScrapyCommand):
    """Says what to use instead; exit 2."""

    short = "this is a project"
    instead = (
        "this is a project already; -s STORE_DIR=DIR and -s SITES_DIR=DIR (or GAISPIDER_STORE_DIR and "
        "GAISPIDER_SITES_DIR) name another store and another registry"
    )
