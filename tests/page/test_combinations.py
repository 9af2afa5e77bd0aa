# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Titles, bars, bodies and surroundings of many makes, put together at random: every page must still be read right."""

from __future__ import annotations

import random

import pytest

from gaispider.page import read_page

TITLE = "青石县教育局2019年政府信息公开工作年度报告"
LINES = [
    "根据《中华人民共和国政府信息公开条例》的规定，编制本报告，所列数据的统计期限自2019年1月1日起至2019年12月31日止。",
    "一、总体情况",
    "2019年，我局主动公开政府信息126条，其中概况类信息12条，工作动态类信息98条。",
    "（一）主动公开",
    "重点公开了招生入学、学生资助等信息；没有发生因公开引起的行政复议、诉讼。",
    "二、存在的问题",
    "公开的及时性有待提高。",
    "青石县教育局",
    "2020年1月15日",
]
P = [f"<p>{line}</p>" for line in LINES]


def links(count: int) -> str:
    return "".join(f'<li><a href="/{n}/">栏目{n}</a></li>' for n in range(count))


HEADS = [
    f"<title>{TITLE}</title>",
    f"<title>{TITLE}_年报_青石县人民政府</title>",
    "<title>青石县人民政府</title>",
    f'<title>青石县教育局</title><meta name="ArticleTitle" content="{TITLE}">',
    f"<title>青石县人民政府门户网站-{TITLE}</title>",
    "<title>信息公开内容</title>",
]
TITLES = [
    f"<h1>{TITLE}</h1>",
    f'<div class="title">{TITLE}</div>',
    f'<p class="bt">{TITLE}</p>',
    f"<table width=100%><tr><td align=center><b>{TITLE}</b></td></tr></table>",
    f'<h3 class="tc">{TITLE[:10]}<br/>{TITLE[10:]}</h3>',
    f'<div class="art_tit"><h2>{TITLE}</h2></div>',
]
BARS = [
    (
        '<div class="bar">发布日期：2020-01-20　来源：县教育局　浏览次数：<span id=h></span>次</div>',
        "2020-01-20",
        "县教育局",
    ),
    (
        '<div class="info"><span>2020-01-20 09:30</span><span>来源：县教育局</span><span>[ <a>大</a> <a>中</a> <a>小</a> ]</span></div>',
        "2020-01-20 09:30",
        "县教育局",
    ),
    (
        '<ul class="i"><li>时间：2020年01月20日</li><li>来源：县教育局</li><li>点击：</li><li>打印</li></ul>',
        "2020年01月20日",
        "县教育局",
    ),
    (
        '<table class="x"><tr><td>发布时间</td><td>2020-01-20</td><td>信息来源</td><td>县教育局</td></tr></table>',
        "2020-01-20",
        "县教育局",
    ),
    (
        "<div>【字体：大 中 小】 【打印】 发布时间：2020/1/20 9:30:00 信息来源：县教育局 阅读次数：1</div>",
        "2020/1/20 9:30:00",
        "县教育局",
    ),
    ("<p>日期：2020-01-20</p><p>点击数：</p>", "2020-01-20", None),
    ("<div><em>2020-01-20</em></div>", "2020-01-20", None),
]
BODIES = [
    f'<div class="TRS_Editor">{"".join(P)}</div>',
    f'<div class="zz1">{"".join(P)}</div>',
    f'<div id="con_txt">{"".join(f"<div>{line}</div>" for line in LINES)}</div>',
    f'<table><tr><td class="tx">{"<br>".join("　　" + line for line in LINES)}</td></tr></table>',
    f'<div class="q"><div class="w"><div>{"".join(P)}</div></div></div>',
    f'<div class="m1">{"".join(P[:7])}<div style="text-align:right">{"".join(P[7:])}</div></div>',
    f'<div class="s1">{"".join(f"<section>{p}</section>" for p in P)}</div>',
    "<div class=a>"
    + "".join(
        f"<p class=MsoNormal><span lang=EN-US>{line[:3]}</span><span>{line[3:]}</span><o:p></o:p></p>" for line in LINES
    )
    + "</div>",
]
TAILS = [
    "",
    '<div class="bdsharebuttonbox"><a>分享到：</a><a>微信</a></div>',
    "<div>【打印本页】【关闭窗口】</div>",
    f'<div class="pn"><p>上一篇：<a href=1>{TITLE.replace("2019", "2018")}</a></p><p>下一篇：没有了</p></div>',
    '<div class="rel"><h4>相关信息</h4><ul>'
    + "".join(f"<li><a href={n}>关于做好第{n}项工作的通知</a><span>2020-01-0{n}</span></li>" for n in range(1, 6))
    + "</ul></div>",
    '<div class="file"><b>附件：</b><a href="/d/a.doc">附件1：统计表.doc</a></div>',
    "<p>责任编辑：王某</p><p>扫一扫在手机打开当前页</p>",
]
NAVS = [
    "",
    f'<div class="top"><ul>{links(40)}</ul></div><div class="pos">当前位置：<a>首页</a> &gt; <a>信息公开</a> &gt; 年报</div>',
    f'<div class="hd">欢迎访问青石县人民政府网站！今天是<span id=d></span></div><table><tr><td>{links(12)}</td></tr></table>',
    f'<div class="l"><h3>栏目导航</h3><ul>{links(15)}</ul></div><div>您现在的位置：首页 - 信息公开 - 正文</div>',
]
SIDES = [
    "",
    '<div class="sd"><h3>网站简介</h3><p>青石县位于某省东部，面积二千平方公里，人口三十万，是全国文明县城。</p></div>',
    '<div style="display:none"><p>浏览器版本过低，请升级浏览器，以获得更好的体验。</p></div>',
    '<ul class="list9">'
    + "".join(f"<li><span>2020-03-0{n}</span><a href={n}>青石县开展第{n}次活动，效果良好</a></li>" for n in range(1, 9))
    + "</ul>",
]
FOOTS = [
    "",
    '<div class="foot"><p>版权所有：青石县人民政府 主办：青石县人民政府办公室</p><p>地址：青石县人民路1号 邮编：132000</p></div>',
    "<table><tr><td>主办单位：青石县人民政府办公室，承办单位：青石县信息中心，未经许可不得转载。</td></tr></table>",
]
FRAMES = [
    ('<div class="main">', "</div>"),
    ('<div class="w1000"><div class="r">', "</div></div>"),
    ("<table><tr><td>", "</td></tr></table>"),
    ('<div class="article-content">', "</div>"),
]


@pytest.mark.parametrize("generic", [False, True], ids=["family", "generic"])
@pytest.mark.parametrize("seed", range(120))
def test_page_put_together(seed: int, generic: bool) -> None:
    dice = random.Random(seed)
    bar, day, source = dice.choice(BARS)
    start, end = dice.choice(FRAMES)
    html = (
        f"<html><head>{dice.choice(HEADS)}</head><body>{dice.choice(NAVS)}{dice.choice(SIDES)}{start}{dice.choice(TITLES)}{bar}"
        f"{dice.choice(BODIES)}{dice.choice(TAILS)}{end}{dice.choice(SIDES)}{dice.choice(FOOTS)}</body></html>"
    )
    article = read_page(html.encode(), "http://www.example.gov.cn/a/b.html", generic=generic).article
    assert [block.text for block in article.document.blocks] == LINES
    assert article.title and article.title.raw == TITLE
    assert article.published and article.published.raw == day
    assert (article.source.raw if article.source else None) == source
