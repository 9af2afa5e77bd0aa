"""The objects of an OFD page: characters of text, ruling lines of paths, the area of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from gaispider.documents.printed.glyphs import Glyph, PrintedPage, Rule

POINTS = 72 / 25.4
"""Points in a millimetre."""

# Millimetres: a filled rectangle so thin is a line; a side of a path so far off an axis is none.
_THIN = 0.8
_SLANT = 0.3
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_PATH = re.compile(r"([MSLQBACmslqbac])|([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)")
_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def numbers(text: str) -> list[float]:
    """The numbers of a list such as a box."""
    return [float(found) for found in _NUMBER.findall(text)]


def objects_on(content: etree._Element, page: PrintedPage) -> float:
    """Add the characters and lines of a page or template to `page`; the area of its pictures in square points."""
    area = 0.0
    for node in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        box = numbers(node.get("Boundary", ""))
        if len(box) < 4 or node.get("Visible") == "false":
            continue
        matrix = numbers(node.get("CTM", ""))
        scale = matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        kind = etree.QName(node).localname
        if kind == "TextObject":
            if abs(scale[1]) < 0.1:  # turned text is a watermark or a seal
                page.glyphs += _glyphs(node, box, scale)
        elif kind == "PathObject":
            page.rules += _rules(node, box, scale)
        else:
            area += box[2] * box[3] * POINTS * POINTS
    return area


def _glyphs(node: etree._Element, box: list[float], scale: list[float]) -> Iterator[Glyph]:
    size = float((numbers(node.get("Size", "")) or [3.5])[0])
    bold = int((numbers(node.get("Weight", "")) or [400])[0]) >= 600
    for code in node.iter("{*}TextCode"):
        text = code.text or ""
        x = (numbers(code.get("X", "")) or [0.0])[0]
        y = (numbers(code.get("Y", "")) or [size])[0]
        right, down = _deltas(code.get("DeltaX", "")), _deltas(code.get("DeltaY", ""))
        for n, char in enumerate(text):
            wide = size if ord(char) > 0x2E7F else size / 2
            left, base = _moved(x, y, scale)
            height = size * abs(scale[3]) * POINTS
            x0, bottom = (box[0] + left) * POINTS, (box[1] + base) * POINTS
            yield Glyph(
                char,
                x0,
                x0 + wide * abs(scale[0]) * POINTS,
                bottom - height * 0.88,
                bottom + height * 0.12,
                height,
                bold,
            )
            x += right[n] if n < len(right) else (wide if not down else 0.0)
            y += down[n] if n < len(down) else 0.0


def _moved(x: float, y: float, scale: list[float]) -> tuple[float, float]:
    return scale[0] * x + scale[2] * y + scale[4], scale[1] * x + scale[3] * y + scale[5]


def _deltas(text: str) -> list[float]:
    """The advances of a list in which `g 3 4.5` stands for three times 4.5."""
    parts, made, at = text.split(), [], 0
    while at < len(parts):
        if parts[at] == "g" and at + 2 < len(parts):
            made += [float(parts[at + 2])] * min(int(float(parts[at + 1])), 10_000)
            at += 3
        else:
            made += [float(found) for found in _NUMBER.findall(parts[at])]
            at += 1
    return made


def _rules(node: etree._Element, box: list[float], scale: list[float]) -> Iterator[Rule]:
    data = next(node.iter("{*}AbbreviatedData"), None)
    for points in _outlines(data.text or "" if data is not None else ""):
        moved = [_moved(x, y, scale) for x, y in points]
        places = [((box[0] + x) * POINTS, (box[1] + y) * POINTS) for x, y in moved]
        wide, high = (max(p[n] for p in places) - min(p[n] for p in places) for n in (0, 1))
        if len(places) > 2 and min(wide, high) <= _THIN * POINTS:
            yield _line(places[0], max(places, key=lambda p: abs(p[0] - places[0][0]) + abs(p[1] - places[0][1])))
            continue
        for one, other in pairwise(places):
            if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= _SLANT * POINTS:
                yield _line(one, other)


def _line(one: tuple[float, float], other: tuple[float, float]) -> Rule:
    x0, x1 = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if x1 - x0 < bottom - top:
        return Rule((x0 + x1) / 2, (x0 + x1) / 2, top, bottom)
    return Rule(x0, x1, (top + bottom) / 2, (top + bottom) / 2)


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each outline of a path."""
    points: list[tuple[float, float]] = []
    operator, operands = "", [0.0] * 0
    for letter, number in _PATH.findall(data):
        if letter:
            operator, operands = letter.upper(), []
            if operator == "C" and points:
                points.append(points[0])
        else:
            operands.append(float(number))
        if operator and letter.upper() != "C" and len(operands) == _OPERANDS[operator] > 0:
            if operator in "MS" and points:
                yield points
                points = []
            points.append((operands[-2], operands[-1]))
            operands = []
    if points:
        yield points
