"""Drives the discovery of one site over pages in memory: the real spider and families, without network or reactor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.utils.test import get_crawler

from gaispider.discovery.known_columns import KnownColumns
from gaispider.discovery.model import Limits, Target
from gaispider.discovery.open_pages import Ask, OpenPages
from gaispider.discovery.own_hosts import hosts_of, is_kin
from gaispider.discovery.results.conclusion import conclude
from gaispider.discovery.results.finding import Finding, finding_of
from gaispider.discovery.site_walk import SiteWalk
from gaispider.discovery.walk.walk_spider import WalkSpider
from gaispider.sites.canonical import belongs
from gaispider.sites.model import Site
from tests.replicas.server import Served

Answer = Callable[[str, str, bytes], Served | None]


class Offline:
    """`pages` by address, or by path of the home page's host; what is not there is gone. `asked` are the addresses."""

    def __init__(
        self,
        home: str,
        pages: Mapping[str, Served | str],
        region: str = "",
        *,
        answer: Answer | None = None,
        hints: tuple[str, ...] = (),
        limits: Limits | None = None,
        registered: Mapping[str, Site] | None = None,
    ) -> None:
        self.pages, self.answer, self.registered = pages, answer, dict(registered or {})
        self.base = "{0.scheme}://{0.netloc}".format(urlsplit(home))
        site = Site("discover", home, "generic", "", hosts=hosts_of(home))
        # Seconds go on by one with each look at the clock.
        ticks = iter(range(10**9))
        self.walk = SiteWalk(
            Target(home, region, hints=hints),
            owns=lambda url: belongs(url, site),
            known=KnownColumns(lambda url: is_kin(url, home)),
            pages=OpenPages(lambda: next(ticks) / 100, limits or Limits()),
        )
        crawler = get_crawler(WalkSpider, {"SPIDER_MODULES": ["gaispider.spiders"]})
        self.spider = WalkSpider.from_crawler(crawler, site=site, walk=self.walk)
        crawler.spider = self.spider
        self.asked: list[str] = []

    def find(self) -> Finding:
        """Walk to the end, and what was found."""
        request: Request | None = self.spider.request_of(self.walk.begin())
        while request is not None:
            ask: Ask = request.cb_kwargs["ask"]
            self.asked.append(request.url)
            served = self._served(request)
            if served is None or served.status != 200:
                cause = "gone" if served is None else f"http_{served.status // 100}xx"
                cause = "blocked" if served is not None and served.status in (412, 521) else cause
                self.walk.pages.count_request()
                self.walk.failed(ask, cause, f"{request.url}: {cause}", request.url)
                following = self.walk.next()
                request = self.spider.request_of(following) if following else None
            else:
                request = next(iter(self.spider.answered(_response(request, served), ask)), None)
        return finding_of(self.walk, conclude(self.walk), self.registered)

    def _served(self, request: Request) -> Served | None:
        path = request.url.removeprefix(self.base)
        found = self.pages.get(request.url) or self.pages.get(path)
        if found is None and self.answer is not None:
            found = self.answer(request.method, path, request.body)
        return Served(found.encode(), "text/html; charset=utf-8") if isinstance(found, str) else found


def _response(request: Request, served: Served) -> Response:
    kind = TextResponse if "json" in served.content_type else HtmlResponse
    headers = {"Content-Type": served.content_type, **served.headers}
    return kind(request.url, headers=headers, body=served.body, request=request, encoding="utf-8")
