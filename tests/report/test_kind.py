"""Kinds of documents by title and text; look-alikes of reports. Towns and years are made up."""

from __future__ import annotations

import pytest

from gaispider.items import Kind
from gaispider.page.model import Block, Cell, Document, Table
from gaispider.report.kind import kind_of

REPORT = Document(
    [
        Block(
            "根据《中华人民共和国政府信息公开条例》编制本年度报告。本报告中所列数据的统计期限自2013年1月1日起。", "p"
        ),
        Block("一、主动公开政府信息情况", "p"),
        Block("主动公开政府信息120条。" + "我局认真落实各项要求。" * 40, "p"),
        Block("二、依申请公开政府信息情况", "p"),
        Block("未发生行政复议、行政诉讼。", "p"),
        Block("三、存在的主要问题", "p"),
    ]
)
NOTICE = Document([Block("各镇人民政府，县政府各部门：现将有关事项通知如下。", "p")])


def kind(title: str | None, document: Document) -> Kind:
    return kind_of(title, document)[0]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("青岗镇2018年政府信息公开工作年度报告", "words_of_title"),
        ("年度报告", "words_of_heading"),
        (None, "calls_itself_report"),
    ],
)
def test_the_rule_that_told_the_kind(title: str | None, rule: str) -> None:
    heading = [Block("青岗镇2013年政府信息公开年度报告", "p")] if rule == "words_of_heading" else []
    assert kind_of(title, Document([*heading, *REPORT.blocks])) == ("annual_report", rule)


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("松山镇人民政府关于防汛工作的部署与落实情况", "title_without_subject"),
        ("松山镇2018年上半年政府信息公开工作总结", "title_of_other_matter"),
        ("松山镇2018年政府信息公开情况统计表", "title_of_table"),
        ("关于做好2018年政府信息公开年度报告编制工作的通知", "title_of_notice"),
        ("政府信息公开年度报告制度", "title_about_reports"),
        ("松山镇2018年政务公开工作总结", "words_of_title"),
    ],
)
def test_the_rule_that_a_title_met(title: str, rule: str) -> None:
    assert kind_of(title, NOTICE)[1] == rule


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        ("一年来，我镇政务公开工作有序开展。现将情况总结如下：", "work_summary", "sums_up"),
        ("请与我们联系。", "not_a_report", "no_set_phrases"),
    ],
)
def test_the_rule_that_a_text_met(text: str, kind: Kind, rule: str) -> None:
    assert kind_of(None, Document([Block(text, "p")])) == (kind, rule)


@pytest.mark.parametrize(
    "title",
    [
        "青岗镇2018年政府信息公开工作年度报告",
        "2011年白石桥乡政府信息公开年度报告",
        "临湖县水务局2015年年度政府信息公开工作报告",
        "二○○九年度青岗镇政府信息公开年度报告",
        "临湖区信息公开2016年度工作报告",
        "关于2012年政府信息公开工作的报告",
        "青岗镇政府信息公开年报（2020年）",
        "青岗镇2018年政府信息公开工作年度报告（修改）",
        "青岗镇2013年度政府信息公开年度报告.doc",
        "临湖县2014年政府信息公开年度报告-临湖县人民政府",
        "2022年信息公开年度工作报告",
        "临湖县2013年政府信息公开工作年度报告及统计表",
        "临湖县2013年政务公开工作年度报告",
        "《青岗镇2009年政府信息公开年度报告》",
        "临湖县人民政府关于公布《临湖县2009年政府信息公开年度报告》的通知",
    ],
)
def test_annual_reports(title: str) -> None:
    assert kind(title, REPORT) == "annual_report"


@pytest.mark.parametrize(
    "title",
    [
        "白石桥街道2008年政府信息公开工作总结",
        "青岗镇2011年政务公开工作总结",
        "临湖支行关于二○○八年度政务公开工作总结的报告",
        "2014年政务公开工作总结及2015年工作计划",
        "*市政务公开工作情况汇报",
    ],
)
def test_work_summaries(title: str) -> None:
    assert kind(title, REPORT) == "work_summary"


@pytest.mark.parametrize(
    "title",
    [
        "2014年度永和镇政府信息公开情况统计表",
        "临湖县2014年度政府信息公开情况统计表",
        "2013年度青岗镇政府信息公开工作情况统计报表",
        "2016年政府信息公开工作年度报告统计表",
    ],
)
def test_statistics(title: str) -> None:
    assert kind(title, Document()) == "statistics_only"


