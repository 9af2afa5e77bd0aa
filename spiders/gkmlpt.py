"""Guangdong's platform gkmlpt: lists come as JSON from `<site>/gkmlpt/api/all/<column>?page=N&sid=<site id>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.meta import page_meta
from gaispider.page import Page
from gaispider.page.model import Listing
from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider

_SITE_ID = re.compile(r"""["']?\b(?:SID|SITE_?ID|sid)["']?\s*[:=]\s*["']?(\d+)""")
# A node of window._CONFIG.TREE: its id and its name, in either order.
_NODE = re.compile(r"""["']?id["']?\s*:\s*["']?(\d+)["']?[^{}\[\]]{0,300}?["']?name["']?\s*:\s*["']([^"']+)["']""")
_NODE_REVERSED = re.compile(r"""["']?name["']?\s*:\s*["']([^"']+)["'][^{}\[\]]{0,300}?["']?id["']?\s*:\s*["']?(\d+)""")
_REPORT_COLUMN = re.compile(r"年报|年度报告")
_PAGE = re.compile(r"([?&]page=)(\d+)")


class GkmlptSpider(SiteSpider):
    """Reads the report columns and the site id from the shell page, and the lists from the platform's API."""

    family = "gkmlpt"
    article = Phrases("addresses.tsv", "gkmlpt")

    def columns(self, response: Response, page: Page, *, in_column: bool) -> Iterator[Request]:
        yield from super().columns(response, page, in_column=in_column)
        if "/gkmlpt/api/" in response.url or not isinstance(response, TextResponse):
            return
        for url in column_interfaces(response):
            yield self.listing_request(url, in_column=True, hops=page_meta(response).hops + 1)

    def following(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        """The next page while fewer entries are seen than the column counts; a page after the last answers 404."""
        if "/gkmlpt/api/" not in response.url:
            yield from super().following(response, listing, seen)
        elif listing.records is not None and seen < listing.records:
            match = _PAGE.search(response.url)
            if match:
                yield self.listing_request(_PAGE.sub(rf"\g<1>{int(match[2]) + 1}", response.url, count=1))


def column_interfaces(response: TextResponse) -> list[str]:
    """The API URLs of the report columns in the shell page's configuration; empty if it has no site id."""
    text = response.text
    site_id = _SITE_ID.search(text)
    if site_id is None:
        return []
    pairs = [(number, name) for number, name in _NODE.findall(text)] + [
        (n, name) for name, n in _NODE_REVERSED.findall(text)
    ]
    columns = dict.fromkeys(number for number, name in pairs if _REPORT_COLUMN.search(name))
    path = urlsplit(response.url).path.partition("/gkmlpt")[0]
    return [urljoin(response.url, f"{path}/gkmlpt/api/all/{number}?page=1&sid={site_id[1]}") for number in columns]
