"""Large pages are read in a process that can be killed: the same values, and no page that stops the crawl."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Request
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from gaispider.archive.reader import entries
from gaispider.crawl import large_pages
from gaispider.crawl.large_pages import LargePages
from gaispider.crawl.meta import PageMeta, page_meta, request_meta
from gaispider.crawl.net.causes import NotReadError
from gaispider.crawl.run.interruption import INTERRUPTED
from gaispider.sites.model import Site
from gaispider.spiders.generic import GenericSpider
from tests import worker_jobs
from tests.crawl.scrapy_process import Scrapy
from tests.crawl.whole_site import ALLOW_ALL, WholeSite, column, report, row
from tests.replicas.server import ReplicaServer

_UNITS = ("柳湾镇", "石桥镇", "东岭乡")
_LINE = "<p>本年度主动公开政府信息126条，受理申请2件。</p><table><tr><td>行政许可</td><td>12</td></tr></table>"
# What a run writes of itself, and no page.
_OF_THE_RUN = ("read_at", "capture")


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> WholeSite:
    web.pages["/robots.txt"] = ALLOW_ALL
    links = "".join(row(f"/art/{n}.html", f"{unit}2018年政府信息公开工作年度报告") for n, unit in enumerate(_UNITS))
    pager = '<div><a href="/gk/ndbg/index_1.html">下一页</a></div>'
    web.pages["/gk/ndbg/"] = column(links, after=pager)
    web.pages["/gk/ndbg/index_1.html"] = column(row("/art/9.html", "西沟乡2018年政府信息公开工作年度报告"))
    for number, unit in [*enumerate(_UNITS), (9, "西沟乡")]:
        web.pages[f"/art/{number}.html"] = report(unit, 2018, "gb2312")
    return WholeSite(tmp_path / "here", web, start=[f"{web.url}/gk/ndbg/"])


def _records(site: WholeSite) -> list[dict[str, Any]]:
    return sorted(
        ({name: value for name, value in line.items() if name not in _OF_THE_RUN} for line in site.lines()),
        key=lambda line: str(line["id"]),
    )


def test_what_is_read_apart_has_the_same_values(site: WholeSite, web: ReplicaServer, tmp_path: Path) -> None:
    web.pages["/art/1.html"] = report("石桥镇", 2018, "gb2312", middle=_LINE * 300)
    assert site.crawl("-s", "LARGE_PAGE_KB=100000").returncode == 0
    apart = WholeSite(tmp_path / "apart", web, start=site.start)
    done = apart.crawl("-s", "LARGE_PAGE_KB=0", "-s", "LOG_LEVEL=DEBUG")
    assert done.returncode == 0, done.stderr
    assert len(_records(site)) == 4
    assert _records(apart) == _records(site)


def test_a_page_without_end_costs_itself_and_no_other(site: WholeSite, web: ReplicaServer) -> None:
    web.pages["/art/1.html"] = report("石桥镇", 2018, "gb2312", middle=_LINE * 3000)
    # No machine reads so much in a hundredth of a second.
    done = site.crawl("-s", "LARGE_PAGE_KB=64", "-s", "READING_SECONDS=0.01")
    assert done.returncode == 3, done.stderr
    assert "/art/1.html could not be read to its end: timeout: not done after 0.01 s" in done.stderr
    assert len(_records(site)) == 3
    with sqlite3.connect(site.store / "state.sqlite") as state:
        assert dict(state.execute("SELECT url, outcome FROM pages"))[f"{web.url}/art/1.html"] == "not_read"
    state.close()
    summary = json.loads(next((site.store / "runs").glob("*.json")).read_text("utf-8"))
    assert summary["failures"]["not_read"]["count"] == 1
    (archive,) = (site.store / "archive").glob("*.warc.gz")
    kept = [entry.body for entry in entries(archive) if entry.type == "response" and entry.url.endswith("/art/1.html")]
    assert kept == [web.pages["/art/1.html"].body]
    # With time enough the next run reads it.
    assert site.crawl("-a", "full=1", "-s", "LARGE_PAGE_KB=64", "-s", "READING_SECONDS=600").returncode == 0
    assert len({line["id"] for line in site.lines()}) == 4


def _read_without_end() -> None:
    """Prepares a crawl's process: the reading of a large page says that it has begun, and never ends."""
    large_pages.read_apart = worker_jobs.reader_that_says_it_has_begun


