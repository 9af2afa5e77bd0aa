"""The statistics of a report: which of its tables are the official forms, their figures, and whether they add up.

Tables are known by the words in their cells alone. The year in the title proves little (a report for 2022 may use the
form of 2019). Several tables may be joined to one, or one cut into several.
"""

from __future__ import annotations

from gaispider.items import AnnexFigure, Check, Figure, Form, Statistics, Tables, Warn
from gaispider.page.model import Cell, Document
from gaispider.report.forms import t2, t3
from gaispider.report.forms.above import Whose, group_above, lines_above, own_titles, whose_year
from gaispider.report.forms.form_a.annex_table import is_annex, is_national
from gaispider.report.forms.form_a.annexes import Annex, read_annexes
from gaispider.report.forms.grid import Rows, table_rows, text_tables
from gaispider.report.forms.identities import check_tables
from gaispider.report.forms.row_kinds import Kind, forms_in, part_by_shape, row_kinds
from gaispider.report.forms.stacked import stacked_tables
from gaispider.report.forms.t2 import Table2
from gaispider.report.forms.t3 import Table3
from gaispider.report.forms.t4 import Table4
from gaispider.report.forms.text_rows import text_rows
from gaispider.report.forms.transposed import upright
from gaispider.report.forms.values import is_value, left_open

# Columns and rows that only one of the two forms has.
_ONLY_B = frozenset(("new_made", "new_public", "total_public", "last_year", "change", "count"))
_ONLY_C = frozenset(("made", "repealed", "in_force"))


def read_statistics(document: Document, report_year: int | None) -> tuple[Form | None, Tables, list[Warn]]:
    """The form of the report's tables, their figures by the keys of the record, and warnings.

    The form is None if the report has no such table, or too little of one to tell 2019 from 2021. `report_year` only
    chooses between figures of several years: columns of an annex, tables below headings.
    """
    ruled = text_tables(document)
    lines, warnings = text_rows(document, tabs=not ruled)
    above = lines_above(document)
    tables = [(table, above.get(n, [])) for n, table in enumerate(document.tables)]
    tables += [(table, []) for table in (*ruled, *stacked_tables(document), *lines)]
    found = _read_tables([(table_rows(upright(table)), headings) for table, headings in tables], report_year, warnings)
    a = read_annexes(found.annexes, report_year, warnings)
    made = Tables(found.t2.rows or None, found.t3.rows or None, found.t4.rows or None, a or None)
    form = _form(found.t2.rows, found.t3.rows)
    if form is None and a and not (made.t2 or made.t3 or made.t4):
        form = "A2014" if any(is_national(rows) for rows, _ in found.annexes) else "A_annex"
    warnings = found.t2.warnings + found.t3.warnings + found.t4.warnings + warnings
    return form, made, warnings + open_cells(made)


def _read_tables(
    tables: list[tuple[list[list[Cell]], list[str]]], report_year: int | None, warnings: list[Warn]
) -> _Found:
    """The figures of the report's year. Each table is given as its rows and the headings above it."""
    found, other = _Found(report_year), _Found(report_year)
    for rows, _ in tables:
        found.t2.taken |= t2.named_rows(rows)
        found.t3.taken |= t3.named_rows(rows)
    whose: Whose | None = None
    for rows, headings in tables:
        headings = [*own_titles(rows), *headings]
        goes_on = whose == "other" and not headings and not any(kind.part == "header" for kind in row_kinds(rows))
        whose = whose if goes_on else whose_year(headings, report_year)
        (other if whose == "other" else found).take(rows, headings, whose)
    found.beside(other, warnings)
    return found


def open_cells(tables: Tables) -> list[Warn]:
    """A warning for each row with cells whose reading is not certain."""
    warnings = []
    for name, rows in (("2", tables.t2), ("3", tables.t3), ("4", tables.t4)):
        for key, row in (rows or {}).items():
            cells = [f"{column} {figure.raw!r}" for column, figure in row.items() if _is_open(figure)]
            if cells:
                warnings.append(Warn("unknown_row", f"table {name}: row {key} left open: {', '.join(cells)}"))
    cells = [f"{key} {figure.raw!r}" for key, figure in (tables.a or {}).items() if _is_open(figure)]
    return [*warnings, *(Warn("unknown_row", f"statistics annex: left open: {cell}") for cell in cells)]


def _is_open(figure: Figure | AnnexFigure) -> bool:
    return figure.certainty == "ambiguous" and len(figure.alternatives) == 1


