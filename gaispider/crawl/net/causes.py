"""The errors of requests, and the cause of each as one word of outcome.CAUSES."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Request
from scrapy.spidermiddlewares.httperror import HttpError

from gaispider.crawl.challenge import Verdict
from gaispider.crawl.net.resolver import GuardedResolver


class RefusedError(IgnoreRequest):
    """A request that must not be sent: `cause` is foreign_host, private_address, long_url or taken_down."""

    def __init__(self, cause: str, sentence: str) -> None:
        super().__init__(sentence)
        self.cause = cause


class NoContentError(IgnoreRequest):
    """An answer that is a challenge, a block or a notice."""

    def __init__(self, verdict: Verdict, url: str) -> None:
        super().__init__(f"{url}: {verdict.cause}: {verdict.evidence}")
        self.verdict = verdict


class RedirectedError(IgnoreRequest):
    """A request for an article that was led to another page: `cause` is the outcome of the address asked for."""

    def __init__(self, cause: str, asked: str, target: str, why: str) -> None:
        super().__init__(f"{asked}: redirected to {target}, {why}")
        self.cause = cause


class IncompleteError(IgnoreRequest):
    """An answer that is truncated, empty or no whole page (http_2xx), as `cause` says, after all retries."""

    def __init__(self, cause: str, url: str, status: int = 200) -> None:
        super().__init__(f"{url}: the answer is {f'no whole page: HTTP {status}' if cause == 'http_2xx' else cause}")
        self.cause = cause


class NotInArchiveError(IgnoreRequest):
    """A replay was asked for a URL that its archive does not hold."""


class NotRenderedError(IgnoreRequest):
    """A page needs a browser, and the browser could not render it."""


class StorageError(IgnoreRequest):
    """What was received could not be written."""


def cause_of(error: BaseException, request: Request, robots_unreachable: set[str]) -> str:
    """The cause of an error. `robots_unreachable`: host names whose robots.txt could not be fetched."""
    host = urlsplit(request.url).hostname or ""
    match error:
        case NoContentError():
            return error.verdict.cause
        case RefusedError() | IncompleteError() | RedirectedError():
            return error.cause
        case NotInArchiveError():
            return "not_in_archive"
        case NotRenderedError():
            return "not_rendered"
        case StorageError():
            return "exception"
        case HttpError():
            status = error.response.status
            if status == 429:
                return "retry_later"
            return "gone" if status in (404, 410) else f"http_{status // 100}xx"
        case IgnoreRequest():
            return _ignored(str(error), host, robots_unreachable)
        case CannotResolveHostError():
            return "private_address" if host in GuardedResolver.refused else "dns"
        case DownloadConnectionRefusedError():
            return "refused"
        case DownloadTimeoutError():
            return "timeout"
        case DownloadCancelledError():
            return "too_large"
        case DownloadFailedError() | ResponseDataLossError() | OSError():
            return "connection"
    # brotli raises an error of its own; the other codings raise OSError.
    return "connection" if type(error).__module__.startswith(("twisted.", "brotli")) else "exception"


def _ignored(message: str, host: str, robots_unreachable: set[str]) -> str:
    """The cause of an IgnoreRequest of Scrapy's own, which only its message tells."""
    if "robots.txt" in message:
        if host in GuardedResolver.refused:
            return "private_address"
        return "robots_unreachable" if host in robots_unreachable else "robots"
    if "max redirections" in message:
        return "redirect_loop"
    return "too_large" if "DOWNLOAD_MAXSIZE" in message else "exception"
