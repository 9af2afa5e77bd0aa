# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Title, day, time, source, numbers: what is printed where, and which print is believed."""

from __future__ import annotations

import pytest

from gaispider.page.model import Shown
from tests.page.article.header_pages import BODY, TITLE, article, page, raw


@pytest.mark.parametrize(
    ("bar", "number", "day"),
    [
        (
            "[ 文 号 ] 乙林发〔2021〕3号 [ 发布时间 ] 2021-01-29 [ 发布单位 ] 乙县林业局",
            "乙林发〔2021〕3号",
            "2021-01-29",
        ),
        (
            "【索引号】B12/2021-00003 【文号】乙林发〔2021〕3号 【发布日期】2021-01-29 09:12",
            "乙林发〔2021〕3号",
            "2021-01-29 09:12",
        ),
        ("[发文字号]：乙林发〔2021〕3号 发布日期：2021-01-29 来源：乙县林业局", "乙林发〔2021〕3号", "2021-01-29"),
    ],
)
def test_labels_in_brackets_need_no_colon(bar: str, number: str, day: str) -> None:
    read = article(page(f"<h1>{TITLE}</h1><div class='x'>{bar}</div>"))
    assert (raw(read.doc_number), raw(read.published)) == (number, day)


@pytest.mark.parametrize("tool", ["【<a href='#'>图片解读</a>】", "<a href='/rss.xml'>RSS</a>", "[<a>一图读懂</a>]"])
def test_tools_behind_the_source(tool: str) -> None:
    read = article(page(f"<h1>{TITLE}</h1><div>发布日期：2021-01-29　来源：乙县林业局　{tool}</div>"))
    assert raw(read.source) == "乙县林业局"


@pytest.mark.parametrize("tool", ["语音播报", "无障碍阅读", "手机浏览"])
def test_tools_in_an_element_of_their_own_right_behind_the_source(tool: str) -> None:
    read = article(
        page(
            f"<h1>{TITLE}</h1><div><span>日期：2021-01-29</span><span>来源：乙县林业局</span><span>{tool}</span></div>"
        )
    )
    assert raw(read.source) == "乙县林业局"


@pytest.mark.parametrize("day", ["(2021-01-29 10:00)", "（2021-01-29）"])
def test_a_day_in_brackets_behind_the_source(day: str) -> None:
    read = article(page(f"<h1>{TITLE}</h1><div>来源：乙县林业局 {day}</div>"))
    assert raw(read.source) == "乙县林业局"


def test_a_labelled_day_in_the_documents_own_table() -> None:
    rows = "<table><tr><td>开标日期</td><td>2021年1月27日</td></tr><tr><td>发布日期</td><td>2021年1月26日</td></tr></table>"
    html = f"<html><body><h1>{TITLE}</h1><div>2021-01-29 09:10 来源：本站</div><div class='nr'>{rows}{BODY}</div></body></html>"
    assert raw(article(html).published) == "2021-01-29 09:10"


@pytest.mark.parametrize(
    ("bar", "day"),
    [
        ("发布日期：2021-01-29", "2021-01-29"),
        ("发布时间:2021-01-29 08:05", "2021-01-29 08:05"),
        ("时间：2021年01月29日 08:05:11", "2021年01月29日 08:05:11"),
        ("日期：2021/1/29", "2021/1/29"),
        ("2021-01-29 08:05信息来源:浏览次数:", "2021-01-29 08:05"),
        ("（2021-01-29）", "2021-01-29"),
        ("[ 2021.01.29 ] 点击：", "2021.01.29"),
        ("来源：某某局　　2021-01-29", "2021-01-29"),
        ("<span>发布日期</span>：<span>2021-01-29</span>", "2021-01-29"),
        ("<ul><li>发布日期：</li><li>2021-01-29</li></ul>", "2021-01-29"),
        ("成文日期：2021-01-20 发布日期：2021-01-29", "2021-01-29"),
        ("生成日期：2021-01-29", "2021-01-29"),
        ("更新时间：2021-02-02 发布时间：2021-01-29 08:05", "2021-01-29 08:05"),
        ("归档时间：2021-01-29", "2021-01-29"),
        ("发布日期：2021-01-29 截止日期：2021-06-30", "2021-01-29"),
    ],
)
def test_published(bar: str, day: str) -> None:
    read = article(page(f"<h1>{TITLE}</h1><div class='bar'>{bar}</div>"))
    assert read.published == Shown(day, "header")


