# ruff: noqa: E501 - markup stands in lines as sites write it
"""Hunan's numeric trees (content_1.html) and lists by POST, Hengyang's i1.html, epoint's moreinfo.html."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.eval.homes.building import Builder
from tests.eval.homes.columns import OFFICES
from tests.eval.homes.home import Home, page_of, served_json
from tests.replicas.server import Served


class Numbers(Builder):
    """/37584/38154/list.html and content_1.html below it."""

    def col(self, code: str) -> str:
        return f"/{code}/list.html"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{code}/content_{number}.html"

    def page_address(self, code: str, number: int) -> str:
        return self.col(code) if number == 1 else f"/{code}/list_{number}.html"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        return (
            f"<div class='page'><script>createPageHTML('paging',{pages},{number},'list','html',{total});</script></div>"
        )


class Epoint(Builder):
    """/gk/003001/moreinfo.html, 2.html …; articles by day and uuid."""

    def col(self, code: str) -> str:
        return f"/{code}/moreinfo.html"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{code}/{day.replace('-', '')}/0a1b2c3d-0000-4000-8000-{number:012}.html"

    def page_address(self, code: str, number: int) -> str:
        return self.col(code) if number == 1 else f"/{code}/{number}.html"

    def rows(self, entries):  # type: ignore[no-untyped-def]
        return (
            '<ul class="ewb-list">'
            + "".join(
                f'<li class="ewb-list-node clearfix"><a href="{url}" class="l" title="{title}">{title}</a><span class="ewb-list-date r">{day}</span></li>'
                for title, url, day in entries
            )
            + "</ul>"
        )

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        return (
            f'<div id="page"></div><script>$("#page").pagination({{pageIndex: {number - 1}, pageSize: 15, total: {total}, showFirstLastBtn: true}});$("#page").on("pageClicked", function (event, data) {{'
            f' if (data.pageIndex == 0) {{ location.href = "/{code}/moreinfo.html"; }} else {{ location.href = "/{code}/" + (data.pageIndex + 1) + ".html"; }} }});</script>'
        )


def sites() -> list[Home]:
    return [posted(), numbers(), by_days(), epoint(), challenged(), select()]


def posted() -> Home:
    """The list is posted for at the province's interface."""
    site = Numbers(
        "hunan-1",
        "湘浦县",
        "www.xiangpu1.gov.cn",
        "a channel's number in a script, rows by POST at /hunan/search/common/search/",
    )
    site.side = [
        ("政府信息公开指南", "/37584/38154/38155/list.html"),
        ("政府信息公开制度", "/37584/38154/38156/list.html"),
        ("政府信息公开年报", "/37584/38154/38157/list_tyxx.html"),
    ]
    alike = site.alike("budget", "law", folder="37584/")
    site.front([("首页", "/"), ("政务公开", "/37584/index.html"), ("魅力湘浦", "/37500/index.html")])
    site.page(
        "/37584/index.html",
        "政务公开",
        "<ul>"
        + "".join(
            f'<li><a href="{url}">{name}</a></li>'
            for name, url in [("政府信息公开", "/37584/38154/index.html"), *alike]
        )
        + "</ul>",
        side=[],
    )
    site.page("/37584/38154/index.html", "政府信息公开", "<p>平台</p>")
    entries = site.reports("37584/38154/38157", range(2024, 2007, -1))
    site.keep(entries)
    code = "var channelId = '97434'; var api = '/hunan/search/common/search/'; function load(page) { $.ajax({ type: 'POST', url: api + channelId, success: show }); }"
    site.page("/37584/38154/38157/list_tyxx.html", "政府信息公开年报", f'<ul id="list"></ul><script>{code}</script>')

    def search(method: str, path: str, fields: dict[str, str]) -> Served | None:
        if urlsplit(path).path != "/hunan/search/common/search/97434" or method != "POST":
            return None
        number, size = int(fields.get("page", 1)), int(fields.get("_pageSize", 10))
        results = [
            {"title": title, "url": url, "publishedTimeStr": f"{day} 09:00:00"}
            for title, url, day in page_of(entries, number, size)
        ]
        return served_json({"data": {"total": len(entries), "page": number, "rows": size, "results": results}})

    site.home.handlers.append(search)
    return site.label("/37584/38154/38157/list_tyxx.html", years=range(2008, 2025))


