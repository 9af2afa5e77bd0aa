"""Transposed tables: the form's columns are listed downwards, and its rows stand in the header."""

from __future__ import annotations

import re
from dataclasses import replace

from gaispider.page.model import Cell, Table
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.values import is_value

# So many of the form's columns must stand one below the other: fewer may be blocks of one column each.
_SUBJECT = re.compile("公开.*数|申请.*数|复议.*数|诉讼.*数|答复.*数|投诉.*数")
_FEWEST = {"t2": 3, "t3": 4, "t4": 3}


def upright(table: Table) -> Table:
    """The table as the form prints it: transposed if the columns' labels stand in one column and not in a row.

    Some outcomes have the names of applicants (其他, 总计) and may stand in one row, if fewer than half of the labels
    do.
    """
    # No column's label is a figure, as most cells are.
    bodies = [(cell, read_label(cell.text).body) for cell in table.cells if cell.text and not cell.text.isdecimal()]
    for name, fewest in _FEWEST.items():
        keys = vocabulary(name, "column").keys
        across: dict[int, set[str]] = {}
        down: dict[int, set[str]] = {}
        for cell, body in bodies:
            key = keys.get(body)
            if key is not None:
                across.setdefault(cell.row, set()).add(key)
                down.setdefault(cell.column, set()).add(key)
        column = max(down, key=lambda place: len(down[place]), default=-1)
        if column < 0:
            continue
        most = max(map(len, across.values()))
        if len(down[column]) >= fewest and (most < 2 or most * 2 < len(down[column])):
            return _turned(table, column)
    return _turned(table, 0) if _is_list_on_its_side(table) else table


def _is_list_on_its_side(table: Table) -> bool:
    """Whether an annex has all its labels in one row and the figures in the next."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell)
    if len(rows) != 2:
        return False
    labels, figures = rows.values()
    subjects = sum(1 for cell in labels if _SUBJECT.search(cell.text))
    values = sum(1 for cell in figures if is_value(cell.text))
    return (
        subjects > 2 and not any(is_value(cell.text) for cell in labels) and values + 1 >= len(labels) == len(figures)
    )


def _turned(table: Table, labels: int) -> Table:
    cells = _with_groups(_with_captions(table), labels)
    turned = [
        Cell(cell.text, cell.column, cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
        for cell in sorted(cells, key=lambda cell: (cell.column, cell.row))
    ]
    return Table(turned, table.columns, table.rows)


def _with_captions(table: Table) -> list[Cell]:
    """The cells, where a group that is alone in its row spans the whole row, as if it had been printed so."""
    words: dict[int, int] = {}
    for cell in table.cells:
        words[cell.row] = words.get(cell.row, 0) + bool(cell.text)
    made = []
    for cell in table.cells:
        alone = words[cell.row] == 1 and cell.rowspan == 1
        if alone and not cell.text:
            continue
        is_group = alone and cell.column == 0 and not is_value(cell.text)
        made.append(replace(cell, colspan=table.columns) if is_group else cell)
    return made


def _with_groups(cells: list[Cell], labels: int) -> list[Cell]:
    """The cells, where those left of the labels span the blank cells below them, because a group is printed once."""
    made: list[Cell] = []
    heads: dict[int, int] = {}  # the place in `made` of the last cell with words, by column
    for cell in cells:
        if cell.column < labels:
            if not cell.text and cell.column in heads:
                head = made[heads[cell.column]]
                made[heads[cell.column]] = replace(head, rowspan=cell.row + cell.rowspan - head.row)
                continue
            heads[cell.column] = len(made)
        made.append(cell)
    return made
