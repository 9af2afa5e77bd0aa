# ruff: noqa: E501 - markup stands in lines as sites write it
"""A listing among what county sites put around it: menus, a tree of columns, boxes of news with and without days, links."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pytest

from gaispider.page import read_page

HOST = "http://www.dp.gov.cn"
REPORTS = [
    (f"东陂镇{year}年政府信息公开工作年度报告", f"{year + 1}-01-{year - 2000:02d}") for year in (2023, 2022, 2021, 2020)
]

MENU = "".join(
    f'<li><a href="/{a}/">{name}</a><div class="sub">'
    + "".join(
        f'<a href="/{a}/{b}_{1000 + n}/">{sub}</a>'
        for b, sub in (("yw", "政务要闻"), ("tz", "通知公告"), ("xz", "乡镇信息传递"))
    )
    + "</div></li>"
    for n, (a, name) in enumerate((("xw", "新闻中心"), ("zw", "政务公开"), ("bs", "办事服务"), ("hd", "互动交流")))
)
COLUMNS = (
    "机构职能职责", "领导信息及分工", "规划计划及总结", "政策文件与解读", "财政资金信息公开", "行政许可事项目录", "行政处罚和行政强制",
    "人事任免与招考录用", "应急管理与预案", "统计数据信息发布", "重大建设项目批准实施", "社会公益事业建设", "建议提案办理结果", "政府信息公开年报",
)  # fmt: skip
TREE = "".join(f'<li><a href="/zw/gk/lm{n}_{98100 + n}/">{name}</a></li>' for n, name in enumerate(COLUMNS))
FRIENDS = "".join(
    f'<li><a href="http://www.{c}.gov.cn/">{n}人民政府网站</a></li>'
    for c, n in zip("abcdefgh", "甲乙丙丁戊己庚辛", strict=True)
)


def boxes(dated: bool) -> str:
    def rows(name: str, folder: str) -> str:
        return "".join(
            f'<li><a href="/xw/{folder}/20240{n}/t2024010{n}_9{n}.html">全县{name}第{n}期内容摘要发布</a>'
            f"{f'<i>2024-0{n}-1{n}</i>' if dated else ''}</li>"
            for n in range(1, 7)
        )

    return "".join(
        f'<div class="bx"><div class="bt"><span>{name}</span><a href="/xw/{folder}/">更多</a></div><ul>{rows(name, folder)}</ul></div>'
        for name, folder in (("政务动态", "zwdt"), ("通知公告", "tzgg"), ("政策解读", "zcjd"))
    )


def before(main: str, dated: bool) -> str:
    return f'<div class="dh"><ul>{MENU}</ul></div><div class="r1">{boxes(dated)}</div><div class="l1"><ul>{TREE}</ul></div>{main}<ul>{FRIENDS}</ul>'


def around(main: str, dated: bool) -> str:
    return f'<div class="dh"><ul>{MENU}</ul></div><div class="l1"><ul>{TREE}</ul></div>{main}<div class="r1">{boxes(dated)}</div><ul>{FRIENDS}</ul>'


def trs(number: int, day: str) -> str:
    return f"./{day[:4]}{day[5:7]}/t{day.replace('-', '')}_7{number}1.html"


# Address of the column, those of its entries, one row's markup (title, address, day), and the next page.
MAKES: dict[str, tuple[str, Callable[[int, str], str], str, str]] = {
    "trs": ("/zw/gk/ndbg_98115/", trs, "<li><a href='{a}'>{t}</a><span>{d}</span></li>", "index_1.html"),
    "hanweb": ("/col/col1881/index.html", lambda n, day: f"/art/{day[:4]}/1/20/art_1881_7{n}1.html", "<li><a href='{a}' title='{t}'>{t}</a><b>{d}</b></li>", "index.html?uid=3&pageNum=2"),
    "vsb": ("/zwgk/ndbg.htm", lambda n, day: f"../info/1154/{7391 - n}.htm", "<li id='line_u9_0'><a href='{a}'>{t}</a><span>{d}</span></li>", "ndbg/2.htm"),
    "ucap": ("/dpx/c10881/xxgk_list.shtml", lambda n, day: f"/dpx/c10881/{day[:4]}01/{n}1b2c3d4e5f60718a1b2c3d4e5f60718.shtml", "<p><a href='{a}'>{t}</a><em>{d}</em></p>", "xxgk_list_2.shtml"),
    "undated": ("/zw/gk/ndbg_98115/", trs, "<li>·<a href='{a}'>{t}</a></li>", "index_1.html"),
    "table": ("/gk/list.aspx?c=33", lambda n, day: f"/gk/show.aspx?id=88{n}1", "<tr><td>DP-1</td><td><a href='{a}'>{t}</a></td><td>{d}</td></tr>", "list.aspx?c=33&page=2"),
    "aspx": ("/news.aspx?cid=33", lambda n, day: f"newsview.aspx?nid=88{n}1", "<div class='nl'><a href='{a}'>{t}</a>({d})</div>", "news.aspx?cid=33&page=2"),
    "files": ("/zw/gk/ndbg_98115/", lambda n, day: f"/upload/20{23 - n}nb.pdf", "<li><a href='{a}'>{t}</a><span>{d}</span></li>", "index_1.html"),
}  # fmt: skip
HEADER = "<tr><th>索引号</th><th>信息名称</th><th>发布日期</th></tr>"


@pytest.mark.parametrize("entries", [4, 1])
@pytest.mark.parametrize("pager", ["<a href='{}'>下一页</a>", "首页 上一页 下一页 尾页 共4条 1/1页", ""])
@pytest.mark.parametrize("make", MAKES)
def test_the_pages_own_list_is_read(make: str, pager: str, entries: int) -> None:
    path, address, row, following = MAKES[make]
    rows = "".join(row.format(t=t, a=address(n, d), d=d) for n, (t, d) in enumerate(REPORTS[:entries]))
    rows = (
        f"<table>{HEADER}{rows}</table>"
        if "<tr" in row
        else f"<div>{rows}</div>"
        if "<li" not in row
        else f"<ul>{rows}</ul>"
    )
    crumbs = '<div class="wz">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">政务公开</a> &gt; 年度报告</div>'
    main = f'<div class="m1">{crumbs}{rows}<div class="fy">{pager.format(following)}</div></div>'
    for company in (before, around):
        for dated in (True, False):
            html = f"<html><body>{company(main, dated)}</body></html>"
            listing = read_page(html.encode(), HOST + path).listing
            first = listing.items[0] if listing.items else None
            assert len(listing.items) == entries
            assert first is not None
            assert (first.title, first.href) == (REPORTS[0][0], address(0, REPORTS[0][1]))
            assert first.date == (None if make == "undated" else REPORTS[0][1])
            assert listing.next_page == (urljoin(HOST + path, following) if "{}" in pager else None)


@pytest.mark.parametrize("words", ["暂无数据", "该栏目暂无内容", "没有符合条件的信息", "对不起，没有找到相关记录！"])
def test_an_empty_list_is_not_filled_from_the_boxes_beside_it(words: str) -> None:
    for company in (before, around):
        for dated in (True, False):
            html = f"<html><body>{company(f'<div class=m1><ul></ul><p>{words}</p></div>', dated)}</body></html>"
            assert read_page(html.encode(), HOST + "/zw/gk/ndbg_98115/").listing.items == []


BOXES = (("时政要闻", "szyw"), ("部门动态", "bmdt"), ("乡镇之窗", "xzzc"))
# A box of eight rows in the makes that home pages have: heading (n its name, f its folder), rows, what follows them.
SIDES = {
    "table": "<table><tr><td>{n}</td><td><a href='/xw/{f}/'>更多&gt;&gt;</a></td></tr><tr><td colspan=2><ul>{rows}</ul></td></tr></table>",
    "picture": "<div><div><img src='/images/{f}.gif'><a href='/xw/{f}/'><img src='/images/more.gif'></a></div><ul>{rows}</ul></div>",
    "plain": "<div><h3>{n}</h3><ul>{rows}</ul></div>",
    "link": "<div><h3><a href='/xw/{f}/'>{n}</a></h3><ul>{rows}</ul></div>",
    "after": "<div><h3>{n}</h3><ul>{rows}</ul><p><a href='/xw/{f}/'>查看更多</a></p></div>",
}


@pytest.mark.parametrize("entries", [4, 2])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("make", ["trs", "vsb", "undated", "aspx", "other host"])
def test_boxes_of_every_make_are_not_the_pages_list(make: str, side: str, entries: int) -> None:
    path, address, row, _ = MAKES["trs" if make == "other host" else make]
    if (
        make == "other host"
    ):  # the list of a group of sites: its entries lie on another host, in folders of the same name
        path, address = "/zfxxgk/ndbg/", lambda n, day: f"http://xxgk.dp.gov.cn/{n}/ndbg/202401/t2024010{n}_51.html"
    rows = "".join(row.format(t=t, a=address(n, d), d=d) for n, (t, d) in enumerate(REPORTS[:entries]))
    main = f"<div><h2>年度报告</h2>{f'<ul>{rows}</ul>' if '<li' in row else rows}</div>"
    for dated in (True, False):
        if make in ("vsb", "aspx") and dated and side == "plain":
            continue  # nothing on such a page tells the two apart
        beside = "".join(
            SIDES[side].format(
                n=name,
                f=folder,
                rows="".join(
                    f"<li><a href='/xw/{folder}/20230{n}/t2023010{n}_6{n}.html'>{name}活动第{n}场在县文化馆举行</a>{f'<i>2023-0{n}-1{n}</i>' if dated else ''}</li>"
                    for n in range(1, 9)
                ),
            )
            for name, folder in BOXES
        )
        for html in (f"<body>{beside}{main}</body>", f"<body>{main}{beside}</body>"):
            listing = read_page(html.encode(), HOST + path).listing
            assert [item.href for item in listing.items] == [
                address(n, d) for n, (_, d) in enumerate(REPORTS[:entries])
            ]


def _entries(body: str, url: str = "http://www.qingshan.gov.cn/zcwj/") -> list[tuple[str, str | None]]:
    page = read_page(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode(), url)
    return [(item.title, item.date) for item in page.listing.items]


def test_explanations_in_brackets_are_of_the_entry_that_they_stand_behind() -> None:
    """Several pages of one document: 解读, 图解, 问答; above the list is what is left of a menu."""
    titles = [f"青山县人民政府关于加强第{number}类设施管理的通告" for number in range(3)]
    more = "".join(
        f'<a href="/zcjd/202302/t2023022{n}_{n}.html">[{name}]</a>'
        for n, name in enumerate(("图解", "问答", "文字解读"))
    )
    rows = "".join(
        f'<li><p><a href="/zcwj/202302/t2023022{n}_3.html">{title}</a></p><p><span>发布：2023-02-2{n}</span>{more}</p></li>'
        for n, title in enumerate(titles)
    )
    wanted = [(title, f"2023-02-2{n}") for n, title in enumerate(titles)]
    assert _entries(f'<div><a href="/">首页</a></div><div><ul>{rows}</ul></div>') == wanted
    # Offices in brackets are entries of their own.
    offices = "".join(f'<li><a href="/nb/20230{n}.html">[{name}局]</a></li>' for n, name in enumerate(("教育", "财政")))
    assert [title for title, _ in _entries(f"<ul>{offices}</ul>", "http://www.qingshan.gov.cn/nb/")] == [
        "[教育局]",
        "[财政局]",
    ]


@pytest.mark.parametrize(
    ("label", "printed", "day"),
    [
        ("上传日期", "20-02-18", "2020-02-18"),
        ("发布时间", "19.10.20", "2019-10-20"),
        ("日期", "09-10-20", None),  # a month, a day and a year as well
        ("日期", "20-13-18", None),
        ("文号", "20-02-18", None),
    ],
)
def test_a_year_of_two_digits_is_one_under_a_label_of_days(label: str, printed: str, day: str | None) -> None:
    rows = "".join(
        f'<tr><td><a href="/up/2020/02/1809331{n}k3.pdf">青山县第{n}号财政预算表.pdf</a></td><td>{printed}</td><td>2MB</td></tr>'
        for n in range(3)
    )
    table = f"<table><tr><th>名称</th><th>{label}</th><th>大小</th></tr>{rows}</table>"
    assert {found for _, found in _entries(table)} == {day}
