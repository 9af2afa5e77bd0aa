# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Articles as the systems of docs/field-guide.md write them, in miniature; each is read with and without knowing the system."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from gaispider.page import read_page

URL = "http://www.example.gov.cn/zwgk/ndbg/202101/t20210129_1.html"
LINES = [
    "根据《中华人民共和国政府信息公开条例》要求，现公布清溪镇人民政府2020年政府信息公开工作年度报告。",
    "一、总体情况",
    "2020年，我镇认真贯彻落实条例，扎实推进政务公开，全年主动公开政府信息126条，没有收到公开申请。",
    "二、存在的主要问题及改进情况",
    "一是公开的内容不够丰富；二是解读形式单一。下一步将加强培训，提高公开的质量和水平。",
    "清溪镇人民政府",
    "2021年1月20日",
]
BODY = "".join(f"<p>{line}</p>" for line in LINES)
TITLE = "清溪镇人民政府2020年政府信息公开工作年度报告"
NAV = "".join(
    f'<li><a href="/c{n}/">{name}</a></li>'
    for n, name in enumerate(["首页", "政务公开", "办事服务", "互动交流", "走进清溪"])
)
FOOT = (
    '<div class="footer"><p>主办：清溪县人民政府办公室 技术支持：某某公司</p>'
    "<p>网站标识码：2202840001 吉ICP备05000000号</p></div>"
)


@dataclass
class Case:
    html: str
    published: str | None = "2021-01-29"
    source: str | None = None
    agency: str | None = None
    doc_number: str | None = None
    index_number: str | None = None
    title: str | None = TITLE
    text: list[str] = field(default_factory=lambda: LINES)


