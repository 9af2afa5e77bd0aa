# ruff: noqa: E501 - markup stands in lines as sites write it
"""Small replicas of the makes that a family of spiders reads: its listings come by its own requests."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from tests.replicas.make_parts import Make, Row, html, items, made, page_of, rows_of, served_json
from tests.replicas.server import Served


def fujian() -> Make:
    """The first rows are on the page, the rest come by `list2.trsapi`, whose data is no strict JSON."""
    rows = rows_of("柳湾县气象局", lambda year: f"/zwgk/zfxxgknb/{year + 1}01/t{year + 1}0118_10{year}.htm")
    make = made(rows, "/zwgk/zfxxgknb/")
    pattern = '<dl ms-repeat="list"><dd><a ms-attr-href="el.chnldocurl" ms-text="el.doctitle|html"></a></dd></dl>'
    code = (
        'require(["list2.trsapi", "tools"], function (listModel, tools) { listModel({maxStaticIndex: 1, listArgs: {channelid: SiteInfo.searchId,'
        f' classsql: "" || "chnlid=1813", sortfield: "-docorderpri,-docreltime"}}, pagebar: {{prepage: 4, recordCount: \'{len(rows)}\'}}}}); }});'
    )
    make.pages[make.start[0]] = html(
        f"<ul>{items(page_of(rows, 1))}</ul><div style='display: none'>{pattern}</div><script>{code}</script>"
    )

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        parts, query = urlsplit(path), parse_qs(urlsplit(path).query)
        if parts.path not in ("/fjdzapp/data", "/was5/web/search") or query.get("classsql") != ["chnlid=1813"]:
            return None
        docs = "".join(
            f'{{"title":"{title[:9]}\t…","doctitle":"{title}","chnldocurl":"{url}","docreltime":"{day}"}},'
            for title, url, day in page_of(rows, int(query["page"][0]))
        )
        return Served(f"""{{"count":"{len(rows)}","py":'###pypy###',"docs":[{docs}]}}""".encode(), "application/json")

    make.handle = handle
    return make


def gkmlpt() -> Make:
    """A tree with years below the report column, and nodes that lead elsewhere: to the province, and to a column of posts
    on the same host. A page after the last answers 404."""
    rows = {
        number: rows_of(f"柳湾县第{number}局", lambda year, n=number: f"/lwx/gkmlpt/content/0/{n}/post_{n}{year}.html")
        for number in (2819, 2820)
    }
    tree = (
        "{id: 100, name: '政策文件', children: []}, {id: 7, name: '政府信息公开年报', children: [{id: 2819, name: '2021年以后', jump_url: ''}, "
        "{id: 2820, name: '2021年以前', jump_url: ''}, {id: 9, name: '省政府年报', jump_url: 'http://www.b.gov.cn/'},"
        "{id: 12, name: '历年年报', jump_url: '/lwx/zwgk/zfxxgknb/index.html'},]},"
    )
    make = made(rows[2819], "/lwx/gkmlpt/index")
    posts = rows_of("柳湾县", lambda year: f"/lwx/zwgk/zfxxgknb/content/post_{year}7.html", range(2013, 2009, -1))
    led = made(posts, "/")
    make.pages |= led.pages | {"/lwx/zwgk/zfxxgknb/index.html": html(f"<ul>{items(posts)}</ul>")}
    make.reports |= led.reports
    other = made(rows[2820], "/")
    make.pages |= other.pages
    make.reports |= other.reports
    shell = html(
        f"<div id='app'></div><script>window._CONFIG = {{SID: '755031', TREE: [{tree}]}};</script>", "信息公开"
    )
    make.pages |= {make.start[0]: shell, "/lwx/gkmlpt/annualreport": shell}

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        parts, query = urlsplit(path), parse_qs(urlsplit(path).query)
        number = parts.path.rpartition("/")[2]
        if (
            not parts.path.startswith("/lwx/gkmlpt/api/all/")
            or int(number) not in rows
            or query.get("sid") != ["755031"]
        ):
            return None
        own = rows[int(number)]
        shown = page_of(own, int(query["page"][0]))
        found = [{"id": n, "title": title, "url": url, "created_at": day} for n, (title, url, day) in enumerate(shown)]
        return (
            served_json({"classify": {"id": 1, "name": "年报", "post_count": len(own)}, "articles": found})
            if shown
            else None
        )

    make.handle = handle
    return make


def jpaas() -> Make:
    """A script element names the request `build/unit`; its HTML has a pager with rows and count."""
    rows = rows_of(
        "柳湾县档案局", lambda year: f"/lwdaj/zfxxgknb/art/{year + 1}/art_0a1b2c3d4e5f60718293a4b5c6d7{year}.html"
    )
    make = made(rows, "/col/col1229743683/index.html")
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    query = "{'webId':'2096','tplSetId':'tw5f','pageType':'column','tagId':'信息列表','editType':'null','pageId':'1229743683','parseType':'bulidstatic'}"
    make.pages[make.start[0]] = html(f'<div class="list"><script url="{unit}" queryData="{query}"></script></div>')

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        parts, asked = urlsplit(path), parse_qs(urlsplit(path).query)
        if parts.path != unit or asked.get("pageId") != ["1229743683"]:
            return None
        number = json.loads(asked.get("paramJson", ['{"pageNo":1}'])[0])["pageNo"]
        pager = f'<div class="pagination" rows="4" count="{len(rows)}" pageno="{number}"></div>'
        return served_json({"success": True, "data": {"html": f"<ul>{items(page_of(rows, number))}</ul>{pager}"}})

    make.handle = handle
    return make


def hanweb_groups(first: int = 1, proxy: str = "/module/jpage/dataproxy.jsp") -> Make:
    """A datastore with `nextgroup …page=1`, which is the first group again or the second (`first`)."""
    rows = rows_of("柳湾区统计局", lambda year: f"/art/{year + 1}/1/18/art_1229214366_{year}9.html")
    make = made(rows, "/col/col1229214366/index.html")

    def store(shown: list[Row], group: str = "") -> str:
        records = "".join(f"<record><![CDATA[{items([row])}]]></record>" for row in shown)
        return f"<datastore>{group}<totalrecord>{len(rows)}</totalrecord><totalpage>3</totalpage><recordset>{records}</recordset></datastore>"

    following = f'<nextgroup><![CDATA[<a href="{proxy}?page=1&appid=1&webid=2876&path=/&columnid=1229214366&unitid=6214001&permissiontype=0"></a>]]></nextgroup>'
    make.pages[make.start[0]] = html(
        f'<div id="6214001"><script type="text/xml">{store(page_of(rows, 1), following)}</script></div>'
    )

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        parts, query = urlsplit(path), parse_qs(urlsplit(path).query)
        if parts.path != proxy or query.get("columnid") != ["1229214366"]:
            return None
        return Served(
            (
                "<?xml version='1.0' encoding='utf-8'?>" + store(page_of(rows, int(query["page"][0]) + first - 1))
            ).encode(),
            "text/xml;charset=UTF-8",
        )

    make.handle = handle
    return make


def hanweb_codes() -> Make:
    """Columns of one address, told by `?number=D001`; a frame has the catalogue's tree, `search.jsp` the rows."""
    rows = rows_of("柳湾区教育局", lambda year: f"/art/{year + 1}/1/18/art_1229300001_{year}7.html")
    make = made(rows, "/col/col1229300001/index.html?number=D001")
    make.pages[make.start[0]] = html(
        '<iframe src="/module/xxgk/tree.jsp?standardXxgk=1&area=001008&divid=div12"></iframe>'
    )

    def handle(method: str, path: str, fields: dict[str, str]) -> Served | None:
        parts, query = urlsplit(path), parse_qs(urlsplit(path).query)
        if (
            parts.path != "/module/xxgk/search.jsp"
            or query.get("infotypeId") != ["D001"]
            or query.get("area") != ["001008"]
        ):
            return None
        number = int(query["currpage"][0])
        cells = "".join(
            f"<tr class='tr_main_value_odd'><td><a href='{url}' title='{title}'>{title}</a></td><td>{day}</td></tr>"
            for title, url, day in page_of(rows, number)
        )
        return html(f"<table>{cells}</table><div>第{number}页/共3页 共{len(rows)}条</div>")

    make.handle = handle
    return make


def vsb_pictures() -> Make:
    """A home page whose pictures lead to `xxgknb.htm`; pages count down."""
    rows = rows_of("柳湾县林业局", lambda year: f"/info/1154/{year}6.htm")
    make = made(rows, "/xxgk/index.htm")
    make.pages[make.start[0]] = html(
        '<div><a href="../xxgk1/xxgkzn.htm"><img src="a.png"></a><a href="../xxgk1/xxgknb.htm"><img src="b.png"></a></div>',
        "信息公开",
    )
    for at, name, following in (
        (1, "xxgknb.htm", "xxgknb/2.htm"),
        (2, "xxgknb/2.htm", "1.htm"),
        (3, "xxgknb/1.htm", ""),
    ):
        link = f'<a href="{following}">下页</a>' if following else "<span>下页</span>"
        make.pages[f"/xxgk1/{name}"] = html(f"<ul>{items(page_of(rows, at))}</ul><div>共{len(rows)}条 {link}</div>")
    return make
