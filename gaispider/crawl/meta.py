"""The project's own request metadata: one typed object under one key of `request.meta`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
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

    from gaispider.reading import ReadApart

KEY = "gaispider"


@dataclass(slots=True)
class PageMeta:
    """Read it with `page_meta(request)` or `page_meta(response)`; set it on a new request with `request_meta`.

    Scrapy copies `meta` for redirects and retries, but shallowly: the copies share this object. The fields of the
    request (first half) may be shared. The fields of its result (second half) must not be, so `FreshPageMeta` gives
    every outgoing request a copy without them.
    """

    # The request: set when it is made, the same for all its redirects and retries.
    role: Literal["listing", "article", "attachment"] | None = None
    start: bool = False
    # Whether the listing is a report column (every entry may be a report), and how many listings led to it.
    in_column: bool = False
    hops: int = 0
    # Paging: the number of this page, and the URL of the listing's first page.
    page_number: int = 1
    listing_of: str | None = None
    # The answer to a script's request: the next page is the same request with the next number.
    numbered: bool = False
    # Rows of the page before may come once more.
    may_repeat: bool = False
    # How often the listing was begun: above 1, its entries are read once more and nothing else of it.
    walk: int = 1
    # The listing's row that links to the page, and the canonical URL of the linking page.
    entry: ListingEntry | None = None
    named_by: str | None = None
    # For a sub-resource: the WARC record id of the rendered page; "" for the request that opens the browser page.
    part_of: str | None = None
    unarchived: bool = False
    # Send no validators and write no revisit record.
    unconditional: bool = False
    # Ask by the second client; and whether the other client failed at this request.
    second_client: bool = False
    other_client_failed: bool = False
    # The address names the other scheme of a host that gave no answer by its own.
    scheme_tried: bool = False
    # For one family each: total entries and form fields of a list (Hanweb), first-page names tried (UCAP).
    total: int | None = None
    fields: Mapping[str, str] | None = None
    names_tried: int = 0

    # The result of this one request.
    revalidates: PageState | None = None
    archived: Archived | None = None
    received: Received | None = None
    in_flight: PageInFlight | None = None
    failed: bool = False
    # The structure of a listing (checks/shape.py), where its callback has parsed it.
    shape: frozenset[str] | None = None
    # A large page, as another process has read it.
    read_apart: ReadApart | None = None
    # The body of a large file, on disk, and its digest; the response has none then.
    body_file: Path | None = None
    body_digest: str | None = None

    def fresh(self) -> Self:
        """A copy without the fields of the result."""
        return replace(
            self,
            revalidates=None,
            archived=None,
            received=None,
            in_flight=None,
            failed=False,
            shape=None,
            read_apart=None,
            body_file=None,
            body_digest=None,
        )


def page_meta(asked: Request | Response) -> PageMeta:
    """The PageMeta of a request, or of a response's request; an empty one is created if there is none."""
    meta = asked.meta
    found = meta.get(KEY)
    if not isinstance(found, PageMeta):
        found = meta[KEY] = PageMeta()
    return found


def request_meta(page: PageMeta, **others: Any) -> dict[str, Any]:
    """The `meta` for a new request: our object, and keys of Scrapy's own."""
    return {KEY: page, **others}


class FreshPageMeta:
    """The outermost downloader middleware: clears the result fields of every outgoing request."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FreshPageMeta:
        return cls()

    def process_request(self, request: Request) -> None:
        request.meta[KEY] = page_meta(request).fresh()
