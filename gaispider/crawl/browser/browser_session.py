"""Renders one page: its raw bytes go into the browser, the DOM that its scripts made comes out.

The browser has no network. Its document is the answer that the crawl has received, its files come from Subresources,
and everything else (other pages, windows, downloads, sockets) is refused.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

from playwright.async_api import Dialog, Error, Page, Route, WebSocketRoute
from playwright.async_api import Request as PageRequest
from scrapy.http import Response

from gaispider.crawl.browser.subresources import MAX_FILES, SubresourceRequest, Subresources, headers_for_browser
from gaispider.page.html.decode import decode

# A page has settled when it has content and was idle (no change, no open request) for so many seconds,
_IDLE_SECONDS = 0.5
# or has content and was unchanged for so long, though it keeps sending requests,
_UNCHANGED_SECONDS = 1.5
# or has no content yet and was idle for so long, since scripts may wait for a timer.
_EMPTY_IDLE_SECONDS = 3.0
_POLL_SECONDS = 0.1
# What scripts must add to the raw page to count as content: characters, or links.
_MIN_CHARACTERS, _MIN_LINKS = 40, 3
_MAX_DOM = 16 << 20

_NO_WINDOWS = """
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'SharedWorker', 'WebTransport', 'Notification'])
  delete window[name];
