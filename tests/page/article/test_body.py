# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Where the body begins and ends: what belongs to the document and what the page put around it."""

from __future__ import annotations

import pytest

from gaispider.page import read_page
from gaispider.page.model import Article

URL = "http://www.example.gov.cn/xxgk/2021/t20210129_1.html"
FIRST = "为贯彻落实上级部署，全区各单位加强政府信息公开工作，公开的渠道不断丰富，质量稳步提高。"
SECOND = "下一步，我区将完善制度，加强培训，主动接受社会监督，把公开工作做得更好更实。"
LINES = [FIRST, "一、总体情况", SECOND, "某某区人民政府", "2021年1月20日"]
BODY = "".join(f"<p>{line}</p>" for line in LINES)
TITLE = "某某区政府信息公开年度报告"
MODES = pytest.mark.parametrize("generic", [False, True], ids=["family", "generic"])


def article(html: str, *, generic: bool = False) -> Article:
    return read_page(html.encode(), URL, generic=generic).article


def lines(html: str, *, generic: bool = False) -> list[str]:
    return [block.text for block in article(html, generic=generic).document.blocks]


def page(body: str, container: str = "TRS_Editor", after: str = "", head: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><div class='main'><h1>{TITLE}</h1>"
        f"<div class='info'>发布时间：2021-01-29 来源：区政府办</div><div class='{container}'>{body}</div>{after}</div></body></html>"
    )


@MODES
@pytest.mark.parametrize(
    "after",
    [
        "<div>（责任编辑：某某）</div>",
        "<div class='editor'>编辑：某某 审核：某某</div>",
        "<div class='fx'>分享到：<a href='#'>微信</a><a href='#'>微博</a></div>",
        "<div class='ewm'><p>扫一扫在手机打开当前页</p><img src='q.png'></div>",
        "<div><a href='#'>【打印】</a><a href='#'>【关闭】</a></div>",
        "<div>上一篇：<a href='1.html'>关于某事的通知</a></div><div>下一篇：没有了</div>",
        "<div><h3>相关阅读</h3><ul><li><a href='1.html'>某某局召开政务公开工作会议，部署全年工作。</a></li></ul></div>",
        "<div class='fj'><span>附件下载：</span><ul><li><a href='a.pdf'>年度报告.pdf</a></li></ul></div>",
        "<div style='display:none'>本页面由系统生成，不代表任何观点，仅供参考。如有疑问，请与管理员联系。</div>",
    ],
)
def test_what_stands_after_the_document_is_left_out(after: str, generic: bool) -> None:
    assert lines(page(BODY, after=after), generic=generic) == LINES
    assert lines(page(BODY + after), generic=generic) == LINES


@MODES
def test_body_twice_is_read_once(generic: bool) -> None:
    twin = f"<div class='{{}}'><h1>{TITLE}</h1><p>发布时间：2021-01-29</p><div class='con1'>{BODY}</div></div>"
    html = f"<html><body>{twin.format('PC_warp')}{twin.format('Mobile_warp')}</body></html>"
    assert lines(html, generic=generic) == LINES


@MODES
def test_print_view_beside_the_body(generic: bool) -> None:
    html = page(BODY, after=f"<div id='printarea' style='display: none'><h1>{TITLE}</h1>{BODY}</div>")
    assert lines(html, generic=generic) == LINES


@MODES
def test_hidden_container_is_read_when_it_holds_the_only_body(generic: bool) -> None:
    html = f"<html><body><h1>{TITLE}</h1><div style='display:none' id='zoom'>{BODY}</div></body></html>"
    assert lines(html, generic=generic) == LINES


@MODES
def test_body_after_a_stray_end_of_the_page(generic: bool) -> None:
    html = f"<html><body><div>某某区人民政府</div></body></html><div class='x'><h1>{TITLE}</h1>{BODY}</div>"
    assert lines(html, generic=generic) == LINES
    assert article(html).title is not None


@MODES
def test_unclosed_heading_around_everything(generic: bool) -> None:
    html = f"<html><head><title>{TITLE}__某某区</title></head><body><div><h2 class='t'>{TITLE}<h2><small>( 2021-01-29)</small></h2><div id='c1'>{BODY}</div></div></body></html>"
    read = article(html, generic=generic)
    assert [block.text for block in read.document.blocks] == LINES
    assert read.title and read.title.raw == TITLE
    assert read.published and read.published.raw == "2021-01-29"


@MODES
def test_nested_editors(generic: bool) -> None:
    html = page(
        f"<div class='TRS_Editor'><div class='TRS_Editor'><p>{FIRST}</p></div>{BODY.replace(FIRST, '补充说明，另见下文。')}</div>"
    )
    assert lines(html, generic=generic) == [FIRST, "补充说明，另见下文。", *LINES[1:]]


