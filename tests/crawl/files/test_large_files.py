"""Files of many megabytes: on disk as they come, archived from there, and never whole in memory."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from gaispider.archive.reader import entries, verify
from gaispider.files import body_digest
from tests.crawl.whole_site import ALLOW_ALL, WholeSite, column, report, row
from tests.replicas import faulty, odd_http
from tests.replicas.server import Fault, ReplicaServer, Served

_SIZE = 48 << 20
# KiB. A crawl of such a site without files has some 100 MiB; one file more in memory is over it.
_MORE = 24 << 10
_UNITS = ("柳湾镇", "石桥镇", "东岭乡")


def _pdf(number: int) -> bytes:
    """Bytes that do not pack, as scans do not."""
    return b"%PDF-1.4\n" + random.Random(number).randbytes(_SIZE)


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> WholeSite:
    web.pages["/robots.txt"] = ALLOW_ALL
    links = "".join(row(f"/art/{n}.html", f"{unit}2018年政府信息公开工作年度报告") for n, unit in enumerate(_UNITS))
    web.pages["/gk/ndbg/"] = column(links)
    for number, unit in enumerate(_UNITS):
        more = f'<p>附件：<a href="/files/{number}.pdf">统计表.pdf</a></p>'
        web.pages[f"/art/{number}.html"] = report(unit, 2018, middle=more)
        web.pages[f"/files/{number}.pdf"] = Served(b"%PDF-1.4\n small", content_type="application/pdf")
    return Unread(tmp_path, web, start=[f"{web.url}/gk/ndbg/"])


class Unread(WholeSite):
    """Its files are none; reading them is proved elsewhere."""

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        return super().command("-s", "READ_FILES=0", *arguments, private=private, key=key)


def _attachments(site: WholeSite) -> dict[str, dict[str, str]]:
    newest = {line["id"]: line for line in site.lines()}
    return {file["url"].removeprefix(site.web.url): file for line in newest.values() for file in line["attachments"]}


def test_large_files_are_archived_without_being_in_memory(site: WholeSite, web: ReplicaServer) -> None:
    small = site.crawl()
    assert small.returncode == 0, small.stderr
    pdfs = {f"/files/{number}.pdf": _pdf(number) for number in range(3)}
    web.pages |= {path: Served(body, content_type="application/pdf") for path, body in pdfs.items()}
    done = site.crawl("-a", "full=1")
    assert done.returncode == 0, done.stderr
    assert done.peak < small.peak + _MORE
    found = _attachments(site)
    assert {path: file["digest"] for path, file in found.items()} == {p: body_digest(b) for p, b in pdfs.items()}
    assert {file["media_type"] for file in found.values()} == {"application/pdf"}
    archive = sorted((site.store / "archive").glob("*.warc.gz"))[-1]
    assert verify(archive).problem is None
    kept = {entry.url.removeprefix(web.url): entry for entry in entries(archive) if entry.type == "response"}
    assert all(kept[path].body == body for path, body in pdfs.items())
    assert list((site.store / "archive").glob(".body.*")) == []


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (lambda body: odd_http.says(odd_http.CUT["Content-Length too long"](body)), "connection"),
        (lambda body: Fault(script=faulty.resets_within(body)), "connection"),
        (lambda body: odd_http.says(odd_http.READ["HTTP/1.0 without a length"](body)), None),
    ],
)
def test_a_torn_download_is_told(
    site: WholeSite, web: ReplicaServer, fault: Callable[[bytes], object], cause: str | None
) -> None:
    body = _pdf(7)[: 3 << 20]
    web.faults["/files/1.pdf"] = fault(body)  # type: ignore[assignment]
    done = site.crawl("-s", "RETRY_TIMES=0")
    assert done.returncode == (3 if cause else 0), done.stderr
    file = _attachments(site)["/files/1.pdf"]
    assert file["digest"] == (None if cause else body_digest(body))
    told = [
        warn["detail"] for line in site.lines() for warn in line["warnings"] if warn["code"] == "unreadable_attachment"
    ]
    assert told == ([f"{web.url}/files/1.pdf: {cause}"] if cause else [])
    assert list((site.store / "archive").glob(".body.*")) == []


def test_the_size_limit_holds_for_files(site: WholeSite, web: ReplicaServer) -> None:
    web.pages["/files/0.pdf"] = Served(_pdf(1)[: 5 << 20], content_type="application/pdf")
    web.faults["/files/1.pdf"] = odd_http.says(odd_http.READ["chunk sizes padded with blanks"](_pdf(2)[: 5 << 20]))
    done = site.crawl("-s", f"DOWNLOAD_MAXSIZE={2 << 20}")
    assert done.returncode == 3, done.stderr
    digests = {path: file["digest"] for path, file in _attachments(site).items()}
    assert digests == {"/files/0.pdf": None, "/files/1.pdf": None, "/files/2.pdf": body_digest(b"%PDF-1.4\n small")}
    assert sum("too_large" in warn["detail"] for line in site.lines() for warn in line["warnings"]) == 2
    assert list((site.store / "archive").glob(".body.*")) == []
