"""Whether an element's own attributes hide it."""

from __future__ import annotations

import re

from lxml import etree

_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def style_hides(style: str | None) -> bool:
    """Whether a style attribute hides its element."""
    # Word writes many styles, few of them about display.
    return style is not None and ("isplay" in style or "ISPLAY" in style) and _HIDING.search(style) is not None


def is_hidden(element: etree._Element) -> bool:
    """Whether an element's style attribute or its attribute `hidden` hides it."""
    return style_hides(element.get("style")) or "hidden" in element.attrib
