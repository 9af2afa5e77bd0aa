"""The tables panel and coverage: the report that counts for each unit and year, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from gaispider.dataset.join.engine import batches, files, ranges, rows
from gaispider.dataset.join.near_copies import REPEATS
from gaispider.dataset.join.population import Chosen, Unit, Watched, panel_rows, years_of_panel
from gaispider.dataset.release_schema import tables
from gaispider.dataset.store.arrow_schema import BATCH, TableWriter, parquet_writer

# Of several reports of a unit and year: one that repeats none, an official one, one that was read, a whole report, the
# first published. The id makes the choice the same every time.
_CHOICE = f"""
    SELECT unit_id, report_year, id, status, reports FROM (
        SELECT *, count(*) OVER one AS reports, row_number() OVER (one ORDER BY
            coalesce(duplicate_reason IN {REPEATS}, false), provenance <> 'official', status <> 'reported',
            list_position(['annual_report', 'statistics_only', 'work_summary'], kind), published NULLS LAST, id
            ) AS place
        FROM {{reports}} WHERE unit_id IS NOT NULL AND report_year IS NOT NULL
        WINDOW one AS (PARTITION BY unit_id, report_year))
    WHERE place = 1 ORDER BY unit_id, report_year
"""  # noqa: S608 - words of our own
# No report is of a year that had not ended when the last page was fetched.
_LAST_YEAR = "SELECT max(report_year) FROM {reports} WHERE report_year < year(left(fetched_at, 10)::DATE)"


def write_panel_frame(
    connection: duckdb.DuckDBPyConnection, reports: Path, units: Iterable[Unit], watched: Watched, frame: Path
) -> int:
    """Write the rows of the panel without their figures to a Parquet file: unit, year, report, status, why.

    `units` are rows of table units by unit_id. Gives the number of rows.
    """
    import pyarrow as pa

    source = files([reports])
    ((last,),) = rows(connection, _LAST_YEAR.format(reports=source))
    years = years_of_panel(last) if last else range(0)
    schema = pa.schema(
        [("unit_id", pa.string()), ("report_year", pa.int64()), ("id", pa.string()), ("status", pa.string())]
        + [("why", pa.string()), ("reports", pa.int64())]
        + [(name, pa.string()) for name in ("name", "agency_kind", "county_code", "province", "level")]
    )
    chosen = _Chosen(rows(connection, _CHOICE.format(reports=source)))
    waiting: list[dict[str, Any]] = []
    count = 0
    with parquet_writer(frame, schema) as parquet:
        writer = TableWriter(parquet, schema)
        for unit in units:
            place = {name: unit[name] for name in ("agency_kind", "county_code", "province", "level")}
            found = panel_rows(unit, chosen.of(unit["unit_id"]), years, watched)
            waiting.extend({**row, **place, "name": unit["unit_name"]} for row in found)
            count += len(years)
            if len(waiting) >= BATCH:
                writer.add(pa.Table.from_pylist(waiting, schema=schema))
                waiting = []
        writer.add(pa.Table.from_pylist(waiting, schema=schema))
        writer.close()
    return count


class _Chosen:
    """The chosen reports unit by unit, in the order of the units, so that only one unit's are in memory."""

    def __init__(self, found: Iterator[Any]) -> None:
        self._found = found
        self._next = next(found, None)

    def of(self, unit_id: str) -> dict[int, Chosen]:
        reports: dict[int, Chosen] = {}
        while self._next is not None and self._next[0] == unit_id:
            _, year, *rest = self._next
            reports[year] = Chosen(*rest)
            self._next = next(self._found, None)
        return reports


def panel_batches(connection: duckdb.DuckDBPyConnection, release: Path, frame: Path) -> Iterator[Any]:
    """The rows of table panel as pyarrow Tables."""
    own = {
        "id": "p.id",
        "unit_id": "p.unit_id",
        "unit_name": "coalesce(r.unit_name, p.name)",
        "report_year": "p.report_year",
        "status": "p.status",
        "why": "p.why",
        "reports": "p.reports",
    }
    own |= {name: f"coalesce(r.{name}, p.{name})" for name in ("agency_kind", "county_code", "province", "level")}
    columns = ", ".join(f'{own.get(name, f"r.{name}")} AS "{name}"' for name in tables()["panel"].names)
    reports = files([release / "reports.parquet"])
    for units in ranges(connection, frame, "unit_id"):
        yield from batches(
            connection,
            f"SELECT {columns} FROM (SELECT * FROM {files([frame])} WHERE {units}) p "  # noqa: S608 - ids of our own
            f"LEFT JOIN (SELECT * FROM {reports} WHERE {units}) r ON r.id = p.id ORDER BY p.unit_id, p.report_year",
        )


def coverage_batches(connection: duckdb.DuckDBPyConnection, panel: Path) -> Iterator[Any]:
    """The rows of table coverage as pyarrow Tables."""
    yield from batches(
        connection,
        "SELECT county_code, province, level, report_year, status, count(*) AS units "  # noqa: S608
        f"FROM {files([panel])} GROUP BY ALL ORDER BY county_code NULLS FIRST, level NULLS FIRST, report_year, status",
    )
