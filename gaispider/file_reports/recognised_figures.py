"""Figures of recognised pages: what the identities of the forms prove, or the recogniser is sure of, is given.

Every value has the method `ocr` and is never `certain`. A figure that was read in two ways is settled if one set of
readings alone makes all its identities hold; one whose identities fail, and one without identity that was not read for
sure, is left open with its readings as alternatives.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from gaispider.documents.content import FileContent
from gaispider.documents.pictures.figure_doubt import is_marked, readings
from gaispider.file_reports.figure_cells import Identity, Key, Value, cells_of, identities, is_of_form, with_cells
from gaispider.items import AnnexFigure, Figure, Report, Warn
from gaispider.report.forms.values import read_figure
from gaispider.report.statistics import check_statistics

# Sets of readings that are tried for cells that identities bind to each other.
_MOST_SETS = 4096

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
    bound = identities(statistics.tables)
    doubtful = {key: _values(figure) for key, figure in cells.items() if is_marked(figure.raw)}
    cells |= {key: replace(cells[key], raw=readings(cells[key].raw)[0]) for key in doubtful}
    chosen = _chosen(cells, doubtful, bound)
    statistics.tables = with_cells(statistics.tables, _given(cells, doubtful, chosen, bound))
    statistics.checks, failed = check_statistics(statistics)
    report.warnings = [
        warn for warn in report.warnings if warn.code != "identity_failed" and not is_marked(warn.detail)
    ]
    report.warnings += failed
    left = [".".join(key[1:]) for key, figure in cells_of(statistics.tables).items() if figure.alternatives]
    if left:
        report.warnings.append(Warn("unknown_row", f"recognised in a picture, and left open: {', '.join(left)}"))


def _values(figure: Figure | AnnexFigure) -> list[Value | None]:
    """The different numbers that a cell may say, and None where it may be a stroke."""
    money = any(isinstance(value, str) for value in figure.alternatives)
    texts = readings(figure.raw)
    found = [read_figure(text, figure.unit, money=money).value for text in texts]
    values: list[Value | None] = list(dict.fromkeys(value for value in found if value is not None))
    return [*values, None] if values and any(text and _STROKES.issuperset(text) for text in texts) else values


def _chosen(cells: _Cells, doubtful: _Readings, bound: list[Identity]) -> dict[Key, Value | None]:
    """The readings that alone make all identities of their cells hold."""
    values = {key: figure.value for key, figure in cells.items()}
    chosen: dict[Key, Value | None] = {}
    for group, own in _groups({key: found for key, found in doubtful.items() if found}, bound):
        if not own or prod(len(doubtful[key]) for key in group) > _MOST_SETS:
            continue
        fitting = []
        for some in itertools.product(*(doubtful[key] for key in group)):
            tried = values | dict(zip(group, some, strict=True))
            if all(identity.holds(tried) for identity in own):
                fitting.append(some)
        if len(fitting) == 1:
            chosen |= zip(group, fitting[0], strict=True)
    return chosen


def _groups(doubtful: _Readings, bound: list[Identity]) -> Iterator[tuple[list[Key], list[Identity]]]:
    """Cells that identities bind to each other, with those identities."""
    left = list(doubtful)
    while left:
        group = {left[0]}
        while more := {key for one in bound if one.cells & group for key in one.cells if key in doubtful} - group:
            group |= more
        yield [key for key in left if key in group], [one for one in bound if one.cells & group]
        left = [key for key in left if key not in group]


def _given(cells: _Cells, doubtful: _Readings, chosen: dict[Key, Value | None], bound: list[Identity]) -> _Cells:
    """What is given is of `ocr` and `context`; what its own identities do not prove is left open.

    An identity with an open cell proves nothing. A cell stands if one of its identities holds: where another fails, the
    fault is in a cell that stands in none that holds.
    """
    values = {key: chosen.get(key, figure.value) for key, figure in cells.items()}
    opened = {key for key, figure in cells.items() if values[key] is None and (figure.alternatives or key in doubtful)}
    tested = [(one.cells, one.holds(values)) for one in bound if not one.cells & opened]
    proven = {key for own, holds in tested if holds for key in own}
    failed = {key for own, holds in tested if holds is False for key in own} - proven
    made: _Cells = {}
    for key, figure in cells.items():
        value = values[key]
        if value is None:
            made[key] = _open(figure, doubtful[key]) if key in doubtful else figure
        elif key in failed or not is_of_form(key):  # a key of no form: a head or label was misread
            made[key] = _open(figure, [value])
        else:
            made[key] = replace(figure, value=value, method="ocr", certainty="context", alternatives=[])
    return made


def _open(figure: Figure | AnnexFigure, values: Sequence[Value | None]) -> Figure | AnnexFigure:
    numbers = [value for value in values if value is not None]
    return replace(figure, value=None, method=None, certainty="ambiguous", alternatives=numbers)
