"""Signs in a pager, › » >>, that lead on: one page, into the next window of numbers, or to the end.

› and its like are one page on. Of » nothing says which of the three it is, so it is the next page only where its own
number is the one after the page we are on; a higher one says that there is more, and no address is made up for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from lxml.etree import _Element

from gaispider.page.known_places import names_of
from gaispider.page.paging.links import PagerLink, class_around
from gaispider.page.paging.parts import Paging, is_same
from gaispider.page.paging.script_addresses import place_of
from gaispider.page.paging.unaddressed import is_in_pager
from gaispider.page.urls import absolute, split
from gaispider.reference import Phrases

SIGNS = Phrases("listings.tsv", "next_sign")
# What next_rule says of a list that goes on without an address for the page that follows.
ANNOUNCED = "further pages are announced, but no address is"
AFTER_NUMBERS, ALONE = "numbered links: the sign after them", "the sign of a pager"
_DIGITS = re.compile(r"\d+")
_CALLED = re.compile(r"\(\s*['\"]?(\d{1,5})['\"]?\s*[,)]")


def after_numbers(
    links: list[PagerLink], addresses: Mapping[int, str | None], current: int, paging: Paging, url: str, base: str
) -> bool:
    """A window of numbers that ends with the page we are on: what a sign behind it says of the pages that follow.

    `addresses` are those of the numbers. False where there is no sign that leads on, so that this is the last page.
    """
    beside = {_line(link.element) for link in links if link.text.isdigit() and int(link.text) in addresses}
    for link in _signs(links, beside):
        target = absolute(base, link.address) if link.address and "{" not in link.address else None
        number = number_in(target, addresses) if target is not None else _called(link.element)
        if number is None or number <= current or (target is not None and is_same(target, url)):
            continue
        if target is not None and number == current + 1:
            paging.next_page, paging.rule = target, AFTER_NUMBERS
        else:
            paging.rule = ANNOUNCED
            # So many at least.
            paging.pages = max(paging.pages or 0, number)
        return True
    return False


def by_sign_alone(links: list[PagerLink], paging: Paging, url: str, base: str) -> bool:
    """A pager of signs without numbers: the one whose address has the number after that of this page."""
    here = place_of(url)[0]
    for link in _signs(links, set()):
        target = absolute(base, link.address) if link.address and "{" not in link.address else None
        if target is None or is_same(target, url) or _folder(target) != _folder(url):
            continue
        number = place_of(target)[0]
        # The first page has mostly no number: index.html, index_1.html; of a parameter 1 would be that page itself.
        following = (here + 1,) if here is not None else (2,) if "?" in target else (1, 2)
        if number is None or number < following[0]:
            continue
        paging.order, paging.element = link.order, link.element
        if number in following:
            paging.next_page, paging.rule = target, ALONE
        else:
            paging.rule = ANNOUNCED
            paging.pages = max(paging.pages or 0, number)
        return True
    return False


def sign_behind(links: list[PagerLink], numbers: Iterable[PagerLink], current: int) -> tuple[int, PagerLink] | None:
    """The sign beside such numbers that calls a script with a later page's number, and that number: », goPage(6)."""
    beside = {_line(link.element) for link in numbers}
    called = ((_called(link.element) or 0, link) for link in _signs(links, beside) if not link.address)
    return next((found for found in called if found[0] > current), None)


def calls_a_later_page(root: _Element) -> bool:
    """Whether a sign in a pager's box calls a script with the number of a page behind the first."""
    return any(
        (_called(element) or 0) > 1
        and SIGNS.find("".join("".join(element.itertext()).split())) is not None
        and is_in_pager(element)
        for element in root.xpath("//*[@onclick or starts-with(@href, 'javascript:')]")
    )


def _signs(links: Iterable[PagerLink], beside: set[_Element | None]) -> Iterable[PagerLink]:
    """The links of one sign that are not switched off, in a pager's box or beside its numbers."""
    for link in links:
        element = link.element
        if not SIGNS.find(link.text) or not (is_in_pager(element) or _line(element) in beside):
            continue
        marks = f"{element.get('class') or ''} {class_around(element)}"
        off = "disabled" in element.attrib or element.get("aria-disabled") == "true"
        if not off and not names_of("ended_pager").search(marks):
            yield link


def _line(element: _Element) -> _Element | None:
    """The box that a pager's links stand in, each in a row of its own or not."""
    around = element.getparent()
    return around.getparent() if around is not None and around.tag == "li" else around


def _called(element: _Element) -> int | None:
    """The number with which a click calls a script: goPage(6)."""
    found = _CALLED.search(f"{element.get('href') or ''} {element.get('onclick') or ''}")
    return int(found[1]) if found else None


def number_in(target: str, addresses: Mapping[int, str | None]) -> int | None:
    """A page's number by its address, which has it where those of the numbered links have theirs; None for none."""
    known = {number: address for number, address in addresses.items() if address}
    shapes = Counter(_DIGITS.sub("0", address) for address in known.values())
    shape = _DIGITS.sub("0", target)
    if not shapes or shapes.most_common(1)[0][0] != shape:
        return None
    wanted = _numbers(target)
    rows = [(number, _numbers(address)) for number, address in known.items() if _DIGITS.sub("0", address) == shape]
    # Of one link alone, what moves is told by the address that is asked about.
    seen = [numbers for _, numbers in rows] + ([wanted] if len(rows) == 1 else [])
    moving = [place for place in range(len(wanted)) if len({numbers[place] for numbers in seen}) > 1]
    if len(moving) != 1 or any(wanted[n] != rows[0][1][n] for n in range(len(wanted)) if n != moving[0]):
        return None
    distances = {numbers[moving[0]] - number for number, numbers in rows}
    return wanted[moving[0]] - distances.pop() if len(distances) == 1 else None


def _numbers(address: str) -> list[int]:
    return [int(number) for number in _DIGITS.findall(address)]


def _folder(url: str) -> tuple[str, str]:
    """Host and folder; of an address with a query the whole path, since a parameter has the number."""
    parts = split(url)
    if parts is None:
        return "", url
    return parts.netloc.lower(), parts.path.rpartition("/")[0]
