"""The short links of a page, among them those of its pager, and where each leads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from gaispider.page.html.templates import is_template_text
from gaispider.page.paging.parts import LONGEST, script_address
from gaispider.page.paging.script_addresses import function_address

_FILE_STEM = re.compile(r"^.*/|\.\w+$")
_CALL = re.compile(r"\b([A-Za-z_$][\w$.]*)\s*\(\s*['\"]?(\d{1,5})['\"]?\s*[,)]")


@dataclass(slots=True)
class PagerLink:
    element: _Element
    order: int
    text: str
    address: str
    # Name of the picture of a link that has no words: next of next.gif.
    picture: str


def collect(root: _Element) -> tuple[list[PagerLink], list[tuple[int, str]]]:
    """Links with short texts, and inline scripts, with their places."""
    links: list[PagerLink] = []
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
                PagerLink(element, order, text, link_address(element, href), _picture(element) if not text else "")
            )
    return links, scripts


def _picture(element: _Element) -> str:
    """The name of the picture file that stands for a link's words."""
    image = next(element.iter("img"), None)
    return _FILE_STEM.sub("", image.get("src") or "") if image is not None else ""


def link_address(element: _Element, href: str) -> str:
    """Where a link leads: its href, or the address that its script opens; empty if nowhere."""
    if is_template_text(href):
        return ""
    scripted = href[:11].lower().startswith("javascript:")
    if href and not scripted and not href.startswith("#") and not href[:7].lower().startswith(("mailto:", "tel:")):
        return href.replace("\\", "/")  # as browsers do
    # Links that a script opens keep their address beside an empty href, or in the script itself.
    kept = (element.get("data-href") or element.get("data-url") or element.get("tagname") or "").strip()
    return kept or (script_address(href) if scripted else "") or script_address(element.get("onclick") or "")


def called_address(element: _Element, scripts: list[str], url: str) -> str:
    """The address that a link's call such as gotoPage(2) opens; empty if the function called does something else."""
    for name, number in _CALL.findall(f"{element.get('href') or ''} {element.get('onclick') or ''}"):
        if address := function_address(scripts, name.rpartition(".")[2], int(number), url):
            return address
    return ""


def class_around(element: _Element) -> str:
    around = element.getparent()
    return (around.get("class") or "") if around is not None and len(around) == 1 else ""
