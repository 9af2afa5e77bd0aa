"""What a request of ours carries beside Scrapy's own keys: one typed object under one key of `request.meta`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from gaispider.archive.writer import Archived
from gaispider.crawl.state.page_lifecycle import PageInFlight
from gaispider.crawl.state.state import PageState
from gaispider.listing_values import ListingEntry
from gaispider.received import Received

if TYPE_CHECKING:
    from typing import Self

KEY = "gaispider"


@dataclass(slots=True)
class PageMeta:
    """Get it with `page_meta(request)` or `page_meta(response)`; a new request gets its own with `carrying`.

    Scrapy copies `meta` for redirects and retries, but not what lies in it: both requests then hold this very object.
    What was asked for is meant to be shared so. What became of a request must not be: `FreshPageMeta` gives every
    request that goes out an object of its own, whose second half is empty.
    """

    # What was asked for: set when the request is made, the same for all redirects and retries.
    role: Literal["listing", "article", "attachment"] | None = None
    start: bool = False
    # Whether every entry of the listing may be a report, and how many listings lead to it.
    in_column: bool = False
    hops: int = 0
    # Place in a listing of several pages: the number of this one, and the address of the first.
    page_number: int = 1
    listing_of: str | None = None
    # What the listing said of the page, and the canonical URL of the page that named it.
    entry: ListingEntry | None = None
    named_by: str | None = None
    # The WARC record of the page whose browser asks for a file; "" for the browser's own opening of a page.
    part_of: str | None = None
    unarchived: bool = False
    # No validators are sent, and no revisit is written.
    unconditional: bool = False
    # Of one family: a list's own count and the fields of its request (Hanweb), names tried for a first page (UCAP).
    total: int | None = None
    fields: Mapping[str, str] | None = None
    names_tried: int = 0

    # What became of this request alone.
    revalidates: PageState | None = None
    archived: Archived | None = None
    received: Received | None = None
    in_flight: PageInFlight | None = None
    failed: bool = False

    def fresh(self) -> Self:
        """A copy that keeps what was asked for."""
        return replace(self, revalidates=None, archived=None, received=None, in_flight=None, failed=False)


def page_meta(asked: Request | Response) -> PageMeta:
    """The object of a request, or of the request that an answer belongs to; an empty one is put there if it is new."""
    meta = asked.meta
    found = meta.get(KEY)
    if not isinstance(found, PageMeta):
        found = meta[KEY] = PageMeta()
    return found


def request_meta(page: PageMeta, **others: Any) -> dict[str, Any]:
    """The `meta` of a request: ours, and keys of Scrapy's own."""
    return {KEY: page, **others}


class FreshPageMeta:
    """The outermost downloader middleware: nothing has become of a request that goes out."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FreshPageMeta:
        return cls()

    def process_request(self, request: Request) -> None:
        request.meta[KEY] = page_meta(request).fresh()