window.open = () => null;
window.print = () => undefined;
"""
_SHAPE = """() => [
  document.body ? document.body.innerText.replace(/\\s+/g, '').length : 0,
  document.links.length,
  document.getElementsByTagName('*').length
]"""
# Set the charset to UTF-8, as the DOM is written, and <base> if scripts have changed the document's URL.
_NORMALISE_DOM = """url => {
  for (const meta of document.querySelectorAll('meta[charset]')) meta.setAttribute('charset', 'utf-8');
  for (const meta of document.querySelectorAll('meta[http-equiv="content-type" i]'))
    meta.setAttribute('content', 'text/html; charset=utf-8');
  const bare = text => text.split('#')[0];
  if (document.head && bare(document.URL) !== bare(url) && !document.querySelector('base[href]')) {
    const base = document.createElement('base');
    base.href = bare(document.URL);
    document.head.prepend(base);
  }
  return document.documentElement.outerHTML.length;
}"""
_TEXT = "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"


class BrowserSession:
    """The state of one page in the browser. `prepare` is scrapy-playwright's hook for a page that was just created."""

    def __init__(self, raw: Response, page_record: str, files: Subresources, timeout: float) -> None:
        self._raw = raw
        self._record = page_record
        self._files = files
        self._timeout = timeout
        self._pages = 0
        self._files_requested = 0
        self._open_requests = 0
        self._active_at = 0.0
        self._delivered = False
        self._timer: asyncio.TimerHandle | None = None
        self.page: Page | None = None
        # The URL that a script navigated to.
        self.redirect_url: str | None = None
        self.settled = False

    async def prepare(self, page: Page, _request: object) -> None:
        """Block windows, dialogs, downloads and sockets, and route all requests to this session."""
        self._pages += 1
        self.page = page
        self._timer = asyncio.get_running_loop().call_later(self._timeout + 1, self._force_close, page)
        page.on("popup", self._close_window)
        page.on("dialog", self._dismiss)
        page.on("download", lambda _: self._files.refuse("download"))
        await page.route_web_socket(re.compile(""), self._refuse_socket)
        await page.add_init_script(_NO_WINDOWS)
        await page.route("**", self._answer)

    @property
    def hung(self) -> bool:
        """Whether the page hung and was closed: scrapy-playwright then tries a second one."""
        return self._pages > 1

    async def dom(self) -> str:
        """The DOM as HTML once the page settled or timed out; empty after a redirect. Raises Error, TimeoutError."""
        if self.page is None:
            raise Error("the browser gave no page")
        self._stop_timer()
        await asyncio.wait_for(self._settle(self.page), self._timeout + 1)
        if self.redirect_url:
            return ""
        return await asyncio.wait_for(self._content(self.page), 10)

    async def close(self) -> None:
        """Close the page. Never raises: a page that does not close is closed with its context."""
        self._stop_timer()
        if self.page is not None and not self.page.is_closed():
            with suppress(Error, TimeoutError):
                await asyncio.wait_for(self.page.close(), 5)

    async def _settle(self, page: Page) -> None:
        loop = asyncio.get_running_loop()
        began = changed_at = loop.time()
        characters, links = _raw_shape(self._raw)
        last = None
        while (now := loop.time()) < began + self._timeout and not self.redirect_url:
            shape = await page.evaluate(_SHAPE)
            if shape != last:
                last, changed_at = shape, now
            has_content = shape[0] >= characters + _MIN_CHARACTERS or shape[1] >= links + _MIN_LINKS
            unchanged = now - changed_at
            idle = 0.0 if self._open_requests else now - max(self._active_at, changed_at)
            if (
                has_content and (idle >= _IDLE_SECONDS or unchanged >= _UNCHANGED_SECONDS)
            ) or idle >= _EMPTY_IDLE_SECONDS:
                self.settled = True
                return
            await asyncio.sleep(_POLL_SECONDS)

    async def _content(self, page: Page) -> str:
        if not page.url.startswith("http"):
            raise Error(f"its scripts left for {page.url[:80]}")
        size = await page.evaluate(_NORMALISE_DOM, self._raw.url)
        if size > _MAX_DOM:
            raise Error(f"what its scripts made is larger than {_MAX_DOM} characters")
        return await page.content()

    async def _answer(self, route: Route, request: PageRequest) -> None:
        self._open_requests += 1
        try:
            # The page may be closed before its answer arrives.
            with suppress(Error):
                await self._serve(route, request)
        finally:
            self._open_requests -= 1
            self._active_at = asyncio.get_running_loop().time()

    async def _serve(self, route: Route, request: PageRequest) -> None:
        # A second page is scrapy-playwright's retry after the first one hung.
        if self.hung:
            await route.abort()
        elif request.is_navigation_request() and request.frame == request.frame.page.main_frame:
            await self._navigate(route, request)
        elif self._files_requested >= MAX_FILES:
            self._files.refuse(f"more than {MAX_FILES} files of one page")
            await route.abort()
        else:
            await self._file(route, request)

    async def _navigate(self, route: Route, request: PageRequest) -> None:
        if not self._delivered:
            self._delivered = True
            body, kind = _document(self._raw)
            headers = {**headers_for_browser(self._raw), "Content-Type": kind}
            await route.fulfill(status=200, headers=headers, body=body)
            return
        # A page that reloads itself waits for a cookie or for news; it is read as it is.
        if _without_fragment(request.url) == _without_fragment(self._raw.url):
            self._files.refuse("the page loads itself again")
        elif request.method == "GET" and self._files.is_allowed(request.url):
            self.redirect_url = request.url
        # Any other error would make the browser replace this page by its error page.
        await route.abort("aborted")

    async def _file(self, route: Route, request: PageRequest) -> None:
        self._files_requested += 1
        asked = SubresourceRequest(
            request.url, request.resource_type, request.method, request.headers, request.post_data_buffer or b""
        )
        response = await self._files.fetch(asked, self._record)
        if response is None:
            await route.abort()
        else:
            await route.fulfill(status=response.status, headers=headers_for_browser(response), body=response.body)

    async def _close_window(self, page: Page) -> None:
        self._files.refuse("window")
        with suppress(Error):
            await page.close()

    async def _dismiss(self, dialog: Dialog) -> None:
        self._files.refuse("dialog")
        with suppress(Error):
            await dialog.dismiss()

    async def _refuse_socket(self, socket: WebSocketRoute) -> None:
        self._files.refuse("WebSocket")
        await socket.close()

    def _force_close(self, page: Page) -> None:
        """Close a page whose scripts never return, because scrapy-playwright would wait for it without end."""

        async def closed() -> None:
            with suppress(Error):
                await page.close()

        self._closing = asyncio.ensure_future(closed())

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()


def _document(raw: Response) -> tuple[bytes, str]:
    """Body and Content-Type for the browser. If the declared charset is wrong, the text as we decoded it, in UTF-8."""
    header = raw.headers.get("Content-Type")
    kind = header.decode("latin-1") if header else "text/html"
    decoded = decode(raw.body, kind)
    if any(warning.code == "charset_mismatch" for warning in decoded.warnings):
        return decoded.markup, "text/html; charset=utf-8"
    return raw.body, kind


def _raw_shape(raw: Response) -> tuple[int, int]:
    """Numbers of characters and links in the raw page, before any script."""
    text = "".join(raw.xpath(_TEXT).getall())
    return len("".join(text.split())), len(raw.xpath("//a[@href]"))


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]
