"""Sites of scripts alone, in a real Chromium that has no network but the crawl."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from warcio.checker import Checker

from gaispider.archive.reader import entries, verify
from gaispider.crawl.browser.chromium import NoBrowserError, find_chromium
from gaispider.files import body_digest
from gaispider.maintenance.reread import Archive, article_offsets, reread
from gaispider.sites.registry import load_sites
from tests.crawl.browser.render_crawl import RenderedProject, sound
from tests.crawl.crawl_project import article, listing
from tests.crawl.scrapy_process import Scrapy
from tests.replicas import scripted
from tests.replicas.server import ReplicaServer, Served


def _missing() -> bool:
    try:
        find_chromium()
    except NoBrowserError:
        return True
    return False


browser = pytest.mark.skipif(_missing(), reason="no Chromium is installed on this machine")


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> RenderedProject:
    web.pages.update(scripted.scripted((2020, 2019)))
    web.answer = scripted.answer
    return RenderedProject(tmp_path, web)


@browser
def test_a_scripted_site_from_the_wire_to_the_record_and_back(
    web: ReplicaServer, site: RenderedProject, tmp_path: Path
) -> None:
    sound(site.crawl())
    assert site.titles() == [scripted.title(2019), scripted.title(2020)]
    told = site.rendering()
    assert (told["pages"], told["failed"], told["unsettled"], told["refused"]) == ({"registry": 3}, {}, 0, {})

    # The browser asked for what it needs and for no image; scripts once; all under the crawl's name.
    asked = [entry.path for entry in web.log]
    assert asked.count("/static/app.js") == asked.count("/static/app.css") == 1
    assert asked.count("/api/article") == 2
    assert not {"/logo.png", "/background.png", "/favicon.ico"} & set(asked)
    assert {entry.headers["User-Agent"].split("/")[0] for entry in web.log} == {"gaispider"}
    interface = next(entry for entry in web.log if entry.path == "/api/article")
    assert {name.lower(): value for name, value in interface.headers.items()}["x-app"] == "site"

    # Raw answer and DOM lie side by side, and the record names the DOM's.
    (path,) = (site.store / "archive").glob("*.warc.gz")
    assert verify(path).problem is None
    assert not Checker(_CheckOptions(str(path))).process_all()
    kept = {entry.record_id: entry for entry in entries(path)}
    for line in site.lines():
        dom = kept[line["capture"]["record_id"]]
        raw = kept[dom.refers_to or ""]
        assert (dom.type, raw.type, dom.url, raw.url) == ("conversion", "response", line["url"], line["url"])
        assert raw.body == scripted.SHELL.encode()
        assert line["capture"]["digest"] == body_digest(dom.body)
        assert line["title"] in dom.body.decode()
        assert [warning["code"] for warning in line["warnings"]] == []
    data = [entry for entry in kept.values() if entry.type == "response" and "/api/" in entry.url]
    assert {kept[entry.concurrent_to or ""].url.partition("?")[0] for entry in data} == {
        f"{web.url}/",
        f"{web.url}/details",
    }
    assert not [entry.url for entry in kept.values() if "/static/" in entry.url]

    # Read again from the archive, each record is what it was.
    archive = Archive(path, load_sites(site.write_registry())["plain"], "live")
    offsets, problem = article_offsets(archive, {line["capture"]["record_id"] for line in site.lines()})
    again = {report.id: report for offset in offsets for report in reread(archive, offset)}
    assert problem is None
    for line in site.lines():
        assert (again[line["id"]].text, again[line["id"]].capture.fetched_at) == (
            line["text"],
            line["capture"]["fetched_at"],
        )
    assert len(again) == 2

    # A replay asks nobody, the browser included.
    web.log.clear()
    replay = sound(site.crawl("-s", f"ARCHIVE_REPLAY={path}", "-s", "CHROMIUM=/nowhere/chromium"))
    assert "2 new" in replay.stderr
    assert not web.log

    # The next crawl renders the listing, whose shell never changes, and nothing else.
    sound(site.crawl())
    assert site.rendering()["pages"] == {"registry": 1}
    assert {entry.path for entry in web.log if entry.status == 200} == {
        "/robots.txt",
        "/static/app.js",
        "/static/app.css",
        "/api/list?size=20",
    }
    assert site.summaries()[-1]["outcome"] == "unchanged"


@browser
def test_pages_that_break_out(web: ReplicaServer, tmp_path: Path) -> None:
    """Each comes to rest, so that none waits for its time to be over."""
    with ReplicaServer({"/": Served(b"{}"), "/x.js": Served(b"show('x')")}) as foreign:
        urls = {
            "leaves": f"fetch('{foreign.url}/').catch(function(){{ show('外站2019年度报告'); }});"
            f"navigator.sendBeacon('{foreign.url}/'); new WebSocket('ws://{foreign.host}/');"
            f"new WebSocket('ws://{web.host}/socket');"
            f"var s = document.createElement('script'); s.src = '{foreign.url}/x.js'; document.head.append(s);"
            f"var f = document.createElement('iframe'); f.src = '{foreign.url}/'; document.body.append(f);"
            "fetch('/away').catch(function(){}); fetch('/private/data').catch(function(){});",
            "opens": "window.open('/new'); alert('通知'); confirm('是否'); var a = document.createElement('a');"
            "a.target = '_blank'; a.href = '/new'; document.body.append(a); a.click();"
            "var d = document.createElement('a'); d.href = '/file.zip'; d.download = 'f'; document.body.append(d);"
            "d.click(); show('弹窗2019年度报告');",
            "jumps": "location.href = '/landed.html';",
            "challenges": "document.cookie = 'k=1'; location.reload();",
            "moves": "show('路由2019年度报告'); setTimeout(function(){ location.reload(); }, 50);"
            "setTimeout(function(){ history.replaceState(0, '', '/deep/down'); }, 100);",
        }
        web.pages |= {f"/s/{name}.html": scripted.page(script) for name, script in urls.items()}
        web.pages["/"] = listing(
            "".join(f'<a class="article" href="/s/{name}.html">{name}</a>' for name in urls)
            + '<a class="article" href="/plain.html">plain</a>'
        )
        web.pages["/robots.txt"] = Served(b"User-agent: *\nDisallow: /private/\n", "text/plain")
        web.pages["/plain.html"] = article("静态2019年度报告")
        web.pages["/landed.html"] = article("转到2019年度报告")
        web.pages["/away"] = Served(b"", status=302, headers={"Location": f"{foreign.url}/"})
        project = RenderedProject(tmp_path, web, render='["/s/"]', family="plain")
        done = project.crawl("-s", "RENDER_TIMEOUT=120", "-s", "RENDER_PAGES=3")
        assert not foreign.log

    assert project.titles() == sorted(f"{name}2019年度报告" for name in ("外站", "弹窗", "静态", "转到", "路由"))
    asked = set(web.paths())
    assert not {"/new", "/file.zip", "/private/data", "/socket"} & asked
    # No cookie challenge is solved; the rest is read.
    assert done.returncode == 3, done.stderr
    failures = project.summaries()[-1]["failures"]
    assert {cause: [found["count"], *found["examples"]] for cause, found in failures.items()} == {
        "blocked": [
            1,
            f"{web.url}/s/challenges.html: blocked: a script that sets a cookie and loads the page again, and no text",
        ],
    }
    told = project.rendering()
    assert told["pages"] == {"registry": len(urls) - 1}
    assert told["unsettled"] == 0
    (path,) = (project.store / "archive").glob("*.warc.gz")
    doms = {entry.url: entry.body for entry in entries(path) if entry.type == "conversion"}
    assert f'<base href="{web.url}/deep/down">'.encode() in doms[f"{web.url}/s/moves.html"]
    assert told["contexts_closed"] >= 1
    refused = told["refused"]
    assert refused["127.0.0.1: not a host of the site"] >= 3
    assert refused["127.0.0.1: foreign_host"] == 1
    assert refused["127.0.0.1: robots"] == 1
    assert refused["WebSocket"] == 2
    assert refused["dialog"] == 2
    assert refused["the page loads itself again"] >= 1


@browser
def test_pages_that_never_rest(web: ReplicaServer, tmp_path: Path) -> None:
    """What a page shows when its time is over is taken; one that never returns or shows nothing fails by itself."""
    tick = "setInterval(function(){ fetch('/tick?' + Math.random()); }, 30);"
    scripts = {
        "polls": f"show('轮询2019年度报告'); {tick}",
        "spins": tick,
        "hangs": "show('死循环2019年度报告'); setTimeout(function(){ while (true) {} }, 100);",
    }
    web.pages |= {f"/s/{name}.html": scripted.page(script) for name, script in scripts.items()}
    web.pages["/"] = listing("".join(f'<a class="article" href="/s/{name}.html">{name}</a>' for name in scripts))
    web.answer = lambda method, path, body: Served(b"{}") if path.startswith("/tick") else None
    project = RenderedProject(tmp_path, web, render='["/s/"]', family="plain")
    # Wide, since on a busy machine a page needs many seconds before it shows anything.
    done = project.crawl("-s", "RENDER_TIMEOUT=16")
    assert done.returncode == 3, done.stderr
    assert project.titles() == ["轮询2019年度报告"]
    failures = project.summaries()[-1]["failures"]
    assert {cause: [found["count"], *found["examples"]] for cause, found in failures.items()} == {
        "not_rendered": [1, f"{web.url}/s/hangs.html: not rendered: its scripts do not come to an end"],
        "shell": [1, f"{web.url}/s/spins.html: shell: scripts only: no text, link, image or data"],
    }
    assert project.rendering()["unsettled"] == 1


@browser
def test_auto_renders_what_shows_nothing_and_keeps_what_gains_nothing(web: ReplicaServer, tmp_path: Path) -> None:
    web.pages |= {
        "/": listing("".join(f'<a class="article" href="/{name}.html">{name}</a>' for name in ("a", "b", "c", "d"))),
        "/a.html": article("静态2019年度报告"),
        "/b.html": scripted.page("show('脚本2018年度报告')"),
        # A frame of navigation around an article that never comes, and one that does.
        "/c.html": scripted.page("1", '<h1>无文2017年度报告</h1><a href="/">首页</a><div id="zoom"></div>'),
        "/d.html": scripted.page("show('正文2016年度报告')", '<a href="/">首页</a><div id="zoom"></div>'),
    }
    # Browsers believe what a page says of its charset, even where it is wrong.
    web.pages["/b.html"].body = web.pages["/b.html"].body.replace(b'"utf-8"', b'"gb2312"')
    project = RenderedProject(tmp_path, web, render='"auto"', family="plain")
    done = sound(project.crawl())
    assert project.titles() == sorted(f"{name}年度报告" for name in ("静态2019", "脚本2018", "无文2017", "正文2016"))
    told = project.rendering()
    assert told["pages"] == {"shell": 1, "empty_article": 1}
    assert told["in_vain"] == {"empty_article": 1}
    assert "rendered: 2 pages" in done.stderr
    (path,) = (project.store / "archive").glob("*.warc.gz")
    assert sorted(entry.url[-6] for entry in entries(path) if entry.type == "conversion") == ["b", "d"]


@browser
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_crawl_is_ended(web: ReplicaServer, site: RenderedProject, number: int) -> None:
    reached, release = Event(), Event()

    def held(method: str, path: str, body: bytes) -> Served | None:
        if path == "/api/article":
            reached.set()
            release.wait(300)
        return scripted.answer(method, path, body)

    web.answer = held
    crawl: Scrapy = site.begin()
    assert reached.wait(300)
    family = [os.pidfd_open(pid) for pid in _descendants(crawl.pid)]
    assert len(family) >= 3
    os.kill(crawl.pid, number)
    release.set()
    done = crawl.wait()
    assert done.returncode == (128 + number if number == signal.SIGTERM else -number), done.stderr
    for descriptor in family:
        # Readable when its process has ended.
        assert select.select([descriptor], [], [], 15)[0], "a process of the browser outlived the crawl"
        os.close(descriptor)


class _CheckOptions:
    def __init__(self, path: str) -> None:
        self.inputs = [path]
        self.verbose = False


def _descendants(pid: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            child = int(path.parent.name)
            yield child
            yield from _descendants(child)
