"""Blocks of few rows, each in a box of its own: which rows belong to other blocks of the page.

A listing of one report has no recurring form, so 关于我们 in the footer or a box of the menu may be counted as its row.
"""

from __future__ import annotations

from lxml.etree import _Element

from gaispider.page.listing.entry_urls import Own, is_document, shelf_of
from gaispider.page.listing.groups import Group
from gaispider.page.listing.navigation_boxes import is_chrome
from gaispider.page.listing.rows import YEAR_TITLE, Row
from gaispider.page.listing.site_sections import is_report_column, is_report_title
from gaispider.page.script_variants import phrases
from gaispider.page.urls import absolute

_DISCLOSURE = phrases("listings.tsv", "disclosure_menu")
# A block with more rows has a recurring form.
_FEW = 4
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody"))
_ROW_TAGS = frozenset(("li", "tr", "td", "dd", "dt", "p", "a", "span"))


def drop_strangers(group: Group, own: Own | None) -> None:
    """Remove, from a block of few rows, rows that lie elsewhere than the rows known to be entries, and have no day.

    Rows known to be entries are those of the page's own section. Where there are none, they are rows with a report's
    title or a day.
    """
    if len(group.rows) > _FEW or len(group.rows) < 2 or group.header:
        return
    rows = group.rows if is_chrome(group.container) else [row for row in group.rows if not is_chrome(row.elements[0])]
    own_known = any(row.own for row in rows)
    strong = [row for row in rows if _is_sure(row, own_known=own_known)]
    if strong:
        # Where sections are known by a number, the folder tells nothing: /art/2024/1/11/art_1229_15.html.
        shelves = set() if own_known else {_shelf(row, own) for row in strong}
        rows = [row for row in rows if row in strong or _is_beside(row, strong) or _shelf(row, own) in shelves]
    if rows and len(rows) < len(group.rows):
        group.rows = rows
        group.total = sum(row.weight for row in rows)


def is_menu(group: Group, own: Own | None) -> bool:
    """Whether a block without days is the rest of a menu: names of an office's sections, or a link to the page."""
    if any(row.date is not None for row in group.rows) or group.header:
        return False
    return all(_is_of_menu(row, own) for row in group.rows)


def _is_of_menu(row: Row, own: Own | None) -> bool:
    if own is not None and absolute(own.url, row.main.href) == own.url:
        return True
    # An entry in the page's own folder. Other sections of a program differ from the page by their query alone.
    entry = row.own and (own is None or _path_of(row.main.href, own) != _path_of("", own))
    if entry or any(sign.isdigit() for sign in row.title):
        return False
    return _DISCLOSURE.find(row.title) is not None or (is_report_column(row.title) and not is_document(row.main.href))


def _path_of(href: str, own: Own) -> str:
    return (absolute(own.url, href) or "").partition("?")[0]


def _is_beside(row: Row, strong: list[Row]) -> bool:
    """Whether a row has a day as known entries have, or lies in their box.

    Lists side by side are different lists, or the footer.
    """
    if row.date is not None and any(sure.date is not None for sure in strong):
        return True
    return row.elements[0].tag not in _LISTS and _place(row) in map(_place, strong)


def _is_sure(row: Row, *, own_known: bool) -> bool:
    if row.own or is_report_title(row.title) or YEAR_TITLE.match(row.title) is not None:
        return True
    return not own_known and row.date is not None


def _place(row: Row) -> tuple[_Element | None, str]:
    """The element around a row, and the row's kind: the class of a division, the tag alone of a table row."""
    element = row.elements[0]
    names = "" if element.tag in _ROW_TAGS else element.get("class") or element.get("id") or ""
    return element.getparent(), f"{element.tag!s}.{names}"


def _shelf(row: Row, own: Own | None) -> str:
    """The folder of an entry, with the file's name where that is a program."""
    path, mark, _ = row.main.href.partition("?")
    shelf = shelf_of(row.main.href, own.url if own is not None else "")
    return f"{shelf}{path.rpartition('/')[2]}" if mark else shelf
