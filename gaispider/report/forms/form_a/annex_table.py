"""Form A: the national 政府信息公开情况统计表 (2014-2018), and the annexes of the years before it, row by row.

Their rows differ by province and year, so each row keeps its own label. Header words tell what each column is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from gaispider.items import AnnexFigure, Figure, Warn
from gaispider.page.model import Cell
from gaispider.report.forms.form_a.annex_heads import Head, is_plain_row, panels_of, read_heads, read_parts
from gaispider.report.forms.grid import MOST_READINGS
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.values import is_value, left_open, read_figure, readings_of, unit_of_header

_SUBJECT = re.compile("公开|申请|复议|诉讼|申诉|公报|答复|查阅点|政策解读|网上咨询")
# Further subjects of such tables. Alone they count only below a header with a column of figures.
_RESOURCES = re.compile("人员|培训|会议|经费|机构|网站|网页|栏目|咨询|投诉|收费|信箱|热线|查阅|文件|信息")
_MEANS = re.compile("(?:公开|专职|兼职).*人员|培训|公开.*会议|公开.*经费|公开.*机构|查阅[点场]")
_LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}[、.．,，]"),
    re.compile("[(（][一二三四五六七八九十]{1,3}[)）]?|[㈠-㈩]"),
    re.compile(r"\d{1,2}[、.．,，)）]"),
    re.compile(r"[(（]\d{1,2}[)）]?|[①-⑳⑴-⒇]"),
)
_DEEPEST = len(_LEVELS) + 4
"""The level of a row without a number among numbered ones: no row is a part of it."""
_SIGNING = re.compile(
    "(?:单位|部门|分管)?(?:负责人|领导|审核人|审签人|填报人|填表人|制表人|联系人|联系电话|填[报表]日期|填[报表]单位)"
)
_AMONG = re.compile("其中[:：,，]?")


@dataclass(slots=True)
class _Entry:
    """One row: its label, the labels above it, and its figures by column label; the first figure is the value."""

    label: str
    path: list[str]
    value: Figure
    cumulative: Figure | None = None
    others: dict[str, Figure] = field(default_factory=dict)


def is_annex(rows: list[list[Cell]]) -> bool:
    """Whether a table is of form A: a header with a column of figures, or three rows of figures, on its subjects.

    A table on staff, training, meetings or money alone is one only if its header names a year's or all years' figures.
    """
    subjects = sum(1 for row in rows if _SUBJECT.search(_words(row)))
    if subjects == 1 and _is_short(rows):
        return True
    if subjects < 2 or 4 * subjects < len(rows):
        return _is_on_resources(rows)
    if any(read_heads(row) for row in rows[:6]):
        return True
    figures = sum(1 for row in rows if len(row) > 1 and row[-1].text and is_plain_row(row))
    return figures >= 3 and 2 * figures >= len(rows)


def _is_short(rows: list[list[Cell]]) -> bool:
    """Whether a table has one or two rows of figures, so that one row on the form's subjects is enough."""
    under = rows[1:]
    return 0 < len(under) <= 2 and bool(read_heads(rows[0])) and all(map(is_plain_row, under))


def _words(row: list[Cell]) -> str:
    return "".join(cell.text for cell in row[:4])


def _is_on_resources(rows: list[list[Cell]]) -> bool:
    for n, row in enumerate(rows[:6]):
        heads = read_heads(row)
        if heads:
            under = [other for other in rows[n + 1 :] if is_plain_row(other)]
            dated = any(head.role == "cumulative" or head.year or head.is_this_year for head in heads)
            words = _RESOURCES if dated else _MEANS
            found = sum(1 for other in under if _SUBJECT.search(_words(other)) or words.search(_words(other)))
            return len(under) > 1 and 2 * found > len(under) * (1 if dated else 2) - (not dated)
    return False


def is_national(rows: list[list[Cell]]) -> bool:
    """Whether the rows are those of the national form of 2014."""
    national = vocabulary("a", "national").keys
    return sum(1 for row in rows for cell in row if read_label(cell.text).body in national) >= 3


