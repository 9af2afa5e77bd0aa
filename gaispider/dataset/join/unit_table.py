"""The table units: every unit that reports or should, with its names and what became of it."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb

from gaispider.dataset.join.engine import files, rows
from gaispider.dataset.join.successors import became, successor_of
from gaispider.dataset.rows.unit_identity import full_name
from gaispider.text.places.gazetteer import division

_QUERY = """
    SELECT unit_id, arg_max(unit_name, (coalesce(report_year, 0), id)),
        string_agg(DISTINCT unit_name, '|' ORDER BY unit_name),
        arg_max(agency_kind, (coalesce(report_year, 0), id)), min(county_code), min(province), min(level),
        min(report_year), max(report_year), count(*),
        CASE min(CASE unit_certainty WHEN 'certain' THEN 0 WHEN 'context' THEN 1 ELSE 2 END)
            WHEN 0 THEN 'certain' WHEN 1 THEN 'context' ELSE 'guess' END
    FROM {reports} WHERE unit_id IS NOT NULL GROUP BY unit_id ORDER BY unit_id
"""
# Governments that report, and agencies that others may have become: few of many units.
_CODES = "SELECT DISTINCT unit_id FROM {reports} WHERE unit_id NOT LIKE '%-%'"
_SUCCESSORS = "SELECT DISTINCT unit_id FROM {reports} WHERE list_contains(?, split_part(unit_id, '-', 2))"
_NAMES = (
    "unit_id", "unit_name", "names", "agency_kind", "county_code", "province", "level", "first_year", "last_year",
    "reports", "certainty",
)  # fmt: skip
Unit = dict[str, Any]


def unit_rows(connection: duckdb.DuckDBPyConnection, reports: Path, governments: Collection[str]) -> Iterator[Unit]:
    """The units of the reports and the governments of those division codes, by unit_id.

    They come one by one; the connection must not be used until all have been read.
    """
    source = files([reports])
    known = {row[0] for row in rows(connection, _CODES.format(reports=source))}
    after = sorted({full_name(row["after"]) for row in became()})
    successors = {row[0] for row in rows(connection, _SUCCESSORS.format(reports=source), [after])}
    reporting = (dict(zip(_NAMES, row, strict=True)) for row in rows(connection, _QUERY.format(reports=source)))
    silent = (one for code in sorted(governments) if code not in known for one in _government(code))
    for unit in heapq.merge(reporting, silent, key=lambda unit: str(unit["unit_id"])):
        yield unit | successor_of(unit["unit_id"], successors)


def _government(code: str) -> Iterator[Unit]:
    """The unit of a division's government, of which no report is known."""
    place = division(code)
    if place is not None and place.level != "township":
        values = (
            code,
            place.name,
            place.name,
            "government",
            code,
            place.path[0],
            place.level,
            None,
            None,
            0,
            "certain",
        )
        yield dict(zip(_NAMES, values, strict=True))
