"""Headings and sections: numbering styles, run-on headings, unnumbered ones, what is no heading."""

from __future__ import annotations

import pytest

from gaispider.page.model import Block
from tests.report.sections.outlines import PROSE, outline, sections


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("一、概述", "一", "概述"),
        ("一 、概 述", "一", "概述"),
        ("一．总体情况", "一", "总体情况"),
        ("一.总体情况", "一", "总体情况"),
        ("一 概 述", "一", "概述"),
        ("　　十一、其他需要报告的事项：", "十一", "其他需要报告的事项"),
        ("二、主动公开政府信息情况。", "二", "主动公开政府信息情况"),
        ("第一部分 概述", "第一部分", "概述"),
        ("(一)主动公开", "(一)", "主动公开"),
        ("（一） 主动公开情况", "（一）", "主动公开情况"),
        ("㈠组织领导", "㈠", "组织领导"),
        ("一)组织领导", "一)", "组织领导"),
        ("1.主动公开", "1", "主动公开"),
        ("1、政府门户网站", "1", "政府门户网站"),
        ("１．主动公开".translate({0xFF11: "1"}), "1", "主动公开"),
        ("(1)公开情况", "(1)", "公开情况"),
        ("1)公开情况", "1)", "公开情况"),
        ("⑴公开情况", "⑴", "公开情况"),
    ],
)
def test_numbering(line: str, number: str, title: str) -> None:
    assert outline(line, PROSE) == [(number, 1, title)]


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        (
            "一、认真开展宣传，统一思想认识。根据区政府的部署，我镇开展宣传。",
            "认真开展宣传，统一思想认识",
            "根据区政府的部署，我镇开展宣传。",
        ),
        ("(一)领导机构和工作机构情况。我镇成立了领导小组。", "领导机构和工作机构情况", "我镇成立了领导小组。"),
        (
            "1、政府门户网站：依托县政府门户网站提供目录及电子文档查询服务，方便群众，内容及时更新，栏目齐全。",
            "政府门户网站",
            "依托县政府门户网站提供目录及电子文档查询服务，方便群众，内容及时更新，栏目齐全。",
        ),
        (
            "一、主动公开情况 2013年度我镇主动公开政府信息123件，处理网上投诉件36只，均已答复群众。",
            "主动公开情况",
            "2013年度我镇主动公开政府信息123件，处理网上投诉件36只，均已答复群众。",
        ),
        (
            "二、完善政务公开的保障机制一是落实责任。二是加强督查。",
            "完善政务公开的保障机制",
            "一是落实责任。二是加强督查。",
        ),
    ],
)
def test_headings_that_run_on(line: str, title: str, text: str) -> None:
    (section,) = sections(line)
    assert (section.title, section.text) == (title, text)


def test_text_and_levels() -> None:
    found = sections(
        "前言在此。", "一、概述", PROSE, "(一)组织领导", "1.机构", PROSE, "二、问题", "一是宣传不够。", "青岗镇"
    )
    assert [(section.level, section.title) for section in found] == [
        (1, "概述"),
        (2, "组织领导"),
        (3, "机构"),
        (1, "问题"),
    ]
    assert found[0].text == PROSE
    assert found[1].text == ""
    assert found[3].text == "一是宣传不够。\n青岗镇"
    assert not any("前言" in section.text for section in found)


def test_levels_follow_the_styles_that_occur() -> None:
    assert outline("(一)主动公开", PROSE, "1.网站", PROSE, "(二)依申请公开", PROSE) == [
        ("(一)", 1, "主动公开"),
        ("1", 2, "网站"),
        ("(二)", 1, "依申请公开"),
    ]


def test_parts_stand_above_numbered_headings() -> None:
    assert outline("第一部分 概述", "一、组织领导", PROSE, "第二部分 主动公开情况", "一、公开内容", PROSE) == [
        ("第一部分", 1, "概述"),
        ("一", 2, "组织领导"),
        ("第二部分", 1, "主动公开情况"),
        ("一", 2, "公开内容"),
    ]


