# ruff: noqa: E501 - markup stands in lines as sites write it
"""TRS: folders, t20240115_1.html, createPageHTML counted from 0."""

from __future__ import annotations

from tests.eval.homes.building import Builder
from tests.eval.homes.columns import NEWS, OFFICES
from tests.eval.homes.home import Home
from tests.replicas.server import Served

RIVER = b'<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="9DhefwqGPrzGxEp9hPaoag" content="{Qm3" r="m"><script type="text/javascript" src="/4QbVtADbnLVIc/d.FxJzG50F.js" r="m"></script><script type="text/javascript" r="m">$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=52418;$_ts.cd="qDcYrGVErq";if($_ts.lcd)$_ts.lcd();</script></head><body></body></html>'


class Trs(Builder):
    system = "trs"
    generator = '<meta name="SiteIDCode" content="2299990001">'

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        return f'<div class="page"><script language="javascript">createPageHTML({pages}, {number - 1}, "index", "html");</script></div>'


def _side(folder: str = "zwgk/zfxxgk") -> list[tuple[str, str]]:
    return [
        ("政府信息公开指南", f"/{folder}/zfxxgkzn/"), ("政府信息公开制度", f"/{folder}/zfxxgkzd/"), ("法定主动公开内容", f"/{folder}/fdzdgknr/"),
        ("政府信息公开年报", f"/{folder}/zfxxgknb/"), ("依申请公开", f"/{folder}/ysqgk/"),
    ]  # fmt: skip


def _beside(site: Trs, folder: str = "zwgk/zfxxgk") -> None:
    """指南, 制度 and 法定主动公开内容 as they are on most sites."""
    site.page(
        f"/{folder}/zfxxgkzn/",
        "政府信息公开指南",
        "<p>为了方便公民、法人和其他组织获取政府信息，编制本指南。每年3月31日前公布上一年度政府信息公开工作年度报告。</p>",
    )
    site.column(
        f"{folder}/zfxxgkzd",
        "政府信息公开制度",
        site.others(
            f"{folder}/zfxxgkzd",
            [
                "中华人民共和国政府信息公开条例",
                f"{site.unit}政府信息公开年度报告制度",
                f"{site.unit}政府信息公开保密审查制度",
                f"{site.unit}依申请公开工作规程",
            ],
        ),
    )
    tree = "".join(
        f'<li><a href="/{folder}/fdzdgknr/{code}/">{name}</a></li>'
        for name, code in (
            ("机构职能", "jgzn"),
            ("规划计划", "ghjh"),
            ("财政预决算", "czyjs"),
            ("统计信息", "tjxx"),
            ("行政执法公示", "xzzf"),
        )
    )
    site.page(f"/{folder}/fdzdgknr/", "法定主动公开内容", f"<ul class='tree'>{tree}</ul>")


def sites() -> list[Home]:
    return [classic(), years(), challenged(), tabs(), other_host(), without()]


def classic() -> Home:
    site = Trs(
        "trs-1",
        "青禾县",
        "www.qinghe1.gov.cn",
        "three hops by the menus; two pages; five columns that look alike",
        links="relative",
    )
    site.side = _side()
    site.front(
        [
            ("首页", "/"),
            ("新闻中心", "/zwyw/"),
            ("政务公开", "/zwgk/"),
            ("政务服务", "http://zwfw.shengji.gov.cn/"),
            ("互动交流", "/hdjl/"),
        ]
    )
    _beside(site)
    alike = site.alike("web", "law", "budget", "bulletin", folder="zwgk/")
    site.page(
        "/zwgk/",
        "政务公开",
        '<ul><li><a href="/zwgk/zfxxgk/">政府信息公开</a></li><li><a href="/zwgk/zcwj/">政策文件</a></li></ul><ul>'
        + "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in alike)
        + "</ul>",
        side=[],
    )
    site.page("/zwgk/zfxxgk/", "政府信息公开", "<p>欢迎查询政府信息。</p>")
    column = site.column(
        "zwgk/zfxxgk/zfxxgknb", "政府信息公开年报", site.reports("zwgk/zfxxgk/zfxxgknb", range(2024, 2007, -1)), size=15
    )
    return site.label(column, years=range(2008, 2025))


