"""The run that a component belongs to."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from gaispider.crawl.run.run import Run


def current_run(crawler: Crawler) -> Run:
    """The run of a crawler. Raises NotConfigured where there is none (shell, fetch, a single page looked at)."""
    run = crawler.get_extension(Run)
    if run is None:
        raise NotConfigured
    return run
