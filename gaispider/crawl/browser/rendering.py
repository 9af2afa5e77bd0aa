"""Renders pages in a browser: where the registry says so (`render`), or where `auto` finds content missing.

The raw answer is archived first. The DOM is archived as a `conversion` record that refers to it, and callbacks read it.
"""

from __future__ import annotations

import asyncio
import html
import logging
import re
from typing import TYPE_CHECKING, Any

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Request, Response

from gaispider.crawl.browser.chromium import BROWSER
from gaispider.crawl.challenge import classify
from gaispider.crawl.meta import PageMeta, page_meta, request_meta
from gaispider.crawl.net.causes import NotRenderedError, StorageError
from gaispider.crawl.notes.listing_note import note_of
from gaispider.crawl.run.part_counters import RenderCounters
from gaispider.crawl.run.run import Run
from gaispider.page import read_page
from gaispider.page.listing.site_sections import read_columns
from gaispider.page.selectors import Select
from gaispider.received import Received

if TYPE_CHECKING:
    from playwright.async_api import Page

    from gaispider.crawl.browser.browser_session import BrowserSession
    from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

# Timeout for the start of the browser, on a busy machine.
_START_SECONDS = 60.0
# Kinds of missing content that rendering may supply.
_RENDERABLE = frozenset({"shell", "empty_article", "empty_listing"})


class RenderedPages:
    """Replaces raw answers by rendered ones. In `auto`, a rendering without more content is discarded."""

    def __init__(self, crawler: Crawler, site: Site) -> None:
        from gaispider.crawl.browser.subresources import Subresources

        self._crawler = crawler
        self._site = site
        self._run = crawler.get_extension(Run)
        self._counters = self._run.counters.rendering if self._run else RenderCounters()
        self._timeout = crawler.settings.getfloat("RENDER_TIMEOUT")
        self._pages_per_context = crawler.settings.getint("RENDER_PAGES")
        unreachable = self._run.robots_unreachable if self._run else {}
        self._files = Subresources(crawler, site, self._counters, unreachable)
        self._pages_in_context = 0
        self._lock = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderedPages:
        site = getattr(crawler.spider, "site", None)
        # Without a browser (`auto` only) and in a replay, raw answers stay as they are.
        if site is None or not site.render or not crawler.settings["PLAYWRIGHT_LAUNCH_OPTIONS"]:
            raise NotConfigured
        return cls(crawler, site)

    async def process_response(self, request: Request, response: Response) -> Response:
        why = self._why(request, response)
        if why is None:
            return response
        async with self._lock:
            try:
                body = await self._render(request, response)
            except NotRenderedError as error:
                self._counters.failed[why] += 1
                if self._site.render == "auto":
                    logger.warning("%s", error)
                    return response
                raise
        rendered = response.replace(body=body, flags=[*response.flags, "rendered"], encoding="utf-8")
        rendered.headers["Content-Type"] = "text/html; charset=utf-8"
        if why != "registry" and missing_content(rendered, page_meta(request), self._site.select) in _RENDERABLE:
            self._counters.in_vain[why] += 1
            return response
        self._counters.pages[why] += 1
        self._archive(request, body)
        return rendered

    def _why(self, request: Request, response: Response) -> str | None:
        """The reason to render an answer (`registry`, or what is missing); None if it is not to be rendered."""
        meta = page_meta(request)
        if request.method != "GET" or response.status != 200 or not isinstance(response, HtmlResponse):
            return None
        # Sub-resources, attachments and robots.txt are no pages.
        robots = request.meta.get("dont_obey_robotstxt")
        if meta.part_of is not None or meta.role == "attachment" or robots:
            return None
        render = self._site.render
        if render == "auto":
            missing = missing_content(response, meta, self._site.select)
            return missing if missing in _RENDERABLE else None
        if isinstance(render, tuple) and not any(re.search(pattern, response.url) for pattern in render):
            return None
        # A browser is not used to get past challenges and notices.
        return "registry" if cause_of_page(response) in (None, "shell", "redirected") else None

    async def _render(self, request: Request, response: Response) -> bytes:
        """The DOM in UTF-8; for a navigation by script, a page with a meta refresh. Raises NotRenderedError."""
        from playwright.async_api import Error

        from gaispider.crawl.browser.browser_session import BrowserSession

        received = page_meta(request).received
        record = (received.record_id if received else None) or ""
        session = BrowserSession(response, record, self._files, self._timeout)
        try:
            opened = self._crawler.engine.download_async(self._browser_request(response, session))
            await asyncio.wait_for(opened, self._timeout * 2 + _START_SECONDS)
            dom = await session.dom()
        except (Error, OSError, TimeoutError) as error:
            raise NotRenderedError(f"{response.url}: not rendered: {_reason(error, session)}") from error
        finally:
            await self._release(session)
        if session.redirect_url:
            # Scrapy follows a meta refresh as a redirect, also when the archive is replayed.
            address = html.escape(session.redirect_url)
            return f'<html><head><meta http-equiv="refresh" content="0;url={address}"></head></html>'.encode()
        self._counters.unsettled += not session.settled
        return dom.encode("utf-8", "replace")

    def _browser_request(self, response: Response, session: BrowserSession) -> Request:
        """The request for which scrapy-playwright opens a page. It sends nothing to the site."""
        meta: dict[str, Any] = {
            **request_meta(PageMeta(part_of="")),
            "playwright": True,
            "playwright_include_page": True,
            "playwright_context": self._site.key,
            "playwright_context_kwargs": {
                "user_agent": self._crawler.settings["USER_AGENT"],
                "locale": "zh-CN",
                "timezone_id": "Asia/Shanghai",
                # High enough that lists which load on scrolling are in view.
                "viewport": {"width": 1280, "height": 4000},
                "service_workers": "block",
                "accept_downloads": False,
            },
            "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": self._timeout * 1000},
            "playwright_page_init_callback": session.prepare,
            "download_slot": BROWSER,
            "dont_redirect": True,
            "dont_retry": True,
        }
        return Request(response.url, meta=meta, dont_filter=True)

    async def _release(self, session: BrowserSession) -> None:
        """Close the page, and after RENDER_PAGES pages the browser context."""
        await session.close()
        if session.page is None:
            return
        self._pages_in_context += 1
        if self._pages_in_context >= self._pages_per_context or not session.page.is_closed():
            self._pages_in_context = 0
            self._counters.contexts_closed += 1
            await _close_context(session.page)

    def _archive(self, request: Request, body: bytes) -> None:
        run, meta = self._run, page_meta(request)
        raw = meta.received
        if run is None or run.archive is None or raw is None:
            return
        now = run.now()
        try:
            written = run.archive.write_conversion(request.url, body, raw.record_id or "", now, note_of(raw.entry))
        except OSError as error:
            run.fail(f"the archive cannot be written: {error}")
            raise StorageError(f"{request.url}: not archived: {error}") from error
        # Records cite the conversion; `archived` still points to the raw answer, for validators.
        meta.received = Received(
            "live", f"archive/{written.file}", written.record_id, now.isoformat("T", "seconds"), 200, raw.entry
        )


