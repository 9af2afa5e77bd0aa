"""Pages that only scripts can make: read by a browser where the registry says so (`render`), or where `auto` sees why.

The raw answer is archived before; the DOM becomes a `conversion` record that refers to it, and is what callbacks read.
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
from gaispider.crawl.browser.render_tally import RenderTally
from gaispider.crawl.listing_note import note_of
from gaispider.crawl.meta import PageMeta, carrying, page_meta
from gaispider.crawl.net.causes import NotRenderedError, StorageError
from gaispider.crawl.net.challenge import classify
from gaispider.crawl.run.run import Run
from gaispider.page import read_page
from gaispider.page.listing.site_sections import read_columns
from gaispider.page.selectors import Select
from gaispider.received import Received

if TYPE_CHECKING:
    from playwright.async_api import Page

    from gaispider.crawl.browser.browser_session import Visit
    from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

# Seconds that a browser may take to start, on a machine with much else to do.
_START = 60.0
# What a browser may help.
_LACKS = frozenset({"shell", "empty_article", "empty_listing"})


class RenderedPages:
    """Replaces raw answers by rendered ones. In `auto`, a rendering that shows no more than the raw page is dropped."""

    def __init__(self, crawler: Crawler, site: Site) -> None:
        from gaispider.crawl.browser.subresources import PageFiles

        self._crawler = crawler
        self._site = site
        self._run = crawler.get_extension(Run)
        self._tally = self._run.tally.rendering if self._run else RenderTally()
        self._timeout = crawler.settings.getfloat("RENDER_TIMEOUT")
        self._recycle = crawler.settings.getint("RENDER_PAGES")
        unreachable = self._run.robots_unreachable if self._run else set()
        self._files = PageFiles(crawler, site, self._tally, unreachable)
        self._in_context = 0
        self._one = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderedPages:
        site = getattr(crawler.spider, "site", None)
        # Without the handler (no browser for `auto`, or a replay) raw answers stay as they are.
        if site is None or not site.render or not crawler.settings["PLAYWRIGHT_LAUNCH_OPTIONS"]:
            raise NotConfigured
        return cls(crawler, site)

    async def process_response(self, request: Request, response: Response) -> Response:
        why = self._why(request, response)
        if why is None:
            return response
        async with self._one:
            try:
                body = await self._render(request, response)
            except NotRenderedError as error:
                self._tally.failed[why] += 1
                if self._site.render == "auto":
                    logger.warning("%s", error)
                    return response
                raise
        rendered = response.replace(body=body, flags=[*response.flags, "rendered"], encoding="utf-8")
        rendered.headers["Content-Type"] = "text/html; charset=utf-8"
        if why != "registry" and lack_of(rendered, page_meta(request), self._site.select) in _LACKS:
            self._tally.in_vain[why] += 1
            return response
        self._tally.pages[why] += 1
        self._archive(request, body)
        return rendered

    def _why(self, request: Request, response: Response) -> str | None:
        """Why an answer is to be rendered; None if it is not."""
        meta = page_meta(request)
        if request.method != "GET" or response.status != 200 or not isinstance(response, HtmlResponse):
            return None
        # Files of rendered pages, attachments of reports and robots.txt are no pages.
        robots = request.meta.get("dont_obey_robotstxt")
        if meta.part_of is not None or meta.role == "attachment" or robots:
            return None
        render = self._site.render
        if render == "auto":
            lack = lack_of(response, meta, self._site.select)
            return lack if lack in _LACKS else None
        if isinstance(render, tuple) and not any(re.search(pattern, response.url) for pattern in render):
            return None
        # Challenges and notices are not for a browser to get past.
        return "registry" if cause_of_page(response) in (None, "shell") else None

    async def _render(self, request: Request, response: Response) -> bytes:
        """The DOM in UTF-8; a script's jump to another page as a page that says so. Raises NotRenderedError."""
        from playwright.async_api import Error

        from gaispider.crawl.browser.browser_session import Visit

        received = page_meta(request).received
        record = (received.record_id if received else None) or ""
        visit = Visit(response, record, self._files, self._timeout)
        try:
            opening = self._crawler.engine.download_async(self._opening(response, visit))
            await asyncio.wait_for(opening, self._timeout * 2 + _START)
            dom = await visit.dom()
        except (Error, OSError, TimeoutError) as error:
            raise NotRenderedError(f"{response.url}: not rendered: {_reason(error, visit)}") from error
        finally:
            await self._leave(visit)
        if visit.sent_to:
            # Scrapy follows it as a redirect, and a replay of the archive does the same.
            address = html.escape(visit.sent_to)
            return f'<html><head><meta http-equiv="refresh" content="0;url={address}"></head></html>'.encode()
        self._tally.unsettled += not visit.settled
        return dom.encode("utf-8", "replace")

    def _opening(self, response: Response, visit: Visit) -> Request:
        """The request that scrapy-playwright opens a page for. It asks nothing of the site."""
        meta: dict[str, Any] = {
            **carrying(PageMeta(part_of="")),
            "playwright": True,
            "playwright_include_page": True,
            "playwright_context": self._site.key,
            "playwright_context_kwargs": {
                "user_agent": self._crawler.settings["USER_AGENT"],
                "locale": "zh-CN",
                "timezone_id": "Asia/Shanghai",
                # Lists that load as they are scrolled into view are in view.
                "viewport": {"width": 1280, "height": 4000},
                "service_workers": "block",
                "accept_downloads": False,
            },
            "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": self._timeout * 1000},
            "playwright_page_init_callback": visit.prepare,
            "download_slot": BROWSER,
            "dont_redirect": True,
            "dont_retry": True,
        }
        return Request(response.url, meta=meta, dont_filter=True)

    async def _leave(self, visit: Visit) -> None:
        """Close the page, and after RENDER_PAGES of them the context with all it holds."""
        await visit.close()
        if visit.page is None:
            return
        self._in_context += 1
        if self._in_context >= self._recycle or not visit.page.is_closed():
            self._in_context = 0
            self._tally.contexts_closed += 1
            await _closed(visit.page)

    def _archive(self, request: Request, body: bytes) -> None:
        run, meta = self._run, page_meta(request)
        raw = meta.received
        if run is None or run.archive is None or raw is None:
            return
        now = run.now()
        try:
            written = run.archive.convert(request.url, body, raw.record_id or "", now, note_of(raw.entry))
        except OSError as error:
            run.fail(f"the archive cannot be written: {error}")
            raise StorageError(f"{request.url}: not archived: {error}") from error
        # Records are read from the conversion; what is kept of the raw answer stays `archived`.
        meta.received = Received(
            "live", f"archive/{written.file}", written.record_id, now.isoformat("T", "seconds"), 200, raw.entry
        )


