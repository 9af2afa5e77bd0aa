"""The boxes of a page that hold links and are no listing: known by their names, or by the heading above them."""

from __future__ import annotations

import re

from lxml.etree import _Element

from gaispider.page.listing_days import squeeze

_CHROME = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|foot\w*|crumb\w*|bread\w*|friend\w*|links?|yqlj|location|position|dqwz|weizhi|pagination|"
    r"pager|header|top|tree|share|hot|recommend\w*|related|xgyd|sitemap|banner)(?:$|[-_\s\d])|breadcrumb|friendlink|footer|navbar|leftnav|topnav",
    re.IGNORECASE,
)
# Class names of spacing, which name no box: margin-top-15, position-relative.
_SPACING = re.compile(r"\S*(?:margin|padding|border|\bm[tb]-|\bp[tb]-|position-(?:rel|abs|fix|sta))\S*")
# Headings of lists that stand beside the page's own.
_BESIDE = re.compile(
    r"热[点门搜]|排行|点击榜|阅读榜|推荐|猜你|相关(?:信息|链接|阅读|文章|新闻|政策|文件|内容)|最新(?:要闻|新闻|文章|动态|更新|资讯|发布)|"
    r"友情链接|常用链接|快速通道|便民"
)
# The heading of a box leads to the listing of which it shows the latest.
_MORE = re.compile(r"\W*(?:查看|点击)?(?:更多|more)\W*|\s*(?:[+＋]|>>|》》)\s*", re.IGNORECASE)
# The entries of a list whose rows are set apart at its top stand in `ul.top` too.
_ROW_HOLDERS = frozenset(("ul", "ol", "dl", "table", "tbody", "tr", "li"))
_LONGEST_HEADING = 16
_LEVELS = 4


def is_chrome(element: _Element) -> bool:
    """Whether an element stands in a box of navigation by its name or that of one just above."""
    node: _Element | None = element
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            return False
        if node.tag in ("nav", "footer", "header", "aside"):
            return True
        names = _SPACING.sub("", f"{node.get('class') or ''} {node.get('id') or ''}")
        found = _CHROME.search(names)
        if found and not (node.tag in _ROW_HOLDERS and found[0].strip(" -_0123456789").lower() == "top"):
            return True
        node = node.getparent()
    return False


def is_beside(element: _Element) -> bool:
    """Whether the heading above a list says that it is another one (热点信息), or leads to the whole of it (更多)."""
    heading = _heading(element)
    if heading is None:
        return False
    if _BESIDE.search(squeeze(" ".join(heading.itertext()))):
        return True
    return any(_MORE.fullmatch("".join(link.itertext()) or link.get("title") or "") for link in heading.iter("a"))


def _heading(element: _Element) -> _Element | None:
    """The element of a short text that stands just before a list, or before what holds it; None if other text does."""
    node = element
    for _ in range(_LEVELS):
        before = node.getprevious()
        while before is not None and (not isinstance(before.tag, str) or before.tag in ("script", "style", "br", "hr")):
            before = before.getprevious()
        if before is not None:
            text = squeeze(" ".join(before.itertext()))[: _LONGEST_HEADING + 1]
            if text:
                return before if len(text) <= _LONGEST_HEADING else None
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return None
        node = parent
    return None
