# ruff: noqa: E501 - markup stands in lines as sites write it
"""Parts of the made sites' pages: menus in four manners, pictures, links to other sites, the foot."""

from __future__ import annotations

import posixpath
import random
from collections.abc import Sequence

from tests.eval.homes.home import Link

_SYLLABLES = (
    ("清", "qing"), ("河", "he"), ("林", "lin"), ("东", "dong"), ("西", "xi"), ("南", "nan"), ("安", "an"), ("平", "ping"), ("山", "shan"),
    ("海", "hai"), ("川", "chuan"), ("阳", "yang"), ("洲", "zhou"), ("岭", "ling"), ("丰", "feng"), ("宁", "ning"), ("德", "de"), ("武", "wu"),
)  # fmt: skip


def top_menu(layout: int, menu: Sequence[Link]) -> str:
    """The menu above: names and addresses, in four manners."""
    tools = '<div class="top"><a href="/login">登录</a><a href="/register">注册</a><a href="javascript:void(0)" onclick="wza()">无障碍</a><a href="javascript:;">长者模式</a><a href="/en/">English</a></div>'
    if layout == 1:
        return (
            tools
            + '<table width="1000" align="center"><tr>'
            + "".join(
                f'<td align="center"><a href="{url}"><font color="#fff">{name}</font></a></td>' for name, url in menu
            )
            + "</tr></table>"
        )
    if layout == 2:
        return (
            '<nav class="navbar"><ul class="nav navbar-nav">'
            + "".join(
                f'<li class="dropdown"><a class="dropdown-toggle" href="{url}"><i class="icon"></i>{name}</a></li>'
                for name, url in menu
            )
            + f"</ul></nav>{tools}"
        )
    if layout == 3:
        return (
            f'<div class="header"><form action="/search"><input name="q"></form>{tools}</div><div class="menu">'
            + "|".join(f'<a href="{url}"> {name} </a>' for name, url in menu)
            + "</div>"
        )
    return (
        tools
        + '<div class="nav"><ul>'
        + "".join(f'<li><a href="{url}" target="_blank">{name}</a></li>' for name, url in menu)
        + "</ul></div>"
    )


def inner_page(layout: int, title: str, side: Sequence[Link], body: str, menu: Sequence[Link]) -> str:
    way = f'<div class="position">您现在的位置：<a href="/">首页</a> &gt; {title}</div>'
    foot = '<div class="footer"><a href="/wzdt/">网站地图</a><a href="http://zqb.cyol.com/index.htm">中国青年报</a><p>主办：人民政府办公室</p></div>'
    links = "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in side)
    if layout == 1:
        cells = "".join(
            f'<tr><td><img src="/images/dot.gif"><a href="{url}">{name}</a></td></tr>' for name, url in side
        )
        return f'{top_menu(1, menu)}<table><tr><td valign="top" width="220"><table>{cells}</table></td><td valign="top">{way}{body}</td></tr></table>{foot}'
    if layout == 2:
        return f'{top_menu(2, menu)}<div class="container"><div class="row"><div class="col-md-3"><ul class="list-group">{links}</ul></div><div class="col-md-9">{way}<h2>{title}</h2>{body}</div></div></div>{foot}'
    if layout == 3:
        return f'{top_menu(3, menu)}{way}<div class="left"><dl><dt>政府信息公开</dt>{links.replace("li>", "dd>")}</dl></div><div class="right">{body}</div>{foot}'
    return f'{top_menu(0, menu)}{way}<div class="main"><div class="leftnav"><ul>{links}</ul></div><div class="rightcon"><div class="tit">{title}</div>{body}</div></div>{foot}'


def relative_address(target: str, here: str) -> str:
    path, mark, rest = target.partition("?")
    found = posixpath.relpath(path, posixpath.dirname(here) or "/")
    return found + ("/" if path.endswith("/") and not found.endswith("/") else "") + mark + rest


def pictures() -> str:
    """Pictures that lead to other sites."""
    far = (
        "http://www.hebj.example/ztzl/",
        "http://zwfw.shengji.gov.cn/",
        "http://12345.shiji.gov.cn/",
        "https://weibo.example/u/77",
    )
    return (
        '<div class="ad">'
        + "".join(
            f'<a href="{url}" target="_blank"><img src="/images/ad{at}.png" width="230"></a>'
            for at, url in enumerate(far)
        )
        + "</div>"
    )


def friend_links(chance: random.Random, layout: int, count: int) -> str:
    """Links to the sites of others, some of which name their columns of reports."""
    found = []
    for _ in range(count):
        first, second = chance.sample(_SYLLABLES, 2)
        kind = chance.choice(("县", "市", "区"))
        found.append(
            (
                f"{first[0]}{second[0]}{kind}政府网",
                f"http://www.{first[1]}{second[1]}{chance.randrange(100)}.gov.cn/",
            )
        )
    found += [
        ("省政府信息公开年报", "http://www.shengji.gov.cn/zwgk/zfxxgknb/"),
        ("中国青年报", "http://zqb.cyol.com/index.htm"),
        ("人民日报", "http://paper.people.example/"),
    ]
    if layout % 2:
        options = "".join(f'<option value="{url}">{name}</option>' for name, url in found)
        return f'<div class="links"><span>友情链接</span><select onchange="window.open(this.value)"><option>--区县市网站--</option>{options}</select></div>'
    return (
        '<div class="yqlj"><h4>友情链接</h4>'
        + "".join(f'<a href="{url}" target="_blank">{name}</a>' for name, url in found)
        + "</div>"
    )


def foot(chance: random.Random, unit: str) -> str:
    """The foot of a page: about the site, who runs it, made-up numbers."""
    return (
        f'<div class="footer"><a href="/wzdt/">网站地图</a>|<a href="/gywm/">关于我们</a>|<a href="/lxwm/">联系我们</a><p>主办：{unit}人民政府办公室 承办：{unit}大数据中心 '
        f"网站标识码：{chance.randrange(10**9, 10**10)} 备案序号 公安备案 电话：0999-{chance.randrange(10**6, 10**7)}</p></div>"
    )
