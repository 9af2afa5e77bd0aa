"""Identities: what holds, what fails, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gaispider.items import Check, Statistics, Warn
from gaispider.report.statistics import check_statistics, read_statistics
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as build


def checked(figures: form_figures.Figures) -> tuple[list[Check], list[Warn]]:
    form, tables, _ = read_statistics(build.read(build.markup(figures, form_grids.Variant())), None)
    return check_statistics(Statistics(form=form, tables=tables))


@pytest.mark.parametrize("era", ["B", "C"])
def test_figures_that_add_up(era: str) -> None:
    checks, warnings = checked(form_figures.made_up(era, 3))
    assert warnings == []
    assert {check.holds for check in checks} == {True}
    counts = {
        name: sum(1 for c in checks if c.id == name) for name in ("t3.main", "t3.leaves", "t3.totals", "t4.totals")
    }
    assert counts == {"t3.main": 7, "t3.leaves": 7, "t3.totals": {"B": 23, "C": 25}[era], "t4.totals": 3}
    assert {check.form for check in checks} == {{"B": "B2019", "C": "C2021"}[era]}


@pytest.mark.parametrize(
    ("path", "column", "failing"),
    [
        ("一", 0, {("t3.main", None, "natural"), ("t3.totals", "1", "total")}),
        ("三/(三)/4", 2, {("t3.leaves", "3.7", "research"), ("t3.totals", "3.3.4", "total")}),
        ("三/(七)", 6, {("t3.main", None, "total"), ("t3.leaves", "3.7", "total"), ("t3.totals", "3.7", "total")}),
    ],
)
def test_a_wrong_figure_fails_exactly_where_it_stands(path: str, column: int, failing: set[object]) -> None:
    figures = form_figures.made_up("C", 4)
    figures.t3[path][column] = str(int(figures.t3[path][column] or 0) + 1)
    checks, warnings = checked(figures)
    assert {(c.id, c.row, c.column) for c in checks if c.holds is False} == failing
    assert len(warnings) == len(failing)
    assert {warn.code for warn in warnings} == {"identity_failed"}


def test_a_blank_is_not_zero() -> None:
    figures = form_figures.made_up("C", 5)
    for values in figures.t3.values():
        values[:] = [None if value == "0" else value for value in values]
    checks, warnings = checked(figures)
    with_blanks = [check for check in checks if check.blanks]
    assert with_blanks
    assert {check.holds for check in with_blanks} == {None}
    assert {check.holds_if_blank_zero for check in checks} <= {True, None}
    assert warnings == []


def test_blanks_that_hide_a_figure_are_said() -> None:
    figures = form_figures.made_up("C", 6)
    figures.t3["一"] = ["3", None, None, None, None, None, "5"]
    checks, warnings = checked(figures)
    found = next(check for check in checks if check.id == "t3.totals" and check.row == "1")
    assert (found.left, found.right, found.blanks, found.holds, found.holds_if_blank_zero) == (5, 3, 5, None, False)
    assert any("5 is not 3; 5 blank cells read as zero" in warn.detail for warn in warnings)


def test_totals_alone_or_no_totals_claim_nothing() -> None:
    figures = form_figures.made_up("B", 7)
    figures.t3["一"] = [None] * 6 + ["5"]
    figures.t3["二"] = ["1", "2", None, None, None, None, None]
    figures.t3["四"] = [None] * 6 + ["0"]
    checks, _ = checked(figures)
    rows = {check.row: check.holds_if_blank_zero for check in checks if check.id == "t3.totals"}
    assert (rows["1"], rows["2"], rows["4"]) == (None, None, True)


def test_rows_that_are_not_there_make_no_check() -> None:
    figures = form_figures.made_up("C", 8)
    figures.t3 = {path: figures.t3[path] for path in ("一", "二", "三/(一)")}
    figures.t4 = []
    checks, warnings = checked(figures)
    assert {check.id for check in checks} == {"t3.totals"}
    assert warnings == []


def test_table_4() -> None:
    figures = form_figures.made_up("C", 9)
    figures.t4[9] = "999"
    checks, warnings = checked(replace(figures, t2={}, t3={}))
    assert [(c.id, c.row, c.holds) for c in checks] == [
        ("t4.totals", "review", True),
        ("t4.totals", "suit_direct", False),
        ("t4.totals", "suit_after_review", True),
    ]
    assert len(warnings) == 1
