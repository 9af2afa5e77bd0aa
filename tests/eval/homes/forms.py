# ruff: noqa: E501 - markup stands in lines as sites write it
"""ASP.NET, PHP, Struts and other programs: lists by forms, numbers in queries, menus of scripts."""

from __future__ import annotations

from tests.eval.homes.building import Builder
from tests.eval.homes.home import Home, items, page_of
from tests.replicas.server import Served


class Aspnet(Builder):
    """list.aspx?cid=5, details.aspx?id=9."""

    def col(self, code: str) -> str:
        return f"/list.aspx?cid={code}"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/details.aspx?cid={code}&id={day.replace('-', '')}{number}"

    def page_address(self, code: str, number: int) -> str:
        return self.col(code) if number == 1 else f"{self.col(code)}&page={number}"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        following = f'<a href="{self.col(code)}&page={number + 1}">下一页</a>' if number < pages else ""
        return f"<div>共{total}条记录 第{number}/{pages}页 {following}</div>"


class Php(Aspnet):
    def col(self, code: str) -> str:
        return f"/index.php?m=list&catid={code}"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/index.php?m=show&catid={code}&id={day[:4]}{number}"


class Struts(Aspnet):
    def col(self, code: str) -> str:
        return f"/gkml/News_listGkml.action?type={code}"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/gkml/News_showGkmlNews.action?messagekey={code}{number}"


def sites() -> list[Home]:
    return [aspnet(), php(), struts(), frames_by_query(), onclick(), bad_gateway()]


def aspnet() -> Home:
    """`__doPostBack` with the state of the page before."""
    site = Aspnet("forms-1", "滨塔区", "www.binta1.gov.cn", "Index.aspx, columns by cid; the pager posts __VIEWSTATE")
    site.side = [
        ("信息公开指南", site.col("3")),
        ("信息公开制度", site.col("4")),
        ("信息公开年报", site.col("5")),
        ("财政预决算", site.col("6")),
    ]
    site.front([("首页", "/Index.aspx"), ("信息公开", "/Xxgk/Index.aspx"), ("投资滨塔", "/Tz/Index.aspx")])
    site.page("/Xxgk/Index.aspx", "信息公开", "<p>平台</p>")
    site.column("6", "财政预决算", site.others("6", [f"滨塔区{year}年财政预算报告" for year in range(2023, 2016, -1)]))
    entries = site.reports("5", range(2024, 2009, -1))
    site.keep(entries)

    def listing(method: str, path: str, fields: dict[str, str]) -> Served | None:
        if path != site.col("5"):
            return None
        here = int(fields.get("__VIEWSTATE", "s-1").rpartition("-")[2])
        number = int(fields.get("__EVENTARGUMENT") or 1) if method == "POST" and here else 1
        numbers = "".join(
            f"<span>{n}</span>" if n == number else f"<a href=\"javascript:__doPostBack('Pager1','{n}')\">{n}</a>"
            for n in (1, 2, 3)
        )
        state = f'<input type="hidden" name="__VIEWSTATE" value="{"k" * 200}-{number}"><input type="hidden" name="__EVENTTARGET"><input type="hidden" name="__EVENTARGUMENT">'
        menu = "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in site.side)
        code = "<script>function __doPostBack(t, a) { theForm.submit(); }</script>"
        body = f'<form method="post" action="list.aspx?cid=5" id="form1">{state}<ul class="menu">{menu}</ul><div>首页 &gt; 信息公开年报</div><ul>{items(page_of(entries, number, 6))}</ul><div>共{len(entries)}条 {numbers}</div></form>{code}'
        return Served(
            f"<html><head><meta charset='utf-8'><title>信息公开年报</title></head><body>{body}</body></html>".encode(),
            "text/html; charset=utf-8",
        )

    site.home.handlers.append(listing)
    return site.label(site.col("5"), years=range(2010, 2025))


def php() -> Home:
    """`goToPageURL(2)` submits a form; the top menu opens by onclick."""
    site = Php(
        "forms-2",
        "丰坝县",
        "www.fengba2.gov.cn",
        "PHP: numbers in queries; goToPageURL posts a form",
        layout=1,
        charset="gb18030",
    )
    site.side = [
        ("公开指南", site.col("11")),
        ("公开目录", site.col("12")),
        ("年度报告", site.col("13")),
        ("网站年度报告", site.col("14")),
    ]
    site.front([("首页", "/index.php"), ("政务公开", site.col("10")), ("视频", site.col("20"))])
    site.page(site.col("10"), "政务公开", "<p>栏目</p>")
    site.column(
        "14",
        "网站年度报告",
        site.others("14", [f"丰坝县政府网站工作年度报表（{year}年）" for year in range(2023, 2017, -1)]),
    )
    entries = site.reports("13", range(2022, 2010, -1))
    site.keep(entries)

    def listing(method: str, path: str, fields: dict[str, str]) -> Served | None:
        if (
            path not in (site.col("13"), "/index.php")
            or (method == "POST" and fields.get("catid") != "13")
            or (path == "/index.php" and method != "POST")
        ):
            return None
        number = int(fields.get("currpage", 1))
        form = f'<form name="pageForm" method="post" action="{site.col("13")}"><input type="hidden" name="currpage" value="{number}"><input type="hidden" name="catid" value="13"></form>'
        code = "<script>function goToPageURL(n) { document.pageForm.currpage.value = n; document.pageForm.submit(); }</script>"
        pager = f'<a href="Javascript:goToPageURL({min(number + 1, 2)})">下一页</a> <a href="Javascript:goToPageURL(2)">末页</a>'
        markup = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'><title>年度报告</title></head><body><div>首页 &gt; 年度报告</div><ul>{items(page_of(entries, number, 8))}</ul>{form}{code}<div>{pager}</div></body></html>"
        return Served(markup.encode("gb18030"), "text/html")

    site.home.handlers.append(listing)
    return site.label(site.col("13"), years=range(2011, 2023))


