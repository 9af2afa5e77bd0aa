"""Table 3, 收到和处理政府信息公开申请情况: rows by their place in the form, seven columns of applicants."""

from __future__ import annotations

from gaispider.items import Figure, Warn
from gaispider.page.model import Cell
from gaispider.report.forms.grid import Column, HeaderedTable, assign, is_cut, is_overlong, shared, store
from gaispider.report.forms.headers import APPLICANTS, read_applicants
from gaispider.report.forms.labels import Label, is_number, likeness, read_label, vocabulary
from gaispider.report.forms.values import is_value, left_open, read_figure

_LEAVES = {"3.3": 8, "3.4": 3, "3.5": 5, "3.6": 3}
ROWS = (
    *("1", "2", "3.1", "3.2"),
    *(f"{group}.{n}" for group, leaves in _LEAVES.items() for n in range(1, leaves + 1)),
    *("3.7", "4"),
)
_NUMBERED = "（七）总计"  # among the keys in use: a total with the form's own number
_LIKE = 0.5  # a row that is known by its place may differ by half of its wording


class Table3(HeaderedTable):
    """Takes the rows of table 3 one by one; `rows` and `warnings` are the result."""

    def __init__(self) -> None:
        super().__init__()
        self._first = 0  # where the leftmost column of figures starts
        self._group: str | None = None
        self._last: str | None = None
        self.taken: set[str] = set()  # keys that rows of the document have by their words

    def data(self, cells: list[Cell]) -> None:
        """Take a data row: one to three label cells, then the figures."""
        columns = self._read_columns()
        labels = [(n, read_label(cell.text)) for n, cell in enumerate(cells) if cell.text and not is_value(cell.text)]
        split = _split(cells, labels, len(columns), self._first)
        names = [label for n, label in labels if n < split]
        values = cells[split:]
        if self._is_group_row(names, values):
            return
        key, row_placed = self._row_key(names, cells[0].row)
        if len(values) == len(APPLICANTS) and _is_part_of_form(columns):
            columns = [
                Column(k, k, c.column, c.column + 1, placed=True) for k, c in zip(APPLICANTS, values, strict=True)
            ]
        label = names[-1].text if names else key
        figures = self._figures(columns, values, label, row_placed=row_placed)
        if key.startswith("3.6.") and all(figure.raw == "" for figure in self.rows.get("3.6", {}).values()):
            self.rows.pop("3.6", None)  # it was the group's own row
        store(self.rows, key, figures, f"table 3: {label}", self.warnings)

    def _is_group_row(self, names: list[Label], values: list[Cell]) -> bool:
        """Whether a row has no figures: then it may name the group of the rows below."""
        blank = not any(cell.text for cell in values)
        group = _group(names[-1]) if names and blank else None
        if group and (group != "3.6" or not values):
            self._group = group
        return not values or (blank and (group not in (None, "3.6") or not names))

    def _figures(self, columns: list[Column], values: list[Cell], label: str, *, row_placed: bool) -> dict[str, Figure]:
        """The figures by column. Those without a header get a key by their place, with a warning each."""
        found, rest = assign(columns, values)
        by_place = {column.key for column in columns if row_placed or column.placed}
        several = shared(found)
        figures = {
            column: read_figure(cell.text, placed=column in by_place or id(cell) in several)
            for column, cell in found.items()
        }
        cut = is_cut(columns, values, self.covered) or is_overlong(columns, values, rest)
        doubtful = {column.key for column in columns if cut or column.doubtful}
        figures |= {column: left_open(figure) for column, figure in figures.items() if column in doubtful}
        for cell in rest:
            figures[f"column_{cell.column + 1}"] = read_figure(cell.text, placed=True)
            self.warnings.append(Warn("unknown_column", f"table 3: {label}: {cell.text} stands under no header"))
        return figures

    def _read_columns(self) -> list[Column]:
        if self._columns is None:
            self._columns = read_applicants(self._header, self.warnings)
            self._first = min((column.start for column in self._columns), default=0)
        return self._columns

    def _row_key(self, names: list[Label], position: int) -> tuple[str, bool]:
        """The row's key, and whether it comes from the row's place and not from its label."""
        placed = not names
        for name in names[:-1]:
            self._group = _group(name) or self._group
        if not names:
            key, how = self._next(), "a row without a label"
            if key is None or key in self.taken:
                key = f"row_{position + 1}"
            self.warnings.append(Warn("unknown_row", f"table 3: {how} read as {key} by its place"))
        else:
            key = self._known(names[-1])
            if key is None:
                key = self._by_place(names[-1])
                placed = key is not None
            if not key:
                key = self._own_words(names, position)
                self.warnings.append(Warn("unknown_row", f"table 3: {key}"))
        if key in ROWS or key == "3.6":
            self._last = key
            self._group = key.rpartition(".")[0] if key.count(".") == 2 else None
        return key, placed

    def _known(self, name: Label) -> str | None:
        known = vocabulary("t3", "row")
        key = known.find(name)
        if key == "3.7" and name.number is None and _NUMBERED in self.taken:
            return None  # 合计 above （七）总计
        if key == "3.6.3" and name.number == "6":
            return "3.6"  # 其他处理 cut short
        if key is not None or vocabulary("t3", "group").find(name) is not None:
            return key
        for group in (*vocabulary("t3", "group").keys, known.printed["3.6"]):
            before, found, leaf = name.text.partition(group)
            if found and len(before) < 4 and (key := known.find(read_label(leaf.lstrip("：:，,")))) is not None:
                return key  # group and row in one cell
        damaged = known.find_damaged(name) - self.taken
        return damaged.pop() if len(damaged) == 1 else None

    def _own_words(self, names: list[Label], position: int) -> str:
        """The key of a row that no form has: its label, after its group where another row has the same label."""
        key = names[-1].text if not is_number(names[-1]) else f"row_{position + 1}"
        return f"{self._group}/{key}" if key in self.rows and self._group else key

    def _by_place(self, name: Label) -> str | None:
        """The key of a row with badly damaged wording, by its number in its group or as the one after the last row."""
        printed = vocabulary("t3", "row").printed
        group = self._group if self._group in _LEAVES else (self._last or "").rpartition(".")[0]
        for key in (f"{group}.{name.number}", self._next()):
            if key is None or key in self.rows or key in self.taken or key not in printed:
                continue
            if likeness(name.body, printed[key]) >= _LIKE:
                detail = f"table 3: {name.text} read as {key} {printed[key]} by its place"
                self.warnings.append(Warn("unknown_row", detail))
                return key
        return None

    def _next(self) -> str | None:
        """The key of the form's row after the last one read; None if there is none."""
        if self._last is None:
            return ROWS[0] if not self.rows else None
        after = ROWS.index(self._last) + 1 if self._last in ROWS else ROWS.index("3.7")
        return ROWS[after] if after < len(ROWS) else None


