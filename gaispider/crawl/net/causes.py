"""The errors of requests, and the cause of each as one word of outcome.CAUSES."""

from __future__ import annotations

from collections.abc import Mapping
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
from twisted.python.failure import Failure

from gaispider.crawl.challenge import Verdict
from gaispider.crawl.net.resolver import GuardedResolver
from gaispider.crawl.net.url_policy import PRIVATE
from gaispider.crawl.run.outcome import Unreachable


class RefusedError(IgnoreRequest):
    """A request that must not be sent: `cause` is foreign_host, private_address, long_url or taken_down."""

    def __init__(self, cause: str, sentence: str) -> None:
        super().__init__(sentence)
        self.cause = cause


class NoContentError(IgnoreRequest):
    """An answer that is a challenge, a block or a notice."""

    def __init__(self, verdict: Verdict, url: str) -> None:
        super().__init__(f"{url}: {verdict.cause}: {verdict.sentence}")
        self.verdict = verdict


class RedirectedError(IgnoreRequest):
    """A request that was led to another page: `cause` is the outcome of the address asked for, `why` what is there."""

    def __init__(self, cause: str, asked: str, target: str, why: str) -> None:
        super().__init__(f"{asked}: redirected to {target}, {why}")
        self.cause, self.why = cause, why


class IncompleteError(IgnoreRequest):
    """An answer that is truncated, empty or no whole page (http_2xx), as `cause` says, after all retries."""

    def __init__(self, cause: str, url: str, status: int = 200) -> None:
        super().__init__(f"{url}: the answer is {f'no whole page: HTTP {status}' if cause == 'http_2xx' else cause}")
        self.cause = cause


class NotReadError(IgnoreRequest):
    """A page whose reading was over its time or memory, or crashed."""


class NotInArchiveError(IgnoreRequest):
    """A replay was asked for a URL that its archive does not hold."""


class NotRenderedError(IgnoreRequest):
    """A page needs a browser, and the browser could not render it."""


class StorageError(IgnoreRequest):
    """What was received could not be written."""


# By host and port (`netloc`): why its robots.txt could not be had.
NoRules = Mapping[str, Unreachable]


def unreachable_by(error: BaseException, request: Request) -> Unreachable:
    """Why a request for robots.txt failed: the first cause, which is told of the pages that are then not asked for."""
    sentence = told_of(error, request, {}).removeprefix(f"{request.url}: ")
    return Unreachable(cause_of(error, request, {}), sentence)


def told_of(error: BaseException, request: Request, no_rules: NoRules) -> str:
    """One line on the error of a request, beginning with its URL; the first cause where robots.txt could not be had."""
    text = f"HTTP {error.response.status}" if isinstance(error, HttpError) else str(error) or type(error).__name__
    if _is_of_robots(error) and (first := no_rules.get(urlsplit(request.url).netloc)):
        text = f"{first.sentence} (its robots.txt was asked for first)"
    if isinstance(error, CannotResolveHostError):
        text = _unresolved(urlsplit(request.url).hostname or "") or text
    return text if text.startswith(request.url) else f"{request.url}: {text}"


def _unresolved(host: str) -> str:
    """Why a name gives no address to ask, where the look-up has told; Twisted's own words do not say it."""
    if host in GuardedResolver.refused:
        return f"{host} is at {GuardedResolver.refused[host]}: {PRIVATE}"
    return f"DNS knows no host of the name {host}" if host in GuardedResolver.absent else ""


def is_final(cause: str, url: str) -> bool:
    """Whether it is in vain to ask again in the same command: a private address, or a name that DNS says is none."""
    return cause == "private_address" or (cause == "dns" and (urlsplit(url).hostname or "") in GuardedResolver.absent)


def cause_of(error: BaseException, request: Request, no_rules: NoRules) -> str:
    """The cause of an error. `no_rules`: the hosts whose robots.txt could not be had."""
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
        case NotReadError():
            return "not_read"
        case StorageError():
            return "exception"
        case HttpError():
            status = error.response.status
            if status == 429:
                return "retry_later"
            return "gone" if status in (404, 410) else f"http_{status // 100}xx"
        case IgnoreRequest():
            return _ignored(error, urlsplit(request.url).netloc, no_rules)
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


def _ignored(error: IgnoreRequest, netloc: str, no_rules: NoRules) -> str:
    """The cause of an IgnoreRequest of Scrapy's own, which only its message tells."""
    if _is_of_robots(error):
        first = no_rules.get(netloc)
        return first.cause if first else "robots"
    message = str(error)
    if "max redirections" in message:
        return "redirect_loop"
    return "too_large" if "DOWNLOAD_MAXSIZE" in message else "exception"


def _is_of_robots(error: BaseException) -> bool:
    return type(error) is IgnoreRequest and "robots.txt" in str(error)


def error_of(failure: Failure) -> BaseException:
    """The error of a failure."""
    return failure.value if failure.value is not None else RuntimeError("a failure without an error")


def sentence_of(failure: Failure) -> str:
    """Type and message of a failure's error."""
    return f"{type(error_of(failure)).__name__}: {failure.getErrorMessage()}"
