"""Header cells of form A and its annexes: the role of each column, and where a table's header is repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from gaispider.page.model import Cell
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.values import is_value, unit_of_header

_YEAR_HEAD = re.compile(
    r"((?:19|20)?\d\d)(?:年度?|(?<=\d{4}))(?:数量?|统计数|情况|累计数?|发生数|新增数?|数据|合计|总数)?"
)
_THIS_YEAR = re.compile("本年|当年|今年|本期|报告期")
_OTHER_YEAR = re.compile("上一?年|去年|上期|往年|同期|同比|环比|增减|增长|变化")


@dataclass(slots=True)
class Head:
    """A header cell: its role (label, unit, count, cumulative, ordinal, note), its columns, and the year it names."""

    role: str
    label: str
    start: int
    end: int
    unit: str | None = None
    year: int | None = None

    @property
    def is_this_year(self) -> bool:
        """Whether its words mean the report's year."""
        return _THIS_YEAR.search(self.label) is not None and not self.is_other_year

    @property
    def is_other_year(self) -> bool:
        """Whether its words mean the year before, or differences between years."""
        return _OTHER_YEAR.search(self.label) is not None


@dataclass(slots=True)
class Part:
    """A header and the rows below it."""

    heads: list[Head]
    rows: list[list[Cell]] = field(default_factory=list)


def read_parts(rows: list[list[Cell]]) -> list[Part]:
    """Header and rows; one part for each repetition of the header."""
    parts: list[Part] = []
    for row in rows:
        heads = read_heads(row)
        header = parts[-1] if parts and not parts[-1].rows else None
        if header is not None and (heads or _all_heads(row)):  # one more row of a header
            header.heads = _over(header.heads, heads or _known_heads(row))
        elif heads:
            parts.append(Part(heads))
        else:
            if not parts:
                parts.append(Part([]))
            parts[-1].rows.append(row)
    if len(parts) > 1 and not parts[0].heads and not any(is_plain_row(row) for row in parts[0].rows):
        parts = parts[1:]  # a title above the header
    return parts


def _over(upper: list[Head], lower: list[Head]) -> list[Head]:
    """Two header rows as one. Where both have a cell, the lower one counts."""
    kept = [head for head in upper if not any(head.start <= low.start < head.end for low in lower)]
    return sorted(kept + lower, key=lambda head: head.start)


def _head(cell: Cell) -> Head | None:
    label = read_label(cell.text)
    role = vocabulary("a", "head").find(label)
    year = None
    if role is None:
        match = _YEAR_HEAD.fullmatch(label.body)
        if match:
            role, year = "count", int(match[1]) + (2000 if len(match[1]) == 2 else 0)
    if role is None:
        return None
    return Head(role, label.text, cell.column, cell.column + cell.colspan, unit_of_header(cell.text), year)


def _all_heads(row: list[Cell]) -> bool:
    return all(_head(cell) is not None for cell in row if cell.text)


def read_heads(row: list[Cell]) -> list[Head]:
    """The header cells of a row: a column of labels, a column of figures or units, and no figure.

    Empty if it is no header.
    """
    if len(row) < 2 or any(cell.text.isdecimal() and len(cell.text) != 4 for cell in row):
        return []
    heads = [_head(cell) for cell in row]
    roles = {head.role for head in heads if head is not None}
    if "label" not in roles or not roles & {"count", "cumulative", "unit"}:
        return []
    made = []
    for cell, head in zip(row, heads, strict=True):
        other = Head("count", read_label(cell.text).text, cell.column, cell.column + cell.colspan)
        made.append(head or other)
    for before, head in pairwise(made):
        if not head.label and before.role == "label":
            head.role = "label"  # labels of two levels under one header word
    # A second header word for labels, beside the first, is another column of labels: 项目 | 指标.
    return [head for head in made if head.label or head.role != "count"]


def _known_heads(row: list[Cell]) -> list[Head]:
    return [head for cell in row if cell.text and (head := _head(cell)) is not None]


def panels_of(heads: list[Head]) -> list[list[Head]]:
    """The header cut where its columns repeat: 指标 | 数量 | 指标 | 数量."""
    panels: list[list[Head]] = [[]]
    for head in heads:
        if head.role in ("label", "ordinal") and any(h.role in ("count", "cumulative") for h in panels[-1]):
            panels.append([])
        panels[-1].append(head)
    return panels


def is_plain_row(row: list[Cell]) -> bool:
    """Whether a row has a label at the left and a figure at the right."""
    labels = [cell for cell in row[:3] if not is_value(cell.text)]
    return bool(labels) and any(cell.text and is_value(cell.text) for cell in row[1:])
