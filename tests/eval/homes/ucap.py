# ruff: noqa: E501 - markup stands in lines as sites write it
"""UCAP: /site/c100/list.shtml, articles under 32 hex digits, createPageHTML with a div, lists as data."""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qs, urlsplit

from tests.eval.homes.building import Builder
from tests.eval.homes.home import Home, page_of, served_json
from tests.replicas.server import Served


class Ucap(Builder):
    system = "ucap"
    ending = "shtml"
    name = "rmzf"
    template = "list"

    def col(self, code: str) -> str:
        return f"/{self.name}/{code}/{self.template}.shtml"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{self.name}/{code}/{day[:4]}{day[5:7]}/{hashlib.md5(f'{code}{number}'.encode()).hexdigest()}.shtml"  # noqa: S324 - a name

    def page_address(self, code: str, number: int) -> str:
        return self.col(code) if number == 1 else f"/{self.name}/{code}/{self.template}_{number}.shtml"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        return f"<div id='page_div'></div><script>createPageHTML('page_div',{pages}, {number},'{self.template}','shtml',{total});</script>"


def sites() -> list[Home]:
    return [menu(), years_beside(), site_map(), app(), two_columns(), silent()]


def menu() -> Home:
    site = Ucap(
        "ucap-1",
        "红枫县",
        "www.hongfeng1.gov.cn",
        "columns c100…; the template's name ends in a number; news boxes in plenty",
    )
    site.name, site.template = "hfxrmzf", "zwgk_list_2"
    site.side = [
        ("政策", site.col("c101")),
        ("政府信息公开指南", site.col("c102")),
        ("政府信息公开制度", site.col("c103")),
        ("法定主动公开内容", site.col("c104")),
        ("政府信息公开年报", site.col("c105")),
        ("政府网站年度报表", site.col("wzndbb")),
    ]
    site.front(
        [
            ("首页", "/"),
            ("红枫概况", site.col("c1")),
            ("政务公开", "/hfxrmzf/zwgk/index.shtml"),
            ("政务服务", "/hfxrmzf/zwfw/index.shtml"),
        ]
    )
    site.alike("web", "budget", "law")
    site.page(
        "/hfxrmzf/zwgk/index.shtml",
        "政务公开",
        site.rows(site.others("c101", ["关于印发应急预案的通知", "关于公布行政规范性文件清理结果的决定"])),
    )
    column = site.column("c105", "政府信息公开年报", site.reports("c105", range(2024, 2009, -1)), size=8)
    return site.label(column, years=range(2010, 2025))


def years_beside() -> Home:
    """Years side by side as columns of their own; each list is data of its channel."""
    site = Ucap(
        "ucap-2",
        "沙河口区",
        "www.shahek2.gov.cn",
        "one channel a year, each list asked for at /common/search; the menu alone joins them",
        layout=2,
    )
    site.name, site.template = "shkq", "zwgklist"
    channels = {hashlib.md5(f"shk{year}".encode()).hexdigest(): year for year in range(2024, 2017, -1)}  # noqa: S324 - a name
    code = {year: f"c2501{year % 100}" for year in channels.values()}
    site.side = [
        ("公开指南", site.col("c250100")),
        ("公开制度", site.col("c250101")),
        ("公开年报", site.col(code[2024])),
    ]
    site.front([("首页", "/"), ("政府信息公开", "/shkq/zfxxgk/index.shtml"), ("互动", "/shkq/hd/index.shtml")])
    site.page("/shkq/zfxxgk/index.shtml", "政府信息公开", "<p>请从左侧选择。</p>")
    entries = {
        year: [
            entry
            for at, unit in enumerate(("人民政府", "教育局", "民政局", "财政局", "南山街道"))
            for entry in site.reports(f"{code[year]}/b{at}", [year], f"沙河口区{unit}")
        ]
        for year in channels.values()
    }
    links = "".join(f'<li><a href="{site.col(code[year])}">{year}</a></li>' for year in code)
    for channel, year in channels.items():
        site.keep(entries[year])
        site.page(
            site.col(code[year]),
            f"{year}年",
            f"<h3>政府信息公开年报</h3><ul id='nb_list'>{links}</ul><ul id='list'></ul><div id='page_div'></div>",
            head=f'<meta name="channelId" content="{channel}">',
        )

    def search(method: str, path: str, fields: dict[str, str]) -> Served | None:
        channel = urlsplit(path).path.rpartition("/")[2]
        if not path.startswith("/common/search/") or channel not in channels:
            return None
        query = {key: value[0] for key, value in parse_qs(urlsplit(path).query).items()} | fields
        own, number, size = entries[channels[channel]], int(query.get("page", 1)), int(query.get("_pageSize", 15))
        results = [
            {"title": title, "url": url, "publishedTimeStr": f"{day} 09:00:00"}
            for title, url, day in page_of(own, number, size)
        ]
        return served_json({"data": {"total": len(own), "page": number, "rows": size, "results": results}})

    site.home.handlers.append(search)
    every = tuple(site.col(code[year]) for year in channels.values())
    return site.label(every, years=channels.values(), also=every)