def read_annex(rows: list[list[Cell]], report_year: int | None, warnings: list[Warn]) -> dict[str, AnnexFigure]:
    """The rows by label. Where a label occurs several times, the labels above it stand before it, joined by `/`."""
    entries: list[_Entry] = []
    for part in read_parts(rows):
        numbered = any(_LEVELS[0].match(read_label(cell.text).text) for row in part.rows for cell in row[:3])
        for panel in panels_of(part.heads):
            entries.extend(_read_rows(part.rows, panel, numbered, report_year))
    figures: dict[str, AnnexFigure] = {}
    for key, entry in zip(_keys(entries), entries, strict=True):
        if key in figures:
            join(figures[key], entry.value, key, warnings)
            continue
        value = entry.value
        figures[key] = _annex_figure(value, entry.cumulative)
        for column, other in entry.others.items():
            figures[f"{key}/{column}"] = _annex_figure(other, None)
    columns = dict.fromkeys(column for entry in entries for column in entry.others)
    warnings.extend(Warn("unknown_column", f"statistics annex: {column}") for column in columns)
    warnings.extend(Warn("unknown_row", f"statistics annex: {key}") for key in _unknown(figures, rows))
    return figures


def join(kept: AnnexFigure, other: Figure | AnnexFigure, key: str, warnings: list[Warn]) -> None:
    """Add a second figure of a row to the first.

    A blank is filled; two different figures stay open, with both readings.
    """
    readings = list(dict.fromkeys(value for figure in (kept, other) for value in readings_of(figure)))
    if not readings_of(kept):
        kept.value, kept.raw, kept.unit, kept.method = other.value, other.raw, other.unit, other.method
        kept.certainty, kept.alternatives = other.certainty, list(other.alternatives)
    elif len(readings_of(kept)) < len(readings) <= MOST_READINGS:
        warnings.append(Warn("unknown_row", f"{key} occurs twice: {kept.raw!r} and {other.raw!r}"))
        kept.value, kept.method, kept.certainty, kept.alternatives = None, None, "ambiguous", readings


def _unknown(figures: dict[str, AnnexFigure], rows: list[list[Cell]]) -> list[str]:
    """Keys of rows that no form has: for the national form those not in it, else those on other subjects."""
    known = vocabulary("a", "row").keys.keys() | vocabulary("a", "national").keys.keys()
    if is_national(rows):
        return [key for key in figures if _AMONG.sub("", read_label(key.rpartition("/")[2]).body) not in known]
    return [key for key in figures if not _SUBJECT.search(key)]


def _annex_figure(figure: Figure, cumulative: Figure | None) -> AnnexFigure:
    readings = list(figure.alternatives)
    return AnnexFigure(figure.value, figure.raw, figure.unit, cumulative, figure.method, figure.certainty, readings)


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


def _read_rows(rows: list[list[Cell]], heads: list[Head], numbered: bool, report_year: int | None) -> list[_Entry]:
    entries: list[_Entry] = []
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
) -> _Entry | None:
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
                _Entry(label, path, left_open(read_figure(cell.text)))
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
    return _Entry(label, path, value, cumulative, others)


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
    among = _AMONG.match(label)
    rest = label[among.end() :] if among else label
    for level, pattern in enumerate(_LEVELS, 1):
        if pattern.match(rest):
            return level
    if among:
        return stack[-1][0] + 1 if stack else 1
    return _DEEPEST if numbered else 0


def _keys(entries: list[_Entry]) -> list[str]:
    """For each row its label, after as many labels above it as make the key unique."""
    keys = [entry.label for entry in entries]
    for depth in range(1, 5):
        often = {key for key, times in Counter(keys).items() if times > 1}
        if not often:
            break
        keys = [
            "/".join([*entry.path[-depth:], entry.label]) if key in often else key
            for key, entry in zip(keys, entries, strict=True)
        ]
    return keys
