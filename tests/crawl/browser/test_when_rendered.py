"""When a page is rendered, what a rendered page may ask for, and what is said where no browser is installed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from gaispider.crawl.browser.chromium import NoBrowserError, find_chromium, render_settings
from gaispider.crawl.browser.rendering import missing_content
from gaispider.crawl.browser.subresources import Subresources
from gaispider.crawl.meta import PageMeta
from gaispider.crawl.run.part_counters import RenderCounters
from gaispider.page.selectors import Select
from gaispider.sites.model import Site
from tests.crawl.browser.render_crawl import RenderedProject
from tests.crawl.scrapy_process import ROOT
from tests.replicas import scripted
from tests.replicas.server import ReplicaServer


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> RenderedProject:
    web.pages.update(scripted.scripted((2020, 2019)))
    web.answer = scripted.answer
    return RenderedProject(tmp_path, web)


_SCRIPT = "<script>load()</script>"


@pytest.mark.parametrize(
    ("role", "body", "lack"),
    [
        ("article", f"<h1>2019年度报告</h1><a href=/>首页</a>{_SCRIPT}", "empty_article"),
        ("article", f"<h1>2019年度报告</h1><a href=/>首页</a><p>全年主动公开政府信息158条。</p>{_SCRIPT}", None),
        ("article", f"<h1>2019年度报告</h1><a href=/>首页</a><div id=zoom><img src=1.jpg></div>{_SCRIPT}", None),
        ("article", "<h1>2019年度报告</h1><a href=/>首页</a>", None),
        ("listing", f"<a href=/>首页</a><div id=list></div>{_SCRIPT}", "empty_listing"),
        ("listing", "<a href=/>首页</a><div id=list></div>", None),
        ("listing", f"<ul><li><a href=/1.html>某镇2019年政府信息公开年度报告</a>2020-01-20</li></ul>{_SCRIPT}", None),
        ("listing", f"<div id=app>加载中</div>{_SCRIPT}", "shell"),
        (None, f"<a href=/>首页</a><div id=list></div>{_SCRIPT}", None),
    ],
)
def test_what_a_page_lacks(role: str | None, body: str, lack: str | None) -> None:
    page = f"<html><head><meta charset=utf-8><title>年报</title></head><body>{body}</body></html>".encode()
    response = HtmlResponse("http://xxgk.example.gov.cn/a/", body=page, headers={"Content-Type": "text/html"})
    assert missing_content(response, PageMeta(role, in_column=True)) == lack


def test_what_the_site_selects_is_not_lacking() -> None:
    page = (
        f"<html><meta charset=utf-8><a href=/>首页</a><div id=list><b><a href=/7.html>7</a></b></div>{_SCRIPT}".encode()
    )
    response = HtmlResponse("http://xxgk.example.gov.cn/a/", body=page, headers={"Content-Type": "text/html"})
    meta = PageMeta("listing", in_column=True)
    assert missing_content(response, meta) == "empty_listing"
    assert missing_content(response, meta, Select(rows="#list b")) is None


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://xxgk.example.gov.cn/api/list", True),
        ("https://xxgk.example.gov.cn/static/app.js", True),
        ("http://cdn.example.com/vue.js", False),
        ("http://xxgk.example.gov.cn:8080/api", False),
        ("http://127.0.0.1/", False),
        ("http://10.0.0.7/api/list", False),
        ("http://169.254.169.254/latest/meta-data/", False),
        ("http://2130706433/", False),
        ("http://[::1]/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_what_a_page_may_ask_for(url: str, allowed: bool) -> None:
    # A private address stays closed even where an entry names it.
    hosts = ("xxgk.example.gov.cn", "10.0.0.7", "127.0.0.1")
    site = Site(key="a", name="a", family="generic", file="", hosts=hosts)
    crawler = get_crawler(settings_dict={"ALLOW_PRIVATE_HOSTS": False, "RENDER_TIMEOUT": 1})
    counters = RenderCounters()
    assert Subresources(crawler, site, counters, set()).is_allowed(url) is allowed
    assert counters.refused.total() == (0 if allowed else 1)


def test_a_shell_that_is_not_rendered_names_its_cure(web: ReplicaServer, site: RenderedProject) -> None:
    site.render = "false"
    done = site.crawl()
    assert done.returncode == 7
    assert site.summaries()[-1]["outcome"] == "layout_changed"
    assert 'render = "auto"' in done.stderr


@pytest.mark.parametrize("render", ["true", '"auto"'])
def test_a_browser_that_is_not_there_is_said_before_anything_is_asked(
    web: ReplicaServer, site: RenderedProject, render: str
) -> None:
    site.render = render
    done = site.crawl("-s", "CHROMIUM=/nowhere/chromium")
    assert done.returncode == 2
    assert "CHROMIUM=/nowhere/chromium: there is no program" in done.stderr
    assert not web.log


def test_no_browser_installed_is_a_sentence_with_its_cure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBrowserError, match="install Chromium, or name its path"):
        find_chromium()


def test_only_a_site_that_needs_a_browser_fails_without_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    settings = Settings({"CHROMIUM": "", "ARCHIVE_REPLAY": ""})
    site = Site(key="a", name="a", family="generic", file="")
    assert render_settings(site, settings) == {}
    assert render_settings(replace(site, render="auto"), settings) == {}
    for render in (True, ("/details",)):
        with pytest.raises(NoBrowserError):
            render_settings(replace(site, render=render), settings)
    replay = Settings({"CHROMIUM": "", "ARCHIVE_REPLAY": "a.warc.gz"})
    assert render_settings(replace(site, render=True), replay) == {}


def test_a_crawl_without_rendering_imports_no_browser() -> None:
    code = (
        "import sys, gaispider.settings, gaispider.crawl.browser.rendering, gaispider.crawl.loader\n"
        "sys.exit(any('playwright' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
