"""Redirects and refreshes that lead to no address of the web, or to one that has no end; and Crawl-delay."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from time import monotonic

import pytest

from tests.crawl.crawl_project import Project, article, articles, listing, title
from tests.replicas.faulty import redirects
from tests.replicas.server import ReplicaServer, Served

TARGETS = ("javascript:void(0)", "mailto:a@panshi.gov.cn", "about:blank", "data:text/html,x", "http://[::1")


def _refresh(target: str, name: str) -> Served:
    page = article(name)
    tag = f'<meta http-equiv="refresh" content="0; url={target}">'.encode()
    return Served(page.body.replace(b"<head>", b"<head>" + tag, 1))


def test_targets_that_are_no_address(web: ReplicaServer, tmp_path: Path) -> None:
    web.pages.update(articles(1))
    expected = {}
    for number, target in enumerate(TARGETS, start=2):
        web.faults[f"/location{number}"] = redirects(target)
        web.pages[f"/refresh{number}"] = _refresh(target, title(number))
        expected |= {f"/location{number}": "http_3xx", f"/refresh{number}": "ok"}
    web.pages["/"] = listing("".join(f'<a class="article" href="{path}"></a>' for path in ("/1.html", *expected)))
    project = Project(tmp_path, web)
    done = project.crawl()
    assert done.returncode == 3, done.stderr
    with sqlite3.connect(project.store / "state.sqlite") as state:
        found = dict(state.execute("SELECT url, outcome FROM pages"))
    state.close()
    assert {url.removeprefix(web.url): outcome for url, outcome in found.items()} == expected | {
        "/": "ok",
        "/1.html": "ok",
    }
    assert project.titles() == sorted(title(number) for number in range(1, 2 + len(TARGETS)))
    assert set(project.summaries()[0]["failures"]) == {"http_3xx"}


@pytest.mark.parametrize("refresh", [False, True])
def test_redirects_that_grow_end(web: ReplicaServer, tmp_path: Path, refresh: bool) -> None:
    # Five steps are allowed, so the second is over the length only.
    far = "/trap?s=" + "x" * 600
    web.pages.update(articles(1))
    web.pages["/"] = listing('<a class="article" href="/1.html"></a><a class="article" href="/trap"></a>')

    def longer(_method: str, path: str, _body: bytes) -> Served | None:
        if not path.startswith("/trap"):
            return None
        target = far if path == "/trap" else path + "x" * 600
        return _refresh(target, title(2)) if refresh else Served(b"moved", status=302, headers={"Location": target})

    web.answer = longer
    project = Project(tmp_path, web)
    assert project.crawl().returncode == 3
    assert [path for path in web.paths() if path.startswith("/trap")] == ["/trap", far]
    assert project.summaries()[0]["failures"]["long_url"]["count"] == 1


def test_crawl_delay_of_our_group_is_obeyed_up_to_a_bound(web: ReplicaServer, tmp_path: Path) -> None:
    web.pages.update(articles(2))
    rules = b"User-agent: *\nCrawl-delay: 0.1\n\nUser-agent: gaispider\nCrawl-delay: 500\n"
    web.pages["/robots.txt"] = Served(rules, content_type="text/plain")
    heard: list[float] = []
    web.heard = lambda _number: heard.append(monotonic())
    project = Project(tmp_path, web)
    done = project.crawl("-s", "CRAWL_DELAY_MAX=1.5")
    assert done.returncode == 0, done.stderr
    assert f"robots.txt of {web.host.partition(':')[0]} asks for 500 s between requests" in done.stderr
    assert len(heard) == 4
    # A lower bound holds on every machine: robots.txt, listing and two articles have three pauses between them.
    assert heard[-1] - heard[0] > 3 * 1.5 * 0.9
