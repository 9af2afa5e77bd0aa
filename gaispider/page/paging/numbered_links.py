"""Numbered links 1 2 3 as a pager: the number of this page, and where the next number leads."""

from __future__ import annotations

from gaispider.page.known_places import names_of
from gaispider.page.paging.forms import FORM, request_of, take_form
from gaispider.page.paging.links import PagerLink, called_address, class_around
from gaispider.page.paging.parts import Paging, is_same
from gaispider.page.paging.sign_links import ANNOUNCED, after_numbers, number_in, sign_behind
from gaispider.page.urls import absolute


def by_numbers(links: list[PagerLink], paging: Paging, url: str, base: str) -> bool:
    """Take the numbered link after this page, if the links' addresses differ in digits only; whether it was found."""
    numbered: dict[int, PagerLink] = {}
    for link in links:
        digits = link.text.strip("[]【】()第页頁")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 4 and link.address) or "{" in link.address:
            continue
        if len(digits) < 4 or digits[:2] not in ("19", "20"):  # 2019 is a year, not a page
            numbered.setdefault(int(digits), link)
    if not numbered or len({"".join(c for c in link.address if not c.isdigit()) for link in numbered.values()}) > 2:
        return False
    addresses = {number: absolute(base, link.address) for number, link in numbered.items()}
    current = _current(numbered, addresses, url)
    following = numbered.get(current + 1)
    if following is None and not (current > 1 and current - 1 in numbered):
        return False
    first = next(iter(numbered.values()))
    paging.order, paging.element = first.order, first.element
    if following is None:
        if not after_numbers(links, addresses, current, paging, url, base):
            paging.rule = "numbered links: last page"
    else:
        paging.next_page, paging.rule = addresses[current + 1], "numbered links"
    return True


def by_scripted_numbers(links: list[PagerLink], paging: Paging, url: str, base: str) -> bool:
    """Take the numbered link after this page where a script follows it, if its request is known; whether one was."""
    numbered: dict[int, PagerLink] = {}
    for link in links:
        digits = link.text.strip("[]【】()第页頁")
        if not link.address and digits.isascii() and digits.isdigit() and len(digits) < 4:
            numbered.setdefault(int(digits), link)
    if not numbered:
        return False
    some = request_of(next(iter(numbered.values())).element, paging.scripts, base)
    current = some.current if some is not None and some.current else _current(numbered, {}, url)
    following = numbered.get(current + 1)
    # A sign behind the last number of a window calls with the next one, or with one to which nothing leads from here.
    if following is None and (sign := sign_behind(links, numbered.values(), current)) is not None:
        if sign[0] > current + 1:
            paging.rule, paging.pages = ANNOUNCED, max(paging.pages or 0, sign[0])
            return True
        following = sign[1]
    if following is None:
        if some is not None and current > 1 and current - 1 in numbered:
            paging.rule = f"{FORM}: last page"
        return paging.rule is not None
    if address := called_address(following.element, paging.scripts, url):
        paging.next_page, paging.rule = absolute(base, address), "numbered links: their script's function"
    elif (form := request_of(following.element, paging.scripts, base)) is not None:
        take_form(paging, form)
    if paging.rule is not None:
        paging.order, paging.element = following.order, following.element
    return paging.rule is not None


def _current(numbered: dict[int, PagerLink], addresses: dict[int, str | None], url: str) -> int:
    """The number of the page we are on: of the link that leads here, by the own address among those of the numbers, of
    the link that is marked; else the gap among the numbers.
    """
    for number, address in addresses.items():
        if address and is_same(address, url):
            return number
    if (own := number_in(url, addresses)) is not None:
        return own
    marked = [
        number
        for number, link in numbered.items()
        if names_of("current_page").search(f"{link.element.get('class') or ''} {class_around(link.element)}")
    ]
    if len(marked) == 1:
        return marked[0]
    gaps = [number + 1 for number in numbered if number + 1 not in numbered and number + 2 in numbered]
    if len(gaps) == 1:
        return gaps[0]
    return 1 if 1 not in numbered else next(n for n in range(1, max(numbered) + 2) if n not in numbered)
