"""Where two readings of one report (a page and its file, PDF and Word) print different figures."""

from __future__ import annotations

from collections.abc import Iterator

from gaispider.documents.content import FileContent
from gaispider.file_reports.printed_figures import is_printed, ruled_part
from gaispider.items import Tables, Warn
from gaispider.report.statistics import read_statistics

_EXAMPLES = 5


def conflicts(tables: Tables, tables_from: str, other: FileContent, name: str, year: int | None) -> list[Warn]:
    """A warning that names the cells that `other` prints otherwise; cells that one of them lacks are none.

    Of a printed page only what stands between ruling lines counts.
    """
    if other.recognised:  # its figures are only as sure as their identities
        return []
    document = ruled_part(other.document) if is_printed(other) else other.document
    _, others, _ = read_statistics(document, year)
    theirs = dict(_values(others))
    differing = [
        f"{cell} {value} / {theirs[cell]}"
        for cell, value in _values(tables)
        if cell in theirs and value is not None and theirs[cell] not in (None, value)
    ]
    if not differing:
        return []
    more = f" and {len(differing) - _EXAMPLES} more" if len(differing) > _EXAMPLES else ""
    return [Warn("file_conflict", f"{tables_from} / {name}: {'; '.join(differing[:_EXAMPLES])}{more}")]


def _values(tables: Tables) -> Iterator[tuple[str, int | str | None]]:
    for name in ("t2", "t3", "t4"):
        for row, cells in (getattr(tables, name) or {}).items():
            for column, cell in cells.items():
                yield f"{name}.{row}.{column}", cell.value
    for label, figure in (tables.a or {}).items():
        yield f"a.{label}", figure.value
