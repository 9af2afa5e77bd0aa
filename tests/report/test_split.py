"""Collections of documents on one page."""

from __future__ import annotations

import pytest

from gaispider.page.model import Block, Cell, Document, Table
from gaispider.report.split import split_compilation

BODY = "我乡认真贯彻落实政府信息公开条例，采取多种措施，大力推进政务公开工作，取得了较好的成效，现将有关情况汇报如下。"


def document(*lines: str) -> Document:
    return Document([Block(line, "p") for line in lines])


def titles(*lines: str) -> list[tuple[int, str | None]] | None:
    parts = split_compilation(document(*lines))
    return [(part.number, part.title) for part in parts] if parts else None


def test_own_heading_or_marker_title() -> None:
    assert titles(
        "第一篇:青岗镇二〇一〇年度政务公开工作总结(大全)",
        "青岗镇二〇一〇年度政务公开工作总结",
        BODY,
        "第二篇:政务公开总结报告",
        "白石桥乡2012年政务公开工作总结",
        BODY,
        "第三篇:*市政务公开工作情况汇报",
        "各位领导:",
        BODY,
    ) == [
        (1, "青岗镇二〇一〇年度政务公开工作总结"),
        (2, "白石桥乡2012年政务公开工作总结"),
        (3, "*市政务公开工作情况汇报"),
    ]


@pytest.mark.parametrize(
    "markers",
    [
        ("第1篇：{}", "第2篇：{}"),
        ("【篇一】{}", "【篇二】{}"),
        ("篇一：{}", "篇二：{}"),
        ("范文一：{}", "范文二：{}"),
        ("【第一篇】 {}", "【第二篇】 {}"),
        ("範文1：{}", "範文2：{}"),
        ("{}篇1", "{}篇2"),
        ("{}范文一：", "{}范文二："),
        ("{}（一）：", "{}（二）："),
        ("{}【一】", "{}【二】"),
        ("{}——篇一", "{}——篇二"),
        ("★第一篇：{}", "★第二篇：{}"),
        ("例文一：{}", "例文二：{}"),
        ("{}范本1", "{}范本2"),
        ("{}（第1篇）", "{}（第2篇）"),
        ("{}1", "{}2"),
        ("{}（一）", "{}（二）"),
    ],
)
def test_styles(markers: tuple[str, str]) -> None:
    first, second = (marker.format("×县政务公开工作总结") for marker in markers)
    assert titles(first, BODY, second, BODY) == [(1, "×县政务公开工作总结"), (2, "×县政务公开工作总结")]


def test_marker_without_title() -> None:
    assert titles("第一篇", BODY, "第二篇", BODY) == [(1, None), (2, None)]


def test_table_of_contents_is_not_a_part() -> None:
    found = titles(
        "第一篇:甲乡工作总结", "第二篇:乙乡工作总结", "第一篇:甲乡工作总结", BODY, "第二篇:乙乡工作总结", BODY
    )
    assert found == [(1, "甲乡工作总结"), (2, "乙乡工作总结")]


def test_unmarked_first_document() -> None:
    assert titles("甲乡政务公开工作总结", BODY, "第二篇:乙乡政务公开工作总结", BODY, "第三篇:丙乡总结", BODY) == [
        (1, "甲乡政务公开工作总结"),
        (2, "乙乡政务公开工作总结"),
        (3, "丙乡总结"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、概述", BODY, "二、主动公开情况", BODY),
        ("第一部分 概述", BODY, "第二部分 主动公开政府信息情况", BODY),
        ("第一篇:甲乡工作总结", BODY),
        ("第一篇:甲乡工作总结", BODY, "第三篇:丙乡工作总结", BODY),
        ("全年发布信息", BODY, "政策解读稿件2篇", BODY),
        (),
    ],
)
def test_one_document(lines: tuple[str, ...]) -> None:
    assert titles(*lines) is None


def test_parts_that_are_documents() -> None:
    found = titles("第一部分：甲乡2011年政务公开工作总结", BODY, "第二部分：乙乡2011年政务公开工作总结", BODY)
    assert found == [(1, "甲乡2011年政务公开工作总结"), (2, "乙乡2011年政务公开工作总结")]


def test_tables_go_with_their_part() -> None:
    tables = [Table([Cell(name, 0, 0)], 1, 1) for name in ("甲", "乙")]
    blocks = [
        Block("第一篇:甲乡工作总结", "p"),
        Block(BODY, "p"),
        Block("甲", "tr", table=0),
        Block("第二篇:乙乡工作总结", "p"),
        Block(BODY, "p"),
        Block("乙", "tr", table=1),
    ]
    parts = split_compilation(Document(blocks, tables))
    assert parts is not None
    assert [part.document.tables[0].cells[0].text for part in parts] == ["甲", "乙"]
    assert [part.document.blocks[-1].table for part in parts] == [0, 0]
    assert not any("第二篇" in part.document.text for part in parts)


def test_different_words_before_a_number_make_no_collection() -> None:
    assert titles("青岗镇政务公开工作总结1", BODY, "白石桥乡政务公开工作总结2", BODY) is None