class _Found:
    """The forms found in a document's tables, and its annexes with the year of each."""

    def __init__(self, report_year: int | None) -> None:
        self._year = report_year
        self.t2, self.t3, self.t4 = Table2(), Table3(), Table4()
        self.annexes: list[Annex] = []

    def take(self, rows: list[list[Cell]], headings: list[str], whose: Whose | None) -> None:
        """Read a table below its headings, the nearest first."""
        kinds = row_kinds(rows)
        forms = forms_in(rows, kinds, {name for name, reader in (("t2", self.t2), ("t3", self.t3)) if reader.rows})
        if forms:
            self.t4.named = group_above(headings)
            rows, kinds = self._of_this_year(rows, kinds)
            self._read_forms(rows, kinds, forms)
        elif is_annex(rows):
            self.annexes.append((rows, whose))

    def _of_this_year(self, rows: list[list[Cell]], kinds: list[Kind]) -> tuple[list[list[Cell]], list[Kind]]:
        """The rows, without those of another year where rows are labelled by year: 2021年 | 2022年 downwards."""
        years = [
            whose_year([cell.text for cell in row[:3] if not is_value(cell.text)], self._year)
            if kind.part == "data"
            else None
            for row, kind in zip(rows, kinds, strict=True)
        ]
        if "own" not in years or "other" not in years:
            return rows, kinds
        for row, year in zip(rows, years, strict=True):
            if year == "other":
                detail = f"a row of another year is left out: {' '.join(cell.text for cell in row)}"
                self.t3.warnings.append(Warn("unknown_row", detail))
        kept = [n for n, year in enumerate(years) if year != "other"]
        return [rows[n] for n in kept], [kinds[n] for n in kept]

    def beside(self, other: _Found, warnings: list[Warn]) -> None:
        """Add what only tables of another year have, left open. What this year's tables have, too, is not taken."""
        for name, own, its in (
            ("2", self.t2.rows, other.t2.rows),
            ("3", self.t3.rows, other.t3.rows),
            ("4", self.t4.rows, other.t4.rows),
        ):
            for key, row in its.items():
                figures = ", ".join(f"{column} {figure.raw}" for column, figure in row.items())
                said = "left out" if key in own else "the only one, left open"
                detail = f"table {name}: row {key} under the heading of another year or of a sample, {said}: {figures}"
                warnings.append(Warn("unknown_row", detail))
                own.setdefault(key, {column: left_open(figure) for column, figure in row.items()})
        self.annexes += other.annexes

    def _read_forms(self, rows: list[list[Cell]], kinds: list[Kind], forms: set[str]) -> None:
        now = next((kind.table for kind in kinds if kind.table in forms), None)
        spanning: list[Cell] = []
        self.t3.begin()
        self.t4.begin()
        for row, kind in zip(rows, kinds, strict=True):
            spanning = [cell for cell in spanning if cell.row + cell.rowspan > row[0].row]
            covered = {c for cell in spanning for c in range(cell.column, cell.column + cell.colspan)}
            self.t2.covered = self.t3.covered = self.t4.covered = covered
            spanning += [cell for cell in row if cell.rowspan > 1]
            part = kind.part if kind.table in forms else ""
            now = kind.table if part else now
            if now == "t2":
                _read_block_row(self.t2, row, part)
            elif now in ("t3", "t4"):
                _read_grid_row(self.t3 if now == "t3" else self.t4, row, part)


def _read_block_row(reader: Table2, row: list[Cell], part: str) -> None:
    part = part or part_by_shape(row, in_header=True)
    if part == "title":
        reader.title()
    elif part == "header":
        reader.header(row)
    elif part == "data":
        reader.data(row)


def _read_grid_row(reader: Table3 | Table4, row: list[Cell], part: str) -> None:
    part = part or part_by_shape(row, in_header=reader.in_header)
    if (
        part == "header"
        and isinstance(reader, Table4)
        and len(row) > 3
        and all(is_value(cell.text) for cell in row[2:])
    ):
        part = "data"  # a row of figures that begins with its group
    if part == "header":
        reader.header(row)
    elif part == "data":
        reader.data(row)


def check_statistics(statistics: Statistics) -> tuple[list[Check], list[Warn]]:
    """The sums that the report's tables must satisfy, and a warning `identity_failed` for each that fails."""
    return check_tables(statistics.tables, statistics.form)


def _form(t2: Rows, t3: Rows) -> Form | None:
    b = c = 0
    for row in t2.values():
        b += sum(1 for column in row if column in _ONLY_B)
        c += sum(1 for column in row if column in _ONLY_C)
        c += "decisions" in row and not _ONLY_B & row.keys()
    b += "other_services" in t2 or "procurement" in t2
    c += "amount" in t2.get("fees", {})
    b += "3.6" in t3
    c += "3.6.1" in t3
    if b == c:
        return None
    return "B2019" if b > c else "C2021"
