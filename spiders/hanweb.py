"""Hanweb 大汉.

Columns are `/col/colN/index.html` with entries in a `<datastore>`, further entries come from dataproxy.jsp. There are
also the module of yearly reports, `xxgkAnnualReport.jsp?area=&fbtime=`, and the catalogue's `search.jsp`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from scrapy.http import FormRequest, Request, Response, TextResponse

from gaispider.crawl.meta import PageMeta, page_meta, request_meta
from gaispider.page import Page
from gaispider.page.list_requests.request_numbers import following_request
from gaispider.page.model import Listing, ListRequest
from gaispider.page.urls import absolute
from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider

# Where the list request stands if the page does not say: 甘肃 and 南通 have it below jslib, others at /module/jpage/.
_PROXY = "/module/web/jpage/dataproxy.jsp"
_PROXY_NAME = "/dataproxy.jsp"
_WRITTEN_PROXY = re.compile(r"""["'(=]\s*((?:https?://[\w.:-]+)?/[\w/-]*/dataproxy\.jsp)""")
# Fields of the list request with their defaults, for those that the page's script does not set (field-guide, 1.2).
_FIELDS = {
    "col": "1", "appid": "1", "webid": "", "path": "/", "columnid": "", "sourceContentType": "1",
    "unitid": "", "webname": "", "permissiontype": "0",
}  # fmt: skip
_NEEDED = ("columnid", "unitid", "webid")
_CATALOGUE = re.compile(r"/module/xxgk/(?:tree|search)\.jsp\?[^\"'\s>]+")
_GROUP = 60


class HanwebSpider(SiteSpider):
    """The entries of a column come in groups; those beyond the page's own are requested from dataproxy.jsp."""

    family = "hanweb"
    article = Phrases("addresses.tsv", "hanweb")

    def following(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        if "/search.jsp" in response.url:
            yield from self.next_search_page(response, listing)
        elif listing.next_page and _PROXY_NAME not in listing.next_page:
            yield from super().following(response, listing, seen)
        else:
            yield from self.next_group(response, listing, seen)

    def next_group(self, response: Response, listing: Listing, seen: int) -> Iterator[Request]:
        """The request for the entries after the first `seen`, until the list's total is reached."""
        meta = page_meta(response)
        total = listing.records or meta.total
        if meta.fields is None and (following := self.next_numbered(response, listing)):
            if total is None or seen < total:
                # page=1 is the first group on some sites, and the second on others: what comes again is dropped.
                yield self.listing_request(following, total=total, may_repeat=True)
            return
        fields = meta.fields or proxy_fields(response)
        if fields and (seen < total if total is not None else meta.fields is None):
            # Without a total, one further group is requested: its answer has the total.
            query = urlencode(
                {
                    "startrecord": seen + 1,
                    "endrecord": min(seen + _GROUP, total or seen + _GROUP),
                    "perpage": _GROUP // 3,
                }
            )
            proxy = urlsplit(response.url).path if meta.fields else proxy_address(response)
            yield FormRequest(
                urljoin(response.url, f"{proxy}?{query}"),
                formdata=dict(fields),
                callback=self.parse_listing,
                meta=request_meta(PageMeta("listing", total=total, fields=fields)),
            )

    def next_numbered(self, response: Response, listing: Listing) -> str | None:
        """The address of the next group: as the list names it, else the next number after an answer that had one."""
        if listing.next_page and listing.next_page != response.url:
            return listing.next_page
        following = following_request(ListRequest(response.url)) if _PROXY_NAME in response.url else None
        return following.url if following and listing.items else None

    def next_search_page(self, response: Response, listing: Listing) -> Iterator[Request]:
        parts = urlsplit(response.url)
        fields: dict[str, str] = dict(parse_qsl(parts.query, keep_blank_values=True))
        number = int(fields.get("currpage") or 1)
        if number < (listing.pages or 0):
            fields["currpage"] = str(number + 1)
            yield self.listing_request(parts._replace(query=urlencode(fields)).geturl())

    def columns(self, response: Response, page: Page, *, in_column: bool) -> Iterator[Request]:
        yield from super().columns(response, page, in_column=in_column)
        number = dict(parse_qsl(urlsplit(response.url).query)).get("number", "")
        for frame in page.root.iter("iframe"):
            address = frame.get("src") or ""
            if _CATALOGUE.search(address) and (frame_address := absolute(response.url, address)):
                yield self.listing_request(
                    search_url(frame_address, number),
                    hops=page_meta(response).hops + 1,
                    in_column=in_column and bool(number),
                )

    def same_listing(self, url: str, current: str) -> bool:
        return _PROXY_NAME in url or super().same_listing(url, current)

    def is_part_beside(self, url: str) -> bool:
        # Columns are numbered folders side by side, so a report column's years are siblings of it.
        return "/col/col" in url


def proxy_address(response: Response) -> str:
    """Where the page's script asks for further groups."""
    written = _WRITTEN_PROXY.search(response.text) if isinstance(response, TextResponse) else None
    return written[1] if written else _PROXY


def proxy_fields(response: Response) -> dict[str, str] | None:
    """The fields of the list request as the page's script sets them; None if a required id is missing."""
    if not isinstance(response, TextResponse):
        return None
    found: dict[str, Any] = dict(_FIELDS)
    for name in found:
        if match := re.search(rf"""\b{name}['"]?\s*[:=]\s*['"]?([^'",&\s}}<]+)""", response.text):
            found[name] = match[1]
    return found if all(found[name] for name in _NEEDED) else None


def search_url(frame: str, number: str = "") -> str:
    """The URL of the catalogue's search for yearly reports, for the unit whose tree is in the frame `frame`.

    `number` is the class of the catalogue that a column shows (`?number=D001`); without one, titles tell.
    """
    parts = urlsplit(frame)
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    names = ("infotypeId", "jdid", "area", "divid", "vc_number", "vc_filenumber", "vc_all", "texttype", "fbtime")
    wanted = {
        "standardXxgk": "1",
        "vc_title": "" if number else "年度报告",
        "currpage": "1",
        "sortfield": "compaltedate:0",
    }
    wanted.update(dict.fromkeys(names, ""))
    wanted.update({name: value for name, value in fields.items() if value})
    if number:
        wanted["infotypeId"] = number
    return parts._replace(path=parts.path.replace("tree.jsp", "search.jsp"), query=urlencode(wanted)).geturl()
