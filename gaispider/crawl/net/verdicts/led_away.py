"""Redirects of pages: which are the same page at another address, and which lead away from it.

An article that is led to the home page, to a listing, to an error page or to a login was not read, nor was a listing
that is led to the home page, an error page or a login: it gets an outcome of its own, which names the target, and the
target is not asked for in its name. A redirect to another article is followed; so is that of a listing to another
page, of which the spider says what it is.
"""

from __future__ import annotations

import logging
import re
from typing import cast
from urllib.parse import urljoin, urlsplit

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware
from scrapy.http import HtmlResponse, Request, Response

from gaispider.crawl.answer_markup import Markup
from gaispider.crawl.challenge import WHOLE
from gaispider.crawl.checks.listings.moved_listings import HOME
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import RedirectedError
from gaispider.crawl.run.current_run import current_run
from gaispider.crawl.run.run import Run
from gaispider.crawl.state.page_names import page_name
from gaispider.reference import Phrases
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site
from gaispider.sites.same_page import folder_of, leads_home, same_page

logger = logging.getLogger(__name__)

_MISSING = Phrases("addresses.tsv", "missing_page", flags=re.IGNORECASE)
_ERROR = Phrases("addresses.tsv", "error_page", flags=re.IGNORECASE)
_LOGIN = Phrases("addresses.tsv", "login_page", flags=re.IGNORECASE)
# Bytes; a page of nothing but a redirecting script is small.
_SMALL = 16 * 1024


def redirected_from(request: Request, site: Site | None) -> str | None:
    """The address that was asked for, where the request is a redirect to another page; else None."""
    asked = request.meta.get("redirect_urls", [request.url])[0]
    return None if same_page(asked, request.url, site) else cast("str", asked)


def asked_urls(request: Request, site: Site | None) -> tuple[str, ...]:
    """The canonical URLs of the first and the last request of a redirect chain; one URL if they are the same.

    Of a posted request the names under which the state keeps its answer.
    """
    first = request.meta.get("redirect_urls", [request.url])[0]
    urls = dict.fromkeys(canonical_url(url, site) for url in (first, request.url))
    return tuple(page_name(request.method, request.body, url) for url in urls)


class RedirectsAway:
    """Ends a redirect that leads away from an article or a listing, before its target is asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RedirectsAway:
        return cls(current_run(crawler))

    def process_request(self, request: Request) -> None:
        """Raises RedirectedError."""
        role = page_meta(request).role
        if role not in ("article", "listing"):
            return
        asked = redirected_from(request, self._run.site)
        if asked is None:
            return
        judge = self._from_article if role == "article" else self._from_listing
        away = self._not_there(request.url) or judge(asked, request.url)
        if away is not None:
            logger.warning("%s leads away to %s: %s", asked, request.url, away[1])
            raise RedirectedError(away[0], asked, request.url, away[1])

    def _not_there(self, target: str) -> tuple[str, str] | None:
        """The outcome of a redirect to a page that says "not there", and a description of the target."""
        path = urlsplit(target).path
        if _LOGIN.find(path):
            return "login", "a login"
        if _MISSING.find(path):
            return "gone", "a page for what is missing"
        return ("notice", "an error page") if _ERROR.find(path) else None

    def _from_article(self, asked: str, target: str) -> tuple[str, str] | None:
        """The outcome of a redirect that leads to no article, and what the target is; None for one to follow."""
        parts = urlsplit(target)
        folder = folder_of(parts.path)
        if folder == "/" and not parts.query:
            return "redirected", HOME
        known = self._run.page_of(canonical_url(target, self._run.site))
        if known is not None and known.role == "listing":
            return "redirected", "a listing"
        if folder is not None and urlsplit(asked).path.startswith(folder) and not parts.query:
            return "redirected", "the folder that it lay in"
        return None

    def _from_listing(self, asked: str, target: str) -> tuple[str, str] | None:
        """A home page names what the whole site has: nothing on it may be taken for a listing's."""
        return ("moved", HOME) if leads_home(asked, target, self._run.site) else None


class ScriptRedirects(BaseRedirectMiddleware):
    """Follows a page of nothing but a script that names one address, as a browser would."""

    enabled_setting = "METAREFRESH_ENABLED"

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if (
            request.meta.get("dont_redirect", False)
            or response.status not in WHOLE
            or not isinstance(response, HtmlResponse)
            or len(response.body) > _SMALL
            or page_meta(request).part_of is not None
        ):
            return response
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        target = Markup.of(response.body, kind).script_target()
        url = urljoin(response.url, target) if target else response.url
        if urlsplit(url).scheme not in ("http", "https") or url == response.url:
            return response
        redirected = self._redirect_request_using_get(request, response, url)
        return self._redirect(redirected, request, "script")