def test_a_signal_ends_the_reading_of_a_large_page(site: WholeSite, web: ReplicaServer) -> None:
    web.pages["/art/1.html"] = report("石桥镇", 2018, "gb2312", middle=_LINE * 1000)
    large = ("-s", "LARGE_PAGE_KB=64")
    process = Scrapy(site.command(*large, "-s", "READING_SECONDS=45"), _read_without_end)
    process.wait_for_stderr("reading in process")
    os.kill(process.pid, signal.SIGTERM)
    done = process.wait()
    assert done.returncode == 128 + signal.SIGTERM, done.stderr
    assert "/art/1.html could not be read to its end: the run was ended while it was read" in done.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(int(re.findall(r"reading in process (\d+)", done.stderr)[0]), 0)
    # The answer is archived, and nothing else is known of the page: the next run asks for it, on the same night.
    with sqlite3.connect(site.store / "state.sqlite") as state:
        assert f"{web.url}/art/1.html" not in dict(state.execute("SELECT url, outcome FROM pages"))
    state.close()
    assert not any("石桥镇" in line["title"] for line in site.lines())
    assert site.summaries()[0]["failures"]["not_read"]["count"] == 1
    assert site.crawl(*large).returncode == 0
    assert len({line["id"] for line in site.lines()}) == 4


@pytest.mark.parametrize(
    ("reader", "settings", "told"),
    [
        (worker_jobs.killed_reader, {}, "crash: the process was ended by signal 9"),
        (worker_jobs.endless_reader, {"READING_SECONDS": 0.5}, "timeout: not done after 0.5 s"),
        (worker_jobs.greedy_reader, {"READING_MEMORY_MB": 64}, "memory: more than its share of memory"),
        (worker_jobs.failing_reader, {}, None),
    ],
)
def test_readings_that_do_not_come_to_an_end(
    monkeypatch: pytest.MonkeyPatch, reader: Any, settings: dict[str, float], told: str | None
) -> None:
    monkeypatch.setattr(large_pages, "read_apart", reader)
    spider = GenericSpider(name="plain")
    spider.site = Site("plain", "磐石市", "generic", "22.toml", hosts=("www.panshi.gov.cn",))
    values = Settings({"LARGE_PAGE_KB": 1, "READING_SECONDS": 300, "READING_MEMORY_MB": 1024, **settings})
    crawler: Any = SimpleNamespace(settings=values, signals=SignalManager(), spider=spider)
    middleware = LargePages.from_crawler(crawler)
    request = Request("http://www.panshi.gov.cn/1.html", meta=request_meta(PageMeta("article")))
    response = HtmlResponse(request.url, body=b"<p>" + b" " * 2000, request=request)
    try:
        if told is None:
            # An exception is met again in the callback, which logs it as any other.
            assert asyncio.run(middleware.process_response(request, response)) is response
            assert page_meta(request).read_apart is None
            return
        with pytest.raises(NotReadError) as raised:
            asyncio.run(middleware.process_response(request, response))
        assert str(raised.value) == f"{request.url}: {told}"
    finally:
        middleware.close()


def test_a_stop_ends_the_page_that_is_read_and_those_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_pages, "read_apart", worker_jobs.endless_reader)
    spider = GenericSpider(name="plain")
    spider.site = Site("plain", "磐石市", "generic", "22.toml", hosts=("www.panshi.gov.cn",))
    values = Settings({"LARGE_PAGE_KB": 1, "READING_SECONDS": 300, "READING_MEMORY_MB": 1024})
    crawler: Any = SimpleNamespace(settings=values, signals=SignalManager(), spider=spider)
    middleware = LargePages.from_crawler(crawler)

    async def read(number: int) -> BaseException | None:
        request = Request(f"http://www.panshi.gov.cn/{number}.html", meta=request_meta(PageMeta("article")))
        response = HtmlResponse(request.url, body=b"<p>" + b" " * 2000, request=request)
        try:
            await middleware.process_response(request, response)
        except NotReadError as error:
            return error
        return None

    async def stopped() -> list[BaseException | None]:
        reading = [asyncio.ensure_future(read(number)) for number in range(3)]
        await asyncio.sleep(0)
        crawler.signals.send_catch_log(INTERRUPTED)
        return [*await asyncio.gather(*reading), await read(3)]

    told = [str(error) for error in asyncio.run(stopped())]
    assert all("the run was ended" in sentence for sentence in told), told
    assert len(told) == 4
    middleware.close()
