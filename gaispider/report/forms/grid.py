"""Rows and columns of a form's table, and which data cell belongs to which header."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gaispider.items import Figure, Warn
from gaispider.page.model import Cell, Document, Table
from gaispider.report.forms.values import left_open, read_number, readings_of

MOST_READINGS = 12  # alternatives of one cell: with more, it is rather another table
Rows = dict[str, dict[str, Figure]]


@dataclass(slots=True)
class Column:
    """A column of figures: its key, its label as printed (without white space), where its header starts and ends.

    `placed`: its key comes from its place among the columns, not from its label. `doubtful`: nothing tells which column
    it is, so figures below it stay open.
    """

    key: str
    label: str
    start: int
    end: int
    unit: str | None = None
    placed: bool = False
    doubtful: bool = False


class HeaderedTable:
    """Takes the rows of a table that has header rows above its data; `rows` and `warnings` are the result."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.warnings: list[Warn] = []
        self.covered: set[int] = set()  # columns of the current row that a cell from above covers
        self._header: list[list[Cell]] = []
        self._columns: list[Column] | None = None
        self._is_new = False

    def begin(self) -> None:
        """Begin a further table. If it has a header, that replaces the last one; else the last header stays valid."""
        self._is_new = True

    @property
    def in_header(self) -> bool:
        """Whether no data row has come since the last header row."""
        return self._columns is None

    def header(self, cells: list[Cell]) -> None:
        """Take a header row. After data rows it begins a new header (after a page break, or of a further table)."""
        if self._columns is not None or self._is_new:
            self._header = []
            self._columns = None
        self._is_new = False
        self._header.append(cells)


def table_rows(table: Table) -> list[list[Cell]]:
    """The cells by row, without blank rows."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [row for row in rows if any(cell.text for cell in row)]


def text_tables(document: Document) -> list[Table]:
    """Tables that a copy of a page keeps as lines of text, cells separated by `|` or tabs; at least three lines."""
    tables: list[Table] = []
    lines: list[list[str]] = []
    for block in [*document.blocks, None]:
        cells = _split(block.text) if block is not None and block.table is None else []
        if len(cells) > 1:
            lines.append(cells)
        elif block is not None and not block.text.strip() and lines:
            continue
        else:
            if len(lines) > 2:
                tables.append(_table(lines))
            lines = []
    return tables


def _split(line: str) -> list[str]:
    mark = "|" if "|" in line else "｜" if "｜" in line else "\t"
    if mark not in line:
        return []
    line = line.strip(" \u3000\xa0")
    if mark != "\t":
        line = line.removeprefix(mark).removesuffix(mark)
    return [" ".join(cell.split()) for cell in line.split(mark)]


def _table(lines: list[list[str]]) -> Table:
    lines = [line for line in lines if not all(cell and set(cell) <= set("-: ") for cell in line)]
    cells = [Cell(text, r, c) for r, line in enumerate(lines) for c, text in enumerate(line)]
    return Table(cells, len(lines), max(map(len, lines), default=0))


def assign(columns: list[Column], values: list[Cell]) -> tuple[dict[str, Cell], list[Cell]]:
    """The cell of each column, by column key, and the cells with text that belong to no column.

    If there are as many cells as columns they go in order, because authors often set colspans on the wrong cell. Else
    they go by their place in the grid, and where that fails, in order from the left.
    """
    if len(values) > len(columns):
        values = _without_padding(values, columns)
    if len(values) == len(columns):
        return _in_order(columns, values), []
    found, used = _by_grid(columns, values)
    for n, cell in enumerate(values):
        if n not in used and _is_said_of_each(cell, columns):
            used.add(n)
            found |= {column.key: cell for column in _under(cell, columns) if column.key not in found}
    if not found and not any(_merged(cell, columns) for cell in values):
        found, used = _in_order(columns, values), set(range(len(columns)))
    return found, [cell for n, cell in enumerate(values) if n not in used and cell.text]


def _in_order(columns: list[Column], values: list[Cell]) -> dict[str, Cell]:
    return {column.key: cell for column, cell in zip(columns, values, strict=False)}


def _by_grid(columns: list[Column], values: list[Cell]) -> tuple[dict[str, Cell], set[int]]:
    """Each column's cell by where it starts: the first with text, else the first; and the places of the cells used."""
    found: dict[str, Cell] = {}
    used: set[int] = set()
    for column in columns:
        inside = [
            n
            for n, cell in enumerate(values)
            if column.start <= cell.column < column.end and n not in used and not _merged(cell, columns)
        ]
        place = next((n for n in inside if values[n].text), inside[0] if inside else None)
        if place is not None:
            found[column.key] = values[place]
            used.add(place)
    return found, used


