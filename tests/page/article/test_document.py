# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Text node by text node: nothing between inline elements is lost, nothing is glued that the page shows apart."""

from __future__ import annotations

import pytest

from gaispider.page import read_page
from gaispider.page.model import Block, MarkupDate

LONG = "本报告由概述、主动公开政府信息的情况、存在的主要问题及改进措施等部分组成。"


def blocks(body: str) -> list[Block]:
    html = f"<html><head><title>年度报告</title></head><body><div id='zoom'><p>{LONG}</p>{body}<p>{LONG}完</p></div></body></html>"
    return read_page(html.encode(), "http://a.gov.cn/").article.document.blocks[1:-1]


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<span lang=EN-US>2018</span>年<span lang=EN-US>1</span>月<span lang=EN-US>1</span>日起至<span>2018</span>年",
            "2018年1月1日起至2018年",
        ),
        ("<span>（陵府〔</span><span>2019</span><span>〕</span><span>11 </span><span>号）", "（陵府〔2019〕11 号）"),
        ("<span>2018</span><span>年</span><span>1</span><span>月</span>", "2018年1月"),
        ("<font>长政办字〔</font><span>2012</span><font>〕</font><span>6</span>号", "长政办字〔2012〕6号"),
        ("<span><span>（</span>1）推进", "（1）推进"),
        ("<b>一</b>、概<span>&nbsp;</span>述", "一、概 述"),
        ("0432<span>-</span>65642241", "0432-65642241"),
        ("562170318<a href='mailto:x'>@</a>qq.com", "562170318@qq.com"),
        ("制定<o:p></o:p>了<o:p>&nbsp;</o:p>", "制定了"),
        ("&nbsp;&nbsp;　　主&nbsp;&nbsp;任", "主 任"),
        ("一段\n        文字在源码里折行", "一段文字在源码里折行"),
        ("2018年\n1月", "2018年1月"),
        ("in English\n  too", "in English too"),
        ("二&#8203;〇&#xFEFF;一", "二〇一"),
        ("a &lt; b &amp;&amp; c", "a < b && c"),
        ("<![if !supportLists]>7、<![endif]>第七", "7、第七"),
        ("显<span style='display:none'>不该出现</span>示", "显示"),
        ("显<!-- 注释 -->示<script>var a='脚本'</script><style>p{}</style>", "显示"),
    ],
)
def test_inline_text(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


def test_br_divides_lines() -> None:
    assert texts("<p>第一行<br>第二行<br/><br/>第三行</p>") == ["第一行", "第二行", "第三行"]


def test_text_around_blocks_is_kept_in_order() -> None:
    assert texts("甲<div>乙<p>丙</p>丁</div>戊<ul><li>己</li><li>庚<p>辛</p></li></ul>壬") == list("甲乙丙丁戊己庚辛壬")


def test_dates_that_word_marked_up() -> None:
    markup = (
        "<p>自<st1:chsdate Year='2018' Month='1' Day='1' IsLunarDate='False' IsROCDate='False' w:st='on'>"
        "<span>2018</span>年1月1日</st1:chsdate>起至<st1:chsdate year='2018' month='12' day='31' isrocdate='False'>20181231</st1:chsdate>止</p>"
    )
    (block,) = blocks(markup)
    assert block.text == "自2018年1月1日起至20181231止"
    assert block.dates == (MarkupDate("2018年1月1日", 2018, 1, 1), MarkupDate("20181231", 2018, 12, 31))


@pytest.mark.parametrize(
    ("markup", "bold"),
    [
        ("<p>一、概述</p>", False),
        ("<h3>一、概述</h3>", True),
        ("<p><strong>一、概述</strong></p>", True),
        ("<p><b><span>一、</span></b><b>概述</b></p>", True),
        ("<p><span style='font-family: 黑体, SimHei;'>一、概述</span></p>", True),
        ("<p><span><font face='黑体'>一、概述</font></span></p>", True),
        ("<p style='font-weight:bold'>一、概述</p>", True),
        ("<p><strong>一、</strong>概述</p>", False),
        ("<p>一、<strong>概述</strong></p>", False),
    ],
)
def test_bold(markup: str, bold: bool) -> None:
    (block,) = blocks(markup)
    assert (block.text, block.bold) == ("一、概述", bold)


def test_template_rows_are_no_text() -> None:
    assert texts("<p ms-repeat='list'>{{el.title}}</p><p v-for='x in y'>{{ x }}</p><p>有</p>") == ["有"]


def test_table_rows_and_the_text_between() -> None:
    found = blocks(
        "<p>表一</p><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td></td></tr></table><p>表二</p><table><tr><td>丙</td><td>3</td></tr></table>"
    )
    assert [(block.text, block.table) for block in found] == [
        ("表一", None),
        ("甲\t1", 0),
        ("乙", 0),
        ("表二", None),
        ("丙\t3", 1),
    ]


def test_footing_of_comments_cut_in_two_is_no_text() -> None:
    assert texts("<p>有</p>-->") == ["有"]
