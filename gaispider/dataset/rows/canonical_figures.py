"""The canonical figures of a report: value, where it is from, how sure it is, and whether its sources agree.

Order of trust: a cell of the forms of 2019 and 2021, a row of an annex, a sentence. The first with a value is taken;
every other one with a value is compared with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from gaispider.dataset.release_schema import FIGURE_CERTAINTY, keys
from gaispider.dataset.rows.crosswalk import cell_sources, key_of_annex_row, keys_of_tables, narrative_keys
from gaispider.items import AnnexFigure, Figure, NarrativeFigure, Report, Tables

_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Found:
    """A value with its place: `source` as in `KEY_from`, `certainty` as in `KEY_certainty`."""

    value: Number
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two places of one report that give one figure; `right` and `other` are those that were not taken."""

    key: str
    chosen: str
    other: str
    left: Number
    right: Number


@dataclass(slots=True)
class Canonical:
    """The figures of a report by key; `compared` are sources side by side, `unmapped` annex labels without a key."""

    figures: dict[str, Found] = field(default_factory=dict)
    compared: list[Compared] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)


def canonical_figures(report: Report) -> Canonical:
    """All canonical figures that a report gives."""
    tables = report.statistics.tables
    annex, unmapped = _of_annex(tables)
    said = dict(_of_sentences(report.statistics.narrative))
    found = Canonical(unmapped=unmapped)
    in_cells = keys_of_tables(frozenset(name for name in ("t2", "t3", "t4") if getattr(tables, name)))
    for key in keys():
        # Most keys have no place in a report: asking each for its cells took a third of a build.
        if key not in in_cells and key not in annex and key not in said:
            continue
        candidates = [*_of_cells(key, tables), *annex.get(key, ()), *said.get(key, ())]
        if _quarrels(annex.get(key, ())) and (not candidates or candidates[0].source.startswith("annex:")):
            # Two rows of an annex that differ: neither is believed.
            one, *others = candidates
            found.compared.extend(Compared(key, one.source, other.source, one.value, other.value) for other in others)
            if key in said:
                found.figures[key] = said[key][0]
        elif candidates:
            chosen, *others = candidates
            found.figures[key] = chosen
            found.compared.extend(
                Compared(key, chosen.source, other.source, chosen.value, other.value) for other in others
            )
    return found


def _quarrels(found: Sequence[Found]) -> bool:
    return len(found) > 1 and len({one.value for one in found}) > 1


def _of_cells(key: str, tables: Tables) -> Iterator[Found]:
    for source in cell_sources().get(key, ()):
        figures = []
        parts = []
        for cell in source.cells:
            figure = _cell(tables, *cell)
            part = _number(key, figure, source.unit)
            if figure is None or part is None:
                break
            figures.append(figure)
            parts.append(part)
        else:
            yield Found(_sum(parts), source.name, _worst(figures))


def _cell(tables: Tables, table: str, row: str, column: str) -> Figure | None:
    rows: dict[str, dict[str, Figure]] | None = getattr(tables, table)
    return rows.get(row, {}).get(column) if rows else None


def _of_annex(tables: Tables) -> tuple[dict[str, list[Found]], list[str]]:
    found: dict[str, list[Found]] = {}
    unmapped = []
    for label, figure in (tables.a or {}).items():
        known = key_of_annex_row(label)
        if known is None:
            # A heading of the form has no figure and needs no key.
            if figure.value is not None or figure.alternatives:
                unmapped.append(label)
            continue
        key, unit = known
        number = _number(key, figure, unit)
        if number is not None:
            found.setdefault(key, []).append(Found(number, f"annex:{label}", _certainty(figure)))
    return found, unmapped


def _of_sentences(narrative: dict[str, NarrativeFigure]) -> Iterator[tuple[str, list[Found]]]:
    for name, figure in narrative.items():
        key, unit = narrative_keys().get(name, (None, ""))
        number = _number(key, figure, unit) if key else None
        if key and number is not None:
            yield key, [Found(number, f"narrative:{name}", "sentence")]


def _number(key: str, figure: Figure | AnnexFigure | NarrativeFigure | None, unit: str) -> Number | None:
    """The figure as a count, or in yuan; None for a blank, for a fraction of a count, for another currency."""
    if figure is None or figure.value is None:
        return None
    if isinstance(figure.value, int) and not keys()[key].is_money:
        return figure.value
    try:
        number = Decimal(figure.value)
    except InvalidOperation:
        return None
    if keys()[key].is_money:
        factor = _YUAN.get("".join((figure.unit or unit).split()))
        return None if factor is None else number * factor
    return int(number) if number == number.to_integral_value() else None


def _sum(parts: Sequence[Number]) -> Number:
    return sum(parts[1:], start=parts[0])


def _worst(figures: Sequence[Figure]) -> str:
    return max((_certainty(figure) for figure in figures), key=FIGURE_CERTAINTY.index)


def _certainty(figure: Figure | AnnexFigure) -> str:
    """Records of the first schema version do not say how a figure was read: they count as context."""
    if figure.method in ("ocr", "repaired"):
        return figure.method
    return "context" if figure.method is None or figure.certainty != "certain" else "intact"
