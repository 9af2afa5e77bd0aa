# ruff: noqa: E501 - markup stands in lines as sites write it
"""Jiangxi's platform: the channel tree as JSON in a script, lists by POST /queryList."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from tests.eval.homes.building import Builder
from tests.eval.homes.columns import NEWS
from tests.eval.homes.home import Entry, Home, page_of, served_json
from tests.replicas.server import Served


class Jiangxi(Builder):
    system = "jiangxi"
    site_code = "rmzf"

    def col(self, code: str) -> str:
        return f"/{self.site_code}/{code}/pc/list.html"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{self.site_code}/{code}/{day[:4]}{day[5:7]}/{number}abc{sum(map(ord, code))}.shtml"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        return ""

    def loaded(self, code: str, title: str, entries: list[Entry], *, size: int = 10, works: bool = True) -> str:
        """A column whose rows come by POST; if it does not work, the interface fails."""
        script = f'loadPageData({{webSiteCode: ["{self.site_code}"], channelCode: ["{code}"], pageSize: {size}, elem: "#list", dateFormat: "yyyy-MM-dd"}});'
        self.page(self.col(code), title, f'<ul id="list"></ul><div id="pager"></div><script>{script}</script>')
        self.keep(entries)

        def query(method: str, path: str, fields: dict[str, str]) -> Served | None:
            if urlsplit(path).path != "/queryList" or method != "POST" or fields.get("channelCode[]") != code:
                return None
            if not works:
                return Served(b'{"code":500,"message":"error"}', "application/json", status=500)
            found = [
                {
                    "source": {
                        "title": t,
                        "pubDate": f"{day} 08:30:00",
                        "urls": json.dumps({"pc": url, "wap": "/m" + url}),
                    }
                }
                for t, url, day in page_of(entries, int(fields["current"]), size)
            ]
            return served_json({"code": 200, "data": {"total": len(entries), "results": found}})

        self.home.handlers.append(query)
        return self.col(code)

    def tree(self, *nodes: dict[str, Any]) -> str:
        return f'<div id="menu"></div><script>renderChannelTemplate({json.dumps(nodes, ensure_ascii=False)}, "#menu");</script>'

    def node(self, name: str, code: str, *children: dict[str, Any], jump: str = "") -> dict[str, Any]:
        made: dict[str, Any] = {
            "channelName": name,
            "channelCode": code,
            "channelUrl": self.col(code),
            "children": list(children),
        }
        return made | ({"jump_url": jump} if jump else {})


def sites() -> list[Home]:
    return [tree(), tree_of_years(), static(), app(), failing(), own_hosts()]


def tree() -> Home:
    site = Jiangxi(
        "jiangxi-1", "赣塘县", "www.gantang1.gov.cn", "menu and rows are data: renderChannelTemplate, loadPageData"
    )
    site.site_code = "gtxrmzf"
    site.front(
        [
            ("首页", "/"),
            ("赣塘概况", site.col("gtgk")),
            ("政务公开", "/gtxrmzf/xxgk/index.html"),
            ("服务", site.col("fw")),
        ]
    )
    menu = site.tree(
        site.node("政府信息公开指南", "zfxxgkzn"),
        site.node("政府信息公开制度", "zfxxgkzd"),
        site.node("政府信息公开年报", "gkndbg"),
        site.node("政府网站年度报表", "wznb"),
        site.node("省政府年报", "x", jump="http://www.shengji.gov.cn/"),
    )
    site.page("/gtxrmzf/xxgk/index.html", "信息公开", menu)
    site.loaded(
        "wznb",
        "政府网站年度报表",
        site.others("wznb", [f"赣塘县政府网站工作年度报表（{year}年度）" for year in range(2023, 2018, -1)]),
    )
    return site.label(
        site.loaded("gkndbg", "政府信息公开年报", site.reports("gkndbg", range(2024, 2008, -1))),
        years=range(2009, 2025),
    )


def tree_of_years() -> Home:
    """年报 has children: the government, departments, townships."""
    site = Jiangxi(
        "jiangxi-2",
        "饶溪市",
        "www.raoxi2.gov.cn",
        "年报 is a node of the tree with children by kind of office",
        layout=2,
    )
    site.site_code = "rxs"
    site.front([("首页", "/"), ("政务公开", "/rxs/zwgk/index.html"), ("互动", site.col("hd"))])
    children = (site.node("市政府", "szfnb"), site.node("市直部门", "bmnb"), site.node("乡镇（街道）", "xznb"))
    menu = site.tree(
        site.node("公开指南", "gkzn"),
        site.node("财政信息", "czxx", site.node("预算公开", "ys"), site.node("决算公开", "js")),
        site.node("公开年报", "gknb", *children),
    )
    site.page("/rxs/zwgk/index.html", "政务公开", menu)
    site.page(site.col("gknb"), "公开年报", menu)
    site.loaded("ys", "预算公开", site.others("ys", [f"饶溪市{year}年预算公开" for year in range(2023, 2017, -1)]))
    columns = [site.loaded("szfnb", "市政府", site.reports("szfnb", range(2023, 2013, -1)))]
    for code, units in (("bmnb", ("教育局", "民政局", "林业局")), ("xznb", ("上泸镇", "湖坊乡", "东关街道"))):
        entries = [
            entry
            for at, unit in enumerate(units)
            for entry in site.reports(f"{code}/u{at}", range(2023, 2020, -1), f"饶溪市{unit}")
        ]
        columns.append(site.loaded(code, "年报", entries))
    parent = site.col("gknb")
    return site.label(*((column, parent) for column in columns), years=range(2014, 2024), also=[parent])


def static() -> Home:
    """An older skin: plain links, createPageHTML."""
    site = Jiangxi(
        "jiangxi-3",
        "抚滨区",
        "www.fubin3.gov.cn",
        "an older skin of plain links; the column is one of twelve in 主动公开",
        links="relative",
        layout=3,
    )
    site.site_code, site.home.system = "fbq", "generic"
    names = (
        ("机构职能", "jgzn"),
        ("政策文件", "zcwj"),
        ("规划计划", "ghjh"),
        ("统计信息", "tjxx"),
        ("财政预决算", "czyjs"),
        ("应急管理", "yjgl"),
        ("重点领域", "zdly"),
        ("人事信息", "rsxx"),
        ("公开年报", "gknb"),
        ("法治政府年报", "fznb"),
    )
    site.side = [(name, site.col(code)) for name, code in names]
    site.front([("首页", "/"), ("信息公开", site.col("jgzn")), ("在线服务", site.col("zxfw"))])
    for name, code in names[:8]:
        site.column(code, name, site.others(code, [f"抚滨区{name}情况说明", f"{name}（第二批）", "关于领导分工的通知"]))
    site.column(
        "fznb",
        "法治政府年报",
        site.others("fznb", [f"抚滨区{year}年法治政府建设年度报告" for year in range(2023, 2018, -1)]),
    )
    return site.label(
        site.column("gknb", "公开年报", site.reports("gknb", range(2022, 2012, -1)), size=20), years=range(2013, 2023)
    )


def app() -> Home:
    """The home page is of links, 政务公开 is a shell that only scripts fill."""
    site = Jiangxi(
        "jiangxi-4", "信源县", "www.xinyuan4.gov.cn", "政务公开 is an app; nothing behind the home page has links"
    )
    site.front([("首页", "/"), ("政务公开", "/xxgk/#/home"), ("政务服务", "/fwdt/#/")])
    shell = "<!doctype html><html><head><meta charset=utf-8><title>信息公开</title></head><body><div id=app></div><script src=/xxgk/static/js/chunk-vendors.8a.js></script><script src=/xxgk/static/js/app.1b.js></script></body></html>"
    for path in ("/xxgk/", "/fwdt/"):
        site.put(path, shell)
    return site.none("needs rendering", "needs a person")


def failing() -> Home:
    """The column is there, its interface fails."""
    site = Jiangxi(
        "jiangxi-5",
        "贡水县",
        "www.gongshui5.gov.cn",
        "the column is named in the tree, the interface of its rows answers 500",
    )
    site.site_code = "gsx"
    site.front([("首页", "/"), ("政务公开", "/gsx/zwgk/index.html"), ("专题", site.col("zt"))])
    site.page(
        "/gsx/zwgk/index.html",
        "政务公开",
        site.tree(site.node("公开指南", "zn"), site.node("信息公开年报", "xxgknb"), site.node("公开动态", "dt")),
    )
    site.loaded("dt", "公开动态", site.others("dt", NEWS))
    column = site.loaded("xxgknb", "信息公开年报", site.reports("xxgknb", range(2023, 2015, -1)), works=False)
    home = site.label(column, outcome=("found in part", "needs a person"))
    # To name it is right, to leave it to a person as well: nothing of it could be judged.
    home.columns, home.also = [], [site.url(column)]
    return home


def own_hosts() -> Home:
    """Departments and townships on hosts of their own below the same domain."""
    site = Jiangxi(
        "jiangxi-6",
        "袁桥市",
        "www.yuanqiao6.gov.cn",
        "departments have hosts of their own below the domain, each with a column; 200 friends beside",
        links="absolute",
    )
    site.site_code = "yqs"
    bureaus = [("市教育局", "jyj"), ("市卫健委", "wjw"), ("市交通局", "jtj")]
    hosts = [f"{code}.yuanqiao6.gov.cn" for _, code in bureaus]
    site.home.hosts += hosts
    units = (
        '<div class="wz"><h4>部门网站</h4>'
        + "".join(f'<a href="http://{code}.yuanqiao6.gov.cn/">{name}</a>' for name, code in bureaus)
        + "</div>"
    )
    site.side = [("公开指南", site.col("gkzn")), ("公开年报", site.col("gknb"))]
    site.front([("首页", "/"), ("政务公开", site.col("zwgk")), ("魅力袁桥", site.col("ml"))], units)
    site.column("zwgk", "政务公开", site.others("zwgk", NEWS[:3]))
    column = site.column("gknb", "公开年报", site.reports("gknb", range(2024, 2016, -1)))
    for (name, code), host in zip(bureaus, hosts, strict=True):
        bureau = Jiangxi(f"jiangxi-6{code}", "袁桥市", host, "")
        bureau.home, bureau.site_code = site.home, code
        bureau.side = [("机构概况", bureau.col("jg")), ("信息公开年报", bureau.col("nb"))]
        bureau.front([("首页", "/"), ("信息公开", bureau.col("jg"))], friends=20)
        bureau.page(bureau.col("jg"), "机构概况", "<p>简介</p>")
        bureau.column("nb", "信息公开年报", bureau.reports("nb", range(2023, 2019, -1), f"袁桥{name}"))
    return site.label(
        column,
        years=range(2017, 2025),
        also=[f"//{host}/{code}/nb/" for (_, code), host in zip(bureaus, hosts, strict=True)],
    )