async def _close_context(page: Page) -> None:
    """Close a page's context; if that fails, the browser. The next page starts a new one."""
    from playwright.async_api import Error

    context = page.context
    try:
        await asyncio.wait_for(context.close(), 10)
    except (Error, TimeoutError):
        if context.browser:
            await asyncio.wait_for(context.browser.close(), 30)


def _reason(error: Exception, session: BrowserSession) -> str:
    message = str(error).strip()
    if "No usable sandbox" in message:
        return "Chromium's sandbox needs user namespaces, which this machine does not give"
    return "its scripts do not come to an end" if session.hung or not message else message.partition("\n")[0]


def cause_of_page(response: Response) -> str | None:
    """The cause why an answer is no content (`challenge.classify`); None for content."""
    verdict = classify(response.status, {"content-type": _kind(response)}, response.body)
    return verdict.cause if verdict else None


def missing_content(response: Response, meta: PageMeta, select: Select | None = None) -> str | None:
    """What a page lacks; None if nothing is missing.

    The cause if it is no content; `empty_article` or `empty_listing` if it has scripts and not the content of its role.
    `select` are the site's own selectors.
    """
    if cause := cause_of_page(response):
        return cause
    role = meta.role
    if role not in ("article", "listing") or b"<script" not in response.body.lower():
        return None
    page = read_page(response.body, response.url, _kind(response), select=select)
    if role == "article":
        article = page.article
        return None if article.document.blocks or article.images or article.attachments else "empty_article"
    if not meta.in_column or page.listing.items or page.listing.next_page or page.listing.next_request:
        return None
    return None if read_columns(page.tree, response.url, in_column=True) else "empty_listing"


def _kind(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
