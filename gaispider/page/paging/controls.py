"""Pagers without links: a choice list whose values are addresses, or a button that opens the next page."""

from __future__ import annotations

import re

from lxml.etree import _Element

from gaispider.page.paging.forms import chosen_request, request_of, take_form
from gaispider.page.paging.parts import LONGEST, NEXT_TEXT, Paging, is_same, order_of, script_address
from gaispider.page.urls import absolute

_LIST = "list of pages"
# location = 'list.asp?page=' + this.value + '.html'
_JOINED = re.compile(
    r"""["']([^"'<>\s]+)["']\s*\+\s*(?:this|self)\.(?:value|options\[\s*this\.selectedIndex\s*\]\.value)(?:\s*\+\s*["']([^"'<>\s]*)["'])?"""
)
_SUBMITS = re.compile(r"\.submit\(")
_CALL_OF_SELECT = re.compile(r"location|\.href|open\(|value")


def by_control(root: _Element, paging: Paging, url: str, base: str) -> bool:
    """Read the next page from a choice list or a button; whether one was found.

    The values of the list are addresses, or numbers that its script joins to an address or submits. A button opens the
    next page or submits a form for it.
    """
    return (
        _by_list(root, paging, url, base)
        or _by_numbers_of_list(root, paging, base)
        or _by_button(root, paging, url, base)
        or _by_form_button(root, paging, base)
    )


def _by_list(root: _Element, paging: Paging, url: str, base: str) -> bool:
    for select in root.iter("select"):
        options = [(option, (option.get("value") or "").strip()) for option in select.iter("option")]
        addresses = [absolute(base, value) for _, value in options if re.search(r"[./?]", value) and "{" not in value]
        if len(addresses) < 2 or len(addresses) != len(options) or not _is_of_pages(select):
            continue
        chosen = [place for place, (option, _) in enumerate(options) if "selected" in option.attrib]
        here = [place for place, address in enumerate(addresses) if address and is_same(address, url)]
        place = (here or chosen or [0])[0]
        if place + 1 < len(addresses):
            paging.next_page, paging.rule = addresses[place + 1], _LIST
        else:
            paging.rule = f"{_LIST}: last page"
        paging.order = order_of(select)
        paging.pages = paging.pages or len(addresses)
        return True
    return False


def _by_numbers_of_list(root: _Element, paging: Paging, base: str) -> bool:
    """A choice list of the numbers 1 to n that its script joins to an address, or whose form it submits."""
    for select in root.iter("select"):
        script = select.get("onchange") or ""
        values = [(option.get("value") or "".join(option.itertext())).strip() for option in select.iter("option")]
        if len(values) < 2 or values != [str(number) for number in range(1, len(values) + 1)]:
            continue
        chosen = [place for place, option in enumerate(select.iter("option")) if "selected" in option.attrib]
        following = (chosen or [0])[0] + 2
        is_last = following > len(values)
        if joined := _JOINED.search(script):
            address = absolute(base, f"{joined[1]}{following}{joined[2] or ''}")
            paging.next_page, paging.rule = None if is_last else address, _LIST + (": last page" if is_last else "")
        elif _SUBMITS.search(script) and (form := chosen_request(select, str(following), base)) is not None:
            take_form(paging, form, is_last=is_last)
        else:
            continue
        paging.order = order_of(select)
        paging.pages = paging.pages or len(values)
        return True
    return False


def _is_of_pages(select: _Element) -> bool:
    """Whether a choice opens an address and the choices are page numbers: 第3页, 3/12."""
    if not _CALL_OF_SELECT.search(select.get("onchange") or ""):
        return False
    texts = ("".join((option.text or "").split()).strip("第页頁") for option in select.iter("option"))
    return all(text.partition("/")[0].isdigit() for text in texts)


def _by_button(root: _Element, paging: Paging, url: str, base: str) -> bool:
    for element in root.xpath("//*[@onclick][not(self::a)]"):
        text = element.get("value") or element.get("alt") or "".join("".join(element.itertext()).split())
        address = script_address(element.get("onclick")) if len(text) <= LONGEST and NEXT_TEXT.fullmatch(text) else ""
        target = absolute(base, address) if address and "disabled" not in element.attrib else None
        if target is not None and not is_same(target, url):
            paging.next_page, paging.rule = target, "button"
            paging.order = order_of(element)
            return True
    return False


def _by_form_button(root: _Element, paging: Paging, base: str) -> bool:
    for element in root.xpath("//form//input[@type='submit' or @type='image' or @type='button']|//form//button"):
        text = element.get("value") or element.get("alt") or "".join("".join(element.itertext()).split())
        if len(text) > LONGEST or not NEXT_TEXT.fullmatch(text) or "disabled" in element.attrib:
            continue
        if (form := request_of(element, paging.scripts, base)) is not None:
            take_form(paging, form)
            paging.order = order_of(element)
            return True
    return False
