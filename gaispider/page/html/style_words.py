"""What the declarations of a style say about visibility, property by property."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Property = Literal[
    "display", "visibility", "opacity", "size", "away", "clipped", "colour", "background", "struck", "raised"
]  # fmt: skip
Said = dict[Property, bool]
"""For each property that a style names: whether it takes text out of sight (`background`: whether it has a colour;
`raised`: whether the text stands above the line; `away`: outside the page; `clipped`: in a box without any room)."""

# White, and colours that look white.
_WHITE = (
    r"(?:white|#[f]{3}|#(?:f[5-9a-f]){3}|rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5]\s*(?:,[^)]*)?\)|transparent"
    r"|snow|whitesmoke|ghostwhite|hsla?\(\s*\d+(?:deg)?\s*,\s*\d+%\s*,\s*100%\s*\))"
)
_NO_BACKGROUND = re.compile(rf"(?:{_WHITE}|none|inherit|initial|unset|\s)+(?:!.*)?", re.ASCII)
_ZERO = re.compile(r"\+?0+(?:\.0*)?(?:px|pt|em|rem|ex|%|cm|mm)?")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|pt)?")
_READ: dict[str, tuple[Property, re.Pattern[str]]] = {
    "display": ("display", re.compile("none")),
    "visibility": ("visibility", re.compile("hidden|collapse")),
    "opacity": ("opacity", re.compile(r"0+(?:\.0*)?%?")),
    "font-size": ("size", _ZERO),
    "color": ("colour", re.compile(_WHITE)),
    "text-indent": ("away", _FAR),
    "left": ("away", _FAR),
    "top": ("away", _FAR),
    "margin-left": ("away", _FAR),
    "text-decoration": ("struck", re.compile(".*line-through.*")),
    "text-decoration-line": ("struck", re.compile(".*line-through.*")),
    "vertical-align": ("raised", re.compile("super")),
}
_WHITE_NAME = re.compile(_WHITE + "|(?:f[5-9a-f]){3}|fff")


@lru_cache(maxsize=4096)
def said_by(style: str) -> Said:
    """What a style declares, by property: `font-size:0; color:red` gives size True, colour False.

    Equal styles share one answer, so it must not be changed.
    """
    said: Said = {}
    values: dict[str, str] = {}
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        values[name] = value
        if name in _READ and value:
            key, pattern = _READ[name]
            said[key] = said.get(key, False) if key == "away" else False
            said[key] = said[key] or pattern.fullmatch(value) is not None
        elif name in ("background", "background-color", "background-image") and value:
            said["background"] = said.get("background", False) or _NO_BACKGROUND.fullmatch(value) is None
    if values.get("color") and values["color"] in (values.get("background-color"), values.get("background")):
        said["colour"], said["background"] = True, False  # of the colour of its own background
    if values.get("overflow") == "hidden":
        said["clipped"] = any(_ZERO.fullmatch(values.get(name) or "1") for name in ("height", "width", "max-height"))
    return said


@lru_cache(maxsize=256)
def is_white(colour: str) -> bool:
    """Whether an attribute `color` or `bgcolor` means white."""
    return _WHITE_NAME.fullmatch(colour.strip().lower()) is not None
