# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Documents in several boxes: what stands around the box that holds most of the text is theirs if it looks like it."""

from __future__ import annotations

import pytest

from gaispider.page import read_page

URL = "http://www.example.gov.cn/xxgk/2021/t20210129_1.html"
TITLE = "丁县改造农村公路"
TEXT = [
    "丁县今年安排资金1.2亿元，用于改造农村公路86公里，预计年底前全部完工，惠及群众5万余人。",
    "县交通局负责人表示，将严把质量关，定期公布进度，欢迎社会各界监督。",
    "目前，已有12个村开工建设，累计完成路基35公里，质量合格率100%。",
    "下一步，丁县将加强养护管理，落实路长制，确保公路畅通。",
]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def lines(body: str, *, head: str = "", generic: bool = True) -> list[str]:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><ul><li><a href='/'>首页</a></li></ul><div class='m'><h1>{TITLE}</h1>"
        f"<div>发布时间：2021-05-06 来源：丁县政府</div><div class='nr'>{head}{body}</div></div></body></html>"
    )
    return [block.text for block in read_page(html.encode(), URL, generic=generic).article.document.blocks]


@pytest.mark.parametrize(
    ("body", "before", "after"),
    [
        (
            paragraphs("丁县交通局文件") + f"<div>{paragraphs(*TEXT)}</div>" + paragraphs("丁县交通局"),
            ["丁县交通局文件"],
            ["丁县交通局"],
        ),
        (f"<div class='lead'><p>改造86公里</p></div><div>{paragraphs(*TEXT)}</div>", ["改造86公里"], []),
        (
            f"<section><p>好消息！</p></section><section>{paragraphs(*TEXT)}</section><section><p>转给更多人</p></section>",
            ["好消息！"],
            ["转给更多人"],
        ),
    ],
)
def test_short_paragraphs_around_the_text_are_the_documents(body: str, before: list[str], after: list[str]) -> None:
    assert lines(body) == [*before, *TEXT, *after]


@pytest.mark.parametrize(
    "head",
    [
        "<p>丁县改造农村公路</p>",
        "<p>来源：丁县政府</p>",
        "<p><a href='/'>返回首页</a></p>",
        "<p>2021-05-06 阅读 12 次</p>",
    ],
)
def test_a_box_with_title_bar_or_tools_is_not_taken(head: str) -> None:
    assert lines(f"<div>{paragraphs(*TEXT)}</div>", head=head) == TEXT


def test_parts_that_differ_by_a_number_are_one_document() -> None:
    body = f"<div class='part1'>{paragraphs(*TEXT[:2])}</div><div class='part2'>{paragraphs(*TEXT[2:])}</div>"
    assert lines(body) == TEXT


@pytest.mark.parametrize("generic", [False, True])
def test_a_named_place_is_no_link(generic: bool) -> None:
    body = "".join(f"<p><a name='_Toc{n}'>{text}</a></p>" for n, text in enumerate(TEXT))
    assert lines(body, generic=generic) == TEXT