def test_numbering_that_begins_again_is_kept() -> None:
    assert [title for _, _, title in outline("一、宣传", PROSE, "二、领导", PROSE, "一、培训", PROSE)] == [
        "宣传",
        "领导",
        "培训",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一是加强组织领导。",
        "第一，加强领导。",
        "2013年，我镇认真落实。",
        "12.4法制宣传日开展活动",
        "1.5万人次",
        "一年来，我镇认真落实《条例》，取得成效，各项工作稳步推进。",
        "二○一二年二月二十日",
        "一、本年新收政府信息公开申请数量 0 0 0",
        "一、主动公开情况 ——",
        "三垟街道办事处",
    ],
)
def test_no_headings(line: str) -> None:
    assert outline(line, PROSE) == []


def test_rows_of_tables_are_text_not_headings() -> None:
    (section,) = sections("二、主动公开政府信息情况", Block("(一)主动公开政府信息数\t条\t5", "tr", table=0))
    assert section.text == "(一)主动公开政府信息数\t条\t5"


def test_tagged_headings_are_of_the_first_level() -> None:
    assert outline(
        "导语。",
        Block("概述", "h2"),
        "完善机制,政务公开管理日趋规范化",
        PROSE,
        Block("主动公开政府信息情况", "h2"),
        PROSE,
        "(一)公开内容。" + PROSE,
    ) == [(None, 1, "概述"), (None, 1, "主动公开政府信息情况"), ("(一)", 2, "公开内容")]


def test_a_tagged_heading_over_nothing_is_dropped() -> None:
    lines = (Block("基本介绍", "h2"), Block("概述", "h2"), PROSE, Block("问题", "h2"), PROSE, Block("相关", "h2"))
    assert [title for _, _, title in outline(*lines)] == ["概述", "问题"]


def test_bold_lines() -> None:
    assert outline(
        Block("青岗镇2016年政府信息公开年度报告", "p", face=True),
        Block("总体情况", "p", face=True),
        PROSE,
        Block("主动公开", "p", face=True),
        PROSE,
        Block("青岗镇人民政府", "p", face=True),
        Block("2017年1月5日", "p", face=True),
    ) == [(None, 1, "总体情况"), (None, 1, "主动公开")]


def test_the_last_bold_line_heads_even_one_short_sentence() -> None:
    lines = (Block("总体情况", "p", face=True), PROSE, Block("存在的问题", "p", face=True), Block("培训不够。", "p"))
    unit = Block("青岗镇人民政府", "p", face=True)
    assert [title for _, _, title in outline(*lines, unit)] == ["总体情况", "存在的问题"]


def test_plain_lines_with_standard_names() -> None:
    assert [
        title
        for _, _, title in outline("概述", PROSE, "主动公开政府信息情况", PROSE, "存在的主要问题和改进措施", PROSE)
    ] == [
        "概述",
        "主动公开政府信息情况",
        "存在的主要问题和改进措施",
    ]


def test_introduction_beside_numbered_headings() -> None:
    assert outline("引 言", PROSE, "一、概述", PROSE, "附表", PROSE) == [
        (None, 1, "引言"),
        ("一", 1, "概述"),
        (None, 1, "附表"),
    ]


def test_table_of_contents_is_left_out() -> None:
    names = ["一、概述", "二、主动公开情况", "三、依申请公开情况"]
    contents = [f"{name}……{page}" for page, name in enumerate(names, 1)]
    assert [
        title for _, _, title in outline("目录", *contents, *(part for name in names for part in (name, PROSE)))
    ] == [
        "概述",
        "主动公开情况",
        "依申请公开情况",
    ]


def test_no_headings_at_all() -> None:
    assert outline(PROSE, PROSE) == []
    assert outline() == []


def test_titles_are_never_empty() -> None:
    for line in ("一、", "(一)。", "1.", "一、、", "（一）  "):
        assert all(section.title for section in sections(line, PROSE))
