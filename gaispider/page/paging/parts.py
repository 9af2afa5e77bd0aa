"""What the readers of pagers share: their result, words of a link to the next page, addresses in scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from gaispider.page.model import ListRequest
from gaispider.page.paging.page_objects import PageObject
from gaispider.page.script_variants import pattern
from gaispider.page.urls import without_fragment

NEXT_TEXT = pattern(
    r"\W*(?:下一?[页頁]|下翻页?|后一?[页頁]|向后翻页|(?:点击)?加载更多|next(?:page)?)\W*(?:\d+/\d+\W*)?", re.IGNORECASE
)
LAST_TEXT = pattern(r"\W*(?:[末尾][页頁]|最[后後]一?[页頁])\W*")
PREVIOUS_TEXT = pattern(r"\W*(?:上一?[页頁]|前一?[页頁]|prev(?:ious)?(?:page)?)\W*", re.IGNORECASE)
# The longest text of a pager's link: >>下一页(12/345)
LONGEST = 16
_SCRIPT_URL = re.compile(
    r"""['"]((?:https?://|\.{0,2}/|\w)[^'"\s]*?(?:/|\.\w{2,6}|[?&]\w+=)[^'"\s]*|\?\w+=[^'"\s]*)['"]"""
)
_INDEX = re.compile(r"/(?:index|default)\.\w{3,5}$", re.IGNORECASE)


@dataclass(slots=True)
class Paging:
    """What the page gives about its pages. `order` is the pager's place among the page's links and scripts.

    `is_empty` is True if the page says that there are no entries. `request` is the request for the next page where no
    address leads to it.
    """

    next_page: str | None = None
    request: ListRequest | None = None
    rule: str | None = None
    pages: int | None = None
    records: int | None = None
    order: float | None = None
    # The link to the next page, or the first of numbered ones.
    element: _Element | None = None
    is_empty: bool = False
    # What data of the page's scripts say of its list, where nothing is printed of it.
    object: PageObject | None = None
    scripts: list[str] = field(default_factory=list)


def script_address(script: str) -> str:
    """The address that a short script (an onclick, a javascript: href) opens; empty if it contains none."""
    if not script or len(script) > 400:
        return ""
    found = _SCRIPT_URL.search(script)
    return found[1] if found and "{" not in found[1] else ""


def order_of(element: _Element) -> float:
    """The place of an element among the page's links and scripts."""
    return float(element.xpath("count(preceding::a | preceding::script)")) - 0.5


def is_same(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(address: str) -> tuple[str, list[str]]:
    """An address without scheme, fragment and the name of a folder's index page; the parts of its query in order."""
    path, _, query = without_fragment(address).partition("://")[2].partition("?")
    return _INDEX.sub("/", path), sorted(part for part in query.split("&") if part)
