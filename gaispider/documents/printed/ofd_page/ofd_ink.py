"""The colour in which an object of an OFD page is painted, and whether it is painted at all (GB/T 33190, 8.3, 8.5)."""

from __future__ import annotations

from lxml import etree

Ink = tuple[float, ...]
"""Parts of a colour from 0 to 1: one of grey, three of red, green and blue, four of CMYK; none if nobody can tell."""

_OFF = ("false", "0")
_BLACK: Ink = (0.0, 0.0, 0.0)
# Share of the ink below which nothing is seen.
_FAINTEST = 0.1


def is_shown(node: etree._Element) -> bool:
    """Whether an object, and all that it lies in, is to be shown."""
    return all(one.get("Visible", "true") not in _OFF for one in (node, *node.iterancestors()))


def ink_of(node: etree._Element) -> Ink | None:
    """The colour of an object's characters or area, mixed with the paper that shines through; None without any ink."""
    if node.get("Fill") in _OFF and node.get("Stroke", "false") in _OFF:
        return None
    share = opacity_of(node)
    colour = node.find("{*}FillColor")
    value = None if colour is None else colour.get("Value")
    parts = _BLACK if value is None else _parts(value)
    if colour is not None and value is None and len(colour):
        parts = ()  # a pattern
    if share < _FAINTEST:
        return None
    if len(parts) == 4:
        return tuple(part * share for part in parts)
    return tuple(1 - (1 - part) * share for part in parts)


def opacity_of(node: etree._Element) -> float:
    """How much of the paper an object's ink hides, from 0 to 1."""
    colour = node.find("{*}FillColor")
    return _share(node.get("Alpha")) * (1.0 if colour is None else _share(colour.get("Alpha")))


def _share(alpha: str | None) -> float:
    try:
        return min(1.0, max(0.0, float(alpha) / 255)) if alpha else 1.0
    except ValueError:
        return 1.0


def _parts(value: str) -> Ink:
    try:
        return tuple(
            min(1.0, (int(part[1:], 16) if part.startswith("#") else float(part)) / 255) for part in value.split()
        )
    except ValueError:
        return ()
