"""Chooses which of a page's recurring blocks is its listing.

Several blocks look like one: hot news, a tree of sections, the latest entries of another section. The page's own is
told by the weight and number of its rows, by a pager below it, by addresses in the page's own folder or with its
section's number, and by the site's own count. A heading such as 热点信息 counts against a block.
"""

from __future__ import annotations

import math

from gaispider.page.listing.entry_urls import Own
from gaispider.page.listing.few_rows import drop_strangers, is_menu
from gaispider.page.listing.groups import ENOUGH, Group
from gaispider.page.listing.navigation_boxes import is_chrome
from gaispider.page.listing.rows import YEAR_TITLE
from gaispider.page.listing.site_sections import is_report_title
from gaispider.page.paging.parts import Paging

# Rows beyond this number count no more: a page of a listing has hardly more.
_MANY = 30
_FEW = 2
_HEADER = 2.5
_NAVIGATION = 0.4
_BESIDE = 0.12
_BEFORE_PAGER = 2.5
_OF_COLUMN = 5.0
_MORE_THAN_COUNTED = 0.2
_HEADED = 4.0
_ELSEWHERE = 0.25


def choose(groups: list[Group], paging: Paging | None, own: Own | None = None) -> Group | None:
    """The listing among the blocks; None if there is none, or if the page says that it has no entries."""
    best = _best(groups, paging) if groups else None
    if best is None:
        return None
    drop_strangers(best, own)
    if is_menu(best, own):
        return None
    alone = len(best.rows) == 1 and not best.header and not best.of_column
    return best if best.mean >= (ENOUGH + 1 if alone else ENOUGH) else None


def _best(groups: list[Group], paging: Paging | None) -> Group | None:
    if paging is None:
        return max(groups, key=_weight)
    nearest = _nearest(groups, paging)
    scores: list[tuple[float, int]] = []
    for place, group in enumerate(groups):
        dated = any(row.date for row in group.rows)
        if group.mean < ENOUGH or _may_be_footer(group, dated=dated):
            continue
        score = _weight(group)
        navigation = is_chrome(group.container)
        if paging.is_empty and (navigation or group.beside or group.elsewhere or not (group.of_column or dated)):
            continue
        score *= _BESIDE if group.beside else _NAVIGATION if navigation else 1.0
        score *= _factor_of_place(group) * (_BEFORE_PAGER if group is nearest else 1.0)
        if paging.records is not None and len(group.rows) > paging.records:
            score *= _MORE_THAN_COUNTED
        scores.append((score, -place))
    best = max(scores, default=None)
    return groups[-best[1]] if best else None


def _factor_of_place(group: Group) -> float:
    """A factor for a block's weight, by its section and its heading."""
    factor = _OF_COLUMN if group.of_column else 1.0
    factor *= _HEADED if group.headed else 1.0
    return factor * (_ELSEWHERE if group.elsewhere else 1.0)


def _may_be_footer(group: Group, *, dated: bool) -> bool:
    """Whether a block of one or two rows has nothing but a document's address for it: 网站声明 in the footer."""
    if dated or len(group.rows) > _FEW or group.header or group.headed or group.of_column:
        return False
    return not any(is_report_title(row.title) or YEAR_TITLE.match(row.title) for row in group.rows)


def _weight(group: Group) -> float:
    # Of several similar boxes only the longest counts as a list, unless each box holds a single row.
    rows = group.most if group.most > _FEW else len(group.rows)
    weight = group.mean * math.log2(1 + min(rows, _MANY))
    return weight * _HEADER if group.header else weight


def _nearest(groups: list[Group], paging: Paging) -> Group | None:
    """The last block before the pager that could be a listing."""
    if paging.order is None:
        return None
    before = [
        group
        for group in groups
        if group.mean >= ENOUGH
        and group.rows[-1].main.order < paging.order
        and not group.beside
        and not is_chrome(group.container)
    ]
    return max(before, key=lambda group: (group.rows[-1].main.order, _weight(group)), default=None)
