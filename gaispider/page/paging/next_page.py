"""Which page follows a listing: a link that says so, or a script whose call or variables name the pages.

Order of trust: a written link (下一页); the first script whose pager names addresses (paging_script); numbered links.
What exists only by a request of a script (XHR) or by a form is named in `rule`, and no address is made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from gaispider.page.html.templates import is_template_text
from gaispider.page.known_places import names_of
from gaispider.page.paging.controls import by_control
from gaispider.page.paging.counts import read_counts
from gaispider.page.paging.pager_scripts import Pager, function_address, pager_of
from gaispider.page.paging.parts import LONGEST, NEXT_TEXT, Paging, is_same, order_of, script_address
from gaispider.page.paging.unaddressed import announces_more
from gaispider.page.script_variants import pattern
from gaispider.page.urls import absolute

_NEXT_SIGNS = frozenset(("›", ">", "→", "＞", "»", ">>"))
_FILE_STEM = re.compile(r"^.*/|\.\w+$")
_FIRST_TEXT = pattern(r"\W*(?:首[页頁]|第一[页頁]|最前页?)\W*")
_CALL = re.compile(r"\b([A-Za-z_$][\w$.]*)\s*\(\s*['\"]?(\d{1,5})['\"]?\s*[,)]")
_XHR = re.compile(
    r"\.trsapi|\$\.(?:ajax|post|get|getJSON)\b|\baxios\b|\bfetch\(|XMLHttpRequest|listModel|dataproxy", re.IGNORECASE
)
_FORM = re.compile(r"__doPostBack|\.submit\(")


@dataclass(slots=True)
class _Link:
    element: _Element
    order: int
    text: str
    address: str
    # Name of the picture of a link that has no words: next of next.gif.
    picture: str


def find_paging(root: _Element, url: str, base: str | None = None) -> Paging:
    """Read how the listing at `url` goes on; `base` is what its relative addresses start from."""
    base = base or url
    paging = Paging()
    links, scripts = _collect(root)
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
    if _by_head(root, paging, base) or _by_link(links, paging, url, base):
        return paging
    if pager is not None and pager.known:
        if pager.next_address is not None:
            paging.next_page, paging.rule = absolute(base, pager.next_address), pager.rule
        else:
            paging.rule = f"{pager.rule}: last page"
        return paging
    if not (_by_numbers(links, paging, url, base) or by_control(root, paging, url, base)):
        paging.rule = _why_none(paging, announced=_is_announced(root, links))
    return paging


def _collect(root: _Element) -> tuple[list[_Link], list[tuple[int, str]]]:
    """Links with short texts, and inline scripts, with their places."""
    links: list[_Link] = []
    scripts: list[tuple[int, str]] = []
    for order, element in enumerate(root.iter("a", "script")):
        if element.tag == "script":
            if element.text:
                scripts.append((order, element.text))
            continue
        text = "".join("".join(element.itertext()).split()) if len(element) < 4 else ""
        if not text:
            text = element.get("title") or next((image.get("alt") or "" for image in element.iter("img")), "")
        if len(text) <= LONGEST:
            href = (element.get("href") or "").strip()
            links.append(
                _Link(element, order, text, link_address(element, href), _picture(element) if not text else "")
            )
    return links, scripts


def _picture(element: _Element) -> str:
    """The name of the picture file that stands for a link's words."""
    image = next(element.iter("img"), None)
    return _FILE_STEM.sub("", image.get("src") or "") if image is not None else ""


def link_address(element: _Element, href: str) -> str:
    """Where a link leads: its href, or the address its script opens; empty if it leads nowhere."""
    if is_template_text(href):
        return ""
    scripted = href[:11].lower().startswith("javascript:")
    if href and not scripted and not href.startswith("#") and not href[:7].lower().startswith(("mailto:", "tel:")):
        return href.replace("\\", "/")  # as browsers do
    # Links that a script opens keep their address beside an empty href, or in the script itself.
    kept = (element.get("data-href") or element.get("data-url") or element.get("tagname") or "").strip()
    return kept or (script_address(href) if scripted else "") or script_address(element.get("onclick") or "")


