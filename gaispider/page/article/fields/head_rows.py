"""Index tables with a header row: the labels stand side by side, each value below its label."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from gaispider.page.article.fields.field_labels import Field, Kind, bare, label_kind, split_fields
from gaispider.page.html.blocks import PageLines

_CELLS = ("td", "th")
_LONGEST = 16
_MOST = 12


def head_row(page: PageLines, first: int) -> list[Field]:
    """The fields of the header row that line `first` stands in, each label with the value below it.

    Empty if it is no header row. Where labels and values alternate in a row, no two labels stand side by side.
    """
    row = _row_of(page, first)
    if row is None or not 1 < len(row) <= _MOST:
        return []
    head = _by_column(page, row, range(max(0, first - len(row)), min(first + len(row), len(page.text))))
    below = row.getnext()
    start = max(head.values(), default=first) + 1
    if below is None or below.tag != "tr" or len(below) != len(row):
        return []
    values = _by_column(page, below, range(start, min(start + len(row), len(page.text))))
    kinds = {column: kind for column, line in head.items() if (kind := label_kind(page.text[line]))}
    if not _are_side_by_side(kinds, head, page) or not values or _hold_labels(page, values.values()):
        return []
    last = max(values.values())
    return [
        Field(
            kind,
            bare(page.text[head[column]]),
            page.text[values[column]] if column in values else "",
            head[column],
            value_line=values.get(column, last),
        )
        for column, kind in kinds.items()
    ]


def _row_of(page: PageLines, line: int) -> etree._Element | None:
    box = page.box_of[line]
    if page.tag[box] not in _CELLS:
        return None
    row = page.element(box).getparent()
    return row if row is not None and row.tag == "tr" else None


def _by_column(page: PageLines, row: etree._Element, lines: Iterable[int]) -> dict[int, int]:
    """The first line of each cell of a row, by the cell's column; empty cells are left out."""
    found: dict[int, int] = {}
    for line in lines:
        if page.tag[page.box_of[line]] in _CELLS:
            cell = page.element(page.box_of[line])
            if cell.getparent() is row:
                found.setdefault(row.index(cell), line)
    return found


def _are_side_by_side(kinds: dict[int, Kind], head: dict[int, int], page: PageLines) -> bool:
    """Whether two labels are neighbours, and every other cell of the row could be an unknown label."""
    others = [page.text[line] for column, line in head.items() if column not in kinds]
    short = all(len(text) <= _LONGEST and not any(char.isdigit() for char in text) for text in others)
    return short and len(kinds) > len(others) and any(column + 1 in kinds for column in kinds)


def _hold_labels(page: PageLines, lines: Iterable[int]) -> bool:
    return any(label_kind(page.text[line]) or split_fields(page.text[line]) for line in lines)
