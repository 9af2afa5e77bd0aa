"""Signs of further pages without an address: a link or button for the next page that only a script can follow.

They are reported and no address is made up: such a listing is seen in part, and the run says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element

from gaispider.page.known_places import names_of
from gaispider.page.paging.parts import LONGEST, NEXT_TEXT, script_address
from gaispider.page.script_variants import pattern

_PAGER_BOX = re.compile(
    r"(?:^|[\s_-])(?:pages?|pag(?:er|ing|inat\w+)|fenye|fanye|turnpage|pagebar)(?:$|[\s_\d-])", re.IGNORECASE
)
_SHOW = re.compile(r"swiper|slide|focus|banner|carousel|scroll", re.IGNORECASE)
_MORE = pattern("更多")
_CALL = re.compile(r"\b(?!void\b|return\b)[A-Za-z_$][\w$.]*\s*\(")
# How many boxes around a number may be named as a pager's: li, ul, div.
_LEVELS = 3


def announces_more(root: _Element, numbers: Iterable[_Element]) -> bool:
    """Whether the page offers a next page without an address. `numbers` are its links that are a number."""
    return _names_next(root) or _counts_on(numbers)


def _names_next(root: _Element) -> bool:
    """Whether there is an enabled link or button 下一页 or 加载更多 without an address.

    下一页 without any call (`javascript:;`, `#`) is how many pagers print their last page; 加载更多 is not.
    """
    for element in root.iter("a", "button", "span", "div", "li", "input"):
        if len(element) > 2 or (element.tag not in ("a", "button") and not element.get("onclick")):
            continue
        text = element.get("value") or "".join("".join(element.itertext()).split())
        if (
            len(text) > LONGEST
            or not NEXT_TEXT.fullmatch(text)
            or _leads_somewhere(element)
            or not _is_enabled(element)
        ):
            continue
        if _calls(element) or _MORE.search(text):
            return True
    return False


def _counts_on(numbers: Iterable[_Element]) -> bool:
    """Whether page numbers, 2 among them, are links without an address.

    They must stand in a pager's box, or each must call a script with its own number.
    """
    found: set[str] = set()
    for element in numbers:
        text = "".join("".join(element.itertext()).split())
        if (
            not _leads_somewhere(element)
            and _is_enabled(element)
            and (_asks_for(element, text) or is_in_pager(element))
        ):
            found.add(text)
    return "2" in found


def _asks_for(element: _Element, number: str) -> bool:
    """Whether a click calls a script with this number: goPage(2), __doPostBack('Pager','2'), Page$2."""
    script = f"{element.get('href') or ''} {element.get('onclick') or ''}"
    return re.search(rf"\([^()]*(?<!\d){number}(?!\d)[^()]*\)", script) is not None


def _calls(element: _Element) -> bool:
    """Whether a click runs code that does something: goPage(2), not void(0)."""
    script = f"{element.get('href') or ''} {element.get('onclick') or ''}"
    return _CALL.search(script) is not None


def _leads_somewhere(element: _Element) -> bool:
    href = (element.get("href") or "").strip()
    if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
        return True
    return bool(script_address(element.get("onclick") or "") or script_address(href))


def _is_enabled(element: _Element) -> bool:
    if "disabled" in element.attrib or element.get("aria-disabled") == "true":
        return False
    around = element.getparent()
    names = f"{element.get('class') or ''} {(around.get('class') or '') if around is not None else ''}"
    return names_of("ended_pager").search(names) is None


def is_in_pager(element: _Element, *, itself: bool = False) -> bool:
    """Whether a box just around an element, or with `itself` the element, is named as a pager.

    A box of pictures that change is none.
    """
    box: _Element | None = element
    for level in range(_LEVELS + itself):
        box = box.getparent() if box is not None and (level or not itself) else box
        if box is None:
            return False
        names = f"{box.get('class') or ''} {box.get('id') or ''}"
        if _SHOW.search(names):
            return False
        if _PAGER_BOX.search(names):
            return True
    return False
