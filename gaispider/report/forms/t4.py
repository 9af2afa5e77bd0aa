"""Table 4, 政府信息公开行政复议、行政诉讼情况: three groups of five columns over one row of figures."""

from __future__ import annotations

import re

from gaispider.items import Warn
from gaispider.page.model import Cell
from gaispider.report.forms.grid import Column, HeaderedTable, assign, is_cut, is_overlong, shared, store
from gaispider.report.forms.labels import is_subsequence, read_label, vocabulary
from gaispider.report.forms.values import is_value, left_open, read_figure

GROUPS = ("review", "suit_direct", "suit_after_review")
_DIRECT = re.compile("直接(?:提?起|向)|未经.{0,2}复议|不经.{0,2}复议")
_AFTER = re.compile("复议(?:之)?后|(?<!未)(?<!不)经.{0,2}复议")
COLUMNS = ("upheld", "corrected", "other", "pending", "total")


class Table4(HeaderedTable):
    """Takes the rows of table 4 one by one; `rows` is by group.

    `named` is the group that the lines above a small table name, or None.
    """

    def __init__(self) -> None:
        super().__init__()
        self.named: str | None = None

    def data(self, cells: list[Cell]) -> None:
        """Take the row of figures; or the row of one group, in tables that list the groups downwards."""
        columns = self._read_columns()
        own, values = _split_row(cells, len(columns))
        if not values:
            return
        if len(columns) < len(values) == len(GROUPS) * len(COLUMNS) and not own:
            columns = _by_form(values)  # a header of which cells were lost
        found, rest = assign(columns, values)
        several = shared(found)
        cut = is_cut(columns, values, self.covered) or is_overlong(columns, values, rest)
        for column in columns:
            if column.key not in found:
                continue
            group, _, key = column.key.partition("/")
            cell = found[column.key]
            figure = read_figure(cell.text, placed=column.placed or id(cell) in several)
            if cut or (column.doubtful and not own):
                figure = left_open(figure)
            store(self.rows, own or group, {key: figure}, f"table 4: {column.label}", self.warnings)
        for cell in rest:
            self.warnings.append(Warn("unknown_column", f"table 4: {cell.text} stands under no header"))
            figure = read_figure(cell.text, placed=True)
            store(self.rows, own or "suit", {f"column_{cell.column + 1}": figure}, "", self.warnings)

    def _read_columns(self) -> list[Column]:
        if self._columns is None:
            self._columns = self._read_header()
        return self._columns

    def _read_header(self) -> list[Column]:
        """The columns, with keys `group/column`, left to right."""
        groups, leaves = _header_cells(self._header)
        if not leaves:
            return _by_form([Cell("", 0, n) for n in range(len(GROUPS) * len(COLUMNS))])
        ordered = _in_order(groups, leaves)
        by_order = _whole(ordered)
        if by_order:
            ordered = [(key, cell) for key, (_, cell) in zip(COLUMNS * len(GROUPS), ordered, strict=True)]
            self.warnings.append(Warn("unknown_column", "table 4: headers that are cut, read by their order"))
        whole = _chunked(ordered)
        placed = whole or _covered(groups, ordered, self.named)
        if "suit" in placed:
            self.warnings.append(Warn("unknown_column", "table 4: 行政诉讼 is not divided by 复议"))
        unknown = [read_label(cell.text).text for key, cell in ordered if key not in COLUMNS]
        self.warnings += [Warn("unknown_column", f"table 4: {label}") for label in unknown]
        by_place = by_order or (self.named is not None and not groups)
        doubtful = not groups and not whole and self.named is None
        headed = {group for group, _ in groups}
        return [
            Column(
                f"{group}/{key}",
                read_label(cell.text).text,
                cell.column,
                cell.column + cell.colspan,
                placed=by_place,
                doubtful=doubtful or (not whole and group in headed and not _is_under(group, cell, groups)),
            )
            for group, (key, cell) in zip(placed, ordered, strict=True)
        ]


def _split_row(cells: list[Cell], width: int) -> tuple[str | None, list[Cell]]:
    """The group that a row names before its figures, None if it does not, and the figures.

    The table has `width` columns.
    """
    groups = vocabulary("t4", "group")
    spare = len(cells) - width
    names = [n for n, cell in enumerate(cells) if not is_value(cell.text)]
    names = [n for n in names if n < spare or groups.find(read_label(cells[n].text))]
    own = next((group for n in reversed(names) if (group := _group_of(cells[n].text))), None)
    return own, cells[names[-1] + 1 :] if names else cells


def _group_of(text: str) -> str | None:
    """The group that a cell names, None if it names none."""
    group = vocabulary("t4", "group").find(read_label(text))
    return group and _divided(group, text)


def _divided(group: str, text: str) -> str:
    """行政诉讼（未经复议直接起诉）: what stands in brackets says which suits of the group are meant."""
    return _kind_of_suit(text) or group if group == "suit" else group


