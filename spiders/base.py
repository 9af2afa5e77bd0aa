"""What every family's spider shares: start pages, the two callbacks, years, and the limits that end a listing.

A family says what its article addresses look like and, where its listings go on by more than a link, how. Requests
carry in `meta`: `role` (listing or article), `start`, `in_column`, `hops`, `page_number`, and for articles what the
listing said of them: `listing_title`, `listing_date`, `listing_url`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import UsageError
from scrapy.http import Request, Response, TextResponse

from gaispider.draft import Draft
from gaispider.files import body_digest
from gaispider.items import Capture
from gaispider.page import Page, read_page
from gaispider.page.columns import is_report_folder, is_report_title, read_columns
from gaispider.page.listing_data import is_data, read_data_listing
from gaispider.page.listing_unit import FRAME, UNIT
from gaispider.page.model import Listing
from gaispider.reading import drafts
from gaispider.report.year import year_of_title
from gaispider.sites.canonical import belongs
from gaispider.sites.model import Site
from gaispider.sites.start import start_urls

# A listing of more pages than this is an endless calendar; the longest report column known has 25 pages.
MAX_PAGES = 100
# Home page, group of units, unit, its report column, a year or group in it.
MAX_HOPS = 4
# A page that names as many offices with pages of their own is a site's home or a list of units.
HUB_UNITS = 3
# A page that holds a report has at least a paragraph of text.
SHORTEST_REPORT = 120
_YEARS = re.compile(r"(\d{4})(?:-(\d{4})?)?$")


def parse_years(text: str | None) -> range | None:
    """`2018`, `2015-2019` or `2015-` as a range. Raises UsageError with a sentence."""
    if text is None or not text.strip():
        return None
    match = _YEARS.match(text.strip())
    if match is None:
        raise UsageError(
            f"years={text}: write a year or a span of years, such as 2018, 2015-2019 or 2015-", print_help=False
        )
    first = int(match[1])
    last = int(match[2]) if match[2] else (first if "-" not in text else 2100)
    if last < first:
        raise UsageError(f"years={text}: the span ends before it begins", print_help=False)
    return range(first, last + 1)


class SiteSpider(scrapy.Spider):
    """Crawls one registry entry. The loader sets `name` and `site`.

    Arguments: `years=2015-2019` (report years; a page whose year is unknown is fetched), `full=1` (ignore the state).
    """

    site: Site
    family: ClassVar[str]
    # The path (and query) of an article, matched anywhere in it.
    article: ClassVar[re.Pattern[str]]

    def __init__(self, years: str | None = None, full: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.years = parse_years(years)
        self.full = full not in (None, "", "0", "false", "no")
        self._seen: dict[str, set[int]] = {}

    async def start(self) -> AsyncIterator[Any]:
        for request in self.start_requests_of(start_urls(self.site, self.years)):
            yield request

    def start_requests_of(self, urls: Collection[str]) -> Iterator[Request]:
        """A request a start page: an article where its address is one, else a listing."""
        for url in urls:
            if self.is_article(url):
                yield self.article_request(url, start=True)
            else:
                yield self.listing_request(url, in_column=True, start=True)

    def is_hub(self, response: Response, page: Page) -> bool:
        """Whether a start page leads to report columns and is none: by its folder, its entries, and its links."""
        if is_report_folder(response.url) or any(is_report_title(item.title) for item in page.listing.items):
            return False
        kinds = [column.kind for column in read_columns(page.root, response.url, in_column=False)]
        return "report" in kinds or kinds.count("unit") >= HUB_UNITS

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Whether the address alone says that the page is an article."""
        parts = urlsplit(url)
        return cls.article.search(f"{parts.path}?{parts.query}" if parts.query else parts.path) is not None

    def listing_request(self, url: str, **meta: Any) -> Request:
        return Request(url, callback=self.parse_listing, meta={"role": "listing", **meta}, priority=meta.get("hops", 0))

    def article_request(self, url: str, **meta: Any) -> Request:
        # Articles before further listings: what was found is read first, and the queue stays short.
        return Request(url, callback=self.parse_article, meta={"role": "article", **meta}, priority=10)

    def parse_listing(self, response: Response) -> Iterator[Request | Draft]:
        """Entries, the next page, and the columns that the page leads to."""
        if not isinstance(response, TextResponse) or is_data(response.text[:4000]):
            text = response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")
            yield from self.entries(response, read_data_listing(text, response.url))
            return
        page = read(response)
        listing = page.listing
        if response.meta.get("start") and self.is_hub(response, page):
            response.meta["in_column"] = False
        if response.meta.get("in_column") and shows_a_report(page):
            # The column is the report itself; of what stands beside it only report titles count.
            yield from self.parse_article(response)
            response.meta["in_column"] = False
        yield from self.entries(response, listing)
        yield from self.columns(response, page)

    def entries(self, response: Response, listing: Listing) -> Iterator[Request]:
        """A request for each new entry that may be a report, and for the page that follows if there was a new one."""
        meta = response.meta
        origin = meta.get("listing_of", response.url)
        seen = self._seen.setdefault(origin, set())
        new = 0
        for item in listing.items:
            mark = hash(item.url)
            if mark in seen:
                continue
            seen.add(mark)
            new += 1
            if self.wanted(item.title, in_column=meta.get("in_column", False)):
                yield self.article_request(
                    item.url, listing_title=item.title, listing_date=item.date, listing_url=response.url
                )
        number = meta.get("page_number", 1)
        # A page whose entries another address holds has none of its own.
        goes_on = new or listing.next_rule in (UNIT, FRAME)
        following = list(self.following(response, listing, len(seen))) if goes_on and number < MAX_PAGES else []
        if not following:
            self._seen.pop(origin, None)
            self.note_end(response, listing, new, number)
        for request in following:
            request.meta.update(
                page_number=number + 1,
                listing_of=origin,
                in_column=meta.get("in_column", False),
                hops=meta.get("hops", 0),
            )
            yield request

    def following(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        """The listing's next page, if it is of the same listing. `seen` entries are known by now."""
        if listing.next_page and (
            listing.next_rule in (UNIT, FRAME) or self.same_listing(listing.next_page, response.url)
        ):
            yield self.listing_request(listing.next_page)

    def same_listing(self, url: str, current: str) -> bool:
        """Whether a next page lies with the current one: the same host, and its folder or one beside or below it."""
        one, other = urlsplit(url), urlsplit(current)
        folder = other.path.rsplit("/", 1)[0]
        return one.netloc == other.netloc and one.path.startswith(folder.rsplit("/", 1)[0] or "/")

    def note_end(self, response: Response, listing: Listing, new: int, number: int) -> None:
        """Say it where a listing ends before its own count does."""
        if new and number >= MAX_PAGES:
            self.logger.warning("%s: stopped after %d pages of one listing", response.url, number)
            self.count("page_limit")
        elif listing.next_rule and listing.next_rule.startswith(("script only", "form only", "further pages")):
            self.logger.warning(
                "%s: %s (%s entries on %s pages)", response.url, listing.next_rule, listing.records, listing.pages
            )
            self.count("unreachable_pages")

    def count(self, what: str) -> None:
        if getattr(self, "crawler", None) is not None and self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"gaispider/listing/{what}")

    def wanted(self, title: str, *, in_column: bool) -> bool:
        """Whether an entry may be a report of the years asked for. In a report column every entry may."""
        if not in_column and not is_report_title(title):
            return False
        year = year_of_title(title) if self.years is not None else None
        return year is None or self.years is None or year in self.years

    def columns(self, response: Response, page: Page) -> Iterator[Request]:
        """Listings that this one leads to: report columns of the site, units on the way to them, parts of a column."""
        meta = response.meta
        hops = meta.get("hops", 0)
        if hops >= MAX_HOPS or meta.get("page_number", 1) > 1:
            return
        in_column = meta.get("in_column", False)
        for column in read_columns(page.root, response.url, in_column=in_column):
            if not belongs(column.url, self.site) or self.is_article(column.url):
                continue
            below = self.is_below(column.url, response.url)
            if column.kind == "unit" and (in_column or not below):
                continue
            year = year_of_title(column.name)
            if column.kind == "part" and not (below or self.is_part_beside(column.url)):
                continue
            if self.years is not None and year is not None and year not in self.years:
                continue
            # What lies beside a column and has no year in its name may be any listing: only report titles count there.
            lists_reports = column.kind == "report" or (column.kind == "part" and (below or year is not None))
            yield self.listing_request(column.url, in_column=lists_reports, hops=hops + 1)

    def is_below(self, url: str, current: str) -> bool:
        """Whether a page lies below the folder of the page that names it."""
        one, other = urlsplit(url), urlsplit(current)
        return one.netloc == other.netloc and one.path.startswith(other.path.rsplit("/", 1)[0] + "/")

    def is_part_beside(self, url: str) -> bool:
        """Whether a part of a report column may lie elsewhere than below it."""
        return False

    def site_of_records(self) -> Site:
        """The registry entry that the records belong to."""
        return self.site

    def parse_article(self, response: Response) -> Iterator[Draft]:
        """The page's documents, ready for the normalisation steps."""
        capture = response.meta.get("capture")
        if not isinstance(capture, Capture):
            capture = Capture(origin="live", status=response.status, digest=body_digest(response.body))
        yield from drafts(read(response), site=self.site_of_records(), capture=capture)


