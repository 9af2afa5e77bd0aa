"""Identities between reports: what is carried over, figures that jump, departments and their county. In DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from gaispider.dataset.join.engine import batches, files

# Counts that grow or fall slowly: ten times as many in the next year is more often an error than news.
JUMPING = ("applications_received", "proactive_total", "website", "reviews", "lawsuits", "full_time_staff")
_FACTOR, _LEAST = 10, 10
# What the query of each check selects, in this order.
_COLUMNS = {
    "scope": "VARCHAR", "id": "VARCHAR", "other_id": "VARCHAR", "check": "VARCHAR", "key": "VARCHAR", "form": "VARCHAR",
    "row": "VARCHAR", "column": "VARCHAR", "left": "DOUBLE", "right": "DOUBLE", "blanks": "BIGINT", "holds": "BOOLEAN",
    "holds_if_blank_zero": "BOOLEAN",
}  # fmt: skip


def carried_over(panel: Path) -> str:
    """四 (结转下年度继续办理) of a year is 二 (上年结转) of the next, where both have a figure."""
    return f"""
        SELECT 'years', a.id, b.id, 'carried_over', 'applications_carried_over', NULL, a.applications_carried_over_from,
            b.applications_brought_forward_from, a.applications_carried_over, b.applications_brought_forward, NULL,
            a.applications_carried_over = b.applications_brought_forward, NULL
        FROM {files([panel])} a JOIN {files([panel])} b USING (unit_id)
        WHERE b.report_year = a.report_year + 1 AND a.applications_carried_over IS NOT NULL
            AND b.applications_brought_forward IS NOT NULL
    """  # noqa: S608 - names of columns and a path of our own


def jumps(panel: Path, key: str) -> str:
    """A figure that is ten times that of the year before, or a tenth of it; only what fails is a row."""
    return f"""
        SELECT 'years', a.id, b.id, 'jump', '{key}', NULL, a.{key}_from, b.{key}_from, a.{key}, b.{key},
            NULL, false, NULL
        FROM {files([panel])} a JOIN {files([panel])} b USING (unit_id)
        WHERE b.report_year = a.report_year + 1 AND greatest(a.{key}, b.{key}) >= {_LEAST}
            AND greatest(a.{key}, b.{key}) >= {_FACTOR} * least(a.{key}, b.{key}) AND least(a.{key}, b.{key}) > 0
    """  # noqa: S608 - names of columns and a path of our own


def departments(panel: Path) -> str:
    """Applications received by a county's departments together are no more than the county's own report says.

    A county's own report is of the whole county or of its office alone, and does not say which: a row that fails is a
    question, not an error.
    """
    return f"""
        SELECT 'units', a.id, NULL, 'departments_within_county', 'applications_received', NULL,
            a.applications_received_from, count(*) || ' departments', sum(b.applications_received),
            any_value(a.applications_received), NULL,
            sum(b.applications_received) <= any_value(a.applications_received), NULL
        FROM {files([panel])} a JOIN {files([panel])} b
            ON split_part(b.unit_id, '-', 1) = a.unit_id AND b.unit_id <> a.unit_id AND b.level = a.level
            AND b.report_year = a.report_year
        WHERE a.unit_id = a.county_code AND a.applications_received IS NOT NULL AND b.applications_received IS NOT NULL
        GROUP BY a.id, a.applications_received_from
    """  # noqa: S608 - a path of our own


def check_batches(connection: duckdb.DuckDBPyConnection, panel: Path) -> Iterator[Any]:
    """The rows of table checks that are between reports, by scope, check, key and ids, as pyarrow Tables.

    One check after the other, so that only one join is in memory at a time.
    """
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    typed = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in _COLUMNS.items())
    for part in (departments(panel), carried_over(panel), *(jumps(panel, key) for key in sorted(JUMPING))):
        query = f"SELECT {typed} FROM ({part}) AS found({names}) ORDER BY id, other_id NULLS FIRST"  # noqa: S608
        yield from batches(connection, query)
