"""What a re-reading changed, against records on file of this schema and of the one before."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from gaispider import extract
from gaispider.items import Candidate, NarrativeFigure, Report
from gaispider.maintenance.record_diff import changes
from gaispider.schema_versions import VERSION_1, as_version_1

PAGE = """<html><head><meta charset=utf-8></head><body><h1>松山镇2018年政府信息公开工作年度报告</h1>
<div>发布日期：2019-02-27　来源：松山镇　文号：磐政发〔2019〕3号</div><div id=zoom><p>根据国办发〔2019〕4号编制。</p>
<p>主动公开政府信息12条。召开工作会议2次。</p><p>召开专题会议3次。</p>
<table><tr><td>统计指标</td><td>单位</td><td>数量</td></tr><tr><td>主动公开政府信息数</td><td>条</td><td>12</td></tr>
<tr><td>收到申请数</td><td>件</td><td>0</td></tr><tr><td>行政复议数</td><td>件</td><td>0</td></tr></table>
<p>松山镇人民政府</p><p>2019年2月21日</p><p><a href="a.pdf">附件.pdf</a></p></div></body></html>"""


def a_record() -> Report:
    (report,) = extract(PAGE.encode(), "http://www.panshi.gov.cn/a/1.html", site="panshi")
    assert report.statistics.tables.a
    assert report.attachments
    assert report.doc_number
    return report


def as_of_first(report: Report) -> Report:
    """The record as a line of /1 would have given it."""
    plain = as_version_1(msgspec.to_builtins(report))
    return msgspec.convert({"schema": VERSION_1, **plain}, Report)


def told(new: Report, old: Report) -> list[str]:
    return [line.partition("\t")[2] for line in changes([new], {old.id: old})]


def test_what_the_schema_before_could_not_say_is_no_change() -> None:
    report = a_record()
    old = as_of_first(report)
    assert old.rules == {}
    assert old.region and old.region.certainty is None
    assert old.statistics.narrative.keys() < report.statistics.narrative.keys(), "an open count had no entry"
    assert told(report, old) == []


def test_a_value_that_both_can_say_is_compared() -> None:
    report = a_record()
    old = replace(as_of_first(report), title="松山镇2017年报告")
    assert told(report, old) == ["title\t松山镇2017年报告\t→\t松山镇2018年政府信息公开工作年度报告"]


def test_between_records_of_this_schema_everything_is_compared() -> None:
    report = a_record()
    other = replace(report, title_certainty="certain", rules={**report.rules, "title": "shown_and_label"})
    assert told(report, other) == ["title_certainty\tcertain\t→\tcontext", "rules.title\tshown_and_label\t→\theading"]


def test_an_open_count_of_the_page_is_kept_with_its_phrases() -> None:
    figure = a_record().statistics.narrative["meetings"]
    said = [Candidate(2, "次", "召开工作会议2次"), Candidate(3, "次", "召开专题会议3次")]
    assert figure == NarrativeFigure(None, None, None, "intact", "ambiguous", said)