def _first_pager(scripts: list[tuple[int, str]], url: str) -> tuple[Pager | None, int | None]:
    """The first script whose pager names addresses; else the first that names counts."""
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


def _by_link(links: list[_Link], paging: Paging, url: str, base: str) -> bool:
    """The first link that says that it leads to the next page, unless this is the last."""
    says_next = names_of("next_link").search
    for link in links:
        marks = _marks(link)
        named = _is_named_next(link)
        if not named and not (says_next(marks) and (link.text in _NEXT_SIGNS or link.text == "")):
            continue
        address = link.address
        rule = "link"
        if named and not address:
            address, rule = _called_address(link.element, paging.scripts, url), "link: its script's function"
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


def _marks(link: _Link) -> str:
    """What names a link apart from its words: its classes, those around it, its picture."""
    element = link.element
    return f"{element.get('class') or ''} {element.get('rel') or ''} {_class_around(element)} {link.picture}"


def _is_named_next(link: _Link) -> bool:
    """Whether a link's words say so. A sign may stand for the words, which its title then says: webdings 8."""
    if NEXT_TEXT.fullmatch(link.text):
        return True
    return len(link.text) <= 2 and NEXT_TEXT.fullmatch(link.element.get("title") or "") is not None


def _is_disabled(element: _Element, marks: str) -> bool:
    if names_of("ended_pager").search(marks):
        return True
    return "disabled" in element.attrib or element.get("aria-disabled") == "true"


def _called_address(element: _Element, scripts: list[str], url: str) -> str:
    """The address that a link's call such as gotoPage(2) opens; empty if its function does something else."""
    for name, number in _CALL.findall(f"{element.get('href') or ''} {element.get('onclick') or ''}"):
        if address := function_address(scripts, name.rpartition(".")[2], int(number), url):
            return address
    return ""


def _is_first(target: str, links: list[_Link], base: str) -> bool:
    """Whether the address is the first page's: some pagers begin anew after the last page."""
    return any(
        link.address and _FIRST_TEXT.fullmatch(link.text) and absolute(base, link.address) == target for link in links
    )


def _by_numbers(links: list[_Link], paging: Paging, url: str, base: str) -> bool:
    """Numbered links 1 2 3: the one after the page we are on, if their addresses differ in digits only."""
    numbered: dict[int, _Link] = {}
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
        paging.rule = "numbered links: last page"
    else:
        paging.next_page, paging.rule = addresses[current + 1], "numbered links"
    return True


def _current(numbered: dict[int, _Link], addresses: dict[int, str | None], url: str) -> int:
    """The number of the page we are on: the link that leads here or is marked; else the gap among the numbers."""
    for number, address in addresses.items():
        if address and is_same(address, url):
            return number
    marked = [
        number
        for number, link in numbered.items()
        if names_of("current_page").search(f"{link.element.get('class') or ''} {_class_around(link.element)}")
    ]
    if len(marked) == 1:
        return marked[0]
    gaps = [number + 1 for number in numbered if number + 1 not in numbered and number + 2 in numbered]
    if len(gaps) == 1:
        return gaps[0]
    return 1 if 1 not in numbered else next(n for n in range(1, max(numbered) + 2) if n not in numbered)


def _class_around(element: _Element) -> str:
    around = element.getparent()
    return (around.get("class") or "") if around is not None and len(around) == 1 else ""


def _is_announced(root: _Element, links: list[_Link]) -> bool:
    return announces_more(root, (link.element for link in links if link.text.isascii() and link.text.isdigit()))


def _why_none(paging: Paging, *, announced: bool) -> str:
    if paging.pages in (0, 1):
        return "one page"
    more = (paging.pages or 0) > 1 or (paging.pages is None and (paging.records is not None or announced))
    if any(_XHR.search(script) for script in paging.scripts) and (more or paging.order is not None):
        return "script only: further pages come by a request of the page's script (XHR), which names no page"
    if any(_FORM.search(script) for script in paging.scripts) and more:
        return "form only: further pages come by submitting a form"
    if more:
        return "further pages are announced, but no address is"
    return "no pager"
