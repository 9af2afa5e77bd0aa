"""Pictures in a document that may show tables or scanned pages: text that is in the picture alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree

from gaispider.filetypes import by_bytes, by_extension, endings
from gaispider.items import Attachment
from gaispider.page.embedded_pictures import MARK, picture_of
from gaispider.page.html.blocks import PageLines
from gaispider.page.urls import absolute, base_address
from gaispider.reference import Phrases

_MOST = 20
# Pixels, where the tag gives them: a smaller picture is an icon, a button or a line.
_LEAST_WIDTH, _LEAST_HEIGHT = 200, 60
# Attributes that hold the picture's address until a script loads it.
_LATER = ("data-original", "data-src", "data-lazy-src", "data-url", "_src")
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", re.I)
_STYLED = {name: re.compile(rf"(?:^|;)\s*{name}\s*:\s*(\d{{1,5}})(?:\.\d+)?px", re.I) for name in ("width", "height")}
_EXTENSION = re.compile(rf"\.({endings('image')})(?:$|[?#&;])", re.I)
_CHROME = Phrases("addresses.tsv", "chrome_picture", flags=re.I)


def read_pictures(page: PageLines, lines: range, url: str) -> tuple[list[Attachment], dict[str, bytes]]:
    """The pictures on these lines that may be tables or scans, in order, each once, at most 20; and bytes by address.

    A picture that links to a larger copy gives the larger one. Icons, buttons and QR codes are left out, by words in
    their address and tag, or by the size in pixels that the tag gives. The bytes are those of pictures embedded in the
    page's source.
    """
    numbers = [number for number in page.images if number in lines]
    if not numbers:
        return [], {}
    base = base_address(page.root, url)
    found: dict[str, Attachment] = {}
    embedded: dict[str, bytes] = {}
    for image in _images(page, numbers):
        source = _source(image)
        if _is_small(image) or _CHROME.find(_words(image, source or "")):
            continue
        if source is None:
            body = picture_of(image.get("src") or "")
            if body is not None and body not in embedded.values() and len(found) < _MOST:
                own, kind = f"{urldefrag(url)[0]}{MARK}{len(embedded) + 1}", by_bytes(body)
                embedded[own] = body
                found[own] = Attachment(own, _given_name(image), kind.media_type if kind else None)
            continue
        address = absolute(base, source)
        if address is None or address in found or not urlsplit(address).hostname:
            continue
        ending = _EXTENSION.search(address)
        kind = by_extension(ending[1]) if ending else None
        found[address] = Attachment(address, _name(image, address), kind.media_type if kind else None)
    return list(found.values())[:_MOST], embedded


def _images(page: PageLines, numbers: list[int]) -> Iterator[etree._Element]:
    """The `img` elements of the boxes that these lines stand in."""
    seen: set[etree._Element] = set()
    for number in numbers:
        for image in page.element(page.box_of[number]).iter("img"):
            if image not in seen:
                seen.add(image)
                yield image


def _source(image: etree._Element) -> str | None:
    """The address of the picture, or of the larger one that it links to."""
    link = next(image.iterancestors("a"), None)
    linked = (link.get("href") or "").strip() if link is not None else ""
    if _EXTENSION.search(linked):
        return linked
    given = [image.get(name) for name in (*_LATER, "src")]
    return next((text.strip() for text in given if text and not text.strip().lower().startswith("data:")), None)


def _is_small(image: etree._Element) -> bool:
    width, height = _side(image, "width"), _side(image, "height")
    return (width is not None and width < _LEAST_WIDTH) or (height is not None and height < _LEAST_HEIGHT)


def _side(image: etree._Element, name: str) -> int | None:
    """A side of a picture in pixels; None where it is not given, or given in per cent."""
    styled = _STYLED[name].search(image.get("style") or "")
    given = styled or _PIXELS.fullmatch(image.get(name) or "")
    return int(given[1]) if given else None


def _words(image: etree._Element, source: str) -> str:
    named = (image.get(name) for name in ("alt", "title", "class", "id"))
    return " ".join(filter(None, (unquote(source), *named)))


def _name(image: etree._Element, address: str) -> str | None:
    """The name that the tag gives, else that of the address."""
    return _given_name(image) or unquote(urlsplit(address).path.rsplit("/", 1)[-1]) or None


def _given_name(image: etree._Element) -> str | None:
    return " ".join((image.get("title") or image.get("alt") or "").split()) or None
