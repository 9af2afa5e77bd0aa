"""The spider of third-party copies, whose URLs are given with the crawl."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import UsageError

from gaispider.sites.model import Site
from gaispider.spiders.base.site import SiteSpider


class CopySpider(SiteSpider):
    """Reads the pages in the argument `urls` and follows no links; only their hosts are requested.

    `urls` is a list of URLs separated by commas, or a file with one URL a line.
    """

    def __init__(self, urls: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = parse_urls(urls)
        hosts = dict.fromkeys(urlsplit(url).netloc.rpartition("@")[2].lower() for url in self.urls)
        self.site = replace(self.site, hosts=tuple(hosts), start=tuple(self.urls))

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Every page that was asked for is one."""
        return True

    def site_of_records(self) -> Site:
        # The registry entry, which has no hosts: so every record counts as a copy, whatever its host.
        return type(self).site

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield self.article_request(url, start=True)


def parse_urls(urls: str | None) -> list[str]:
    """The URLs in `urls`, or in the file it names (without blank lines and # lines). Raises UsageError."""
    if not urls or not urls.strip():
        raise UsageError(
            "urls is missing: -a urls=ADDRESS[,ADDRESS…] or -a urls=FILE with one address a line", print_help=False
        )
    text = urls.strip()
    if not re.match(r"https?://", text):
        try:
            text = Path(text).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"urls={text}: neither an address nor a file that can be read: {error}", print_help=False
            ) from error
        lines = [line.strip() for line in text.splitlines()]
        found = [line for line in lines if line and not line.startswith("#")]
    else:
        # Only a comma before http separates; a URL may contain commas.
        found = [part.strip() for part in re.split(r",(?=\s*https?://)", text)]
    for address in found:
        if not re.match(r"https?://[^/\s]+", address):
            raise UsageError(f"urls has {address!r}, which is not a web address", print_help=False)
    if not found:
        raise UsageError(f"urls={urls}: no address in it", print_help=False)
    return list(dict.fromkeys(found))
