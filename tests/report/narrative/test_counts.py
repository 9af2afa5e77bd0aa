"""Counts in sentences: each case is a class of wording, with made-up towns, years and numbers."""

from __future__ import annotations

import csv

import pytest

from gaispider.items import Candidate
from gaispider.page.model import Block, Document
from gaispider.paths import REFERENCE
from gaispider.report.narrative.sentence_counts import read_narrative
from tests.growth import assert_linear


def document(*lines: str) -> Document:
    return Document([Block(line, "p") for line in lines])


def values(*lines: str, year: int | None = None) -> dict[str, int | str]:
    """What the text settles; what it leaves open has no value."""
    figures = read_narrative(document(*lines), year)
    return {key: figure.value for key, figure in figures.items() if figure.value is not None}


@pytest.mark.parametrize(
    ("sentence", "value", "certainty"),
    [
        ("我镇共发布信息407条，其中主动公开政府信息165条。", 165, "context"),
        ("全年共公开信息500条，其中主动公开政府信息480条，依申请公开20条。", 480, "context"),
        ("全年主动公开信息500条，其中主动公开政府信息80条。", 500, "certain"),
    ],
)
def test_the_part_made_public_of_its_own_accord(sentence: str, value: int, certainty: str) -> None:
    figure = read_narrative(document(sentence), None)["proactive_total"]
    assert (figure.value, figure.certainty) == (value, certainty)


@pytest.mark.parametrize("mark", ["²", "①", "❷", "*", "[1]", "〔2〕", "【3】", "（注1）", "[注]"])
def test_marks_of_notes_are_no_digits(mark: str) -> None:
    figures = read_narrative(document(f"县政府网站公开信息65{mark}条，微信公众号发布信息87条。"), None)
    assert [(figures[key].value, figures[key].certainty) for key in ("website", "wechat")] == [
        (65, "context"),
        (87, "certain"),
    ]
    assert mark.replace("（", "").replace("）", "") in str(figures["website"].phrase)


@pytest.mark.parametrize("sentence", ["全年受理来信来访申请事项57件，均已答复。", "受理投诉举报申请12件。"])
def test_letters_are_no_applications(sentence: str) -> None:
    assert "applications_received" not in values(sentence)


@pytest.mark.parametrize("mark", ["²", "①", "[1]"])
def test_marks_between_digits_leave_the_count_open(mark: str) -> None:
    assert values(f"县政府网站公开信息65{mark}3条。") == {}


@pytest.mark.parametrize("nothing", ["无。", "没有", "2013年度我镇无此类情况。", "零"])
@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("依申请公开政府信息办理情况", {"applications_received": 0}),
        ("依申请公开和不予公开政府信息的情况", {"applications_received": 0, "withheld": 0}),
        ("政府信息公开的收费及减免情况", {"fees": "0"}),
        ("依申请公开信息收取的费用", {"fees": "0"}),
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", {"reviews": 0, "lawsuits": 0}),
        ("行政复议、诉讼和举报投诉情况", {"reviews": 0, "lawsuits": 0, "complaints": 0}),
        ("咨询处理情况", {"inquiries": 0}),
        ("其他需要报告的事项", {}),
    ],
)
def test_a_section_that_says_nothing_denies_its_title(nothing: str, title: str, expected: dict[str, object]) -> None:
    assert values("一、概述", "我镇工作正常。", f"二、{title}", nothing) == expected


def test_a_heading_that_names_the_channel() -> None:
    lines = ("二、主动公开情况", "1.县人民政府网站。公开信息52条。", "2.公开栏。全镇设公开栏22个，公开信息180条。")
    assert values(*lines) == {"website": 52, "other_channels": 180}


def test_cells_of_a_table_set_as_lines_deny_nothing() -> None:
    assert values("二、申请情况", "2.重复申请", "0", "1.信访举报投诉类申请", "无", "（三）不予公开", "0") == {}


def test_other_years_are_passed_over_where_the_report_names_its_own() -> None:
    lines = ("2015年，主动公开政府信息90条。2016年，主动公开政府信息120条。",)
    assert values(*lines, year=2016) == {"proactive_total": 120}
    assert values(*lines, year=2015) == {"proactive_total": 90}


def test_a_stale_report_is_read_as_it_stands() -> None:
    assert values("2016年，我镇主动公开政府信息77条。", year=2017) == {"proactive_total": 77}


def test_sections_about_plans_are_not_read() -> None:
    lines = ("一、主动公开政府信息情况", "主动公开政府信息40条。", "二、存在的问题及下一步打算", "召开工作会议3次。")
    assert values(*lines) == {"proactive_total": 40}


def test_the_section_about_it_decides() -> None:
    lines = (
        "一、概述",
        "今年我局主动公开政府信息300条。",
        "二、主动公开政府信息情况",
        "今年我局主动公开政府信息312条。",
    )
    assert values(*lines) == {"proactive_total": 312}


