# ruff: noqa: E501 - markup stands in lines as sites write it
"""A Hanweb replica in the manner of ouhai: a column a year with a `<datastore>`, dataproxy.jsp, the yearly report module.

Seen (docs/field-guide.md, 1.2): address forms `/col/col1229463576/index.html`, `/art/2019/1/30/art_1229463576_40421.html`,
    `/module/xxgk/xxgkAnnualReport.jsp?area=&fbtime=`, the index table of the articles, `发布日期:… 浏览次数:  来源:`.
From public code: `<datastore>` with `<nextgroup>` and CDATA records, the dataproxy's query and form fields and its XML answer,
    `<div id="zoom">` between `ContentStart` and `ContentEnd`; 404 for `index_1.html`.
Unconfirmed: the year columns beside each other, GB-free UTF-8 pages, the words on a module page without a report.
Names of streets are Ouhai's; figures, days and numbers are made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.replicas.server import Served
from tests.replicas.word import paragraph

AREA = "001008003012011"
COLUMNS = {2018: 1229463576, 2017: 1229463575}
# Records that a column page holds itself, and all that it has.
HELD = 20
STREETS = (
    "景山街道",
    "梧田街道",
    "南白象街道",
    "茶山街道",
    "娄桥街道",
    "新桥街道",
    "瞿溪街道",
    "郭溪街道",
    "潘桥街道",
    "丽岙街道",
    "仙岩街道",
    "泽雅镇",
)
OFFICES = tuple(
    f"{name}局"
    for name in (
        "财政",
        "教育",
        "民政",
        "司法",
        "统计",
        "审计",
        "水利",
        "交通运输",
        "农业农村",
        "文化和广电旅游体育",
        "卫生健康",
        "应急管理",
        "市场监督管理",
        "医疗保障",
    )
)


@dataclass(slots=True)
class Ouhai:
    """Pages by path, the dataproxy's answers, and the paths of the reports."""

    pages: dict[str, Served] = field(default_factory=dict)
    columns: dict[int, list[str]] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)

    def answer(self, method: str, path: str, body: bytes) -> Served | None:
        """dataproxy.jsp: the records from startrecord to endrecord of the column that the form names."""
        parts = urlsplit(path)
        if parts.path != "/module/web/jpage/dataproxy.jsp":
            return None
        query = parse_qs(parts.query)
        form = parse_qs(body.decode("ascii"))
        records = self.columns.get(int(form.get("columnid", ["0"])[0]))
        if method != "POST" or records is None or form.get("webid") != ["2442"] or "unitid" not in form:
            return Served(b"<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>", "text/xml")
        first, last = int(query["startrecord"][0]), int(query["endrecord"][0])
        return Served(_store(records[first - 1 : last], len(records)).encode(), "text/xml;charset=UTF-8")


def build() -> Ouhai:
    """Two columns, one for each report year, and the module pages of one office."""
    site = Ouhai()
    for year, column in COLUMNS.items():
        records = []
        for index, unit in enumerate((*STREETS, *OFFICES)):
            day = date(year + 1, 1, 10) + timedelta(days=index)
            path = f"/art/{day.year}/{day.month}/{day.day}/art_{column}_{40000 + (year - 2000) * 100 + index}.html"
            title = f"温州市瓯海区{unit}{year}年政府信息公开年度报告"
            site.pages[path] = _served(_article(title, unit, year, day), day)
            site.reports.append(path)
            records.append(
                f'<li><a href="{path}" target="_blank" title="{title}">{unit}{year}年政府信息公...</a><span>[{day:%Y-%m-%d}]</span></li>'
            )
        site.columns[column] = records
        site.pages[f"/col/col{column}/index.html"] = _served(_column(year, column, records), date(year + 1, 3, 1))
    for year in (2016, 2017):
        path = f"/module/xxgk/xxgkAnnualReport.jsp?area={AREA}&fbtime={year}"
        site.pages[path] = _served(
            _article(
                f"瓯海区住房和城乡建设局{year}年政府信息公开年度报告", "住房和城乡建设局", year, date(year + 1, 2, 3)
            ),
            date(year + 1, 2, 3),
        )
        site.reports.append(path)
    return site


def _store(records: list[str], total: int) -> str:
    inner = "".join(f"<record><![CDATA[{record}]]></record>" for record in records)
    return f"<?xml version='1.0' encoding='utf-8'?><datastore><totalrecord>{total}</totalrecord><totalpage>{-(-total // HELD)}</totalpage><recordset>{inner}</recordset></datastore>"


def _column(year: int, column: int, records: list[str]) -> str:
    held = "\n".join(f"<record><![CDATA[{record}]]></record>" for record in records[:HELD])
    years = "".join(
        f'<li><a href="/col/col{number}/index.html">{other}年</a></li>' for other, number in COLUMNS.items()
    )
    return (
        f'<html><head><meta charset="utf-8"><title>瓯海区 {year}年政府信息公开年报</title></head><body><ul class="menu">{years}'
        '<li><a href="/col/col1229000001/index.html">机构设置</a></li></ul>\n'
        f'<div id="6226047"><script type="text/xml"><datastore><nextgroup><![CDATA[]]></nextgroup><recordset>{held}</recordset></datastore></script></div>\n'
        f"<script>$(function(){{ $('#6226047').jpage({{perPage: 20, totalRecord: {len(records)}, proxyUrl: '/module/web/jpage/dataproxy.jsp',"
        f"ajaxParam: {{col: 1, appid: 1, webid: 2442, path: '/', columnid: {column}, sourceContentType: 1, unitid: '6226047',"
        "webname: '%E7%93%AF%E6%B5%B7', permissiontype: 0}}}); });</script></body></html>"
    )


def _article(title: str, unit: str, year: int, day: date) -> str:
    body = paragraph(
        f"根据《中华人民共和国政府信息公开条例》要求，现公布瓯海区{unit}{year}年度报告，统计期限自{year}年1月1日起至{year}年12月31日止。"
    )
    body += paragraph(f"一、概述。{year}年本单位共主动公开政府信息{year % 50 + 40}条。") + paragraph(
        f"二、{year}年共收到信息公开申请3件，均已答复。"
    )
    body += paragraph(f"温州市瓯海区{unit}", align="right") + paragraph(
        f"{day.year}年{day.month}月{day.day}日", align="right"
    )
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title><meta name="ArticleTitle" content="{title}"></head><body>'
        f'<table class="xxgk"><tr><td>索引号：</td><td>330304/{day.year}-{40000 + day.day}</td><td>发布机构：</td><td>瓯海区{unit}</td></tr>'
        f'<tr><td>生成日期：</td><td>{day:%Y-%m-%d}</td><td>公开方式：</td><td>主动公开</td></tr></table><div class="title">{title}</div>'
        f'<div>发布日期：{day:%Y-%m-%d} 浏览次数：<script src="/hits.js"></script> 来源：瓯海区{unit}</div><table><tr><td class="bt_content">'
        f'<meta name="ContentStart"/><div id="zoom">{body}</div><meta name="ContentEnd"/></td></tr></table></body></html>'
    )


def _served(html: str, day: date) -> Served:
    return Served(html.encode(), "text/html;charset=UTF-8", modified=datetime(day.year, day.month, day.day, tzinfo=UTC))
