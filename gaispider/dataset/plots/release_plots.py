"""The plots of a release: coverage, applications, outcomes, offices with none, identities, provinces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from gaispider.dataset.build import MANIFEST
from gaispider.dataset.join.engine import engine, files, rows
from gaispider.dataset.plots.drawing import (
    COLOURS,
    Plot,
    bars_across,
    chinese_font,
    plots_page,
    whole_numbers,
    write_plot,
    year_axis,
)
from gaispider.dataset.release.data_package import OF_A_REPLAY
from gaispider.dataset.telling import Told, silent
from gaispider.files import write_file
from gaispider.text.counted import counted

_STATUSES = ("reported", "file_only", "needs_ocr", "unreadable", "missing", "not_expected", "not_watched")
_OUTCOMES = {
    "answers_granted": "予以公开 granted",
    "answers_partial": "部分公开 in part",
    "answers_refused": "不予公开 refused",
    "answers_unavailable": "无法提供 unavailable",
    "answers_not_processed": "不予处理 not processed",
    "answers_other": "其他 other",
}
_MOST_BARS = 31


class _Data:
    """The queries behind the plots."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, release: Path) -> None:
        self._connection = connection
        self.panel = files([release / "panel.parquet"])
        self.reports = files([release / "reports.parquet"])
        self.checks = files([release / "checks.parquet"])

    def ask(self, query: str) -> list[Any]:
        return list(rows(self._connection, query))

    def coverage(self, axes: Any) -> str:
        sums = ", ".join(f"count(*) FILTER (status = '{one}')" for one in _STATUSES)
        found = self.ask(f"SELECT report_year, {sums} FROM {self.panel} GROUP BY 1 ORDER BY 1")  # noqa: S608
        years = [row[0] for row in found]
        _stack(axes, years, [[row[at + 1] for row in found] for at in range(len(_STATUSES))], _STATUSES)
        year_axis(axes, years)
        whole_numbers(axes.yaxis)
        return f"n = {counted(sum(sum(row[1:]) for row in found), 'unit-year')}"

    def levels(self, axes: Any) -> str:
        found = self.ask(
            f"SELECT level, report_year, count(*) FROM {self.panel} "  # noqa: S608
            "WHERE id IS NOT NULL AND level IS NOT NULL GROUP BY ALL ORDER BY ALL"
        )
        for place, level in enumerate(dict.fromkeys(row[0] for row in found)):
            own = [row for row in found if row[0] == level]
            # Lines that lie on each other are all seen: the later is the thinner, its mark the smaller.
            size = max(1, 6 - place)
            axes.plot(
                [row[1] for row in own], [row[2] for row in own], marker="o", label=level, lw=size, ms=2 * size + 2
            )
        axes.set_ylim(bottom=0)
        year_axis(axes, [row[1] for row in found])
        whole_numbers(axes.yaxis)
        _legend(axes, found)
        return f"n = {counted(sum(row[2] for row in found), 'report')}"

    def applications(self, axes: Any) -> str:
        key = "applications_received"
        found = self.ask(
            f"SELECT report_year, quantile_cont({key}, 0.25), median({key}), quantile_cont({key}, 0.75), count(*) "  # noqa: S608
            f"FROM {self.panel} WHERE {key} IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        years = [row[0] for row in found]
        axes.fill_between(years, [row[1] for row in found], [row[3] for row in found], alpha=0.25, color=COLOURS[0])
        axes.plot(years, [row[2] for row in found], marker="o", color=COLOURS[0])
        for year, _, median, _, count in found:
            axes.annotate(
                f"{count}", (year, median), textcoords="offset points", xytext=(0, 6), ha="center", fontsize=7
            )
        axes.set_ylim(bottom=0)
        year_axis(axes, years)
        return f"line: median; band: quartiles; figures: offices. n = {counted(sum(row[4] for row in found), 'report')}"

    def outcomes(self, axes: Any) -> str:
        sums = ", ".join(f"coalesce(sum(p.{key}), 0)::DOUBLE" for key in _OUTCOMES)
        found = self.ask(
            f"SELECT coalesce(r.form, 'none'), {sums} FROM {self.panel} p JOIN {self.reports} r ON r.id = p.id "  # noqa: S608
            "GROUP BY 1 ORDER BY 1"
        )
        found = [row for row in found if sum(row[1:])]
        shares = [[row[at + 1] / sum(row[1:]) for row in found] for at in range(len(_OUTCOMES))]
        _stack(axes, [row[0] for row in found], shares, tuple(_OUTCOMES.values()))
        return f"n = {counted(sum(int(sum(row[1:])) for row in found), 'application')} dealt with"

    def none_received(self, axes: Any) -> str:
        found = self.ask(
            f"SELECT report_year, avg((applications_received = 0)::INT), count(*) FROM {self.panel} "  # noqa: S608
            "WHERE applications_received IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        axes.bar([row[0] for row in found], [row[1] for row in found], color=COLOURS[0])
        axes.set_ylim(0, 1)
        year_axis(axes, [row[0] for row in found])
        return f"n = {counted(sum(row[2] for row in found), 'report')}"

    def identities(self, axes: Any) -> str:
        outcome = "coalesce(holds, holds_if_blank_zero)"
        found = self.ask(
            f"SELECT scope || ' ' || \"check\", count(*) FILTER (NOT {outcome}), count(*) FROM {self.checks} "  # noqa: S608
            f"WHERE {outcome} IS NOT NULL AND \"check\" NOT IN ('jump', 'departments_within_county') "
            "GROUP BY 1 ORDER BY 1 DESC"
        )
        bars_across(axes, found, COLOURS[2])
        return f"n = {counted(sum(row[2] for row in found), 'identity', 'identities')} that could be tested"

    def provinces(self, axes: Any) -> str:
        found = self.ask(
            "SELECT province, count(*) FILTER (status = 'reported') AS found, count(*) AS due FROM "  # noqa: S608
            f"{self.panel} WHERE province IS NOT NULL AND status <> 'not_expected' GROUP BY 1 "
            "ORDER BY found / due, 1 DESC"
        )[-_MOST_BARS:]
        bars_across(axes, found, COLOURS[0])
        return f"n = {counted(sum(row[2] for row in found), 'unit-year')}, expected or not watched"


def _stack(axes: Any, places: list[Any], parts: list[list[float]], labels: tuple[str, ...]) -> None:
    """Bars of parts on each other; parts that are nowhere are left out of the legend."""
    below = [0.0] * len(places)
    for label, part, colour in zip(labels, parts, COLOURS, strict=False):
        if any(part):
            axes.bar(places, part, bottom=below, label=label, color=colour)
            below = [one + more for one, more in zip(below, part, strict=True)]
    _legend(axes, places)


def _legend(axes: Any, shown: list[Any]) -> None:
    if shown:
        axes.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1, 1), frameon=False)


