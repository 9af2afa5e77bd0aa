"""Notices with status 200 in place of reports and listings, and what looks like them but is a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gaispider.archive.reader import entries
from tests.crawl.generic_site import TOWNS, GenericSite, bare, column, framed, report, title_of
from tests.crawl.scrapy_process import Scrapy
from tests.replicas.server import ReplicaServer, Served

# Pages that a site may give in place of a report, and the cause that the run names.
STAND_INS: dict[str, tuple[Served, str]] = {
    "busy": (bare("系统繁忙，请稍后再试"), "notice"),
    "busy, Traditional": (bare("系統忙碌中，請稍後再試"), "notice"),
    "gateway": (bare("<h1>502 Bad Gateway</h1><hr>nginx", "502 Bad Gateway"), "notice"),
    "firewall": (bare("Request Rejected. Your support ID is: 81123", "Request Rejected"), "blocked"),
    "script": (bare("请开启JavaScript并刷新该页."), "blocked"),
    "session": (bare("会话已过期，请重新登录"), "notice"),
    "database": (bare("数据库连接失败：Too many connections"), "notice"),
    "maintenance": (framed("青山县人民政府", "<p>网站正在维护，敬请期待。</p>"), "notice"),
    "deleted": (bare("该信息已被删除或尚未审核", title_of("双林")), "soft_404"),
    "deleted under its title": (framed("提示", f"<h1>{title_of('龙泉')}</h1><p>该文章已下架</p>"), "soft_404"),
    "exception": (bare("java.sql.SQLException " + "at cms.Page.show(Page.java) " * 60, "HTTP Status 500"), "notice"),
    "parked": (bare("该域名已过期，请联系注册商续费"), "notice"),
    "unknown words": (bare("小编正在喝茶，片刻就回来哦"), "notice"),
    "unknown words, the same twice": (framed("青山县人民政府", "<p>哎呀，小编喝茶去啦</p>"), "notice"),
    "data of an error": (Served('{"state": 9, "info": "签名不符", "result": null}'.encode(), "text/html"), "notice"),
    "nothing in data": (Served(b"{}", "application/json"), "notice"),
    "XML of an error": (Served("<?xml version='1.0'?><r><info>签名不符</info></r>".encode(), "text/xml"), "notice"),
    "a sentence": (Served("签名不符".encode(), "text/plain; charset=utf-8"), "notice"),
    "empty template": (framed("青山县人民政府", "<div class=article></div>"), "notice"),
}  # fmt: skip
# Pages that look like notices, and are what was asked for.
GENUINE: dict[str, Served] = {
    "a name with 404": framed(title_of("松山404"), f"<h1>{title_of('松山404')}</h1><p>全年主动公开政府信息12条。</p>"),
    "about network security": framed(
        title_of("云峰"),
        f"<h1>{title_of('云峰')}</h1><p>全年主动公开政府信息58条。对提示“系统繁忙，请稍后再试”“您的访问请求被拦截”"
        "“502 Bad Gateway”的网站故障3次进行了处置。</p>",
    ),
    "nothing to tell": framed(title_of("古城"), f"<h1>{title_of('古城')}</h1><p>无</p>"),
    "a picture": framed(title_of("平川"), f"<h1>{title_of('平川')}</h1><img src=/scan.jpg>"),
    "a file": framed(title_of("永安"), f"<h1>{title_of('永安')}</h1><a href=/a.pdf>详见附件</a>"),
}


def _notices() -> dict[str, str]:
    """A path for every notice; two have the same body."""
    paths = {name: f"/nb/{number}.html" for number, name in enumerate(STAND_INS, start=1)}
    return {**paths, "again": "/nb/99.html"}


def _towns(paths: dict[str, str]) -> dict[str, str]:
    return dict(zip(paths, TOWNS, strict=False)) | {"deleted": "双林", "deleted under its title": "龙泉"}


def _reread(site: GenericSite, archive: Path) -> list[str]:
    arguments = ["extract", str(archive), "--site", "plain", "-s", f"SITES_DIR={site.write_registry()}"]
    done = Scrapy([*arguments, "-s", f"STORE_DIR={site.folder / 'store'}"]).wait()
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line)["url"].removeprefix(site.web.url) for line in done.stdout.splitlines()]


def test_a_notice_in_place_of_a_report_replaces_nothing(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = _notices()
    towns = _towns(paths)
    genuine = {name: f"/nb/g{number}.html" for number, name in enumerate(GENUINE)}
    rows = {path: title_of(towns[name]) for name, path in paths.items()}
    own = dict(zip(genuine, ("松山404", "云峰", "古城", "平川", "永安"), strict=True))
    web.pages["/nb/"] = column(rows | {path: title_of(own[name]) for name, path in genuine.items()})
    web.pages["/a.pdf"] = Served(b"%PDF-1.4\n%%EOF\n", "application/pdf")
    web.pages["/scan.jpg"] = Served(b"\xff\xd8\xff\xe0 a scan", "image/jpeg")
    for name, path in paths.items():
        web.pages[path] = report(towns[name])
    for name, path in genuine.items():
        web.pages[path] = report(own[name])
    first = site.night("2023-06-01")
    assert (first["outcome"], first["counts"]["new"]) == ("ok", len(paths) + len(genuine))
    before = site.recorded()

    for name, path in paths.items():
        web.pages[path] = STAND_INS["unknown words, the same twice" if name == "again" else name][0]
    for name, path in genuine.items():
        web.pages[path] = GENUINE[name]
    second = site.night("2023-06-02", "-a", "full=1")
    outcomes = site.outcomes()
    assert {name: outcomes[path] for name, path in paths.items()} == {
        name: STAND_INS[name][1] if name != "again" else "notice" for name in paths
    }
    assert {name: outcomes[path] for name, path in genuine.items()} == dict.fromkeys(genuine, "ok")
    after = site.recorded()
    assert {path: after[path] for path in paths.values()} == {path: before[path] for path in paths.values()}
    assert second["counts"]["changed"] == len(genuine)
    assert (second["outcome"], second["exit_code"]) == ("unreachable", 6)
    assert f"notice: {second['failures']['notice']['count']} of " in "; ".join(second["reasons"])
    assert "a notice that says" in second["stderr"]

    # The bytes are kept, and whoever reads the archive again comes to the same.
    archive = sorted((site.store / "archive").glob("*.warc.gz"))[-1]
    answers = [entry.url.removeprefix(web.url) for entry in entries(archive) if entry.type == "response"]
    assert set(paths.values()) <= set(answers)
    assert sorted(_reread(site, archive)) == sorted(genuine.values())
    for part in site.store.glob("state.sqlite*"):
        part.unlink()

    # All are asked for the next night, and are read when they are back.
    for name, path in paths.items():
        web.pages[path] = report(towns[name])
    third = site.night("2023-06-03")
    assert (third["outcome"], third["exit_code"], third["failures"]) == ("unchanged", 0, {})
    assert set(site.outcomes().values()) == {"ok"}


def test_a_notice_that_was_never_a_report_makes_no_record(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = _notices()
    towns = _towns(paths)
    rows = {path: title_of(towns[name]) for name, path in paths.items()}
    web.pages["/nb/"] = column(rows | {"/nb/g.html": title_of("古城")})
    for name, path in paths.items():
        web.pages[path] = STAND_INS["unknown words, the same twice" if name == "again" else name][0]
    web.pages["/nb/g.html"] = report("古城")
    night = site.night("2023-06-01")
    assert list(site.recorded()) == ["/nb/g.html"]
    outcomes = site.outcomes()
    assert [name for name, path in paths.items() if outcomes[path] == "ok"] == []
    assert night["exit_code"] in (5, 6)


@pytest.mark.parametrize(
    "notice",
    [
        bare("系统繁忙，请稍后再试"),
        bare("请开启JavaScript并刷新该页."),
        bare("网站正在维护，敬请期待"),
        bare("小编正在喝茶，片刻就回来哦"),
        framed("青山县人民政府", "<a href=/nb/>政府信息公开年报</a><p>服务器开小差了，请重新加载</p>"),
    ],
)
def test_a_notice_in_place_of_a_listing_is_no_changed_layout(
    web: ReplicaServer, tmp_path: Path, notice: Served
) -> None:
    site = GenericSite(tmp_path, web)
    site.serve(TOWNS[:9])
    assert site.night("2023-06-01")["outcome"] == "ok"
    web.pages["/nb/"] = notice
    night = site.night("2023-06-02")
    assert night["outcome"] in ("unreachable", "blocked")
    assert night["counts"]["vanished"] == 0
    site.serve(TOWNS[:9])
    assert site.night("2023-06-03")["outcome"] == "unchanged"


def test_a_listing_that_says_that_it_is_not_there_is_believed_the_third_night(
    web: ReplicaServer, tmp_path: Path
) -> None:
    site = GenericSite(tmp_path, web)
    site.serve(TOWNS[:4])
    site.night("2023-06-01")
    web.pages["/nb/"] = bare("您访问的页面不存在或已被删除")
    nights = [site.night(f"2023-06-0{day}") for day in (2, 3, 4)]
    assert [night["outcome"] for night in nights] == ["unreachable", "unreachable", "layout_changed"]
    assert list(nights[2]["failures"]) == ["soft_404"]