def test_visible_day_beats_the_day_of_regeneration() -> None:
    read = article(
        page(f"<h1>{TITLE}</h1><div>发布时间：2021-01-29</div>", "<meta name='PubDate' content='2022-10-14 12:00'>")
    )
    assert read.published == Shown("2021-01-29", "header")
    assert "date_conflict" in [warn.code for warn in read.warnings]


def test_time_is_taken_from_the_same_day_elsewhere() -> None:
    meta = "<meta name='PubDate' content='2021-01-29 09:53'>"
    assert article(page(f"<h1>{TITLE}</h1><div>发布时间：2021-01-29</div>", meta)).published == Shown(
        "2021-01-29 09:53", "meta"
    )
    script = "<script>var __$pubtime='2021-01-29 16:59';</script>"
    assert article(page(f"<h1>{TITLE}</h1><div>发布时间：2021年1月29日</div>{script}")).published == Shown(
        "2021-01-29 16:59", "script"
    )


@pytest.mark.parametrize("content", ["2021-01-29 00:00:00", "2021-01-29-23:59:59", "2021-01-29"])
def test_placeholder_time_is_no_time(content: str) -> None:
    read = article(page(f"<h1>{TITLE}</h1>", f"<meta name='PubDate' content='{content}'>"))
    assert read.published == Shown("2021-01-29", "meta")


def test_twin_bars_that_disagree_are_a_conflict() -> None:
    bar = "<div class='{}'>发布时间：{}　来源：某某局</div>"
    same = bar.format("pc", "2021-01-29 08:00") + bar.format("wap", "2021-01-29")
    other = bar.format("pc", "2021-01-29 08:00") + bar.format("wap", "2021-03-01")
    assert [w.code for w in article(page(f"<h1>{TITLE}</h1>{same}")).warnings] == []
    assert "date_conflict" in [w.code for w in article(page(f"<h1>{TITLE}</h1>{other}")).warnings]


def test_no_day_is_none() -> None:
    read = article(page(f"<h1>{TITLE}</h1><div>点击数：</div>"))
    assert read.published is None
    assert read.source is None


@pytest.mark.parametrize(
    ("bar", "source"),
    [
        ("来源：某某局", "某某局"),
        ("信息来源：某某局 发布时间：2021-01-29", "某某局"),
        ("2021-01-29 来源： 某某日报 【字体：大 中 小】打印", "某某日报"),
        ("来源：某某局 作者：张某 编辑：李某", "某某局"),
        ("来源：<a href='/'>某某市人民政府网</a> | 打印 | 关闭", "某某市人民政府网"),
        ("来源:某某局、某某中心等 浏览次数：", "某某局、某某中心等"),
        ("<span>来源：</span><span>某某局</span><span>点击：</span>", "某某局"),
        ("<table><tr><td>来源</td><td>某某局</td></tr></table>", "某某局"),
        ("发布时间：2021-01-29信息来源:浏览次数:", None),
        ("来源： 字体:[ 大 中 小 ]", None),
        ("来源：无", None),
        ("来源：某某局2021-01-29 10:00", "某某局"),
        ("【来源：某某局】", "某某局"),
    ],
)
def test_source(bar: str, source: str | None) -> None:
    assert raw(article(page(f"<h1>{TITLE}</h1><div class='bar'>{bar}</div>")).source) == source


