# ruff: noqa: E501 - markup stands in lines as sites write it
"""The title: what is printed where, and which print is believed."""

from __future__ import annotations

import pytest

from gaispider.page.model import Shown
from tests.page.article.header_pages import BODY, TITLE, article, page, raw


@pytest.mark.parametrize(
    ("header", "head", "element"),
    [
        (f"<h1>{TITLE}</h1>", "", "某某局"),
        (f"<div class='tt'>{TITLE}</div>", "", f"{TITLE}_通知公告_某某局"),
        (f"<div class='tt'>{TITLE}</div>", "", f"{TITLE} - 某某市人民政府门户网站"),
        (f"<div class='tt'>{TITLE}</div>", "", f"{TITLE}-某某市某某局"),
        (f"<div class='tt'>{TITLE}</div>", "", f"{TITLE}|某某局"),
        (f"<div class='tt'>{TITLE}</div>", "", f"某某市人民政府 通知公告 {TITLE}"),
        (f"<p>{TITLE}</p>", f"<meta name='ArticleTitle' content='{TITLE}'>", "通知公告"),
        (f"<h2>某某局</h2><h3>{TITLE}</h3>", f"<meta name='ArticleTitle' content='{TITLE}'>", "某某局"),
        (
            "<h1>通知公告</h1>",
            f"<meta name='ColumnName' content='通知公告'><meta name='ArticleTitle' content='{TITLE}'>",
            "某某局",
        ),
        (f"<h1>{TITLE[:7]}<br>{TITLE[7:]}</h1>", "", TITLE),
        (f"<div class='tit'><p>{TITLE[:7]}</p><p>{TITLE[7:]}</p></div>", "", TITLE),
        (f"<div class='title'>\n   {TITLE[:12]}\n   {TITLE[12:]}\n  </div>", "", "某某局"),
        (f"<h1>{TITLE}</h1>", f"<meta name='ArticleTitle' content='{TITLE[:14]}...'>", f"{TITLE[:14]}..."),
        ("", "", f"{TITLE}_某某局"),
        (
            f"<table><tr><td>标　　题：</td><td>{TITLE}</td></tr><tr><td>索 引 号：</td><td>A/2021-1</td></tr></table>",
            "",
            "某某局",
        ),
        (f"<div class='kicker'>政务公开</div><h1>{TITLE}</h1><h3>——某某局政务公开办公室</h3>", "", "某某局"),
        (f"<h1>{TITLE}</h1>", "", f"&lt;font color='red'&gt;{TITLE}&lt;/font&gt;"),
        ("", "", f"&lt;p&gt;{TITLE}&lt;/p&gt;_某某局"),
        (f"<h1><a href='#'>{TITLE}</a></h1>", "", "某某局"),
    ],
)
def test_title(header: str, head: str, element: str) -> None:
    read = article(page(header + "<div>发布时间：2021-01-29</div>", head, element))
    assert raw(read.title) == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "某某市召开推进一体化发展座谈会",
        "某某县2019年国民经济和社会发展统计公报",
        "关于加强政府门户网站建设的通知",
        "某某镇2011年政府信息公开年度报告",
        "某某区政府信息公开指南",
        "1-10月某某县固定资产投资稳中趋优",
        "关于某某平台上线运行的公告",
        "某某委员会关于印发《某某办法》的通知（2019年修订）",
    ],
)
@pytest.mark.parametrize(
    "element", ["{}_某某网", "{}-某某县人民政府", "{}", "{} - 通知公告 - 某某局", "某某县人民政府 通知公告 {}"]
)
def test_titles_that_resemble_names_of_sites(title: str, element: str) -> None:
    crumb = (
        "<div class='t-left'><span><a href='/'>某某网</a></span><span>&gt;</span><a href='/c'>通知公告</a>&gt;</div>"
    )
    read = article(
        page(
            f"{crumb}<div><div>{title}</div></div><ul><li>来源：某某社</li><li>2021-01-29 14:43</li></ul>",
            "",
            element.format(title),
        )
    )
    assert raw(read.title) == title


