"""Table 2, 主动公开政府信息情况: blocks one below the other, each a title, a header row and one or two data rows."""

from __future__ import annotations

from gaispider.items import Figure, Warn
from gaispider.page.model import Cell
from gaispider.report.forms.grid import Column, Rows, assign, is_cut, is_overlong, shared, store
from gaispider.report.forms.labels import Label, is_mistyped, is_number, is_subsequence, read_label, vocabulary
from gaispider.report.forms.values import is_value, left_open, read_figure, unit_of_header

# The blocks' headers, in order (国办公开办函〔2019〕60号, then 〔2021〕30号).
_BLOCKS = (
    ("new_made", "new_public", "total_public"),
    ("last_year", "change", "decisions"),
    ("last_year", "change"),
    ("count", "amount"),
    ("made", "repealed", "in_force"),
    ("decisions",),
    ("amount",),
)
# The header above each row, by number of figures, for blocks without a header row. The rows of 规章 and 规范性
# 文件 are equal in both forms and so not in it.
_ROW_BLOCKS = {
    "licences": (_BLOCKS[1], _BLOCKS[5]),
    "other_services": (_BLOCKS[1],),
    "penalties": (_BLOCKS[1], _BLOCKS[5]),
    "coercion": (_BLOCKS[1], _BLOCKS[5]),
    "fees": (_BLOCKS[2], _BLOCKS[6]),
    "procurement": (_BLOCKS[3],),
}
# Every cell of the forms, as row and column.
CELLS = tuple(
    dict.fromkeys(
        (row, column)
        for row, blocks in {
            **dict.fromkeys(("regulations", "normative_documents"), (_BLOCKS[0], _BLOCKS[4])),
            **_ROW_BLOCKS,
        }.items()
        for block in blocks
        for column in block
    )
)
_NEXT = {"regulations": "normative_documents", "penalties": "coercion"}
_MONEY = "amount"


def is_title(label: Label) -> bool:
    """Whether a label is a title such as 第二十条第（一）项 or 第二十条（一）项."""
    return label.body.startswith("第二十条") and len(label.whole) < 12


class Table2:
    """Takes the rows of table 2 one by one; `rows` and `warnings` are the result."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.warnings: list[Warn] = []
        self.taken: set[str] = set()  # keys that rows of the document have by their words
        self.covered: set[int] = set()  # columns of the row at hand that a cell from above takes
        self._columns: list[Column] = []
        self._last: str | None = None

    def title(self) -> None:
        """Begin a block: the header of the last block is no longer valid."""
        self._columns = []

    def header(self, cells: list[Cell]) -> None:
        """A header row: 信息内容 and the columns."""
        stub = vocabulary("t2", "stub")
        names = [read_label(cell.text) for cell in cells]
        stubs = [n for n, name in enumerate(names) if stub.find(name)]
        first = stubs[-1] + 1 if stubs else next((n for n, name in enumerate(names) if not _before(name)), 0)
        heads = [(cell, name) for cell, name in zip(cells[first:], names[first:], strict=True) if not is_title(name)]
        self._columns = self._read_columns(heads)

    def data(self, cells: list[Cell]) -> None:
        """A data row: its label, and the figures after it."""
        position, key = _find_row(cells)
        values = cells[position + 1 :]
        label = cells[position].text if position >= 0 else ""
        if not values:
            return
        unlabelled = key is None
        key = self._last = self._row_key(key, cells)
        columns = self._columns or self._columns_without_header(key, values)
        found, rest = assign(columns, values)
        several = shared(found)
        cut = is_cut(columns, values, self.covered) or is_overlong(columns, values, rest)
        figures: dict[str, Figure] = {}
        for column in columns:
            cell = found.get(column.key)
            if cell is None or not (column.label or cell.text):
                continue  # no figure below a blank header
            placed = unlabelled or column.placed or id(cell) in several
            figure = read_figure(cell.text, column.unit, money=column.key == _MONEY, placed=placed)
            figures[column.key] = left_open(figure) if cut or column.doubtful else figure
            if not column.label:
                detail = f"table 2: {label or key}: a column with a blank header read as {column.key} by its place"
                self.warnings.append(Warn("unknown_column", detail))
        for cell in rest:
            name = f"column_{cell.column + 1}"
            figures[name] = read_figure(cell.text, placed=True)
            self.warnings.append(Warn("unknown_column", f"table 2: {label}: {cell.text} stands under no header"))
        store(self.rows, key, figures, f"table 2: {label or key}", self.warnings)

    def _row_key(self, key: str | None, cells: list[Cell]) -> str:
        """The key of a row. Without a label it is that of the row's place, unless another row has it."""
        if key is None:
            own = f"row_{cells[0].row + 1}"
            key = _NEXT.get(self._last or "", own)
            key = own if key in self.taken else key
            self.warnings.append(Warn("unknown_row", f"table 2: a row without a label read as {key} by its place"))
        elif key not in vocabulary("t2", "row").printed:
            self.warnings.append(Warn("unknown_row", f"table 2: {key}"))
        return key

    def _columns_without_header(self, key: str, values: list[Cell]) -> list[Column]:
        wanted = sum(1 for cell in values if cell.text) or len(values)
        for block in _ROW_BLOCKS.get(key, ()):
            if len(block) in (len(values), wanted):
                return [
                    Column(name, name, cell.column, cell.column + 1, placed=True)
                    for name, cell in zip(block, values, strict=False)
                ]
        return []

    def _read_columns(self, heads: list[tuple[Cell, Label]]) -> list[Column]:
        known = vocabulary("t2", "column")
        exact = [known.find(name) for _, name in heads]
        keys = _by_place([name for _, name in heads], exact)
        columns: list[Column] = []
        for (cell, name), own, placed in zip(heads, exact, keys, strict=True):
            key = self._column_key(cell, name, own, placed)
            twice = next((column for column in columns if column.key == key), None)
            if key is None or twice is not None:
                key = f"column_{cell.column + 1}" if name.text else None
            if twice is not None:
                twice.doubtful = True
            if key is not None:
                unit = unit_of_header(cell.text)
                by_place = own != placed if placed else False
                end = cell.column + cell.colspan
                columns.append(Column(key, name.text, cell.column, end, unit, by_place, twice is not None))
        return columns

    def _column_key(self, cell: Cell, name: Label, own: str | None, placed: str | None) -> str | None:
        """The key by place or label, else by the rest of a damaged label, else the label itself."""
        known = vocabulary("t2", "column")
        if placed and own != placed and name.text:
            detail = f"table 2: header {name.text} read as {known.printed[placed]} by its place"
            self.warnings.append(Warn("unknown_column", detail))
        if placed or own or not name.text:
            return placed or own
        damaged = known.find_damaged(name, lost_only=True)  # 本年新制发数量 is another column, no slip
        if len(damaged) == 1:
            return damaged.pop()
        self.warnings.append(Warn("unknown_column", f"table 2: {name.text}"))
        return name.text if not is_number(name) else f"column_{cell.column + 1}"