@MODES
def test_two_editors_side_by_side_are_one_document(generic: bool) -> None:
    html = (
        f"<html><body><h1>{TITLE}</h1><div class='art'><div class='TRS_Editor'><p>{FIRST}</p><p>一、总体情况</p></div>"
        f"<div class='TRS_Editor'><p>{SECOND}</p><p>某某区人民政府</p></div></div></body></html>"
    )
    assert lines(html, generic=generic) == LINES[:4]


@MODES
def test_sign_off_outside_the_paragraphs_box(generic: bool) -> None:
    html = f"<html><body><h1>{TITLE}</h1><div class='k'><div class='kk'><p>{FIRST}</p><p>{SECOND}</p></div><p align='right'>某某区人民政府</p><p align='right'>2021年1月20日</p></div></body></html>"
    assert lines(html, generic=generic) == [FIRST, SECOND, "某某区人民政府", "2021年1月20日"]


@MODES
def test_captions_footnotes_and_lists_stay(generic: bool) -> None:
    body = (
        f"<p><img src='a.jpg'></p><p align='center'>图为会议现场。（某某摄）</p><p>{FIRST}</p><ul><li>第一项工作已经完成</li><li>第二项工作正在推进</li></ul>"
        f"<blockquote><p>{SECOND}</p></blockquote><p>注：[1]数据截至2020年12月31日。</p><p>（此件公开发布）</p>"
    )
    assert lines(page(body), generic=generic) == [
        "图为会议现场。（某某摄）", FIRST, "第一项工作已经完成", "第二项工作正在推进", SECOND,
        "注：[1]数据截至2020年12月31日。", "（此件公开发布）",
    ]  # fmt: skip


@MODES
def test_attachment_lines_of_the_document_itself_stay(generic: bool) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>附件：1.工作要点</p><p>2.任务分工表</p><p>某某区人民政府</p><p>2021年1月20日</p>"
    assert lines(page(body), generic=generic)[2:4] == ["附件：1.工作要点", "2.任务分工表"]


def test_image_only() -> None:
    read = article(page("<p align='center'><img src='./W020210129.jpg'></p>"))
    assert read.document.text == ""
    assert read.images == 1
    assert [warn.code for warn in read.warnings] == ["body_is_image"]


@MODES
def test_attachment_only(generic: bool) -> None:
    read = article(page("<p>详见附件</p><p><a href='./P020210129.pdf'>2020年年度报告.pdf</a></p>"), generic=generic)
    assert read.document.text.startswith("详见附件")
    assert [a.url for a in read.attachments] == ["http://www.example.gov.cn/xxgk/2021/P020210129.pdf"]
    assert "attachment_only" in [warn.code for warn in read.warnings]


@MODES
@pytest.mark.parametrize(
    "numbers",
    [
        "<span>1</span> <a href='1_2.shtml'>2</a> <a href='1_2.shtml'>下一页</a> 共2页",
        "<a href='1.shtml'>上一页</a><a href='1.shtml'>[1]</a><b>[2]</b>",
        "第1页 | 共3页 <a href='1_2.shtml'>下页</a> <a href='1_3.shtml'>末页</a>",
    ],
)
def test_a_document_that_is_parted_over_pages_says_so(numbers: str, generic: bool) -> None:
    for html in (page(f"{BODY}<div>{numbers}</div>"), page(BODY, after=f"<div>{numbers}</div>")):
        read = article(html, generic=generic)
        assert [block.text for block in read.document.blocks] == LINES
        assert [warn.code for warn in read.warnings] == ["truncated"]


@pytest.mark.parametrize(
    "links", ["上一页 下一页", "第1页 共1页", "<a href='2.shtml'>下一页</a>", "<p>附表共2页。</p>"]
)
def test_links_to_neighbours_and_single_pages_part_nothing(links: str) -> None:
    assert not article(page(BODY, after=f"<div>{links}</div>")).warnings


def test_menus_are_no_document_because_a_stray_remark_stands_above_them() -> None:
    columns = "".join(
        f"<li><a href='/{n}/'>{name}</a></li>" for n, name in enumerate(["政务要闻", "部门动态", "我要留言"] * 5)
    )
    remark = "&lt;%-- page made by the template detail.jsp, 2020/8/10 09:52, do not change --%&gt; " * 8
    html = f"<html><head><title>{TITLE}</title></head><body>{remark}<p>名称：{TITLE}</p><p>发布日期：2021年1月29日</p><ul>{columns}</ul></body></html>"
    read = article(html)
    assert (read.document.blocks, [warning.code for warning in read.warnings]) == ([], ["body_empty"])


