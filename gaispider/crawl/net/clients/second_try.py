"""Asks once more, by the second client, for pages whose answer broke HTTP or broke off."""

from __future__ import annotations

import logging
from dataclasses import replace
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, NotConfigured, ResponseDataLossError
from scrapy.http import Request, Response
from twisted.web.client import ResponseFailed

from gaispider.crawl.meta import page_meta, request_meta

logger = logging.getLogger(__name__)


class SecondTry:
    """A downloader middleware before the retry middleware, whose retries go on with the client that was asked last.

    After an answer that only the second client could read, that one is asked first for the host's pages. Each request
    passes all other middlewares, and waits for its turn as any other.
    """

    def __init__(self) -> None:
        self._hosts: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SecondTry:
        # A replay asks no server.
        if crawler.settings["ARCHIVE_REPLAY"]:
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        meta = page_meta(request)
        if not meta.other_client_failed:
            meta.second_client = urlsplit(request.url).netloc in self._hosts

    def process_response(self, request: Request, response: Response) -> Response:
        meta, host = page_meta(request), urlsplit(request.url).netloc
        if meta.second_client and meta.other_client_failed and host not in self._hosts:
            logger.info("%s gave an answer that only the second client could read: it is asked by that one", host)
            self._hosts.add(host)
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        meta = page_meta(request)
        # Attachments are asked for by the second client alone.
        if meta.other_client_failed or meta.role == "attachment" or request.meta.get("playwright"):
            return None
        if not _may_be_read(exception):
            return None
        other = replace(meta.fresh(), second_client=not meta.second_client, other_client_failed=True)
        return request.replace(meta={**request.meta, **request_meta(other)}, dont_filter=True)


def _may_be_read(error: Exception) -> bool:
    """Whether an answer came that another client may be able to read."""
    if isinstance(error, ResponseDataLossError):
        return True
    if not isinstance(error, DownloadFailedError):
        return False
    cause = error.__cause__
    return not (isinstance(cause, ResponseFailed) and any(reason.check(SSL.Error) for reason in cause.reasons))
