"""Headers, footers and page numbers of printed pages: what repeats at the paper's edge is no text of the report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from gaispider.documents.printed.glyphs import PrintedLine

# Share of the page's height, at top and bottom, in which they stand.
_MARGIN = 0.12
# Nearer to the edge no text is printed.
_EDGE = 0.09
# A line that stands at so many pages, and on half of them, repeats.
_PAGES = 3
# Points. At two pages it must stand at the same place.
_SAME_PLACE = 1.5
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–~·•\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–~·•\s]*", re.I
)


def without_margins(pages: list[tuple[float, list[PrintedLine]]]) -> list[list[PrintedLine]]:
    """The lines of each page without headers, footers and page numbers. A page is its height and its lines."""
    seen = Counter(shape for height, lines in pages for shape in {_shape(line, height) for line in lines})
    tops: dict[object, list[float]] = defaultdict(list)
    for height, lines in pages:
        for line in lines:
            tops[_shape(line, height)].append(line.top)
    often = max(_PAGES, len(pages) / 2)

    def times(line: PrintedLine, height: float) -> float:
        shape = _shape(line, height)
        level = sum(abs(top - line.top) <= _SAME_PLACE for top in tops[shape])
        return often if level >= max(2, len(pages) / 2) else seen[shape]

    return [
        [line for line in lines if not _is_repeated(times(line, height), often, line, height)]
        for height, lines in pages
    ]


def _is_repeated(times: float, often: float, line: PrintedLine, height: float) -> bool:
    where = _margin_of(line, height)
    return where is not None and (times >= often or (where == "foot" and _is_page_number(line, height)))


def _margin_of(line: PrintedLine, height: float) -> str | None:
    if line.bottom < _MARGIN * height:
        return "head"
    return "foot" if line.top > (1 - _MARGIN) * height else None


def _shape(line: PrintedLine, height: float) -> tuple[str | None, str]:
    """The margin in which a line stands and its text, whatever its numbers."""
    return _margin_of(line, height), _DIGITS.sub("0", line.text)


def _is_page_number(line: PrintedLine, height: float) -> bool:
    """A number with dashes or a page word around it; a bare one only at the very edge of the paper."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return not line.text.strip().isdigit() or line.top > (1 - _EDGE) * height