def _plots(data: _Data) -> Iterator[Plot]:
    yield Plot(
        "coverage", "Reports by year and status 各年度报告状态", "report year 报告年度", "units 单位数", data.coverage
    )
    yield Plot(
        "levels", "Reports by year and level 各层级报告数", "report year 报告年度", "reports 报告数", data.levels
    )
    title = "Applications received by an office 收到申请数"
    yield Plot("applications", title, "report year 报告年度", "applications 件", data.applications)
    title = "What became of applications, by form 办理结果"
    yield Plot("outcomes", title, "form 表格版式", "share 比例", data.outcomes)
    title = "Offices without any application 未收到申请的单位"
    yield Plot("none_received", title, "report year 报告年度", "share of offices 比例", data.none_received)
    yield Plot("identities", "Identities that fail 勾稽不符", "share that fails 比例", "", data.identities)
    yield Plot("provinces", "Reports found, by province 各省报告率", "share of unit-years 比例", "", data.provinces)


def write_plots(release: Path, out: Path, tell: Told = silent) -> list[Path]:
    """Write all plots as SVG and PNG and a page with them; gives the files. Raises OSError, NoFontError."""
    font = chinese_font()
    manifest = json.loads((release / MANIFEST).read_text("utf-8"))
    counts = manifest["counts"]
    source = f"gaispider {manifest['gaispider']}, {counted(counts['reports'], 'report')}"
    source += f" of {counted(counts['sites'], 'site')}, fetched until {(counts['last_fetched'] or 'never')[:10]}"
    if counts.get("replays"):
        source += f". {OF_A_REPLAY}"
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="gaispider-plots-") as spill, engine(Path(spill)) as connection:
        drawn = []
        tell("drawing plots")
        for plot in _plots(_Data(connection, release)):
            tell(f"drawing {plot.name}")
            drawn.append((plot, write_plot(plot, out, source, font)))
    write_file(out / "index.html", plots_page(drawn, source))
    return [out / "index.html", *(path for plot, _ in drawn for path in sorted(out.glob(f"{plot.name}.*")))]
