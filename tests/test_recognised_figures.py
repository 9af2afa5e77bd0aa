"""Figures that a recogniser read: what identities prove is given, what they do not is left open."""

from __future__ import annotations

from gaispider.documents.content import FileContent
from gaispider.documents.pictures.figure_doubt import is_marked, marked, readings, unmarked
from gaispider.file_reports.recognised_figures import settle_recognised
from gaispider.file_reports.recognised_text import doubt_recognised
from gaispider.items import SCHEMA, Figure, NarrativeFigure, Report, Signed, Statistics
from gaispider.report.statistics import check_statistics, read_statistics
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as forms


def settled(**cells: str) -> Report:
    """A recognised report of made-up figures, with some cells (t3_ROW_COLUMN, dots as p; t4_PLACE) read otherwise."""
    figures = form_figures.made_up("C", 3)
    paths = {key: path for path, key, _ in form_figures.rows3("C")}
    for name, text in cells.items():
        table, row, *column_named = name.split("_")
        column = "".join(column_named)
        if table == "t4":
            figures.t4[int(row)] = text
        elif table == "t3":
            figures.t3[paths[row.replace("p", ".")]][form_figures.APPLICANT_KEYS.index(column)] = text
        else:
            figures.t2[row][column] = text
    document = forms.read(forms.markup(figures, form_grids.Variant(t2="stacked")))
    form, tables, warnings = read_statistics(document, 2021)
    report = Report(SCHEMA, "1", None, "http://x.gov.cn/1.pdf", "http://x.gov.cn/1.pdf", None, "official", None)
    report.statistics = Statistics(form, tables)
    report.statistics.checks, failed = check_statistics(report.statistics)
    report.warnings = [*warnings, *failed]
    settle_recognised(report, FileContent("pdf", "recogniser 1", document, recognised=[1]))
    return report


def cell(report: Report, row: str, column: str) -> Figure:
    assert report.statistics.tables.t3 is not None
    return report.statistics.tables.t3[row][column]


def truth(row: str, column: str) -> int:
    path = {key: path for path, key, _ in form_figures.rows3("C")}[row]
    return int(form_figures.made_up("C", 3).t3[path][form_figures.APPLICANT_KEYS.index(column)] or 0)


def test_the_mark_of_a_doubt_keeps_both_readings() -> None:
    assert readings(marked("12", ["13"])) == ["12", "13"]
    assert readings(marked("12", [])) == ["12"]
    assert (readings("12"), is_marked("12"), is_marked("12（1）")) == (["12"], False, False)
    assert unmarked("共" + marked("12", ["13"]) + "件") == "共12件"


def test_every_value_is_of_ocr_and_none_is_certain() -> None:
    report = settled()
    tables = report.statistics.tables
    figures = [f for rows in (tables.t2, tables.t3, tables.t4) for row in (rows or {}).values() for f in row.values()]
    assert {(f.method, f.certainty) for f in figures if f.value is not None} == {("ocr", "context")}
    assert all(check.holds for check in report.statistics.checks)


def test_of_two_readings_the_one_with_which_all_adds_up_is_given() -> None:
    right = truth("1", "natural")
    report = settled(t3_1_natural=marked(str(right + 60), [str(right)]))
    figure = cell(report, "1", "natural")
    assert (figure.value, figure.raw, figure.method, figure.certainty) == (right, str(right + 60), "ocr", "context")
    assert report.warnings == []


def test_a_weak_reading_is_given_where_it_adds_up_and_else_left_open() -> None:
    right = truth("3.1", "business")
    assert cell(settled(t3_3p1_business=marked(str(right), [])), "3.1", "business").value == right
    figure = cell(settled(t3_3p1_business=marked(str(right + 7), [])), "3.1", "business")
    assert (figure.value, figure.certainty, figure.alternatives) == (None, "ambiguous", [right + 7])


def test_a_misread_figure_is_found_where_row_and_column_fail_and_its_neighbours_stand() -> None:
    right = truth("3.2", "legal")
    report = settled(t3_3p2_legal=str(right + 5))
    figure = cell(report, "3.2", "legal")
    assert (figure.value, figure.alternatives) == (None, [right + 5])
    assert cell(report, "3.2", "other").value == truth("3.2", "other")
    assert cell(report, "3.1", "legal").value == truth("3.1", "legal")
    assert [warn.detail for warn in report.warnings if warn.code == "unknown_row"] == [
        "recognised in a picture, and left open: 3.2.legal"
    ]


def test_readings_that_make_up_for_each_other_are_both_left_open() -> None:
    """The same misreading in four cells adds up again: nothing proves either."""
    cells = {}
    for row, column in (("3.1", "other"), ("3.1", "total"), ("3.7", "other"), ("3.7", "total"),
                        ("1", "other"), ("1", "total")):  # fmt: skip
        right = truth(row, column)
        cells[f"t3_{row.replace('.', 'p')}_{column}"] = marked(str(right), [str(right + 5)])
    report = settled(**cells)
    assert {cell(report, row, column).value for row, column in (("3.1", "other"), ("1", "total"))} == {None}


