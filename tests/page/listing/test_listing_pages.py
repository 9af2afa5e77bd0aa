# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""Rows, addresses, pagers and surroundings of many makes, put together at random: every listing must be read right."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from urllib.parse import urljoin

import pytest

from gaispider.page import read_page

HOST = "http://www.qs.gov.cn"
TOWNS = ["青溪镇", "白石乡", "双河街道", "石桥镇", "龙泉街道", "永安镇", "大坝镇", "金沙街道", "红旗乡", "新民镇", "柳树乡", "三岔镇"]  # fmt: skip
TITLES: dict[str, Callable[[int], str]] = {
    "reports": lambda n: f"{TOWNS[n % 12]}{2022 - n // 12}年政府信息公开工作年度报告",
    "notices": lambda n: f"关于印发《青山县{TOWNS[n % 12]}工作规则（第{n + 1}版）》的通知",
    "news": lambda n: f"{TOWNS[n % 12]}召开第{n + 1}次防汛会议",
    "units": lambda n: TOWNS[n] if n < 12 else f"县{TOWNS[n % 12]}",
}
DAYS: list[Callable[[datetime.date], str]] = [
    lambda d: d.isoformat(),
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"[{d.isoformat()}]",
    lambda d: f"（{d.year}.{d.month}.{d.day}）",
    lambda d: f"{d.isoformat()} 16:05:11",
    lambda d: f"发布时间：{d.isoformat()}",
]
# A row: its title, address, day as printed, day, number. {c} is the title cut, {dd} the day of the month, {i} the number.
ABOUT = "近日有关部门召开会议，对下一阶段重点任务作出安排，要求各单位压实责任、细化措施，"
ROWS = {
    "plain": "<li><a href='{a}' title='{t}'>{t}</a><span>{d}</span></li>",
    "day first": "<li><span class=date>{d}</span><a href='{a}'>{t}</a></li>",
    "cells": "<tr><td><img src=d.gif></td><td><a href='{a}' target=_blank>{t}</a></td><td>{d}</td></tr>",
    "index number": "<tr><td><a href='{a}'>0140{i}/2020-00{i}1</a></td><td><a href='{a}'>{t}</a></td><td>县政府办公室</td><td>{d}</td></tr>",
    "file": "<tr><td>{i}</td><td><a href='{a}'>{t}</a></td><td>{d}</td><td><a href='/files/{i}9.pdf'>下载</a></td></tr>",
    "list of terms": "<dl><dt><a href='{a}'>{t}</a></dt><dd>{d}</dd></dl>",
    "summary": f"<div class=item><h3><a href='{{a}}'>{{t}}</a></h3><p>{ABOUT}</p><span>{{d}}</span></div>",
    "picture": f"<li><a class=pic href='{{a}}'><img src='/p/{{i}}.jpg' alt=''></a><h4><a href='{{a}}'>{{t}}</a></h4><p>{ABOUT}<a href='{{a}}'>[详细]</a></p><i>{{d}}</i></li>",
    "day box": f"<li><div class=rq><b>{{dd}}</b><span>{{ym}}</span></div><h3><a href='{{a}}'>{{t}}</a></h3><p>{ABOUT}</p></li>",
    "day heading": f"<li><a href='{{a}}'><div><h2>{{dd}}</h2><p>{{ym}}</p></div><h3>{{t}}</h3><p>{ABOUT}</p></a></li>",
    "link around": "<li><a href='{a}'><span class=tit>{t}</span><span class=rq>{d}</span></a></li>",
    "table each": "<table><tr><td>·<a href='{a}'>{t}</a></td><td>{d}</td></tr></table>",
    "category": "<li>[<a href='/class/{i}/'>部门</a>] <a href='{a}'>{t}</a> <span>{d}</span></li>",
    "paragraph": "<p><a href='{a}'>{t}</a><span>{d}</span></p>",
    "interpretation": "<li><a href='{a}'>{t}</a><a href='{a}#jd'>[解读]</a><span>{d}</span></li>",
    "index below": "<li><div class=a><a href='{a}'>{t}</a></div><div class=b><span>索引号：0142/{i}</span><span>成文日期：2004年3月1日</span><span>{d}</span></div></li>",
    "undated": "<li><a href='{a}'>{t}</a></li>",
}
# The column's address, that of its page n (of m), an entry's.
Address = tuple[str, Callable[[int, int], str], Callable[[int, str], str]]
ADDRESSES: dict[str, Address] = {
    "trs": ("/zwgk/ndbg/", lambda n, _: f"index_{n - 1}.html", lambda n, d: f"./{d[:4]}{d[5:7]}/t{d.replace('-', '')}_{4400 + n}.html"),
    "trs of units": ("/gk/nb/", lambda n, _: f"index_{n - 1}.html", lambda n, d: f"../../xz/{'abc'[n % 3]}z/nb/{d[:4]}{d[5:7]}/t{d.replace('-', '')}_{4400 + n}.html"),
    "hanweb": ("/col/col1229/index.html", lambda n, _: f"index.html?pageNum={n}", lambda n, d: f"/art/{d[:4]}/1/9/art_1229_{4400 + n}.html"),
    "vsb": ("/zfxxgk/ndbg.htm", lambda n, m: f"/zfxxgk/ndbg/{m - n + 1}.htm", lambda n, d: f"/info/1154/{4400 + n}.htm"),
    "anhui": ("/public/column/6598331?type=4", lambda n, _: f"6598331?type=4&page={n}", lambda n, d: f"/public/6598331/{4400 + n}.html"),
    "aspx": ("/xxgk/list.aspx?cid=37", lambda n, _: f"list.aspx?cid=37&page={n}", lambda n, d: f"show.aspx?id={4400 + n}"),
    "elsewhere too": ("/xwzx/gzdt/", lambda n, _: f"index_{n - 1}.html", lambda n, d: f"https://mp.weixin.qq.com/s/{n:03}bf7da00c2dc6ba7" if n % 3 == 0 else f"./{d[:4]}{d[5:7]}/t{d.replace('-', '')}_{4400 + n}.html"),
}  # fmt: skip
PAGERS: dict[str, Callable[[Callable[[int], str], int], str]] = {
    "words": lambda a, m: f"<div>共{m}页 首页 上一页 <a href='{a(2)}'>下一页</a> <a href='{a(m)}'>尾页</a></div>",
    "numbers": lambda a, m: "<ul><li class=active><span>1</span></li>" + "".join(f"<li><a href='{a(n)}'>{n}</a></li>" for n in range(2, m + 1)) + "</ul>",
    "select": lambda a, m: "<select onchange='location.href=this.value'><option value='./'>1</option>" + "".join(f"<option value='{a(n)}'>{n}</option>" for n in range(2, m + 1)) + "</select>",
    "button": lambda a, m: f"<input type=button value=下一页 onclick=\"location.href='{a(2)}'\">",
}  # fmt: skip
ONE_PAGE = [
    "",
    "<div>第1页/共1页 首页 上一页 下一页 尾页</div>",
    "<p><a href='javascript:;'>上一页</a><a href='javascript:;'>下一页</a></p>",
]
MENU = "<div class=nav><ul><li><a href='/'>首页</a></li><li><a href='/xw/'>新闻中心</a></li><li><a href='/xw/yw/'>政务要闻</a></li><li><a href='/zwgk/'>政务公开</a></li></ul></div>"
TREE = "<div class=left><ul>" + "".join(f"<li><a href='/zwgk/c{n}/'>{name}</a></li>" for n, name in enumerate(["信息公开指南", "信息公开制度", "法定主动公开内容", "政府信息公开年报"])) + "</ul></div>"  # fmt: skip
ZT = "<div class=zt><a href='/zt/a/'><img src=a.jpg alt=党建专题></a><a href='/zt/b/'><img src=b.jpg alt=环保专题></a></div>"
FOOT = "<div class=foot><a href='/wzdt/'>网站地图</a><a href='http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=22028402000101'>吉公网安备 22028402000101号</a></div>"
HEADS = [
    "<div class=wz>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 信息公开年报</div>",
    "<h2>信息公开年报</h2>",
]


