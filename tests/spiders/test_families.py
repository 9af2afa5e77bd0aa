# ruff: noqa: E501 - markup stands in lines as sites write it
"""Each family's spider over its replica: every report is found, nothing else is asked for, and it ends."""

from __future__ import annotations

import json

import pytest
from scrapy.exceptions import UsageError

from gaispider.crawl.meta import page_meta
from gaispider.sites.model import Site
from gaispider.spiders.base.years import parse_years
from gaispider.spiders.compilation import CompilationSpider
from gaispider.spiders.encyclopedia import EncyclopediaSpider
from gaispider.spiders.generic import GenericSpider
from gaispider.spiders.gkmlpt import GkmlptSpider
from gaispider.spiders.hanweb import HanwebSpider
from gaispider.spiders.trs import TrsSpider
from gaispider.spiders.ucap import UcapSpider
from gaispider.spiders.vsb import VsbSpider
from tests.replicas import families, ouhai, panshi
from tests.replicas.server import Served
from tests.spiders.crawl import crawl, spider_of

HOST = "http://a.gov.cn"


def site(*start: str, family: str = "trs", **facts: object) -> Site:
    begin = tuple(HOST + path for path in start)
    return Site(key="a", name="某县", family=family, file="x.toml", hosts=("a.gov.cn",), start=begin, **facts)  # type: ignore[arg-type]


def test_trs_finds_every_report_from_the_home_page() -> None:
    replica = panshi.build()
    found = crawl(spider_of(TrsSpider, site(f"{panshi.PREFIX}/")), replica.pages)
    asked = {url.removeprefix(HOST) for url in found.urls}
    assert {report.path for report in replica.reports} | set(replica.notices) | set(replica.missing) <= asked
    assert {draft.report.title for draft in found.drafts} >= {report.title for report in replica.reports}
    assert len(found.drafts) == len(replica.reports) + len(replica.notices)
    # Listings, unit pages and the home page; nothing of the other columns.
    assert not [path for path in asked if "gkzn" in path or "zfwj" in path or "ysqgk" in path]
    assert [url.removeprefix(HOST) for url in found.failed] == replica.missing


def test_trs_articles_know_what_their_listing_said() -> None:
    replica = panshi.build(panshi.PANSHI[3:4], [2018])
    found = crawl(spider_of(TrsSpider, site(f"{panshi.PREFIX}/qtdw/xhj/ndbg/")), replica.pages)
    article = next(request for request in found.requests if page_meta(request).role == "article")
    entry = page_meta(article).entry
    assert entry is not None
    assert (entry.title, entry.date) == (replica.reports[0].title, replica.reports[0].published.isoformat())
    assert entry.url.endswith("/qtdw/xhj/ndbg/")


def test_years_leave_out_what_a_listing_says_is_of_another_year() -> None:
    replica = panshi.build()
    found = crawl(spider_of(TrsSpider, site(f"{panshi.PREFIX}/"), years="2015-2016"), replica.pages)
    titles = {draft.report.title for draft in found.drafts}
    assert titles == {report.title for report in replica.reports if report.year in (2015, 2016)}
    assert found.failed == []


def test_hanweb_takes_all_groups_of_a_column_and_the_years_beside_it() -> None:
    replica = ouhai.build()
    start = ("/col/col1229463576/index.html", f"/module/xxgk/xxgkAnnualReport.jsp?area={ouhai.AREA}&fbtime={{year}}")
    entry = site(*start, family="hanweb", years=(2016, 2017))
    found = crawl(spider_of(HanwebSpider, entry), replica.pages, replica.answer)
    assert {url.removeprefix(HOST) for url in found.urls} >= set(replica.reports)
    assert len(found.drafts) == len(replica.reports)
    posts = [request for request in found.requests if request.method == "POST"]
    assert [request.url.partition("?")[2] for request in posts] == ["startrecord=21&endrecord=26&perpage=20"] * 2


def test_ucap_asks_for_the_first_page_by_name_where_the_folder_is_closed() -> None:
    pages = families.ucap()
    found = crawl(spider_of(UcapSpider, site("/hcxxxgk/hc1554/", family="ucap")), pages)
    assert found.titles == {f"某镇20{year}年政府信息公开年报" for year in range(17, 22)}
    assert [url.rsplit("/", 1)[1] for url in found.failed] == ["", "list.shtml", "xxgk_list.shtml"]


