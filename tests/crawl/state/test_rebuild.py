"""A page's state is one whether the crawl noted it, the archive gave it again, or its records are read again."""

from __future__ import annotations

import sqlite3
from dataclasses import fields, replace
from pathlib import Path

import pytest

from gaispider.crawl.state.rebuild import rebuild, report_digest
from gaispider.crawl.state.state import PageState, RecordState, State
from gaispider.crawl.store import SiteStore
from gaispider.maintenance.reread import newest
from gaispider.schema import decode
from gaispider.sites.model import Site
from gaispider.sites.registry import load_sites
from tests.crawl import store_checks
from tests.crawl.files.test_attachments import COLUMN, PDF, Panshi, offer, paths
from tests.replicas.panshi import PANSHI, build
from tests.replicas.server import ReplicaServer, Served

# What no archive says: which page named one, and what was seen without being asked for.
_NOT_ARCHIVED = {"named_by", "seen_at"}
_TIMES = {"first_seen", "fetched_at"}
_PLACE = {"warc_offset", "warc_length", "warc_id", "warc_date"}
_GONE = "<html><head><title>提示</title></head><body><p>您访问的页面不存在</p></body></html>".encode()


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> Panshi:
    """Reports of ten years: one has a file, one is a file, one is gone with a page that says so."""
    web.pages.update(build(PANSHI[3:4], range(2014, 2024)).pages)
    web.pages["/robots.txt"] = Served(b"User-agent: *\nAllow: /\n", content_type="text/plain")
    site = Panshi(tmp_path, web, start=[f"{web.url}{COLUMN}"])
    first, second, third, *_ = paths(web)
    offer(web, first, "./P01.pdf")
    web.pages[f"{first.rpartition('/')[0]}/P01.pdf"] = Served(PDF, "application/pdf")
    web.pages[second] = Served(PDF + b"2", "application/pdf")
    web.pages[third] = Served(_GONE)
    return site


def _entry(site: Panshi) -> Site:
    return load_sites(site.write_registry())["plain"]


def _rows(connection: sqlite3.Connection) -> tuple[dict[str, PageState], dict[str, RecordState]]:
    pages = [PageState(*row) for row in connection.execute("SELECT * FROM pages")]
    records = [RecordState(*row) for row in connection.execute("SELECT * FROM records")]
    return {page.url: page for page in pages}, {record.id: record for record in records}


def _noted(site: Panshi) -> tuple[dict[str, PageState], dict[str, RecordState]]:
    connection = sqlite3.connect(site.store / "state.sqlite")
    try:
        return _rows(connection)
    finally:
        connection.close()


def _made_again(site: Panshi) -> tuple[dict[str, PageState], dict[str, RecordState]]:
    state = State(None)
    try:
        rebuild(state, SiteStore(site.store.parent, "plain"), _entry(site), pages=True, runs=None)
        return _rows(state.connection)
    finally:
        state.close()


def _compare(noted: dict[str, PageState], again: dict[str, PageState], file: str) -> None:
    # A page that failed is asked for again at once.
    assert again.keys() == {url for url, page in noted.items() if page.outcome == "ok"}
    for url, page in again.items():
        known = noted[url]
        # A page without links and records is asked for again as a listing would be.
        role = "listing" if known.role == "barren" else known.role
        # A page that is a file may be fetched as both: the row names either answer, with one digest.
        left_out = _NOT_ARCHIVED | _TIMES | {"role"} | (_PLACE if url.endswith(file) else set())
        for field in fields(PageState):
            if field.name not in left_out:
                assert getattr(page, field.name) == getattr(known, field.name), (url, field.name)
        assert page.role == role
        # The archive has the time of the answer, the state that of the page's end.
        for name in _TIMES:
            assert getattr(page, name) <= getattr(known, name), (url, name)


def test_the_archive_gives_again_what_the_crawl_noted(site: Panshi, web: ReplicaServer) -> None:
    first, second, third, fourth, *_ = paths(web)
    done = site.crawl()
    assert done.returncode in (0, 3), done.stderr
    noted, records = _noted(site)
    again, records_again = _made_again(site)
    assert records == records_again
    assert noted[f"{web.url}{third}"].outcome == "soft_404"
    assert again[f"{web.url}{first.rpartition('/')[0]}/P01.pdf"].role == "attachment"
    assert again[f"{web.url}{second}"].role == "article"
    assert len(again) == 12
    _compare(noted, again, second)

    # Everything is sent once more: unchanged pages become revisits of bodies in the first archive.
    body = web.pages[fourth].body.replace("报告".encode(), "总结".encode())
    web.pages[fourth] = replace(web.pages[fourth], body=body)
    done = site.crawl("-a", "full=1")
    assert done.returncode in (0, 3), done.stderr
    later, records = _noted(site)
    again, records_again = _made_again(site)
    assert records == records_again
    _compare(later, again, second)
    first_run, second_run = sorted(path.name for path in (site.store / "archive").glob("*.warc.gz"))
    page = again[f"{web.url}{first}"]
    assert page.warc_file == first_run
    assert page.fetched_at
    assert page.fetched_at > str(noted[page.url].fetched_at)
    assert page.first_seen == _made_again(site)[0][page.url].first_seen < page.fetched_at
    assert again[f"{web.url}{fourth}"].warc_file == second_run


def test_what_is_read_again_stands_on_the_rows(site: Panshi, web: ReplicaServer) -> None:
    """The re-reading takes the same answers for pages: its records are the crawl's, that of a file as well."""
    site.crawl()
    again, _ = _made_again(site)
    known = newest(site.store / "records")
    reread = [decode(line.encode()) for line in site.reread().splitlines()]
    assert {report.id: report_digest(report) for report in reread} == store_checks.records(site.store)
    second = f"{web.url}{paths(web)[1]}"
    assert [report.url for report in reread if report.url == second] == [second]
    for report in reread:
        assert report.capture
        page = again[report.canonical_url]
        assert (page.role, page.digest) == ("article", report.capture.digest)
        assert page.warc_id == report.capture.record_id or page.url == second
        assert known[report.id].capture == report.capture
    assert f"{web.url}/robots.txt" not in again
