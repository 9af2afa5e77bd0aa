# ruff: noqa: E501 - markup stands in lines as sites write it
"""Hanweb: /col/col1/index.html, /art/2024/1/15/art_1_2.html, lists in a datastore, by requests and in frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from tests.eval.homes.building import Builder
from tests.eval.homes.columns import NEWS
from tests.eval.homes.home import Entry, Home, Link, items, page_of, served_json
from tests.replicas.server import Served


class Hanweb(Builder):
    system = "hanweb"

    def col(self, code: str) -> str:
        return f"/col/col{_number(code)}/index.html"

    def art(self, code: str, day: str, number: int) -> str:
        year, month, of_month = (int(part) for part in day.split("-"))
        return f"/art/{year}/{month}/{of_month}/art_{_number(code)}_{number}.html"

    def page_address(self, code: str, number: int) -> str:
        return self.col(code)

    def column(
        self,
        code: str,
        title: str,
        entries: Sequence[Entry],
        *,
        size: int = 15,
        side: Sequence[Link] | None = None,
        head: str = "",
        before: str = "",
    ) -> str:
        """The first rows in a datastore, the rest by the proxy."""
        number, proxy = _number(code), "/module/web/jpage/dataproxy.jsp"
        following = (
            f'<nextgroup><![CDATA[<a href="{proxy}?page=1&appid=1&webid=77&path=/&columnid={number}&unitid=9{number}&permissiontype=0"></a>]]></nextgroup>'
            if len(entries) > size
            else ""
        )
        store = f'<div id="9{number}" class="default_pgContainer"></div><script type="text/xml">{_store(page_of(entries, 1, size), len(entries), size, following)}</script>'
        self.page(self.col(code), title, before + store, head, side)
        self.keep(entries)

        def proxied(method: str, path: str, fields: dict[str, str]) -> Served | None:
            query = {key: value[0] for key, value in parse_qs(urlsplit(path).query).items()} | fields
            if urlsplit(path).path != proxy or query.get("columnid") != number:
                return None
            shown = page_of(entries, int(query.get("page", 1)), size)
            return Served(
                ("<?xml version='1.0' encoding='utf-8'?>" + _store(shown, len(entries), size, "")).encode(),
                "text/xml;charset=UTF-8",
            )

        self.home.handlers.append(proxied)
        return self.col(code)


def _number(code: str) -> str:
    return (
        code
        if code.isdigit()
        else str(1229000000 + sum(ord(letter) * 31**at for at, letter in enumerate(code)) % 999_983)
    )


def _store(shown: Sequence[Entry], total: int, size: int, group: str) -> str:
    records = "".join(f"<record><![CDATA[{items([entry])}]]></record>" for entry in shown)
    return f"<datastore>{group}<totalrecord>{total}</totalrecord><totalpage>{-(-total // size)}</totalpage><recordset>{records}</recordset></datastore>"


def sites() -> list[Home]:
    return [datastore(), built(), codes(), departments(), area_years(), mixed()]


def datastore() -> Home:
    site = Hanweb(
        "hanweb-1", "蓝田坪县", "www.lantp.gov.cn", "columns are numbers; the rest of the list comes from the proxy"
    )
    alike = site.alike("web", "final", "work")
    side = [
        ("政府信息公开指南", site.col("101")),
        ("政府信息公开制度", site.col("102")),
        ("法定主动公开内容", site.col("103")),
        ("政府信息公开年报", site.col("104")),
        ("依申请公开", "/module/ysqgk/index.jsp"),
    ]
    site.side = [*side, *alike]
    site.front(
        [
            ("首页", "/"),
            ("政务公开", site.col("100")),
            ("政务服务", "http://zwfw.shengji.gov.cn/"),
            ("互动交流", site.col("300")),
        ]
    )
    site.page(site.col("100"), "政务公开", f'<p><a href="{site.col("101")}">政府信息公开</a></p>')
    site.page(site.col("101"), "政府信息公开指南", "<p>本指南每年更新一次。</p>")
    site.page(site.col("103"), "法定主动公开内容", "<ul><li>机构职能</li><li>规划信息</li></ul>")
    column = site.column("104", "政府信息公开年报", site.reports("104", range(2024, 2006, -1)), size=10)
    return site.label(column, years=range(2007, 2025))


def built() -> Home:
    """The newer platform: `build/unit` brings the rows as HTML in JSON."""
    site = Hanweb(
        "hanweb-2", "临港新区", "www.lingxq.gov.cn", "a script element asks build/unit for the rows", layout=2
    )
    site.side = [
        ("信息公开指南", "/col/col55/index.html"),
        ("信息公开年报", "/col/col1229743/index.html"),
        ("预决算公开", "/col/col57/index.html"),
    ]
    site.front(
        [("首页", "/"), ("信息公开", "/col/col54/index.html"), ("新区概况", "/col/col11/index.html")],
        '<div><a href="/col/col54/index.html"><img src="/xxgk.png" alt="政府信息公开"></a></div>',
    )
    site.page("/col/col54/index.html", "信息公开", "<p>信息公开平台</p>")
    site.column(
        "57", "预决算公开", site.others("57", [f"临港新区{year}年财政预算报告" for year in range(2024, 2018, -1)])
    )
    entries = [
        (title, f"/lgxq/zfxxgknb/art/{int(day[:4])}/art_5f60718293a4b5c6d7e80a1b2c3d{day[:4]}.html", day)
        for title, _, day in site.reports("x", range(2024, 2012, -1))
    ]
    site.keep(entries)
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    query = "{'webId':'3096','tplSetId':'a5f','pageType':'column','tagId':'信息列表','editType':'null','pageId':'1229743','parseType':'bulidstatic'}"
    site.page(
        "/col/col1229743/index.html",
        "信息公开年报",
        f'<div class="page-content"><script url="{unit}" queryData="{query}"></script></div>',
    )

    def built_unit(method: str, path: str, fields: dict[str, str]) -> Served | None:
        asked = parse_qs(urlsplit(path).query)
        if urlsplit(path).path != unit or asked.get("pageId") != ["1229743"]:
            return None
        number = json.loads(asked.get("paramJson", ['{"pageNo":1}'])[0])["pageNo"]
        markup = f'<ul>{items(page_of(entries, number, 6))}</ul><div class="pagination" rows="6" count="{len(entries)}" pageno="{number}"></div>'
        return served_json({"success": True, "data": {"html": markup}})

    site.home.handlers.append(built_unit)
    return site.label("/col/col1229743/index.html", years=range(2013, 2025))


def codes() -> Home:
    """Columns of one address told by `?number=`; the rows are in a frame's catalogue."""
    site = Hanweb(
        "hanweb-3", "瓯江口区", "www.oujk.gov.cn", "columns of one address, told by ?number=; a frame has the catalogue"
    )
    base = "/col/col1229300001/index.html"
    names = (("政府信息公开指南", "A001"), ("机构职能", "B001"), ("财政信息", "C001"), ("政府信息公开年报", "D001"))
    site.side = [(name, f"{base}?number={code}") for name, code in names]
    site.front([("首页", "/"), ("政务公开", base), ("解读回应", "/col/col77/index.html")])
    entries = site.reports("1229300001", range(2023, 2009, -1))
    budget = site.others("1229300002", [f"瓯江口区{year}年预算公开" for year in range(2023, 2015, -1)])
    site.keep([*entries, *budget])
    frame = '<iframe src="/module/xxgk/tree.jsp?standardXxgk=1&area=001008&divid=div12" width="100%"></iframe>'
    site.page(base, "政务公开", frame)
    for name, code in names:
        site.page(f"{base}?number={code}", name, frame)
    site.plain("/module/xxgk/tree.jsp?standardXxgk=1&area=001008&divid=div12", "", "<div id='div12'></div>")

    def search(method: str, path: str, fields: dict[str, str]) -> Served | None:
        query = {key: value[0] for key, value in parse_qs(urlsplit(path).query).items()} | fields
        if urlsplit(path).path != "/module/xxgk/search.jsp" or query.get("area") != "001008":
            return None
        own = {"D001": entries, "C001": budget}.get(query.get("infotypeId", ""), [])
        number = int(query.get("currpage", 1))
        cells = "".join(
            f"<tr class='tr_main_value_odd'><td><a href='{url}' title='{title}'>{title}</a></td><td>{day}</td></tr>"
            for title, url, day in page_of(own, number, 10)
        )
        return Served(
            f"<html><head><meta charset='utf-8'></head><body><table>{cells}</table><div>第{number}页/共{-(-len(own) // 10)}页 共{len(own)}条</div></body></html>".encode(),
            "text/html;charset=utf-8",
        )

    site.home.handlers.append(search)
    return site.label((f"{base}?number=D001",), years=range(2010, 2024))


