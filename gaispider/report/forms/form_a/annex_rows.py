"""Rows of form A: the label of each, the labels above it, and which of its figures is of the report's year."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from gaispider.items import Figure
from gaispider.page.model import Cell
from gaispider.report.forms.form_a.annex_heads import Head
from gaispider.report.forms.labels import read_label
from gaispider.report.forms.values import is_value, left_open, read_figure, unit_of_header

LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}[、.．,，]"),
    re.compile("[(（][一二三四五六七八九十]{1,3}[)）]?|[㈠-㈩]"),
    re.compile(r"\d{1,2}[、.．,，)）]"),
    re.compile(r"[(（]\d{1,2}[)）]?|[①-⑳⑴-⒇]"),
)
_DEEPEST = len(LEVELS) + 4
"""The level of a row without a number among numbered ones: no row is a part of it."""
_SIGNING = re.compile(
    "(?:单位|部门|分管)?(?:负责人|领导|审核人|审签人|填报人|填表人|制表人|联系人|联系电话|填[报表]日期|填[报表]单位)"
)
AMONG = re.compile("其中[:：,，]?")


@dataclass(slots=True)
class Entry:
    """One row: its label, the labels above it, and its figures by column label; the first figure is the value."""

    label: str
    path: list[str]
    value: Figure
    cumulative: Figure | None = None
    others: dict[str, Figure] = field(default_factory=dict)


class _Outline:
    """The labels above the row that is read: in cells that span it, or in rows of which its number makes it a part."""

    def __init__(self, *, numbered: bool) -> None:
        self._numbered = numbered
        self._stack: list[tuple[int, str]] = []
        self._spanning: list[Cell] = []

    def beside(self, row: int, labels: list[Cell]) -> list[str]:
        """Labels to the left of the row's own, in cells that began in an earlier row."""
        self._spanning = [cell for cell in self._spanning if cell.row + cell.rowspan > row]
        own = labels[-1].column if labels else None
        above = [read_label(cell.text).text for cell in self._spanning if own is None or cell.column < own]
        self._spanning += [cell for cell in labels if cell.rowspan > 1]
        return above

    def over(self, label: str) -> list[str]:
        """Labels of the rows that this one is a part of, outermost first."""
        level = _level(label, self._stack, self._numbered)
        while self._stack and self._stack[-1][0] >= level:
            self._stack.pop()
        path = [text for _, text in self._stack]
        if level < _DEEPEST:
            self._stack.append((level, label))
        return path


def read_rows(rows: list[list[Cell]], heads: list[Head], numbered: bool, report_year: int | None) -> list[Entry]:
    entries: list[Entry] = []
    outline = _Outline(numbered=numbered)
    for row in rows:
        cells = _of_panel(row, heads)
        roles = _roles(cells, heads)
        labels = [cell for cell in cells if roles[id(cell)][0] == "label" and cell.text]
        beside = outline.beside(row[0].row, labels)
        if not labels:
            continue
        *others, own = [read_label(cell.text).text for cell in labels]
        if _SIGNING.match(own) and not any(is_value(cell.text) and cell.text for cell in cells):
            continue
        entry = _entry(own, [*outline.over(own), *beside, *others], cells, roles, report_year)
        if entry is not None:
            entries.append(entry)
    return entries


def _of_panel(row: list[Cell], heads: list[Head]) -> list[Cell]:
    """The row's cells below the columns of a header; all cells where there is no usable header."""
    return [cell for cell in row if heads[0].start <= cell.column < heads[-1].end] if len(heads) > 1 else row


def _roles(cells: list[Cell], heads: list[Head]) -> dict[int, tuple[str, Head | None]]:
    """The role of each cell of a row, by the cell's id: by order if row and header have as many cells, or by column."""
    if heads and len(cells) == len(heads):
        return {id(cell): (head.role, head) for cell, head in zip(cells, heads, strict=True)}
    roles: dict[int, tuple[str, Head | None]] = {}
    for n, cell in enumerate(cells):
        head = next((h for h in heads if h.start <= cell.column < h.end), None)
        if head is not None:
            roles[id(cell)] = (head.role, head)
        elif n and unit_of_header(cell.text) == cell.text:
            roles[id(cell)] = ("unit", None)
        elif is_value(cell.text):
            ordinal = n == 0 and len(cells) > 1 and not is_value(cells[1].text)
            roles[id(cell)] = ("ordinal" if ordinal else "count", None)
        else:
            roles[id(cell)] = ("label" if not heads or n == 0 else "note", None)
    return roles


def _entry(
    label: str, path: list[str], cells: list[Cell], roles: dict[int, tuple[str, Head | None]], year: int | None
) -> Entry | None:
    """A row with its figures.

    None if it has none. The value is in the column of the report's year, else in the first.
    """
    unit = _unit(cells, roles)
    counts: list[_Count] = []
    cumulative: Figure | None = None
    for cell in cells:
        role, head = roles[id(cell)]
        own_unit = unit or (head.unit if head else None)
        if role == "count":
            counts.append(_Count(head, read_figure(cell.text, own_unit), cell))
        elif role == "cumulative":
            cumulative = read_figure(cell.text, own_unit)
    if not counts and cumulative is None:
        # A figure in the column of units: the row lost a cell.
        return next(
            (
                Entry(label, path, left_open(read_figure(cell.text)))
                for cell in cells
                if roles[id(cell)][0] == "unit" and cell.text and is_value(cell.text)
            ),
            None,
        )
    of_year, is_sure = _of_year(counts, year)
    value = counts.pop(of_year).figure if counts else Figure(None, "", unit)
    value = value if is_sure else left_open(value)
    others = {
        count.column: count.figure for count in counts if count.head is not None or count.figure.value is not None
    }
    return Entry(label, path, value, cumulative, others)


def _of_year(counts: list[_Count], year: int | None) -> tuple[int, bool]:
    """Which of a row's figures is of the report's year, and whether anything tells so."""
    for n, count in enumerate(counts):
        if count.is_of(year):
            return n, True
    for n, count in enumerate(counts):
        if count.head is not None and count.head.is_this_year:
            return n, True
    others = [n for n, count in enumerate(counts) if count.head is None or not count.head.is_other_year]
    years = [count for count in counts if count.head is not None and count.head.year]
    return (others or [0])[0], bool(others or not counts) and (year is None or len(years) < 2)


class _Count(NamedTuple):
    """A figure below a header of figures, or below none."""

    head: Head | None
    figure: Figure
    cell: Cell

    def is_of(self, year: int | None) -> bool:
        return self.head is not None and bool(self.head.year) and self.head.year == year

    @property
    def column(self) -> str:
        return self.head.label if self.head else f"column_{self.cell.column + 1}"


def _unit(cells: list[Cell], roles: dict[int, tuple[str, Head | None]]) -> str | None:
    """The text of the row's unit cell; None if there is none."""
    printed = (cell.text for cell in cells if roles[id(cell)][0] == "unit" and not is_value(cell.text))
    return next((unit_of_header(text) or text for text in printed), None)


def _level(label: str, stack: list[tuple[int, str]], numbered: bool) -> int:
    """The depth of a row: by its numbering; for 其中 without a number, one deeper than the last."""
    among = AMONG.match(label)
    rest = label[among.end() :] if among else label
    for level, pattern in enumerate(LEVELS, 1):
        if pattern.match(rest):
            return level
    if among:
        return stack[-1][0] + 1 if stack else 1
    return _DEEPEST if numbered else 0
