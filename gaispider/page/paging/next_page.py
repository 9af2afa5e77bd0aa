"""Finds the page that follows a listing: by a link, or by a script whose call or variables give the pages.

Order of trust: a written link (下一页); the first script whose pager gives addresses; numbered links. A page that a
form brings is asked for as the form does, with its fields. A page that only a script's request (XHR) brings, or a form
with unknown fields, is named in `rule`; no address is made up.
"""

from __future__ import annotations

import re

from lxml.etree import _Element

from gaispider.page.known_places import names_of
from gaispider.page.paging.controls import by_control
from gaispider.page.paging.counts import read_counts
from gaispider.page.paging.forms import request_of, take_form
from gaispider.page.paging.links import PagerLink, called_address, class_around, collect
from gaispider.page.paging.numbered_links import by_numbers, by_scripted_numbers
from gaispider.page.paging.page_objects import page_object
from gaispider.page.paging.pager_scripts import Pager, pager_of
from gaispider.page.paging.parts import NEXT_TEXT, Paging, is_same, order_of
from gaispider.page.paging.sign_links import ANNOUNCED, SIGNS, by_sign_alone, calls_a_later_page
from gaispider.page.paging.totals import pages_to_last, take_totals
from gaispider.page.paging.unaddressed import announces_more, is_in_pager
from gaispider.page.script_variants import pattern
from gaispider.page.urls import absolute

_ONE_ON = frozenset((">", "›", "＞"))
_FIRST_TEXT = pattern(r"\W*(?:首[页頁]|第一[页頁]|最前页?)\W*")
_XHR = re.compile(
    r"\.trsapi|\$\.(?:ajax|post|get|getJSON)\b|\baxios\b|\bfetch\(|XMLHttpRequest|listModel|dataproxy", re.IGNORECASE
)
# What is said where nothing follows.
ONE_PAGE, NO_PAGER = "one page", "no pager"
_FORM = re.compile(r"__doPostBack|\.submit\(")


def find_paging(root: _Element, url: str, base: str | None = None) -> Paging:
    """How the listing at `url` goes on. `base` is what its relative addresses start from."""
    base = base or url
    paging = Paging()
    links, scripts = collect(root)
    paging.scripts = [text for _, text in scripts]
    counts = read_counts(root)
    paging.pages, paging.records, paging.is_empty = counts.pages, counts.records, counts.is_empty
    if counts.place is not None:
        paging.order = order_of(counts.place)
    pager, order = _first_pager(scripts, url)
    if pager is not None:
        paging.pages = pager.pages or paging.pages
        paging.records = pager.records if pager.records is not None else paging.records
        paging.order = order
    take_totals(root, links, paging)
    if pager is None or not pager.known:
        _take_object(paging, printed=counts.pages is not None or counts.records is not None)
    if _by_head(root, paging, base) or _by_link(links, paging, url, base):
        if paging.pages is None:
            paging.pages = pages_to_last(links, paging, url, base)
        return paging
    if pager is not None and pager.known:
        if pager.next_address is not None:
            paging.next_page, paging.rule = absolute(base, pager.next_address), pager.rule
        else:
            paging.rule = f"{pager.rule}: last page"
        return paging
    if not (
        by_numbers(links, paging, url, base)
        or by_scripted_numbers(links, paging, url, base)
        or by_control(root, paging, url, base)
        or by_sign_alone(links, paging, url, base)
    ):
        paging.rule = _why_none(paging, announced=_is_announced(root, links))
    return paging


def _take_object(paging: Paging, *, printed: bool) -> None:
    """What data of the scripts say of the list, unless the page says otherwise.

    Where no number of pages or entries is `printed`, the rows must fit the data (`Paging.object`).
    """
    told = page_object(paging.scripts)
    if told is None or paging.records not in (None, told.records) or paging.pages not in (None, told.pages):
        return
    paging.object = None if printed else told
    paging.pages, paging.records = told.pages, told.records or paging.records


