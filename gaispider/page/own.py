"""Lines at the head of a document that look like the page's bar, but are the document's own."""

from __future__ import annotations

import re

from gaispider.page.days import day_of, find_day
from gaispider.page.labels import label_kind, split_fields
from gaispider.page.lines import Lines

SAYS = frozenset(("published", "time", "updated"))
_CELLS = frozenset(("td", "th"))
# Boxes in a cell: div, p.
_DEEP = 3
# A day of this year, and words to it.
_AT = re.compile(r"(?:每|\d{1,2}月\d{1,2}日)[^\d]*[\u4e00-\u9fff]")


def is_own(text: str, days: set[str | None], said: set[str]) -> bool:
    """Whether a line's one label is the document's own: the page says the same label, or another day, above it.

    `said` are the labels of the page's bar that name who wrote the document or what it says, `days` its days.
    """
    fields = split_fields(text)
    if len(fields) != 1:
        return False
    if fields[0].label in said:
        return True
    if not days:  # 时间：5月1日前报名
        return fields[0].kind == "time" and _AT.match(fields[0].value) is not None
    day = find_day(fields[0].value)
    if day is None:  # 时间：5月10日上午9时
        return fields[0].kind in SAYS and any(char.isdigit() for char in fields[0].value)
    return day_of(day) not in days


def cell_of(page: Lines, number: int) -> int:
    """The cell that holds line `number` and nothing else, -1 if there is none."""
    for box in page.ancestors(page.box_of[number])[:_DEEP]:
        if page.end[box] - page.first[box] > 1:
            break
        if page.tag[box] in _CELLS:
            return box
    return -1


def is_cell_of_table(page: Lines, number: int, barred: bool) -> bool:
    """Whether a label in a cell is one of the document's own table: no value stands in the next cell of its row.

    Where the page has its bar above (`barred`) no single agency, day or source in a cell is the page's.
    """
    kind = label_kind(page.text[number])
    box = cell_of(page, number)
    if kind is None or box < 0:
        return False
    cell = page.element(box)
    value = page.text[number + 1] if number + 1 < len(page.text) else ""
    if label_kind(value) or next((other for other in cell.itersiblings() if isinstance(other.tag, str)), None) is None:
        return True
    if kind == "index":
        return not any(char.isdigit() for char in value)
    if kind in SAYS or kind == "made":
        return find_day(value) is None
    return barred
