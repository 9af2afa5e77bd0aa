"""Whether an element says of itself that it is not displayed."""

from __future__ import annotations

import re

from lxml import etree

_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def style_hides(style: str | None) -> bool:
    """Whether a style attribute says that its element is not shown."""
    # Word writes many styles, few of them about display.
    return style is not None and ("isplay" in style or "ISPLAY" in style) and _HIDING.search(style) is not None


def is_hidden(element: etree._Element) -> bool:
    """Whether an element says of itself that it is not shown: by its style, or by the attribute `hidden`."""
    return style_hides(element.get("style")) or "hidden" in element.attrib
