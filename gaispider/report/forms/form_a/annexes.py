"""All annexes of a report as one: which of two tables with equal rows is of this year, and their figures together."""

from __future__ import annotations

from gaispider.items import AnnexFigure, Warn
from gaispider.page.model import Cell
from gaispider.report.forms.above import Whose
from gaispider.report.forms.form_a.annex_table import join, read_annex
from gaispider.report.forms.values import readings_of

Annex = tuple[list[list[Cell]], Whose | None]
_ORDER: tuple[Whose | None, ...] = ("own", None, "other")


def read_annexes(annexes: list[Annex], report_year: int | None, warnings: list[Warn]) -> dict[str, AnnexFigure]:
    """The figures of all annexes, by row. An annex is given as its rows and the year that its heading names.

    A table of the report's year goes before all others. Two tables that nothing tells apart leave their different
    figures open. The only table is read even if its heading names another year, which may be an old heading; its
    figures are then not certain.
    """
    figures: dict[str, AnnexFigure] = {}
    owner: dict[str, Whose | None] = {}
    for rows, whose in sorted(annexes, key=lambda annex: _ORDER.index(annex[1])):
        for key, figure in read_annex(rows, report_year, warnings).items():
            kept = figures.get(key)
            if kept is None:
                figures[key], owner[key] = figure, whose
                if whose == "other" and figure.value is not None:
                    figure.certainty = "context"
            elif whose == owner[key] or (whose is None and not readings_of(kept)):
                join(kept, figure, key, warnings)
            elif readings_of(figure) and readings_of(figure) != readings_of(kept):
                detail = f"{key}: {kept.raw!r} kept, {figure.raw!r} of a table of another year left out"
                warnings.append(Warn("unknown_row", detail))
    return figures
