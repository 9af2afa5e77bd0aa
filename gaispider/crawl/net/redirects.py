"""Redirects and refreshes of pages, of which some lead to no address that can be asked for."""

from __future__ import annotations

import logging

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Request, Response

logger = logging.getLogger(__name__)


class FollowedRedirect(RedirectMiddleware):
    """Scrapy's raises where Location is `javascript:`, `mailto:` or no address; here the answer stays a 3xx."""

    def process_response(  # type: ignore[override]  # the base's third argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        try:
            return super().process_response(request, response)
        except ValueError as error:
            logger.info("%s redirects to no address (%s)", response.url, error)
            return response


class FollowedRefresh(MetaRefreshMiddleware):
    """Scrapy's raises where a page refreshes to `javascript:` or to no address; here the page is read as it is."""

    def process_response(  # type: ignore[override]  # the base's third argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        try:
            return super().process_response(request, response)
        except ValueError as error:
            logger.info("%s refreshes to no address (%s)", response.url, error)
            return response