def struts() -> Home:
    """`.action` addresses, and a menu that opens its columns by a function."""
    site = Struts(
        "forms-3",
        "昂河市",
        "www.anghe3.gov.cn",
        "javascript:getMainData('ndbg') loads the column; .action addresses",
        layout=3,
    )
    site.front([("首页", "/"), ("政务公开", "/gkml/News_index.action"), ("信访", "/xf/News_index.action")])
    code = "<script>function getMainData(type) { $('#main').load('/gkml/data/' + type + '/index.html'); }</script>"
    names = (
        ("政府信息公开指南", "gkzn"),
        ("政府信息公开制度", "gkzd"),
        ("政府信息公开年报", "ndbg"),
        ("财政预算", "czys"),
    )
    links = "".join(f"<li><a href=\"javascript:getMainData('{kind}')\">{name}</a></li>" for name, kind in names)
    site.page("/gkml/News_index.action", "政务公开", f'<ul class="tree">{links}</ul><div id="main"></div>{code}')
    for name, kind in names[:2]:
        site.plain(f"/gkml/data/{kind}/index.html", name, f"<p>{name}</p>")
    budget = site.others("czys", [f"昂河市{year}年财政预算" for year in range(2023, 2017, -1)])
    entries = site.reports("ndbg", range(2023, 2014, -1))
    site.keep([*budget, *entries])
    site.plain("/gkml/data/czys/index.html", "财政预算", site.rows(budget))
    site.plain("/gkml/data/ndbg/index.html", "政府信息公开年报", site.rows(entries))
    return site.label(("/gkml/data/ndbg/index.html", "/gkml/News_index.action"), years=range(2015, 2024))


def frames_by_query() -> Home:
    """`index.xp?frame=nb`: the frame's name is in the query."""
    site = Aspnet(
        "forms-4",
        "泾坪县",
        "www.jingping4.gov.cn",
        "gkml.xp?doAction=list&frame=nb: what is listed is told by the query alone",
        links="absolute",
    )
    site.col = lambda code: f"/xxgk/gkml.xp?doAction=list&frame={code}"  # type: ignore[method-assign]
    site.side = [
        ("指南", site.col("zn")),
        ("目录", site.col("ml")),
        ("年报", site.col("nb")),
        ("网站年报", site.col("wznb")),
        ("依申请公开", site.col("ysq")),
    ]
    site.front([("首页", "/"), ("政府信息公开", "/xxgk/gkml.xp?doAction=index"), ("泾坪旅游", "/ly/")])
    site.page("/xxgk/gkml.xp?doAction=index", "政府信息公开", "<p>欢迎</p>")
    site.column(
        "wznb",
        "网站年报",
        site.others("wznb", [f"泾坪县人民政府网站{year}年度工作报表" for year in range(2023, 2017, -1)]),
    )
    site.column("ml", "目录", site.others("ml", ["关于机构设置的说明", "领导分工", "关于安全生产的通知"]))
    return site.label(
        site.column("nb", "年报", site.reports("nb", range(2023, 2009, -1)), size=9), years=range(2010, 2024)
    )


def onclick() -> Home:
    """Menu entries are no links but have onclick; rows are cells."""
    site = Php(
        "forms-5",
        "漳畔县",
        "www.zhangpan5.gov.cn",
        "menus by onclick=location.href; the news column 年终报道 beside",
        layout=2,
    )
    names = (("信息公开指南", "31"), ("信息公开年报", "33"), ("年终报道", "34"), ("信息公开意见箱", "35"))
    buttons = (
        '<div class="menu2">'
        + "".join(
            f"<span class='item' onclick=\"location.href='{site.col(code)}'\">{name}</span>" for name, code in names
        )
        + "</div>"
    )
    site.front(
        [("首页", "/"), ("走进漳畔", site.col("1"))],
        f'<div class="lm" onclick="window.location.href=\'{site.col("30")}\'">信息公开</div>',
    )
    site.page(site.col("30"), "信息公开", buttons)
    site.column(
        "34",
        "年终报道",
        site.others("34", ["2023年漳畔县十件大事", "2022年漳畔县十件大事", "年终盘点：教育事业", "年终盘点：农业农村"]),
    )
    return site.label(
        site.column("33", "信息公开年报", site.reports("33", range(2024, 2017, -1))), years=range(2018, 2025)
    )


def bad_gateway() -> Home:
    site = Aspnet("forms-6", "柏崖县", "www.baiya6.gov.cn", "502 for everything")
    home = site.none("unreachable")
    home.pages.clear()
    home.whole = Served(
        b"<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>",
        status=502,
    )
    return home
