"""The kind of a row by its words: of table 2, 3 or 4, and a title, a header or data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from gaispider.page.model import Cell
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.labels import Label, read_label, vocabulary
from gaispider.report.forms.t2 import is_title
from gaispider.report.forms.values import is_value


@dataclass(frozen=True, slots=True)
class Kind:
    """The table of a row (t2, t3, t4) and its part (title, header, data); both empty if its words are unknown."""

    table: str | None
    part: str = ""


_UNKNOWN = Kind(None)


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


def row_kinds(rows: list[list[Cell]]) -> list[Kind]:
    """The kind of each row. A row with only groups of table 4 belongs to the header below it."""
    kinds = [_classify(row) for row in rows]
    groups = vocabulary("t4", "group")
    for n in range(len(rows) - 1):
        if kinds[n] == _UNKNOWN and kinds[n + 1] == Kind("t4", "header"):
            words = [read_label(cell.text) for cell in rows[n] if cell.text]
            if all(groups.find(word) for word in words):
                kinds[n] = kinds[n + 1]
    return kinds


def _classify(row: list[Cell]) -> Kind:
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
            return Kind(known[0], "data")
        else:
            found.append(known)
    bodies = {label.body for label in weak}
    if not found:
        return Kind("t4", "header") if {"行政复议", "行政诉讼"} <= bodies else _UNKNOWN
    if ("t2", "title") in found and ("t2", "header") in found:
        return Kind("t2", "header")
    table, part = found[0]
    return Kind(table, part)


def forms_in(rows_of: list[list[Cell]], kinds: list[Kind], begun: set[str]) -> set[str]:
    """The forms' tables that a table holds; both its headers and its rows must have words of the form.

    A table that continues one that has `begun` before a page break needs no header.
    """
    seen = Counter((kind.table, kind.part) for kind in kinds)
    rows = {name: seen[name, "data"] for name in ("t2", "t3")}
    forms = {"t4"} if ("t4", "header") in seen else set()
    goes_on = "t2" in begun and 2 * rows["t2"] >= len(kinds)
    if rows["t2"] and (seen["t2", "title"] or seen["t2", "header"] or goes_on):
        forms.add("t2")
    if rows["t3"] and (seen["t3", "header"] or "t3" in begun or rows["t3"] > 2 or _has_whole_row(rows_of, kinds)):
        forms.add("t3")
    return forms


def _has_whole_row(rows: list[list[Cell]], kinds: list[Kind]) -> bool:
    """Whether a row of table 3 has a figure for each column."""
    return any(
        kind == Kind("t3", "data") and sum(bool(cell.text) and is_value(cell.text) for cell in row) == len(APPLICANTS)
        for row, kind in zip(rows, kinds, strict=True)
    )


def part_by_shape(row: list[Cell], *, in_header: bool) -> str:
    """The part of a row with unknown words: figures make it data, several labels a header, one label a note."""
    if any(cell.text and is_value(cell.text) for cell in row):
        return "data"
    return "header" if in_header and sum(1 for cell in row if cell.text) > 1 else ""