def _first_pager(scripts: list[tuple[int, str]], url: str) -> tuple[Pager | None, int | None]:
    """The first script whose pager gives addresses; else the first that gives counts; and its place."""
    second: tuple[Pager | None, int | None] = (None, None)
    for order, script in scripts:
        pager = pager_of(script, url)
        if pager is not None and pager.known:
            return pager, order
        if pager is not None and second[0] is None:
            second = (pager, order)
    return second


def _by_head(root: _Element, paging: Paging, base: str) -> bool:
    """A `link rel=next` in the page's head."""
    for node in root.iter("link"):
        target = absolute(base, node.get("href") or "") if (node.get("rel") or "").lower() == "next" else None
        if target and node.get("href"):
            paging.next_page, paging.rule = target, "link rel=next"
            return True
    return False


def _by_link(links: list[PagerLink], paging: Paging, url: str, base: str) -> bool:
    """Take the first link that is named as the one to the next page, unless this is the last; whether there was one."""
    says_next = names_of("next_link").search
    for link in links:
        marks = _marks(link)
        named = _is_named_next(link)
        if not named and not (_is_sign(link) or (says_next(marks) and (not link.text or SIGNS.find(link.text)))):
            continue
        address = link.address
        rule = "link"
        if named and not address:
            address, rule = called_address(link.element, paging.scripts, url), "link: its script's function"
            if not address and (form := request_of(link.element, paging.scripts, base)) is not None:
                paging.order, paging.element = link.order, link.element
                take_form(paging, form, is_last=_is_disabled(link.element, marks))
                return True
        if named or address:
            paging.order, paging.element = link.order, link.element
        target = absolute(base, address) if address and "{" not in address else None
        if target is None:
            continue
        if is_same(target, url) or _is_disabled(link.element, marks) or _is_first(target, links, base):
            paging.rule = "link: last page"
        else:
            paging.next_page, paging.rule = target, rule
        return True
    return False


def _is_sign(link: PagerLink) -> bool:
    """Whether a link is > in a pager's box. » and >> are not enough: they may lead to the last page."""
    return link.text in _ONE_ON and link.address != "" and is_in_pager(link.element)


def _marks(link: PagerLink) -> str:
    """The names of a link apart from its words: its classes, those around it, its picture."""
    element = link.element
    return f"{element.get('class') or ''} {element.get('rel') or ''} {class_around(element)} {link.picture}"


def _is_named_next(link: PagerLink) -> bool:
    """Whether a link's words mean the next page. Where a sign stands for words, its title decides: webdings 8."""
    if NEXT_TEXT.fullmatch(link.text):
        return True
    return len(link.text) <= 2 and NEXT_TEXT.fullmatch(link.element.get("title") or "") is not None


def _is_disabled(element: _Element, marks: str) -> bool:
    if names_of("ended_pager").search(marks):
        return True
    return "disabled" in element.attrib or element.get("aria-disabled") == "true"


def _is_first(target: str, links: list[PagerLink], base: str) -> bool:
    """Whether the address is the first page's: some pagers begin again after the last page."""
    return any(
        link.address and _FIRST_TEXT.fullmatch(link.text) and absolute(base, link.address) == target for link in links
    )


def _is_announced(root: _Element, links: list[PagerLink]) -> bool:
    numbers = (link.element for link in links if link.text.isascii() and link.text.isdigit())
    return announces_more(root, numbers) or calls_a_later_page(root)


def _why_none(paging: Paging, *, announced: bool) -> str:
    if paging.pages in (0, 1):
        return ONE_PAGE
    more = (paging.pages or 0) > 1 or (paging.pages is None and (paging.records is not None or announced))
    if any(_XHR.search(script) for script in paging.scripts) and (more or paging.order is not None):
        return "script only: further pages come by a request of the page's script (XHR), which names no page"
    if any(_FORM.search(script) for script in paging.scripts) and more:
        return "form only: further pages come by submitting a form"
    if more:
        return ANNOUNCED
    return NO_PAGER