def box(dated: bool, chance: random.Random) -> str:
    heading = chance.choice(["热点信息", "点击排行", "最新信息", "政务要闻", "图片新闻"])
    rows = "".join(
        f"<li><a href='/xw/yw/202403/t202403{n:02}_88{n}.html'>全县第{n}季度重点项目集中开工仪式举行</a>{f'<span>2024-03-{n:02}</span>' if dated else ''}</li>"
        for n in range(1, chance.choice([5, 8]) + 1)
    )
    return f"<div class=w260><h3>{heading}</h3><ul>{rows}</ul></div>"


def held(make: str, rows: list[str], chance: random.Random) -> str:
    """The rows in what holds rows of their make; lists also cut in parts, as by years."""
    if rows[0].startswith("<tr"):
        return f"<table width='100%'>{''.join(rows)}</table>"
    if not rows[0].startswith("<li"):
        return f"<div>{''.join(rows)}</div>"
    size = chance.choice([100, 100, 100, 5, 2])
    parts = [f"<ul>{''.join(rows[n : n + size])}</ul>" for n in range(0, len(rows), size)]
    return (
        parts[0]
        if len(parts) == 1
        else "".join(f"<div class=y><h4>{2024 - n}年</h4>{part}</div>" for n, part in enumerate(parts))
    )


