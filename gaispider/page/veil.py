"""What a page hides by `style="display:none"`: the elements, found without asking every style attribute.

Word leaves thousands of styles on a page, of which one or two may hide something. The bytes tell which tags those
stand in, so only elements of these names are asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

_WORD = b"isplay"  # without the letter that begins it, in whatever case
_TAG = re.compile(rb"<([a-zA-Z][\w:.-]*)(?=[\s/>])")
# A start tag is not longer; if it is, every element is asked.
_LONGEST_TAG = 1 << 13
_RAW_TEXT = frozenset((b"script", b"style"))
# Where more places than this would have to be looked at, it is quicker to ask every element.
_MANY = 12
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]*\Z")


def hiding_tags(markup: bytes) -> frozenset[str] | None:
    """The names of all elements whose style may hide them, and perhaps some more; None if they cannot be told.

    What only looks like a tag, in a script's text, costs no more than a name too many.
    """
    names: set[str] = set()
    places = 0
    at = markup.find(_WORD)
    while at >= 0:
        places += 1
        begin = max(0, at - _LONGEST_TAG)
        tag = _tag_before(markup, begin, at)
        if places > _MANY or (tag is None and begin):
            return None
        if tag:
            name = tag[1].lower()
            if name not in _RAW_TEXT:
                if not name.isalnum() or not _opens_value(markup[tag.end() : at]):
                    return None
                names.add(name.decode("ascii"))
        at = markup.find(_WORD, at + len(_WORD))
    return frozenset(names)


def _tag_before(markup: bytes, begin: int, at: int) -> re.Match[bytes] | None:
    """The last start tag before `at`, or what looks like one."""
    tag = markup.rfind(b"<", begin, at)
    while tag >= 0 and not (found := _TAG.match(markup, tag)):
        tag = markup.rfind(b"<", begin, tag)
    return found if tag >= 0 else None


def _opens_value(between: bytes) -> bool:
    """Whether what stands between a tag's name and a place leaves one kind of quotes open, or has none.

    Else the tag is none but part of another one's value: title="a<b c" style="display
    """
    double, single = between.count(b'"'), between.count(b"'")
    return double % 2 != single % 2 or not (double or single)


def veiled(root: etree._Element, tags: frozenset[str] | None) -> list[etree._Element]:
    """The elements that their own style hides; `tags` as `hiding_tags` gives them."""
    if tags is not None and not tags:
        return []
    return [
        element
        for element in _styled(tags)(root)
        # A name that broken markup made (div"class=…) cannot be given back to its element.
        if "display:none" in element.get("style").replace(" ", "").lower() and _NAME.match(element.tag)
    ]


@lru_cache(maxsize=256)
def _styled(tags: frozenset[str] | None) -> etree.XPath:
    """Elements with a style that says something of display. From the attribute: few elements have one."""
    names = ["*"] if tags is None else sorted(tags)
    return etree.XPath("|".join(f"descendant::{name}/@style[contains(., 'isplay')]/.." for name in names))
