"""How each table of a release is shown: what is searched, sorted, counted beside it, and seen at first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from gaispider.dataset.release_schema import Column, Table, tables

DATABASE = "release"


@dataclass(frozen=True, slots=True)
class Shown:
    """`searched` are columns, `columns` those seen at first (all if there are none); `newest` sorts downwards."""

    chinese: str
    searched: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    newest: str | None = None
    label: str | None = None


_UNIT = ("unit_name", "province", "level", "agency_kind", "status")
_MAIN = ("applications_received", "answers_granted", "answers_refused", "reviews", "lawsuits", "proactive_total")
# `text` of reports is no column: the text of all its sections.
SHOWN: dict[str, Shown] = {
    "reports": Shown(
        "报告",
        ("title", "unit_name", "text"),
        ("province", "report_year", "form", "status", "agency_kind"),
        ("title", "unit_name", "report_year", "form", "status", "published", *_MAIN, "url"),
        "report_year",
        "title",
    ),
    "panel": Shown(
        "单位与年度",
        ("unit_name",),
        ("province", "report_year", "status", "agency_kind", "level"),
        (*_UNIT, "why", *_MAIN, "url", "id"),
        "report_year",
    ),
    "figures": Shown(
        "统计表数据",
        (),
        ("form", "table", "key", "certainty", "check"),
        ("id", "table", "row", "column", "value", "raw", "unit", "certainty", "key", "check", "form"),
    ),
    "narrative": Shown("文字所述数", ("phrase",), ("key", "certainty")),
    "sections": Shown("章节正文", ("title", "text"), ("level",)),
    "checks": Shown(
        "勾稽",
        (),
        ("scope", "check", "key", "form"),
        ("id", "scope", "check", "key", "left", "right", "holds", "holds_if_blank_zero", "row", "column", "other_id"),
    ),
    "warnings": Shown("警告", (), ("code",)),
    "attachments": Shown("附件", ("name",), ("media_type", "reader")),
    "captures": Shown(
        "存档",
        ("title",),
        ("kind", "site", "origin"),
        ("title", "kind", "site", "fetched_at", "status", "warc", "url"),
        "fetched_at",
        "title",
    ),
    "units": Shown(
        "单位", ("unit_name", "names"), ("province", "level", "agency_kind", "certainty"), label="unit_name"
    ),
    "divisions": Shown("行政区划", ("name",), ("level", "until")),
    "coverage": Shown("覆盖", (), ("province", "report_year", "status", "level"), newest="report_year"),
    "sites": Shown("站点", ("name",), ("family", "confidence"), label="name"),
}


def chinese_label(column: Column) -> str:
    return f"{column.chinese} [{column.unit}]" if column.unit else column.chinese


@cache
def labels(table: str) -> dict[str, str]:
    """The Chinese label of each column of a table, with its unit."""
    return {column.name: chinese_label(column) for column in tables()[table].columns}


def metadata(title: str, description: str) -> dict[str, Any]:
    """Datasette's metadata of a release: titles, what columns mean, facets, order, search."""
    return {
        "title": title,
        "description": description,
        "databases": {
            DATABASE: {
                "title": title,
                "tables": {name: dict(_table(table, SHOWN[name])) for name, table in tables().items()},
            }
        },
    }


def _table(table: Table, shown: Shown) -> Iterator[tuple[str, Any]]:
    yield "title", f"{table.name} {shown.chinese}"
    yield "description", f"{table.english} ({table.chinese})"
    yield "columns", {column.name: f"{column.english} ({chinese_label(column)})" for column in table.columns}
    yield "facets", list(shown.facets)
    yield "size", 50
    if shown.newest:
        yield "sort_desc", shown.newest
    if shown.label:
        yield "label_column", shown.label
    if shown.searched:
        yield "fts_table", search_table(table.name)


def search_table(name: str) -> str:
    """The table of FTS5 that a table is searched by; its row numbers are those of the table."""
    return f"{name}_search"
