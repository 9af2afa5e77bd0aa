"""The length of a listing where no line prints it: in hidden fields, attributes, the link to the last page."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml.etree import _Element

from gaispider.page.paging.links import PagerLink
from gaispider.page.paging.parts import LAST_TEXT, NEXT_TEXT, PREVIOUS_TEXT, Paging, is_same
from gaispider.page.paging.script_addresses import place_of
from gaispider.page.paging.script_numbers import PAGES, first_of, numbers_of, totals_of
from gaispider.page.paging.unaddressed import is_in_pager
from gaispider.page.script_variants import pattern
from gaispider.page.urls import absolute

_RECORDS_ALONE = pattern(r"共?(\d{1,7})条(?:记录|数据|信息)?")
_LAST_NUMBER = re.compile(r"[(,$]\s*['\"]?(\d{1,5})['\"]?\s*(?:['\"]\s*)?\)")
_DOTS = re.compile(r"\s*(?:\.{2,}|…+|⋯+|·{3,})\s*")
_DIGITS = re.compile(r"\d+")


def take_totals(root: _Element, links: list[PagerLink], paging: Paging) -> None:
    """Add the numbers of pages and records that fields, attributes and links of the pager give."""
    if paging.records is None:
        paging.records = _records_of_link(links)
    if paging.records is None or paging.pages is None:
        pages, records = _kept(root)
        paging.records = records if paging.records is None else paging.records
        paging.pages = paging.pages or pages
    if paging.pages is None:
        paging.pages = _number_of_last(links)


def pages_to_last(links: list[PagerLink], paging: Paging, url: str, base: str) -> int | None:
    """The number of pages, by the link to the last one; None if it cannot be told.

    It is the number among the links with the same address. On the first page it is else the distance from the next
    page's number to the last one's (index_1.html … index_8.html; VSB: 8.htm … 1.htm).
    """
    last = next((link for link in links if link.address and LAST_TEXT.fullmatch(link.text)), None)
    target = absolute(base, last.address) if last is not None else None
    if target is None:
        return _after_gap(links)
    for link in links:
        if link.text.isascii() and link.text.isdigit() and absolute(base, link.address) == target:
            return int(link.text)
    if paging.next_page is None or not _is_first_page(links, url, base):
        return None
    following = paging.next_page
    if is_same(target, following):
        return 2
    if _DIGITS.sub("0", following) != _DIGITS.sub("0", target):
        return None
    differing = [
        (int(one), int(other))
        for one, other in zip(_DIGITS.findall(following), _DIGITS.findall(target), strict=True)
        if one != other
    ]
    # If two numbers differ, one of them may count entries.
    return abs(differing[0][1] - differing[0][0]) + 2 if len(differing) == 1 else None


def _after_gap(links: list[PagerLink]) -> int | None:
    """The number after the dots of 1 2 3 … 9; None if there is none."""
    numbers = [link for link in links if link.text.isascii() and link.text.isdigit() and len(link.text) < 5]
    for before, link in pairwise(numbers):
        if before.element.getparent() is link.element.getparent() and int(link.text) > int(before.text) + 1:
            between, node = before.element.tail or "", before.element.getnext()
            while node is not None and node is not link.element:
                between += "".join(node.itertext()) + (node.tail or "")
                node = node.getnext()
            if _DOTS.fullmatch(between) and int(link.text) == max(int(number.text) for number in numbers):
                return int(link.text)
    return None


def _is_first_page(links: list[PagerLink], url: str, base: str) -> bool:
    """Whether no link leads back, and the address has no later page's number."""
    for link in links:
        target = absolute(base, link.address) if link.address and PREVIOUS_TEXT.fullmatch(link.text) else None
        if target is not None and not is_same(target, url):
            return False
    return (place_of(url)[0] or 1) == 1


def _records_of_link(links: list[PagerLink]) -> int | None:
    """The number of 45条 as a link that leads nowhere, beside the one to the next page (PHPCMS)."""
    for link in links:
        if match := _RECORDS_ALONE.fullmatch(link.text):
            parent = link.element.getparent()
            words = [
                "".join("".join(beside.itertext()).split())
                for beside in (parent.iterchildren("a") if parent is not None else ())
            ]
            if any(NEXT_TEXT.fullmatch(word) for word in words):
                return int(match[1])
    return None


def _kept(root: _Element) -> tuple[int | None, int | None]:
    """Pages and records in hidden fields (totalCount, pageSize), else in the attributes of a pager."""
    fields = {
        field.get("id") or field.get("name") or "": field.get("value") or ""
        for field in root.xpath("//input[@type='hidden'][@value]")
    }
    found = _counted(fields)
    if found == (None, None):
        for element in root.xpath("//*[@data-total or @data-totalcount or @data-count or @totalcount or @pagecount]"):
            if is_in_pager(element, itself=True):
                return _counted({name.removeprefix("data-"): value for name, value in element.attrib.items()})
    return found


def _counted(values: dict[str, str]) -> tuple[int | None, int | None]:
    """Pages and records; None where they contradict each other.

    Also None where the only value is called pages: that is the size of a page as often.
    """
    text = "; ".join(f"{name}={value}" for name, value in values.items() if name and value.isdigit() and len(value) < 8)
    numbers = numbers_of(text)
    numbers.update({"pagesize": numbers["size"]} if "size" in numbers else {})
    # `total` and `count` count records where the page size is given.
    records = totals_of(numbers)[1]
    pages = totals_of({name: number for name, number in numbers.items() if not PAGES.find(name)})[0]
    said = first_of(numbers, PAGES)
    if records is None or (said is not None and pages is not None and said != pages):
        return None, None
    return pages, records


def _number_of_last(links: list[PagerLink]) -> int | None:
    """The number that a script takes from the link to the last page: 末页 calls goPage(25)."""
    for link in links:
        if link.address or not LAST_TEXT.fullmatch(link.text):
            continue
        script = f"{link.element.get('href') or ''} {link.element.get('onclick') or ''}"
        if found := _LAST_NUMBER.search(script):
            return int(found[1]) or None
    return None
