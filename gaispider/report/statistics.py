"""The statistics of a report: which of its tables are the official forms, what they say, and whether it adds up.

Tables are known by the words of their cells alone: the year on the title says little (a 2022 report in the form of
2019), and several tables may be glued into one, or one cut into several.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from gaispider.items import AnnexFigure, Check, Figure, Form, Statistics, Tables, Warn
from gaispider.page.model import Cell, Document
from gaispider.report.forms import t2, t3
from gaispider.report.forms.above import Whose, group_above, lines_above, own_titles, whose_year
from gaispider.report.forms.annex import is_annex, is_national, read_annex
from gaispider.report.forms.grid import Rows, table_rows, text_tables
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.identities import check_tables
from gaispider.report.forms.labels import Label, read_label, vocabulary
from gaispider.report.forms.stacked import stacked_tables
from gaispider.report.forms.t2 import Table2, is_title
from gaispider.report.forms.t3 import Table3
from gaispider.report.forms.t4 import Table4
from gaispider.report.forms.text_rows import text_rows
from gaispider.report.forms.transposed import upright
from gaispider.report.forms.values import is_value, left_open

# Columns and rows that only one of the two forms has.
_ONLY_B = frozenset(("new_made", "new_public", "total_public", "last_year", "change", "count"))
_ONLY_C = frozenset(("made", "repealed", "in_force"))


def read_statistics(document: Document, report_year: int | None) -> tuple[Form | None, Tables, list[Warn]]:
    """The form of the report's tables, their figures by the keys of the record, and what a reader should know.

    The form is None if the report has no such table, or too little of one to tell 2019 from 2021. `report_year` only
    chooses the column of an annex that prints several years.
    """
    lines, warnings = text_rows(document)
    above = lines_above(document)
    tables_of = [(table, above.get(n, [])) for n, table in enumerate(document.tables)]
    tables_of += [(table, []) for table in (*text_tables(document), *stacked_tables(document), *lines)]
    found, other = _Found(), _Found()
    read = [(table_rows(upright(table)), headings) for table, headings in tables_of]
    found.t2.taken = set().union(*(t2.named_rows(rows) for rows, _ in read))
    found.t3.taken = set().union(*(t3.named_rows(rows) for rows, _ in read))
    for rows, headings in read:
        headings = [*own_titles(rows), *headings]
        whose = whose_year(headings, report_year)
        (other if whose == "other" else found).take(rows, headings, whose)
    found.beside(other, warnings)
    a = _read_annexes(found.annexes, report_year, warnings)
    tables = Tables(found.t2.rows or None, found.t3.rows or None, found.t4.rows or None, a or None)
    form = _form(found.t2.rows, found.t3.rows)
    if form is None and a and not (tables.t2 or tables.t3 or tables.t4):
        form = "A2014" if any(is_national(rows) for rows, _ in found.annexes) else "A_annex"
    warnings = found.t2.warnings + found.t3.warnings + found.t4.warnings + warnings
    return form, tables, warnings + _open_cells(tables)


def _open_cells(tables: Tables) -> list[Warn]:
    """A warning for each row in which cells have a reading that is not sure."""
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
    """The tables of the forms that a document's tables hold, and the annexes among them with the year they are of."""

    def __init__(self) -> None:
        self.t2, self.t3, self.t4 = Table2(), Table3(), Table4()
        self.annexes: list[tuple[list[list[Cell]], Whose | None]] = []

    def take(self, rows: list[list[Cell]], headings: list[str], whose: Whose | None) -> None:
        """Read a table under its headings, the nearest first."""
        kinds = _kinds(rows)
        forms = _forms_in(rows, kinds, {name for name, reader in (("t2", self.t2), ("t3", self.t3)) if reader.rows})
        if forms:
            self.t4.named = group_above(headings)
            self._read_forms(rows, kinds, forms)
        elif is_annex(rows):
            self.annexes.append((rows, whose))

    def beside(self, other: _Found, warnings: list[Warn]) -> None:
        """Take what only tables of another year have, and leave it open; what this year's have too is left out."""
        for name, own, its in (
            ("2", self.t2.rows, other.t2.rows),
            ("3", self.t3.rows, other.t3.rows),
            ("4", self.t4.rows, other.t4.rows),
        ):
            for key, row in its.items():
                figures = ", ".join(f"{column} {figure.raw}" for column, figure in row.items())
                said = "left out" if key in own else "the only one, left open"
                detail = f"table {name}: row {key} under the heading of another year, {said}: {figures}"
                warnings.append(Warn("unknown_row", detail))
                own.setdefault(key, {column: left_open(figure) for column, figure in row.items()})
        self.annexes += other.annexes

    def _read_forms(self, rows: list[list[Cell]], kinds: list[_Kind], forms: set[str]) -> None:
        now = next((kind.table for kind in kinds if kind.table in forms), None)
        spanning: list[Cell] = []
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
    part = part or _part_by_shape(row, in_header=True)
    if part == "title":
        reader.title()
    elif part == "header":
        reader.header(row)
    elif part == "data":
        reader.data(row)


def _read_grid_row(reader: Table3 | Table4, row: list[Cell], part: str) -> None:
    part = part or _part_by_shape(row, in_header=reader.in_header)
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


