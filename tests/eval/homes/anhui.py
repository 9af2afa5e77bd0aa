# ruff: noqa: E501 - markup stands in lines as sites write it
"""Anhui's county platforms: public/column/<unit>?type=…, OpennessAnnualReport, XxgkAnnualReport, rows from /site/label/8888."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.eval.homes.building import Builder
from tests.eval.homes.home import Entry, Home, items, page_of
from tests.replicas.server import Served


class Anhui(Builder):
    def art(self, code: str, day: str, number: int) -> str:
        return f"/content/article/{20_000_000 + sum(map(ord, code)) * 1000 + number % 1000}"

    def public(
        self, unit: str, entries: list[Entry], query: str = "type=3", before: str = "", title: str = "政府信息公开年报"
    ) -> str:
        """A unit's column of reports whose rows a script asks for."""
        address = f"/public/column/{unit}?{query}"
        code = (
            "function load(pageIndex) { Ls.ajax({url: '/site/label/8888?IsAjax=1&dataType=html&_=' + Math.random(), type: 'get', data: {siteId: '4704161', pageSize: \"10\","
            f' pageIndex: pageIndex, organId: "{unit}", type: \'3\', labelName: "publicInfoList", file: "/xxgk/publicInfoList_newest2020"}}, success: function (d) {{ $(\'#list\').html(d); }}}}); }} load(1);'
        )
        self.page(address, title, f'{before}<div id="list"></div><script>{code.replace("Ls.ajax", "$.ajax")}</script>')
        self.keep(entries)

        def label(method: str, path: str, fields: dict[str, str]) -> Served | None:
            asked = parse_qs(urlsplit(path).query)
            if urlsplit(path).path != "/site/label/8888" or asked.get("organId") != [unit]:
                return None
            shown = page_of(entries, int(asked["pageIndex"][0]), 10)
            return Served(
                f"<div class='xxgk_list'><ul>{items(shown) or '<li>暂无相关信息</li>'}</ul></div>".encode(),
                "text/html;charset=utf-8",
            )

        self.home.handlers.append(label)
        return address

    def of(self, unit: str, years: range, name: str | None = None) -> list[Entry]:
        return [
            (title, f"/public/{unit}/{45_850_000 + int(day[:4])}.html", day)
            for title, _, day in self.reports("x", years, name)
        ]


def sites() -> list[Home]:
    return [public(), years_of_a_unit(), shown_by_number(), many_units(), challenged(), without()]


def public() -> Home:
    site = Anhui(
        "anhui-1",
        "槐埠县",
        "www.huaibu1.gov.cn",
        "rows come as HTML from /site/label/8888; catalogues of all units beside",
    )
    site.side = [
        ("政府信息公开指南", "/public/column/6981?type=1"),
        ("政府信息公开制度", "/public/column/6981?type=2"),
        ("法定主动公开内容", "/public/column/6981?type=4&action=list"),
        ("政府信息公开年报", "/public/column/6981?type=3"),
        ("依申请公开", "/public/apply/6981"),
    ]
    alike = site.alike("web", "law", "final")
    site.front(
        [
            ("首页", "/"),
            ("政务公开", "/public/column/6981?type=4&action=list"),
            ("政务服务", "http://zwfw.shengji.gov.cn/"),
            ("互动交流", "/hdjl/"),
        ],
        "<ul>" + "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in alike) + "</ul>",
    )
    site.page("/public/column/6981?type=1", "政府信息公开指南", "<p>指南</p>")
    site.page(
        "/public/column/6981?type=4&action=list", "法定主动公开内容", "<ul><li>决策公开</li><li>管理公开</li></ul>"
    )
    return site.label(site.public("6981", site.of("6981", range(2024, 2009, -1))), years=range(2010, 2025))


def years_of_a_unit() -> Home:
    """OpennessAnnualReport: a unit's years side by side."""
    site = Anhui(
        "anhui-2", "徽岭区", "www.huiling2.gov.cn", "OpennessAnnualReport: years side by side, each a report", layout=2
    )
    index = "/openness/OpennessAnnualReport/index.html"
    site.side = [
        ("信息公开指南", "/openness/OpennessGuide/show/3.html"),
        ("信息公开制度", "/openness/OpennessRules/index.html"),
        ("信息公开年报", index),
        ("监督保障", "/openness/jdbz.html"),
    ]
    site.front([("首页", "/"), ("信息公开", "/openness/index.html"), ("公众参与", "/gzcy/")])
    site.page("/openness/index.html", "信息公开", "<p>徽岭区信息公开</p>")
    site.page("/openness/OpennessGuide/show/3.html", "信息公开指南", "<p>指南</p>")
    entries = [
        (title, f"/openness/OpennessAnnualReport/year/show/3/{int(day[:4]) - 1}.html", day)
        for title, _, day in site.reports("x", range(2023, 2012, -1))
    ]
    site.keep(entries)
    site.page(
        index,
        "信息公开年报",
        "<h2>徽岭区人民政府 政府信息公开年报</h2><ul>"
        + "".join(f'<li><a href="{url}">{url[-9:-5]}年</a></li>' for _, url, _ in entries)
        + "</ul>",
    )
    return site.label(index, years=range(2013, 2024), also=["/openness/OpennessAnnualReport/"])