def years() -> Home:
    """One folder a year, each with the reports of all offices; bare years below a heading."""
    site = Trs(
        "trs-2",
        "柳塘市",
        "www.liutang1.gov.cn",
        "a column that is years, each a folder of its own with the reports of the offices",
        layout=2,
        links="absolute",
    )
    site.side = [("信息公开指南", "/xxgk/zn/"), ("信息公开<br>制度", "/xxgk/zd/"), ("信息公开年报", "/xxgk/xxgknb/")]
    menu = [("首页", "/"), ("走进柳塘", "/zjlt/"), ("信息公开", "/xxgk/"), ("办事服务", "/bsfw/")]
    work = site.alike("work", "final", folder="xxgk/")
    site.front(
        menu,
        '<div class="box"><h3>信息公开</h3><ul>'
        + "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in work)
        + "</ul></div>",
    )
    site.page("/xxgk/", "信息公开", "<div><p>公开目录</p></div>")
    folders = {year: f"xxgk/xxgknb/{year}nb" for year in range(2023, 2017, -1)}
    links = "".join(f'<li><a href="/{folder}/">{year}</a></li>' for year, folder in folders.items())
    head = f"<h3>政府信息<br>公开年报</h3><ul class='years'>{links}</ul>"
    site.page("/xxgk/xxgknb/", "信息公开年报", head)
    for year, folder in folders.items():
        entries = [
            entry
            for at, name in enumerate(("教育局", "财政局", "民政局", "水利局", "东山镇", "河口乡", "城关街道"))
            for entry in site.reports(f"{folder}/b{at}", [year], f"{site.unit}{name}", style=0)
        ]
        site.column(folder, f"{year}年", entries, before=head)
    return site.label(("/xxgk/xxgknb/",), years=range(2018, 2024), also=["/xxgk/xxgknb/"], outcome=OFFICES)


def challenged() -> Home:
    """The home page answers, all behind it is a challenge (412)."""
    site = Trs(
        "trs-3", "白鹭区", "www.bailu1.gov.cn", "the home page is there, every page behind it answers 412 with a script"
    )
    site.front([("首页", "/"), ("政务公开", "/zwgk/"), ("政务服务", "/zwfw/"), ("政民互动", "/zmhd/")])
    kept = {address: page for address, page in site.home.pages.items() if address == f"{site.host}/"}
    site.home.pages.clear()
    site.home.pages.update(kept)
    site.home.articles.clear()
    home = site.none("blocked")
    home.whole = Served(RIVER, status=412, headers={"Server": "nginx", "Set-Cookie": "enable_ZQb1=true"})
    return home


def tabs() -> Home:
    """The link 年报 leads to the guide's address, where 年报 is a tab."""
    site = Trs(
        "trs-4",
        "云溪县",
        "www.yunxi1.gov.cn",
        "the link 年报 leads to the guide, where 指南, 制度 and 年报 are tabs of one page",
        layout=3,
    )
    guide = "/zfxxgk/zfxxgkzn/index.shtml"
    site.side = [
        ("政府信息公开指南", guide),
        ("政府信息公开制度", guide),
        ("政府信息公开年报", guide),
        ("法定主动公开", "/zfxxgk/fdzdgk/"),
    ]
    site.front([("首 页", "/"), ("政 务 公 开", "/zfxxgk/"), ("办 事 大 厅", "/bsdt/"), ("互 动 交 流", "/hdjl/")])
    site.page(
        "/zfxxgk/",
        "政务公开",
        "<h3>最新公开</h3>"
        + site.rows(
            site.others("zfxxgk/zxgk", ["关于印发防汛预案的通知", "关于调整领导小组成员的通知", "2024年重点工程计划"])
        ),
    )
    entries = site.reports("zfxxgk/zfxxgkzn", range(2024, 2013, -1))
    rules = site.others("zfxxgk/zfxxgkzd", ["政府信息公开年度报告编制规范", "政府信息发布协调制度"])
    site.keep([*entries, *rules])
    body = (
        '<div class="tabs"><span class="on">指南</span><span>制度</span><span>年报</span></div><div class="tabcon"><p>一、公开范围。县政府及各工作部门的政府信息。</p></div>'
        f'<div class="tabcon" style="display:none"><ul>{"".join(f"<li><a href={chr(34)}{u}{chr(34)}>{t}</a></li>" for t, u, _ in rules)}</ul></div><div class="tabcon" style="display:none">{site.rows(entries)}</div>'
    )
    site.page(guide, "政府信息公开指南", body)
    return site.label(guide, years=range(2014, 2025))


