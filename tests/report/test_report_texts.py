"""Whole reports in the forms that provinces and years prescribe, with towns, years and numbers changed together.

Every function of the room reads each of them; what they say must follow what was put in.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaispider.page.model import Block, Document
from gaispider.report.kind import kind_of
from gaispider.report.narrative.sentence_counts import read_narrative
from gaispider.report.sections.headings import split_sections
from gaispider.report.sign_off import sign_off
from gaispider.report.split import split_compilation
from gaispider.report.unit.agency import read_agency
from gaispider.report.year import report_year, stale_year
from tests.growth import assert_linear
from tests.report.whole_reports import (
    Written,
    eight_parts,
    no_headings,
    run_on_headings,
    seven_parts,
    shanghai,
    since_2019,
    six_parts,
)

FORMS = [six_parts, seven_parts, eight_parts, shanghai, since_2019, no_headings, run_on_headings]
PLACES = [("青岗镇", 2010, 3), ("白石桥乡", 2014, 41), ("临湖街道", 2018, 7), ("云山区水务局", 2022, 12)]


@pytest.mark.parametrize(("unit", "year", "n"), PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_report(form: Callable[[str, int, int], Written], unit: str, year: int, n: int) -> None:
    written = form(unit, year, n)
    document = written.document()
    url = "http://www.example.gov.cn/a/1.html"
    assert kind_of(written.title, document)[0] == written.kind
    assert report_year(written.title, None, url, document.text) == (year, "title")
    assert stale_year(written.title, None, document.text) is None
    assert [section.title for section in split_sections(document) if section.level == 1] == written.titles
    agency = read_agency(document, written.title, None)
    assert agency and agency.name == written.agency
    signed = sign_off(document)
    assert (signed.date_raw if signed else None) == written.signed
    found = {key: figure.value for key, figure in read_narrative(document, year).items()}
    assert found == written.narrative
    assert split_compilation(document) is None


@pytest.mark.parametrize(("unit", "year", "n"), PLACES)
@pytest.mark.parametrize("form", [six_parts, eight_parts, no_headings])
def test_year_without_title(form: Callable[[str, int, int], Written], unit: str, year: int, n: int) -> None:
    written = form(unit, year, n)
    url = "http://www.example.gov.cn/a/1.html"
    if form is not eight_parts:
        assert report_year(None, None, url, written.document().text) == (year, "text")
    assert report_year("年度报告", None, "http://x.cn/1.jsp?fbtime=2013", "") == (2013, "parameter")


@pytest.mark.parametrize(("unit", "year", "n"), PLACES)
def test_a_report_that_speaks_of_the_year_before(unit: str, year: int, n: int) -> None:
    written = six_parts(unit, year - 1, n)
    warning = stale_year(f"{unit}{year}年政府信息公开年度报告", None, written.document().text)
    assert warning and warning.code == "stale_year" and str(year - 1) in warning.detail


LINE = st.text(
    alphabet=st.sampled_from(
        list("一二三十、（）()。，,:：;；年月日0129第篇部分公开信息申请复议诉讼未没有收到件条 　\t《》*附表镇局报告")
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=12), LINE)
def test_nothing_raises_and_nothing_is_empty(lines: list[str], title: str) -> None:
    document = Document([Block(line, "p") for line in lines])
    kind_of(title, document)
    year, found_in = report_year(title, None, f"http://x.cn/{len(lines)}/a.html?year=20a", document.text)
    assert (year is None) == (found_in is None)
    stale_year(title, None, document.text)
    assert all(section.title for section in split_sections(document))
    agency = read_agency(document, title, None)
    assert agency is None or agency.name
    signed = sign_off(document)
    assert signed is None or signed.unit or signed.date_raw
    for figure in read_narrative(document, 2012).values():
        undecided = figure.certainty == "ambiguous"
        assert undecided == (figure.value is None) == (figure.phrase is None) == bool(figure.alternatives)
        assert figure.method and all(candidate.phrase for candidate in figure.alternatives)
    for part in split_compilation(document) or []:
        assert part.document.text


@pytest.mark.parametrize(
    "filler",
    [
        "一、二、三、",
        "未收到申请，",
        "2013年公开",
        "第一篇",
        "（一）。",
        "公布2013年度",
        "附件 ",
        "局 2019年1月",
        "〇二年月日",
        "《公开",
    ],
)
def test_long_lines_take_linear_time(filler: str) -> None:
    def work(size: int) -> None:
        line = filler * (size // len(filler))
        document = Document([Block(line, "p"), *(Block(filler * 8, "p") for _ in range(size // 100)), Block(line, "p")])
        kind_of(line, document)
        report_year(line, None, "http://x.cn/" + "nb/" * (size // 60), document.text)
        stale_year("2014年报告", None, document.text)
        split_sections(document)
        read_agency(document, line, None)
        read_narrative(document, 2013)
        split_compilation(document)

    assert_linear(work, 3_750)
