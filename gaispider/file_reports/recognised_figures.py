"""Figures of recognised pages: what the identities of the forms prove, or the recogniser is sure of, is given.

Every value has the method `ocr` and is never `certain`. A figure that was read in two ways is settled if one set of
readings alone makes all its identities hold. One that identities bind, none of which holds, and one without identity
that was not read for sure, is left open with its readings as alternatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gaispider.documents.content import FileContent
from gaispider.documents.pictures.figure_doubt import is_alike, is_marked, readings
from gaispider.file_reports.figure_cells import Identity, Key, Value, cells_of, identities, is_of_form, with_cells
from gaispider.file_reports.settled_figures import fitting, is_open, one_by_one
from gaispider.items import AnnexFigure, Figure, Report, Warn
from gaispider.report.forms.values import read_figure, readings_of
from gaispider.report.statistics import check_statistics

_Cells = dict[Key, Figure | AnnexFigure]
_Readings = dict[Key, list[Value | None]]

# A stroke in the place of a figure says that there is none.
_STROKES = frozenset("/\\|-—")


def settle_recognised(report: Report, content: FileContent) -> None:
    """Give or leave open each figure of the report's tables, if the file was recognised."""
    if not content.recognised:
        return
    statistics = report.statistics
    cells = cells_of(statistics.tables)
    doubtful: _Readings = {key: [*figure.alternatives] for key, figure in cells.items() if is_open(figure)}
    doubtful |= {key: _values(figure) for key, figure in cells.items() if is_marked(figure.raw)}
    alike = {key for key, values in doubtful.items() if is_alike(cells[key].raw) and len(values) == 1}
    cells |= {key: replace(cells[key], raw=readings(cells[key].raw)[0]) for key in doubtful}
    cells |= {key: replace(cells[key], value=doubtful.pop(key)[0]) for key in alike}
    bound = identities(statistics.tables)
    chosen = _chosen(cells, doubtful, bound)
    statistics.tables = with_cells(statistics.tables, _given(cells, doubtful, chosen, bound, alike | chosen.keys()))
    statistics.checks, failed = check_statistics(statistics)
    report.warnings = [
        warn for warn in report.warnings if warn.code != "identity_failed" and not is_marked(warn.detail)
    ]
    report.warnings += failed
    opened = [".".join(key[1:]) for key, figure in cells_of(statistics.tables).items() if figure.alternatives]
    if opened:
        report.warnings.append(Warn("unknown_row", f"recognised in a picture, and left open: {', '.join(opened)}"))


def _chosen(cells: _Cells, doubtful: _Readings, bound: list[Identity]) -> dict[Key, Value | None]:
    """The readings of cells in doubt that identities prove."""
    values = {key: figure.value for key, figure in cells.items()}
    # What is open for its place may be anything; a zero before a note's sign adds nothing.
    placeless = {key for key, figure in cells.items() if figure.value is None and any(figure.alternatives)}
    tested = [one for one in bound if not one.cells & (placeless - doubtful.keys())]
    chosen = one_by_one(values, doubtful, tested)
    left = {key: found for key, found in doubtful.items() if key not in chosen}
    return chosen | fitting(values | chosen, left, tested)


def _values(figure: Figure | AnnexFigure) -> list[Value | None]:
    """The different numbers that a cell may say, and None where it may be a stroke."""
    money = any(isinstance(value, str) for value in figure.alternatives)
    texts = readings(figure.raw)
    found = [readings_of(read_figure(text, figure.unit, money=money)) for text in texts]
    values: list[Value | None] = list(dict.fromkeys(value for values in found for value in values))
    return [*values, None] if values and any(text and _STROKES.issuperset(text) for text in texts) else values


def _given(
    cells: _Cells, doubtful: _Readings, chosen: dict[Key, Value | None], bound: list[Identity], weak: set[Key]
) -> _Cells:
    """What is given is of `ocr` and `context`; what its own identities do not prove is left open.

    An identity with an open cell proves nothing. A cell stands if one of its identities holds: where another fails, the
    fault is in a cell that stands in none that holds. One of `weak`, which was not read for sure, stands if none fails.
    """
    values = {key: chosen.get(key, figure.value) for key, figure in cells.items()}
    unproven = _unproven(cells, values, doubtful, bound, weak)
    made: _Cells = {}
    for key, figure in cells.items():
        value = values[key]
        if value is None:
            made[key] = _open(figure, doubtful[key]) if key in doubtful else figure
        elif key in unproven or not is_of_form(key):  # a key of no form: a head or label was misread
            made[key] = _open(figure, [value])
        else:
            made[key] = replace(figure, value=value, method="ocr", certainty="context", alternatives=[])
    return made


def _unproven(
    cells: _Cells, values: dict[Key, Value | None], doubtful: _Readings, bound: list[Identity], weak: set[Key]
) -> set[Key]:
    """The cells that identities bind, or that are weak, and that none proves."""
    opened = {key for key in cells if values[key] is None and (any(cells[key].alternatives) or key in doubtful)}
    tested = [(one.cells, one.holds(values)) for one in bound if not one.cells & opened]
    proven = {key for own, holds in tested if holds for key in own}
    failed = {key for own, holds in tested if holds is False for key in own}
    return {*weak, *(key for one in bound for key in one.cells)} - (proven - (failed & weak))


def _open(figure: Figure | AnnexFigure, values: Sequence[Value | None]) -> Figure | AnnexFigure:
    numbers = [value for value in values if value is not None]
    return replace(figure, value=None, method=None, certainty="ambiguous", alternatives=numbers)
