"""One record as rows of the tables reports, figures, narrative, sections, checks, warnings, attachments, captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from gaispider.dataset.release_schema import panel_keys
from gaispider.dataset.rows.canonical_figures import Canonical, canonical_figures
from gaispider.dataset.rows.crosswalk import key_of_annex_row, keys_of_cells
from gaispider.dataset.rows.report_status import status_of
from gaispider.dataset.rows.unit_identity import UnitIdentity, unit_of
from gaispider.items import AnnexFigure, Check, Figure, NarrativeFigure, Report

Row = dict[str, Any]
_NO_REPORT = "not_a_report"


@dataclass(slots=True)
class RecordRows:
    """The rows of one record by table, and what of it has no place in the canonical figures or units."""

    tables: dict[str, list[Row]]
    unmapped: list[str] = field(default_factory=list)
    unit: UnitIdentity | None = None


def rows_of(report: Report) -> RecordRows:
    """The rows of a record; one that is no report has a row in captures only."""
    tables: dict[str, list[Row]] = {"captures": [_capture(report)]}
    if report.kind == _NO_REPORT:
        return RecordRows(tables)
    canonical, unit = canonical_figures(report), unit_of(report)
    checks = report.statistics.checks
    tables["reports"] = [_report(report, unit, canonical)]
    tables["figures"] = list(_figures(report))
    tables["narrative"] = [_sentence(report.id, key, one) for key, one in report.statistics.narrative.items()]
    tables["sections"] = list(_sections(report))
    tables["checks"] = [*(_check(report.id, one) for one in checks), *_source_checks(report.id, canonical)]
    tables["warnings"] = [
        {"id": report.id, "place": place, "code": one.code, "detail": one.detail}
        for place, one in enumerate(report.warnings)
    ]
    tables["attachments"] = list(_attachments(report))
    return RecordRows(tables, canonical.unmapped, unit)


def _report(report: Report, unit: UnitIdentity, canonical: Canonical) -> Row:
    capture = report.capture
    row: Row = {
        "id": report.id,
        "unit_id": unit.unit_id,
        "unit_name": unit.unit_name,
        "agency_kind": unit.agency_kind,
        "county_code": unit.county_code,
        "county_code_then": unit.county_code_then,
        "province": unit.province,
        "level": unit.level,
        "report_year": report.report_year,
        "kind": report.kind,
        "published": report.published.value if report.published else None,
        "signed": report.signed.value if report.signed else None,
        "period_start": report.period.start if report.period else None,
        "period_end": report.period.end if report.period else None,
        "provenance": report.provenance,
        "text_from": report.text_from,
        "url": report.url,
        "status": status_of(report),
        "site": report.site or "",
        "title": report.title,
        "form": report.statistics.form,
        "unit_certainty": unit.certainty,
        "text_chars": len(report.text or ""),
        "warnings": len(report.warnings),
        "extractor": report.extractor,
        "fetched_at": capture.fetched_at if capture else None,
    }
    for key in panel_keys():
        found = canonical.figures.get(key)
        row[key] = _plain(found.value) if found else None
        row[f"{key}_from"] = found.source if found else None
        row[f"{key}_certainty"] = found.certainty if found else None
    return row


def _plain(value: int | Decimal) -> int | float:
    return value if isinstance(value, int) else float(value)


def as_number(value: int | str | None) -> float | None:
    """A figure's value as a number: amounts are decimal strings in records."""
    if value is None or isinstance(value, int):
        return value if value is None else float(value)
    try:
        return float(Decimal(value))
    except InvalidOperation:
        return None


def _figures(report: Report) -> Iterator[Row]:
    tables = report.statistics.tables
    outcomes = _outcomes(report.statistics.checks)
    for name, rows in (("t2", tables.t2), ("t3", tables.t3), ("t4", tables.t4)):
        for row, columns in (rows or {}).items():
            for column, figure in columns.items():
                cell = _figure(report, name, row, column, figure)
                cell["key"] = keys_of_cells().get((name, row, column))
                cell["check"] = _outcome(outcomes, name, row, column)
                yield cell
    for label, entry in (tables.a or {}).items():
        known = key_of_annex_row(label)
        cell = _figure(report, "a", label, "value", entry)
        cell["key"] = known[0] if known else None
        cell["check"] = _outcome(outcomes, "a", label, None)
        yield cell
        if entry.cumulative is not None:
            yield _figure(report, "a", label, "cumulative", entry.cumulative)


