"""Redirects and refreshes of pages, of which some lead to no address that can be asked for.

Scrapy's middlewares raise where a target is `javascript:`, `mailto:` or no address.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Request, Response

logger = logging.getLogger(__name__)

_Step = Callable[[Request, Response], Request | Response]


def _or_as_it_is(follow: _Step, request: Request, response: Response, does: str) -> Request | Response:
    """Where a step leads, or the answer as it is where that is no address; `does` says in a word what the page does."""
    try:
        return follow(request, response)
    except ValueError as error:
        logger.info("%s %s to no address (%s)", response.url, does, error)
        return response


class FollowedRedirect(RedirectMiddleware):
    """Leaves an answer that redirects to no address a 3xx."""

    def process_response(  # type: ignore[override]  # the base's third argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        return _or_as_it_is(super().process_response, request, response, "redirects")


class FollowedRefresh(MetaRefreshMiddleware):
    """Lets a page that refreshes to no address be read as it is."""

    def process_response(  # type: ignore[override]  # the base's third argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        return _or_as_it_is(super().process_response, request, response, "refreshes")
