"""Gives figures of tables without ruling lines that places, labels and sums prove; they are `context`."""

from __future__ import annotations

from dataclasses import replace

from gaispider.documents.content import FileContent
from gaispider.file_reports.figure_cells import cells_of, identities, with_cells
from gaispider.file_reports.loose_annex import loose_annex
from gaispider.file_reports.loose_applicants import loose_applicants
from gaispider.file_reports.loose_blocks import loose_blocks, loose_outcomes
from gaispider.items import AnnexFigure, Figure, Form, Tables
from gaispider.page.model import Document
from gaispider.report.forms.grid import Rows
from gaispider.report.forms.values import read_figure
from gaispider.report.statistics import read_statistics


def proven_loose(tables: Tables, loose: list[str], content: FileContent) -> Tables:
    """The tables with what is proven of those that no ruled table gave. A figure stands if one of its sums holds."""
    if not content.fragments:
        return tables
    made = Tables(tables.t2, tables.t3, tables.t4, tables.a)
    if "t3" in loose and (rows := loose_applicants(content.fragments)) is not None:
        made.t3 = _standing(Tables(t3=_figures(rows))).t3
    if "t4" in loose and (outcomes := loose_outcomes(content.fragments)) is not None:
        made.t4 = _standing(Tables(t4=_figures(outcomes))).t4
    if "t2" in loose and tables.t2:
        blocks = loose_blocks(content.fragments)
        made.t2 = {
            row: {column: _closed(figure, blocks.get((row, column))) for column, figure in cells.items()}
            for row, cells in tables.t2.items()
        }
    return made


def proven_annex(content: FileContent, report_year: int | None) -> tuple[Form | None, dict[str, AnnexFigure]] | None:
    """The form and the figures of an annex whose labels are whole; a figure whose sums all fail is left open."""
    table = loose_annex(content.fragments)
    if table is None:
        return None
    form, tables, _ = read_statistics(Document([], [table]), report_year)
    if not tables.a:
        return None
    cells = cells_of(tables)
    values = {key: figure.value for key, figure in cells.items()}
    tested = [(one.cells, one.holds(values)) for one in identities(tables)]
    holding = {key for own, holds in tested if holds for key in own}
    failing = {key for own, holds in tested if holds is False for key in own} - holding
    made = {
        key: _left_open(figure) if key in failing else replace(figure, certainty=figure.certainty and "context")
        for key, figure in cells.items()
        if figure.value is not None
    }
    return form, with_cells(tables, made).a or {}


def _left_open(figure: Figure | AnnexFigure) -> Figure | AnnexFigure:
    alternatives = [] if figure.value is None else [figure.value]
    return replace(figure, value=None, method=None, certainty="ambiguous", alternatives=alternatives)


def _figures(rows: dict[str, dict[str, str]]) -> Rows:
    return {
        row: {column: read_figure(raw, placed=True) for column, raw in cells.items()} for row, cells in rows.items()
    }


def _standing(tables: Tables) -> Tables:
    """The tables with cells left open of which no sum holds."""
    cells = cells_of(tables)
    values = {key: figure.value for key, figure in cells.items()}
    proven = {key for one in identities(tables) if one.holds(values) for key in one.cells}
    opened = {
        key: _left_open(figure) for key, figure in cells.items() if figure.value is not None and key not in proven
    }
    return with_cells(tables, opened)


def _closed(figure: Figure, raw: str | None) -> Figure:
    """The figure with its one alternative as its value, where that is what stands in the cell's place."""
    if raw is None or figure.raw != raw or figure.value is not None or len(figure.alternatives) != 1:
        return figure
    return replace(figure, value=figure.alternatives[0], method="intact", certainty="context", alternatives=[])
