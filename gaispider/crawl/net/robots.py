"""robots.txt as RFC 9309 has it (2.3.1): 4xx means that all is allowed, an unreachable file that nothing is."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.run.run import Run

_NOTHING = b"User-agent: *\nDisallow: /\n"


class RobotsAnswers:
    """Scrapy reads the body of any answer as rules; here status and failure decide first."""

    def __init__(self, unreachable: set[str]) -> None:
        # The hosts whose rules could not be had.
        self.unreachable = unreachable

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsAnswers:
        run = crawler.get_extension(Run)
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        # Without a run too: one page that is fetched to be looked at.
        return cls(run.robots_unreachable if run else set())

    def process_response(self, request: Request, response: Response) -> Response:
        if not _asks_for_rules(request):
            return response
        if response.status >= 500:
            return self._closed(request)
        # Soft 404s answer with a page; rules never begin with a tag.
        if response.status >= 400 or response.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
            return response.replace(status=200, body=b"")
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        # An IgnoreRequest is our own doing (a redirect to a foreign host, a challenge): no rules were published.
        if not _asks_for_rules(request) or isinstance(exception, IgnoreRequest):
            return None
        return self._closed(request)

    def _closed(self, request: Request) -> Response:
        self.unreachable.add(urlsplit(request.url).hostname or "")
        return TextResponse(request.url, body=_NOTHING, encoding="utf-8")


def _asks_for_rules(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt")) and urlsplit(request.url).path == "/robots.txt"
