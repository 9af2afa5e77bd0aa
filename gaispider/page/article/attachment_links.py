"""The files that a page offers: links, scripts of a click, frames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from urllib.parse import unquote, urlsplit

from lxml import etree

from gaispider.filetypes import ATTACHED, by_extension, endings
from gaispider.items import Attachment
from gaispider.page.urls import absolute, base_address
from gaispider.reference import Phrases

_ENDINGS = endings(*ATTACHED)
_EXTENSION = re.compile(rf"\.({_ENDINGS})(?:$|[?#&;])", re.I)
# The end of a file's name as it is printed.
_NAMED = re.compile(rf"\.({_ENDINGS})\s*[)）】\]]?\s*$", re.I)
# A file that a script opens on a click: `downFile('/upload/a.pdf')`.
_CALLED = re.compile(rf"""["']([^"']+\.(?:{_ENDINGS})(?:\?[^"']*)?)["']""", re.I)
_PAGE = re.compile(r"\.s?html?(?:$|[?#])", re.I)
_ENDPOINT = Phrases("addresses.tsv", "attachment", flags=re.I)
# Only these boxes of boilerplate are skipped: a box of links, or one beside the document, may hold its files.
_MENU = re.compile(r"(?:^|[\s_-])(?:nav|menu|foot|footer|header|banner|copyright)(?:$|[\s_\d-])", re.I)
# Words of a link that offers a picture as a file.
_PICTURE = re.compile(rf"\.(?:{endings('image')})(?:$|[?#])", re.I)
_FILE_NAME = re.compile("附件|附[表图]|统计表|情况表|报告|年报|扫描件")
_SKIPPED = ("javascript:", "mailto:", "#", "tel:", "data:", "about:")
_PART = re.compile(rf"\.(?:{endings('image', 'part')})(?:$|[?#])", re.I)


def read_attachments(
    root: etree._Element, url: str, around: Iterable[etree._Element], document: etree._Element
) -> list[Attachment]:
    """The files that links inside the elements `around` lead to, in page order, each address once and absolute.

    Files in navigation and footers belong to the site and are left out, unless the element `document` stands in that
    box.
    """
    base = base_address(root, url)
    found: dict[str, Attachment] = {}
    for link in chain.from_iterable(element.iter("a", "iframe", "embed", "object") for element in around):
        href = _address(link) if link.tag == "a" else _framed(link.get("src") or link.get("data"))
        if not href:
            continue
        extension = _EXTENSION.search(href)
        if not extension and not _is_offered(link, href):
            continue
        is_part = not extension and _PART.search(href) is not None and not _is_picture_file(link, href)
        if href.lower().startswith(_SKIPPED) or is_part or _is_in_menu(link, document):
            continue
        address = absolute(base, href)
        if address is None or address in found or not urlsplit(address).hostname:
            continue
        found[address] = _attachment(link, address, extension[1] if extension else None)
    return list(found.values())


def _attachment(link: etree._Element, address: str, ending: str | None) -> Attachment:
    """The file that a link leads to. Its type is told by its name, else by the link's text, else by the address."""
    name = _name(link, address)
    named = _EXTENSION.search(name or "")
    claimed = by_extension(named[1] if named else ending or urlsplit(address).path.rpartition(".")[2])
    return Attachment(address, name, claimed.media_type if claimed else None)


def _address(link: etree._Element) -> str:
    """Where a link leads. Where its `href` leads nowhere, the file that its click asks for."""
    href = (link.get("href") or "").strip()
    if not href or href[0] == "#" or href[:11].lower() == "javascript:":
        asked = f"{link.get('onclick') or ''} {href}"
        called = _CALLED.search(asked) if "." in asked else None
        return called[1] if called else ""
    return href


def _is_in_menu(link: etree._Element, document: etree._Element) -> bool:
    """Whether a link stands in a box of navigation or a footer that the document does not stand in."""
    menus = [box for box in link.iterancestors() if _is_menu(box)]
    return bool(menus) and not {document, *document.iterancestors()}.issuperset(menus)


def _is_menu(box: etree._Element) -> bool:
    if box.tag in ("nav", "footer"):
        return True
    names = f"{box.get('id', '')} {box.get('class', '')}"
    return len(names) > 1 and _MENU.search(names) is not None


def _is_offered(link: etree._Element, href: str) -> bool:
    """Whether a link to an address without a file ending leads to a file.

    The address tells it, or the link's class, or a file's name as its text.
    """
    if "nfw-cms-attachment" in (link.get("class") or ""):
        return True
    if ("own" in href or "ttach" in href or "ile" in href) and _ENDPOINT.find(href):  # a quick look first
        return True
    if _is_picture_file(link, href):
        return True
    if link.tag != "a" or href[-1] == "/" or _PAGE.search(href):
        return False
    names = ("".join(link.itertext()), link.get("title"), link.get("download"))
    return any(name and _NAMED.search(name, max(0, len(name) - 10)) for name in names)


def _is_picture_file(link: etree._Element, href: str) -> bool:
    """Whether a link offers a picture as a file. A picture that only links to a larger copy of itself is none."""
    if link.tag != "a" or _PICTURE.search(href) is None:
        return False
    return _FILE_NAME.search("".join(link.itertext()).strip()) is not None


def _framed(source: str | None) -> str | None:
    """The file that a frame shows, directly or in a viewer: `viewer.html?file=/upload/a.pdf`."""
    if not source:
        return None
    _, _, given = source.partition("?")
    for part in given.split("&"):
        name, _, value = part.partition("=")
        if name.lower() in ("file", "url", "src") and _EXTENSION.search(unquote(value)):
            return unquote(value)
    return source if _EXTENSION.search(source) else None


def _name(link: etree._Element, address: str) -> str | None:
    """The name as printed, else as the title attribute or the address gives it."""
    text = " ".join("".join(link.itertext()).split())
    if text and text not in ("下载", "点击下载", "附件下载", "附件", "点击查看", "查看"):
        return text
    title = link.get("title") or link.get("download")
    if title and title.strip():
        return " ".join(title.split())
    return text or unquote(urlsplit(address).path.rsplit("/", 1)[-1]) or None
