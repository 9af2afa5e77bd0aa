"""The tables of a release and their columns: the one schema, from data/reference/dataset/columns.tsv.

Types in Parquet, Table Schema, codebooks and checks are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from gaispider import items
from gaispider.dataset.reference_rows import reference_rows

Type = Literal["string", "integer", "number", "boolean", "date"]
_FIGURES = "*figures"
# How sure a canonical value is, best first; `sentence` is one that the text states.
FIGURE_CERTAINTY = ("intact", "context", "repaired", "ocr", "sentence", "correction")


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `refers` is `table.column` of another table; `values` is a closed list, empty if there is none."""

    name: str
    type: Type
    english: str
    chinese: str
    primary: bool = False
    required: bool = False
    refers: str | None = None
    values: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a release."""

    name: str
    english: str
    chinese: str
    columns: tuple[Column, ...]

    @property
    def primary(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.primary)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Key:
    """A canonical figure: one count over all forms. `panel`: it has columns in reports and panel."""

    name: str
    panel: bool
    is_money: bool
    unit: str
    english: str
    chinese: str


@cache
def keys() -> dict[str, Key]:
    """Canonical figures by name, those of the panel first."""
    return {
        row["key"]: Key(
            row["key"], row["panel"] == "yes", row["type"] == "money", row["unit"], row["english"], row["chinese"]
        )
        for row in reference_rows("keys.tsv")
    }


@cache
def panel_keys() -> tuple[str, ...]:
    """The canonical figures that have columns in reports and panel, in their order."""
    return tuple(key.name for key in keys().values() if key.panel)


@cache
def tables() -> dict[str, Table]:
    """The tables by name, in the order of the release."""
    heads: dict[str, tuple[str, str]] = {}
    columns: dict[str, list[Column]] = {}
    for row in reference_rows("columns.tsv"):
        if not row["column"]:
            heads[row["table"]] = row["english"], row["chinese"]
            columns[row["table"]] = []
        elif row["column"] == _FIGURES:
            columns[row["table"]].extend(_figure_columns())
        else:
            columns[row["table"]].append(_column(row))
    return {name: Table(name, *heads[name], tuple(columns[name])) for name in heads}


def _column(row: dict[str, str]) -> Column:
    key = row["key"]
    return Column(
        row["column"],
        cast(Type, row["type"]),
        row["english"],
        row["chinese"],
        primary=key == "primary",
        required=key in ("primary", "required"),
        refers=key if "." in key else None,
        values=_values(row["values"]),
    )


def _values(written: str) -> tuple[str, ...]:
    if written.startswith("items:"):
        return get_args(getattr(items, written.removeprefix("items:")))
    if written == "@kinds":
        return tuple(dict.fromkeys(row["kind"] for row in reference_rows("agency_kinds.tsv")))
    if written == "@keys":
        return tuple(keys())
    return tuple(written.split("|")) if written else ()


def _figure_columns() -> Iterator[Column]:
    for key in keys().values():
        if key.panel:
            kind: Type = "number" if key.is_money else "integer"
            yield Column(key.name, kind, key.english, key.chinese, unit=key.unit)
            yield Column(f"{key.name}_from", "string", "table and cell, or sentence, that it is from", "出处")
            yield Column(f"{key.name}_certainty", "string", "how sure it is", "确定程度", values=FIGURE_CERTAINTY)