def test_two_statements_that_differ_give_no_value_and_both_phrases() -> None:
    figure = read_narrative(document("召开工作会议2次。", "召开专题 会议三次。"), None)["meetings"]
    assert (figure.value, figure.phrase, figure.certainty) == (None, None, "ambiguous")
    assert figure.alternatives == [Candidate(2, "次", "召开工作会议2次"), Candidate(3, "次", "召开专题 会议三次")]


def test_numbers_of_parts_are_no_candidates_for_the_whole() -> None:
    figures = read_narrative(document("官方微博公开信息86条。", "微信公众号公开信息30条。"), None)
    assert "proactive_total" not in figures


@pytest.mark.parametrize(
    ("lines", "key", "method", "certainty"),
    [
        (["主动公开政府信息326条。"], "proactive_total", "intact", "certain"),
        (["未收到政府信息公开申请。"], "applications_received", "intact", "certain"),
        (["收到三件政府信息公开申请。"], "applications_received", "chinese_numeral", "certain"),
        (["我镇主动公开政府信息158。"], "proactive_total", "repaired", "certain"),
        # A rounded number, one beside another that is said less plainly, one channel's number for the whole.
        (["主动公开政府信息已达300余条。"], "proactive_total", "intact", "context"),
        (["主动公开政府信息326条。", "全年公开政府信息400条。"], "proactive_total", "intact", "context"),
        (["政府门户网站上主动公开信息数量为46件。"], "proactive_total", "intact", "context"),
    ],
)
def test_how_a_count_was_read_and_how_sure_it_is(lines: list[str], key: str, method: str, certainty: str) -> None:
    figure = read_narrative(document(*lines), None)[key]
    assert figure.value is not None
    assert (figure.method, figure.certainty, figure.alternatives) == (method, certainty, [])


def test_one_channel_is_not_the_whole_beside_another() -> None:
    found = values("通过网站主动公开政府信息50条。", "微信公众号发布信息30条。")
    assert found == {"website": 50, "wechat": 30}


def test_phrases_are_as_printed() -> None:
    figures = read_narrative(document("本年度　主动公开 政府信息 ２５ 条，未收到 政府信息公开申请。"), None)
    assert figures["proactive_total"].phrase == "主动公开 政府信息 ２５ 条"
    assert figures["proactive_total"].unit == "条"
    assert figures["proactive_total"].value == 25
    assert figures["applications_received"].phrase == "未收到 政府信息公开申请"
    assert figures["applications_received"].unit is None


def test_table_rows_are_no_sentences() -> None:
    rows = Document([Block("主动公开政府信息数\t条\t50", "tr", table=0)])
    assert read_narrative(rows, None) == {}


def test_every_key_is_explained_with_a_source_and_an_example_that_it_reads() -> None:
    lines = (REFERENCE / "narrative.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    explained: set[str] = set()
    for row in rows:
        assert row["source"], row
        if row["key"] not in explained:
            assert row["label"] and row["meaning"], row
            explained.add(row["key"])
        example = row["example"] if "办结" not in row["example"] else "收到申请，" + row["example"]
        figures = read_narrative(document(example + "。"), None)
        assert row["key"] in figures, (row["key"], row["example"], figures)
        assert (figures[row["key"]].value is None) == (row["kind"] == "addend"), (row["example"], figures)


def test_renamed_report() -> None:
    """A whole township report: every town, year and number is changed together and the values follow."""
    for town, year, base in (("青岗镇", 2014, 3), ("白石桥乡", 2017, 41), ("临湖街道", 2010, 100)):
        found = values(
            "一、主动公开政府信息情况",
            f"{year}年度，{town}主动公开政务信息{base + 1}条，其中，规范性文件{base}条。",
            "二、依申请公开政府信息情况",
            f"{year}年度{town}未收到政府信息公开申请。",
            "三、机构建设、保障经费和培训会议情况",
            f"设置信息公开查阅点{base}个，兼职人员{base + 2}名，举办培训班{base}期，培训{base * 10}人次。",
            f"四、{year + 1}年工作打算",
            f"{year + 1}年计划举办培训班9期。",
            year=year,
        )
        assert found == {
            "proactive_total": base + 1,
            "normative_documents": base,
            "applications_received": 0,
            "reading_points": base,
            "part_time_staff": base + 2,
            "training_sessions": base,
            "trained_people": base * 10,
        }


def test_long_lines_take_linear_time() -> None:
    """Digits, denials and subject words without end: no pattern may backtrack over the whole line."""
    for filler in ("未收到申请主动公开信息召开会议", "公开信息的共计", "1234567890", "申请复议诉讼未", "培训1"):
        assert_linear(lambda size, filler=filler: read_narrative(document(filler * (size // len(filler))), 2015), 5_000)  # type: ignore[misc]
