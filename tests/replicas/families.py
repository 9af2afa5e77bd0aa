# ruff: noqa: E501 - markup stands in lines as sites write it
"""Smaller replicas: UCAP, VSB, gkmlpt, and a site whose listing and articles are built by scripts only.

Seen (docs/field-guide.md, part 1): the addresses of articles of each family; UCAP's hex ids, VSB's `/info/<tree>/<id>.htm`, gkmlpt's `post_<id>.html`.
From public code: `createPageHTML('page_div', …)` counted from 1, the list interface `api/all/<column>` with `articles[]`.
Unconfirmed: VSB's pages counting down (`ndbg.htm`, `ndbg/2.htm`, `ndbg/1.htm`), the folder that answers 403, the scripted site.
"""

from __future__ import annotations

import hashlib
import json

from tests.replicas.server import Served
from tests.replicas.word import paragraph

Pages = dict[str, Served]


def ucap() -> Pages:
    """A column of 5 reports on two pages, `dezlist.shtml` and `dezlist_2.shtml`; its folder answers 403."""
    folder = "/hcxxxgk/hc1554/"
    rows = [
        (
            f"{folder}20{year + 1}01/{hashlib.sha256(str(year).encode()).hexdigest()[:32]}.shtml",
            f"某镇20{year}年政府信息公开年报",
        )
        for year in range(21, 16, -1)
    ]
    pages = {path: _article(title) for path, title in rows}
    for number, part in enumerate((rows[:3], rows[3:]), start=1):
        items = "".join(
            f'<li><a href="{path}">{title}</a><span>{path[17:21]}-01-15</span></li>' for path, title in part
        )
        name = "dezlist.shtml" if number == 1 else f"dezlist_{number}.shtml"
        pages[folder + name] = _page(
            f"<ul>{items}</ul><div id=\"page_div\"></div><script>createPageHTML('page_div',2, {number},'dezlist','shtml',5);</script>"
        )
    pages[folder] = Served(b"<h1>403 Forbidden</h1>", status=403)
    return pages


def vsb() -> Pages:
    """A column of 6 reports on three pages that count down."""
    rows = [(f"info/1154/{16370 + year}.htm", f"某乡20{year}年政府信息公开工作年度报告") for year in range(20, 14, -1)]
    pages = {f"/zfxxgk/{path}": _article(title) for path, title in rows}
    for at, name, following in ((0, "ndbg.htm", "ndbg/2.htm"), (2, "ndbg/2.htm", "1.htm"), (4, "ndbg/1.htm", None)):
        up = "../" if "/" in name else ""
        items = "".join(
            f'<li><a href="{up}{path}" title="{title}">{title}</a><span>2021/02/0{n + 1}</span></li>'
            for n, (path, title) in enumerate(rows[at : at + 2])
        )
        link = (
            f'<span class="p_next p_fun"><a href="{following}">下页</a></span>'
            if following
            else '<span class="p_next_d">下页</span>'
        )
        pages[f"/zfxxgk/{name}"] = _page(
            f'<ul>{items}</ul><div class="pb_sys_common"><span class="p_t">共6条</span>{link}</div>'
        )
    return pages


def gkmlpt() -> Pages:
    """A report column of 3 entries, 2 a page, behind the list interface; one of its entries leaves the site."""
    shell = """<html><head><meta charset="utf-8"></head><body><div id="app"></div><script>window._CONFIG = {"SITE_ID": "668037",
    "TREE": [{"id": 100, "name": "政策文件", "children": []}, {"id": 1234, "name": "政府信息公开年报", "parent": 1}]};</script></body></html>"""
    articles = [
        {
            "id": 240254,
            "title": "某局2019年政府信息公开年报",
            "date": 1579478400,
            "url": "/hyzjfazf/gkmlpt/content/0/240/post_240254.html",
        },
        {
            "id": 240255,
            "title": "一图读懂2019年政府信息公开年报",
            "date": 1579564800,
            "url": "https://mp.weixin.qq.com/s/AbCdEfGh",
        },
        {
            "id": 240256,
            "title": "某局2018年政府信息公开年报",
            "date": 1548028800,
            "url": "/hyzjfazf/gkmlpt/content/0/240/post_240256.html",
        },
    ]
    pages = {
        "/hyzjfazf/gkmlpt/annualreport": Served(shell.encode(), "text/html;charset=utf-8"),
        "/hyzjfazf/gkmlpt/content/0/240/post_240254.html": _article("某局2019年政府信息公开年报"),
        "/hyzjfazf/gkmlpt/content/0/240/post_240256.html": _article("某局2018年政府信息公开年报"),
    }
    for number in (1, 2):
        answer = {
            "classify": {"id": 1234, "name": "政府信息公开年报", "post_count": 3},
            "articles": articles[number * 2 - 2 : number * 2],
        }
        pages[f"/hyzjfazf/gkmlpt/api/all/1234?page={number}&sid=668037"] = Served(
            json.dumps(answer).encode(), "application/json"
        )
    return pages


def scripted() -> Pages:
    """Nothing without scripts: the listing and the articles are written by the browser from /api/list.json."""
    shell = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><div id="app">正在加载…</div><script>
fetch('/api/list.json').then(function(r){ return r.json(); }).then(function(list){
  var id = new URLSearchParams(location.search).get('id'), app = document.getElementById('app');
  if (!id) { app.innerHTML = '<ul class="list">' + list.map(function(a){
      return '<li><a href="/details?id=' + a.id + '">' + a.title + '</a><span>' + a.date + '</span></li>'; }).join('') + '</ul>'; return; }
  var a = list.filter(function(e){ return e.id === id; })[0]; document.title = a.title;
  app.innerHTML = '<h1>' + a.title + '</h1><div class="bar">发布日期：' + a.date + ' 来源：' + a.source + '</div><div class="article-content">' + a.html + '</div>';
});</script></body></html>"""
    articles = [
        {
            "id": f"77a1{year}", "title": f"某街道{year}年政府信息公开年度报告", "date": f"{year + 1}-01-2{year % 10}", "source": "某街道办事处",
            "html": paragraph(f"统计期限自{year}年1月1日起至{year}年12月31日止。本年度主动公开信息{year % 100 + 20}条，未收到政府信息公开申请。")
            + paragraph("某街道办事处", align="right") + paragraph(f"{year + 1}年1月20日", align="right"),
        }
        for year in (2019, 2018)
    ]  # fmt: skip
    pages = {
        "/": Served(shell.encode(), "text/html; charset=utf-8"),
        "/api/list.json": Served(json.dumps(articles).encode(), "application/json"),
    }
    pages.update({f"/details?id={article['id']}": pages["/"] for article in articles})
    return pages


def _article(title: str) -> Served:
    year = "".join(char for char in title if char.isdigit())[:4]
    body = paragraph(
        f"根据条例要求，现公布本单位{year}年政府信息公开工作年度报告，统计期限自{year}年1月1日起至{year}年12月31日止。"
    )
    body += paragraph(f"{year}年共主动公开政府信息35条，未收到政府信息公开申请，未发生行政复议。") * 3
    return _page(
        f'<h1>{title}</h1><div class="bar">发布日期：{int(year) + 1}-01-15</div><div class="v_news_content" id="zoom">{body}</div>'
    )


def _page(body: str) -> Served:
    return Served(f'<html><head><meta charset="utf-8"><title>年报</title></head><body>{body}</body></html>'.encode())