def _read_annexes(
    annexes: list[tuple[list[list[Cell]], Whose | None]], report_year: int | None, warnings: list[Warn]
) -> dict[str, AnnexFigure]:
    """The figures of all annexes. Of two rows with one label the one of the report's year counts; else both are open."""
    figures: dict[str, AnnexFigure] = {}
    years: dict[str, Whose | None] = {}
    for rows, whose in sorted(annexes, key=lambda annex: ("own", None, "other").index(annex[1])):
        for key, figure in read_annex(rows, report_year, warnings).items():
            kept = figures.setdefault(key, figure)
            if kept is figure:
                years[key] = whose
                continue
            if kept.value is None and not kept.alternatives and figure.value is not None and whose != "other":
                figures[key] = figure  # a blank template above the filled one
            elif kept.value != figure.value and figure.value is not None:
                first = years[key] == "own" != whose or (years[key] is None and whose == "other")
                said = "left out" if first else "both are open"
                warnings.append(
                    Warn("unknown_row", f"{key}: {kept.raw!r} and, of another table, {figure.raw!r}: {said}")
                )
                if not first:
                    readings = [
                        v for v in dict.fromkeys((kept.value, *kept.alternatives, figure.value)) if v is not None
                    ]
                    kept.value, kept.method, kept.certainty, kept.alternatives = None, None, "ambiguous", readings
    return figures


def check_statistics(statistics: Statistics) -> tuple[list[Check], list[Warn]]:
    """The identities of the report's tables, and an `identity_failed` for each that does not hold."""
    return check_tables(statistics.tables, statistics.form)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a row is by its words: a table (t2, t3, t4) and a part (title, header, data), or nothing known."""

    table: str | None
    part: str = ""


_UNKNOWN = _Kind(None)


@cache
def _strong() -> dict[str, tuple[str, str]]:
    """Words that name table and part on their own, by label."""
    words: dict[str, tuple[str, str]] = {}
    for table, role, part in (
        ("t4", "column", "header"),
        ("t4", "group", "header"),
        ("t3", "head", "header"),
        ("t3", "column", "header"),
        ("t2", "column", "header"),
        ("t2", "stub", "header"),
        ("t3", "group", "data"),
        ("t3", "row", "data"),
        ("t2", "row", "data"),
    ):
        for label in vocabulary(table, role).keys:
            words[label] = (table, part)
    for weak in ("其他", "其它", "总计", "合计", "总数", "企业", "维持", "纠正", "行政复议", "行政诉讼"):
        words.pop(weak, None)
    return words


def _kinds(rows: list[list[Cell]]) -> list[_Kind]:
    """The kind of each row; one with nothing but groups of table 4 belongs to the header below it."""
    kinds = [_classify(row) for row in rows]
    groups = vocabulary("t4", "group")
    for n in range(len(rows) - 1):
        if kinds[n] == _UNKNOWN and kinds[n + 1] == _Kind("t4", "header"):
            words = [read_label(cell.text) for cell in rows[n] if cell.text]
            if all(groups.find(word) for word in words):
                kinds[n] = kinds[n + 1]
    return kinds


def _classify(row: list[Cell]) -> _Kind:
    words = _strong()
    found: list[tuple[str, str]] = []
    weak: list[Label] = []
    for cell in row:
        text = cell.text
        if not text or is_value(text):
            continue
        label = read_label(text)
        if is_title(label):
            found.append(("t2", "title"))
            continue
        known = words.get(label.body) or words.get(label.whole)
        if known is None:
            weak.append(label)
        elif known[1] == "data":
            return _Kind(known[0], "data")
        else:
            found.append(known)
    bodies = {label.body for label in weak}
    if not found:
        return _Kind("t4", "header") if {"行政复议", "行政诉讼"} <= bodies else _UNKNOWN
    if ("t2", "title") in found and ("t2", "header") in found:
        return _Kind("t2", "header")
    table, part = found[0]
    return _Kind(table, part)


def _forms_in(rows_of: list[list[Cell]], kinds: list[_Kind], begun: set[str]) -> set[str]:
    """Tables of the forms that a table holds: its headers and rows must both speak their language.

    A table that goes on with one that has `begun` before a page break may do so without a header.
    """
    seen = Counter((kind.table, kind.part) for kind in kinds)
    rows = {name: seen[name, "data"] for name in ("t2", "t3")}
    forms = {"t4"} if ("t4", "header") in seen else set()
    goes_on = "t2" in begun and 2 * rows["t2"] >= len(kinds)
    if rows["t2"] and (seen["t2", "title"] or seen["t2", "header"] or goes_on):
        forms.add("t2")
    whole = any(
        kind == _Kind("t3", "data") and sum(bool(cell.text) and is_value(cell.text) for cell in row) == len(APPLICANTS)
        for row, kind in zip(rows_of, kinds, strict=True)
    )
    if rows["t3"] and (seen["t3", "header"] or "t3" in begun or rows["t3"] > 2 or whole):
        forms.add("t3")
    return forms


def _part_by_shape(row: list[Cell], *, in_header: bool) -> str:
    """A row whose words no form knows: figures make it data, several labels a header, one alone a note."""
    if any(cell.text and is_value(cell.text) for cell in row):
        return "data"
    return "header" if in_header and sum(1 for cell in row if cell.text) > 1 else ""


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
