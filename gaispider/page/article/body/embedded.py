"""A document that a page keeps as a string of markup: in a form field, a script, the state of an app, or shown as text.

In a browser a script puts it in its place. Here it is looked for where the page shows no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from itertools import islice
from urllib.parse import unquote

from lxml import etree

from gaispider.page.article.body.boilerplate import is_chrome
from gaispider.page.html.blocks import PageLines
from gaispider.page.html.script_values import plain_string
from gaispider.page.html.tree import parse

_MARKUP = re.compile(r"<(?:p|div|br|table|span|section|h[1-6]|html|font|strong)\b[^<]*>", re.I)
_TAG = re.compile(r"<[^>]*>")
_WIDE = re.compile("[\u4e00-\u9fff]")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.){30,})"|' r"'((?:[^'\\\n]|\\.){30,})'|`([^`]{30,})`")
# Names of the variable to which a script gives the document.
_NAMED = re.compile(
    r"(?:content|html|body|text|detail|article|zhengwen|neirong|doc|nr|zw)\w*[\"']?\s*[:=(]\s*(?:\w+\()?$", re.I
)
_SILENT = frozenset(("script", "style", "textarea", "xmp"))
_LEAST = 20  # wide characters


def stored_document(page: PageLines) -> tuple[etree._Element, etree._Element] | None:
    """The element that keeps the longest stored document, and that document parsed; None if there is none.

    The document is a `div`, or `html` if the string is a whole page.
    """
    best: tuple[int, etree._Element, str] | None = None
    for element, text in (*_kept(page.root), *_shown(page)):
        markup = unquote(text) if text[:3].upper() == "%3C" else text
        markup = unescape(markup) if "&lt;" in markup else markup
        if not _MARKUP.search(markup):
            continue
        plain = _TAG.sub("", markup).strip()
        size = len(_WIDE.findall(plain))
        if size >= _LEAST and (best is None or size > best[0]) and not is_chrome(plain):
            best = (size, element, markup)
    if best is None:
        return None
    _, element, markup = best
    root = parse(markup.encode())[0]
    if "<html" in markup[:2000].lower() or "<head" in markup[:2000].lower():
        return element, root
    document = etree.Element("div")
    found = root.find("body")
    for child in list(found if found is not None else root):
        document.append(child)
    if found is not None:
        document.text = found.text
    return element, document


def with_document(root: etree._Element, keeper: etree._Element, document: etree._Element) -> etree._Element:
    """A copy of the page's tree with the document after the element that keeps it.

    The page's own tree is not changed.
    """
    place = next(number for number, element in enumerate(root.iter()) if element is keeper)
    tree = deepcopy(root)
    copied = next(islice(tree.iter(), place, None))
    if keeper is root:  # the root has no neighbours
        copied.append(document)
    else:
        copied.addnext(document)
    return tree


def _kept(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Elements that keep strings out of sight, each with its string."""
    for element in root.iter("textarea", "xmp", "input", "iframe", "script"):
        if element.tag == "script":
            text = element.text or ""
            if "<" in text or "\\u003" in text or "&lt;" in text or "%3C" in text:
                for match in _STRING.finditer(text):
                    if _NAMED.search(text, max(0, match.start() - 40), match.start()):
                        yield element, plain_string(match[1] or match[2] or match[3])
        else:
            kept = element.get("value") if element.tag == "input" else element.get("srcdoc")
            kept = kept or (element.text if element.tag in ("textarea", "xmp") else None)
            if kept and len(kept) > _LEAST:
                yield element, kept


def _shown(page: PageLines) -> Iterator[tuple[etree._Element, str]]:
    """Boxes that show markup as text because it was escaped once too often."""
    boxes = {
        box: None
        for number, (text, box) in enumerate(zip(page.text, page.box_of, strict=True))
        if text[:1] == "<" and number not in page.hidden and _MARKUP.match(text)
    }
    for box in boxes:  # once each: a box has many such lines
        element = page.element(box)
        yield element, "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    """The text inside an element, without that of scripts and form fields."""
    for inner in element.iter():
        if inner.text and isinstance(inner.tag, str) and inner.tag not in _SILENT:
            yield inner.text
        if inner.tail and inner is not element:
            yield inner.tail
