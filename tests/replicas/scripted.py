# ruff: noqa: E501 - markup stands in lines as sites write it
"""A site that answers with scripts only, as single-page systems do: the list and the articles come from interfaces as
JSON, late, and the browser builds them. Beside it stand pages that try to break out, or never come to rest."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tests.replicas.server import Served
from tests.replicas.word import paragraph

YEARS = (2021, 2020, 2019, 2018)
SHELL = '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>政府信息公开</title><link rel="stylesheet" href="/static/app.css"></head><body><noscript>请启用脚本</noscript><div id="app"></div><script src="/static/app.js"></script></body></html>'

# The interface answers at once, the page is built 200 ms later: between them nothing is on its way.
_APP = """
var app = document.getElementById('app'), id = new URLSearchParams(location.search).get('id');
function later(build) { setTimeout(build, 200); }
function ask(url, options) { return fetch(url, options).then(function(r){ return r.json(); }); }
if (id) ask('/api/article', {method: 'POST', headers: {'Content-Type': 'application/json', 'X-App': 'site'}, body: JSON.stringify({id: id})})
  .then(function(a){ later(function(){
    document.title = a.title;
    app.innerHTML = '<img src="/logo.png"><h1>' + a.title + '</h1><div class="bar">发布日期：' + a.date + ' 来源：' + a.source + '</div><div class="article-content">' + a.html + '</div>';
  }); });
else ask('/api/list?size=20').then(function(list){ later(function(){
    app.innerHTML = '<ul class="list">' + list.map(function(a){
      return '<li><a class="article" href="/details?id=' + a.id + '">' + a.title + '</a><span>' + a.date + '</span></li>'; }).join('') + '</ul>';
  }); });
"""


def scripted(years: Iterable[int] = YEARS) -> dict[str, Served]:
    """`/` is the list, `/details?id=…` an article; answers of POST /api/article are made by `answer`."""
    rows = [{"id": f"a{year}", "title": title(year), "date": f"{year + 1}-01-20"} for year in years]
    pages = {
        "/": Served(SHELL.encode(), "text/html; charset=utf-8"),
        "/robots.txt": Served(b"User-agent: *\nDisallow: /private/\n", "text/plain"),
        "/static/app.js": Served(_APP.encode(), "application/javascript"),
        "/static/app.css": Served(b"#app { background: url(/background.png) }", "text/css"),
        "/api/list?size=20": Served(json.dumps(rows).encode(), "application/json"),
    }
    return pages | {f"/details?id={row['id']}": pages["/"] for row in rows}


def answer(method: str, path: str, body: bytes) -> Served | None:
    """The interface of articles."""
    if (method, path) != ("POST", "/api/article"):
        return None
    year = int(json.loads(body)["id"][1:])
    text = f"统计期限自{year}年1月1日起至{year}年12月31日止。本年度主动公开政府信息{year % 100 + 20}条，未收到政府信息公开申请。"
    html = "".join(paragraph(part) for part in (text, "本年度未发生行政复议、行政诉讼。"))
    html += paragraph("某街道办事处", align="right") + paragraph(f"{year + 1}年1月20日", align="right")
    article = {"title": title(year), "date": f"{year + 1}-01-20", "source": "某街道办事处", "html": html}
    return Served(json.dumps(article).encode(), "application/json", validators=False)


def title(year: int) -> str:
    return f"某街道{year}年政府信息公开工作年度报告"


def page(script: str, body: str = "") -> Served:
    """A page that only its script fills; `show(text)` puts a report of that text into it."""
    show = "function show(text){ document.body.insertAdjacentHTML('beforeend', '<h1>' + text + '</h1><p>' + '全年主动公开政府信息158条。'.repeat(9) + '</p>'); }"
    return Served(
        f'<html><head><meta charset="utf-8"></head><body>{body}<script>{show}{script}</script></body></html>'.encode()
    )
