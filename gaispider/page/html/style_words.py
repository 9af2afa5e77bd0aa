"""What the declarations of a style say about whether text is seen, one property at a time."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Property = Literal["display", "visibility", "opacity", "size", "colour", "background", "struck", "raised"]
Said = dict[Property, bool]
"""For each property that a style names: whether it takes text out of sight (`background`: whether it has a colour;
`raised`: whether the text stands above the line)."""

_WHITE = r"(?:white|#fff|#ffffff|#fefefe|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,[^)]*)?\)|transparent)"
_NO_BACKGROUND = re.compile(rf"(?:{_WHITE}|none|inherit|initial|unset|\s)+(?:!.*)?", re.ASCII)
_ZERO = re.compile(r"\+?0*(?:\.0*)?(?:px|pt|em|rem|ex|%|cm|mm)?")
_READ: dict[str, tuple[Property, re.Pattern[str]]] = {
    "display": ("display", re.compile("none")),
    "visibility": ("visibility", re.compile("hidden|collapse")),
    "opacity": ("opacity", re.compile(r"0*(?:\.0*)?%?")),
    "font-size": ("size", _ZERO),
    "color": ("colour", re.compile(_WHITE)),
    "text-decoration": ("struck", re.compile(".*line-through.*")),
    "text-decoration-line": ("struck", re.compile(".*line-through.*")),
    "vertical-align": ("raised", re.compile("super")),
}
_WHITE_NAME = re.compile(_WHITE + "|ffffff")


@lru_cache(maxsize=4096)
def said_by(style: str) -> Said:
    """`font-size:0; color:red` → {size: True, colour: False}. Equal styles share one answer: it is never changed."""
    said: Said = {}
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        if name in _READ and value:
            key, pattern = _READ[name]
            said[key] = pattern.fullmatch(value) is not None
        elif name in ("background", "background-color", "background-image") and value:
            said["background"] = said.get("background", False) or _NO_BACKGROUND.fullmatch(value) is None
    return said


def is_white(colour: str) -> bool:
    """Whether an attribute `color` or `bgcolor` says white."""
    return _WHITE_NAME.fullmatch(colour.strip().lower()) is not None
