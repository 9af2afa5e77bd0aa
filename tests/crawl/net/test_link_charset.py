"""Links with characters in their query, on a page in GB2312, at a server that knows names in GB2312 only."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.crawl.whole_site import ALLOW_ALL, WholeSite, column, report, row
from tests.replicas.server import ReplicaServer, Served

UNITS = ("柳湾镇", "石桥镇", "东岭乡")
FILE = b"%PDF-1.4\n" + bytes(range(256)) * 4


def _address(unit: str, charset: str) -> str:
    return f"/show.asp?unit={quote(unit.encode(charset))}&year=2018"


def _column(charset: str) -> Served:
    links = "".join(row(f"/show.asp?unit={unit}&year=2018", f"{unit}2018年政府信息公开工作年度报告") for unit in UNITS)
    return column(links, charset)


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> WholeSite:
    web.pages["/robots.txt"] = ALLOW_ALL
    web.pages["/gk/ndbg/"] = _column("gb2312")
    return WholeSite(tmp_path, web, start=[f"{web.url}/gk/ndbg/"])


def test_names_go_out_in_the_charset_of_the_page(site: WholeSite, web: ReplicaServer) -> None:
    file = f"/down.asp?name={quote('统计表'.encode('gbk'))}.pdf"
    more = '<p>附件：<a href="/down.asp?name=统计表.pdf">统计表.pdf</a></p>'
    for unit in UNITS:
        web.pages[_address(unit, "gbk")] = report(unit, 2018, "gb2312", middle=more)
    web.pages[file] = Served(FILE, content_type="application/pdf")
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert {entry.path for entry in web.log if entry.status != 200} == set()
    assert site.titles() == sorted(f"{unit}2018年政府信息公开工作年度报告" for unit in UNITS)
    assert {attachment["url"] for line in site.lines() for attachment in line["attachments"]} == {web.url + file}
    assert all(line["attachments"][0]["digest"] for line in site.lines())


def test_reports_that_were_read_by_another_spelling_keep_their_ids(site: WholeSite, web: ReplicaServer) -> None:
    # The first night stands for an older version, which spelled every query in UTF-8.
    web.pages["/gk/ndbg/"] = _column("utf-8")
    for unit in UNITS[:2]:
        web.pages[_address(unit, "utf-8")] = report(unit, 2018, "gb2312")
    web.pages[_address(UNITS[2], "utf-8")] = Served(b"<html><body><h1>404</h1></body></html>", status=404)
    assert site.crawl().returncode == 0
    before = {line["id"]: line["title"] for line in site.lines()}
    assert len(before) == 2
    web.pages["/gk/ndbg/"] = _column("gb2312")
    for unit in UNITS:
        web.pages[_address(unit, "gbk")] = report(unit, 2018, "gb2312")
    web.log.clear()
    assert site.crawl("-a", "full=1").returncode == 0
    assert set(web.paths()) >= {_address(UNITS[0], "utf-8"), _address(UNITS[1], "utf-8"), _address(UNITS[2], "gbk")}
    assert not {_address(UNITS[0], "gbk"), _address(UNITS[1], "gbk"), _address(UNITS[2], "utf-8")} & set(web.paths())
    after = {line["id"]: line["title"] for line in site.lines()}
    assert before.items() < after.items()
    assert len(after) == 3
