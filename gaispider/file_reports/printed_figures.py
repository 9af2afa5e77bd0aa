"""Figures of printed pages without ruling lines: what stands in lines of text is left open."""

from __future__ import annotations

from dataclasses import replace

from gaispider.documents.content import FileContent
from gaispider.filetypes import of_kind
from gaispider.items import AnnexFigure, Report, Warn
from gaispider.page.model import Document
from gaispider.report.forms.values import left_open
from gaispider.report.statistics import check_statistics, read_statistics

_PRINTED = "printed_"  # readers of printed pages in file_types.tsv


def leave_lines_open(report: Report, content: FileContent) -> None:
    """Leave open the figures of each table that a printed page has without ruling lines.

    Its cells are known by their place in a line only, and a label over two lines puts the figures of one row under the
    label of another.
    """
    document = content.document
    if not of_kind(content.kind).reader.startswith(_PRINTED):
        return
    ruled = Document([block for block in document.blocks if block.table is not None], document.tables)
    _, sure, _ = read_statistics(ruled, report.report_year)
    tables, opened = report.statistics.tables, []
    for name in ("t2", "t3", "t4"):
        rows = getattr(tables, name)
        if rows and not getattr(sure, name):
            open_rows = {row: {key: left_open(cell) for key, cell in cells.items()} for row, cells in rows.items()}
            setattr(tables, name, open_rows)
            opened.append(name)
    if tables.a and not sure.a:
        tables.a = {label: _open(figure) for label, figure in tables.a.items()}
        opened.append("a")
    if opened:
        report.statistics.checks, _ = check_statistics(report.statistics)
        report.warnings = [warn for warn in report.warnings if warn.code != "identity_failed"]
        detail = f"left open, since the file has no ruling lines there: tables {', '.join(opened)}"
        report.warnings.append(Warn("unknown_row", detail))


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
