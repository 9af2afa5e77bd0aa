"""Form A: the national 政府信息公开情况统计表 (2014-2018) and the annexes of the years before it, row by row.

Their rows differ by province and year, so each keeps its own label; header words say which column is what.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from gaispider.items import AnnexFigure, Figure, Warn
from gaispider.page.model import Cell
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.values import is_value, read_figure, unit_of_header

_SUBJECT = re.compile("公开|申请|复议|诉讼|申诉|公报|答复|查阅点|政策解读|网上咨询")
_YEAR_HEAD = re.compile(r"((?:19|20)\d\d)年?度?(?:数量?|统计数|情况|累计数?)?")
_LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}[、.．,，]"),
    re.compile("[(（][一二三四五六七八九十]{1,3}[)）]?|[㈠-㈩]"),
    re.compile(r"\d{1,2}[、.．,，)）]"),
    re.compile(r"[(（]\d{1,2}[)）]?|[①-⑳⑴-⒇]"),
)
_AMONG = re.compile("其中[:：,，]?")


@dataclass(slots=True)
class _Head:
    """A header cell: its role (label, unit, count, cumulative, ordinal, note), its columns, the year it names."""

    role: str
    label: str
    start: int
    end: int
    unit: str | None = None
    year: int | None = None


@dataclass(slots=True)
class _Entry:
    """One row of the form: its label, the labels above it, its figures by column label (the first is the value)."""

    label: str
    path: list[str]
    value: Figure
    cumulative: Figure | None = None
    others: dict[str, Figure] = field(default_factory=dict)


def is_annex(rows: list[list[Cell]]) -> bool:
    """Whether a table is of form A: a header with a column of figures or three rows of them, on its subjects."""
    subjects = sum(1 for row in rows if _SUBJECT.search("".join(cell.text for cell in row[:4])))
    if subjects < 2 or 4 * subjects < len(rows):
        return False
    if any(_read_heads(row) for row in rows[:6]):
        return True
    figures = sum(1 for row in rows if len(row) > 1 and row[-1].text and _plain_row(row))
    return figures >= 3 and 2 * figures >= len(rows)


def is_national(rows: list[list[Cell]]) -> bool:
    """Whether the rows are those of the national form of 2014."""
    national = vocabulary("a", "national").keys
    return sum(1 for row in rows for cell in row if read_label(cell.text).body in national) >= 3


def read_annex(rows: list[list[Cell]], report_year: int | None, warnings: list[Warn]) -> dict[str, AnnexFigure]:
    """The rows by label; where a label occurs more than once, by the labels above it and its own, joined by `/`."""
    entries: list[_Entry] = []
    for heads, body in _parts(rows):
        numbered = any(_LEVELS[0].match(read_label(cell.text).text) for row in body for cell in row[:3])
        for panel in _panels(heads):
            entries.extend(_read_rows(body, panel, numbered, report_year))
    figures: dict[str, AnnexFigure] = {}
    for key, entry in zip(_keys(entries), entries, strict=True):
        if key in figures:
            kept = figures[key]
            if kept.value != entry.value.value:
                detail = f"{key} occurs twice: {kept.raw!r} kept, {entry.value.raw!r} left out"
                warnings.append(Warn("unknown_row", detail))
                kept.certainty = kept.certainty and "context"
            continue
        value = entry.value
        figures[key] = _annex_figure(value, entry.cumulative)
        for column, other in entry.others.items():
            figures[f"{key}/{column}"] = _annex_figure(other, None)
    columns = dict.fromkeys(column for entry in entries for column in entry.others)
    warnings.extend(Warn("unknown_column", f"statistics annex: {column}") for column in columns)
    return figures


def _annex_figure(figure: Figure, cumulative: Figure | None) -> AnnexFigure:
    return AnnexFigure(figure.value, figure.raw, figure.unit, cumulative, figure.method, figure.certainty)


def _parts(rows: list[list[Cell]]) -> list[tuple[list[_Head], list[list[Cell]]]]:
    """Header and rows, again for every header that is repeated further down."""
    parts: list[tuple[list[_Head], list[list[Cell]]]] = []
    heading = False
    for row in rows:
        heads = _read_heads(row)
        if heads and heading and parts:  # the second row of a header
            heads = [h for h in parts[-1][0] if not any(h.start <= n.start < h.end for n in heads)] + heads
            parts[-1] = (sorted(heads, key=lambda head: head.start), [])
        elif heads:
            parts.append((heads, []))
        elif heading and parts and _all_heads(row):
            known = [_head(cell) for cell in row if cell.text]
            low = [head for head in known if head is not None]
            high = [h for h in parts[-1][0] if not any(h.start <= n.start < h.end for n in low)]
            parts[-1] = (sorted(high + low, key=lambda head: head.start), [])
        else:
            if not parts:
                parts.append(([], []))
            parts[-1][1].append(row)
        heading = bool(heads) or (heading and not parts[-1][1])
    if len(parts) > 1 and not parts[0][0] and not any(_plain_row(row) for row in parts[0][1]):
        parts = parts[1:]  # a title above the header
    return parts


def _head(cell: Cell) -> _Head | None:
    label = read_label(cell.text)
    role = vocabulary("a", "head").find(label)
    year = None
    if role is None:
        match = _YEAR_HEAD.fullmatch(label.body)
        if match:
            role, year = "count", int(match[1])
    if role is None:
        return None
    return _Head(role, label.text, cell.column, cell.column + cell.colspan, unit_of_header(cell.text), year)


def _all_heads(row: list[Cell]) -> bool:
    return all(_head(cell) is not None for cell in row if cell.text)


def _read_heads(row: list[Cell]) -> list[_Head]:
    """The header's cells if the row is one: a column of labels, one of figures or units, and no figure."""
    if len(row) < 2 or any(cell.text.isdecimal() and len(cell.text) != 4 for cell in row):
        return []
    heads = [_head(cell) for cell in row]
    roles = {head.role for head in heads if head is not None}
    if "label" not in roles or not roles & {"count", "cumulative", "unit"}:
        return []
    made = []
    for cell, head in zip(row, heads, strict=True):
        other = _Head("count", read_label(cell.text).text, cell.column, cell.column + cell.colspan)
        made.append(head or other)
    # A second word for labels beside the first is one more column of labels: 项目 | 指标.
    return [head for head in made if head.label or head.role != "count"]