def page(chance: random.Random) -> tuple[str, str, tuple[object, ...]]:
    """A page, its address, and what it shows: number of entries, the first one's title, address and day, next page."""
    make, (path, further, entry) = chance.choice(list(ROWS)), chance.choice(list(ADDRESSES.values()))
    title = TITLES[chance.choice(list(TITLES) if make != "undated" else ["reports", "notices"])]
    pager = chance.choice(["", *PAGERS])
    count, form = (
        chance.choice([3, 4, 5, 10, 20] if pager or make == "undated" else [1, 2, 3, 5, 10]),
        chance.choice(DAYS),
    )
    day = datetime.date(chance.randint(2009, 2023), chance.randint(1, 12), chance.randint(1, 28))
    days = [day - datetime.timedelta(days=n * chance.choice([0, 1, 9, 40])) for n in range(count)]
    rows = [
        ROWS[make].format(t=title(n), a=entry(n, str(d)), d=form(d), dd=f"{d:%d}", ym=f"{d:%Y-%m}", i=n + 1)
        for n, d in enumerate(days)
    ]
    pages = chance.randint(2, 6)
    below = PAGERS[pager](lambda n: further(n, pages), pages) if pager else chance.choice(ONE_PAGE)
    main = f"<div class=main>{chance.choice(HEADS)}{held(make, rows, chance)}{below}</div>"
    sides = [box(True, chance), box(False, chance), ZT, TREE]
    before, after = (
        "".join(chance.sample([MENU, *sides], chance.randint(0, 3))),
        "".join(chance.sample(sides[:3], chance.randint(0, 2))),
    )
    url = HOST + path
    shown = (count, title(0), urljoin(url, entry(0, str(days[0]))), None if make == "undated" else str(days[0]))
    head = "<html><head><title>信息公开年报-青山县人民政府</title></head><body>"
    return (
        f"{head}{before}{main}{after}{FOOT}</body></html>",
        url,
        (*shown, urljoin(url, further(2, pages)) if pager else None),
    )


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_listings_put_together_at_random(start: int) -> None:
    wrong = {}
    for seed in range(start, start + 100):
        html, url, want = page(random.Random(seed))
        listing = read_page(html.encode(), url).listing
        first = listing.items[0] if listing.items else None
        got = (len(listing.items), first and first.title, first and first.url, first and first.date, listing.next_page)
        if got != want:
            wrong[seed] = [(one, other) for one, other in zip(want, got, strict=True) if one != other]
    assert wrong == {}
