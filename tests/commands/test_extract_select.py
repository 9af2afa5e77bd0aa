"""`scrapy extract PAGE --select PART=SELECTOR`: the reading with and without, before it goes into the registry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.scrapy_command import scrapy
from tests.replicas.server import ReplicaServer, Served

URL = "http://www.panshi.gov.cn/xxgk/ndbg/201902/t20190227_1.html"
TEXT = "<p>一、概述</p><p>我镇主动公开政府信息12条，未收到政府信息公开申请，未发生行政复议。</p>" * 3
PAGE = f"""<html><head><meta charset="utf-8"><title>松山镇2018年政府信息公开工作年度报告</title></head><body>
<h1>松山镇2018年政府信息公开工作年度报告</h1><h2>磐石市松山镇2017年度政府信息公开报告</h2>
<div>发布日期：2019-02-27</div><div id="zoom">{TEXT}</div><div id="other"><p>别的文字</p></div>
<ul><li><a href="a/t20190227_2.html">松山镇2017年年度报告</a></li>
<li><a href="a/7.html">7</a></li></ul></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_it_shows_what_differs_and_no_records(page: Path) -> None:
    done = scrapy("extract", str(page), "--url", URL, "--select", "title=h2", "--select", "body=#other")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == f"{page}: with title='h2' body='#other'"
    assert "  title: 松山镇2018年政府信息公开工作年度报告 → 磐石市松山镇2017年度政府信息公开报告" in lines
    assert "  rules.text: known_container → selector" in lines
    # Long text by its length and its ends.
    (text,) = (line for line in lines if line.startswith("  text: "))
    assert text.startswith("  text: 119 characters, 一、概述⏎我镇主动公开政府")
    assert text.endswith("未发生行政复议。 → 别的文字")
    assert not [line for line in lines if "published" in line or line.startswith("{")]


def test_rows_and_next_are_shown_as_a_listing(page: Path) -> None:
    done = scrapy("extract", str(page), "--url", URL, "--select", "rows=li", "--select", "next=li a::attr(href)")
    assert "  entries: 1 → 2" in done.stdout
    assert "松山镇2017年年度报告 http://www.panshi.gov.cn/xxgk/ndbg/201902/a/t20190227_2.html" in done.stdout
    assert "/a/t20190227_2.html (selector)" in done.stdout


def test_what_matches_nothing_and_what_makes_no_difference_is_said(page: Path) -> None:
    done = scrapy("extract", str(page), str(page), "--select", "body=#no", "--site", "panshi")
    assert done.returncode == 0
    assert done.stdout == f"{page}: with body='#no'\n  nothing differs\n  body='#no' matched nothing\n" * 2


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--select", "body=div["), 2, "--select body has 'div[', which is no CSS selector"),
        (("--select", "#zoom"), 2, "--select #zoom: write PART=SELECTOR, such as --select body='#zoom'"),
        (("--select", "text=#zoom"), 2, "--select has text, which is no part of a page"),
        (("--select", "body=#a", "--select", "body=#b"), 2, "--select body is given twice"),
        (("--select", "body=#a", "--diff"), 2, "--diff and --write go with archives"),
        (("--select", "body=#a", "data/samples/panshi.warc.gz"), 2, "not with archives"),
        (("--select", "body=#a", "none.html"), 2, "none.html: there is no such file"),
    ],
)
def test_wrong_arguments(page: Path, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    done = scrapy("extract", str(page), *arguments)
    assert done.returncode == code
    assert sentence in done.stderr


def test_a_page_of_the_web_is_fetched_once_and_read_twice(web: ReplicaServer) -> None:
    web.pages.update({"/1.html": Served(PAGE.encode()), "/robots.txt": Served(b"", "text/plain")})
    settings = ("-s", "ALLOW_PRIVATE_HOSTS=1", "-s", "DOWNLOAD_DELAY=0")
    done = scrapy("extract", f"{web.url}/1.html", "--select", "body=#other", *settings)
    assert done.returncode == 0, done.stderr
    assert "→ 别的文字" in done.stdout
    assert sorted(web.paths()) == ["/1.html", "/robots.txt"]
    done = scrapy("extract", f"{web.url}/2.html", "--select", "body=#other", "-s", "RETRY_TIMES=0", *settings)
    assert done.returncode == 1
    assert "/2.html" in done.stderr
    assert done.stdout == ""


def test_the_selectors_of_the_entry_hold_on_both_sides(page: Path, tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    entry = (
        '[[site]]\nkey = "a"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "trs"\n'
        'hosts = ["www.panshi.gov.cn"]\n'
        f'start = ["http://www.panshi.gov.cn/"]\nselect = {{ title = "h2", body = {json.dumps("#zoom")} }}\n'
    )
    (tmp_path / "sites" / "22-jilin.toml").write_text(entry, encoding="utf-8")
    done = scrapy("extract", str(page), "--url", URL, "--select", "title=h1", "-s", f"SITES_DIR={tmp_path / 'sites'}")
    assert done.returncode == 0, done.stderr
    assert "  title: 磐石市松山镇2017年度政府信息公开报告 → 松山镇2018年政府信息公开工作年度报告" in done.stdout
    assert "  rules.title:" not in done.stdout
    assert "  text:" not in done.stdout