CASES = {
    "trs, Jilin skin": Case(
        f"""<html><head><title>{TITLE}</title></head><body><div class="top"><a href="#">登录</a> | <a href="#">注册</a>
        <span>无障碍浏览</span></div><div class="xl"><h1>{TITLE}</h1><div>发布日期:2021-01-29&nbsp;&nbsp;点击数:
        <script src="/hits.js"></script></div><div class=TRS_Editor>{BODY}</div></div>{FOOT}</body></html>"""
    ),
    "trs, Fujian skin": Case(
        f"""<html><head><title>{TITLE}_年度报告_清溪县人民政府</title></head><body><ul>{NAV}</ul>
        <ul class="xx"><li>索 引 号：QX01500-3000-2021-00002</li><li>备注/文号：无</li><li>发布机构：清溪镇人民政府</li>
        <li>公文生成日期：2021-02-03</li></ul>
        <div class="tit">{TITLE}</div><div class="ly">来源：清溪镇政府 &nbsp; 时间：2021-01-29 10:15</div>
        <div class="TRS_Editor"><div class="Custom_UnionStyle">{BODY}</div></div>{FOOT}</body></html>""",
        published="2021-01-29 10:15",
        source="清溪镇政府",
        agency="清溪镇人民政府",
        index_number="QX01500-3000-2021-00002",
    ),
    "hanweb, comments and index table": Case(
        f"""<html><head><title>清溪县人民政府 年度报告 {TITLE}</title><meta name="ArticleTitle" content="{TITLE}"></head>
        <body><table><tr><td>索引号</td><td>330726JD040000/2021-03819</td><td>文件编号</td><td></td></tr>
        <tr><td>发布机构</td><td>清溪镇</td><td>生成日期</td><td>2021-01-20</td></tr></table>
        <table><tr><td class="title">{TITLE}</td></tr><tr><td>发布日期：2021-01-29 浏览次数：<script>hits()</script> 来源：
        <!--<$[信息来源]>begin-->清溪镇<!--<$[信息来源]>end--> 字体：[ 大 中 小 ]</td></tr>
        <tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart">{BODY}
        <meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div></td></tr></table>{FOOT}</body></html>""",
        source="清溪镇",
        agency="清溪镇",
        index_number="330726JD040000/2021-03819",
    ),
    "ucap, custom elements": Case(
        f"""<html><head><title>清溪县人民政府网 {TITLE}</title></head><body><div class="nav"><ul>{NAV}</ul></div>
        <div>您当前所在位置: <a href="/">首页</a> &gt; <a href="/xz">乡镇信息公开</a> &gt; 正文</div>
        <h1><UCAPTITLE>{TITLE}</UCAPTITLE></h1><p class="info"><span>发布时间：2021-01-29 08:30</span><span>访问量:</span></p>
        <div class="art"><UCAPCONTENT>{BODY}</UCAPCONTENT></div>
        <div id="div_div"><div id="qr_container">扫一扫在手机打开当前页</div></div>{FOOT}</body></html>""",
        published="2021-01-29 08:30",
    ),
    "vsb": Case(
        f"""<html><head><title>{TITLE}-清溪县人民政府</title></head><body><form name="_newscontent_fromname">
        <div class="conth">{TITLE}</div><div class="conthsj">日期： 2021-01-29 &nbsp; 信息来源： 党政办公室 &nbsp; 点击数:
        <script>_showDynClicks("wbnews", 1768654345, 28935)</script></div>
        <div class="contnr"><div id="vsb_content_2"><div class="v_news_content"><p class="vsbcontent_start">{LINES[0]}</p>
        {"".join(f"<p>{line}</p>" for line in LINES[1:])}</div></div></div>
        <p>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2">a.rar</a>】已下载
        <span>12</span>次</p><div>上一条：<a href="1.htm">某某通知</a></div><div>【<a href="#">关闭</a>】</div></form>{FOOT}""",
        source="党政办公室",
    ),
    "nfcms": Case(
        f"""<html><head><title>{TITLE}_清溪镇_清溪县人民政府门户网站</title><meta name="ContentSource" content="本网">
        <meta name="PubDate" content="2021-01-29 16:20"></head><body><ul>{NAV}</ul>
        <div class="info_fbt"><h3>{TITLE}</h3><span class="ly">来源：本网</span><span class="time">时间：2021-01-29</span>
        <span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span><span>分享到：</span></div>
        <div class="news_cont_d_wrap">{BODY}</div>{FOOT}</body></html>""",
        published="2021-01-29 16:20",
        source="本网",
    ),
    "gkmlpt": Case(
        f"""<html><head><title>{TITLE}</title></head><body><div class="classify"><table><tr><td>索引号:</td>
        <td>11440000/2021-00010</td><td>分类:</td><td>政务公开、报告</td></tr><tr><td>发布机构:</td><td>清溪镇人民政府</td>
        <td>成文日期:</td><td>2021-01-20</td></tr><tr><td>名称:</td><td colspan="3">{TITLE}</td></tr><tr><td>文号:</td>
        <td></td><td>发布日期:</td><td>2021-01-29</td></tr><tr><td>主题词:</td><td></td></tr></table></div>
        <div class="content"><h1 class="title document-number">{TITLE}</h1><div class="article-content">{BODY}</div>
        <a class="nfw-cms-attachment" href="/attachment/0/306/306724/1.pdf">附件.pdf</a></div>{FOOT}</body></html>""",
        agency="清溪镇人民政府",
        index_number="11440000/2021-00010",
    ),
    "anhui openness": Case(
        f"""<html><head><title>{TITLE}_清溪县</title></head><body><p>您现在所在的位置: 网站首页 &gt; 政府信息公开 &gt; 清溪镇</p>
        <h1>{TITLE}</h1><div>发布时间:2021-01-29 00:00 来源: 字体:[ <a>大</a> <a>中</a> <a>小</a> ]</div>
        <div id="J-fontContent">{BODY}</div>{FOOT}</body></html>""",
        published="2021-01-29 00:00",
    ),
    "asp.net, nested layout tables": Case(
        f"""<html><head><title>清溪县政府信息公开</title></head><body><form id="form1"><table><tr><td><table><tr>
        <td><a href="/">首页</a></td><td><a href="/a">机构</a></td><td><a href="/b">年报</a></td></tr></table></td></tr><tr><td>
        <table width="100%"><tr><td align="center"><span id="lblTitle"><b>{TITLE}</b></span></td></tr><tr><td align="center">
        <span id="lblInfo">发布时间：2021-1-29 9:05:11　　来源：清溪镇　　点击：128次</span></td></tr><tr><td>
        <span id="lblContent">{BODY}</span></td></tr></table></td></tr></table></form>{FOOT}</body></html>""",
        published="2021-1-29 9:05:11",
        source="清溪镇",
    ),
    "nineties: fonts, br and no paragraphs": Case(
        f"""<html><body><center><table border=0><tr><td><font size=5><b>{TITLE}</b></font><br><font size=2>(2021年01月29日)</font>
        <hr></td></tr><tr><td><font size=3>{"<br>".join("　　" + line for line in LINES)}<br></font></td></tr></table></center>
        <p align=center>版权所有 清溪县人民政府</p></body></html>""",
        published="2021年01月29日",
    ),
    "no known container, div paragraphs": Case(
        f"""<html><head><title>{TITLE}</title></head><body><div class="w1"><ul>{NAV}</ul></div><div class="w2"><div class="a1">
        <h2>{TITLE}</h2></div><div class="a2">2021-01-29 15:06　来源：清溪镇　[打印] [关闭]</div><div class="a3">
        {"".join(f"<div>{line}</div>" for line in LINES)}</div><div class="a4"><a>上一篇：某某</a></div></div>{FOOT}""",
        published="2021-01-29 15:06",
        source="清溪镇",
    ),
}


@pytest.mark.parametrize("generic", [False, True], ids=["family", "generic"])
@pytest.mark.parametrize("name", CASES)
def test_article_of_a_family(name: str, generic: bool) -> None:
    case = CASES[name]
    article = read_page(case.html.encode(), URL, generic=generic).article
    assert [block.text for block in article.document.blocks] == case.text
    shown = {
        key: getattr(article, key).raw if getattr(article, key) else None
        for key in ("title", "published", "source", "agency", "doc_number", "index_number")
    }
    assert shown == {key: getattr(case, key) for key in shown}