def _by_form(values: list[Cell]) -> list[Column]:
    """The form's fifteen columns in its order, for as many cells."""
    keys = [(group, column) for group in GROUPS for column in COLUMNS]
    return [
        Column(f"{group}/{column}", column, cell.column, cell.column + 1, placed=True)
        for (group, column), cell in zip(keys, values, strict=True)
    ]


def _header_cells(rows: list[list[Cell]]) -> tuple[list[tuple[str, Cell]], list[tuple[str, Cell]]]:
    """The header's cells with their keys: those of groups, and those of single columns (their label if unknown)."""
    columns, names = vocabulary("t4", "column"), vocabulary("t4", "group")
    groups: list[tuple[str, Cell]] = []
    leaves: list[tuple[str, Cell]] = []
    for cell in (cell for row in rows for cell in row):
        label = read_label(cell.text)
        if not label.body or is_value(cell.text):
            continue  # a number is no label of a column
        group, key = names.find(label), columns.find(label)
        if group is None and key is None:
            group, key = _only(names.find_damaged(label)), _only(columns.find_damaged(label))
        if group is not None:
            groups.append((_divided(group, cell.text), cell))
        elif key is not None or cell.column > 0:  # else the label of the row of figures
            leaves.append((key or label.text, cell))
    return groups, leaves


def _in_order(groups: list[tuple[str, Cell]], leaves: list[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """The columns' cells in order. Where rowspans are missing, those of 行政复议 come first, as in the form."""
    starts = [cell.column for _, cell in leaves]
    if len(set(starts)) == len(starts):
        inside = {group: range(cell.column, cell.column + cell.colspan) for group, cell in groups}
        suits = [r for group, r in inside.items() if group != "review"]
        review = inside.get("review", range(0))
        if not any(column in r for r in suits for column in review):
            return sorted(leaves, key=lambda leaf: leaf[1].column)
    last_row = max(cell.row for _, cell in leaves)
    last = [leaf for leaf in leaves if leaf[1].row == last_row]
    # The leaves of 行政复议 may be printed in both rows.
    return last if len(last) == len(GROUPS) * len(COLUMNS) else leaves


def _chunked(leaves: list[tuple[str, Cell]]) -> list[str]:
    """The group of each column's cell, if the cells are the form's fifteen in order; else empty."""
    if tuple(key for key, _ in leaves) != COLUMNS * len(GROUPS):
        return []
    return [group for group in GROUPS for _ in COLUMNS]


def _whole(leaves: list[tuple[str, Cell]]) -> bool:
    """Whether fifteen header cells, some of them damaged, are the form's fifteen in order."""
    order = COLUMNS * len(GROUPS)
    if len(leaves) != len(order) or tuple(key for key, _ in leaves) == order:
        return False
    printed = vocabulary("t4", "column").printed
    return all(
        own == key or is_subsequence(read_label(cell.text).body, printed[key])
        for key, (own, cell) in zip(order, leaves, strict=True)
    )


def _covered(groups: list[tuple[str, Cell]], leaves: list[tuple[str, Cell]], named: str | None) -> list[str]:
    """For each column's cell the lowest group header above it; without one, groups change where the columns repeat.

    A single set of columns belongs to the one group that the header names, or else the text above.
    """
    result: list[str] = []
    seen: set[str] = set()
    turn = 0
    lone = _lone_group(groups, leaves) or named
    for key, cell in leaves:
        if key in seen:
            seen, turn = set(), min(turn + 1, len(GROUPS) - 1)
        seen.add(key)
        above = [(head.row, group) for group, head in groups if head.column <= cell.column < head.column + head.colspan]
        result.append(max(above)[1] if above else lone or GROUPS[turn])
    return result


def _is_under(group: str, cell: Cell, groups: list[tuple[str, Cell]]) -> bool:
    return any(
        name == group and (head.colspan == 1 or head.column <= cell.column < head.column + head.colspan)
        for name, head in groups
    )


def _lone_group(groups: list[tuple[str, Cell]], leaves: list[tuple[str, Cell]]) -> str | None:
    """The group of a header above one set of columns; 行政诉讼 counts only where the header does not divide it."""
    if len({key for key, _ in leaves}) < len(leaves):
        return None
    names = {group for group, _ in groups}
    return _only(names - {"suit"} or names)


def group_named(line: str) -> str | None:
    """The group that a line above a small table names: 行政复议情况 gives review. None if it names none or several."""
    text = read_label(line).text
    kind = _kind_of_suit(text)
    if kind:
        return kind
    direct = _DIRECT.search(text) is not None
    names = [group for word, group in (("行政复议", "review"), ("行政诉讼", "suit")) if word in text]
    return names[0] if len(names) == 1 and not direct else None


def _kind_of_suit(text: str) -> str | None:
    """Whether a text names the suits without 复议 or those after it; None if neither or both."""
    direct, after = _DIRECT.search(text) is not None, _AFTER.search(text) is not None
    return None if direct == after else "suit_direct" if direct else "suit_after_review"


def _only(keys: set[str]) -> str | None:
    return keys.pop() if len(keys) == 1 else None