def shown_by_number() -> Home:
    """XxgkAnnualReport: a list of reports, show/<id>."""
    site = Anhui(
        "anhui-3",
        "宛溪市",
        "www.wanxi3.gov.cn",
        "XxgkAnnualReport/showList: a list with numbered pages by query",
        links="absolute",
        layout=3,
    )
    listing = "/XxgkAnnualReport/showList/1.html"
    site.side = [
        ("信息公开指南", "/XxgkGuide/show/1.html"),
        ("信息公开规定", "/XxgkRules/showList/1.html"),
        ("信息公开年报", listing),
        ("网站工作报表", "/XxgkContent/showList/99.html"),
    ]
    site.front([("首页", "/"), ("宛溪概览", "/wxgl/"), ("信息公开", "/XxgkContent/index.html"), ("民生工程", "/msgc/")])
    site.page("/XxgkContent/index.html", "信息公开", "<p>目录</p>")
    site.page(
        "/XxgkRules/showList/1.html",
        "信息公开规定",
        site.rows([("政府信息公开年度报告办法", "/XxgkRules/show/12.html", "2015-02-03")]),
    )
    site.page(
        "/XxgkContent/showList/99.html",
        "网站工作报表",
        site.rows(
            [
                (f"宛溪市政府网站工作年度报表（{year}年度）", f"/XxgkContent/show/{year}.html", f"{year + 1}-01-20")
                for year in range(2023, 2017, -1)
            ]
        ),
    )
    entries = [
        (title, f"/XxgkAnnualReport/show/{int(day[:4]) - 1500}.html", day)
        for title, _, day in site.reports("x", range(2024, 2008, -1))
    ]
    site.keep(entries)
    for number in (1, 2):
        following = f'<a href="{listing}?page=2">下一页</a>' if number == 1 else '<a href="javascript:;">下一页</a>'
        site.page(
            listing + ("" if number == 1 else "?page=2"),
            "信息公开年报",
            site.rows(page_of(entries, number, 10)) + f"<div class='pages'>共 {len(entries)} 条 {following}</div>",
        )
    return site.label(listing, years=range(2009, 2025))


def many_units() -> Home:
    """The column of the government, and unit lists of departments and townships with catalogues of their own."""
    site = Anhui(
        "anhui-4",
        "皖河县",
        "www.wanhe4.gov.cn",
        "部门 and 乡镇 have pages of units, each with public/column/<unit>?type=3",
    )
    units = [
        ("县发展改革委", "7001"),
        ("县教育局", "7002"),
        ("县水利局", "7003"),
        ("皖口镇", "7101"),
        ("石牌乡", "7102"),
    ]
    site.side = [
        ("县政府信息公开指南", "/public/column/7000?type=1"),
        ("县政府信息公开年报", "/public/column/7000?type=3"),
        ("部门信息公开", "/public/bm.html"),
        ("乡镇信息公开", "/public/xz.html"),
    ]
    site.front([("首页", "/"), ("政府信息公开", "/public/column/7000?type=1"), ("解读回应", "/jdhy/")])
    site.page("/public/column/7000?type=1", "政府信息公开指南", "<p>指南</p>")
    for path, of in (("/public/bm.html", units[:3]), ("/public/xz.html", units[3:])):
        site.page(
            path,
            "单位",
            "<ul>"
            + "".join(f'<li><a href="/public/column/{number}?type=1">{name}</a></li>' for name, number in of)
            + "</ul>",
        )
    column = site.public("7000", site.of("7000", range(2023, 2013, -1)))
    own = site.side
    for name, number in units:
        site.side = [
            ("信息公开指南", f"/public/column/{number}?type=1"),
            ("信息公开年报", f"/public/column/{number}?type=3"),
        ]
        site.page(f"/public/column/{number}?type=1", name, "<p>指南</p>")
        site.public(number, site.of(number, range(2023, 2019, -1), f"皖河县{name.removeprefix('县')}"))
    site.side = own
    return site.label(column, years=range(2014, 2024), also=[f"/public/column/{number}" for _, number in units])


def challenged() -> Home:
    site = Anhui("anhui-5", "巢江区", "www.chaojiang5.gov.cn", "412 for everything, the home page too")
    home = site.none("blocked")
    home.pages.clear()
    home.whole = Served(
        b'<html><head><meta charset="utf-8"><script r="m" src="/Zq8/c.77a.js"></script><script r="m">_$k1();</script></head><body></body></html>',
        status=412,
        headers={"Server": "******"},
    )
    return home


def without() -> Home:
    """A development zone that shows policies and budgets and says that reports are with the city."""
    site = Anhui(
        "anhui-6",
        "新汴河开发区",
        "www.xinbian6.gov.cn",
        "no column: 年报 of firms and budgets; the menu 信息公开年报 leads to an empty page",
        layout=2,
    )
    alike = site.alike("firms", "budget", "plan")
    site.side = [("信息公开指南", "/xxgk/zn.html"), ("信息公开年报", "/xxgk/nb.html"), *alike]
    site.front([("首页", "/"), ("信息公开", "/xxgk/index.html"), ("投资指南", "/tzzn/")])
    site.page("/xxgk/index.html", "信息公开", "<p>平台</p>")
    site.page("/xxgk/zn.html", "信息公开指南", "<p>指南</p>")
    site.page(
        "/xxgk/nb.html", "信息公开年报", "<ul class='list'><li>暂无相关信息</li></ul><div class='page'>共0条</div>"
    )
    # The named column is there and empty: to say so is as right as to say that there is none.
    return site.label(outcome=("no column", "found in part", "needs a person"), also=["/xxgk/nb.html"])
