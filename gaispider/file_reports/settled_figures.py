"""Figures that may be read in several ways: that one is given with which alone all identities of its cells hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import prod

from gaispider.file_reports.figure_cells import Identity, Key, Value, cells_of, identities, with_cells
from gaispider.items import AnnexFigure, Figure, Report
from gaispider.report.forms.values import read_figure
from gaispider.report.statistics import check_statistics, open_cells

# Sets of readings that are tried for cells that identities bind to each other.
_MOST_SETS = 4096

Readings = Mapping[Key, list[Value | None]]


def settle_open(report: Report) -> None:
    """Give what the cell's own text leaves open (`12 34` over two lines, `12[1]`) and its identities prove.

    A zero is not proved: blank cells are none, too.
    """
    statistics = report.statistics
    cells = cells_of(statistics.tables)
    doubtful: dict[Key, list[Value | None]] = {
        key: [*figure.alternatives] for key, figure in cells.items() if is_open(figure)
    }
    values = {key: figure.value for key, figure in cells.items()}
    chosen = fitting(values, doubtful, identities(statistics.tables))
    if not chosen:
        return
    said = open_cells(statistics.tables)
    given = {
        key: replace(cells[key], value=value, method="repaired", certainty="context", alternatives=[])
        for key, value in chosen.items()
    }
    statistics.tables = with_cells(statistics.tables, given)
    statistics.checks, failed = check_statistics(statistics)
    kept = [warn for warn in report.warnings if warn.code != "identity_failed" and warn not in said]
    report.warnings = [*kept, *open_cells(statistics.tables), *failed]


def is_open(figure: Figure | AnnexFigure) -> bool:
    """Whether the cell's own text leaves its figure open, and this is no zero."""
    own = figure.value is None and read_figure(figure.raw, figure.unit).alternatives
    return bool(own) and 0 not in figure.alternatives and bool(figure.alternatives)


def fitting(values: Mapping[Key, Value | None], doubtful: Readings, bound: list[Identity]) -> dict[Key, Value | None]:
    """Of the cells in doubt those whose readings alone make all identities of their cells hold, with these readings."""
    chosen: dict[Key, Value | None] = {}
    for group, own in _groups({key: found for key, found in doubtful.items() if found}, bound):
        if not own or prod(len(doubtful[key]) for key in group) > _MOST_SETS:
            continue
        found = []
        for some in itertools.product(*(doubtful[key] for key in group)):
            tried = {**values, **dict(zip(group, some, strict=True))}
            if all(identity.holds(tried) for identity in own):
                found.append(some)
        if len(found) == 1:
            chosen |= zip(group, found[0], strict=True)
    return chosen


def one_by_one(
    values: Mapping[Key, Value | None], doubtful: Readings, bound: list[Identity]
) -> dict[Key, Value | None]:
    """The cells in doubt that settle one after the other: each by identities in which it alone is left, if all hold."""
    chosen: dict[Key, Value | None] = {}
    left = dict(doubtful)
    own = {key: [one for one in bound if key in one.cells] for key in doubtful}
    while True:
        found: dict[Key, Value | None] = {}
        for key, readings in left.items():
            tested = [one for one in own[key] if not (one.cells - {key}) & left.keys()]
            fits = [some for some in readings if all(one.holds({**values, **chosen, key: some}) for one in tested)]
            if tested and len(fits) == 1:
                found[key] = fits[0]
        if not found:
            return chosen
        chosen |= found
        left = {key: readings for key, readings in left.items() if key not in found}


def _groups(doubtful: Readings, bound: list[Identity]) -> Iterator[tuple[list[Key], list[Identity]]]:
    """Cells that identities bind to each other, with those identities."""
    left = list(doubtful)
    while left:
        group = {left[0]}
        while more := {key for one in bound if one.cells & group for key in one.cells if key in doubtful} - group:
            group |= more
        yield [key for key in left if key in group], [one for one in bound if one.cells & group]
        left = [key for key in left if key not in group]
