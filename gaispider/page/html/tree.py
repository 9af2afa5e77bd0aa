"""Parses markup into one tree, in one pass."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from gaispider.items import Warn

# The end of a page, in which `</html>` is looked for.
_TAIL = 400
# A script that is cut is looked for this far from the end.
_SCRIPT = 1 << 15
_CLOSED = re.compile(rb"</script|</style|</body|-->|/>\s*$")
# An empty page is read as this.
_NOTHING = b"<html><body></body></html>"


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


def _cut(markup: bytes) -> str | None:
    """Where markup ends that is clearly cut off.

    None if it looks whole. A missing `</html>` proves nothing: many pages omit it.
    """
    tail = markup[-_TAIL:].lower()
    if b"</html" in tail:
        return None
    begin = tail.rfind(b"<")
    if begin > tail.rfind(b">") and tail[begin + 1 : begin + 3].lstrip(b"/")[:1].isalpha():
        return "the bytes end within a tag"
    script = _last_script(tail)
    # Most pages end so that the part before need not be searched.
    if script < 0 and _CLOSED.search(tail):
        return None
    tail = markup[-_SCRIPT:].lower()
    script = _last_script(tail)
    # A script without an end tag before a complete end of the page is the author's error, no cut.
    if script < 0 or _CLOSED.search(tail, script):
        return None
    return "the bytes end within a script or style"


def _last_script(tail: bytes) -> int:
    """Where the last script or style sheet begins in lower-case markup; -1 if there is none."""
    return max(tail.rfind(b"<script"), tail.rfind(b"<style"))


def parse(markup: bytes) -> tuple[etree._Element, list[Warn]]:
    """The tree of UTF-8 markup, and warnings. Never fails.

    What stands after a stray `</html>` would be a second root beside the first (lxml 6). Here it is moved into the
    first, so that every reader of the tree sees it. Comments are left out. The parser stops at 2048 nested elements.
    """
    parser = _parser()
    warnings: list[Warn] = []
    try:
        root = etree.fromstring(markup, parser) if markup.strip() else None
    except etree.LxmlError:  # nothing in it that could be an element
        root = None
    if root is None:
        root = etree.fromstring(_NOTHING, parser)
    elif any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        warnings.append(Warn("truncated", "nested too deeply: the parser left out the rest"))
    cut = _cut(markup)
    if cut:
        warnings.append(Warn("truncated", cut))
    for stray in list(root.itersiblings(preceding=True)):
        root.insert(0, stray)
    for stray in list(root.itersiblings()):
        root.append(stray)
    return root, warnings