def _panels(heads: list[_Head]) -> list[list[_Head]]:
    """The header cut where its columns begin again: 指标 | 数量 | 指标 | 数量."""
    panels: list[list[_Head]] = [[]]
    for head in heads:
        if head.role in ("label", "ordinal") and any(h.role in ("count", "cumulative") for h in panels[-1]):
            panels.append([])
        panels[-1].append(head)
    return panels


def _read_rows(rows: list[list[Cell]], heads: list[_Head], numbered: bool, report_year: int | None) -> list[_Entry]:
    entries: list[_Entry] = []
    stack: list[tuple[int, str]] = []
    spanning: list[Cell] = []
    for row in rows:
        cells = [c for c in row if not heads or heads[0].start <= c.column < heads[-1].end] if len(heads) > 1 else row
        roles = _roles(cells, heads)
        labels = [c for c in cells if roles[id(c)][0] == "label" and c.text]
        number = row[0].row
        spanning = [c for c in spanning if c.row + c.rowspan > number]
        above = [read_label(c.text).text for c in spanning if not labels or c.column < labels[-1].column]
        spanning += [c for c in labels if c.rowspan > 1]
        if not labels:
            continue
        own = read_label(labels[-1].text).text
        path = above + [read_label(c.text).text for c in labels[:-1]]
        level = _level(own, stack, numbered)
        while stack and stack[-1][0] >= level:
            stack.pop()
        entry = _entry(own, [text for _, text in stack] + path, cells, roles, report_year)
        if level < len(_LEVELS) + 4:
            stack.append((level, own))
        if entry is not None:
            entries.append(entry)
    return entries


def _roles(cells: list[Cell], heads: list[_Head]) -> dict[int, tuple[str, _Head | None]]:
    """The role of each cell of a row, by id: by order if the row has as many cells as the header, else by column."""
    if heads and len(cells) == len(heads):
        return {id(cell): (head.role, head) for cell, head in zip(cells, heads, strict=True)}
    roles: dict[int, tuple[str, _Head | None]] = {}
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
    label: str, path: list[str], cells: list[Cell], roles: dict[int, tuple[str, _Head | None]], year: int | None
) -> _Entry | None:
    units = [unit_of_header(c.text) or c.text for c in cells if roles[id(c)][0] == "unit" and not is_value(c.text)]
    unit = units[0] if units else None
    counts: list[tuple[_Head | None, Figure, Cell]] = []
    cumulative: Figure | None = None
    for cell in cells:
        role, head = roles[id(cell)]
        own_unit = unit or (head.unit if head else None)
        if role == "count":
            counts.append((head, read_figure(cell.text, own_unit), cell))
        elif role == "cumulative":
            cumulative = read_figure(cell.text, own_unit)
    if not counts and cumulative is None:
        return None
    of_year = next((n for n, (head, _, _) in enumerate(counts) if head and head.year and head.year == year), 0)
    value = counts.pop(of_year)[1] if counts else Figure(None, "", unit)
    others = {
        (head.label if head else f"column_{cell.column + 1}"): figure
        for head, figure, cell in counts
        if head is not None or figure.value is not None
    }
    return _Entry(label, path, value, cumulative, others)


def _level(label: str, stack: list[tuple[int, str]], numbered: bool) -> int:
    """How deep a row stands: by its numbering; one step below the last for 其中 without a number."""
    among = _AMONG.match(label)
    rest = label[among.end() :] if among else label
    for level, pattern in enumerate(_LEVELS, 1):
        if pattern.match(rest):
            return level
    if among:
        return stack[-1][0] + 1 if stack else 1
    return len(_LEVELS) + 4 if numbered else 0


def _keys(entries: list[_Entry]) -> list[str]:
    """Each row's label, with as many of the labels above it as make it the only one."""
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


def _plain_row(row: list[Cell]) -> bool:
    """A label at the left and a figure at the right."""
    labels = [cell for cell in row[:3] if not is_value(cell.text)]
    return bool(labels) and any(cell.text and is_value(cell.text) for cell in row[1:])
