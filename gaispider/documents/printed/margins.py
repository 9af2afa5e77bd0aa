"""Headers, footers and page numbers of printed pages: what repeats at the paper's edge is no text of the report."""

from __future__ import annotations

import re
from collections import Counter

from gaispider.documents.printed.glyphs import PrintedLine

# Share of the page's height, at top and bottom, in which they stand.
_MARGIN = 0.12
# A line that stands at so many pages, and on half of them, repeats.
_PAGES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–~·•\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–~·•\s]*", re.I
)


def without_margins(pages: list[tuple[float, list[PrintedLine]]]) -> list[list[PrintedLine]]:
    """The lines of each page without headers, footers and page numbers. A page is its height and its lines."""
    seen: Counter[tuple[bool, str]] = Counter()
    for height, lines in pages:
        seen.update({(_at_top(line, height), _shape(line)) for line in lines if _in_margin(line, height)})
    often = max(_PAGES, len(pages) / 2)
    kept = []
    for height, lines in pages:
        kept.append(
            [
                line
                for line in lines
                if not _in_margin(line, height)
                or not (
                    seen[_at_top(line, height), _shape(line)] >= often
                    or (_is_page_number(line, height) and not _at_top(line, height))
                )
            ]
        )
    return kept


def _in_margin(line: PrintedLine, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _at_top(line: PrintedLine, height: float) -> bool:
    return line.bottom < _MARGIN * height


def _shape(line: PrintedLine) -> str:
    return _DIGITS.sub("0", line.text)


def _is_page_number(line: PrintedLine, height: float) -> bool:
    """A number alone below everything else: dashes around it, a page word, or the very edge of the paper."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return not line.text.strip().isdigit() or line.top > (1 - _MARGIN / 2 * 1.5) * height
