"""Requests through the second client, as Scrapy's downloader sees them: its responses, its errors, its limits."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import NoReturn, cast
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IReactorPluggableNameResolver

from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.clients.second_client import BODY_PREFIX, Came, Sent, WireError, exchange
from gaispider.crawl.run.run import Run
from gaispider.sites.model import Site

_ERRORS: dict[str, type[Exception]] = {
    "refused": DownloadConnectionRefusedError,
    "timeout": DownloadTimeoutError,
    "connection": DownloadFailedError,
    "cut": ResponseDataLossError,
    "too_large": DownloadCancelledError,
}


class SecondClient:
    """Sends requests by libcurl in threads, to addresses that the guarded resolver gives.

    Bodies of attachments over second_client.IN_MEMORY stay on disk: the response has no body then, and its request's
    PageMeta has it in `body_file`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._max_size = settings.getint("DOWNLOAD_MAXSIZE")
        self._verify = settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        self._threads = ThreadPoolExecutor(settings.getint("CONCURRENT_REQUESTS"), "gaispider-curl")
        self._stop = threading.Event()
        self._cleared = False

    async def download(self, request: Request) -> Response:
        """Raises the errors that Scrapy's own handlers raise."""
        began = monotonic()
        sent = await self._sent(request)
        folder = self._folder() if page_meta(request).role == "attachment" else None
        loop = asyncio.get_running_loop()
        try:
            came = await loop.run_in_executor(self._threads, partial(exchange, sent, folder, self._stop))
        except WireError as error:
            self._raise(error, sent.url)
        request.meta["download_latency"] = monotonic() - began
        return _response(request, came, sent.address)

    def close(self) -> None:
        """End all transfers; each thread ends within a second."""
        self._stop.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _folder(self) -> Path | None:
        """Where large bodies go, without those that a killed run left; None for a crawl that keeps nothing."""
        run = self._crawler.get_extension(Run)
        if run is None:
            return None
        folder = run.store.archives
        if not self._cleared:
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob(f"{BODY_PREFIX}*"):
                left.unlink(missing_ok=True)
            self._cleared = True
        return folder

    async def _sent(self, request: Request) -> Sent:
        site = cast("Site | None", getattr(self._crawler.spider, "site", None))
        host = urlsplit(request.url).hostname or ""
        headers = [(name, value) for name, values in request.headers.items() for value in values]
        return Sent(
            url=request.url,
            address=await _resolve(host),
            method=request.method,
            # The end of the connection is the end of the body where nothing else says it.
            headers=[*headers, (b"Connection", b"close"), (b"Expect", b"")],
            body=request.body,
            timeout=float(request.meta.get("download_timeout", 0))
            or self._crawler.settings.getfloat("DOWNLOAD_TIMEOUT"),
            max_size=int(request.meta.get("download_maxsize", 0)) or self._max_size,
            verify=self._verify,
            ciphers=(site.tls or "") if site is not None else "",
        )

    def _raise(self, error: WireError, url: str) -> NoReturn:
        raise _ERRORS[error.fault](f"{url}: {error}") from error


async def _resolve(host: str) -> str:
    """The IP address of a host, by the crawl's guarded resolver."""
    from twisted.internet import reactor

    try:
        found = cast(IReactorPluggableNameResolver, reactor).resolve(host)
        return str(await maybe_deferred_to_future(found))
    except DNSLookupError as error:
        raise CannotResolveHostError(str(error)) from error


def _response(request: Request, came: Came, address: str) -> Response:
    headers = Headers()
    for name, value in came.headers:
        headers.appendlist(name, value.encode("latin-1"))
    body = came.body
    if came.file is not None and (came.status != 200 or "Content-Encoding" in headers):
        # Rare: a large error page, or a file that others unpack.
        body, came.file = _taken(came.file), None
    page_meta(request).body_file = came.file
    page_meta(request).body_digest = came.digest if came.file else None
    kind = responsetypes.from_args(headers=headers, url=request.url, body=body) if body else Response
    return kind(
        url=request.url,
        status=came.status,
        headers=headers,
        body=body,
        ip_address=ip_address(address),
        protocol="HTTP/1.1",
    )


def _taken(file: Path) -> bytes:
    body = file.read_bytes()
    file.unlink()
    return body