@pytest.mark.parametrize("heading", ["相关阅读", "网友评论"])
def test_what_follows_a_document_is_none_where_the_document_is_missing(heading: str) -> None:
    html = page("").replace("</body>", f"<div class='x'><h3>{heading}</h3><p>{FIRST}</p></div></body>")
    assert lines(html, generic=True) == []
    assert lines(html.replace(heading, "一、总体情况"), generic=True)[-1:] == [FIRST]


def test_shell_without_a_document() -> None:
    read = article(
        "<html><head><title>某某区人民政府</title></head><body><div id='app'></div><iframe src='a.html'></iframe></body></html>"
    )
    assert read.document.blocks == []
    assert "body_empty" in [warn.code for warn in read.warnings]


@MODES
def test_tables_become_rows(generic: bool) -> None:
    table = (
        "<table border=1><tr><td colspan=2>第二十条第（一）项</td></tr><tr><td><p>信息内容</p></td><td><p>本年制<br>发件数</p></td></tr>"
        "<tr><td><p>规章</p></td><td><p class=MsoNormal><span lang=EN-US>0<o:p></o:p></span></p></td></tr></table>"
    )
    read = article(page(f"<p>{FIRST}</p>{table}<p>{SECOND}</p>"), generic=generic)
    assert read.document.text == f"{FIRST}\n第二十条第（一）项\n信息内容\t本年制发件数\n规章\t0\n{SECOND}"
    assert [block.table for block in read.document.blocks] == [None, 0, 0, 0, None]
    assert len(read.document.tables) == 1


@MODES
def test_body_in_cells_of_layout_tables(generic: bool) -> None:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td><table><tr><td><a href='/'>首页</a></td></tr></table></td></tr>"
        f"<tr><td><table><tr><td align=center>{TITLE}</td></tr><tr><td>日期：2021-01-29</td></tr><tr><td>{BODY}</td></tr></table></td></tr>"
        "<tr><td align=center>版权所有：某某区人民政府办公室，未经许可，不得转载。地址：某某路1号</td></tr></table></body></html>"
    )
    assert lines(html, generic=generic) == LINES


def test_encyclopedia_copy() -> None:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><div id='content'><h1>{TITLE}</h1><p>{FIRST}</p><h2>基本介绍</h2>"
        f"<ul class='info'><li><b>中文名</b>:{TITLE}</li><li><b>类型</b>:报告</li><li><b>归属地</b>:某省</li></ul>"
        "<div class='t'><a href='#s0'>概述</a>,<a href='#s1'>完善机制</a>,<a href='#s2'>总体情况</a></div>"
        f"<h2>概述</h2><p>{SECOND}</p></div><div class='side'><h3>相关词条</h3><h3>联系我们</h3></div></body></html>"
    )
    read = article(html)
    assert [block.text for block in read.document.blocks] == [FIRST, "概述", SECOND]
    assert ("归属地", "某省") in read.claims


@MODES
def test_long_navigation_and_side_texts_do_not_win(generic: bool) -> None:
    links = "".join(
        f"<li><a href='/{n}.html'>关于做好某项工作的通知，请各单位认真落实。{n}</a></li>" for n in range(200)
    )
    html = page(BODY, after=f"<div class='list2'><ul>{links}</ul></div>").replace(
        "<div class='main'>", f"<ul class='menu2'>{links}</ul><div class='main'>"
    )
    assert lines(html, generic=generic) == LINES


@MODES
def test_short_body_next_to_a_wordy_footer(generic: bool) -> None:
    html = page(
        "<p>经研究，同意你单位的申请。</p>",
        after="<div class='bottom'>本网站由某某区人民政府主办，某某区大数据局承办，版权所有，未经书面授权，任何单位和个人不得转载、摘编。"
        "网站标识码：1234567890</div>",
    )
    assert lines(html, generic=generic) == ["经研究，同意你单位的申请。"]


@MODES
def test_labels_below_the_text_do_not_cut_it_off(generic: bool) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>联系人：张某，电话：0431-12345678。</p>"
    tail = "<p>来源：某某局</p><p>责任编辑：李某</p>"
    html = f"<html><body><div class='d'><h1>{TITLE}</h1><div class='x'>{body}{tail}</div></div></body></html>"
    assert lines(html, generic=generic) == [FIRST, SECOND, "联系人：张某，电话：0431-12345678。"]


@MODES
def test_a_heading_of_the_site_is_no_title(generic: bool) -> None:
    html = (
        "<html><head><title>某某县人民政府</title></head><body><div class='hd'><h1>某某县人民政府</h1></div><div class='r'>"
        f"<p class='b1'>{TITLE}</p><p class='b2'>来源：县政府办 发布时间：2019-03-01 10:00:00 点击数：12次</p><div class='n1'>{BODY}</div></div></body></html>"
    )
    read = article(html, generic=generic)
    assert read.title and read.title.raw == TITLE
    assert [block.text for block in read.document.blocks] == LINES