def test_title_that_only_a_script_says() -> None:
    script = f"<script>var doctitle = '{TITLE}'; document.writeln(doctitle)</script>"
    read = article(page(f"<h1>{script}</h1><div>发布时间：2021-01-29</div>"))
    assert read.title == Shown(TITLE, "script")
    assert "title_from_script" in [warn.code for warn in read.warnings]


@pytest.mark.parametrize("name", ["年度报告", "信息公开年报", "政府信息公开工作年度报告"])
@pytest.mark.parametrize("tag", ["h1", "h3", "div"])
@pytest.mark.parametrize("side", ["h2", "div"])
def test_a_column_that_the_title_element_names_is_no_title(name: str, tag: str, side: str) -> None:
    title = f"乙县林业局2020年{name}"
    html = (
        f"<html><head><title>{name}_乙县林业局</title></head><body><div class='l'><{side}>{name}</{side}><a href='/1'>公开指南</a></div>"
        f"<div class='m'><{tag}>{title}</{tag}><div>发布日期：2021-01-29</div><div class='nr'>{BODY}</div></div></body></html>"
    )
    assert raw(article(html).title) == title


@pytest.mark.parametrize(
    ("first", "second"), [("护好一河清水", "——县水利局负责人答记者问"), ("以林兴县", "—— 访县林业局局长")]
)
def test_a_title_of_two_lines_with_a_dash(first: str, second: str) -> None:
    shown = article(page(f"<h1>{first}<br>{second}</h1><div>发布日期：2021-01-29</div>", title=f"{first}{second}_乙县"))
    assert raw(shown.title) == first + second


def test_a_unit_in_the_heading_belongs_to_the_title() -> None:
    read = article(page("<h1>乙县林业局<br>2020年度报告</h1><div>2021-01-29</div>", title="2020年度报告"))
    assert raw(read.title) == "乙县林业局2020年度报告"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["乙县林业局关于2020年度", "政府信息公开工作情况的年度报告"],
            "乙县林业局关于2020年度政府信息公开工作情况的年度报告",
        ),
        (["乙县河口镇人民政府", "2020年政府信息公开工作年度报告"], "乙县河口镇人民政府2020年政府信息公开工作年度报告"),
        # a title that is whole, with another line under it; two titles; a unit over what is none of its titles
        (["乙县林业局2020年度报告", "全年公开信息二百余条情况"], "乙县林业局2020年度报告"),
        (["乙县林业局", "春季造林现场会议在河口镇召开"], None),
    ],
)
@pytest.mark.parametrize("tag", ["p", "h2"])
def test_a_title_broken_over_boxes_of_one_make(lines: list[str], title: str | None, tag: str) -> None:
    shown = "".join(f"<{tag} class='t1'>{line}</{tag}>" for line in lines)
    html = page(
        f"<div class='bt'>{shown}</div><div>发布日期：2021-01-29　来源：乙县</div>", title="乙县人民政府门户网站"
    )
    read = raw(article(html).title)
    assert read == title if title else read in lines


def test_the_name_of_the_site_in_head_and_banner_is_no_title() -> None:
    title = "乙县供销社召开农资保供工作推进会"
    html = (
        "<html><head><title>乙县供销合作社</title></head><body><div class='banner'>乙县供销合作社</div><a href='/'>首页</a>"
        f"<br><a href='/d'>动态</a><div class='n'><div class='t'>{title}</div><div>发布时间：2021-01-29</div><div>{BODY}</div></div></body></html>"
    )
    assert raw(article(html).title) == title


def test_subtitle_is_no_part_of_the_title() -> None:
    read = article(
        page(
            f"<div class='title-box'><h3></h3><h2>{TITLE}</h2><h3>全年公开信息二百余条</h3></div><div>时间：2021-01-29</div>"
        )
    )
    assert raw(read.title) == TITLE
    assert read.subtitle == "全年公开信息二百余条"
