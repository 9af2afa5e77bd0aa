"""Headers, footers and page numbers of printed pages: what repeats at the paper's edge is no text of the report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from gaispider.documents.printed.glyphs import PrintedLine

# Share of the page height, at top and bottom, in which headers and footers stand.
_MARGIN = 0.12
# Share of the page height: no text of the report is printed nearer to the edge.
_EDGE = 0.09
# A line that stands at so many pages, and on half of them, repeats.
_PAGES = 3
# Points. At two pages it must stand at the same place.
_SAME_PLACE = 1.5
# A header's type and the text's; its distance from the text in sizes of the text's type.
_SMALLER, _APART = 0.92, 1.2
_ANNEX = re.compile(r"附\s*[件表录]")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–~·•\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–~·•\s]*", re.I
)


@dataclass(slots=True)
class Side:
    """A page, or what stands above or below a turned part of it: its height, its lines, where its tables begin."""

    height: float
    lines: list[PrintedLine]
    tables_from: float


def without_margins(sides: list[Side], pages: int) -> list[list[PrintedLine]]:
    """The lines of each side of so many pages without headers, footers and page numbers."""
    seen = Counter(shape for side in sides for shape in {_shape(line, side.height) for line in side.lines})
    tops: dict[object, list[float]] = defaultdict(list)
    for side in sides:
        for line in side.lines:
            tops[_shape(line, side.height)].append(line.top)
    often = max(_PAGES, pages / 2)
    type_size = main_size(sides)

    def is_repeated(line: PrintedLine, height: float) -> bool:
        shape = _shape(line, height)
        level = sum(abs(top - line.top) <= _SAME_PLACE for top in tops[shape])
        return seen[shape] >= often or level >= max(2, pages / 2)

    def is_margin(line: PrintedLine, side: Side) -> bool:
        """Whether a line is a header, footer or page number; the most reliable rule is applied first."""
        where = _margin_of(line, side.height)
        if where is None:
            return False
        if is_repeated(line, side.height):
            return True
        return _is_page_number(line, side.height) if where == "foot" else _is_lone_header(line, side, type_size)

    return [[line for line in side.lines if not is_margin(line, side)] for side in sides]


def main_size(sides: list[Side]) -> float:
    """The size of the type in which most characters outside of tables are set."""
    sizes = Counter[float]()
    for side in sides:
        for line in side.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _is_lone_header(line: PrintedLine, side: Side, type_size: float) -> bool:
    """Whether a line stands by itself at the paper's upper edge, in smaller type than the text and apart from it.

    The number of an annex (附件2) stands there, too, and is text.
    """
    if line.bottom > _EDGE * side.height or line.size > _SMALLER * type_size or _ANNEX.match(line.text):
        return False
    others = [other for other in side.lines if other is not line]
    if any(other.top < line.bottom for other in others):
        return False
    next_top = min([other.top for other in others] + [side.tables_from])
    return next_top - line.bottom >= _APART * type_size


def _margin_of(line: PrintedLine, height: float) -> str | None:
    if line.bottom < _MARGIN * height:
        return "head"
    return "foot" if line.top > (1 - _MARGIN) * height else None


def _shape(line: PrintedLine, height: float) -> tuple[str | None, str]:
    """The margin in which a line stands (`head`, `foot` or None), and its text with every number replaced by 0."""
    return _margin_of(line, height), _DIGITS.sub("0", line.text)


def _is_page_number(line: PrintedLine, height: float) -> bool:
    """A number with dashes or a page word around it; a bare one only at the very edge of the paper."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return not line.text.strip().isdigit() or line.top > (1 - _EDGE) * height