class CopySpider(SiteSpider):
    """Third-party copies: the pages given with `urls` (addresses with commas between them, or a file of one a line) are
    read, nothing is followed, and their hosts are the only ones asked."""

    article = re.compile(r"")

    def __init__(self, urls: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = given_urls(urls)
        hosts = dict.fromkeys(urlsplit(url).netloc.rpartition("@")[2].lower() for url in self.urls)
        self.site = replace(self.site, hosts=tuple(hosts), start=tuple(self.urls))

    def site_of_records(self) -> Site:
        # The entry itself has no hosts: what is read for it is a copy, whatever the hosts asked.
        return type(self).site

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield self.article_request(url, start=True)


def given_urls(urls: str | None) -> list[str]:
    """The addresses in `urls`, or in the file it names (blank lines and # lines skipped). Raises UsageError."""
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
        # A comma within an address stays; one before the next http begins a new address.
        found = [part.strip() for part in re.split(r",(?=\s*https?://)", text)]
    for address in found:
        if not re.match(r"https?://[^/\s]+", address):
            raise UsageError(f"urls has {address!r}, which is not a web address", print_help=False)
    if not found:
        raise UsageError(f"urls={urls}: no address in it", print_help=False)
    return list(dict.fromkeys(found))


def shows_a_report(page: Page) -> bool:
    """Whether a column's page is itself a report: titled as one of a year, with more text than that of its entries."""
    title, text = page.article.title, page.article.document.text
    if title is None or not is_report_title(title.raw) or year_of_title(title.raw) is None:
        return False
    return len(text) >= SHORTEST_REPORT and sum(len(item.title) for item in page.listing.items) * 3 < len(text)


def read(response: Response) -> Page:
    """The response as a page; the charset is found from the bytes, the header's claim is evidence only."""
    header = response.headers.get("Content-Type")
    return read_page(response.body, response.url, header.decode("latin-1") if header else None)
