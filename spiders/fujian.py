"""Fujian's TRS sites: pages as TRS, lists beyond the first page by `list2.trsapi`."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.http import Request, Response, TextResponse

from gaispider.page.list_requests.trs_list import trs_list
from gaispider.page.model import Listing
from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider

# A fact of the registry entry: address of the list interface with its channel, `/was5/web/search?channelid=229105`.
INTERFACE = "list_interface"


class FujianSpider(SiteSpider):
    """The list request is read by `page/list_requests`; an entry may name another interface."""

    family = "fujian"
    article = Phrases("addresses.tsv", "trs")

    def following(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        interface = self.site.facts.get(INTERFACE)
        if listing.next_request is None or not isinstance(interface, str) or not isinstance(response, TextResponse):
            yield from super().following(response, listing, seen)
        elif (asked := trs_list(response.text, response.url, interface)) is not None:
            yield self.list_request(asked, response, numbered=True)
