"""Redirects of articles: which are the same page at another address, and which lead away from the report.

An article that is led to the home page, to a listing, to an error page or to a login was not read: it gets an outcome
of its own, which names the target, and the target is not asked for in its name. A redirect to another article is
followed.
"""

from __future__ import annotations

import logging
import re
from typing import cast
from urllib.parse import urljoin, urlsplit

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import BaseRedirectMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Request, Response

from gaispider.crawl.answer_markup import Markup
from gaispider.crawl.challenge import WHOLE
from gaispider.crawl.meta import page_meta
from gaispider.crawl.net.causes import RedirectedError
from gaispider.crawl.run.run import Run
from gaispider.reference import Phrases
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

_MISSING = Phrases("addresses.tsv", "missing_page", flags=re.IGNORECASE)
_ERROR = Phrases("addresses.tsv", "error_page", flags=re.IGNORECASE)
_LOGIN = Phrases("addresses.tsv", "login_page", flags=re.IGNORECASE)
_INDEX = Phrases("addresses.tsv", "index_page", flags=re.IGNORECASE)
# Bytes; a page of nothing but a redirecting script is small.
_SMALL = 16 * 1024


def same_page(url: str, other: str, site: Site | None) -> bool:
    """Whether two addresses differ only as http and https, with and without www, with a closing slash or an index."""
    return _plain(canonical_url(url, site)) == _plain(canonical_url(other, site))


def redirected_from(request: Request, site: Site | None) -> str | None:
    """The address that was asked for, where the request is a redirect to another page; else None."""
    asked = request.meta.get("redirect_urls", [request.url])[0]
    return None if same_page(asked, request.url, site) else cast("str", asked)


class RedirectedArticles:
    """Ends a redirect of an article that leads away, before its target is asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RedirectedArticles:
        run = crawler.get_extension(Run)
        if run is None:
            raise NotConfigured
        return cls(run)

    def process_request(self, request: Request) -> None:
        """Raises RedirectedError."""
        if page_meta(request).role != "article":
            return
        asked = redirected_from(request, self._run.site)
        if asked is not None and (away := self._away(asked, request.url)):
            logger.warning("%s leads away to %s: %s", asked, request.url, away[1])
            raise RedirectedError(away[0], asked, request.url, away[1])

    def _away(self, asked: str, target: str) -> tuple[str, str] | None:
        """The outcome of a redirect that leads to no article, and what the target is; None for one to follow."""
        path = urlsplit(target).path
        if _LOGIN.find(path):
            return "login", "a login"
        if _MISSING.find(path):
            return "gone", "a page for what is missing"
        if _ERROR.find(path):
            return "notice", "an error page"
        folder = _folder(path)
        if folder == "/" and not urlsplit(target).query:
            return "redirected", "the home page"
        known = self._run.page_of(canonical_url(target, self._run.site))
        if known is not None and known.role == "listing":
            return "redirected", "a listing"
        if folder is not None and urlsplit(asked).path.startswith(folder) and not urlsplit(target).query:
            return "redirected", "the folder that it lay in"
        return None


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


def _plain(canonical: str) -> tuple[str, str, str]:
    """Host without www, path without index and closing slash, query."""
    parts = urlsplit(canonical)
    path = _folder(parts.path) or parts.path
    return parts.netloc.removeprefix("www."), path.rstrip("/"), parts.query


def _folder(path: str) -> str | None:
    """The folder that a path names, by a closing slash or as its index page; None for another page."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/" if not name or _INDEX.find(name) else None
