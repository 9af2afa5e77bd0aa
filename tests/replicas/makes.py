# ruff: noqa: E501 - markup stands in lines as sites write it
"""Report columns of every make of listing, each with its traps: two pages at least, a look-alike, a file, news, and an
entry that has moved.

Seen (docs/field-guide.md, 2): the scripts and requests of each make. From public code: fields of `/queryList`, of Hunan's
search and of `/site/label/8888`, Fujian's interfaces, dataproxy's `page=1`. Unconfirmed: the channel tree's field names,
the pages of Shandong's columns. Units, figures and days are made up.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from tests.replicas.make_parts import HEX, NEWS, Make, article, data, html, items, made, page_of, rows_of, served_json
from tests.replicas.server import Served


def epoint() -> Make:
    """`.pagination({total, pageSize})`, addresses joined in the handler; the first page is moreinfo.html."""
    rows = rows_of(
        "柳湾县财政局", lambda year: f"/gk/003001/{year + 1}0118/0a1b2c3d-0000-4000-8000-00000000{year}.html"
    )
    make = made(rows, "/gk/003001/moreinfo.html")
    for number in range(1, 4):
        script = (
            f'$("#page").pagination({{pageIndex: {number - 1}, pageSize: 4, total: {len(rows)}, showFirstLastBtn: true}});'
            '$("#page").on("pageClicked", function (event, data) { if (data.pageIndex == 0) { location.href = "/gk/003001/moreinfo.html"; }'
            ' else { location.href = "/gk/003001/" + (data.pageIndex + 1) + ".html"; } });'
        )
        name = "moreinfo" if number == 1 else str(number)
        make.pages[f"/gk/003001/{name}.html"] = html(
            f'<ul class="ewb-list">{items(page_of(rows, number))}</ul><div id="page"></div><script>{script}</script>'
        )
    return make


def php_form() -> Make:
    """`goToPageURL(2)` sets a hidden field and submits to the same address."""
    rows = rows_of("柳湾县民政局", lambda year: f"/php/show.php?id={year}77")

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        if path.partition("?")[0] != "/php/list.php" or (method == "POST" and fields.get("cid") != "9"):
            return None
        number = int(fields.get("currpage", 1))
        form = f'<form name="pageForm" method="post" action="/php/list.php"><input type="hidden" name="currpage" value="{number}"><input type="hidden" name="cid" value="9"></form>'
        code = "<script>function goToPageURL(n) { document.pageForm.currpage.value = n; document.pageForm.submit(); }</script>"
        pager = f'<a href="Javascript:goToPageURL({min(number + 1, 3)})">下一页</a> <a href="Javascript:goToPageURL(3)">末页</a>'
        return html(f"<ul>{items(page_of(rows, number))}</ul>{form}{code}<div>{pager}</div>")

    return made(rows, "/php/list.php?cid=9", handle=handle)


def aspnet(whole: bool = True) -> Make:
    """`__doPostBack` with the state of the page before; without the state the first page comes again.

    If not `whole`, the last page repeats the second.
    """
    rows = rows_of("柳湾县水利局", lambda year: f"/asp/details.aspx?dept=15&id={year}41")

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        if path != "/asp/list.aspx?cid=5":
            return None
        here = int(fields.get("__VIEWSTATE", "state-1").rpartition("-")[2])
        number = (
            int(fields.get("__EVENTARGUMENT") or 1)
            if method == "POST" and fields.get("__VIEWSTATE") == f"{'s' * 300}-{here}"
            else 1
        )
        numbers = "".join(
            f"<span>{n}</span>" if n == number else f"<a href=\"javascript:__doPostBack('Pager1','{n}')\">{n}</a>"
            for n in range(1, 4)
        )
        state = f'<input type="hidden" name="__VIEWSTATE" value="{"s" * 300}-{number}"><input type="hidden" name="__EVENTTARGET"><input type="hidden" name="__EVENTARGUMENT">'
        shown = page_of(rows, number if whole or number < 3 else 2)
        code = "<script>function __doPostBack(t, a) { theForm.submit(); }</script>"
        return html(
            f'<form method="post" action="list.aspx?cid=5" id="form1">{state}<ul>{items(shown)}</ul><div>共{len(rows)}条 {numbers}</div></form>{code}'
        )

    return made(rows, "/asp/list.aspx?cid=5", handle=handle)


def ucap_data() -> Make:
    """A page without rows: the channel is in a meta tag, the list is `/common/search/<channel>`; years stand beside it."""
    rows = {
        year: rows_of(f"柳湾县第{year - 2000}镇", lambda y, c=year: f"/jyt/c{c}/{y + 1}01/17418{y}2.shtml")
        for year in (2024, 2023)
    }
    channels = {HEX: 2024, HEX[::-1]: 2023}
    make = made(rows[2024], "/jyt/c2024/zwgklist.shtml")
    other = made(rows[2023], "/")
    make.pages |= other.pages
    make.reports |= other.reports
    menu = "".join(f'<li><a href="/jyt/c{year}/zwgklist.shtml">{year}</a></li>' for year in rows)
    for channel, year in channels.items():
        head = f'<meta name="channelId" content="{channel}">'
        make.pages[f"/jyt/c{year}/zwgklist.shtml"] = html(
            f'<h3>政府信息公开年报</h3><ul id="nb_list">{menu}</ul><ul id="list"></ul><div id="page_div"></div>',
            head=head,
        )

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        parts = urlsplit(path)
        channel = parts.path.rpartition("/")[2]
        if not parts.path.startswith("/common/search/") or channel not in channels:
            return None
        query = parse_qs(parts.query)
        number, size = int(query["page"][0]), int(query["_pageSize"][0])
        own = rows[channels[channel]]
        return data(page_of(own, number, min(size, 4)), len(own), number)

    make.handle = handle
    return make


def hunan() -> Make:
    """A variable of the script has the channel; the list is posted for at the province's interface."""
    rows = rows_of("柳湾县审计局", lambda year: f"/hn/37584/38154/content_14{year}.html")
    make = made(rows, "/hn/37584/38154/list_tyxx.html")
    code = "var channelId = '97434'; var api = '/hunan/search/common/search/'; function load(page) { $.ajax({ type: 'POST', url: api + channelId, success: show }); }"
    make.pages[make.start[0]] = html(f'<ul id="list"></ul><script>{code}</script>')

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        if path != "/hunan/search/common/search/97434" or method != "POST" or fields.get("datas[0][key]") != "status":
            return None
        return data(page_of(rows, int(fields["page"])), len(rows), int(fields["page"]))

    make.handle = handle
    return make


