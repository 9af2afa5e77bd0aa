"""What a page's head gives: meta tags and the title element."""

from __future__ import annotations

from html import unescape

from lxml import etree


def read_meta(root: etree._Element) -> dict[str, str]:
    """Meta tags by lower-case name, of each name the first that is not empty."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = element.get("content")
        if name and content and not content.isspace():
            found.setdefault(name.strip().lower(), " ".join(content.split()))
    return found


def read_title_element(root: etree._Element) -> str | None:
    """The text of the first `title` element with any text, without markup that was escaped into it.

    None if there is none.
    """
    for element in root.iter("title"):
        text = element.text
        if text and not text.isspace():
            if "&" in text or "<" in text:
                text = _plain(text)
            return " ".join(text.split()) or None
    return None


def _plain(text: str) -> str:
    """Escaped HTML as text: entities decoded (twice if needed), tags dropped."""
    for _ in range(2):
        text = unescape(text)
    pieces = []
    for number, piece in enumerate(text.split("<")):
        tag, closed, rest = piece.partition(">")
        if not number or not closed or not tag or not (tag[0].isascii() and (tag[0].isalpha() or tag[0] == "/")):
            pieces.append(piece if not number else "<" + piece)
        else:
            pieces.append(rest)
    return "".join(pieces)
