"""Titles that tell of a report or put it on show: the text says whether it is one."""

from __future__ import annotations

import pytest

from gaispider.page.model import Block, Document
from gaispider.report.announced_kind import is_told_of
from gaispider.report.kind import kind_of

REPORT = Document(
    [
        Block("根据《中华人民共和国政府信息公开条例》要求，编制本报告。", "p"),
        Block("一、概述", "p"),
        Block("我局认真落实各项要求。", "p"),
        Block("二、主动公开政府信息情况", "p"),
        Block("全年主动公开政府信息130条。", "p"),
    ]
)
NEWS = Document(
    [
        Block("本报讯 近日，县政府办公室公布了2017年政府信息公开年度报告。", "p"),
        Block("报告显示，政府网站仍是公开的主要渠道，统计期限内主动公开1130条。", "p"),
    ]
)

TOLD = [
    "清水县公布2017年政府信息公开年度报告",
    "清水县发布2017年政府信息公开工作年度报告",
    "清水县2017年政府信息公开年度报告出炉",
    "清水县2017年政府信息公开年度报告发布",
    "清水县2017年政府信息公开年报正式公布",
    "清水县各部门集中公开2017年政府信息公开年度报告",
    "清水县2017年政府信息公开年报已全部公开",
    "清水县2017年政府信息公开年报来了！",
    "清水县林业局2017年政府信息公开年度报告公示",
    "清水县林业局2017年政府信息公开年度报告的公示",
    "清水县林业局2017年政府信息公开年度报告公告",
    "清水县林业局2017年政府信息公开年度报告一图读懂",
    "清水县林业局2017年政府信息公开年度报告（一图读懂）",
    "清水县林业局2017年政府信息公开工作年度报告【图解】",
]


@pytest.mark.parametrize("title", TOLD)
def test_the_text_decides(title: str) -> None:
    assert kind_of(title, REPORT) == ("annual_report", "text_of_report")
    assert kind_of(title, NEWS) == ("not_a_report", "text_of_report")
    assert kind_of(title, Document()) == ("not_a_report", "text_of_report")


@pytest.mark.parametrize(
    "title",
    [
        "清水县林业局2017年政府信息公开年度报告",
        "清水县政府信息公开年报（2017年）",
        "关于公布清水县2017年政府信息公开年度报告的通知",
        "清水县人民政府关于公布《清水县2009年政府信息公开年度报告》的通知",
        "2017年清水县林业局信息公开工作报告",
        "清水县新闻发布中心2017年政府信息公开年度报告",
        "公布栏",
    ],
)
def test_titles_that_are_the_report_s_own(title: str) -> None:
    assert not is_told_of(title)