def test_source_by_script_then_meta() -> None:
    meta = "<meta name='ContentSource' content='某某中心'>"
    script = "来源：<script>var source='某某局';document.write(source)</script>"
    assert article(page(f"<h1>{TITLE}</h1><div>{script}</div>")).source == Shown("某某局", "script")
    assert article(page(f"<h1>{TITLE}</h1>", meta)).source == Shown("某某中心", "meta")
    read = article(page(f"<h1>{TITLE}</h1><div>来源：某某局</div>", meta))
    assert read.source == Shown("某某局", "header")
    assert "source_conflict" in [warn.code for warn in read.warnings]


def test_source_in_a_hidden_block() -> None:
    assert raw(article(page(f"<h1>{TITLE}</h1><div style='display:none'>来源：某某局</div>")).source) == "某某局"


@pytest.mark.parametrize(
    ("table", "index", "number", "agency"),
    [
        ("<table><tr><td>索　引　号：</td><td>014416330/2021-04736</td><td>文        号：</td><td>某政办〔2021〕3号</td></tr>"
         "<tr><td>发文机关：</td><td>某某局</td><td>主题词：</td><td></td></tr></table>", "014416330/2021-04736", "某政办〔2021〕3号", "某某局"),
        ("<ul><li><b>索取号</b>：430S00/2009-69063</li><li><b>发布文号</b>：无文号</li><li><b>发布机构</b>：某某局</li></ul>", "430S00/2009-69063", None, "某某局"),
        ("<p><strong>索引号</strong>：/2021-None</p><p><strong>文号</strong>：无</p>", "/2021-None", None, None),
        ("<dl><dt>索引号</dt><dd>A-1</dd></dl><div>备注/文号：某政发[2021]1号</div>", "A-1", "某政发[2021]1号", None),
        ("<table><tr><th>索引号</th><td></td><th>文号</th><td></td></tr></table>", None, None, None),
        ("<div>索引号：FZ0022/2021-10860 发文字号：某政〔2021〕5号 发布机构：某某局 公开方式：主动公开</div>", "FZ0022/2021-10860", "某政〔2021〕5号", "某某局"),
        ("<div><span>索引号:</span><span>AB/2021-1</span></div><div><span>文号:</span><span>　</span></div><div><span>发布单位:</span><span>某某局</span></div>", "AB/2021-1", None, "某某局"),
    ],
)  # fmt: skip
def test_index_table(table: str, index: str | None, number: str | None, agency: str | None) -> None:
    read = article(page(f"{table}<h1>{TITLE}</h1><div>发布日期：2021-01-29</div>"))
    assert (raw(read.index_number), raw(read.doc_number), raw(read.agency)) == (index, number, agency)
    assert raw(read.title) == TITLE


def test_breadcrumb() -> None:
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/gk'>政府信息公开</a> &gt; <a href='/nb'>年报</a></div>"
    assert article(page(crumb + f"<h1>{TITLE}</h1>")).breadcrumb == ["首页", "政府信息公开", "年报"]
    steps = "<div class='breadcrumb'><ul><li><a href='/'>首页</a></li><li><a href='/gk'>公开</a></li></ul></div>"
    assert article(page(steps + f"<h1>{TITLE}</h1>")).breadcrumb == ["首页", "公开"]


@pytest.mark.parametrize(
    ("bar", "day"),
    [
        ("发布时间：2011-1-20 下午 03:12:05 点击数：", "2011-1-20 下午 03:12:05"),
        ("更新时间：2011/1/20 上午9:12:05　来源：某某局", "2011/1/20 上午9:12:05"),
        ("Posted 发布日期：1/20 2011-01-20 3:12 PM", "2011-01-20 3:12 PM"),
    ],
)
def test_a_time_of_twelve_hours_keeps_its_half(bar: str, day: str) -> None:
    assert raw(article(page(f"<h1>{TITLE}</h1><div class='bar'>{bar}</div>")).published) == day