def test_vsb_follows_pages_that_count_down() -> None:
    found = crawl(spider_of(VsbSpider, site("/zfxxgk/ndbg.htm", family="vsb")), families.vsb())
    assert found.titles == {f"某乡20{year}年政府信息公开工作年度报告" for year in range(15, 21)}
    assert found.failed == []


def test_gkmlpt_reads_the_list_interface() -> None:
    found = crawl(spider_of(GkmlptSpider, site("/hyzjfazf/gkmlpt/annualreport", family="gkmlpt")), families.gkmlpt())
    assert found.titles == {"某局2019年政府信息公开年报", "某局2018年政府信息公开年报"}
    assert found.refused == ["https://mp.weixin.qq.com/s/AbCdEfGh"]


@pytest.mark.parametrize(
    ("family", "path"),
    [
        (TrsSpider, "/pub/x/qtdw/xhj/ndbg/201902/t20190227_544950.html"),
        (TrsSpider, "/zwgk/xxnb/202601/t20260128_4233432_app.shtml"),
        (TrsSpider, "/xxgk/t27948154.shtml"),
        (HanwebSpider, "/art/2018/3/30/art_1229198275_1520331.html"),
        (HanwebSpider, "/klx/zfxxgknb/art/2022/art_0123456789abcdef0123456789abcdef.html"),
        (HanwebSpider, "/module/xxgk/xxgkAnnualReport.jsp?fbtime=2010&area=11370684004265946U"),
        (UcapSpider, "/hcxxxgk/hc1554/202101/157a95c3e64f41039bb3beb14dbc7638.shtml"),
        (UcapSpider, "/mdjsrmzf/c105147/201403/c03_172058.shtml"),
        (UcapSpider, "/hegang/wszbmgkndbb/202601/85423.shtml"),
        (VsbSpider, "/info/1154/16376.htm"),
        (VsbSpider, "/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1002&wbnewsid=3456"),
        (GkmlptSpider, "/hyzjfazf/gkmlpt/content/0/240/post_240254.html"),
        (GenericSpider, "/37584/38154/40107/content_1454552.html"),
        (GenericSpider, "/gongkai/site_x/channel_6076a26b1887a377796bb38b/doc_60960f3fc91eeb7249ff41c5.html"),
        (GenericSpider, "/xxgk/bmxxgkml/xxgkndbg/20200214/i1180025.html"),
        (GenericSpider, "/zfxxgk/zfxxgknb/zj/2021n/1533676551588134914.html"),
        (GenericSpider, "/OpennessAnnualReport/year/show/341/2022.html"),
        (GenericSpider, "/public/25461/45854211.html"),
        (GenericSpider, "/year_details.aspx?dept=158&id=31175"),
        (GenericSpider, "/columns/3b1c/202301/30/0a1b2c3d-0000-4000-8000-0123456789ab.html"),
        (GenericSpider, "/doc/2011/03/31/3063029.shtml"),
        (GenericSpider, "/contents/10994/269273.html"),
        (GenericSpider, "/xxgkcontent-888888019-157227.html"),
        (GenericSpider, "/sites/wltqq/zwinfo.jsp?id=15652"),
        (GenericSpider, "/yp-zwgk/zwgk/buffersInformation/details?id=840c1039-6a20-4695-8a85-54879d359a45"),
    ],
)
def test_article_addresses_of_the_field_guide(family: type[TrsSpider], path: str) -> None:
    assert spider_of(family, site("/")).is_article(HOST + path)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("family", "path"),
    [
        (TrsSpider, "/zwgk/ndbg/index_1.html"),
        (TrsSpider, "/zwgk/ndbg/201902/"),
        (HanwebSpider, "/col/col1229463576/index.html"),
        (HanwebSpider, "/module/xxgk/search.jsp?area=1&fbtime="),
        (UcapSpider, "/hcxxxgk/c106948/dezlist_2.shtml"),
        (VsbSpider, "/zfxxgk/ndbg/3.htm"),
        (GenericSpider, "/zfxxgk/zfxxgknb/zj/2021n/"),
        (GenericSpider, "/37584/38154/index.htm"),
        (GenericSpider, "/public/column/6981?type=3"),
    ],
)
def test_listing_addresses(family: type[TrsSpider], path: str) -> None:
    assert not spider_of(family, site("/")).is_article(HOST + path)  # type: ignore[attr-defined]