def jiangxi() -> Make:
    """`loadPageData` posts to `/queryList`; the menu is data, by years, and holds other columns."""
    rows = {
        code: rows_of(f"柳湾县{name}", lambda year, c=code: f"/nkxrmzf/{c}/content/content_19{year}.html")
        for code, name in (("gkndbg", "政府"), ("bmnb", "部门"))
    }
    menu = [
        {"channelName": "政府信息公开指南", "channelCode": "gkzn", "channelUrl": "/nkxrmzf/gkzn/index.html", "children": []},
        {"channelName": "政府信息公开年报", "channelCode": "nb", "children": [
            {"channelName": "县政府", "channelCode": "gkndbg", "channelUrl": "/nkxrmzf/gkndbg/index.html"},
            {"channelName": "部门和乡镇", "channelCode": "bmnb", "webSiteCode": "nkxrmzf"},
            {"channelName": "省政府", "channelCode": "x", "jump_url": "http://www.b.gov.cn/"}]},
    ]  # fmt: skip
    make = made(rows["gkndbg"], "/nkxrmzf/xxgk/index.html")
    other = made(rows["bmnb"], "/")
    make.pages |= other.pages
    make.reports |= other.reports
    make.pages[make.start[0]] = html(
        f'<div id="menu"></div><script>renderChannelTemplate({json.dumps(menu, ensure_ascii=False)});</script>',
        "信息公开",
    )
    load = 'loadPageData({webSiteCode: ["nkxrmzf"], channelCode: ["gkndbg"], pageSize: 4, elem: "#list"});'
    make.pages["/nkxrmzf/gkndbg/index.html"] = html(f'<ul id="list"></ul><script>{load}</script>')

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        own = rows.get(fields.get("channelCode[]", ""))
        if method != "POST" or path != "/queryList" or own is None or fields.get("webSiteCode[]") != "nkxrmzf":
            return None
        found = [
            {
                "source": {
                    "title": title,
                    "pubDate": f"{day} 08:30:00",
                    "urls": json.dumps({"pc": url, "wap": "/m" + url}),
                }
            }
            for title, url, day in page_of(own, int(fields["current"]))
        ]
        return served_json({"code": 200, "data": {"total": len(own), "results": found}})

    make.handle = handle
    return make


