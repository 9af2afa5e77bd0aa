"""Which cell, annex row or sentence gives which canonical figure (data/reference/dataset/crosswalk.tsv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from gaispider.dataset.reference_rows import reference_rows
from gaispider.report.forms.labels import read_label

_NUMBER = re.compile("(?<=..)(?:总数量|总数|数量|总量|件数|条数|数)$")
# A cell of the tables t2, t3 and t4: table, row, column.
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class CellSource:
    """The cells of a form whose sum is the figure, all of one table; `unit` is taken where a cell prints none."""

    cells: tuple[Cell, ...]
    unit: str

    @cached_property
    def name(self) -> str:
        """As in `…_from`: `t3:1/total`, or a sum `t4:suit_direct/total+suit_after_review/total`."""
        return f"{self.cells[0][0]}:" + "+".join(f"{row}/{column}" for _, row, column in self.cells)


@dataclass(frozen=True, slots=True)
class _AnnexRow:
    key: str
    under: str
    unit: str


@cache
def cell_sources() -> dict[str, tuple[CellSource, ...]]:
    """By key, the cells of the forms of 2019 and 2021 that give it, in the order in which they are believed."""
    found: dict[str, dict[CellSource, None]] = {}
    for row in reference_rows("crosswalk.tsv"):
        if row["table"] in ("t2", "t3", "t4"):
            places = [place.split("/") for place in row["place"].split("+")]
            source = CellSource(tuple((row["table"], *place) for place in places), row["unit"])  # type: ignore[misc]
            found.setdefault(row["key"], {})[source] = None
    return {key: tuple(sources) for key, sources in found.items()}


@cache
def keys_of_cells() -> dict[Cell, str]:
    """The canonical figure that a cell alone stands for."""
    return {
        source.cells[0]: key for key, sources in cell_sources().items() for source in sources if len(source.cells) == 1
    }


@cache
def keys_of_tables(present: frozenset[str]) -> frozenset[str]:
    """The keys for which a cell of those tables (t2, t3, t4) may stand."""
    return frozenset(
        key for key, sources in cell_sources().items() if any(source.cells[0][0] in present for source in sources)
    )


@cache
def _annex_rows() -> dict[str, tuple[_AnnexRow, ...]]:
    found: dict[str, tuple[_AnnexRow, ...]] = {}
    for row in reference_rows("crosswalk.tsv"):
        if row["table"] == "a":
            entry = _AnnexRow(row["key"], row["under"], row["unit"])
            place = _folded(row["place"])
            found[place] = (*found.get(place, ()), entry)
    return found


def _folded(label: str) -> str:
    """A label without the word for number at its end, by which offices print it now one way, now another."""
    return _NUMBER.sub("", label.replace("其它", "其他"))


def key_of_annex_row(label: str) -> tuple[str, str] | None:
    """Key and default unit of a row of an annex, by its label as in the record (`above/own`); None if none is known."""
    above, _, own = label.rpartition("/")
    rows = _annex_rows().get(_folded(read_label(own).body), ())
    # What asks for words above it is the closer reading; without them it is no row of that key.
    for row in sorted(rows, key=lambda row: not row.under):
        if not row.under or row.under in above:
            return row.key, row.unit
    return None


@cache
def narrative_keys() -> dict[str, tuple[str, str]]:
    """Key of statistics.narrative → canonical key and unit."""
    return {
        row["place"]: (row["key"], row["unit"])
        for row in reference_rows("crosswalk.tsv")
        if row["table"] == "narrative"
    }
