"""Answers that break HTTP as browsers put up with it are read; what is really cut is not."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.archive.reader import entries, verify
from gaispider.crawl.net.clients.second_client import Sent, WireError, exchange
from tests.crawl.crawl_project import Project, article, articles, listing, title
from tests.replicas import odd_http
from tests.replicas.server import ReplicaServer, Served

_BODY = article(title(1), "主动公开政府信息158条。" * 200).body


@pytest.fixture(scope="module")
def odd() -> Iterator[ReplicaServer]:
    with ReplicaServer({}) as server:
        for table in (odd_http.READ, odd_http.CUT):
            server.faults |= {f"/{number}": odd_http.says(raw(_BODY)) for number, raw in _numbered(table)}
        yield server


def _numbered(table):  # type: ignore[no-untyped-def]
    names = [*odd_http.READ, *odd_http.CUT]
    return [(names.index(name), raw) for name, raw in table.items()]


def _ask(server: ReplicaServer, name: str, **limits: int) -> bytes:
    number = [*odd_http.READ, *odd_http.CUT].index(name)
    sent = Sent(
        url=f"http://panshi.example:{server.port}/{number}",
        address="127.0.0.1",
        method="GET",
        headers=[(b"Connection", b"close")],
        body=b"",
        timeout=300,
        max_size=limits.get("max_size", 1 << 20),
    )
    return exchange(sent, None, threading.Event()).body


# These two are read by the first client, and not by the second.
_FIRST = {"header line without a colon"}


@pytest.mark.parametrize("name", sorted(set(odd_http.READ) - _FIRST))
def test_the_second_client_reads(odd: ReplicaServer, name: str) -> None:
    raw = odd_http.READ[name](_BODY)
    body = _ask(odd, name)
    assert body == _BODY or (b"gzip" in raw and raw.endswith(body) and len(body) > 30)


@pytest.mark.parametrize("name", odd_http.CUT)
def test_the_second_client_refuses_what_is_cut(odd: ReplicaServer, name: str) -> None:
    with pytest.raises(WireError) as raised:
        _ask(odd, name)
    assert raised.value.fault in ("cut", "connection")


def test_the_second_client_has_a_size_limit(odd: ReplicaServer) -> None:
    for name in ("bare LF", "chunk sizes padded with blanks", "HTTP/1.0 without a length"):
        with pytest.raises(WireError) as raised:
            _ask(odd, name, max_size=1000)
        assert raised.value.fault == "too_large"


def test_a_crawl_reads_what_browsers_read(web: ReplicaServer, tmp_path: Path) -> None:
    web.pages.update(articles(1))
    expected = {"/": "ok", "/1.html": "ok"}
    bodies = {}
    for number, (name, raw) in enumerate([*odd_http.READ.items(), *odd_http.CUT.items()], start=2):
        bodies[f"/{number}"] = article(title(number), "主动公开政府信息158条。" * 200).body
        web.faults[f"/{number}"] = odd_http.says(raw(bodies[f"/{number}"]))
        expected[f"/{number}"] = "ok" if name in odd_http.READ else "connection"
    web.pages["/"] = listing("".join(f'<a class="article" href="{path}"></a>' for path in ["/1.html", *bodies]))
    project = Project(tmp_path, web)
    done = project.crawl("-s", "RETRY_TIMES=0")
    assert done.returncode == 3, done.stderr
    with sqlite3.connect(project.store / "state.sqlite") as state:
        found = {url.removeprefix(web.url): outcome for url, outcome in state.execute("SELECT url, outcome FROM pages")}
    state.close()
    assert found == expected
    assert project.titles() == sorted(title(number) for number in range(1, 2 + len(odd_http.READ)))
    (archive,) = (project.store / "archive").glob("*.warc.gz")
    assert verify(archive).problem is None
    padded = next(entry for entry in entries(archive) if entry.type == "response" and entry.url == f"{web.url}/4")
    assert padded.body == bodies["/4"]
    # The archive says what came, and gives the same records again.
    replayed = project.crawl("-s", f"ARCHIVE_REPLAY={archive}")
    assert replayed.returncode in (0, 3), replayed.stderr
    lines = [path.read_text("utf-8").count('"title"') for path in (tmp_path / "replay").rglob("*.jsonl")]
    assert sum(lines) == len(project.titles())


def test_a_site_that_breaks_every_answer_is_read_whole(web: ReplicaServer, tmp_path: Path) -> None:
    pages = articles(3)
    broken = odd_http.READ["blank before a header's colon"]
    web.faults |= {path: odd_http.says(broken(page.body)) for path, page in pages.items()}
    web.faults["/robots.txt"] = odd_http.says(broken(b"User-agent: *\nDisallow: /3.html\n"))
    project = Project(tmp_path, web)
    done = project.crawl("-s", "RETRY_TIMES=0")
    assert done.returncode == 0, done.stderr
    assert project.titles() == [title(1), title(2)]
    assert web.asked("/3.html") == 0
    # The host is known after robots.txt: nothing else is asked for twice.
    assert [web.asked(path) for path in ("/robots.txt", "/", "/1.html", "/2.html")] == [2, 1, 1, 1]


def test_a_host_that_is_none_of_ours_is_not_asked_by_the_second_client(web: ReplicaServer, tmp_path: Path) -> None:
    web.pages.update(articles(1))
    moved = b"HTTP/1.1 302 Moved\r\nX-By : ASP\r\nLocation: http://127.0.0.2:%d/secret\r\n\r\n" % web.port
    web.faults["/2.html"] = odd_http.says(moved)
    web.pages["/secret"] = Served(b"<h1>secret</h1>")
    web.pages["/"] = listing('<a class="article" href="/1.html"></a><a class="article" href="/2.html"></a>')
    project = Project(tmp_path, web)
    done = project.crawl()
    assert done.returncode in (0, 3, 9), done.stderr
    assert web.asked("/2.html") == 2
    assert web.asked("/secret") == 0
    assert project.titles() == [title(1)]
