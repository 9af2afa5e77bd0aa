"""Files of reports: fetched before the record is written, archived, and read again to the same record."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gaispider.archive.reader import entries, verify
from gaispider.files import body_digest
from tests.crawl.crawl_project import Project, assert_read_alike
from tests.crawl.scrapy_process import Scrapy
from tests.replicas.panshi import PANSHI, PREFIX, build
from tests.replicas.server import Fault, ReplicaServer, Served

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 4
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0\0"
COLUMN = f"{PREFIX}/qtdw/xhj/ndbg/"


class Panshi(Project):
    """The panshi replica through its own family and all normalisation steps."""

    def write_registry(self) -> Path:
        sites = self.folder / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        (sites / "22-jilin.toml").write_text(
            '[[site]]\nkey = "plain"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "trs"\n'
            f"hosts = {json.dumps(self.hosts)}\nstart = {json.dumps(self.start)}\n",
            encoding="utf-8",
        )
        return sites

    def settings(self) -> list[str]:
        values = {
            "SITES_DIR": str(self.write_registry()),
            "STORE_DIR": str(self.folder / "store"),
            "ALLOW_PRIVATE_HOSTS": "1",
            "DOWNLOAD_DELAY": "0",
            "RETRY_TIMES": "0",
            # These files are none; reading them is proved elsewhere.
            "READ_FILES": "0",
        }
        return [part for name, value in values.items() for part in ("-s", f"{name}={value}")]

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        return ["crawl", key, *self.settings(), *arguments]

    def reread(self, *arguments: str) -> str:
        """What `scrapy extract` prints for all archives of the store."""
        archives = [str(path) for path in sorted((self.store / "archive").glob("*.warc.gz"))]
        done = Scrapy(["extract", *archives, *self.settings(), "--jobs", "1", *arguments]).wait()
        assert done.returncode == 0, done.stderr
        return done.stdout

    def newest(self) -> dict[str, dict[str, Any]]:
        return {line["url"].removeprefix(self.web.url): line for line in self.lines()}


def offer(web: ReplicaServer, path: str, *links: str) -> None:
    """Let a report's page name files."""
    page = web.pages[path]
    names = "".join(f'<p>附件：<a href="{link}">情况统计表</a></p>' for link in links).encode("gb18030")
    web.pages[path] = Served(page.body.replace(b"</div></div>", names + b"</div></div>", 1), modified=page.modified)


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> Panshi:
    """One unit's reports of 2014 to 2023; the four newest have files."""
    replica = build(PANSHI[3:4], range(2014, 2024))
    web.pages.update(replica.pages)
    web.pages["/robots.txt"] = Served(b"", content_type="text/plain")
    return Panshi(tmp_path, web, start=[f"{web.url}{COLUMN}"])


def paths(web: ReplicaServer) -> list[str]:
    return sorted((path for path in web.pages if "/t20" in path), reverse=True)