def site_map() -> Home:
    """The menu is made by a script that is not on the page; the site map has everything."""
    site = Ucap(
        "ucap-3",
        "松岭县",
        "www.songling3.gov.cn",
        "the menu comes from a script file; only the site map links the column",
        layout=3,
    )
    site.name = "slx"
    site.front(
        [("首页", "/"), ("要闻", site.col("zwyw"))], '<div id="mainmenu"></div><script src="/js/menu.js"></script>'
    )
    alike = site.alike("web", "almanac", "work")
    names = [
        ("县委", "c1"),
        ("县情", "c2"),
        ("政策文件", "c3"),
        ("规划计划", "c4"),
        ("公开指南", "c5"),
        ("公开制度", "c6"),
        ("信息公开年报", "c7"),
        ("人事任免", "c8"),
    ]
    site.page(
        "/wzdt/",
        "网站地图",
        '<div class="sitemap"><h4>政务公开</h4>'
        + "".join(f'<span><a href="{site.col(code)}">{name}</a></span>' for name, code in names)
        + "".join(f'<span><a href="{url}">{name}</a></span>' for name, url in alike)
        + "</div>",
    )
    for name, code in names:
        if code != "c7":
            site.column(code, name, site.others(code, [f"关于{name}的说明", f"{name}工作方案"]))
    return site.label(
        site.column("c7", "信息公开年报", site.reports("c7", range(2023, 2015, -1))), years=range(2016, 2024)
    )


def app() -> Home:
    """A shell that only scripts fill: no link, no text."""
    site = Ucap(
        "ucap-4", "海棠区", "www.haitang4.gov.cn", "an app: every address answers the same shell without a link"
    )
    shell = "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>海棠区人民政府</title><link href=/static/css/app.3f2a.css rel=stylesheet></head><body><noscript>请开启JavaScript。</noscript><div id=app></div><script src=/static/js/manifest.2ae2.js></script><script src=/static/js/vendor.7d1c.js></script><script src=/static/js/app.c61f.js></script></body></html>"
    home = site.none("needs rendering")
    home.system = "generic"
    home.pages[f"{site.host}/robots.txt"] = Served(b"", status=404)
    home.whole = Served(shell.encode())
    return home


def two_columns() -> Home:
    """The government's reports in one column, those of its townships in another."""
    site = Ucap(
        "ucap-5",
        "南浔坝市",
        "www.nanxb5.gov.cn",
        "two columns: 政府年报, and 乡镇街道年报 on a page of its own",
        links="relative",
    )
    site.name, site.template = "nxbs", "xxgk_list"
    site.side = [
        ("信息公开指南", site.col("gkzn")),
        ("市政府年报", site.col("szfnb")),
        ("乡镇街道年报", site.col("xznb")),
        ("依申请公开", "/nxbs/ysqgk/index.shtml"),
    ]
    site.front(
        [("首 页", "/"), ("信息公开", site.col("xxgk")), ("专题", site.col("zt"))],
        '<div class="gk"><a href="/nxbs/xxgk/xxgk_list.shtml"><img src="/i/gk.jpg" alt=""></a></div>',
    )
    site.alike("web", "final")
    site.page(site.col("xxgk"), "信息公开", "<p>平台</p>")
    first = site.column("szfnb", "市政府年报", site.reports("szfnb", range(2024, 2012, -1)))
    towns = [
        entry
        for at, town in enumerate(("桥头镇", "石门乡", "新塘街道", "龙泉镇"))
        for entry in site.reports(f"xznb/t{at}", range(2024, 2020, -1), f"南浔坝市{town}", style=1)
    ]
    second = site.column("xznb", "乡镇街道年报", sorted(towns, key=lambda entry: entry[2], reverse=True), size=10)
    return site.label(first, second, years=range(2013, 2025))


def silent() -> Home:
    site = Ucap("ucap-6", "杉树坪县", "www.shansp6.gov.cn", "every connection is reset")
    home = site.none("unreachable")
    home.dead = True
    return home
