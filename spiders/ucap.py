"""开普云 UCAP: `/<site>/<column>/YYYYMM/<32 hex>.shtml`, and in Heilongjiang `cNN_<id>.shtml` and `<id>.shtml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from scrapy.http import Request
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from gaispider.crawl.meta import page_meta, request_meta
from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider

# Names of a column's first page, for folders that do not answer (docs/field-guide.md, 1.3).
_FIRST_PAGES = ("list.shtml", "xxgk_list.shtml", "dezlist.shtml")


class UcapSpider(SiteSpider):
    """Columns are folders. If a folder answers 403 or 404, its first page is requested by name."""

    family = "ucap"
    article = Phrases("addresses.tsv", "ucap")

    def start_requests_of(self, urls: Collection[str]) -> Iterator[Request]:
        for request in super().start_requests_of(urls):
            if request.url.endswith("/"):
                yield request.replace(errback=self.without_folder_page)
            else:
                yield request

    def without_folder_page(self, failure: Failure) -> Iterator[Request]:
        """Request the next name of the column's first page after a 403 or 404; ignore other failures."""
        error = failure.value
        if not isinstance(error, HttpError) or error.response.status not in (403, 404):
            return
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on every download failure
        page = page_meta(request)
        tried = page.names_tried
        if tried < len(_FIRST_PAGES):
            folder = request.url.rsplit("/", 1)[0] + "/"
            own = request_meta(replace(page.fresh(), names_tried=tried + 1))
            yield request.replace(url=folder + _FIRST_PAGES[tried], meta={**request.meta, **own})