def numbers() -> Home:
    """All folders are numbers, so that only names tell."""
    site = Numbers(
        "hunan-2",
        "沅岳区",
        "www.yuanyue2.gov.cn",
        "folders are numbers; 年度报告 of disclosure beside 年度报告 of the website and of law",
        layout=2,
    )
    names = (
        ("指南", "38160"),
        ("制度", "38161"),
        ("年度报告", "38177"),
        ("网站年度报告", "38178"),
        ("法治政府年度报告", "38179"),
    )
    site.side = [(name, site.col(f"6630/6649/{code}")) for name, code in names]
    site.front(
        [("首页", "/"), ("信息公开", "/6630/index.html"), ("网上办事", "/6700/index.html")],
        '<div class="col"><a href="/6630/6649/list.html">信息公开专栏</a></div>',
    )
    site.page("/6630/index.html", "信息公开", '<p><a href="/6630/6649/list.html">政府信息公开</a></p>', side=[])
    site.page("/6630/6649/list.html", "政府信息公开", "<p>平台</p>")
    site.column(
        "6630/6649/38178",
        "网站年度报告",
        site.others("6630/6649/38178", [f"沅岳区政府网站{year}年度报告" for year in range(2023, 2017, -1)]),
    )
    site.column(
        "6630/6649/38179",
        "法治政府年度报告",
        site.others("6630/6649/38179", [f"沅岳区{year}年度法治政府建设情况报告" for year in range(2023, 2017, -1)]),
    )
    return site.label(
        site.column("6630/6649/38177", "年度报告", site.reports("6630/6649/38177", range(2023, 2010, -1)), size=10),
        years=range(2011, 2024),
    )


def by_days() -> Home:
    """Hengyang: /ndbg/20230131/i2920151.html."""
    site = Builder(
        "hunan-3",
        "衡浦县",
        "www.hengpu3.gov.cn",
        "articles /20230131/i1.html; 县直单位 and 乡镇 with columns below",
        layout=3,
    )
    site.art = lambda code, day, number: f"/{code}/{day.replace('-', '')}/i{number}.html"  # type: ignore[method-assign]
    units = [("县财政局", "czj"), ("县民政局", "mzj"), ("西渡坪镇", "xdpz")]
    site.side = [
        ("信息公开指南", "/xxgk/zn/"),
        ("信息公开年报", "/xxgk/ndbg/"),
        ("部门信息公开目录", "/xxgk/bmxxgkml/"),
    ]
    site.front([("首页", "/"), ("信息公开", "/xxgk/"), ("网上服务", "/wsfw/")])
    site.page("/xxgk/", "信息公开", "<p>平台</p>")
    site.page(
        "/xxgk/bmxxgkml/",
        "部门信息公开目录",
        "<ul>" + "".join(f'<li><a href="/xxgk/bmxxgkml/{code}/">{name}</a></li>' for name, code in units) + "</ul>",
    )
    for name, code in units:
        folder = f"xxgk/bmxxgkml/{code}"
        site.page(
            f"/{folder}/",
            name,
            f'<ul><li><a href="/{folder}/jgzn/">机构职能</a></li><li><a href="/{folder}/xxgkndbg/">信息公开年度报告</a></li></ul>',
        )
        site.column(
            f"{folder}/xxgkndbg",
            "信息公开年度报告",
            site.reports(f"{folder}/xxgkndbg", range(2023, 2017, -1), f"衡浦县{name.removeprefix('县')}"),
        )
    column = site.column("xxgk/ndbg", "信息公开年报", site.reports("xxgk/ndbg", range(2023, 2012, -1)), size=6)
    return site.label(column, years=range(2013, 2024), also=[f"/xxgk/bmxxgkml/{code}/xxgkndbg/" for _, code in units])