def other_host() -> Home:
    """The disclosure site is another host of the same domain; names are cut by br and nbsp."""
    site = Trs(
        "trs-5",
        "石桥县",
        "www.shiqiao1.gov.cn",
        "the column lies on xxgk. of the same domain; link texts cut by br and nbsp",
    )
    far = "xxgk.shiqiao1.gov.cn"
    site.home.hosts.append(far)
    site.front(
        [
            ("网站首页", "/"),
            ("政&nbsp;务<br/>公&nbsp;开", f"http://{far}/"),
            ("要闻<br>动态", "/zwyw/"),
            ("便民<br>服务", "/bmfw/"),
        ]
    )
    back = Trs("trs-5x", "石桥县", far, "")
    back.home, back.side = (
        site.home,
        [
            ("公开<br>指南", "/gkzn/"),
            ("公开<br>制度", "/gkzd/"),
            ("公开&nbsp;<br/>年报", "/ndbg/"),
            ("依申请<br>公开", "/ysqgk/"),
        ],
    )
    back.page(
        "/",
        "政府信息公开",
        "<h3>部门公开</h3><ul>"
        + "".join(
            f'<li><a href="/{code}/">{name}</a></li>'
            for name, code in (("县教育局", "jyj"), ("县财政局", "czj"), ("县水利局", "slj"))
        )
        + "</ul>",
    )
    mixed = back.reports("ndbg", range(2023, 2010, -1))
    mixed.insert(2, (NEWS[0], "/ndbg/202204/t20220401_77.html", "2022-04-01"))
    back.column("ndbg", "政府信息公开年报", mixed)
    bureaus = [("教育局", "jyj"), ("财政局", "czj"), ("水利局", "slj")]
    for name, code in bureaus:
        back.page(
            f"/{code}/",
            f"县{name}",
            f'<ul><li><a href="/{code}/zn/">指南</a></li><li><a href="/{code}/ndbg/">年度报告</a></li></ul>',
            side=[],
        )
        back.column(
            f"{code}/ndbg", "年度报告", back.reports(f"{code}/ndbg", range(2022, 2017, -1), f"石桥县{name}"), side=[]
        )
    return site.label(
        (f"//{far}/ndbg/",), years=range(2011, 2024), also=[f"//{far}/{code}/ndbg/" for _, code in bureaus]
    )


def without() -> Home:
    """A site that shows reports of every other kind, and none of disclosure."""
    site = Trs(
        "trs-6",
        "金岗县",
        "www.jingang1.gov.cn",
        "no column: reports of the website, of law and of budget, and a notice on writing yearly reports",
        layout=1,
        charset="gb18030",
    )
    alike = site.alike("web", "law", "budget", "almanac", "firms", folder="zwgk/")
    site.side = [("信息公开指南", "/zwgk/zn/"), ("信息公开制度", "/zwgk/zd/"), *alike]
    site.front([("首页", "/"), ("政务公开", "/zwgk/"), ("网上办事", "/wsbs/")])
    site.page(
        "/zwgk/", "政务公开", "<ul>" + "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in alike) + "</ul>"
    )
    site.page("/zwgk/zn/", "信息公开指南", "<p>县政府于每年3月31日前公布政府信息公开工作年度报告。</p>")
    site.column(
        "zwgk/zd",
        "信息公开制度",
        site.others(
            "zwgk/zd",
            ["关于做好政府信息公开工作年度报告编制工作的通知", "政府信息公开年度报告制度", "政府信息公开责任追究制度"],
        ),
    )
    return site.none()
