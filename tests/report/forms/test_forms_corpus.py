"""Figures of real reports (../shared/corpus/statistics.jsonl), put into every variant of markup."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gaispider.items import Statistics
from gaispider.page.model import Cell, Document, Table
from gaispider.paths import ROOT
from gaispider.report.statistics import check_statistics, read_statistics
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as build
from tests.report.forms.test_forms import CHOICES, each_choice, wrong

CORPUS = ROOT.parent / "shared" / "corpus" / "statistics.jsonl"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus ../shared/corpus is not on this machine")


def _reports(*eras: str) -> list[dict[str, Any]]:
    if not CORPUS.exists():
        return []
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["era"] in eras]


def _figures(report: dict[str, Any]) -> form_figures.Figures:
    return form_figures.Figures(report["era"], report["table2"], report["table3"], report["table4"])


@pytest.mark.parametrize("report", _reports("B", "C"), ids=lambda report: report["id"])
def test_every_figure_in_every_variant(report: dict[str, Any]) -> None:
    unknown = {"其他主动公开文件", "本年新制发数量", "废止数量", "现行有效数量"}
    figures = _figures(report)
    choices = each_choice()[: sum(len(values) for values in CHOICES.values())]
    for choice in choices:
        misses = wrong(figures, form_grids.Variant(**choice), seed=len(report["id"]))
        misses = [miss for miss in misses if not any(word in str(miss) for word in unknown) or isinstance(miss, tuple)]
        assert misses == [], choice


@pytest.mark.parametrize("report", _reports("B", "C"), ids=lambda report: report["id"])
def test_the_identities_come_out_as_the_labels_say(report: dict[str, Any]) -> None:
    form, tables, _ = read_statistics(build.read(build.markup(_figures(report), form_grids.Variant())), None)
    checks, warnings = check_statistics(Statistics(form=form, tables=tables))
    found = {}
    for name, identity in (
        ("main", "t3.main"),
        ("leaves", "t3.leaves"),
        ("totals", "t3.totals"),
        ("table4", "t4.totals"),
    ):
        held = {check.holds_if_blank_zero for check in checks if check.id == identity} - {None}
        found[name] = None if not held else held == {True}
    assert found == report["identity_holds"]
    assert warnings == []


@pytest.mark.parametrize("report", _reports("A"), ids=lambda report: report["id"])
def test_the_annexes(report: dict[str, Any]) -> None:
    lines = [["指标名称", "计量单位", f"{report['report_year']}年度", "历年累计"]]
    lines += [[label, "条", raw, report["table_a_cumulative"][label]] for label, raw in report["table_a"].items()]
    cells = [Cell(text, r, c) for r, line in enumerate(lines) for c, text in enumerate(line)]
    form, tables, warnings = read_statistics(Document([], [Table(cells, len(lines), 4)]), report["report_year"])
    assert (form, warnings) == ("A_annex", [])
    assert tables.a is not None
    assert {label: figure.raw for label, figure in tables.a.items()} == report["table_a"]
    cumulative = {label: f.cumulative.raw for label, f in tables.a.items() if f.cumulative is not None}
    assert cumulative == report["table_a_cumulative"]
