"""Keeps the retry middleware from asking again for names that DNS says are none, or that lead to a private address."""

from __future__ import annotations

from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request

from gaispider.crawl.net.causes import cause_of, is_final


class NoVainRetries:
    """A downloader middleware before the retry middleware. The next run asks again: names come back."""

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, CannotResolveHostError) and is_final(cause_of(exception, request, {}), request.url):
            request.meta["dont_retry"] = True
