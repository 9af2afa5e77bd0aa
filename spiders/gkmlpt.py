"""Guangdong's platform gkmlpt: lists come as JSON from `<site>/gkmlpt/api/all/<column>?page=N&sid=<site id>`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.meta import page_meta
from gaispider.page import Page
from gaispider.page.urls import absolute
from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider
from gaispider.spiders.channels.channel_tree import channels_after, field_of, jump_of, name_of, report_channels

_SITE_ID = re.compile(r"""["']?\b(?:SID|SITE_?ID|sid)["']?\s*[:=]\s*["']?(\d+)""")
_TREE = re.compile(r"""["']?\bTREE\b["']?\s*[:=]\s*(?=\[)""")
_INTERFACE = re.compile(r"/gkmlpt/api/all/(\d+)$")
_SHELL = re.compile(r"/gkmlpt/(?:index|annualreport)(?:[/?]|$)")


class GkmlptSpider(SiteSpider):
    """Reads the report columns and the site id from the shell page, and the lists from the platform's API.

    A start page `…/gkmlpt/index#2819` names its column: the number belongs to the page's script, and several columns of
    one site have one address.
    """

    family = "gkmlpt"
    article = Phrases("addresses.tsv", "gkmlpt")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Numbers of the columns that start pages name, by the address of their shell.
        self.named: dict[str, list[str]] = {}

    def start_requests_of(self, urls: Collection[str]) -> Iterator[Request]:
        shells: dict[str, None] = {}
        for url in urls:
            shell, number = urldefrag(url)
            if number.isdigit() and _SHELL.search(urlsplit(url).path):
                self.named.setdefault(shell, []).append(number)
                url = shell
            shells[url] = None
        yield from super().start_requests_of(list(shells))

    def columns(self, response: Response, page: Page, *, in_column: bool) -> Iterator[Request]:
        yield from super().columns(response, page, in_column=in_column)
        if "/gkmlpt/api/" in response.url or not isinstance(response, TextResponse):
            return
        named = self.named.get(response.url, ())
        for url in column_interfaces(response, named):
            yield self.listing_request(url, in_column=True, hops=page_meta(response).hops + 1)
        for channel in () if named else report_channels(channels_after(_TREE, response.text)):
            if (jump := jump_of(channel)) and (led := absolute(response.url, jump)):
                yield from self.led_column(led, name_of(channel), response)


def column_interfaces(response: TextResponse, named: Iterable[str] = ()) -> list[str]:
    """The API URLs of the columns `named`, else of the report columns in the shell page's configuration.

    Empty if the page has no site id.
    """
    text = response.text
    site_id = _SITE_ID.search(text)
    if site_id is None:
        return []
    leaves = (channel for channel in report_channels(channels_after(_TREE, text)) if not jump_of(channel))
    columns = dict.fromkeys(named or (field_of(channel, "id") for channel in leaves))
    path = urlsplit(response.url).path.partition("/gkmlpt")[0]
    return [
        urljoin(response.url, f"{path}/gkmlpt/api/all/{number}?page=1&sid={site_id[1]}") for number in columns if number
    ]


def shell_of(page: str, interface: str) -> str | None:
    """The address that a person opens for the column of an API URL, found on `page`; None for any other URL."""
    number = _INTERFACE.search(urlsplit(interface).path)
    return f"{urldefrag(page).url}#{number[1]}" if number and "/gkmlpt/" in page else None
