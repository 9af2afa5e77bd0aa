"""data_card.md and CITATION.cff of a release: its content, its gaps, its certainty, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from gaispider import __version__
from gaispider.dataset.join.engine import files, rows
from gaispider.dataset.release.data_package import OF_A_REPLAY, TITLE
from gaispider.dataset.release_schema import FIGURE_CERTAINTY
from gaispider.files import write_file
from gaispider.text.counted import counted

CARD, CITATION = "data_card.md", "CITATION.cff"
# Figures whose sources the card shows: the ones that papers use most.
_SHOWN = ("applications_received", "applications_answered", "proactive_total", "reviews", "lawsuits")
_STATUSES = ("reported", "file_only", "needs_ocr", "unreadable", "missing", "not_expected", "not_watched")
_BIASES = """\
## Known biases of reach
- Only sites of the registry are collected; `not_watched` in `panel` says of which divisions nothing is known. Sites
  that ask visitors to prove that they are human are not read.
- Old reports vanish when sites are made anew: `missing` means that a report was not found, not that it was not made.
- Towns are in the panel once a report of them is known; those that were merged away are known by their reports only.
- Files and pictures that were not read count as `file_only` and `needs_ocr`; their figures are missing.

## What is not in it
- Whole texts as printed, page layouts and pictures: they are in the records and archives, by `captures`.
- Documents that are no report (notices, explanations): they have a row in `captures` only.
- Figures that no form and no sentence gives. A blank cell is null, never 0.

## Persons
Reports name contact persons, telephones and mail addresses. They stand in `sections.text` and `narrative.phrase`, or
are replaced there by their kind in brackets (`settings.without_personal_data` in manifest.json); a name in running text
is not found by the rules.

## Source and licence
The reports are documents that the offices must publish (政府信息公开条例). Their addresses are in `reports.url`, their
bytes by `captures`. The licence of this compilation is to be named by who publishes it.
"""


def write_card(
    connection: duckdb.DuckDBPyConnection, release: Path, counts: Mapping[str, Any], repeats: Mapping[str, int]
) -> None:
    """Write both files. Raises OSError."""
    write_file(release / CARD, "\n".join(_card(connection, release, counts, repeats)) + "\n")
    write_file(release / CITATION, _citation(counts))


def _card(
    connection: duckdb.DuckDBPyConnection, release: Path, counts: Mapping[str, Any], repeats: Mapping[str, int]
) -> Iterator[str]:
    reports, panel = files([release / "reports.parquet"]), files([release / "panel.parquet"])
    yield from (f"# {TITLE}", "", *((f"**{OF_A_REPLAY}**", "") if counts["replays"] else ()), "## What is in it", "")
    yield f"- {counted(counts['reports'], 'report')} of {counted(counts['sites'], 'site')}, fetched {_days(counts)}"
    others = counted(counts["not_a_report"], "document that is no report", "documents that are no report")
    yield f"- {others}, {counted(counts['without_unit'], 'report')} without a unit"
    if counts["imported"]:
        yield f"- {counted(counts['imported'], 'record')} of pages that people's browsers have saved (docs/import.md)"
    for reason, count in repeats.items():
        yield f"- {counted(count, 'report repeats', 'reports repeat')} another: {reason}"
    left_out = {
        "taken_down": ("record was taken down", "records were taken down"),
        "replays_refused": ("record of a replay", "records of a replay"),
        "lines_damaged": ("damaged line", "damaged lines"),
    }
    yield from (f"- left out: {counted(counts[name], *what)}" for name, what in left_out.items() if counts[name])
    yield from ("", "Unit-years of the panel by status:", "", f"| year | {' | '.join(_STATUSES)} |")
    yield "|---" * (len(_STATUSES) + 1) + "|"
    sums = ", ".join(f"count(*) FILTER (status = '{status}')" for status in _STATUSES)
    for row in rows(connection, f"SELECT report_year, {sums} FROM {panel} GROUP BY report_year ORDER BY report_year"):  # noqa: S608
        yield "| " + " | ".join(map(str, row)) + " |"
    yield from (
        "",
        "## How sure it is",
        "",
        "Reports with the figure, by certainty:",
        "",
    )
    yield f"| figure | {' | '.join(FIGURE_CERTAINTY)} | none |"
    yield "|---" * (len(FIGURE_CERTAINTY) + 2) + "|"
    for key in _SHOWN:
        yield _certainties(connection, reports, key)
    checks = files([release / "checks.parquet"])
    yield from ("", "Identities that could be tested:", "", "| scope | check | hold | fail |", "|---|---|---|---|")
    for row in rows(
        connection,
        'SELECT scope, "check", count(*) FILTER (coalesce(holds, holds_if_blank_zero)), '  # noqa: S608
        f"count(*) FILTER (NOT coalesce(holds, holds_if_blank_zero)) FROM {checks} GROUP BY ALL ORDER BY ALL",
    ):
        yield "| " + " | ".join(map(str, row)) + " |"
    yield from ("", _BIASES)


def _certainties(connection: duckdb.DuckDBPyConnection, reports: str, key: str) -> str:
    sums = ", ".join(f"count(*) FILTER ({key}_certainty = '{name}')" for name in FIGURE_CERTAINTY)
    (found,) = rows(connection, f"SELECT {sums}, count(*) FILTER ({key} IS NULL) FROM {reports}")  # noqa: S608
    return f"| `{key}` | " + " | ".join(map(str, found)) + " |"


def _days(counts: Mapping[str, Any]) -> str:
    days = [(counts[name] or "")[:10] for name in ("first_fetched", "last_fetched")]
    return " to ".join(dict.fromkeys(filter(None, days))) or "never"


def _citation(counts: Mapping[str, Any]) -> str:
    day = (counts["last_fetched"] or "")[:10]
    message = OF_A_REPLAY if counts["replays"] else "If you use this release, cite it so, and name its version."
    released = f"date-released: {day}\n" if day else ""
    return (
        "cff-version: 1.2.0\n"
        f'message: "{message}"\n'
        "type: dataset\n"
        f'title: "{TITLE}"\n'
        f"version: {__version__}+{day or 'empty'}\n"
        f"{released}"
        "authors:\n"
        "  - name: The gaispider contributors\n"
        "references:\n"
        "  - type: software\n"
        "    title: gaispider\n"
        f"    version: {__version__}\n"
        "    authors:\n"
        "      - name: The gaispider contributors\n"
    )
