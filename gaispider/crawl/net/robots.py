"""robots.txt by RFC 9309, 2.3.1: a 4xx allows everything, an unreachable file forbids everything."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.net.causes import unreachable_by
from gaispider.crawl.run.outcome import Unreachable
from gaispider.crawl.run.run import Run

_NOTHING = b"User-agent: *\nDisallow: /\n"


class RobotsTxtPolicy:
    """Replaces answers for robots.txt before Scrapy parses them, because Scrapy reads any body as rules."""

    def __init__(self, unreachable: dict[str, Unreachable]) -> None:
        # By host and port: why its rules could not be had.
        self.unreachable = unreachable

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsTxtPolicy:
        run = crawler.get_extension(Run)
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        # Without a run too: one page that is fetched to be looked at.
        return cls(run.robots_unreachable if run else {})

    def process_response(self, request: Request, response: Response) -> Response:
        if not _is_robots_request(request):
            return response
        if response.status >= 500:
            sentence = f"robots.txt answers HTTP {response.status}"
            return self._disallow_all(request, Unreachable("robots_unreachable", sentence))
        # A body that begins with a tag is a soft 404 page, not rules.
        if response.status >= 400 or response.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
            return response.replace(status=200, body=b"")
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        # An IgnoreRequest is a refusal of ours (redirect to a foreign host, challenge): the site published no rules.
        if not _is_robots_request(request) or isinstance(exception, IgnoreRequest):
            return None
        return self._disallow_all(request, unreachable_by(exception, request))

    def _disallow_all(self, request: Request, why: Unreachable) -> Response:
        self.unreachable[urlsplit(_first_url(request)).netloc] = why
        return TextResponse(request.url, body=_NOTHING, encoding="utf-8")


def _first_url(request: Request) -> str:
    """The address that was asked for before redirects."""
    return str(request.meta.get("redirect_urls", [request.url])[0])


def _is_robots_request(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt")) and urlsplit(request.url).path == "/robots.txt"
