"""How sure a record is of its values, and by which rule it has them: pages that differ in what speaks for a value."""

from __future__ import annotations

import pytest

from gaispider import extract
from gaispider.items import Report

TITLE = "松山镇2018年政府信息公开工作年度报告"
BODY = "<p>一、概述</p><p>2018年，我镇主动公开政府信息12条，未收到政府信息公开申请。</p>" * 3
SIGNED = "<p>松山镇人民政府</p><p>2019年2月21日</p>"


def record(bar: str = "", *, title: str = TITLE, head: str = "", body: str = BODY + SIGNED) -> Report:
    page = (
        f"<html><head><meta charset=utf-8>{head}</head><body><h1>{title}</h1><div>{bar}</div><div id=zoom>{body}</div>"
    )
    (report,) = extract(page.encode(), "http://www.panshi.gov.cn/a/1.html", site="panshi")
    return report


@pytest.mark.parametrize(
    ("bar", "head", "rule", "method", "certainty"),
    [
        ("发布日期：2019-02-27", "", "label", "intact", "certain"),
        ("2019-02-27 10:46", "", "day_without_label", "intact", "certain"),
        ("发布日期：二〇一九年二月二十七日", "", "label", "chinese_numeral", "certain"),
        # Another day beside it, an update, the document's own day: something else could have been meant.
        ("发布时间：2019-03-01 发布日期：2019-02-27", "", "label", "intact", "context"),
        ("发布日期：2019-02-27", "<meta name=PubDate content='2019-03-05'>", "label", "intact", "context"),
        ("更新时间：2019-02-27", "", "day_of_update", "intact", "context"),
        ("成文日期：2019-02-27", "", "day_of_making", "intact", "context"),
        ("", "<meta name=PubDate content='2019-02-27'>", "meta_tag", "intact", "certain"),
    ],
)
def test_the_day_of_publication(bar: str, head: str, rule: str, method: str, certainty: str) -> None:
    report = record(bar, head=head)
    assert report.published and report.published.value == "2019-02-27"
    found = (report.rules["published"], report.published.method, report.published.certainty)
    assert found == (rule, method, certainty)


@pytest.mark.parametrize(
    ("head", "rule", "certainty", "found_in"),
    [
        (f"<title>{TITLE}</title>", "shown_and_title_element", "certain", "title"),
        (f"<meta name=ArticleTitle content='{TITLE}'>", "shown_and_meta_tag", "certain", "title"),
        ("", "heading", "context", "title"),
    ],
)
def test_the_title(head: str, rule: str, certainty: str, found_in: str) -> None:
    report = record(head=head)
    assert (report.title, report.rules["title"]) == (TITLE, rule)
    assert (report.title_found_in, report.title_certainty) == (found_in, certainty)


def test_a_year_that_the_text_contradicts_is_not_certain() -> None:
    assert record().report_year_certainty == "certain"
    stale = record(body=BODY.replace("2018", "2017") + SIGNED)
    assert (stale.report_year, stale.report_year_certainty) == (2018, "context")
    assert "stale_year" in [warn.code for warn in stale.warnings]


def test_where_source_and_text_come_from() -> None:
    report = record("来源：松山镇")
    assert (report.source, report.source_found_in, report.text_from) == ("松山镇", "header", "page")
    meta = record(head="<meta name=ContentSource content=松山镇>")
    assert (meta.source_found_in, meta.rules["source"]) == ("meta", "meta_tag")
    bare = record(body="")
    assert (bare.source_found_in, bare.text, bare.text_from) == (None, None, None)
    assert "text" not in bare.rules


def test_numbers_of_documents() -> None:
    report = record("文号：磐政发〔2019〕3号", body="<p>根据国办发〔2019〕4号和〔XX〕26号编制本报告。</p>" + BODY)
    assert report.doc_number and (report.doc_number.value, report.doc_number.certainty) == (
        "磐政发〔2019〕3号",
        "certain",
    )
    cited = [(number.value, number.certainty) for number in report.cited_documents]
    assert cited == [("国办发〔2019〕4号", "certain"), (None, "ambiguous")]
