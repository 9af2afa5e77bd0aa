# ruff: noqa: E501 - markup stands in lines as sites write it
"""VSB: /xxgk/nb.htm, /info/1154/16376.htm, pages that count down, lists by treeid."""

from __future__ import annotations

from collections.abc import Sequence

from tests.eval.homes.building import Builder
from tests.eval.homes.columns import NEWS, OFFICES
from tests.eval.homes.home import Entry, Home
from tests.replicas.server import Served

CLEARANCE = b"<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')+('c')+('e')+'=1767.225|-1|x;max-age=3600;path=/';location.href=location.pathname+location.search</script>"


class Vsb(Builder):
    system = "vsb"
    generator = '<script language="javascript" src="/system/resource/js/counter.js"></script><!--Announced by Visual SiteBuilder 9-->'

    def col(self, code: str) -> str:
        return f"/{code}.htm"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/info/{1000 + sum(map(ord, code)) % 900}/{number % 1_000_000}.htm"

    def rows(self, entries: Sequence[Entry]) -> str:
        return (
            '<table class="winstyle">'
            + "".join(
                f'<tr id="line_u8_{at}"><td><a href="{url}" class="c77" title="{title}">{title}</a></td><td class="timestyle">{day}</td></tr>'
                for at, (title, url, day) in enumerate(entries)
            )
            + "</table>"
        )

    def pages(self, code: str, pages: int) -> list[str]:
        return [self.col(code), *(f"/{code}/{pages - at}.htm" for at in range(1, pages))]

    def column(self, code, title, entries, *, size=15, side=None, head="", before=""):  # type: ignore[no-untyped-def]
        count = max(1, -(-len(entries) // size))
        names = self.pages(code, count)
        for at, name in enumerate(names):
            following = f'<a href="{names[at + 1]}" class="Next">下页</a>' if at + 1 < count else "<span>下页</span>"
            pager = f'<div class="pb_sys_common"><span class="p_t">共{len(entries)}条</span> <span class="p_no">{at + 1}/{count}</span> {following}</div>'
            self.page(name, title, before + self.rows(entries[at * size : (at + 1) * size]) + pager, head, side)
        self.keep(entries)
        return self.col(code)


def sites() -> list[Home]:
    return [pictures(), entries_by_breaks(), dynamic(), year_columns(), clearance(), files_only()]


def pictures() -> Home:
    """Pictures without a word lead to xxgkzn.htm, xxgknb.htm."""
    site = Vsb(
        "vsb-1",
        "鹤山坝县",
        "www.heshb1.gov.cn",
        "pictures without alt; the folder's name alone tells the column; pages count down",
    )
    strip = (
        '<div class="pic">'
        + "".join(
            f'<a href="/xxgk1/{name}.htm"><img src="/images/{at}.jpg" width="200" height="46" border="0"></a>'
            for at, name in enumerate(("xxgkzn", "xxgkzd", "xxgknb", "ysqgk"))
        )
        + "</div>"
    )
    site.front(
        [("首页", "/index.htm"), ("政务要闻", "/zwyw.htm"), ("信息公开", "/xxgk.htm"), ("招商引资", "/zsyz.htm")], strip
    )
    site.page("/xxgk.htm", "信息公开", strip)
    site.page("/xxgk1/xxgkzn.htm", "公开指南", "<p>指南</p>")
    site.page(
        "/xxgk1/xxgkzd.htm", "公开制度", site.rows(site.others("zd", ["政府信息公开年度报告制度", "信息发布制度"]))
    )
    return site.label(
        site.column("xxgk1/xxgknb", "政府信息公开年报", site.reports("nb", range(2023, 2007, -1)), size=6),
        years=range(2008, 2024),
    )


def entries_by_breaks() -> Home:
    """Rows parted by br in one cell."""
    site = Vsb(
        "vsb-2",
        "峰城区",
        "www.fengcheng2.gov.cn",
        "rows of the column are parted by br, without days",
        layout=1,
        charset="gb18030",
    )
    site.side = [
        ("信息公开指南", "/zfxxgk/zn.htm"),
        ("信息公开目录", "/zfxxgk/ml.htm"),
        ("年度报告", "/zfxxgk/ndbg.htm"),
    ]
    site.front([("首页", "/index.htm"), ("政府信息公开", "/zfxxgk.htm"), ("公共服务", "/ggfw.htm")])
    site.page("/zfxxgk.htm", "政府信息公开", "<p>峰城区政府信息公开</p>")
    entries = site.reports("ndbg", range(2022, 2011, -1))
    site.keep(entries)
    site.page(
        "/zfxxgk/ndbg.htm",
        "年度报告",
        "<td>" + "<br>".join(f'·<a href="{url}">{title}</a>' for title, url, _ in entries) + "</td>",
    )
    return site.label("/zfxxgk/ndbg.htm", years=range(2012, 2023))


def dynamic() -> Home:
    """Lists by treeid, all in one address."""
    site = Vsb("vsb-3", "渡口县", "www.dukou3.gov.cn", "lists are list.jsp?urltype=…&wbtreeid=N", layout=3)

    def tree(number: int) -> str:
        return f"/list.jsp?urltype=tree.TreeTempUrl&wbtreeid={number}"

    site.side = [
        ("政府信息公开指南", tree(1321)),
        ("政府信息公开制度", tree(1322)),
        ("政府信息公开年报", tree(1324)),
        ("建议提案", tree(1330)),
    ]
    site.front(
        [
            ("首页", "/index.jsp?urltype=tree.TreeTempUrl&wbtreeid=1001"),
            ("政务公开", tree(1320)),
            ("政务服务", tree(1400)),
        ]
    )
    site.page(tree(1320), "政务公开", "<p>栏目</p>")
    site.page(
        tree(1330),
        "建议提案",
        site.rows(site.others("ta", ["对县人大十二届三次会议第5号建议的答复", "对县政协第21号提案的答复"])),
    )
    entries = site.reports("nb", range(2024, 2013, -1))
    site.keep(entries)
    for number in (1, 2):
        following = f'<a href="{tree(1324)}&PAGENUM=2">下一页</a>' if number == 1 else ""
        site.page(
            tree(1324) + ("" if number == 1 else "&PAGENUM=2"),
            "政府信息公开年报",
            site.rows(entries[(number - 1) * 8 : number * 8]) + f"<div>共{len(entries)}条 {number}/2 {following}</div>",
        )
    return site.label(tree(1324), years=range(2014, 2025))


def year_columns() -> Home:
    """One column a year below 年报, each with the offices' reports."""
    site = Vsb(
        "vsb-4",
        "渭源川县",
        "www.weiyc4.gov.cn",
        "a column a year (nb/a2023n.htm), reports of many offices in each",
        links="relative",
    )
    years = range(2023, 2018, -1)
    links = [(f"{year}年", f"/zfxxgk/nb/a{year}n.htm") for year in years]
    site.side = [("信息公开年报", "/zfxxgk/nb.htm"), *links, ("信息公开指南", "/zfxxgk/zn.htm")]
    site.front([("首页", "/"), ("政府信息公开", "/zfxxgk.htm"), ("专题专栏", "/ztzl.htm")])
    site.page("/zfxxgk.htm", "政府信息公开", "<p>信息公开</p>")
    site.page(
        "/zfxxgk/nb.htm",
        "信息公开年报",
        "<ul>" + "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in links) + "</ul>",
    )
    for year in years:
        entries = [
            entry
            for at, unit in enumerate(("教育局", "林业局", "会川镇", "清源镇", "莲峰镇"))
            for entry in site.reports(f"n{year}{at}", [year], f"渭源川县{unit}")
        ]
        entries = [(title, url.replace("/info/", f"/info/{at}"), day) for at, (title, url, day) in enumerate(entries)]
        site.column(f"zfxxgk/nb/a{year}n", f"{year}年", entries)
    return site.label(
        "/zfxxgk/nb.htm", years=years, also=[f"/zfxxgk/nb/a{year}n.htm" for year in years], outcome=OFFICES
    )


def clearance() -> Home:
    site = Vsb("vsb-5", "雾台山县", "www.wutais5.gov.cn", "521 with a script that sets a cookie, from the home page on")
    home = site.none("blocked")
    home.pages.clear()
    home.whole = Served(
        CLEARANCE,
        status=521,
        headers={"Set-Cookie": "__jsluid_h=0a1b2c3d4e5f; max-age=31536000; path=/; HttpOnly", "X-Via-JSL": "a1b2c3d"},
    )
    return home


def files_only() -> Home:
    """Every report is a file, linked from the list at once; news is between."""
    site = Vsb(
        "vsb-6", "盐池湾区", "www.yanchw6.gov.cn", "rows lead to PDF and Word files; news between them", layout=2
    )
    alike = site.alike("law", "web")
    site.side = [("公开指南", "/gk/zn.htm"), ("公开年报", "/gk/gknb.htm"), *alike]
    site.front([("首页", "/"), ("信息公开", "/gk.htm"), ("服务", "/fw.htm")])
    site.page("/gk.htm", "信息公开", "<p>平台</p>")
    entries = [
        (title, f"/__local/{year % 16:X}/A1/{year}.{'pdf' if year % 2 else 'doc'}", day)
        for (title, _, day), year in zip(site.reports("x", range(2023, 2013, -1)), range(2023, 2013, -1), strict=True)
    ]
    entries.insert(3, (NEWS[1], site.art("gknb", "2020-05-06", 88), "2020-05-06"))
    column = site.column("gk/gknb", "公开年报", entries)
    for _, url, _ in entries:
        if url.startswith("/__local"):
            site.home.articles.pop(site.at(url), None)
            site.home.pages[site.at(url)] = Served(
                b"%PDF-1.4\n%%EOF\n" if url.endswith("pdf") else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                "application/octet-stream",
            )
    return site.label(column, years=range(2014, 2024))
