"""The spider of one site's discovery: it asks for what `SiteWalk` chooses, a page at a time, and tells it the answers.

How a list goes on and what menus a system's scripts hold, the spiders of the families know: they are asked here, with
the answer in hand, and what they would ask for is queued with the rest.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urldefrag, urlsplit

import scrapy
from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from gaispider.crawl.loader import spider_class
from gaispider.crawl.meta import PageMeta, page_meta, request_meta
from gaispider.crawl.net.causes import cause_of, error_of, is_final, told_of
from gaispider.crawl.net.robots import RobotsTxtPolicy
from gaispider.discovery.open_pages import Ask
from gaispider.discovery.page_facts import PageFacts
from gaispider.discovery.site_walk import PASSING, START, Seen, SiteWalk
from gaispider.discovery.walk.sample_file import SampleFile
from gaispider.page import Page
from gaispider.page.listing.site_sections import Column
from gaispider.sites.model import Site
from gaispider.spiders.base import SiteSpider, read
from gaispider.spiders.gkmlpt import GkmlptSpider, shell_of

logger = logging.getLogger(__name__)


class WalkSpider(scrapy.Spider):
    """`site` is a made-up entry that says which hosts are asked; `walk` has the state, `sample` keeps pages if told."""

    name = "discover"

    def __init__(self, site: Site, walk: SiteWalk, sample: SampleFile | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site, self.walk, self.sample = site, walk, sample
        self._families: dict[str, SiteSpider] = {}
        # Other spellings of the home page, the other scheme, then the other host; and what was met at the ones before.
        self._tried: list[str] = []
        self._spellings = [url for url in other_spellings(walk.target.url) if walk.owns(url)]

    async def start(self) -> AsyncIterator[Any]:
        yield self.request_of(self.walk.begin())

    def answered(self, response: Response, ask: Ask) -> Iterator[Request]:
        """Read the answer, queue what it leads to, and ask for the best page that is open."""
        self.walk.pages.count_request()
        if self.sample is not None:
            self.sample.take(response)
        try:
            self._read(response, ask)
        except Exception as error:
            # A page that cannot be read must not end the walk as if nothing were behind it.
            logger.exception("%s cannot be read", response.url)
            told = f"{response.url}: {type(error).__name__}: {error}"
            self.walk.failed(ask, "exception", told, response.url)
        yield from self._next()

    def _read(self, response: Response, ask: Ask) -> None:
        page = read(response)
        text = response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")
        facts = PageFacts(page, response.url, text, _headers(response))
        seen = self.walk.read(ask, facts)
        self._ask_family(response, page, facts, ask, seen)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Tell the walk why a page is no content; the home page is tried in its other spellings first."""
        self.walk.pages.count_request()
        asked: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        ask: Ask = asked.cb_kwargs["ask"]
        error = error_of(failure)
        robots = self.crawler.get_downloader_middleware(RobotsTxtPolicy)
        no_rules = robots.unreachable if robots else {}
        cause, told = cause_of(error, asked, no_rules), told_of(error, asked, no_rules)
        final = is_final(cause, asked.url)
        if final:
            # The other scheme is of the same host.
            host = urlsplit(asked.url).hostname
            self._spellings = [url for url in self._spellings if urlsplit(url).hostname != host]
        if ask.way.rule == START and cause in PASSING and self._spellings:
            self._tried.append(told)
            yield self.request_of(replace(ask, url=self._spellings.pop(0)))
            return
        if ask.way.rule == START:
            told = "; ".join((*self._tried, told))
        self.walk.failed(ask, cause, told, asked.url, final=final)
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        if (ask := self.walk.next()) is not None:
            yield self.request_of(ask)

    def request_of(self, ask: Ask) -> Request:
        """The request for a page that the walk has chosen."""
        made = ask.request
        if not isinstance(made, Request):
            made = Request(
                urldefrag(ask.url).url if "#/" not in ask.url else ask.url, meta=request_meta(PageMeta("listing"))
            )
        page_meta(made).page_number = ask.page_number
        return made.replace(
            callback=self.answered, errback=self.failed, cb_kwargs={"ask": ask}, dont_filter=True, priority=0
        )

    def _ask_family(self, response: Response, page: Page, facts: PageFacts, ask: Ask, seen: Seen) -> None:
        """Queue the next page of a list, and the columns of a system's own menu, as its family asks for them."""
        marks = seen.tally.marks if seen.tally else self.walk.votes
        family = self._family(marks.family() if marks.system()[0] else self.walk.votes.family())
        if seen.tally is not None:
            rows = ask.rows + seen.fresh
            for request in family.pages_after(response, facts.listing, rows):
                self.walk.add_page(ask, request.url, request, rows)
                break
        if ask.page_number == 1 and not facts.is_data:
            if isinstance(family, GkmlptSpider) and (number := urldefrag(ask.url).fragment).isdigit():
                family.named[response.url] = [number]
            for request in family.columns(response, page, in_column=seen.where.column):
                self._queue_menu(request, response, facts.columns(in_column=seen.where.column), ask, seen)

    def _queue_menu(self, request: Request, response: Response, known: dict[str, Column], ask: Ask, seen: Seen) -> None:
        """Queue a request for a column that only the family reads from the page; the others are links of the page."""
        if request.url in known:
            return
        is_address = request.method == "GET" and page_meta(request).fields is None
        shown = shell_of(response.url, request.url) or (request.url if is_address else response.url)
        mark = f"{request.method} {request.url} {request.body!r}"
        self.walk.add_menu(ask, mark, shown, request, seen.tally)

    def _family(self, name: str) -> SiteSpider:
        if name not in self._families:
            made = spider_class(replace(self.site, family=name), self.settings.getlist("SPIDER_MODULES"))
            found = made.from_crawler(self.crawler)
            if not isinstance(found, SiteSpider):
                raise TypeError(f"the family {name} has no spider of sites")
            self._families[name] = found
        return self._families[name]


def other_spellings(url: str) -> list[str]:
    """Addresses of a home page that does not answer: with the other scheme, then with or without www."""
    parts = urlsplit(url)
    scheme = "http" if parts.scheme == "https" else "https"
    found = []
    if parts.port is None:
        found.append(parts._replace(scheme=scheme).geturl())
        host = parts.netloc.removeprefix("www.") if parts.netloc.startswith("www.") else f"www.{parts.netloc}"
        if any(letter.isalpha() for letter in parts.netloc):
            found.append(parts._replace(netloc=host).geturl())
    return found


def _headers(response: Response) -> dict[str, str]:
    names: Callable[[str], bytes | None] = response.headers.get
    wanted = ("Server", "X-Powered-By", "Via", "Set-Cookie")
    return {name: value.decode("latin-1") for name in wanted if (value := names(name)) is not None}
