"""Tells answers that are no page at all: data, XML or a sentence, without any HTML element."""

from __future__ import annotations

import json
import re

from gaispider.crawl.answer_markup import Markup

# Characters of a sentence or two; a longer text may be a document that was published as plain text.
_SENTENCE = 160
_ELEMENT = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|style|div|span|font|table|form|center|section|article|p|br|hr"
    r"|h[1-6]|a|b|strong|em|i|img|map|ul|ol|li|dl|pre|i?frame|frameset|embed|object)\b",
    re.IGNORECASE,
)
# XML that a browser or an office program shows as a document.
_SHOWN = re.compile(r"<\?(?:xml-stylesheet|mso-application)|<svg\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|[a-z_][\w.:-]*[\s/>])", re.IGNORECASE)
# Bytes that text never contains.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\ufffd]")


def bare_message(page: Markup) -> str | None:
    """The message in a body that is no page, with escapes in data decoded; None for a page, a file or an empty body."""
    source = page.source.lstrip("\ufeff").strip()
    if not source or _BINARY.search(source):
        return None
    if (data := _data(source)) is not None:
        return data
    if _ELEMENT.search(source):
        return None
    if _XML.match(source):
        return None if _SHOWN.search(source) else page.text
    return page.text if len(page.text) <= _SENTENCE else None


def _data(source: str) -> str | None:
    try:
        return json.dumps(json.loads(source), ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
