"""Headings that lost their number, its mark or their line break."""

from __future__ import annotations

import pytest

from tests.report.sections.outlines import PROSE, outline, sections


def test_a_report_in_one_paragraph() -> None:
    text = (
        f"现将有关情况报告如下： 一、主动公开情况 {PROSE} 二、依申请公开情况 2013年，我镇政府未收到信息公开的申请，"
        f"也无不予公开信息的情况发生。 三、收费和减免情况 {PROSE}{PROSE}"
    )
    assert outline(text) == [("一", 1, "主动公开情况"), ("二", 1, "依申请公开情况"), ("三", 1, "收费和减免情况")]


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("三、依申请公开政府信息办理情况 无。", "依申请公开政府信息办理情况", "无。"),
        ("四、收费及减免情况：无。", "收费及减免情况", "无。"),
        ("五、行政复议、行政诉讼情况:未发生。", "行政复议、行政诉讼情况", "未发生。"),
        ("六、其他需要报告的事项　无其他需要报告的事项。", "其他需要报告的事项", "无其他需要报告的事项。"),
        (
            "一、概述2015年，我镇认真贯彻落实《条例》。共公开5条。",
            "概述",
            "2015年，我镇认真贯彻落实《条例》。共公开5条。",
        ),
        ("二、不予公开信息情况 本年度我镇没有不予公开的信息。", "不予公开信息情况", "本年度我镇没有不予公开的信息。"),
        ("四、无收费情况", "无收费情况", ""),
        (
            "一、加强领导，健全机制，切实把信息公开工作摆上议事日程，做到组织落实、人员落实、责任落实、经费落实",
            "加强领导，健全机制，切实把信息公开工作摆上议事日程，做到组织落实、人员落实、责任落实、经费落实",
            "",
        ),
    ],
)
def test_a_section_on_its_headings_line(line: str, title: str, text: str) -> None:
    section, *_ = sections(line, "七、问题", PROSE)
    assert (section.title, section.text) == (title, text)


def test_the_heading_that_lacks_its_number() -> None:
    lines = ("一、工作成效", PROSE, "政府信息主动公开情况", PROSE, "三、收费情况", PROSE, "四、问题", PROSE)
    assert outline(*lines) == [
        ("一", 1, "工作成效"),
        (None, 1, "政府信息主动公开情况"),
        ("三", 1, "收费情况"),
        ("四", 1, "问题"),
    ]
    unbroken = ("一、工作成效", PROSE, "政府信息主动公开情况", PROSE, "二、收费情况", PROSE)
    assert [title for _, _, title in outline(*unbroken)] == ["工作成效", "收费情况"]
    below = ("一、工作成效", PROSE, "(一)政府信息主动公开情况", PROSE, "三、收费情况", PROSE)
    assert [title for _, level, title in outline(*below) if level == 1] == ["工作成效", "收费情况"]


def test_headings_whose_numeral_was_lost() -> None:
    assert outline("引 言", PROSE, "、概  述", PROSE, "二、公开情况", PROSE, "三、问题", PROSE) == [
        (None, 1, "引言"),
        (None, 1, "概述"),
        ("二", 1, "公开情况"),
        ("三", 1, "问题"),
    ]
    assert outline("总体情况", PROSE, "二、公开情况", PROSE, "三、问题", PROSE)[0] == (None, 1, "总体情况")


def test_a_blank_ends_a_heading_in_a_report_of_one_paragraph() -> None:
    text = "一、公开情况 我镇公开58件。 二、申请情况 无申请。 三、问题和改进措施 目前更新不及时。 来年加强。"
    assert [section.title for section in sections(PROSE * 4 + text)] == ["公开情况", "申请情况", "问题和改进措施"]


def test_the_first_heading_that_runs_on_behind_the_preamble() -> None:
    lines = ("现将情况报告如下： 一、概述 我街道成立了领导小组。", "二、公开情况", PROSE, "三、问题", PROSE)
    assert outline(*lines)[0] == ("一", 1, "概述")


def test_a_bar_left_behind_a_paragraph_makes_it_no_row() -> None:
    line = f"六、存在的主要问题 2008年，{PROSE}{PROSE} |"
    assert outline("五、收费情况", PROSE, line)[1] == ("六", 1, "存在的主要问题")


@pytest.mark.parametrize(
    "lines",
    [
        ("一、概述", "二主动公开政府信息情况", "三、存在的主要问题"),
        ("一概述", "二主动公开政府信息情况", "三存在问题及改进措施"),
        ("一、概述", "二是主动公开政府信息情况", "三、存在的主要问题"),
    ],
)
def test_headings_whose_mark_was_lost(lines: tuple[str, ...]) -> None:
    found = outline(lines[0], PROSE, lines[1], PROSE, lines[2], PROSE)
    assert [number for number, _, _ in found] == ["一", "二", "三"]
    assert found[1] == ("二", 1, "主动公开政府信息情况")


def test_points_of_a_list_are_no_headings() -> None:
    assert outline("一、概述", PROSE, f"二是加强领导。{PROSE}", "二、问题", PROSE) == [
        ("一", 1, "概述"),
        ("二", 1, "问题"),
    ]


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("三、存在问题：一是不够及时；二是人员少。", "存在问题", "一是不够及时；二是人员少。"),
        ("二、主动公开情况2012年公开信息20条。", "主动公开情况", "2012年公开信息20条。"),
        ("二、申请情况（一）没有收到申请。（二）没有收费。", "申请情况", "（一）没有收到申请。（二）没有收费。"),
    ],
)
def test_short_sentences_behind_a_heading(line: str, title: str, text: str) -> None:
    section = sections("一、概述", PROSE, line)[1]
    assert (section.title, section.text) == (title, text)


def test_the_first_two_headings_that_run_on_behind_the_preamble() -> None:
    first = "现汇报如下： 一、总体情况 公开信息52条，没有收到申请。 二、主动公开政府信息情况"
    found = outline(first, "三、申请情况", PROSE, "四、问题", PROSE)
    assert [number for number, _, _ in found] == ["一", "二", "三", "四"]