def anhui() -> Make:
    """Years of a unit below a heading; each year's rows come as HTML from `/site/label/8888`."""
    rows = rows_of("柳湾县文化局", lambda year: f"/public/6981/4585{year}.html")
    make = made(rows, "/public/column/6981?type=3")
    code = (
        "function load(pageIndex) { $.ajax({url: '/site/label/8888?IsAjax=1&dataType=html&_=' + Math.random(), type: 'get', data: {siteId: '4704161',"
        ' pageSize: "4", pageIndex: pageIndex, organId: "6981", type: \'3\', labelName: "publicInfoList", file: "/xxgk/publicInfoList_newest2020"},'
        " success: function (d) { $('#list').html(d); }}); } load(1);"
    )
    make.pages[make.start[0]] = html(f'<div id="list"></div><script>{code}</script>')

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        query = parse_qs(urlsplit(path).query)
        if (
            urlsplit(path).path != "/site/label/8888"
            or query.get("organId") != ["6981"]
            or query.get("labelName") != ["publicInfoList"]
        ):
            return None
        shown = page_of(rows, int(query["pageIndex"][0]))
        return Served(
            f"<div class='xxgk_list'><ul>{items(shown) or '<li>暂无相关信息</li>'}</ul></div>".encode(),
            "text/html;charset=utf-8",
        )

    make.handle = handle
    return make


def anhui_years() -> Make:
    """`OpennessAnnualReport`: a unit's years side by side, each of which leads to its report; the first page shows one."""
    rows = rows_of("柳湾县司法局", lambda year: f"/openness/OpennessAnnualReport/year/show/3/{year}.html")
    rows = [row for row in rows if row[0] != NEWS and not row[1].endswith(".pdf")]
    make = made(rows, "/openness/OpennessAnnualReport/index.html", moves=False)
    menu = "".join(f'<li><a href="{path}">{path[-9:-5]}年</a></li>' for _, path, _ in rows)
    make.pages[make.start[0]] = html(f"<h2>司法局 政府信息公开年报</h2><ul>{menu}</ul>")
    return make