def test_a_column_that_shows_the_report_itself_is_read_as_an_article() -> None:
    page = families._article("某市2023年政府信息公开工作年度报告")
    found = crawl(spider_of(GenericSpider, site("/zt/2023ndbg/", family="generic")), {"/zt/2023ndbg/": page})
    assert found.titles == {"某市2023年政府信息公开工作年度报告"}


def test_a_report_beside_other_lists_is_read_and_only_report_titles_are_followed() -> None:
    page = families._article("某市2023年政府信息公开工作年度报告")
    beside = (
        "<ul class='tj'><li><a href='/a/content_55501.html'>某市召开防汛工作会议部署</a><span>2024-01-02</span></li>"
        * 2
    )
    beside += (
        "<li><a href='/a/content_55502.html'>某市2022年政府信息公开工作年度报告</a><span>2023-01-02</span></li></ul>"
    )
    page = Served(page.body.replace(b"</body>", beside.encode() + b"</body>"))
    pages = {"/zt/2023ndbg/": page, "/a/content_55502.html": families._article("某市2022年政府信息公开工作年度报告")}
    found = crawl(spider_of(GenericSpider, site("/zt/2023ndbg/", family="generic")), pages)
    assert found.titles == {"某市2023年政府信息公开工作年度报告", "某市2022年政府信息公开工作年度报告"}
    assert found.failed == []


def test_a_year_column_of_unit_names_is_a_listing() -> None:
    rows = "".join(
        f"<li><a href='/a/content_6660{n}.html'>第{n}街道办事处信息公开情况汇总</a><span>2019-01-2{n}</span></li>"
        for n in range(1, 9)
    )
    column = Served(
        f"<html><head><title>2018年政府信息公开年报</title></head><body><h1>2018年政府信息公开年报</h1><ul>{rows}</ul></body></html>".encode()
    )
    pages = {"/gk/2018nb/": column}
    found = crawl(spider_of(GenericSpider, site("/gk/2018nb/", family="generic")), pages)
    assert len(found.failed) == 8
    assert found.drafts == []


def test_an_endless_calendar_ends() -> None:
    def answer(method: str, path: str, body: bytes) -> Served:
        number = int(path.rpartition("=")[2] or 1) if "=" in path else 1
        rows = "".join(
            f"<li><a href='/a/content_10{n}.html'>某局20{n}年年度报告</a><span>2020-01-0{n % 9 + 1}</span></li>"
            for n in range(10, 15)
        )
        return Served(
            f"<html><body><ul>{rows}</ul><a href='/ndbg/?page={number + 1}'>下一页</a></body></html>".encode()
        )

    found = crawl(spider_of(GenericSpider, site("/ndbg/", family="generic")), {}, answer)
    assert [url for url in found.urls if "page=" in url] == [f"{HOST}/ndbg/?page=2"]


def test_a_next_page_on_another_host_or_elsewhere_is_not_followed() -> None:
    rows = "<li><a href='/a/content_1018.html'>某局2018年年度报告</a><span>2019-01-01</span></li>"
    for target in ("http://b.gov.cn/ndbg/2.html", "/news/list/2.html"):
        page = Served(f"<html><body><ul>{rows}</ul><a href='{target}'>下一页</a></body></html>".encode())
        found = crawl(spider_of(GenericSpider, site("/zwgk/gk/ndbg/", family="generic")), {"/zwgk/gk/ndbg/": page})
        assert found.urls == [f"{HOST}/zwgk/gk/ndbg/", f"{HOST}/a/content_1018.html"]


def test_copies_are_read_as_given_and_their_hosts_are_the_only_ones(tmp_path: object) -> None:
    entry = Site(key="compilation", name="x", family="compilation", file="00-copies.toml")
    spider = spider_of(CompilationSpider, entry, urls="http://c.com/a,b.html,https://d.org:8080/x")
    assert spider.site.hosts == ("c.com", "d.org:8080")  # type: ignore[attr-defined]
    found = crawl(spider, {"/a,b.html": families._article("某镇2018年报"), "/x": families._article("某镇2017年报")})
    assert found.titles == {"某镇2018年报", "某镇2017年报"}
    assert {draft.report.provenance for draft in found.drafts} == {"third_party_copy"}


