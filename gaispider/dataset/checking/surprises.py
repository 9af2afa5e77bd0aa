"""What a person should look at in a release: identities that fail, and what differs from an earlier release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from gaispider.dataset.checking.findings import Finding
from gaispider.dataset.join.engine import files, rows
from gaispider.dataset.release_schema import panel_keys
from gaispider.dataset.rows.corrections import NO_REPORT, STALE, corrections_of

_EXAMPLES = 5
# A row that fails is a question of what the county's own report covers, not an error.
_QUESTIONS = ("departments_within_county",)


def facts(connection: duckdb.DuckDBPyConnection, release: Path) -> Iterator[Finding]:
    """Coverage by status, and how often each identity holds."""
    panel, checks = files([release / "panel.parquet"]), files([release / "checks.parquet"])
    query = f"SELECT status, count(*) FROM {panel} GROUP BY status ORDER BY status"  # noqa: S608
    for status, count in rows(connection, query):
        yield Finding("fact", "coverage", f"unit-years {status}", count)
    outcome = "coalesce(holds, holds_if_blank_zero)"
    query = (
        f'SELECT scope, "check", count({outcome}), count(*) FILTER (NOT {outcome}) '  # noqa: S608
        f"FROM {checks} GROUP BY ALL ORDER BY ALL"
    )
    for scope, check, tested, failed in rows(connection, query):
        if not failed or check in _QUESTIONS:
            told = f"questions, not faults: {failed}" if check in _QUESTIONS and failed else f"{failed} fail"
            yield Finding("fact", "identity", f"{scope} {check}: tested, {told}", tested)


def failures(connection: duckdb.DuckDBPyConnection, release: Path) -> Iterator[Finding]:
    """Identities that fail, by name, with the reports."""
    checks = files([release / "checks.parquet"])
    said = """concat_ws(' ', id, other_id, "key", "left", 'and', "right")"""
    query = (
        f'SELECT scope, "check", count(*), min({said}, {_EXAMPLES}) FROM {checks} '  # noqa: S608
        'WHERE NOT coalesce(holds, holds_if_blank_zero) GROUP BY scope, "check" ORDER BY scope, "check"'
    )
    for scope, check, count, examples in rows(connection, query):
        if check not in _QUESTIONS:
            yield Finding("surprise", "identity", f"{scope} {check} fails", count, tuple(examples))


def corrections_without_effect(release: Path) -> Iterator[Finding]:
    """Corrections that were not applied, by why."""
    lines = corrections_of(release)
    for outcome in (STALE, NO_REPORT):
        found = [line for line in lines if line["outcome"] == outcome]
        if found:
            examples = tuple(f"{one['id']} {one['field']}" for one in found[:_EXAMPLES])
            yield Finding("surprise", "correction", f"corrections: {outcome}", len(found), examples)


def _lost(connection: duckdb.DuckDBPyConnection, release: Path, against: Path) -> Iterator[Finding]:
    new, old = (files([folder / "panel.parquet"]) for folder in (release, against))
    query = (
        f"SELECT count(*), min(concat_ws(' ', unit_id, report_year), {_EXAMPLES}) FROM {old} a "  # noqa: S608
        f"LEFT JOIN {new} b USING (unit_id, report_year) WHERE a.status = 'reported' AND b.id IS NULL"
    )
    ((count, examples),) = rows(connection, query)
    if count:
        sentence = "unit-years that were reported have no report"
        yield Finding("surprise", "coverage", sentence, count, tuple(examples))


def differences(connection: duckdb.DuckDBPyConnection, release: Path, against: Path) -> Iterator[Finding]:
    """Units, reports and unit-years that vanished since an earlier release; figures that jumped within a report."""
    yield from _lost(connection, release, against)
    for table, key in (("units", "unit_id"), ("reports", "id")):
        new, old = (files([folder / f"{table}.parquet"]) for folder in (release, against))
        query = f"SELECT count(*), min({key}, {_EXAMPLES}) FROM {old} a ANTI JOIN {new} b ON a.{key} = b.{key}"  # noqa: S608
        ((count, examples),) = rows(connection, query)
        if count:
            sentence = f"{table} of the earlier release are gone"
            yield Finding("surprise", "vanished", sentence, count, tuple(examples))
    new, old = (files([folder / "reports.parquet"]) for folder in (release, against))
    for key in panel_keys():
        query = (
            f"SELECT count(*), min(concat_ws(' ', id, a.{key}, b.{key}), {_EXAMPLES}) "  # noqa: S608
            f"FROM {old} a JOIN {new} b USING (id) WHERE a.{key} IS NOT NULL AND (b.{key} IS NULL "
            f"OR greatest(a.{key}, b.{key}) >= 10 * greatest(least(a.{key}, b.{key}), 1))"
        )
        ((count, examples),) = rows(connection, query)
        if count:
            sentence = f"{key} is gone, or ten times as much or as little, for the same report"
            yield Finding("surprise", "figure", sentence, count, tuple(examples))
