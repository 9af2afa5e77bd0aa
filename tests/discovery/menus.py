# ruff: noqa: E501 - markup stands in lines as sites write it
"""Made-up home pages and menus, to be put before a report column: what real sites have (docs/field-guide.md, 6.1)."""

from __future__ import annotations

from collections.abc import Iterable

from tests.replicas.server import Served

FRIENDS = "".join(f'<li><a href="http://www.friend{n}.gov.cn/">友邻{n}局</a></li>' for n in range(200))


def page(body: str, title: str = "青溪县人民政府门户网站", head: str = "") -> Served:
    """A page of the site with a foot of friends."""
    foot = f"<div class=foot><h4>友情链接</h4><ul>{FRIENDS}</ul></div>"
    html = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}{foot}</body></html>"
    return Served(html.encode(), "text/html; charset=utf-8")


def links(rows: Iterable[tuple[str, str]]) -> str:
    """A list of links: address and inner markup."""
    return "<ul>" + "".join(f'<li><a href="{address}">{inner}</a></li>' for address, inner in rows) + "</ul>"


def home(section: str = "/zwgk/", inner: str = "政务公开", title: str = "青溪县人民政府门户网站") -> Served:
    """A home page whose one way to disclosure is `section`, between news and services."""
    news = links((f"/xwzx/202401/t2024011{n}_88{n}.html", f"县领导调研重点项目建设第{n}站") for n in range(8))
    menu = links(
        [
            ("/", "首页"),
            ("/zjqx/", "走进青溪"),
            ("/xwzx/", "新闻中心"),
            (section, inner),
            ("/bsfw/", "办事服务"),
            ("/hdjl/", "互动交流"),
        ]
    )
    return page(f"<div class=nav>{menu}</div><div class=news>{news}</div>", title)


def side_menu(column: str, inner: str = "政府信息公开年报") -> Served:
    """The page of 政府信息公开 with its side menu."""
    menu = links(
        [("/zfxxgk/zn/", "政府信息公开指南"), ("/zfxxgk/zd/", "政府信息公开制度"), ("/zfxxgk/fdzd/", "法定主动公开内容"), (column, inner),
         ("/ysqgk/", "依申请公开")]
    )  # fmt: skip
    return page(
        f"<div class=left>{menu}</div><div class=right><p>请选择左侧栏目。</p></div>", "政府信息公开_青溪县人民政府"
    )


def reports(unit: str = "青溪县人民政府", years: range = range(2023, 2014, -1), folder: str = "") -> str:
    """The rows of a report column."""
    return "<ul class=list>" + "".join(
        f'<li><a href="{folder}{year + 1}01/t{year + 1}0118_77{year}.html">{unit}{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-18</span></li>'
        for year in years
    ) + "</ul>"  # fmt: skip


def column(rows: str | None = None, title: str = "政府信息公开年报_青溪县人民政府") -> Served:
    """A report column."""
    return page(f"<div class=main>{rows or reports()}</div>", title)