def _figure(report: Report, table: str, row: str, column: str, figure: Figure | AnnexFigure) -> Row:
    return {
        "id": report.id,
        "form": report.statistics.form,
        "table": table,
        "row": row,
        "column": column,
        "value": as_number(figure.value),
        "raw": figure.raw,
        "unit": figure.unit,
        "method": figure.method,
        "certainty": figure.certainty,
        "alternatives": joined(map(str, figure.alternatives)) if figure.alternatives else None,
    }


# Outcomes of identities by table, row and column; a row or column that the identity does not name is None.
_Outcomes = dict[tuple[str, str | None, str | None], list[bool]]


def _outcomes(checks: Iterable[Check]) -> _Outcomes:
    found: _Outcomes = {}
    for one in checks:
        outcome = one.holds if one.holds is not None else one.holds_if_blank_zero
        if outcome is not None:
            found.setdefault((one.id.partition(".")[0], one.row, one.column), []).append(outcome)
    return found


def _outcome(outcomes: _Outcomes, table: str, row: str, column: str | None) -> str | None:
    """Whether the identities that name the cell hold; 一+二 = 三+四 is named by its column alone."""
    found = outcomes.get((table, row, column), [])
    if table == "t3" and row in ("1", "2", "3.7", "4"):
        found = [*found, *outcomes.get((table, None, column), [])]
    return None if not found else "holds" if all(found) else "fails"


def _sentence(record: str, key: str, figure: NarrativeFigure) -> Row:
    return {
        "id": record,
        "key": key,
        "value": as_number(figure.value),
        "unit": figure.unit,
        "phrase": figure.phrase,
        "method": figure.method,
        "certainty": figure.certainty,
        "alternatives": joined(str(one.value) for one in figure.alternatives),
    }


def _sections(report: Report) -> Iterator[Row]:
    """The text before the first heading, which sections do not have, and then each section."""
    text = report.text or ""
    if report.sections:
        lines = text.split("\n")
        first = next((at for at, line in enumerate(lines) if report.sections[0].title in line), 0)
        text = "\n".join(lines[:first])
    yield {"id": report.id, "place": 0, "number": None, "title": None, "level": None, "text": text or None}
    for place, one in enumerate(report.sections, start=1):
        yield {
            "id": report.id,
            "place": place,
            "number": one.number,
            "title": one.title,
            "level": one.level,
            "text": one.text or None,
        }


def _check(record: str, one: Check) -> Row:
    return {
        "scope": "report",
        "id": record,
        "check": one.id,
        "form": one.form,
        "row": one.row,
        "column": one.column,
        "left": as_number(one.left),
        "right": as_number(one.right),
        "blanks": one.blanks,
        "holds": one.holds,
        "holds_if_blank_zero": one.holds_if_blank_zero,
    }


def _source_checks(record: str, canonical: Canonical) -> Iterator[Row]:
    for one in canonical.compared:
        yield {
            "scope": "sources",
            "id": record,
            "check": "sources_agree",
            "key": one.key,
            "row": one.chosen,
            "column": one.other,
            "left": float(one.left),
            "right": float(one.right),
            "holds": one.left == one.right,
        }


def _attachments(report: Report) -> Iterator[Row]:
    for place, one in enumerate(report.attachments):
        yield {
            "id": report.id,
            "place": place,
            "url": one.url,
            "name": one.name,
            "media_type": one.media_type,
            "digest": one.digest,
            "reader": one.reader,
            "pages": one.pages,
            "tables": one.tables,
            "text_chars": one.text_chars,
            "warnings": joined(warning.code for warning in one.warnings),
        }


def _capture(report: Report) -> Row:
    capture = report.capture
    names = (
        "origin",
        "warc",
        "record_id",
        "digest",
        "fetched_at",
        "status",
        "charset",
        "charset_found_by",
        "url_found_by",
        "fetched_at_found_by",
    )
    return {
        "id": report.id,
        "site": report.site or "",
        "kind": report.kind,
        "title": report.title,
        "url": report.url,
        "canonical_url": report.canonical_url,
        "part": report.part,
        **{name: getattr(capture, name) if capture else None for name in names},
        "schema": report.schema,
        "extractor": report.extractor,
        "read_at": report.read_at,
        "supersedes": report.supersedes,
    }


def joined(parts: Iterable[str]) -> str | None:
    """Several values in one cell; None for none."""
    return "|".join(parts) or None
