"""The structure of a page as a set of names, which is the same for all pages of a template.

A name is a block element with its id and classes, after the nearest named ancestor: `div.con>ul.list`. Digits are
removed (`col12`, `art_4711`), and so are classes that office programs paste into texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

_BLOCKS = frozenset(
    "body div section article main header footer nav aside ul ol dl table form h1 h2 h3 iframe li td".split()
)
_PASTED = re.compile(r"Mso|xl\d|font\d|et\d|Section\d|TableGrid", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# For a page with fewer names than this, the nesting of its tags is added.
_FEW = 5
# A page is unfamiliar if its new names reach both this number and this share.
NEW_NAMES = 2
NEW_SHARE = 0.2


def shape_of(root: Any) -> frozenset[str]:
    """The names of a page's blocks. `root` is an lxml element."""
    names: set[str] = set()
    for element in root.iter(*_BLOCKS):
        own = _name(element)
        if own is not None:
            above = next(filter(None, map(_name, element.iterancestors())), "")
            names.add(f"{above}>{own}")
    if len(names) < _FEW:
        for element in root.iter(*_BLOCKS):
            parent = element.getparent()
            names.add(f"{parent.tag if parent is not None else ''}>{element.tag}")
    return frozenset(names)


def new_names(shape: Collection[str], known: Collection[str]) -> list[str]:
    """The names in `shape` that are not in `known`, sorted."""
    return sorted(name for name in shape if name not in known)


def is_unfamiliar(shape: Collection[str], known: Collection[str]) -> bool:
    """Whether a page is of an unknown template; False if no template is known."""
    if not known or not shape:
        return False
    new = new_names(shape, known)
    return len(new) >= NEW_NAMES and len(new) >= NEW_SHARE * len(shape)


def _name(element: Any) -> str | None:
    if element.tag not in _BLOCKS:
        return None
    identity, classes = element.get("id"), element.get("class")
    if not identity and not classes:
        return None
    words = sorted(_DIGITS.sub("", word) for word in (classes or "").split() if not _PASTED.match(word))
    own = "".join(f".{word}" for word in words if word)
    if identity and not _PASTED.match(identity):
        own = f"#{_DIGITS.sub('', identity)}{own}"
    return f"{element.tag}{own}"[:80] if own else None