@pytest.mark.parametrize("urls", ["", "   ", "no-such-file.txt", "http://"])
def test_copies_without_addresses_are_refused_with_a_sentence(urls: str) -> None:
    entry = Site(key="encyclopedia", name="x", family="encyclopedia", file="00-copies.toml")
    with pytest.raises(UsageError, match="urls"):
        spider_of(EncyclopediaSpider, entry, urls=urls)


def test_years_arguments() -> None:
    assert parse_years(None) is None
    assert parse_years("2018") == range(2018, 2019)
    assert parse_years("2015-2019") == range(2015, 2020)
    assert parse_years("2015-") == range(2015, 2101)
    for wrong in ("2019-2015", "18", "2015–2019", "all"):
        with pytest.raises(UsageError, match="years="):
            parse_years(wrong)


def test_hanweb_reads_the_catalogue_that_a_frame_shows() -> None:
    frame = "/module/xxgk/tree.jsp?standardXxgk=1&area=001008003&divid=div15"
    pages = {"/xxgk/index.html": Served(f'<html><body><iframe src="{frame}"></iframe></body></html>'.encode())}

    def answer(method: str, path: str, body: bytes) -> Served | None:
        if (
            not path.startswith("/module/xxgk/search.jsp?")
            or "area=001008003&" not in path
            or "divid=div15" not in path
        ):
            return None
        number = 2 if "currpage=2" in path else 1
        rows = "".join(
            f"<tr class='tr_main_value_{kind}'><td><a href='/art/2019/1/{number}/art_15_{number}{n}01.html'>某局2018年政府信息公开年报"
            f"{number}{n}</a></td><td>2019-01-0{number}</td></tr>"
            for n, kind in enumerate(("odd", "even"))
        )
        return Served(f"<html><body><table>{rows}</table><div>共 2 页 共 4 条记录</div></body></html>".encode())

    found = crawl(spider_of(HanwebSpider, site("/xxgk/index.html", family="hanweb")), pages, answer)
    articles = [request.url for request in found.requests if page_meta(request).role == "article"]
    assert len(articles) == 4
    assert len([url for url in found.urls if "search.jsp" in url]) == 2


def test_hanweb_asks_the_unit_that_a_column_page_names_and_its_further_pages() -> None:
    fields = "{'webId':'7','pageId':'12','tagId':'当前栏目list','pageType':'column'}"
    script = f'<script src="/s/unitbuild.js" url="/api-gateway/x/front/page/build/unit" queryData="{fields}"></script>'
    pages = {"/col/col12/index.html": Served(f"<html><body><div>{script}</div></body></html>".encode())}

    def answer(method: str, path: str, body: bytes) -> Served | None:
        if not path.startswith("/api-gateway/x/front/page/build/unit?") or "pageId=12" not in path:
            return None
        number = 2 if "pageNo%22%3A2" in path else 1
        rows = "".join(
            f"<li><a href='/art/2019/1/{number}/art_12_{number}{n}01.html'>某局2018年政府信息公开年报{number}{n}</a>"
            f"<span>2019-01-0{number}</span></li>"
            for n in range(2)
        )
        html = f"<ul>{rows}</ul><div class='pagination' rows='2' count='4'></div>"
        return Served(json.dumps({"success": True, "data": {"html": html}}).encode(), content_type="application/json")

    found = crawl(spider_of(HanwebSpider, site("/col/col12/index.html", family="hanweb")), pages, answer)
    articles = [request.url for request in found.requests if page_meta(request).role == "article"]
    assert len(articles) == 4
    assert len([url for url in found.urls if "/build/unit" in url]) == 2


def test_a_list_in_a_frame_is_read() -> None:
    rows = "".join(
        f"<li><a href='/nb/t2019011{n}_1.html'>某局201{n}年政府信息公开年报</a><span>2019-01-1{n}</span></li>"
        for n in range(3)
    )
    pages = {
        "/nb/": Served(b"<html><body><iframe src='/nb/list.html'></iframe></body></html>"),
        "/nb/list.html": Served(f"<html><body><ul>{rows}</ul></body></html>".encode()),
    }
    found = crawl(spider_of(GenericSpider, site("/nb/", family="generic")), pages)
    assert len([request for request in found.requests if page_meta(request).role == "article"]) == 3