def attachments(line: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [(file["url"].rpartition("/")[2], file["media_type"], file["digest"]) for file in line["attachments"]]


def warned(line: dict[str, Any]) -> list[str]:
    return [warn["detail"] for warn in line["warnings"] if warn["code"] == "unreadable_attachment"]


def test_files_are_archived_before_the_record_and_known_by_their_bytes(web: ReplicaServer, site: Panshi) -> None:
    first = paths(web)[0]
    folder = first.rpartition("/")[0]
    offer(web, first, "./P01.pdf", "./P02.doc", "/module/download/downfile.jsp?classid=0&filename=a.doc", "./P03.pdf")
    web.pages[f"{folder}/P01.pdf"] = Served(PDF, "text/plain")
    # Packed on the way: the digest is of the file.
    web.pages[f"{folder}/P02.doc"] = Served(gzip.compress(OLE), "text/html", headers={"Content-Encoding": "gzip"})
    web.pages["/module/download/downfile.jsp?classid=0&filename=a.doc"] = Served(OLE, "application/octet-stream")
    web.pages[f"{folder}/P03.pdf"] = Served(b"<html><body>busy</body></html>", "application/pdf")
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    line = site.newest()[first]
    digest = body_digest(OLE)
    assert attachments(line)[:3] == [
        ("P01.pdf", "application/pdf", body_digest(PDF)),
        ("P02.doc", "application/msword", digest),
        ("downfile.jsp?classid=0&filename=a.doc", "application/msword", digest),
    ]
    assert line["attachments"][3]["media_type"] == "text/html"
    assert warned(line) == [f"{web.url}{folder}/P03.pdf: the answer is a web page, not the file"]
    assert site.summaries()[0]["counts"]["attachments"] == 4
    (archive,) = (site.store / "archive").glob("*.warc.gz")
    assert verify(archive).problem is None
    asked = [path for path in web.paths() if "P0" in path or "downfile" in path]
    assert len(asked) == 4
    assert site.reread("--diff") == ""


def test_a_whole_replica_reads_back_as_it_was_crawled(web: ReplicaServer, tmp_path: Path) -> None:
    web.pages.update(build().pages)
    web.pages["/robots.txt"] = Served(b"", content_type="text/plain")
    for number, path in enumerate(paths(web)):
        if number % 5 == 0:
            folder = path.rpartition("/")[0]
            offer(
                web, path, f"./P{number}.pdf", f"./dead{number}.doc", "/files/shared.xls", "http://other.gov.cn/a.pdf"
            )
            web.pages[f"{folder}/P{number}.pdf"] = Served(PDF + str(number).encode(), "application/pdf")
    web.pages["/files/shared.xls"] = Served(b"", status=302, headers={"Location": "/files/moved.xls"})
    web.pages["/files/moved.xls"] = Served(OLE.replace(b"W\0o\0r\0d\0D", b"X\0"), "application/vnd.ms-excel")
    site = Panshi(tmp_path, web, start=[f"{web.url}{PREFIX}/"])
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert len(site.lines()) == 97
    assert web.asked("/files/moved.xls") == 1
    assert_read_alike(site.lines(), site.reread())
    assert site.reread("--diff") == ""


def test_files_of_unchanged_pages_are_not_asked_for_again(web: ReplicaServer, site: Panshi) -> None:
    first, second = paths(web)[:2]
    for path in (first, second):
        offer(web, path, "./P01.pdf")
        web.pages[f"{path.rpartition('/')[0]}/P01.pdf"] = Served(PDF + path.encode(), "application/pdf")
    site.crawl()
    web.log.clear()
    site.crawl()
    assert not [path for path in web.paths() if ".pdf" in path]
    # One page changed, its file did not: the server is asked whether it did, and nothing is sent.
    _make_due(site)
    page = web.pages[first]
    web.pages[first] = Served(page.body.replace("条".encode(), "件".encode()), modified=page.modified)
    web.log.clear()
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert [(entry.path, entry.status) for entry in web.log if ".pdf" in entry.path] == [
        (f"{first.rpartition('/')[0]}/P01.pdf", 304)
    ]
    assert attachments(site.newest()[first])[0][2] == body_digest(PDF + first.encode())
    assert len(site.lines()) == 12
    assert site.reread("--diff") == ""


def test_a_full_run_keeps_unchanged_files_as_revisits(web: ReplicaServer, site: Panshi) -> None:
    first = paths(web)[0]
    offer(web, first, "./P01.pdf")
    web.pages[f"{first.rpartition('/')[0]}/P01.pdf"] = Served(PDF, "application/pdf")
    site.crawl()
    site.crawl("-a", "full=1")
    archive = sorted((site.store / "archive").glob("*.warc.gz"))[1]
    kinds = [entry.type for entry in entries(archive) if entry.url.endswith("P01.pdf")]
    assert kinds == ["revisit", "request"]
    assert len(site.lines()) == 11


def test_a_failed_file_costs_a_warning_and_the_page_is_asked_for_again(web: ReplicaServer, site: Panshi) -> None:
    first = paths(web)[0]
    offer(web, first, "./P01.pdf", "./P02.pdf")
    folder = first.rpartition("/")[0]
    web.pages[f"{folder}/P01.pdf"] = Served(PDF, "application/pdf")
    web.pages[f"{folder}/P02.pdf"] = Served(PDF + b"2", "application/pdf")
    web.faults[f"{folder}/P02.pdf"] = Fault(status=503, times=1)
    done = site.crawl()
    assert done.returncode == 3, done.stderr
    line = site.newest()[first]
    assert [file["digest"] for file in line["attachments"]] == [body_digest(PDF), None]
    assert warned(line) == [f"{web.url}{folder}/P02.pdf: http_5xx"]
    assert site.reread("--diff") == ""
    site.crawl()
    assert web.asked(f"{folder}/P02.pdf") == 1, "the retry waits for its day"
    _make_due(site, "outcome = 'attachment'")
    web.log.clear()
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert [path for path in web.paths() if ".pdf" in path] == [f"{folder}/P02.pdf"]
    line = site.newest()[first]
    assert line["supersedes"]
    assert [file["digest"] for file in line["attachments"]] == [body_digest(PDF), body_digest(PDF + b"2")]
    assert warned(line) == []
    assert site.reread("--diff") == ""


def test_foreign_hosts_and_the_setting_leave_files_alone(web: ReplicaServer, site: Panshi) -> None:
    first = paths(web)[0]
    with ReplicaServer({"/a.pdf": Served(PDF)}) as other:
        offer(web, first, f"{other.url}/a.pdf", "./P01.pdf")
        web.pages[f"{first.rpartition('/')[0]}/P01.pdf"] = Served(PDF, "application/pdf")
        done = site.crawl("-s", "FETCH_ATTACHMENTS=0")
        assert done.returncode == 0, done.stderr
        assert [file["digest"] for file in site.newest()[first]["attachments"]] == [None, None]
        site.crawl("-a", "full=1")
        assert other.log == []
    assert [file["digest"] for file in site.newest()[first]["attachments"]] == [None, body_digest(PDF)]
    assert site.summaries()[1]["counts"]["attachments_left"] == 1
    assert warned(site.newest()[first]) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_an_end_while_a_file_is_under_way_costs_a_repeat(web: ReplicaServer, site: Panshi, number: int) -> None:
    """The server holds the file back until the process was signalled."""
    first = paths(web)[0]
    offer(web, first, "./P01.pdf", "./P02.pdf")
    folder = first.rpartition("/")[0]

    def end() -> None:
        os.kill(process.pid, number)
        if number == signal.SIGTERM:
            # A process that was killed asks for no answer; this one still does, and has heard of its end.
            process.wait_for_stderr("after the pages in flight")

    held = _Held(end)
    web.answer = lambda _method, path, _body: (
        held(path) if path == f"{folder}/P01.pdf" else Served(PDF, "application/pdf") if ".pdf" in path else None
    )
    process = site.begin()
    process.wait()
    assert first not in site.newest()
    web.answer = lambda _method, path, _body: Served(PDF, "application/pdf") if ".pdf" in path else None
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert [file["digest"] for file in site.newest()[first]["attachments"]] == [body_digest(PDF)] * 2
    assert len(site.newest()) == 11


def test_a_lost_state_still_knows_which_pages_are_files(web: ReplicaServer, site: Panshi) -> None:
    first = paths(web)[0]
    offer(web, first, "./P01.pdf")
    web.pages[f"{first.rpartition('/')[0]}/P01.pdf"] = Served(PDF, "application/pdf")
    site.crawl()
    for path in site.store.glob("state.sqlite*"):
        path.unlink()
    web.log.clear()
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert not [path for path in web.paths() if ".pdf" in path or "/t2024" in path]
    assert [row[0] for row in _query(site, "SELECT url FROM pages WHERE role = 'attachment'")] == [
        f"{web.url}{first.rpartition('/')[0]}/P01.pdf"
    ]


class _Held:
    def __init__(self, then: Callable[[], None]) -> None:
        self._then = then

    def __call__(self, _path: str) -> Served:
        self._then()
        return Served(PDF, "application/pdf")


def _query(site: Panshi, statement: str) -> list[tuple[Any, ...]]:
    import sqlite3

    connection = sqlite3.connect(site.store / "state.sqlite")
    try:
        rows = connection.execute(statement).fetchall()
        connection.commit()
        changed = connection.total_changes
    finally:
        connection.close()
    if changed:  # a state that was changed by another hand than the crawl's has no seal
        (site.store / "state.sqlite.seal").unlink(missing_ok=True)
    return rows


def _make_due(site: Panshi, which: str = "role = 'article'") -> None:
    """Let time pass for pages in the state."""
    _query(
        site,
        "UPDATE pages SET fetched_at = '2020-01-01T00:00:00.000+00:00', "  # noqa: S608 - fixed words
        f"next_retry = CASE WHEN failures THEN '2020-01-01T00:00:00.000+00:00' END WHERE {which}",
    )