def test_a_figure_with_more_ink_than_its_digits_is_given_only_where_it_adds_up() -> None:
    """Read twice alike, beside what may be a note's sign: 8※ as 8."""
    right = truth("3.1", "business")
    alike = {"t3_3p1_business": marked(str(right), [str(right)])}
    given = cell(settled(**alike), "3.1", "business")
    assert (given.value, given.method, given.certainty, given.alternatives) == (right, "ocr", "context", [])
    other = {"t3_3p1_business": marked(str(right + 5), [str(right + 5)])}
    assert cell(settled(**other), "3.1", "business").alternatives == [right + 5]
    report = settled(t2_行政许可_本年处理决定数量=marked("8", ["8"]))
    assert report.statistics.tables.t2 is not None
    figure = report.statistics.tables.t2["licences"]["decisions"]
    assert (figure.value, figure.certainty, figure.alternatives) == (None, "ambiguous", [8])


def test_a_figure_that_a_form_binds_is_left_open_where_nothing_can_be_tested() -> None:
    """Neither the row's total nor the column's can be read: figures under a lost line would stand in wrong columns."""
    unread = {f"t4_{place}": marked("", []) for place in (4, 9, 14)}
    report = settled(**unread)
    tables = report.statistics.tables
    assert tables.t4 is not None and tables.t3 is not None
    figures = [figure for row in tables.t4.values() for figure in row.values()]
    assert {(figure.value, figure.certainty) for figure in figures if figure.alternatives} == {(None, "ambiguous")}
    assert all(figure.value is None for figure in figures)
    assert cell(report, "1", "natural").value == truth("1", "natural")


def test_many_figures_in_doubt_settle_one_after_the_other() -> None:
    doubts = {}
    for column in ("natural", "business", "research", "welfare", "legal"):
        for row in ("3.1", "3.2", "3.3.1", "3.4.1"):
            right = truth(row, column)
            doubts[f"t3_{row.replace('.', 'p')}_{column}"] = marked(str(right + 1), [str(right)])
    report = settled(**doubts)
    # Each row has five figures in doubt, each column four: no sum has one alone.
    assert cell(report, "3.1", "natural").value is None
    kept = {key: text for key, text in doubts.items() if "natural" in key or "3p1" in key}
    report = settled(**kept)
    for key in kept:
        _, row, column = key.split("_")
        assert cell(report, row.replace("p", "."), column).value == truth(row.replace("p", "."), column)


def test_without_identity_a_doubtful_figure_is_left_open() -> None:
    report = settled(t2_行政许可_本年处理决定数量=marked("181", ["131"]))
    assert report.statistics.tables.t2 is not None
    figure = report.statistics.tables.t2["licences"]["decisions"]
    assert (figure.value, figure.raw, figure.alternatives) == (None, "181", [181, 131])


def test_what_may_be_a_stroke_is_no_one_by_a_sum_that_holds_without_it_too() -> None:
    """A slash looks like a one: as a cell and as its total it adds up either way."""
    slash = marked("1", ["/"])
    report = settled(t4_0=slash, t4_1="0", t4_2="0", t4_3="0", t4_4=slash, t2_行政许可_本年处理决定数量=slash)
    tables = report.statistics.tables
    assert tables.t2 is not None and tables.t4 is not None
    for figure in (tables.t4["review"]["upheld"], tables.t4["review"]["total"], tables.t2["licences"]["decisions"]):
        assert (figure.value, figure.certainty, figure.alternatives) == (None, "ambiguous", [1])
    assert tables.t4["suit_direct"]["total"].value is not None


def test_text_with_a_doubtful_number_gives_no_value() -> None:
    report = settled()
    report.signed = Signed("2022-01-18", "2022年1月18日", "intact", "certain")
    report.statistics.narrative = {
        "requests": NarrativeFigure(4, "件", "收到申请4件", "intact", "certain"),
        "proactive_total": NarrativeFigure(216, "条", "公开信息216条", "intact", "certain"),
    }
    doubt_recognised(report, FileContent("pdf", "recogniser 1", recognised=[1], doubtful=frozenset(("216",))))
    assert (report.signed.value, report.signed.method, report.signed.certainty) == ("2022-01-18", "ocr", "context")
    sure, open_ = report.statistics.narrative["requests"], report.statistics.narrative["proactive_total"]
    assert (sure.value, sure.method, sure.certainty) == (4, "ocr", "context")
    assert (open_.value, open_.certainty, [one.value for one in open_.alternatives]) == (None, "ambiguous", [216])
    doubt_recognised(report, FileContent("pdf", "recogniser 1", recognised=[1], doubtful=frozenset(("18",))))
    assert (report.signed.value, report.signed.alternatives) == (None, ["2022-01-18"])