async def _closed(page: Page) -> None:
    """Close a page's context; where that does not work, the browser: the next page starts another."""
    from playwright.async_api import Error

    context = page.context
    try:
        await asyncio.wait_for(context.close(), 10)
    except (Error, TimeoutError):
        if context.browser:
            await asyncio.wait_for(context.browser.close(), 30)


def _reason(error: Exception, visit: Visit) -> str:
    told = str(error).strip()
    if "No usable sandbox" in told:
        return "Chromium's sandbox needs user namespaces, which this machine does not give"
    return "its scripts do not come to an end" if visit.hung or not told else told.partition("\n")[0]


def cause_of_page(response: Response) -> str | None:
    """Why an answer is no content, or None."""
    verdict = classify(response.status, {"content-type": _kind(response)}, response.body)
    return verdict.cause if verdict else None


def lack_of(response: Response, meta: PageMeta, select: Select | None = None) -> str | None:
    """What a page does not show: the cause if it is no content (`classify`), `empty_article` or `empty_listing` if it
    has scripts but not what it was asked for as; None if nothing is missing."""
    if cause := cause_of_page(response):
        return cause
    role = meta.role
    if role not in ("article", "listing") or b"<script" not in response.body.lower():
        return None
    page = read_page(response.body, response.url, _kind(response), select=select)
    if role == "article":
        article = page.article
        return None if article.document.blocks or article.images or article.attachments else "empty_article"
    if not meta.in_column or page.listing.items or page.listing.next_page:
        return None
    return None if read_columns(page.tree, response.url, in_column=True) else "empty_listing"


def _kind(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
