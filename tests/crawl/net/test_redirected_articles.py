"""Articles that lead to another page: each is an outcome of its own address, and none is a record of the target."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.sites.same_page import same_page
from tests.crawl.generic_site import TOWNS, GenericSite, bare, column, framed, report, title_of
from tests.replicas.server import ReplicaServer, Served


def _to(target: str, status: int = 302) -> Served:
    return Served(b"<html>moved</html>", status=status, headers={"Location": target})


def _refresh(target: str) -> Served:
    return Served(f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head></html>'.encode())


def _script(code: str) -> Served:
    return Served(f"<html><body><script>{code}</script></body></html>".encode())


# Answers of articles, the outcome of their address, and what the sentence names.
LED = {
    "home": (_to("/"), "redirected", "/, the home page"),
    "home, for good": (_to("/", 301), "redirected", "/, the home page"),
    "home by index": (_to("/index.html", 307), "redirected", "/index.html, the home page"),
    "home by refresh": (_refresh("/"), "redirected", "/, the home page"),
    "home by script": (_script('window.location.href="/";'), "redirected", "/, the home page"),
    "home by replace": (_script("location.replace('/index.html')"), "redirected", "/index.html, the home page"),
    "column": (_to("/nb/"), "redirected", "/nb/, a listing"),
    "login": (_to("/sso/login?back=1"), "login", "/sso/login?back=1, a login"),
    "missing": (_to("/404.html"), "gone", "/404.html, a page for what is missing"),
    "error": (_to("/common/error.jsp"), "notice", "/common/error.jsp, an error page"),
    "a list that nobody knew": (_to("/dt/list-1.html"), "redirected", "which has nothing of the report"),
    "a list, again": (_to("/dt/list-1.html"), "redirected", "which has nothing of the report"),
    "a notice": (_to("/msg.html"), "soft_404", "says"),
}


def test_articles_that_lead_away(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = {name: f"/nb/{number}.html" for number, name in enumerate(LED, start=1)}
    rows = {path: title_of(town) for path, town in zip(paths.values(), TOWNS, strict=False)}
    web.pages["/nb/"] = column(rows | {"/nb/a.html": title_of("桃园"), "/nb/s": title_of("松坪")})
    web.pages["/"] = web.pages["/index.html"] = framed("青山县人民政府", "<ul><li><a href=/nb/>年报</a></ul>")
    entries = "".join(f'<li><a href="/dt/{number}.html">{title_of(town)}</a>' for number, town in enumerate(TOWNS))
    web.pages["/dt/list-1.html"] = framed("工作动态", f"<ul>{entries}</ul>")
    web.pages["/msg.html"] = bare("该信息已被删除")
    for name, path in paths.items():
        web.pages[path] = LED[name][0]
    # A moved article, and one whose address got a closing slash.
    web.pages["/nb/a.html"], web.pages["/new/b.html"] = _to("/new/b.html", 301), report("桃园")
    web.pages["/nb/s"], web.pages["/nb/s/"] = _to("/nb/s/", 301), report("松坪")

    first = site.night("2023-06-01")
    outcomes = site.outcomes()
    assert {name: outcomes[path] for name, path in paths.items()} == {name: LED[name][1] for name in paths}
    assert {outcomes[path] for path in ("/nb/a.html", "/new/b.html", "/nb/s", "/nb/s/")} == {"ok"}
    assert set(site.recorded()) == {"/new/b.html", "/nb/s/"}
    told = [example for failure in first["failures"].values() for example in failure["examples"]]
    assert all(any(LED[name][2] in example for example in told) for name in paths)
    assert first["failures"]["redirected"]["count"] == 9
    assert (first["outcome"], first["exit_code"]) == ("layout_changed", 7)
    assert (web.asked("/"), web.asked("/404.html"), web.asked("/sso/login?back=1")) == (0, 0, 0)

    # The nights between say the same; after three visits the leads are given up, named all the same.
    asked = web.asked(paths["home"])
    assert [site.night(f"2023-06-0{day}")["outcome"] for day in (2, 3, 4, 5)] == ["layout_changed"] * 2 + [
        "partial"
    ] * 2
    assert web.asked(paths["home"]) == asked + 2
    last = site.night("2023-06-06")
    # Nine that were led away, and the notice that says that the page was deleted.
    assert last["waiting"]["given_up"]["count"] == 10
    assert "given_up: " in last["stderr"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.gov.cn/x.html", "https://a.gov.cn/x.html", True),
        ("http://a.gov.cn/x.html", "http://www.a.gov.cn/x.html", True),
        ("http://a.gov.cn/nb", "https://www.a.gov.cn/nb/", True),
        ("http://a.gov.cn/nb/", "http://a.gov.cn/nb/index.html", True),
        ("http://a.gov.cn/x.html?id=1", "http://a.gov.cn/x.html?id=2", False),
        ("http://a.gov.cn/x.html", "http://a.gov.cn/", False),
        ("http://a.gov.cn/x.html", "http://b.gov.cn/x.html", False),
    ],
)
def test_addresses_of_one_page(one: str, other: str, same: bool) -> None:
    assert same_page(one, other, None) is same
