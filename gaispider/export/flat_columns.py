"""The columns of a flat table of records, derived from the dataclasses of gaispider.items, and the cells of a record.

A column is named by its path in the record: `region.code`, `published.value`. All records have the same columns: a map
with known keys gets columns for each key (`statistics.narrative.reviews.value`; for the tables t2, t3 and t4 only the
values, `statistics.tables.t3.1.total`), and a column `….more` for other keys. Lists of strings are joined; any other
list or map is written as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from gaispider.items import Report
from gaispider.report.forms import t2, t3, t4
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.narrative.phrase_rules import rules

Path = tuple[str, ...]
Cell = str | int | float

_SEPARATOR = "; "
_MORE = "more"
# Spreadsheets read a text that begins so as a formula, by which a page could make them send network requests.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@cache
def columns() -> dict[str, Path]:
    """Column name to path in the record, in the order of the schema."""
    return {".".join(path): path for path in _paths(Report, ())}


def row(record: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells of a record by column; an empty string where there is no value. `record` is in plain maps and lists."""
    return {name: cell(_value_at(record, path)) for name, path in columns().items()}


def cell(value: Any) -> Cell:
    """A value as a cell: a number, or a text that no spreadsheet reads as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        value = _SEPARATOR.join(value)
    elif not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, default=str) if value else ""
    return f"'{value}" if value.startswith(_FORMULA) and not _is_number(value) else value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _paths(kind: Any, path: Path) -> Iterator[Path]:
    """The paths to the cells of a value of that type."""
    kind = _base_type(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        for field in fields(kind):
            yield from _paths(hints[field.name], (*path, field.name))
    elif get_origin(kind) is dict and path in _KNOWN:
        inner = get_args(kind)[1]
        for key in _KNOWN[path]():
            yield from _paths(inner, (*path, key))
        yield (*path, _MORE)
    else:
        yield path
        yield from (_table_paths(path) if get_origin(kind) is dict and path in _CELLS else ())


def _table_paths(path: Path) -> Iterator[Path]:
    for place in _CELLS[path]():
        yield (*path, *place)


def _base_type(kind: Any) -> Any:
    """The type without constraints and without None."""
    if get_origin(kind) is Annotated:
        return _base_type(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        several = [one for one in get_args(kind) if one is not NoneType]
        return _base_type(several[0]) if len(several) == 1 else kind
    return kind


def _value_at(record: Any, path: Path) -> Any:
    value = record
    for place, name in enumerate(path):
        if not isinstance(value, Mapping):
            return None
        if name == _MORE and path[:place] in _KNOWN:
            known = {*_KNOWN[path[:place]]()}
            return {key: inner for key, inner in value.items() if key not in known}
        value = value.get(name)
    # A column of a statistics table holds the number only; raw string and unit are in the whole table's column.
    return value.get("value") if isinstance(value, Mapping) and path[:-2] in _CELLS else value


def _t3_rows() -> Iterator[str]:
    """The row keys of both forms: that of 2019 has one row 其他处理, that of 2021 has three."""
    for name in t3.ROWS:
        yield from ("3.6", name) if name == "3.6.1" else (name,)


@cache
def _narrative_keys() -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.key for rule in rules()))


# Maps with known keys: those of _KNOWN get a column for each part of a value, those of _CELLS one for the number.
_KNOWN: dict[Path, Callable[[], tuple[str, ...]]] = {("statistics", "narrative"): _narrative_keys}
_CELLS: dict[Path, Callable[[], Iterator[tuple[str, str]]]] = {
    ("statistics", "tables", "t2"): lambda: iter(t2.CELLS),
    ("statistics", "tables", "t3"): lambda: ((row, column) for row in _t3_rows() for column in APPLICANTS),
    ("statistics", "tables", "t4"): lambda: ((group, column) for group in t4.GROUPS for column in t4.COLUMNS),
}
