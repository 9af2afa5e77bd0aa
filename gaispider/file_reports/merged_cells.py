"""Printed tables that lack a ruling line: a figure may belong to either of the columns that it parted."""

from __future__ import annotations

from itertools import pairwise

from gaispider.items import Figure, Tables
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.t4 import COLUMNS
from gaispider.report.forms.values import left_open

_Row = dict[str, Figure]


def open_merged(tables: Tables) -> list[str]:
    """Leave open the figures of tables 3 and 4 beside a missing column, and those under heads that no form has.

    Where a line is missing between two columns, one of them is missing from the row, and the figure that is left may be
    that of either: the first gives its name to both. Gives the cells that it left open. `tables` is changed.
    """
    opened: list[str] = []
    for name, columns in (("t3", APPLICANTS), ("t4", COLUMNS)):
        rows: dict[str, _Row] | None = getattr(tables, name)
        if rows is None:
            continue
        made = {row: _row(cells, columns) for row, cells in rows.items()}
        opened += [f"{name}.{row}.{key}" for row in rows for key in rows[row] if made[row][key] != rows[row][key]]
        setattr(tables, name, made)
    return opened


def _row(cells: _Row, columns: tuple[str, ...]) -> _Row:
    doubtful = {first for first, second in pairwise(columns) if second not in cells}
    return {key: left_open(cell) if key in doubtful or key not in columns else cell for key, cell in cells.items()}