def anhui_shown() -> Make:
    """`XxgkAnnualReport`: a page of units, a unit's reports shown by number; 规定 and 网站报表 lie beside. Unconfirmed: the units' pages."""
    rows = rows_of("柳湾县城关镇", lambda year: f"/XxgkAnnualReport/show/{year + 1500}.html")
    other = rows_of("柳湾县水利局", lambda year: f"/XxgkAnnualReport/show/{year + 2500}.html", range(2023, 2019, -1))
    make = made(rows, "/XxgkAnnualReport/index.html")
    second = made(other, "/")
    make.pages |= second.pages
    make.reports |= second.reports
    units = {"城关镇": (11, rows), "县水利局": (12, other)}
    links = "".join(
        f'<li><a href="/XxgkAnnualReport/showList/{number}.html">{name}</a></li>' for name, (number, _) in units.items()
    )
    menu = f'<ul><li><a href="/XxgkRules/showList/11.html">政府信息公开规定</a></li><li><a href="/XxgkContent/showList/99.html">政府网站工作报表</a></li></ul><h4>政府信息公开年报</h4><ul>{links}</ul>'
    make.pages[make.start[0]] = html(menu)
    for name, (number, own) in units.items():
        for page in range(1, -(-len(own) // 4) + 1):
            address = f"/XxgkAnnualReport/showList/{number}.html" + (f"?page={page}" if page > 1 else "")
            following = (
                f'<a href="/XxgkAnnualReport/showList/{number}.html?page={page + 1}">下一页</a>'
                if page * 4 < len(own)
                else "<span>下一页</span>"
            )
            way = f"<div>您现在所在的位置：<a href='/'>网站首页</a> &gt; 政府信息公开 &gt; {name} &gt; 政府信息公开年报</div>"
            make.pages[address] = html(
                f"{menu}{way}<ul>{items(page_of(own, page))}</ul><div>共 {len(own)} 条 {following}</div>"
            )
    return make


def shandong() -> Make:
    """`gongkai/site_…/channel_…/`: documents by ObjectId, pages by createPageHTML counted from 1."""
    folder = "/gongkai/site_lwxczj/channel_c_5f9f6c84b9dfe9bfb0a8c85b_n_1605684423.9903/"
    rows = rows_of("柳湾县城管局", lambda year: f"{folder}doc_697b12ce48630dd964c7{year}.html")
    make = made(rows, folder)
    for number in range(1, 4):
        name = "" if number == 1 else f"index_{number}.html"
        make.pages[folder + name] = html(
            f"<ul>{items(page_of(rows, number))}</ul><script>createPageHTML('page_div',3,{number},'index','html',{len(rows)});</script>"
        )
    return make


def tabs() -> Make:
    """指南, 制度 and 年报 are tabs of one address, and a function of the menu opens the column of the departments."""
    rows = rows_of("柳湾县卫健局", lambda year: f"/zwgk/zfxxgkzn/{year + 1}01/t{year + 1}0118_55{year}.html")
    make = made(rows, "/zwgk/index.html")
    make.pages[make.start[0]] = html(
        '<ul><li><a href="/zwgk/zfxxgkzn/index.shtml">政府信息公开指南</a></li><li><a href="/zwgk/zfxxgkzn/index.shtml">政府信息公开年报</a></li>'
        "<li><a href=\"javascript:getMainData('ndbg')\">部门年报</a></li></ul><script>function getMainData(type) { $('#main').load('/zwgk/data/' + type + '/index.html'); }</script>",
        "政务公开",
    )
    guide = '<div class="tab"><p>为了方便公民、法人和其他组织获取政府信息，编制本指南。</p></div>'
    rules = '<div class="tab" style="display:none"><ul><li><a href="/zwgk/zd/202001/t20200103_77.html">柳湾县政府信息公开保密审查制度</a><span>2020-01-03</span></li></ul></div>'
    make.pages["/zwgk/zfxxgkzn/index.shtml"] = html(
        f'<div><span>指南</span><span>制度</span><span>年报</span></div>{guide}{rules}<div class="tab" style="display:none"><ul>{items(rows)}</ul></div>'
    )
    make.pages["/zwgk/zd/202001/t20200103_77.html"] = article("柳湾县政府信息公开保密审查制度", "2020-01-03")
    title = "柳湾县档案馆2022年政府信息公开年度报告"
    make.pages["/zwgk/data/ndbg/index.html"] = html(
        f"<ul>{items([(title, '/zwgk/data/ndbg/202301/t20230105_88.html', '2023-01-05')])}</ul>"
    )
    make.pages["/zwgk/data/ndbg/202301/t20230105_88.html"] = article(title, "2023-01-05")
    make.reports.add(title)
    return make


def windows() -> Make:
    """Numbers two at a time, » behind them leads into the next window; the total stands in data alone."""
    rows = rows_of("柳湾县粮食局", lambda year: f"/ls/ndbg/{year + 1}01/t{year + 1}0118_66{year}.html")
    make = made(rows, "/ls/ndbg/")
    for number in range(1, 4):
        first = number - (number + 1) % 2
        shown = (n for n in (first, first + 1) if n < 4)
        pager = "".join(f"<b>{n}</b>" if n == number else f'<a href="/ls/ndbg/?page={n}">{n}</a>' for n in shown)
        pager += f'<a href="/ls/ndbg/?page={first + 2}">»</a>' if first + 2 < 4 else ""
        data = f"<script>var list = {{pageInfo: {{pageNum:{number},pageSize:4,total:{len(rows)}}}}};</script>"
        address = "/ls/ndbg/" if number == 1 else f"/ls/ndbg/?page={number}"
        make.pages[address] = html(f"<ul>{items(page_of(rows, number))}</ul><div class=pages>{pager}</div>{data}")
    return make


# Those that need no family of their own, each with addresses that no other has.
GENERIC = (epoint, php_form, aspnet, ucap_data, hunan, anhui, anhui_years, anhui_shown, shandong, tabs, windows)