def departments() -> Home:
    """The government's column, and a page of units each with a column of its own."""
    site = Hanweb(
        "hanweb-4",
        "永泉市",
        "www.yongquan4.gov.cn",
        "部门年报 and 乡镇年报 lead to pages of units, each with a column",
        links="absolute",
        layout=3,
    )
    units = [("市教育局", "401"), ("市民政局", "402"), ("市水务局", "403"), ("城东街道", "404"), ("桃源镇", "405")]
    site.side = [
        ("公开指南", site.col("201")),
        ("公开年报", site.col("202")),
        ("市政府年报", site.col("203")),
        ("部门年报", site.col("204")),
        ("镇街年报", site.col("205")),
    ]
    site.front([("首页", "/"), ("政务公开", site.col("200")), ("走进永泉", site.col("9"))])
    site.page(site.col("200"), "政务公开", "<h3>政府信息公开</h3>")
    site.page(site.col("202"), "公开年报", "".join(f'<a href="{url}">{name}</a> ' for name, url in site.side[2:]))
    column = site.column("203", "市政府年报", site.reports("203", range(2023, 2011, -1)))
    for code, name, of in (("204", "部门年报", units[:3]), ("205", "镇街年报", units[3:])):
        site.page(
            site.col(code),
            name,
            "<ul>" + "".join(f'<li><a href="{site.col(number)}">{unit}</a></li>' for unit, number in of) + "</ul>",
        )
    for unit, number in units:
        site.column(number, unit, site.reports(number, range(2023, 2018, -1), f"永泉{unit}"))
    return site.label(
        column,
        years=range(2012, 2024),
        also=[site.col(code) for code in ("202", "204", "205", *(number for _, number in units))],
    )