def named_rows(rows: list[list[Cell]]) -> set[str]:
    """The keys that rows have by the form's own words: no other row may get them by its place."""
    known, groups = vocabulary("t3", "row"), vocabulary("t3", "group")
    found = set()
    for row in rows:
        labels = [read_label(cell.text) for cell in row[:4] if cell.text and not is_value(cell.text)]
        key = known.find(labels[-1]) if labels and groups.find(labels[-1]) is None else None
        if key is not None:
            found.add(key)
            if key == "3.7" and labels[-1].number == "7":
                found.add(_NUMBERED)
    return found


def _is_part_of_form(columns: list[Column]) -> bool:
    """Whether the known columns are some of the form's, in its order, as where a header row was lost."""
    keys = [column.key for column in columns]
    places = [APPLICANTS.index(key) for key in keys if key in APPLICANTS]
    return len(keys) < len(APPLICANTS) and len(places) == len(keys) and places == sorted(places)


def _group(name: Label) -> str | None:
    """The group that a label names: 3.3, 3.4, 3.5 or 3.6, which is a single row in the form of 2019; else None."""
    group = vocabulary("t3", "group").find(name)
    return group or ("3.6" if vocabulary("t3", "row").find(name) == "3.6" else None)


def _split(cells: list[Cell], labels: list[tuple[int, Label]], columns: int, first: int) -> int:
    """The number of the cell where the figures begin: after the last label.

    `columns` is the number of known columns of figures, `first` where the leftmost of them starts.
    """
    spare = len(cells) - (columns or len(APPLICANTS))
    rows, groups = vocabulary("t3", "row"), vocabulary("t3", "group")
    split = 0
    for n, label in labels:
        named = n < spare or rows.find(label) or groups.find(label)
        if named or (cells[n].column < first and n == split):
            split = n + 1
    if split == 0 and spare > 0 and not cells[0].text:
        split = spare  # a row whose label cell is blank
    return split
