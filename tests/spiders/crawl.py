"""A crawl without a reactor: answers a spider's requests from served pages, in Scrapy's order of priority."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from scrapy import Spider
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from gaispider.draft import Draft
from gaispider.sites.canonical import belongs, canonical_url
from gaispider.sites.model import Site
from tests.replicas.server import Served

Answer = Callable[[str, str, bytes], Served | None]


@dataclass(slots=True)
class Crawled:
    """The requests and results of a crawl."""

    requests: list[Request] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.requests]

    @property
    def titles(self) -> set[str | None]:
        return {draft.report.title for draft in self.drafts}


def spider_of(family: type[Spider], site: Site, **arguments: str) -> Spider:
    """The spider as the loader makes it: a class of the entry's name with its facts, constructed with arguments."""
    return type(family.__name__, (family,), {"name": site.key, "site": site})(**arguments)


def crawl(spider: Spider, pages: dict[str, Served], answer: Answer | None = None, limit: int = 500) -> Crawled:
    """Run until no request is left. Pages are looked up by path, whatever the host; redirects are followed."""
    crawled, seen = Crawled(), set()
    site: Site = spider.site  # type: ignore[attr-defined]
    waiting: list[Request] = asyncio.run(_start(spider))
    while waiting:
        assert len(crawled.requests) < limit, "the crawl does not end"
        waiting.sort(key=lambda request: -request.priority)
        request = waiting.pop(0)
        mark = (request.method, canonical_url(request.url, site), request.body)
        if mark in seen:
            continue
        seen.add(mark)
        if not belongs(request.url, site):
            crawled.refused.append(request.url)
            continue
        crawled.requests.append(request)
        served = _served(request, pages, answer)
        while (location := served.headers.get("Location")) is not None:
            before = [*request.meta.get("redirect_urls", ()), request.url]
            request = request.replace(url=urljoin(request.url, location), meta=request.meta | {"redirect_urls": before})
            assert len(before) < 20, "redirects go round"
            served = _served(request, pages, answer)
        for result in _results(request, served, crawled):
            if isinstance(result, Request):
                waiting.append(result)
            else:
                crawled.drafts.append(result)
    return crawled


async def _start(spider: Spider) -> list[Request]:
    return [item async for item in spider.start()]


def _served(request: Request, pages: dict[str, Served], answer: Answer | None) -> Served:
    served = pages.get(_path(request.url))
    if served is None and answer is not None:
        served = answer(request.method, _path(request.url), request.body)
    return served or Served(b"", status=404)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _results(request: Request, served: Served, crawled: Crawled) -> list[object]:
    response = response_of(request, served)
    if served.status == 200:
        assert request.callback is not None
        return list(request.callback(response))
    crawled.failed.append(request.url)
    if request.errback is None:
        return []
    failure = Failure(HttpError(response))
    failure.request = request  # type: ignore[attr-defined]
    return list(request.errback(failure))


def response_of(request: Request, served: Served) -> Response:
    """The served bytes as the response that Scrapy passes to a callback."""
    kind = TextResponse if served.content_type.startswith(("application/json", "text/xml")) else HtmlResponse
    return kind(
        request.url,
        status=served.status,
        headers={"Content-Type": served.content_type},
        body=served.body,
        request=request,
    )