def area_years() -> Home:
    """xxgkAnnualReport.jsp: one page a year and area, years below a heading on the page of the column."""
    site = Hanweb(
        "hanweb-5",
        "东屏县",
        "www.dongping5.gov.cn",
        "one report a year behind xxgkAnnualReport.jsp, bare years below a heading",
        layout=1,
        charset="gb18030",
    )
    area = "113306820025775398"
    column = f"/module/xxgk/xxgkAnnualReport.jsp?area={area}"
    site.side = [
        ("信息公开指南", "/col/col31/index.html"),
        ("信息公开目录", "/col/col32/index.html"),
        ("信息公开年报", column),
    ]
    site.front([("首页", "/"), ("信息公开", "/col/col30/index.html"), ("在线办事", "/col/col40/index.html")])
    site.page("/col/col30/index.html", "信息公开", "<p>东屏县信息公开</p>")
    span = range(2022, 2008, -1)
    links = "".join(f'<li><a href="{column}&fbtime={year}">{year}</a></li>' for year in span)
    site.page(column, "信息公开年报", f"<h3>政府信息公开年报</h3><ul>{links}</ul><p>请选择年份。</p>")
    for year in span:
        title = f"东屏县人民政府{year}年政府信息公开工作年度报告"
        site.page(
            f"{column}&fbtime={year}",
            title,
            f"<h1>{title}</h1><div>发布时间：{year + 1}-03-11</div><div id='zoom'><p>本年度主动公开政府信息158条。</p><p>收到申请2件。</p></div><div>政府信息公开年报</div>",
        )
    return site.label(column, years=span, also=[f"{column}&fbtime="])


def mixed() -> Home:
    """The column of reports holds news, budgets and a report of the website, too."""
    site = Hanweb("hanweb-6", "梧桐区", "www.wutong6.gov.cn", "half of the column's entries are news and other reports")
    site.side = [("政务公开指南", site.col("61")), ("政务公开年报", site.col("62")), ("公开动态", site.col("63"))]
    site.front([("首页", "/"), ("政务公开", site.col("60")), ("魅力梧桐", site.col("7"))])
    site.page(site.col("60"), "政务公开", "<p>栏目</p>")
    site.column("63", "公开动态", site.others("63", NEWS))
    entries = site.reports("62", range(2023, 2013, -1))
    entries += site.others("62", [*NEWS, "梧桐区政府网站工作年度报表（2022年度）", "梧桐区2021年部门预算公开"])
    entries.sort(key=lambda entry: entry[2], reverse=True)
    return site.label(site.column("62", "政务公开年报", entries), years=range(2014, 2024))
