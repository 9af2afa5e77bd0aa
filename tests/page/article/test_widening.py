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


LONG = "根据县里的统一部署，现将2020年农村公路建设有关情况报告如下，统计时间自2020年1月1日起至2020年12月31日止，有关数据以县交通局发布的统计公报为准。"
FIGURES = "<table><tr><td>项目</td><td>里程</td></tr><tr><td>路基</td><td>35</td></tr></table>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a first paragraph, a last part, a table, a sign-off beside the box of the rest
        (f"<p>{LONG}</p><div>{paragraphs(*TEXT)}</div>", [LONG, *TEXT]),
        (f"<div>{LONG}</div><div>{paragraphs(*TEXT)}</div>", [LONG, *TEXT]),
        (
            f"{LONG}<br><div>{paragraphs(*TEXT)}</div>丁县交通局<br>2021年5月6日",
            [LONG, *TEXT, "丁县交通局", "2021年5月6日"],
        ),
        (f"<header>{LONG}</header><section>{paragraphs(*TEXT)}</section>", [LONG, *TEXT]),
        (f"<blockquote>{LONG}</blockquote><div class='in'>{paragraphs(*TEXT)}</div>", [LONG, *TEXT]),
        (f"<div><div><span>{LONG}</span></div></div><div><div>{paragraphs(*TEXT)}</div></div>", [LONG, *TEXT]),
        (f"<div class='page'>{LONG}</div><div class='page'>{paragraphs(*TEXT)}</div>", [LONG, *TEXT]),
        (
            f"<div>{paragraphs(LONG, *TEXT[:3])}</div><div>{paragraphs('四、打算', TEXT[3])}</div>",
            [LONG, *TEXT[:3], "四、打算", TEXT[3]],
        ),
        (f"<div>{paragraphs(LONG, *TEXT)}</div>{FIGURES}", [LONG, *TEXT, "项目\t里程", "路基\t35"]),
        (f"<table><tr><td>{LONG}</td></tr></table><div>{paragraphs(*TEXT)}</div>", [LONG, *TEXT]),
        (
            f"<p>{LONG}</p><div class='TRS_Editor'>{paragraphs(*TEXT)}</div><p>丁县交通局</p><p>2021年5月6日</p>",
            [LONG, *TEXT, "丁县交通局", "2021年5月6日"],
        ),
        # what the page itself says around it
        (f"<div class='summary'>{LONG}</div><div class='in'>{paragraphs(*TEXT)}</div>", TEXT),
        (f"<div>摘要：{LONG}</div><div class='in'>{paragraphs(*TEXT)}</div>", TEXT),
        (
            f"<div class='in'>{paragraphs(*TEXT)}</div><div class='sm'>本网以外的稿件，均由作者本人负责，与本网没有任何关系，读者请自行核实。</div>",
            TEXT,
        ),
        (f"<table><tr><td>有效性</td><td>有效</td></tr></table><div class='in'>{paragraphs(*TEXT)}</div>", TEXT),
        (f"<h2>{TITLE}</h2><div class='in'>{paragraphs(*TEXT)}</div>", TEXT),
    ],
)
def test_longer_paragraphs_around_the_text_are_the_documents(body: str, expected: list[str]) -> None:
    assert lines(body) == expected
    assert lines(body, generic=False) == expected


def test_a_line_of_the_head_that_says_no_label_is_no_paragraph() -> None:
    html = (
        "<html><head><title>甲县气象台发布大风预警</title></head><body><div class='m'><h1>甲县气象台发布大风预警</h1>"
        f"<p>4月11日 07:35 · 县气象台</p><div class='t'>{paragraphs(*TEXT)}</div></div></body></html>"
    )
    assert [block.text for block in read_page(html.encode(), URL).article.document.blocks] == TEXT


def test_what_the_page_says_under_a_sign_off_is_none_of_it() -> None:
    text = [f"{line}（{number}）" for number in range(6) for line in TEXT]
    signed = [*text, "丁县交通局", "2021年5月6日"]
    said = "<div>本网以外的稿件，均由作者本人负责，读者请自行核实。</div>"
    assert lines(f"<div>{paragraphs(*signed)}</div>{said}") == signed
    assert lines(f"<div>{paragraphs(*text)}</div>{FIGURES}") == [*text, "项目\t里程", "路基\t35"]


def test_an_empty_container_stays_empty() -> None:
    assert lines("<div class='TRS_Editor'></div>", generic=False) == []
    html = "<html><body><p>2021-05-06</p><div class='TRS_Editor'></div></body></html>"
    assert read_page(html.encode(), URL).article.document.text == ""


def test_parts_that_differ_by_a_number_are_one_document() -> None:
    body = f"<div class='part1'>{paragraphs(*TEXT[:2])}</div><div class='part2'>{paragraphs(*TEXT[2:])}</div>"
    assert lines(body) == TEXT


@pytest.mark.parametrize("generic", [False, True])
def test_a_named_place_is_no_link(generic: bool) -> None:
    body = "".join(f"<p><a name='_Toc{n}'>{text}</a></p>" for n, text in enumerate(TEXT))
    assert lines(body, generic=generic) == TEXT


PARTS = ["一、概况", *TEXT, "二、建设", *(f"{line}（续）" for line in TEXT)]
FURTHER = ["三、打算", "明年继续改造，并落实管护责任，确保道路畅通。"]
SIGNED = ["丁县交通局", "2021年5月6日"]


@pytest.mark.parametrize("generic", [False, True])
@pytest.mark.parametrize(
    ("behind", "taken"),
    [
        # what bears the next number, or running text that is signed, in a box of any name
        (f"<div class='nr-tail'>{paragraphs(*FURTHER, *SIGNED)}</div>", [*FURTHER, *SIGNED]),
        (f"<div class='a'>{paragraphs(*FURTHER)}</div><div class='b'>{paragraphs(*SIGNED)}</div>", [*FURTHER, *SIGNED]),
        (f"<section id='s'><div>{paragraphs(FURTHER[1], *SIGNED)}</div></section>", [FURTHER[1], *SIGNED]),
        (paragraphs(*FURTHER, *SIGNED), [*FURTHER, *SIGNED]),
        # not the next number; links; what is neither numbered nor signed; the next documents
        (f"<div class='sm'><div>七、打算</div><div>{FURTHER[1]}</div></div>", []),
        ("<div class='more'><p><a href='/3'>三、通知</a></p><p><a href='/4'>四、公告</a></p></div>", []),
        ("<div class='sm'>本网以外的稿件，均由作者本人负责，读者请自行核实。</div>", []),
        (f"<div class='xg'><p>相关阅读</p><p><a href='/5'>{FURTHER[1]}</a></p><p>2021年5月6日</p></div>", []),
    ],
)
def test_a_box_behind_that_goes_on_with_the_document(behind: str, taken: list[str], generic: bool) -> None:
    box = "<div class='TRS_Editor'>" if not generic else "<div class='nr-main'>"
    assert lines(f"{box}{paragraphs(*PARTS)}</div>{behind}", generic=generic) == [*PARTS, *taken]


def test_what_the_page_says_behind_a_signed_document_is_not_signed_once_more() -> None:
    body = f"<div class='nr-main'>{paragraphs(*PARTS, *SIGNED)}</div><div class='k'>{paragraphs(FURTHER[1], *SIGNED)}</div>"
    assert lines(body) == [*PARTS, *SIGNED]