def _is_said_of_each(cell: Cell, columns: list[Column]) -> bool:
    """Whether a cell is a single 0 or dash that spans several columns."""
    return _merged(cell, columns) and not (read_number(cell.text).value or "0").strip("0.")


def shared(found: dict[str, Cell]) -> set[int]:
    """The ids of cells that belong to several columns, with the same value for each."""
    wide = [id(cell) for cell in found.values() if cell.colspan > 1]
    return {cell for cell in wide if wide.count(cell) > 1}


def _under(cell: Cell, columns: list[Column]) -> list[Column]:
    return [column for column in columns if cell.column <= column.start < cell.column + cell.colspan]


def _merged(cell: Cell, columns: list[Column]) -> bool:
    return cell.colspan > 1 and len(_under(cell, columns)) > 1


def _without_padding(values: list[Cell], columns: list[Column]) -> list[Cell]:
    """The cells without blank ones that fill a label's colspan on the left, or the row on the right."""
    first = columns[0].start if columns else 0
    while len(values) > len(columns) and not values[0].text and values[0].column < first:
        values = values[1:]
    last = max((column.end for column in columns), default=0)
    while len(values) > len(columns) and not values[-1].text and values[-1].column >= last:
        values = values[:-1]
    return values


def is_cut(columns: list[Column], values: list[Cell], covered: set[int]) -> bool:
    """Whether a row lacks some figures. Nothing tells which, so none of its figures is sure to belong to its header."""
    if len(values) >= len(columns) or not values:
        return False
    places = {place for cell in values for place in range(cell.column, cell.column + cell.colspan)} | covered
    ends_early = max(places) + 1 < max(column.end for column in columns)
    return ends_early or not all(places & set(range(c.start, max(c.end, c.start + 1))) for c in columns)


def is_overlong(columns: list[Column], values: list[Cell], rest: list[Cell]) -> bool:
    """Whether a row has figures without a header: a header was lost, and nothing tells which."""
    return bool(rest) and bool(columns) and not any(_merged(cell, columns) for cell in values)


def store(rows: Rows, key: str, figures: dict[str, Figure], label: str, warnings: list[Warn]) -> None:
    """Add a row's figures. A second row of the same key fills blanks of the first.

    Where the two differ, the value stays open, with both as alternatives and a warning.
    """
    row = rows.get(key)
    if row is None:
        rows[key] = dict(figures)
        return
    for column, figure in figures.items():
        kept = row.setdefault(column, figure)
        if kept is figure:
            continue
        both = merged(kept, figure)
        row[column] = both
        if both.value is None and both.alternatives and both is not kept:
            warnings.append(Warn("unknown_row", f"row {label} occurs twice: {column} {kept.raw!r} and {figure.raw!r}"))


def merged(kept: Figure, figure: Figure) -> Figure:
    """One figure from two that are printed for the same cell; without a value if they differ."""
    if len(kept.alternatives) >= MOST_READINGS:
        return kept
    readings = [*readings_of(kept), *(value for value in readings_of(figure) if value not in readings_of(kept))]
    if not readings_of(kept):
        return figure if readings else kept
    if not readings_of(figure) or len(readings) == len(readings_of(kept)):
        return kept
    return replace(left_open(kept), alternatives=readings)
