"""Tells boxes that hold links but are no listing, by their names or by the heading above them."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import _Element

from gaispider.filetypes import endings
from gaispider.page.box_names import find_box_name
from gaispider.page.listing.entry_urls import Own, is_other_column
from gaispider.page.listing.row_days import squeeze
from gaispider.page.listing.rows import NOT_AN_ENTRY
from gaispider.page.script_variants import pattern, phrases

# Headings of lists that are not the page's own.
_BESIDE = phrases("listings.tsv", "beside")
# Words of a link in a box's heading, to the full listing.
_MORE = pattern(r"\W*(?:查看|点击)?(?:更多|more)\W*|\s*(?:[+＋]|>>|》》)\s*", re.IGNORECASE)
_MORE_IMAGE = pattern(rf"more[\w-]*\.(?:{endings('image')})|更多", re.IGNORECASE)
# `top` may also be the class of a list's own first rows.
_ROW_HOLDERS = frozenset(("ul", "ol", "dl", "table", "tbody", "tr", "li"))
# The beginning of a breadcrumb: 您现在的位置：首页 > …
_WAY = pattern(r"\W{0,3}(?:您|你)?(?:现在|当前|目前|所在)?(?:所在|所处)?的?(?:位置|栏目)\s*(?:是|为)?\s*[:：]")
# Separators of names in the title of a page.
_PARTS = re.compile(r"\s*[-_|–—>»·]+\s*|\s+")
_LONGEST_HEADING = 16
_LEVELS = 4


def is_chrome(element: _Element) -> bool:
    """Whether an element lies in a box of navigation, by its own name or that of a box just above."""
    node: _Element | None = element
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            return False
        if node.tag in ("nav", "footer", "header", "aside"):
            return True
        found = _box_name(f"{node.get('class') or ''} {node.get('id') or ''}")
        if found and not (found == "top" and node.tag in _ROW_HOLDERS):
            return True
        node = node.getparent()
    return False


@lru_cache(maxsize=4096)
def _box_name(names: str) -> str | None:
    return find_box_name(names, "boilerplate", "beside_list")


def is_beside(element: _Element, own: Own | None) -> bool:
    """Whether the heading above a list shows that it is not the page's own: 热点信息, or a link such as 更多."""
    heading = _heading(element)
    if heading is not None:
        text = squeeze(" ".join(heading.itertext()))
        if _BESIDE.find(text):
            return True
        links = list(heading.iter("a"))
        # Several pictures in a row are entries; one alone may be a heading.
        for link in links if text or len(links) == 1 else ():
            words = squeeze("".join(link.itertext())) or link.get("title") or ""
            # 首页 alone above a list is the rest of a menu.
            named = words == text and own is not None and not NOT_AN_ENTRY.find(words)
            if _leads_on(link, words) or (named and own and is_other_column(link.get("href") or "", own)):
                return True
    after = _after(element)
    return after is not None and any(_leads_on(link, squeeze("".join(link.itertext()))) for link in after.iter("a"))


def _leads_on(link: _Element, words: str) -> bool:
    """Whether a link is the 更多 of a box, as words or as a picture."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith("#") or href[:11].lower() == "javascript:":
        return False
    if words:
        return bool(_MORE.fullmatch(words))
    return any(_MORE_IMAGE.search(f"{image.get('src') or ''} {image.get('alt') or ''}") for image in link.iter("img"))


def _after(element: _Element) -> _Element | None:
    """The short element right after a list; None if other text follows."""
    after = element.getnext()
    if after is None or not isinstance(after.tag, str):
        return None
    return after if len(squeeze(" ".join(after.itertext()))) <= _LONGEST_HEADING else None


def _heading(element: _Element) -> _Element | None:
    """The element with a short text just before a list or its container; None if other text stands there."""
    before, text = _before(element)
    return before if len(text) <= _LONGEST_HEADING else None


def heading_of(element: _Element) -> str:
    """The short text just before a box or its container; empty if other text stands there."""
    text = _before(element)[1]
    return text if len(text) <= _LONGEST_HEADING else ""


def is_headed(element: _Element, title: str, *, dated: bool) -> bool:
    """Whether the text above a list is the page's own heading: a part of its `title`, or a breadcrumb (当前位置).

    A list that is not `dated` may be the page's subsections under a breadcrumb, so a breadcrumb is then not enough.
    """
    _, text = _before(element)
    if _WAY.match(text):
        return dated
    name = text.replace(" ", "")
    return 2 < len(name) <= _LONGEST_HEADING and name in _PARTS.split(title)


def _before(element: _Element) -> tuple[_Element | None, str]:
    """The element just before a list or its container, and the beginning of its text."""
    node: _Element | None = element
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            break
        before = node.getprevious()
        while before is not None and (not isinstance(before.tag, str) or before.tag in ("script", "style", "br", "hr")):
            before = before.getprevious()
        if before is not None:
            text = squeeze(" ".join(before.itertext()))[: _LONGEST_HEADING + 1]
            if text or next(before.iter("img"), None) is not None:
                return before, text
        node = node.getparent()
    return None, ""
