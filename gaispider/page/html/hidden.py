"""What a page hides: the one test, and the elements of `style="display:none"`, found without asking every attribute.

Word leaves thousands of styles on a page, of which one or two may hide something. The bytes tell which tags those
stand in, so only elements of these names are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_WORDS = (b"isplay", b"ISPLAY")  # without the letter that begins it, in whatever case
_TAG = re.compile(rb"<([a-zA-Z][\w:.-]*)(?=[\s/>])")
# A start tag is not longer; if it is, every element is asked.
_LONGEST_TAG = 1 << 13
_RAW_TEXT = frozenset((b"script", b"style"))
# Where more places than this would have to be looked at, it is quicker to ask every element.
_MANY = 12
_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]*\Z")


def style_hides(style: str | None) -> bool:
    """Whether a style attribute says that its element is not shown."""
    # Word writes many styles, few of them about display.
    return style is not None and ("isplay" in style or "ISPLAY" in style) and _HIDING.search(style) is not None


def is_hidden(element: etree._Element) -> bool:
    """Whether an element says of itself that it is not shown: by its style, or by the attribute `hidden`."""
    return style_hides(element.get("style")) or "hidden" in element.attrib


def hiding_tags(markup: bytes) -> frozenset[str] | None:
    """The names of all elements whose style may hide them, and perhaps some more; None if they cannot be told.

    What only looks like a tag, in a script's text, costs no more than a name too many.
    """
    names: set[str] = set()
    for places, at in enumerate(_places(markup), start=1):
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
    return frozenset(names)


def _places(markup: bytes) -> Iterator[int]:
    """Where the bytes say something of display."""
    for word in _WORDS:
        at = markup.find(word)
        while at >= 0:
            yield at
            at = markup.find(word, at + len(word))


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
        if style_hides(element.get("style")) and _NAME.match(element.tag)
    ]


@lru_cache(maxsize=256)
def _styled(tags: frozenset[str] | None) -> etree.XPath:
    """Elements with a style that says something of display. From the attribute: few elements have one."""
    names = ["*"] if tags is None else sorted(tags)
    said = " or ".join(f"contains(., '{word.decode()}')" for word in _WORDS)
    return etree.XPath("|".join(f"descendant::{name}/@style[{said}]/.." for name in names))