def _before(name: Label) -> bool:
    """Whether a label may stand left of the columns in a header row without 信息内容."""
    return not name.text or is_title(name) or name.body in ("序号", "项目", "类别", "内容", "名称")


def _find_row(cells: list[Cell]) -> tuple[int, str | None]:
    """Which cell is the row's label, and its key: the label's own wording if the form does not have it.

    (-1, None) if the row has only figures.
    """
    known = vocabulary("t2", "row")
    names = [(n, read_label(cell.text)) for n, cell in enumerate(cells) if not is_value(cell.text)]
    names = [(n, name) for n, name in names if not is_title(name)]
    for n, name in names:
        key = known.find(name)
        if key is not None:
            return n, key
    for n, name in names:
        damaged = known.find_damaged(name)
        if len(damaged) == 1:
            return n, damaged.pop()
    names = [(n, name) for n, name in names if not is_number(name)]
    return (names[0][0], names[0][1].text) if names else (-1, None)


def named_rows(rows: list[list[Cell]]) -> set[str]:
    """The keys that rows have by the form's own words: no other row may get them by its place."""
    known = vocabulary("t2", "row")
    cells = (cell.text for row in rows for cell in row[:3] if cell.text and not is_value(cell.text))
    return {key for text in cells if (key := known.find(read_label(text))) is not None}


def _by_place(names: list[Label], exact: list[str | None]) -> list[str | None]:
    """Keys of the header cells where their order explains damage: half a label, a label printed twice, a blank.

    One label must be whole, or the cells must fit one block only. The others must be rests of the form's labels there.
    """
    if not names or (None not in exact and len(set(exact)) == len(exact)):
        return list(exact)
    fits = [block for block in _BLOCKS if _fits(block, names, exact)]
    return list(fits[0]) if len(fits) == 1 else list(exact)


def _fits(block: tuple[str, ...], names: list[Label], exact: list[str | None]) -> bool:
    """Whether the header cells may be those of this block: each is its column's label or the damaged rest of it."""
    if len(block) != len(names):
        return False
    whole = [own == key for own, key in zip(exact, block, strict=True)]
    if not any(whole) and not (len(names) > 1 and all(name.body for name in names)):
        return False
    return all(
        good or _may_stand_for(key, name, own, exact)
        for good, key, name, own in zip(whole, block, names, exact, strict=True)
    )


def _may_stand_for(key: str, name: Label, own: str | None, exact: list[str | None]) -> bool:
    """Whether a header cell may be another column's: its label is printed twice, or is a rest of that column's."""
    if own is not None:
        return exact.count(own) > 1
    return any(_may_be(name.body, label) for label, its in vocabulary("t2", "column").keys.items() if its == key)


def _may_be(text: str, label: str) -> bool:
    return is_subsequence(text, label) or is_mistyped(text, label)
