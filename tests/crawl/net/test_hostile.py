"""Servers that fail, lie or attack: what the crawl does with each is what docs/faults.md says, and the rest is read."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.archive.reader import verify
from gaispider.crawl.net.truncation import is_truncated
from tests.crawl.crawl_project import Project, article, articles, listing, title
from tests.crawl.scrapy_process import ROOT, Done
from tests.replicas import faulty
from tests.replicas.server import Fault, ReplicaServer, Served

_BODY = article(title(99), "主动公开政府信息158条。" * 200).body
_NOISE = bytes(range(255, -1, -1)) * 40
# Seconds without an answer. Only what hangs has to wait for its end; the others have what a busy machine may need.
_PATIENT, _SHORT = 120, 6
_HANGS = frozenset(("stall", "stall within the body", "slow drip"))
# Faults by the name that docs/faults.md gives them.
_FAULTS: dict[str, Fault] = {
    "reset": Fault(reset=True),
    "reset within the body": Fault(script=faulty.resets_within(_BODY)),
    "stall": Fault(script=faulty.stalls),
    "stall within the body": Fault(script=faulty.stalls_within(_BODY)),
    "slow drip": Fault(script=faulty.drips),
    "Content-Length too long": Fault(script=faulty.declares(len(_BODY) + 100, _BODY)),
    "Content-Length too short": Fault(script=faulty.declares(len(_BODY) - 9, _BODY)),
    "truncated gzip": faulty.cut_gzip(_BODY),
    "gzip that is none": Fault(200, {"Content-Encoding": "gzip"}, _NOISE),
    "brotli that is none": Fault(200, {"Content-Encoding": "br"}, _NOISE),
    "gzip bomb": faulty.bomb(200),
    "200 MB body": Fault(script=faulty.sends(200)),
    "body without end": Fault(script=faulty.never_ends),
    "flood of headers": Fault(script=faulty.flood_of_headers),
    "header line without end": Fault(script=faulty.long_header),
    "no HTTP": Fault(script=faulty.garbage),
    "empty answer": Fault(200),
    "redirect loop": faulty.redirects("/fault"),
    "cookie loop": faulty.redirects("/fault", Set_Cookie="seen=1"),
    "redirect to a foreign host": faulty.redirects("http://www.example.com/1.html"),
    "redirect to a private address": faulty.redirects("http://169.254.169.254/latest/meta-data/"),
    "redirect to a file": faulty.redirects("file:///etc/passwd"),
    "server error": Fault(503),
    "server error with Retry-After": Fault(503, {"Retry-After": "0"}),
    "part of a page": Fault(206, {"Content-Range": "bytes 0-99/900"}, _BODY),
    "too many requests": Fault(429, {"Retry-After": "0"}),
    "notice with status 200": Fault(200, {}, "<html><body>系统繁忙，请稍后再试</body></html>".encode()),
    "NUL bytes": Fault(200, {}, _BODY.replace("主动".encode(), b"\0\0\0")),
    "wrong content type": Fault(200, {"Content-Type": "image/png"}, _BODY),
    "wrong charset": Fault(200, {"Content-Type": "text/html; charset=iso-8859-1"}, _BODY),
}
# KiB: some 112 MiB of program, and twice the largest body that is taken (64 MiB).
_PEAK = 240 << 10


def _documented() -> dict[str, str]:
    """Fault and cause word of each row of the table."""
    text = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([^|]+?) \| [^|]+ \| `([a-z_0-9]+)` \|$", text, re.MULTILINE))


def test_every_fault_is_documented() -> None:
    assert set(_FAULTS) <= set(_documented())


@pytest.fixture(scope="module")
def server() -> Iterator[ReplicaServer]:
    pages = articles(3)
    links = ("/1.html", "/fault", "/2.html", "/3.html")
    pages["/"] = listing("".join(f'<a class="article" href="{link}"></a>' for link in links))
    with ReplicaServer(pages) as web:
        yield web


def _crawl(project: Project, *, hangs: bool) -> Done:
    return project.crawl(
        "-s", f"DOWNLOAD_TIMEOUT={_SHORT if hangs else _PATIENT}", "-s", f"RETRY_TIMES={0 if hangs else 1}"
    )


def _outcomes(project: Project) -> dict[str, str]:
    with sqlite3.connect(project.store / "state.sqlite") as state:
        found = dict(state.execute("SELECT url, outcome FROM pages"))
    state.close()
    return {url.removeprefix(project.web.url): outcome for url, outcome in found.items()}


@pytest.mark.parametrize("name", _FAULTS)
def test_a_fault_costs_its_page_and_no_other(server: ReplicaServer, tmp_path: Path, name: str) -> None:
    project = Project(tmp_path, server)
    server.faults["/fault"] = _FAULTS[name]
    done = _crawl(project, hangs=name in _HANGS)
    cause = _documented()[name]
    # A report that its site sends to another host will not come by itself.
    assert done.returncode == {"ok": 0, "foreign_host": 9}.get(cause, 3), done.stderr
    assert _outcomes(project)["/fault"] == cause
    assert set(project.titles()) >= {title(1), title(2), title(3)}
    assert len(project.titles()) == (4 if cause == "ok" else 3)
    assert 0 < done.peak < _PEAK
    (archive,) = (project.store / "archive").glob("*.warc.gz")
    assert verify(archive).problem is None
    # The page is had again when the server is well.
    server.faults.clear()
    server.pages["/fault"] = Served(_BODY)
    assert project.crawl("-a", "full=1").returncode == 0
    assert title(99) in project.titles()


@pytest.mark.parametrize(
    ("answer", "word", "code"),
    [
        (Fault(404), "ok", 0),
        (Fault(403), "ok", 0),
        (Fault(500), "unreachable", 6),
        (Fault(reset=True), "unreachable", 6),
        (Fault(script=faulty.stalls), "unreachable", 6),
        (faulty.redirects("/rules"), "ok", 0),
        (faulty.redirects("/robots.txt"), "ok", 0),
        (faulty.redirects("http://www.example.com/robots.txt"), "ok", 0),
        (Fault(200, {}, b"<html>404</html>"), "ok", 0),
        (Fault(200, {}, b"\xff\xfe\0\0 no rules"), "ok", 0),
    ],
)
def test_robots_txt_by_rfc_9309(server: ReplicaServer, tmp_path: Path, answer: Fault, word: str, code: int) -> None:
    project = Project(tmp_path, server)
    server.faults.clear()
    server.faults["/robots.txt"] = answer
    server.pages["/rules"] = Served(b"User-agent: *\nDisallow: /3.html\n", content_type="text/plain")
    server.pages["/fault"] = article(title(4))
    server.log.clear()
    done = _crawl(project, hangs=answer.script is faulty.stalls)
    server.faults.clear()
    assert done.returncode == code, done.stderr
    assert project.summaries()[0]["outcome"] == word
    assert server.asked("/") == (word == "ok")
    if answer.headers.get("Location") == "/rules":
        assert server.asked("/3.html") == 0
        assert project.summaries()[0]["failures"]["robots"]["count"] == 1


def test_an_endless_calendar_ends_and_the_site_beside_it_is_read(project: Project, web: ReplicaServer) -> None:
    def month(_method: str, path: str, _body: bytes) -> Served | None:
        if not path.startswith("/calendar"):
            return None
        return listing(f'<a class="next" href="/calendar?month={int(path.rpartition("=")[2] or 0) + 1}">下月</a>')

    web.answer = month
    web.pages.update(articles(3))
    web.pages["/"] = listing('<a class="next" href="/calendar?month=1"></a><a class="article" href="/1.html"></a>')
    done = project.crawl("-s", "DEPTH_LIMIT=40")
    assert done.returncode == 0, done.stderr
    assert sum(path.startswith("/calendar") for path in web.paths()) == 40
    assert project.titles() == [title(1)]


def test_session_traps_end(project: Project, web: ReplicaServer) -> None:
    """Ids in paths and parameters name the same page; a path that grows ends at the longest URL."""
    count = iter(range(10_000))

    def page(_method: str, path: str, _body: bytes) -> Served | None:
        if path.startswith("/s"):
            number = next(count)
            return listing(
                f'<a class="next" href="/s?PHPSESSID={number}"></a><a class="next" href="/s;jsessionid={number}"></a>'
                f'<a class="next" href="{path.partition("?")[0].partition(";")[0]}/{"again" * 20}"></a>'
            )
        return None

    web.answer = page
    web.pages.update(articles(2))
    web.pages["/"] = listing('<a class="next" href="/s"></a><a class="article" href="/1.html"></a>')
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    trapped = [path for path in web.paths() if path.startswith("/s")]
    assert len(trapped) == len({path.partition("?")[0].partition(";")[0] for path in trapped}) <= 12
    assert project.titles() == [title(1)]


def test_a_storm_of_server_errors_passes_and_leaves_nothing_out(project: Project, web: ReplicaServer) -> None:
    web.pages.update(articles(12))
    for number in range(3, 10):
        web.faults[f"/{number}.html"] = Fault(503, {"Retry-After": "0"}, times=1)
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert len(project.titles()) == 12
    assert all(web.asked(f"/{number}.html") == 2 for number in range(3, 10))


def test_a_listing_that_changes_between_its_pages_is_whole_after_the_next_run(
    project: Project, web: ReplicaServer
) -> None:
    """A new report on top pushes the fifth to a page that was read, while the crawl is between the pages."""

    def pages_of(names: list[int]) -> dict[str, Served]:
        def part(numbers: list[int], more: str = "") -> Served:
            return listing("".join(f'<a class="article" href="/{number}.html"></a>' for number in numbers) + more)

        return {"/": part(names[:5], '<a class="next" href="/list2"></a>'), "/list2": part(names[5:])}

    web.pages.update(articles(11))
    web.pages.update(pages_of(list(range(1, 11))))

    def removed(number: int) -> None:
        # One report was withdrawn: the sixth moved to the first page after that was read.
        if web.log[number - 1].path == "/":
            web.pages.update(pages_of([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))

    web.heard = removed
    assert project.crawl().returncode == 0
    web.heard = None
    assert title(6) not in project.titles()
    done = project.crawl()
    assert done.returncode == 0, done.stderr
    assert len(project.titles()) == 11


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (faulty.cut_gzip(_BODY).body, b"gzip", True),
        (faulty.cut_gzip(_BODY).body, b"x-gzip", True),
        (faulty.cut_gzip(_BODY).body, None, False),
        (faulty.cut_gzip(_BODY).body, b"br", False),
        (_BODY, b"gzip", False),
        (faulty.bomb(2).body, b"gzip", False),
        (b"", b"gzip", False),
    ],
)
def test_what_breaks_off(body: bytes, encoding: bytes | None, expected: bool) -> None:
    assert is_truncated(body, encoding, 1 << 20) is expected


def test_compressed_bodies_that_are_whole_or_lack_their_checksum_alone() -> None:
    for bits, encoding in ((31, b"gzip"), (15, b"deflate"), (-15, b"deflate")):
        packer = zlib.compressobj(9, zlib.DEFLATED, bits)
        whole = packer.compress(_BODY) + packer.flush()
        assert not is_truncated(whole, encoding, 1 << 20)
        assert is_truncated(whole[: len(whole) // 2], encoding, 1 << 20)
        trailer = {31: 8, 15: 4, -15: 0}[bits]
        assert not is_truncated(whole[: len(whole) - trailer], encoding, 1 << 20)
        assert not is_truncated(whole, encoding, 100)
