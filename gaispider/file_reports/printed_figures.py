"""Figures of printed pages without ruling lines: what stands in lines of text is left open."""

from __future__ import annotations

from dataclasses import replace

from gaispider.documents.content import FileContent
from gaispider.file_reports.loose_figures import proven_annex, proven_loose
from gaispider.file_reports.merged_cells import open_merged
from gaispider.filetypes import of_kind
from gaispider.items import AnnexFigure, Report, Tables, Warn
from gaispider.page.model import Document
from gaispider.report.forms.values import left_open
from gaispider.report.statistics import check_statistics, read_statistics

_PRINTED = "printed_"  # readers of printed pages in file_types.tsv
_OTHER_WIDTH = "figures on the line for 7 columns"
# How warnings of lines call the tables.
_NAMES = {"t2": ("table 2",), "t3": ("table 3", "a line with seven figures"), "t4": ("table 4",)}


def leave_lines_open(report: Report, content: FileContent) -> None:
    """Leave open the figures of each table that a printed page has without ruling lines.

    Its cells are known by their place in a line only, and a label over two lines puts the figures of one row under the
    label of another.
    """
    if not content.recognised and not is_printed(content):
        return
    merged = open_merged(report.statistics.tables)
    _, sure, _ = read_statistics(ruled_part(content.document), report.report_year)
    tables = report.statistics.tables
    loose = [name for name in ("t2", "t3", "t4") if not getattr(sure, name)]
    read = [name for name in loose if getattr(tables, name)]
    _open_tables(tables, read)
    if tables.a and not sure.a:
        tables.a = {label: _open(figure) for label, figure in tables.a.items()}
        read.append("a")
    if not sure.a and (annex := proven_annex(content, report.report_year)) is not None:
        report.statistics.form, tables.a = report.statistics.form or annex[0], annex[1]
        read.append("a")
    proven = report.statistics.tables = proven_loose(tables, loose, content)
    if merged:
        detail = f"left open, since a ruling line is missing beside them: {', '.join(merged)}"
        report.warnings.append(Warn("unknown_row", detail))
    if merged or read or proven != tables:
        _say(report, [name for name in (*loose, *read) if _is_open(proven, name)])


def _open_tables(tables: Tables, names: list[str]) -> None:
    for name in names:
        rows = getattr(tables, name)
        open_rows = {row: {key: left_open(cell) for key, cell in cells.items()} for row, cells in rows.items()}
        setattr(tables, name, open_rows)


def _say(report: Report, opened: list[str]) -> None:
    """Checks and warnings for tables of which those named are open."""
    statistics = report.statistics
    if statistics.form is None and statistics.tables.t3 is not None:
        statistics.form = "C2021" if "3.6.1" in statistics.tables.t3 else "B2019"
    statistics.checks, failed = check_statistics(statistics)
    told = tuple(start for name, starts in _NAMES.items() if name not in opened for start in starts)
    report.warnings = [
        warn
        for warn in report.warnings
        if warn.code != "identity_failed" and not (warn.code == "unknown_row" and warn.detail.startswith(told))
    ]
    if "t3" not in opened:
        report.warnings = [warn for warn in report.warnings if _OTHER_WIDTH not in warn.detail]
    if opened:
        names = ", ".join(dict.fromkeys(opened))
        detail = f"left open, since the file has no ruling lines there: tables {names}"
        report.warnings.append(Warn("unknown_row", detail))
    else:
        report.warnings += failed


def _is_open(tables: Tables, name: str) -> bool:
    if name == "a":
        return any(figure.value is None and figure.alternatives for figure in (tables.a or {}).values())
    return any(figure.alternatives for row in (getattr(tables, name) or {}).values() for figure in row.values())


def is_printed(content: FileContent) -> bool:
    """Whether the content was read from printed pages, whose tables are known by their ruling lines."""
    return of_kind(content.kind).reader.startswith(_PRINTED)


def ruled_part(document: Document) -> Document:
    """The tables that have ruling lines."""
    return Document([block for block in document.blocks if block.table is not None], document.tables)


def _open(figure: AnnexFigure) -> AnnexFigure:
    cumulative = None if figure.cumulative is None else left_open(figure.cumulative)
    if figure.value is None:
        return replace(figure, cumulative=cumulative)
    return replace(
        figure,
        value=None,
        method=None,
        certainty="ambiguous",
        alternatives=[figure.value],
        cumulative=cumulative,
    )
