"""Every link of a page that a person could follow: words, pictures, frames, options, scripts, menus held as data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from lxml.etree import _Element

from gaispider.discovery.model import How, MenuLink
from gaispider.page.html.script_values import plain_string
from gaispider.page.listing.called_columns import called_column
from gaispider.page.listing.site_sections import address_of_link, is_under_report_heading, name_of_link
from gaispider.page.urls import absolute, base_address, split

# A page with more is a list of everything; what leads to reports stands before.
_MOST = 4000
_LONGEST_NAME = 40
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_NAME = (
    r"""["']?(?:name|title|text|label|channelname|columnname|menuname|catname)["']?\s*:\s*"""
    r"""["'](?P<name>[^"'{}]{2,120})["']"""
)
_LINK = r"""["']?(?:url|href|link|path|channelurl|linkurl|menuurl)["']?\s*:\s*["'](?P<url>[^"'\s{}]{2,200})["']"""
# An object of a menu that a script holds: name and address beside each other, in either order, nothing nested between.
_BETWEEN = r"[^{}\[\]]{0,300}?"
_ENTRY = re.compile(
    _NAME + _BETWEEN + _LINK + "|" + _LINK.replace("<url>", "<first>") + _BETWEEN + _NAME.replace("<name>", "<second>"),
    re.IGNORECASE,
)
# Name and address as neighbours in an array or a call: ['政务公开','/zwgk/'], d.add(2,0,'年报','/nb/index.asp').
_PAGE = (
    r"(?:https?:/|\.{0,2})?/[\w./?=&%#:~-]{1,200}"
    r"|[\w./-]{1,120}\.(?:s?html?|jhtml|aspx?|jsp|php|do|action)(?:\?[\w=&%.-]*)?"
)
_WORDS = r"[^\"'\\<>{}\[\]]{0,20}[\u4e00-\u9fff][^\"'\\<>{}\[\]]{0,30}"
_PAIR = re.compile(
    rf"""["'](?P<name>{_WORDS})["']\s*,\s*["'](?P<url>{_PAGE})["']|"""
    rf"""["'](?P<first>{_PAGE})["']\s*,\s*["'](?P<second>{_WORDS})["']"""
)
# A link in a string that a script writes: document.write('<a href="/zwgk/">政务公开</a>').
_MARKUP = re.compile(
    r"""<a\b[^<>]{0,200}?\bhref=\\?["']?(?P<url>[^"'\s\\<>+]{1,200})\\?["']?[^<>]{0,200}>(?P<name>[^<>{}'"+]{1,60})</a>"""
)
# Arrows, dots and brackets around a name: ·政府信息公开年报>>, 【政务公开】.
_EDGES = re.compile(r"^\W+|[^\w)）]+$")
_LEADS_AWAY = re.compile(r"""["']?jump_?url["']?\s*:\s*["'][^"']""", re.IGNORECASE)
_SCRIPTED = "//*[@onclick][not(self::a or self::area or self::input or self::button or self::body)]"


def menu_links(root: _Element, url: str) -> list[MenuLink]:
    """The links of the page at `url`, each address once, in the page's order; those of data and frames last."""
    here = base_address(root, url)
    own = urldefrag(url).url
    found: dict[str, MenuLink] = {}
    for name, href, how, element in _written(root):
        address = _joined(here, href)
        if address is None or (urldefrag(address).url == own and "#/" not in address and not _number(address)):
            continue
        known = found.get(address)
        if known is None or (not known.name and name):
            headed = bool(_YEAR.fullmatch(name)) and element is not None and is_under_report_heading(element)
            found[address] = MenuLink(address, name, how, headed, element)
        if len(found) >= _MOST:
            break
    return list(found.values())


def unopened_words(root: _Element) -> list[str]:
    """The words of links and menus that only a script could open: no address is written and none can be told."""
    found = []
    for link in root.iter("a", "li", "div", "span"):
        scripted = any(name.startswith(("@click", "v-on:", "ng-click")) for name in link.keys())  # noqa: SIM118
        href = (link.get("href") or "").strip().lower()
        if not scripted and not link.get("onclick") and not (link.tag == "a" and href.startswith("javascript:")):
            continue
        name = name_of_link(link).replace(" ", "")
        if 1 < len(name) <= _LONGEST_NAME and not address_of_link(link) and not called_column(link):
            found.append(name)
    return found


def _written(root: _Element) -> Iterator[tuple[str, str, How, _Element | None]]:
    for link in root.xpath(f"//a|//area|//option|{_SCRIPTED}"):
        href, how = address_of_link(link), _how(link)
        name = _EDGES.sub("", name_of_link(link).replace(" ", ""))
        if not href and name:
            href, how = called_column(link), "script"
        if href and len(name) <= _LONGEST_NAME:
            yield name, href, how, link
    for script in root.iter("script"):
        if script.text and "/" in script.text:
            for name, href in _of_data(script.text):
                yield name, href, "data", None
    for frame in root.iter("frame", "iframe"):
        source = (frame.get("src") or "").strip()
        if source and "{" not in source:
            yield (frame.get("title") or "").replace(" ", ""), source, "frame", None


def _how(link: _Element) -> How:
    if link.tag == "option":
        return "option"
    if not "".join(link.itertext()).strip() and next(link.iter("img"), None) is not None:
        return "picture"
    return "script" if link.tag not in ("a", "area") else "link"


def _of_data(script: str) -> Iterator[tuple[str, str]]:
    """Name and address of the entries of menus in a script; what only jumps to another site is left out."""
    for match in _ENTRY.finditer(script):
        begin, end = script.rfind("{", 0, match.start()), script.find("}", match.end())
        if _LEADS_AWAY.search(script[max(begin, 0) : end if end >= 0 else match.end()]):
            continue
        name = plain_string(match["name"] or match["second"])
        yield "".join(name.split()), plain_string(match["url"] or match["first"])
    for match in _PAIR.finditer(script):
        yield "".join((match["name"] or match["second"]).split()), match["url"] or match["first"]
    for match in _MARKUP.finditer(script):
        yield "".join(plain_string(match["name"]).split()), match["url"]


def _joined(here: str, href: str) -> str | None:
    """The absolute address of a link; its fragment stays where it names what is shown: a route, a column's number."""
    address = absolute(here, href)
    parts = split(address) if address else None
    if address is None or parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    route = parts.fragment.startswith(("/", "!/")) or _number(address)
    return address if route else urldefrag(address).url


def _number(address: str) -> bool:
    """gkmlpt/index#2819: several columns of one site have one address."""
    bare, fragment = urldefrag(address)
    return fragment.isdigit() and "/gkmlpt/" in bare
