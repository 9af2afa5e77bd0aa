"""The cells of a report's tables one by one, and the identities that bind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gaispider.items import AnnexFigure, Check, Figure, Tables
from gaispider.report.forms.form_a.annex_identities import annex_sums
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.identities import check_tables, leaves_of
from gaispider.report.forms.labels import vocabulary
from gaispider.report.forms.t3 import ROWS
from gaispider.report.forms.t4 import COLUMNS, GROUPS

Key = tuple[str, str, str]
"""Table, row, column; of an annex the column is `value` or `cumulative`."""
Value = int | str


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums that are the same in a report without mistakes."""

    left: tuple[Key, ...]
    right: tuple[Key, ...]

    @property
    def cells(self) -> set[Key]:
        """All that it binds."""
        return {*self.left, *self.right}

    def holds(self, values: Mapping[Key, Value | None]) -> bool | None:
        """Whether the sums are the same, blank cells being 0; None where a side has no figure and nothing is tested."""
        sides = [[values[key] for key in side if values.get(key) is not None] for side in (self.left, self.right)]
        sums = [sum((Decimal(str(value)) for value in side), Decimal(0)) for side in sides]
        equal = sums[0] == sums[1]
        return equal if all(sides) or (equal and any(sides)) else None


def cells_of(tables: Tables) -> dict[Key, Figure | AnnexFigure]:
    """Each cell of the tables by its key."""
    found: dict[Key, Figure | AnnexFigure] = {}
    for name in ("t2", "t3", "t4"):
        for row, cells in (getattr(tables, name) or {}).items():
            found |= {(name, row, column): figure for column, figure in cells.items()}
    for row, annex in (tables.a or {}).items():
        found["a", row, "value"] = annex
        if annex.cumulative is not None:
            found["a", row, "cumulative"] = annex.cumulative
    return found


def is_of_form(key: Key) -> bool:
    """Whether a form has such a cell; other keys are labels as they were printed. All rows of annexes count."""
    table, row, column = key
    if table == "a":
        return True
    if table == "t4":
        return row in GROUPS and column in COLUMNS
    rows = {*ROWS, "3.6"} if table == "t3" else vocabulary("t2", "row").printed
    return row in rows and column in (APPLICANTS if table == "t3" else vocabulary("t2", "column").printed)


def with_cells(tables: Tables, made: Mapping[Key, Figure | AnnexFigure]) -> Tables:
    """The tables with other figures in some cells. Tables are shared with nobody afterwards."""
    new = Tables()
    for name in ("t2", "t3", "t4"):
        rows = getattr(tables, name)
        if rows is not None:
            changed = {
                row: {column: made.get((name, row, column), figure) for column, figure in cells.items()}
                for row, cells in rows.items()
            }
            setattr(new, name, changed)
    if tables.a is not None:
        new.a = {}
        for row, old in tables.a.items():
            annex = made.get(("a", row, "value"), old)
            years = made.get(("a", row, "cumulative"), old.cumulative)
            if isinstance(annex, AnnexFigure) and not isinstance(years, AnnexFigure):
                new.a[row] = replace(annex, cumulative=years)
    return new


def identities(tables: Tables) -> list[Identity]:
    """All identities whose cells the tables have."""
    checks, _ = check_tables(tables, None)
    return [identity for check in checks for identity in _bound(check, tables)]


def _bound(check: Check, tables: Tables) -> Iterator[Identity]:
    row, column = check.row or "", check.column or ""
    if check.id == "t3.main":
        yield Identity(_column("t3", ("1", "2"), column), _column("t3", ("3.7", "4"), column))
    elif check.id == "t3.leaves":
        yield Identity((("t3", "3.7", column),), _column("t3", leaves_of(tables.t3 or {}), column))
    elif check.id == "t3.totals":
        yield Identity((("t3", row, "total"),), tuple(("t3", row, key) for key in APPLICANTS[:-1]))
    elif check.id == "t4.totals":
        yield Identity((("t4", row, "total"),), tuple(("t4", row, key) for key in COLUMNS[:-1]))
    elif check.id == "a.sum":
        years = column or "value"
        parts = next(parts for total, parts in annex_sums(tables.a or {}) if total == row)
        yield Identity((("a", row, years),), _column("a", tuple(parts), years))


def _column(table: str, rows: tuple[str, ...], column: str) -> tuple[Key, ...]:
    return tuple((table, row, column) for row in rows)
