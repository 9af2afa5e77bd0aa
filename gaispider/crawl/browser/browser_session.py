"""One page in the browser: its raw bytes go in, the DOM that its scripts made comes out.

The browser has no network of its own. The page's document is the answer that the crawl has received already, the files
come from PageFiles, and everything else the page may want (other pages, windows, downloads, sockets) is refused.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

from playwright.async_api import Dialog, Error, Page, Route, WebSocketRoute
from playwright.async_api import Request as PageRequest
from scrapy.http import Response

from gaispider.crawl.browser.subresources import MAX_FILES, Asked, PageFiles, given_headers
from gaispider.page.html.decode import decode

# Seconds without a change or an open request after which a page that shows something has settled ...
_QUIET = 0.5
# ... that shows something, though it never stops asking ...
_UNCHANGED = 1.5
# ... or that shows nothing yet: scripts may wait for a timer.
_PATIENT = 3.0
_STEP = 0.1
# What the scripts must have added to the raw page to be something: characters, or links.
_CHARACTERS, _LINKS = 40, 3
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
# The DOM is written as UTF-8, and is read at the address it was asked for under.
_TRUE_TO_ITSELF = """url => {
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


class Visit:
    """The state of one page's visit; `prepare` is scrapy-playwright's hook for a page that was just made."""

    def __init__(self, raw: Response, page_record: str, files: PageFiles, timeout: float) -> None:
        self._raw = raw
        self._record = page_record
        self._files = files
        self._timeout = timeout
        self._pages = 0
        self._asked = 0
        self._waiting = 0
        self._active_at = 0.0
        self._delivered = False
        self._watch: asyncio.TimerHandle | None = None
        self.page: Page | None = None
        # Where a script sent the browser to.
        self.sent_to: str | None = None
        self.settled = False

    async def prepare(self, page: Page, _request: object) -> None:
        """Close every way out before the page is opened."""
        self._pages += 1
        self.page = page
        self._watch = asyncio.get_running_loop().call_later(self._timeout + 1, self._end, page)
        page.on("popup", self._close_window)
        page.on("dialog", self._dismiss)
        page.on("download", lambda _: self._files.refuse("download"))
        await page.route_web_socket(re.compile(""), self._refuse_socket)
        await page.add_init_script(_NO_WINDOWS)
        await page.route("**", self._answer)

    @property
    def hung(self) -> bool:
        """Whether the page had to be closed because it answered nothing."""
        return self._pages > 1

    async def dom(self) -> str:
        """What the page shows when it has settled, or when its time is over. Raises Error or TimeoutError."""
        if self.page is None:
            raise Error("the browser gave no page")
        self._stop_watch()
        await asyncio.wait_for(self._settle(self.page), self._timeout + 1)
        if self.sent_to:
            return ""
        return await asyncio.wait_for(self._content(self.page), 10)

    async def close(self) -> None:
        """Close the page. Never raises: a page that does not close goes with its context."""
        self._stop_watch()
        if self.page is not None and not self.page.is_closed():
            with suppress(Error, TimeoutError):
                await asyncio.wait_for(self.page.close(), 5)

    async def _settle(self, page: Page) -> None:
        loop = asyncio.get_running_loop()
        began = changed_at = loop.time()
        characters, links = _raw_shape(self._raw)
        last = None
        while (now := loop.time()) < began + self._timeout and not self.sent_to:
            shape = await page.evaluate(_SHAPE)
            if shape != last:
                last, changed_at = shape, now
            shows = shape[0] >= characters + _CHARACTERS or shape[1] >= links + _LINKS
            unchanged = now - changed_at
            quiet = 0.0 if self._waiting else now - max(self._active_at, changed_at)
            if (shows and (quiet >= _QUIET or unchanged >= _UNCHANGED)) or quiet >= _PATIENT:
                self.settled = True
                return
            await asyncio.sleep(_STEP)

    async def _content(self, page: Page) -> str:
        if not page.url.startswith("http"):
            raise Error(f"its scripts left for {page.url[:80]}")
        size = await page.evaluate(_TRUE_TO_ITSELF, self._raw.url)
        if size > _MAX_DOM:
            raise Error(f"what its scripts made is larger than {_MAX_DOM} characters")
        return await page.content()

    async def _answer(self, route: Route, request: PageRequest) -> None:
        self._waiting += 1
        try:
            # The page may be gone before its answer is there.
            with suppress(Error):
                await self._serve(route, request)
        finally:
            self._waiting -= 1
            self._active_at = asyncio.get_running_loop().time()

    async def _serve(self, route: Route, request: PageRequest) -> None:
        # A second page is scrapy-playwright's next try after the first was closed for good reason.
        if self.hung:
            await route.abort()
        elif request.is_navigation_request() and request.frame == request.frame.page.main_frame:
            await self._navigate(route, request)
        elif self._asked >= MAX_FILES:
            self._files.refuse(f"more than {MAX_FILES} files of one page")
            await route.abort()
        else:
            await self._file(route, request)

    async def _navigate(self, route: Route, request: PageRequest) -> None:
        if not self._delivered:
            self._delivered = True
            body, kind = _document(self._raw)
            headers = {**given_headers(self._raw), "Content-Type": kind}
            await route.fulfill(status=200, headers=headers, body=body)
            return
        # A page that loads itself again waits for a cookie or for news; it is read as it is.
        if _bare(request.url) == _bare(self._raw.url):
            self._files.refuse("the page loads itself again")
        elif request.method == "GET" and self._files.may_be_asked(request.url):
            self.sent_to = request.url
        # Any other error would put the browser's error page in the place of this one.
        await route.abort("aborted")

    async def _file(self, route: Route, request: PageRequest) -> None:
        self._asked += 1
        asked = Asked(
            request.url, request.resource_type, request.method, request.headers, request.post_data_buffer or b""
        )
        response = await self._files.fetch(asked, self._record)
        if response is None:
            await route.abort()
        else:
            await route.fulfill(status=response.status, headers=given_headers(response), body=response.body)

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

    def _end(self, page: Page) -> None:
        """A page whose scripts never return lets scrapy-playwright wait for ever: only closing it ends that."""

        async def closed() -> None:
            with suppress(Error):
                await page.close()

        self._closing = asyncio.ensure_future(closed())

    def _stop_watch(self) -> None:
        if self._watch:
            self._watch.cancel()


def _document(raw: Response) -> tuple[bytes, str]:
    """Body and Content-Type for the browser. Browsers believe a wrong charset; what we read from the bytes is right."""
    header = raw.headers.get("Content-Type")
    kind = header.decode("latin-1") if header else "text/html"
    decoded = decode(raw.body, kind)
    if any(warning.code == "charset_mismatch" for warning in decoded.warnings):
        return decoded.markup, "text/html; charset=utf-8"
    return raw.body, kind


def _raw_shape(raw: Response) -> tuple[int, int]:
    """Characters and links that the raw page has before any script."""
    text = "".join(raw.xpath(_TEXT).getall())
    return len("".join(text.split())), len(raw.xpath("//a[@href]"))


def _bare(url: str) -> str:
    return url.partition("#")[0]
