"""Start pages and report columns that lead to another page: said, and never read as if they were what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.crawl.run.outcome import Counters, decide
from gaispider.sites.model import Site
from gaispider.sites.same_page import is_home, keeps_listing, leads_home
from tests.crawl.generic_site import TOWNS, GenericSite, bare, column, framed, report, title_of
from tests.replicas.server import ReplicaServer, Served


def _to(target: str) -> Served:
    return Served(b"<html>moved</html>", status=302, headers={"Location": target})


def test_listings_that_lead_elsewhere_are_told_and_not_taken_for_what_was_asked_for(
    web: ReplicaServer, tmp_path: Path
) -> None:
    starts = ["/a/nb/", "/b/nb", "/c/nb/", "/d/nb/", "/e/nb/", "/f/nb/", "/g/nb/", "/hub/"]
    site = GenericSite(tmp_path, web, start=[f"{web.url}{start}" for start in starts])
    rows = {town: {f"/r/{number}.html": title_of(town)} for number, town in enumerate(TOWNS[:6])}
    for town, row in rows.items():
        web.pages[next(iter(row))] = report(town)
    # The home page names reports of its own, which are no column's.
    home = "".join(f'<li><a href="/x/{number}.html">{title_of(town)}</a>' for number, town in enumerate(TOWNS))
    web.pages["/"] = framed("青山县人民政府", f"<ul>{home}</ul>")
    web.pages |= {"/a/nb/": _to("/"), "/b/nb": _to("/b/nb/"), "/c/nb/": _to("/c/nb/index.html")}
    web.pages |= {
        "/d/nb/": _to("/web/d/nb/"),
        "/e/nb/": _to("/other/"),
        "/f/nb/": _to("/news/"),
        "/g/nb/": _to("/gone/"),
    }
    web.pages |= {"/b/nb/": column(rows[TOWNS[0]]), "/c/nb/index.html": column(rows[TOWNS[1]])}
    web.pages |= {"/web/d/nb/": column(rows[TOWNS[2]]), "/gone/": bare("本栏目已迁移，请访问新网站。")}
    web.pages["/other/"] = column(rows[TOWNS[3]] | {"/other/1.html": "关于开展安全检查的通知"})
    web.pages["/news/"] = column({f"/news/{number}.html": f"我县召开第{number}次工作会议" for number in range(6)})
    # A hub: one column that is there, one that leads home, and an office whose page does.
    menu = {"/h/ndbg/": "政府信息公开年报", "/i/ndbg/": "信息公开年度报告", "/hub/jyj/": "教育局"}
    web.pages["/hub/"] = framed("信息公开", "".join(f"<a href={path}>{name}</a>" for path, name in menu.items()))
    # A second page that is another listing's.
    pager = '<div><a href="/c/nb/index_1.html">下一页</a></div></body>'.encode()
    web.pages["/c/nb/index.html"] = Served(web.pages["/c/nb/index.html"].body.replace(b"</body>", pager))
    web.pages["/c/nb/index_1.html"] = _to("/news/")
    # Its menu has the column of reports on another host, its foot those of twenty other offices.
    own = {"/hub/zn/": "公开指南", "/hub/ysq/": "依申请公开", "http://nb.qingshan.test/ndbg/": "年度报告"}
    friends = {f"http://www.city{number}.test/ndbg/": "政府信息公开年报" for number in range(20)}
    boxes = (own, friends, {"http://xxgk.dajiang.test/ndbg/": "政府信息公开年报"})
    lists = (f"<ul>{''.join(f'<li><a href={url}>{name}</a></li>' for url, name in box.items())}</ul>" for box in boxes)
    web.pages["/hub/"] = Served(web.pages["/hub/"].body.replace(b"</body>", "<p>.</p>".join(lists).encode()))
    web.pages |= {"/h/ndbg/": column(rows[TOWNS[4]]), "/i/ndbg/": _to("/index.html"), "/hub/jyj/": _to("/")}

    night = site.night("2023-06-01")
    assert (night["outcome"], night["exit_code"]) == ("incomplete", 9), night["stderr"]
    moved = {gap["url"].removeprefix(web.url): gap for gap in night["unseen"]["moved"]}
    assert {url: (gap["target"].removeprefix(web.url), gap["start"], gap["reports"]) for url, gap in moved.items()} == {
        "/a/nb/": ("/", True, None),
        "/e/nb/": ("/other/", True, 1),
        "/f/nb/": ("/news/", True, None),
        "/i/ndbg/": ("/index.html", False, None),
        "/c/nb/index_1.html": ("/news/", False, None),
    }
    assert f'"{web.url}/other/"' in moved["/e/nb/"]["fact"] and f'"{web.url}/e/nb/"' not in moved["/e/nb/"]["fact"]
    assert f'"{web.url}/news/"' in moved["/f/nb/"]["fact"]
    assert '"…"' in moved["/a/nb/"]["fact"] and f'"{web.url}/a/nb/"' not in moved["/a/nb/"]["fact"]
    assert all(gap["fact"] in night["stderr"] for gap in moved.values())
    # Of the columns on other hosts, one is the site's own; of one nobody knows.
    [foreign] = night["unseen"]["hosts"]
    assert (foreign["host"], foreign["columns"], foreign["accepted"]) == ("nb.qingshan.test", 1, None)
    assert f'{foreign["facts"][0]}; if not: accept."nb.qingshan.test"' in night["stderr"]
    assert "1 report column linked on nb.qingshan.test" in night["stderr"]
    notes = [line for line in night["stderr"].splitlines() if "note: " in line]
    assert [("xxgk.dajiang.test" in note, "hosts = [" in note) for note in notes] == [(True, True)]
    owners = [linked["own"] for linked in night["unseen"]["columns"]]
    assert (owners.count(True), owners.count(None), owners.count(False)) == (1, 1, 20)
    # Each has an outcome of its own; nothing of the home page or the news was asked for.
    outcomes = site.outcomes()
    assert {outcomes[url] for url in (*moved, "/g/nb/", "/hub/jyj/")} == {"moved"}
    assert {outcomes[url] for url in ("/b/nb", "/c/nb/", "/d/nb/", "/h/ndbg/", "/other/")} == {"ok"}
    assert (web.asked("/"), web.asked("/x/1.html"), web.asked("/news/1.html"), web.asked("/other/1.html")) == (0,) * 4
    assert set(site.recorded()) == {path for town in TOWNS[:5] for path in rows[town]}
    # The notice is told by the address that was asked for.
    assert any(f"{web.url}/g/nb/" in example for example in night["failures"]["moved"]["examples"])

    gaps = ("nb.qingshan.test", "xxgk.dajiang.test", *(f"{web.url}{url}" for url in moved))
    site.further = "".join(
        f'accept."{gap}" = {{ missing = 1, on = 2023-06-02, reason = "looked at" }}\n' for gap in gaps
    )
    web.pages["/g/nb/"] = column(rows[TOWNS[5]])
    night = site.night("2023-06-02")
    assert (night["outcome"], night["exit_code"]) == ("ok", 0), night["stderr"]
    assert night["stderr"].count("known gap: ") == 6
    assert "note: " not in night["stderr"]


def test_a_site_whose_start_pages_all_lead_elsewhere_is_changed() -> None:
    counters = Counters(answered=0, starts=1)
    counters.fail("moved", "http://a/nb/ leads to http://a/, the home page", start=True)
    counters.told["moved"] += 1
    problems = [("incomplete", "http://a/nb/ leads to http://a/, the home page; …")]
    assert decide(counters, records=0, expected=1, problems=problems).word == "layout_changed"


@pytest.mark.parametrize(
    ("asked", "target", "keeps", "home"),
    [
        ("http://a.cn/nb/", "https://a.cn/nb/", True, False),
        ("http://a.cn/nb", "http://www.a.cn/nb/index.html", True, False),
        ("http://a.cn/nb/", "http://a.cn/nb/2023/", True, False),
        ("http://a.cn/nb", "http://a.cn/nb/list.html", True, False),
        ("http://a.cn/zwgk/nb/", "http://a.cn/web/zwgk/nb/", True, False),
        ("http://a.cn/zwgk/nb/", "http://b.cn/zwgk/nb/", True, False),
        ("http://a.cn/", "http://a.cn/web/index.html", True, False),
        ("http://a.cn/", "http://b.cn/", True, False),
        ("http://a.cn/nb/", "http://a.cn/", False, True),
        ("http://a.cn/nb/", "https://www.a.cn/index.html", False, True),
        ("http://b.cn/jyj/nb/", "http://b.cn/jyj/", False, True),
        ("http://b.cn/jyj/list.html", "http://b.cn/jyj/", False, False),
        ("http://a.cn/jyj/nb/", "http://a.cn/czj/nb/", False, False),
        ("http://a.cn/jyj/nb/", "http://a.cn/nb/", False, False),
        ("http://a.cn/nb/", "http://a.cn/nbx/", False, False),
        ("http://a.cn/list.jsp?id=1", "http://a.cn/list.jsp?id=2", False, False),
        ("http://a.cn/list.jsp?id=1", "http://a.cn/web/list.jsp?id=1", True, False),
        ("http://a.cn/list.jsp?id=1", "http://a.cn/list.jsp?id=1&page=1", True, False),
        ("http://a.cn/list.jsp?id=1&page=2", "http://a.cn/list.jsp?id=1", False, False),
        ("http://a.cn/ZWGK/NB/", "http://a.cn/zwgk/nb/", True, False),
        ("http://a.cn/", "http://b.cn/jyj/x/", False, False),
    ],
)
def test_what_a_redirect_leaves_of_a_listing(asked: str, target: str, keeps: bool, home: bool) -> None:
    site = Site("a", "青山县人民政府", "generic", "22.toml", hosts=("a.cn", "www.a.cn", "b.cn/jyj"))
    assert keeps_listing(asked, target, site) is keeps
    assert leads_home(asked, target, site) is home
    assert is_home(target, site) is (home or target in ("http://b.cn/", "http://b.cn/jyj/"))
