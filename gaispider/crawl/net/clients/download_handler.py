"""Scrapy's HTTP handler with a size limit for response headers, and the second client beside it.

DOWNLOAD_MAXSIZE limits bodies only; a server that sends endless headers would fill the memory before any timeout.
"""

from __future__ import annotations

from typing import cast

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.http import Request as ScrapyRequest
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, ParseError, Request
from twisted.web.iweb import IPolicyForHTTPS, IResponse

from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.clients.second_download import SecondClient
from gaispider.sites.model import Site

# Bytes of status line and headers; the limit of browsers.
MAX_HEADER_BYTES = 1 << 18


class BoundedHeaderHandler(HTTP11DownloadHandler):
    """Aborts an answer with headers over MAX_HEADER_BYTES; uses old TLS where the site's registry entry says so.

    Attachments, and what SecondTry sends again, go through the second client.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory
        self._second = SecondClient(crawler)
        site = cast("Site | None", getattr(crawler.spider, "site", None))
        if site is not None and site.tls:
            # Imported late, because few sites need it.
            from gaispider.crawl.net.clients.old_tls import old_tls_factory

            self._contextFactory = cast("IPolicyForHTTPS", old_tls_factory(site.tls, crawler))

    async def download_request(self, request: ScrapyRequest) -> Response:
        meta = page_meta(request)
        if meta.second_client or meta.role == "attachment":
            return await self._second.download(request)
        return await super().download_request(request)

    async def close(self) -> None:
        self._second.close()
        await super().close()


class _Protocol(_LenientHTTP11ClientProtocol):
    _header_bytes = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        self._header_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._header_bytes += len(data)
            if self._header_bytes > MAX_HEADER_BYTES:
                self._giveUp(Failure(ParseError("the head of the answer has no end", b"")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802 - Twisted's name
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