def epoint() -> Home:
    site = Epoint(
        "hunan-4",
        "资溪坪市",
        "www.zixp4.gov.cn",
        "epoint: moreinfo.html, the pager's total, addresses joined in the handler",
    )
    site.side = [
        ("公开指南", site.col("gk/003001")),
        ("公开制度", site.col("gk/003002")),
        ("公开年报", site.col("gk/003003")),
        ("部门预算", site.col("gk/003004")),
    ]
    site.front([("首页", "/"), ("政务公开", "/gk/subpage.html"), ("政务服务", "/fw/subpage.html")])
    site.page("/gk/subpage.html", "政务公开", "<p>公开</p>")
    site.column(
        "gk/003004",
        "部门预算",
        site.others("gk/003004", [f"资溪坪市{year}年部门预算" for year in range(2023, 2013, -1)]),
    )
    return site.label(
        site.column("gk/003003", "公开年报", site.reports("gk/003003", range(2024, 2005, -1))), years=range(2006, 2025)
    )


def challenged() -> Home:
    """Home and 政务公开 answer, inner folders are refused."""
    site = Numbers(
        "hunan-5", "郴桥县", "www.chenqiao5.gov.cn", "home and 政务公开 answer; all deeper folders answer 412"
    )
    site.front([("首页", "/"), ("政务公开", "/zwgk/index.html"), ("要闻", "/zwyw/list.html")])
    site.page(
        "/zwgk/index.html",
        "政务公开",
        '<ul><li><a href="/zwgk/38154/list.html">政府信息公开</a></li><li><a href="/zwgk/38157/list.html">政府信息公开年报</a></li></ul>',
    )
    keep = {f"{site.host}/", f"{site.host}/zwgk/index.html"}
    pages = {address: page for address, page in site.home.pages.items() if address in keep}
    site.home.pages.clear()
    site.home.pages.update(pages)
    site.home.articles.clear()
    home = site.label(outcome=("blocked",), also=["/zwgk/38157/"])
    home.whole = Served(b'<html><head><script r="m">$_ts={};</script></head><body></body></html>', status=412)
    return home


def select() -> Home:
    """The years and units of the column are options of a list."""
    site = Numbers(
        "hunan-6",
        "辰坪县",
        "www.chenping6.gov.cn",
        "年报 is chosen from a select: years are options with addresses",
        links="relative",
        layout=1,
        charset="gb18030",
    )
    years = range(2022, 2015, -1)
    options = "".join(f'<option value="/zwgk/xxgknb/{year}n/list.html">{year}年</option>' for year in years)
    site.side = [("信息公开指南", "/zwgk/zn/list.html"), ("信息公开年报", "/zwgk/xxgknb/list.html")]
    site.front([("首页", "/"), ("政务公开", "/zwgk/list.html"), ("民意征集", "/myzj/list.html")])
    site.page("/zwgk/list.html", "政务公开", "<p>公开</p>")
    chooser = f"<div>政府信息公开年报 <select onchange='location.href=this.value'>{options}</select></div>"
    site.page("/zwgk/xxgknb/list.html", "信息公开年报", chooser)
    for year in years:
        entries = [
            entry
            for at, unit in enumerate(("财政局", "教育局", "文旅局", "锦江镇", "龙泉岩乡"))
            for entry in site.reports(f"zwgk/xxgknb/{year}n/b{at}", [year], f"辰坪县{unit}")
        ]
        site.column(f"zwgk/xxgknb/{year}n", f"{year}年", entries, before=chooser)
    return site.label("/zwgk/xxgknb/list.html", years=years, also=["/zwgk/xxgknb/"], outcome=OFFICES)
