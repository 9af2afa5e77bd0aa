"""Of several places that give one count the best is taken, and the others are compared with it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gaispider.dataset.rows.canonical_figures import Found, canonical_figures
from gaispider.items import AnnexFigure, Figure, NarrativeFigure, Statistics, Tables
from tests.dataset.made import annex, figure, report, said, t3


def figures(**parts: object) -> dict[str, Found]:
    return canonical_figures(report("a", "磐石市财政局", 2021, statistics=Statistics(**parts))).figures  # type: ignore[arg-type]


def test_a_cell_is_believed_before_a_sentence_and_both_are_compared() -> None:
    statistics = Statistics("C2021", Tables(t3=t3(r1=7)), {"applications_received": said(8)})
    found = canonical_figures(report("a", "磐石市财政局", 2021, statistics=statistics))
    assert found.figures["applications_received"] == Found(7, "t3:1/total", "intact")
    (one,) = found.compared
    assert (one.key, one.left, one.right) == ("applications_received", 7, 8)
    assert (one.chosen, one.other) == ("t3:1/total", "narrative:applications_received")


def test_a_blank_cell_is_not_zero_and_the_sentence_stands() -> None:
    found = figures(form="C2021", tables=Tables(t3=t3(r1=None)), narrative={"applications_received": said(3)})
    assert found["applications_received"] == Found(3, "narrative:applications_received", "sentence")
    assert "applications_brought_forward" not in found


def test_an_ambiguous_cell_gives_nothing() -> None:
    open_cell = Figure(None, "1 0", None, None, "ambiguous", [1, 10])
    assert figures(form="C2021", tables=Tables(t3={"1": {"total": open_cell}})) == {}


def test_a_sum_needs_all_its_parts() -> None:
    parts = {f"r3_3_{n}": n for n in range(1, 9)}
    assert figures(form="C2021", tables=Tables(t3=t3(**parts)))["answers_refused"].value == 36
    parts["r3_3_4"] = None  # type: ignore[assignment]
    assert "answers_refused" not in figures(form="C2021", tables=Tables(t3=t3(**parts)))


def test_lawsuits_are_those_with_and_without_a_review() -> None:
    t4 = {"suit_direct": {"total": figure(2)}, "suit_after_review": {"total": figure(1)}}
    found = figures(form="C2021", tables=Tables(t4=t4))
    assert found["lawsuits"] == Found(3, "t4:suit_direct/total+suit_after_review/total", "intact")


@pytest.mark.parametrize(
    ("cell", "certainty"),
    [
        (figure(5), "intact"),
        (figure(5, method="chinese_numeral"), "intact"),
        (figure(5, method="repaired", certainty="context"), "repaired"),
        (figure(5, method="ocr", certainty="context"), "ocr"),
        (figure(5, certainty="context"), "context"),
        (Figure(5, "5", None), "context"),  # a record of the first schema does not say how it was read
    ],
)
def test_how_sure_a_figure_is(cell: Figure, certainty: str) -> None:
    assert (
        figures(form="C2021", tables=Tables(t3={"1": {"total": cell}}))["applications_received"].certainty == certainty
    )


def test_a_sum_is_as_sure_as_its_worst_part() -> None:
    t4 = {
        "suit_direct": {"total": figure(2)},
        "suit_after_review": {"total": figure(1, method="repaired", certainty="context")},
    }
    assert figures(form="C2021", tables=Tables(t4=t4))["lawsuits"].certainty == "repaired"


def test_an_annex_by_its_own_labels() -> None:
    rows = {
        "（一）收到申请数": annex(12),
        "四、行政复议数量/（二）被依法纠错数": annex(1),
        "网站公告栏更新数": annex(9),
        "三、依申请公开情况": AnnexFigure(None, "——", None),
    }
    found = canonical_figures(report("a", "磐石市财政局", 2016, statistics=Statistics("A2014", Tables(a=rows))))
    assert found.figures["applications_received"].source == "annex:（一）收到申请数"
    assert found.figures["reviews_corrected"].value == 1
    assert found.unmapped == ["网站公告栏更新数"]


def test_two_rows_of_an_annex_that_differ_give_no_value() -> None:
    rows = {"收到申请数": annex(12), "受理申请总数": annex(15)}
    found = canonical_figures(report("a", "磐石市财政局", 2016, statistics=Statistics("A2014", Tables(a=rows))))
    assert "applications_received" not in found.figures
    assert [(one.left, one.right) for one in found.compared] == [(12, 15)]
    same = {"收到申请数": annex(12), "受理申请总数": annex(12)}
    assert figures(form="A2014", tables=Tables(a=same))["applications_received"].value == 12


@pytest.mark.parametrize(
    ("value", "unit", "yuan"),
    [("0.35", "万元", Decimal(3500)), ("0.35", None, Decimal(3500)), ("120", "元", Decimal(120)), ("5", "美元", None)],
)
def test_money_is_in_yuan(value: str, unit: str | None, yuan: Decimal | None) -> None:
    found = figures(form="A2014", tables=Tables(a={"七、依申请公开信息收取的费用": annex(value, unit)}))
    assert (found["fees"].value if "fees" in found else None) == yuan


def test_a_fraction_is_no_count() -> None:
    odd = AnnexFigure("3.5", "3.5", None, None, "intact", "certain")
    assert figures(form="A2014", tables=Tables(a={"收到申请数": odd})) == {}


def test_rules_disclosed_are_not_rules_made() -> None:
    found = figures(narrative={"regulations": NarrativeFigure(4, "件", "公开规章4件", "intact", "certain")})
    assert set(found) == {"regulations_disclosed"}
