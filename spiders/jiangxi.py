"""Jiangxi's platform: lists are posted for (`loadPageData`, `/queryList`), and menus are data in a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapy.http import Request, Response, TextResponse

from gaispider.crawl.meta import page_meta
from gaispider.page import Page
from gaispider.page.list_requests.query_list import channel_request
from gaispider.page.listing.data.json_entries import address_of
from gaispider.page.urls import absolute
from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider
from gaispider.spiders.channels.channel_tree import channels_after, field_of, jump_of, name_of, report_channels

_TREE = re.compile(
    r"""\brenderChannelTemplate\s*\(\s*(?=[\[{])|\bchannel(?:Tree|List|Data)["']?\s*[:=]\s*(?=[\[{])""", re.IGNORECASE
)
_SITE = re.compile(r"""\bwebSiteCode["']?\s*[:=]\s*\[?\s*["']([\w-]+)["']""")


class JiangxiSpider(SiteSpider):
    """The list of a page is read by `page/list_requests`; its channel tree leads to the report columns."""

    family = "jiangxi"
    article = Phrases("addresses.tsv", "generic")

    def columns(self, response: Response, page: Page, *, in_column: bool) -> Iterator[Request]:
        yield from super().columns(response, page, in_column=in_column)
        if not isinstance(response, TextResponse) or "hannel" not in response.text:
            return
        site = _SITE.search(response.text)
        hops = page_meta(response).hops + 1
        for channel in report_channels(channels_after(_TREE, response.text)):
            if jump := jump_of(channel):
                if led := absolute(response.url, jump):
                    yield from self.led_column(led, name_of(channel), response)
                continue
            address = address_of(channel)
            code = field_of(channel, "channelcode", "code")
            own = field_of(channel, "websitecode") or (site[1] if site else "")
            if address:
                if whole := absolute(response.url, address):
                    yield self.listing_request(whole, in_column=True, hops=hops)
            elif code and own:
                asked = channel_request(own, code, response.url)
                yield self.list_request(asked, response, in_column=True, hops=hops, numbered=True)
