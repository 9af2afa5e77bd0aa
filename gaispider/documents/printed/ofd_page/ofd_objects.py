"""The objects of an OFD page: characters of text, ruling lines of paths, the area of pictures."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from lxml import etree

from gaispider.documents.printed.glyphs import Glyph, PrintedPage, Rule
from gaispider.documents.printed.ofd_page.ofd_ink import ink_of, is_shown, opacity_of
from gaispider.documents.printed.seen_ink import is_red, seen_characters

POINTS = 72 / 25.4
"""Points in a millimetre."""

# Millimetres: a filled rectangle so thin is a line; a side of a path so far off an axis is none.
_THIN = 0.8
_SLANT = 0.3
# Degrees by which text may stand askew; what is turned more is a mark or a seal.
_SKEWED = 6.0
_LARGEST = 1e6
# Shares of a character's size above and below the line that it stands on.
_ABOVE, _BELOW = 0.88, 0.12
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_PATH = re.compile(r"([MSLQBACmslqbac])|([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)")
_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STRAIGHT = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
# A character whose code tells nothing.
_UNKNOWN = "\ufffd"

_Place = tuple[float, float]


def numbers(text: str) -> list[float]:
    """The numbers of a list such as a box. Raises ValueError for such as no page has."""
    found = [float(one) for one in _NUMBER.findall(text)]
    if any(abs(one) > _LARGEST for one in found):
        raise ValueError(f"a length of {max(found, key=abs):g}")
    return found


def objects_on(contents: Iterable[etree._Element], page: PrintedPage) -> float:
    """Add what is seen of templates and page, in this order, to `page`; the area of its pictures in square points."""
    painted = [drawn for content in contents for drawn in _painted(content, page)]
    by_angle: dict[int, list[Glyph]] = defaultdict(list)
    for char in seen_characters(painted):
        glyph: Glyph = char["glyph"]
        glyph.red = is_red(char)
        if 0 < (glyph.x0 + glyph.x1) / 2 < page.width and 0 < glyph.middle < page.height:
            by_angle[char["angle"]].append(glyph)
    page.glyphs += by_angle.pop(0, [])
    for angle, glyphs in by_angle.items():
        page.turned.setdefault(angle, []).extend(glyphs)
    boxes = (drawn for drawn in painted if drawn["object_type"] == "image")
    areas = ((drawn["x1"] - drawn["x0"]) * (drawn["bottom"] - drawn["top"]) for drawn in boxes)
    return float(sum(areas))


def _painted(content: etree._Element, page: PrintedPage) -> Iterator[dict[str, Any]]:
    for node in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        box = numbers(node.get("Boundary", ""))
        if len(box) < 4 or not is_shown(node):
            continue
        matrix = numbers(node.get("CTM", ""))
        scale = matrix if len(matrix) == 6 else _STRAIGHT
        kind = etree.QName(node).localname
        if kind == "TextObject":
            yield from _characters(node, box, scale)
        elif kind == "PathObject":
            outlines = list(_outlines(node, box, scale))
            filled, drawn = node.get("Fill") == "true", node.get("Stroke") != "false"
            if drawn or filled:
                page.rules += [rule for places in outlines for rule in _rules(places, filled=not drawn)]
            yield from (_area(node, places) for places in outlines if node.get("Fill") == "true")
        else:
            places = [(box[0] * POINTS, box[1] * POINTS), ((box[0] + box[2]) * POINTS, (box[1] + box[3]) * POINTS)]
            yield {"object_type": "image", **_sides(places)}


def _characters(node: etree._Element, box: list[float], scale: list[float]) -> Iterator[dict[str, Any]]:
    angle, ink = _angle(scale), ink_of(node)
    if angle is None or ink is None:
        return
    for glyph in _glyphs(node, box, scale):
        sides = {"x0": glyph.x0, "x1": glyph.x1, "top": glyph.top, "bottom": glyph.bottom}
        yield {"object_type": "char", "glyph": glyph, "angle": angle, "non_stroking_color": ink, **sides}


def _angle(scale: list[float]) -> int | None:
    """By how many degrees against the clock text is turned; None for what is between quarters, or mirrored."""
    degrees = math.degrees(math.atan2(-scale[1], scale[0])) % 360
    off = degrees - round(degrees / 90) * 90
    is_mirrored = scale[0] * scale[3] - scale[1] * scale[2] <= 0
    return None if abs(off) > _SKEWED or is_mirrored else round(degrees / 90) * 90 % 360


def _glyphs(node: etree._Element, box: list[float], scale: list[float]) -> Iterator[Glyph]:
    size = _first(node, "Size", 3.5)
    bold = _first(node, "Weight", 400) >= 600
    height = size * (math.hypot(scale[2], scale[3]) or 1.0) * POINTS
    # Characters that run, or stand, in other directions: where each comes to stand is not told.
    runs_on = all(node.get(name, "0") == "0" for name in ("ReadDirection", "CharDirection"))
    codes = sum(len((glyphs.text or "").split()) for glyphs in node.iterfind("{*}CGTransform/{*}Glyphs"))
    for code in node.iterchildren("{*}TextCode"):
        text = code.text or ""
        if not text.strip():
            text = _UNKNOWN * codes
        for char, wide, (x, y) in _placed(text, size, code):
            # Turned by quarters, or little askew: two corners are enough.
            one, other = _moved(x, y - _ABOVE * size, scale), _moved(x + wide, y + _BELOW * size, scale)
            x0, x1 = sorted(((box[0] + one[0]) * POINTS, (box[0] + other[0]) * POINTS))
            top, bottom = sorted(((box[1] + one[1]) * POINTS, (box[1] + other[1]) * POINTS))
            shown = char if runs_on or char.isspace() else _UNKNOWN
            yield Glyph(shown, x0, x1, top, bottom, height, bold)


def _placed(text: str, size: float, code: etree._Element) -> Iterator[tuple[str, float, _Place]]:
    """The characters of a text with their widths, and where each begins."""
    x, y = _first(code, "X", 0.0), _first(code, "Y", size)
    right, down = _deltas(code.get("DeltaX", "")), _deltas(code.get("DeltaY", ""))
    for n, char in enumerate(text):
        wide = size if ord(char) > 0x2E7F else size / 2
        yield char, wide, (x, y)
        x += right[n] if n < len(right) else (wide if not down else 0.0)
        y += down[n] if n < len(down) else 0.0


def _first(node: etree._Element, name: str, otherwise: float) -> float:
    return (numbers(node.get(name, "")) or [otherwise])[0]


def _moved(x: float, y: float, scale: list[float]) -> _Place:
    return scale[0] * x + scale[2] * y + scale[4], scale[1] * x + scale[3] * y + scale[5]


def _sides(places: list[_Place]) -> dict[str, float]:
    across, down = [place[0] for place in places], [place[1] for place in places]
    return {"x0": min(across), "x1": max(across), "top": min(down), "bottom": max(down)}


def _deltas(text: str) -> list[float]:
    """The advances of a list in which `g 3 4.5` stands for three times 4.5."""
    parts, made, at = text.split(), [0.0] * 0, 0
    while at < len(parts):
        if parts[at] == "g" and at + 2 < len(parts):
            times = int((numbers(parts[at + 1]) or [0.0])[0])
            made += (numbers(parts[at + 2]) or [0.0])[:1] * min(times, 10_000)
            at += 3
        else:
            made += numbers(parts[at])
            at += 1
    return made


def _area(node: etree._Element, places: list[_Place]) -> dict[str, Any]:
    """A filled area: it hides what it covers if it is a box that nothing shines through."""
    ink = ink_of(node)
    corners = len({(round(x, 1), round(y, 1)) for x, y in places})
    kind = "rect" if corners == 4 and opacity_of(node) >= 1 else "curve"
    return {"object_type": kind, "fill": ink is not None, "non_stroking_color": ink, **_sides(places)}


def _rules(places: list[_Place], *, filled: bool) -> Iterator[Rule]:
    wide, high = (max(p[n] for p in places) - min(p[n] for p in places) for n in (0, 1))
    if len(places) > 2 and min(wide, high) <= _THIN * POINTS:
        yield _line(places[0], max(places, key=lambda p: abs(p[0] - places[0][0]) + abs(p[1] - places[0][1])))
        return
    for one, other in pairwise(places):
        if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= _SLANT * POINTS:
            yield replace(_line(one, other), filled=filled)


def _line(one: _Place, other: _Place) -> Rule:
    x0, x1 = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if x1 - x0 < bottom - top:
        return Rule((x0 + x1) / 2, (x0 + x1) / 2, top, bottom)
    return Rule(x0, x1, (top + bottom) / 2, (top + bottom) / 2)


def _outlines(node: etree._Element, box: list[float], scale: list[float]) -> Iterator[list[_Place]]:
    """The corners of each outline of a path, in points."""
    data = node.find("{*}AbbreviatedData")  # those of its clips lie deeper
    for points in _corners(data.text or "" if data is not None else ""):
        moved = (_moved(x, y, scale) for x, y in points)
        yield [((box[0] + x) * POINTS, (box[1] + y) * POINTS) for x, y in moved]


def _corners(data: str) -> Iterator[list[_Place]]:
    points: list[_Place] = []
    operator, operands = "", [0.0] * 0
    for letter, number in _PATH.findall(data):
        if letter:
            operator, operands = letter.upper(), []
            if operator == "C" and points:
                points.append(points[0])
        else:
            operands += numbers(number)
        if operator and letter.upper() != "C" and len(operands) == _OPERANDS[operator] > 0:
            if operator in "MS" and points:
                yield points
                points = []
            points.append((operands[-2], operands[-1]))
            operands = []
    if points:
        yield points
