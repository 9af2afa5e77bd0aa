"""What a listing says of a page is used where the page or file says nothing, and the archive gives it again."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from gaispider.archive.reader import entries, verify
from gaispider.crawl.checks.completeness import FIELDS, filled_fields
from gaispider.files import body_digest
from gaispider.items import Published
from gaispider.settings import ITEM_PIPELINES
from tests.crawl.crawl_project import Project, assert_read_alike
from tests.crawl.scrapy_process import Scrapy
from tests.maintenance.test_takedown import take_down
from tests.replicas.server import Fault, ReplicaServer, Served
from tests.test_schema import a_report

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 4
COLUMN = "/zfxxgk/ndbg/"
FILE, PAGE, BARE = f"{COLUMN}P020190227.pdf", "/a/content_130142.html", "/a/content_130143.html"
ROWS = (
    (FILE, "松山镇2018年政府信息公开工作年度报告", "2019-02-27"),
    (PAGE, "松山镇2017年政府信息公开年报（列表）", "2018-01-09"),
    (BARE, "松山镇2016年政府信息公开工作年度报告", "2017-03-01"),
)
TEXT = "<p>2017年，松山镇主动公开政府信息158条，未收到依申请公开，未发生行政复议、行政诉讼。</p>" * 6


def listing(*rows: tuple[str, str, str]) -> Served:
    links = "".join(f'<li><a href="{path}">{title}</a><span>{day}</span></li>' for path, title, day in rows)
    return Served(f"<html><head><title>年报</title></head><body><ul>{links}</ul></body></html>".encode())


def page(head: str) -> Served:
    return Served(f'<html><body>{head}<div id="zoom">{TEXT}</div></body></html>'.encode())


class Column(Project):
    """One report column, through the family `generic` and all normalisation steps."""

    def write_registry(self) -> Path:
        sites = super().write_registry()
        path = sites / "22-jilin.toml"
        path.write_text(path.read_text(encoding="utf-8").replace('"plain"\nhosts', '"generic"\nhosts'), "utf-8")
        return sites

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        real = ("-s", "SPIDER_MODULES=spiders", "-s", f"ITEM_PIPELINES={json.dumps(ITEM_PIPELINES)}")
        return super().command(*real, *arguments, private=private, key=key)

    def newest(self) -> dict[str, dict[str, Any]]:
        return {line["url"].removeprefix(self.web.url): line for line in self.lines()}

    def archives(self) -> list[Path]:
        return sorted((self.store / "archive").glob("*.warc.gz"))

    def reread(self, *arguments: str) -> str:
        """What `scrapy extract` prints for all archives of the store."""
        settings = ["-s", f"SITES_DIR={self.write_registry()}", "-s", f"STORE_DIR={self.folder / 'store'}"]
        paths = [str(path) for path in self.archives()]
        done = Scrapy(["extract", *paths, *settings, "--jobs", "1", *arguments]).wait()
        assert done.returncode == 0, done.stderr
        return done.stdout

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.store / "state.sqlite")
        try:
            with connection:
                rows = connection.execute(statement).fetchall()
            if connection.total_changes:  # a state that was changed by another hand than the crawl's has no seal
                (self.store / "state.sqlite.seal").unlink(missing_ok=True)
            return rows
        finally:
            connection.close()


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> Column:
    head = '<h1>松山镇2017年政府信息公开工作年度报告</h1><div class="info">发布日期：2018-01-10</div>'
    web.pages.update(
        {
            "/robots.txt": Served(b"", content_type="text/plain"),
            COLUMN: listing(*ROWS),
            FILE: Served(PDF, "application/pdf"),
            PAGE: page(head),
            BARE: page(""),
        }
    )
    return Column(tmp_path, web, start=[f"{web.url}{COLUMN}"])


def listing_fields(line: dict[str, Any]) -> tuple[Any, ...]:
    day = line["published"]
    return line["title"], line["title_found_in"], day["value"], day["raw"], day["found_in"]


def test_a_file_that_is_a_report_has_what_its_row_says(web: ReplicaServer, site: Column) -> None:
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert len(site.lines()) == 3
    line = site.newest()[FILE]
    assert listing_fields(line) == (ROWS[0][1], "listing", "2019-02-27", "2019-02-27", "listing")
    assert (line["kind"], line["report_year"], line["report_year_found_in"]) == ("annual_report", 2018, "title")
    # The bytes are no PDF but for their beginning.
    assert [warn["code"] for warn in line["warnings"]] == ["attachment_only", "unreadable_attachment"]
    (file,) = line["attachments"]
    assert (file["url"], file["media_type"]) == (web.url + FILE, "application/pdf")
    # The file is the page: it came with one request, and its digest is the capture's.
    assert file["digest"] == line["capture"]["digest"] == body_digest(PDF)
    assert web.asked(FILE) == 1


def test_a_page_keeps_its_own_values_and_lacks_none_that_its_row_has(web: ReplicaServer, site: Column) -> None:
    site.crawl()
    found = site.newest()
    own = ("松山镇2017年政府信息公开工作年度报告", "header", "2018-01-10", "2018-01-10", "header")
    assert listing_fields(found[PAGE])[0] == own[0]
    assert listing_fields(found[PAGE])[2:] == own[2:]
    assert listing_fields(found[BARE]) == (ROWS[2][1], "listing", "2017-03-01", "2017-03-01", "listing")
    assert found[BARE]["report_year"] == 2016


def test_archive_and_replay_give_the_records_of_the_crawl(web: ReplicaServer, site: Column) -> None:
    site.crawl()
    (archive,) = site.archives()
    assert verify(archive).problem is None
    assert site.reread("--diff") == ""
    assert_read_alike(site.lines(), site.reread())
    # Outside the store nothing but the archive says which answers are pages.
    alone = site.folder / "copy.warc.gz"
    alone.write_bytes(archive.read_bytes())
    done = Scrapy(["extract", str(alone), "-s", f"SITES_DIR={site.write_registry()}", "--jobs", "1"]).wait()
    assert {json.loads(line)["title"] for line in done.stdout.splitlines()} == set(site.titles())
    site.crawl("-s", f"ARCHIVE_REPLAY={archive}")
    (replayed,) = (site.folder / "replay" / "plain" / "records").glob("*.jsonl")
    lines = map(json.loads, replayed.read_text(encoding="utf-8").splitlines())
    assert {line["id"]: listing_fields(line) for line in lines} == {
        line["id"]: listing_fields(line) for line in site.lines()
    }


def test_an_unchanged_file_keeps_what_was_archived_with_it(web: ReplicaServer, site: Column) -> None:
    """The row has changed since, the file has not: the record says what its capture can show."""
    site.crawl()
    web.pages[COLUMN] = listing((FILE, "松山镇年报", "2024-01-01"), *ROWS[1:])
    site.query("UPDATE pages SET fetched_at = '2020-01-01T00:00:00.000+00:00' WHERE role = 'article'")
    web.log.clear()
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert [entry.status for entry in web.log if entry.path == FILE] == [304]
    assert len(site.lines()) == 3
    # Asked for whole, the file comes with its new row, and stays with it.
    site.crawl("-a", "full=1")
    assert site.newest()[FILE]["title"] == "松山镇年报"
    assert next(entry for entry in entries(site.archives()[-1]) if entry.url == web.url + PAGE).type == "revisit"
    site.query("UPDATE pages SET fetched_at = '2020-01-01T00:00:00.000+00:00' WHERE role = 'article'")
    site.crawl()
    assert len(site.lines()) == 4
    assert site.newest()[FILE]["title"] == "松山镇年报"
    assert site.reread("--diff") == ""


def test_a_file_archived_without_its_row_is_asked_for_once_more(web: ReplicaServer, site: Column) -> None:
    """As 0.1.0 left it: in the archive there is no row, so the record can have none until the file comes anew."""
    site.crawl()
    _without_rows(site)
    site.query("UPDATE pages SET fetched_at = '2020-01-01T00:00:00.000+00:00' WHERE role = 'article'")
    web.log.clear()
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert [entry.status for entry in web.log if entry.path == FILE] == [304, 200]
    assert [entry.status for entry in web.log if entry.path == PAGE] == [304]
    assert site.newest()[FILE]["title"] == ROWS[0][1]
    site.query("UPDATE pages SET fetched_at = '2020-01-01T00:00:00.000+00:00' WHERE role = 'article'")
    web.log.clear()
    site.crawl()
    assert [entry.status for entry in web.log if entry.path == FILE] == [304]


def _without_rows(site: Column) -> None:
    """Take the metadata records out of the archive, and move the bodies in the state."""
    (path,) = site.archives()
    raw = path.read_bytes()
    kept = [entry for entry in entries(path) if entry.type != "metadata"]
    path.write_bytes(b"".join(raw[entry.offset : entry.offset + entry.length] for entry in kept))
    for entry in entries(path):
        site.query(f"UPDATE pages SET warc_offset = {entry.offset} WHERE warc_id = '{entry.record_id}'")  # noqa: S608


def test_redirect_and_retry_keep_the_row_and_name_their_own_answer(web: ReplicaServer, site: Column) -> None:
    moved = f"{COLUMN}moved.pdf"
    web.pages[moved] = web.pages.pop(FILE)
    web.pages[FILE] = Served(b"<html>moved</html>", status=302, headers={"Location": moved})
    web.faults[moved] = Fault(status=503, body=b"<html>busy</html>", times=1)
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    line = site.newest()[moved]
    assert listing_fields(line) == (ROWS[0][1], "listing", "2019-02-27", "2019-02-27", "listing")
    answers = [entry for entry in entries(site.archives()[0]) if entry.type == "response"]
    statuses = {entry.status: entry.record_id for entry in answers if entry.url.endswith(".pdf")}
    assert set(statuses) == {302, 503, 200}
    assert (line["capture"]["record_id"], line["capture"]["status"]) == (statuses[200], 200)
    assert site.reread("--diff") == ""


def test_a_lost_state_asks_for_no_file_again(web: ReplicaServer, site: Column) -> None:
    site.crawl()
    for path in site.store.glob("state.sqlite*"):
        path.unlink()
    web.log.clear()
    site.crawl()
    assert sorted(web.paths()) == ["/robots.txt", COLUMN]
    assert len(site.lines()) == 3


def test_a_page_taken_down_leaves_no_row_beside_it(site: Column) -> None:
    site.crawl()
    done = take_down(site, FILE)
    assert done.returncode == 0, done.stderr
    left = list(entries(site.archives()[0]))
    assert not [entry for entry in left if entry.url.endswith(FILE)]
    assert len([entry for entry in left if entry.type == "metadata"]) == 2
    assert site.reread("--diff") == ""


def test_what_a_listing_gave_does_not_hide_a_page_that_is_no_longer_read() -> None:
    by_page = a_report(title="x", title_found_in="header", published=Published(None, None, "x", found_in="header"))
    by_row = a_report(title="x", title_found_in="listing", published=Published(None, None, "x", found_in="listing"))
    assert filled_fields(by_page) == FIELDS["title"] + FIELDS["published"]
    assert filled_fields(by_row) == 0