@pytest.mark.parametrize(
    "title",
    [
        "临湖县政府信息公开工作年度报告制度",
        "关于印发《临湖县政府信息公开工作年度报告制度（试行）》的通知",
        "临湖县政府信息公开统计制度",
        "临湖县水务局政府信息公开指南",
        "临湖县人民政府办公室关于做好2025年政府信息公开工作年度报告编制和发布工作的通知",
        "关于报送2013年度政府信息公开年度报告的通知",
        "【文字解读】临湖县2022年政府信息公开工作年度报告",
        "一图读懂临湖县2022年政府信息公开工作年度报告",
        "图解：2021年政府信息公开年报",
        "2023年政府信息公开工作年度报告公布情况",
        "关于2009年政府信息公开工作年度报告编制公布情况的通报",
        "2018年上半年政府信息公开情况统计表",
        "2018年第一季度政务公开工作总结",
        "政府信息公开目录",
        "2016年政务公开工作要点",
        "临湖县政府信息公开工作考核办法",
        "临湖县2021年法治政府建设年度报告",
        "临湖县2018年部门决算信息公开情况报告",
        "临湖县2019年国民经济和社会发展统计公报",
        "临湖县召开2023年度政府信息公开工作年报编制和发布部署会",
        "青岗镇2012年工作总结和下一年工作打算以及党的建设情况",
        "国务院办公厅关于加强三级公立医院绩效考核工作的意见",
        "青岗镇2015年村务公开工作总结",
        "青岗镇2015年党务公开工作总结",
        "对2014年政府信息公开年度报告的说明",
        "临湖县政府信息公开年度报告填报系统",
        "政府信息公开年报管理系统 用户登录",
    ],
)
def test_look_alikes(title: str) -> None:
    assert kind(title, NOTICE) == "not_a_report"


def test_a_notice_about_reports_stays_one_whatever_its_length() -> None:
    assert kind("关于做好2012年政府信息公开年度报告工作的通知", REPORT) == "not_a_report"


@pytest.mark.parametrize("title", [None, "", "年度报告", "青岗镇", "信息公开年报", "青岗镇2018年政府信息公开工作年..."])
def test_a_general_title_leaves_it_to_the_document(title: str | None) -> None:
    own = Document([Block("青岗镇2018年政府信息公开工作总结", "p"), *REPORT.blocks])
    assert kind(title, own) == "work_summary"


def test_without_title_the_calls_itself_report_decide() -> None:
    assert kind(None, REPORT) == "annual_report"
    assert kind(None, NOTICE) == "not_a_report"
    assert kind(None, Document()) == "not_a_report"


def test_a_report_that_is_nothing_but_the_form_is_statistics() -> None:
    table = Table([Cell("统计指标", 0, 0), Cell("单位", 0, 1), Cell("统计数", 0, 2)], 1, 3)
    rows = Document([Block("统计指标\t单位\t统计数", "tr", table=0)], [table])
    assert kind("青岗镇2016年政府信息公开年度报告", rows) == "statistics_only"
    assert kind("青岗镇2016年政府信息公开年度报告", Document()) == "annual_report"
    parts = [
        Block("一、概述", "p"),
        Block("公开信息20条。", "p"),
        Block("二、申请", "p"),
        Block("没有。", "p"),
        *rows.blocks,
    ]
    assert kind("青岗镇2016年政府信息公开年度报告", Document(parts, [table])) == "annual_report"


def test_a_short_report_behind_the_notice_that_carries_it() -> None:
    title = "关于印发《临湖县水务局2012年政府信息公开工作年度报告》的通知"
    lines = ("现印发给你们。", "一、概述", "我局成立了领导小组。", "二、公开情况", "公开信息20条。")
    assert kind(title, Document([Block(line, "p") for line in lines])) == "annual_report"
    assert kind(title, Document([Block("现印发给你们。", "p")])) == "not_a_report"


def test_a_copy_with_its_brand_in_the_subject_s_place() -> None:
    title = "青岗街道2021年某某游戏平台工作年度报告"
    lines = (
        "一、总体情况",
        "2021年主动公开政府信息153条，统计期限为全年。未收到依申请公开的申请。",
        "二、主动公开政府信息情况",
        "三、某某游戏平台行政复议、行政诉讼情况",
        "四、存在的主要问题及改进情况",
    )
    assert kind(title, Document([Block(line, "p") for line in lines])) == "annual_report"


def test_a_report_on_the_rule_of_law_is_none() -> None:
    text = (
        "区司法局推进政务公开，主动公开和依申请公开工作规范有序；办理行政复议12件、行政诉讼3件。存在的问题是人员不足。"
    )
    assert kind("青岗区2021年度法治工作年度报告", Document([Block(text, "p")] * 3)) == "not_a_report"
