"""What a person's browser saved gets into the site's archive, and is read as a crawl's pages are."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from gaispider.archive.reader import entries, entry_at, verify
from gaispider.archive.writer import ArchiveWriter, Exchange
from gaispider.crawl.net.replay import body_of
from gaispider.crawl.state.due import is_due
from gaispider.crawl.state.page_lifecycle import page_failed
from gaispider.crawl.state.rebuild import rebuild
from gaispider.crawl.state.state import State
from gaispider.dataset.explaining.trace_lines import trace_lines
from gaispider.dataset.explaining.trace_value import trace
from gaispider.maintenance.records_on_disk import RecordsOnDisk
from gaispider.maintenance.reread import Archive, article_offsets, reread
from gaispider.maintenance.takedown import take_down
from tests.dataset.made import release_of
from tests.importing import saved
from tests.importing.saved import CHALLENGE, FILE, LIST, PDF, ROOT, SITE, Warc, address, report, title
from tests.maintenance.importer import Importer, told


def test_a_warc_gives_records_and_says_what_is_missing(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    done = store.take(store.put("visit.warc.gz", saved.visit().bytes))
    first, second = sorted(store.lines(), key=lambda line: line["report_year"])
    assert (first["title"], second["title"]) == (title(2019), title(2020))
    capture = first["capture"]
    assert (capture["origin"], capture["status"]) == ("import", 200)
    assert (capture["url_found_by"], capture["fetched_at_found_by"]) == ("warc", "warc")
    assert capture["fetched_at"] == "2026-04-20T02:11:35+00:00"
    assert first["published"]["value"] == "2020-03-06"
    # The file that the page names was among what the browser had.
    (file,) = first["attachments"]
    assert file["url"] == FILE
    assert file["digest"] is not None
    assert done.absent == [f"{address(2021)}  {title(2021)}"]
    assert dict(done.refused) == {"host www.other.gov.cn": 1}
    assert "www.other.gov.cn: not a host of the site" in told(done)
    assert done.parts == 2
    assert dict(done.taken) == {"listing": 1, "article": 2, "file": 1}
    assert [step for step, count, total in store.steps if count == total] == [
        "looking through the files",
        "archiving",
        "reading",
    ]
    (archive,) = store.archives()
    assert verify(archive).problem is None
    assert not store.store.reserve.exists()
    (summary,) = (json.loads(path.read_bytes()) for path in store.store.runs.glob("*.json"))
    assert (summary["mode"], summary["outcome"], summary["arguments"]["by"]) == ("import", "ok", "王晓明")
    assert summary["import"]["taken"] == {"listing": 1, "article": 2, "file": 1}
    assert summary["import"]["absent"] == done.absent
    notes = [entry.body.decode() for entry in entries(archive) if entry.type == "metadata"]
    assert all("import-by: 王晓明" in note and "import-note: from home" in note for note in notes)
    assert "import-file: visit.warc.gz" in notes[0]


def test_read_again_the_archive_gives_the_same(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    store.take(store.put("visit.warc.gz", saved.visit().bytes))
    (path,) = store.archives()
    archive = Archive(path, SITE, "live", limits=None)
    offsets, problem = article_offsets(archive)
    assert problem is None
    made = [made for offset in offsets for made in reread(archive, offset)]
    assert RecordsOnDisk(store.store.records, lambda *_: None).changed(made) == []
    on_file = {line["id"]: line for line in store.lines()}
    assert {one.id for one in made} == set(on_file)
    for one in made:
        assert one.capture is not None
        assert one.capture.origin == "import"
        assert one.text == on_file[one.id]["text"]
        assert [file.digest for file in one.attachments] == [file["digest"] for file in on_file[one.id]["attachments"]]


def test_the_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    path = store.put("visit.warc.gz", saved.visit().bytes)
    store.take(path)
    before = store.lines()
    again = store.take(path)
    assert again.held == 4
    assert again.taken.total() == 0
    assert store.lines() == before
    assert len(store.archives()) == 1
    assert "nothing new was taken" in told(again)


def test_the_state_is_what_a_rebuilt_one_is(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    store.take(store.put("visit.warc.gz", saved.visit().bytes))
    known, made = State(store.store.state), State(None)
    rebuild(made, store.store, SITE, pages=True, runs=None)
    pages = [{row[0]: row[:20] for row in state.connection.execute("SELECT * FROM pages")} for state in (known, made)]
    assert pages[0] == pages[1]
    assert {url: row[1] for url, row in pages[0].items()} == {
        LIST: "listing",
        address(2019): "article",
        address(2020): "article",
        FILE: "attachment",
    }
    page = known.page(address(2020))
    assert page is not None
    assert (page.named_by, page.report_year, page.outcome) == (LIST, 2020, "ok")
    known.close()
    made.close()


def test_an_older_visit_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    newer = Warc().answer(address(2020), report(2020, text="主动公开政府信息200条"))
    store.take(store.put("new.warc.gz", newer.bytes))
    older = Warc().answer(address(2020), report(2020), day="2025-01-02T00:00:00Z")
    done = store.take(store.put("old.warc.gz", older.bytes))
    assert len(done.older) == 1
    assert "200条" in store.lines()[-1]["text"]
    # A later visit that shows something else is the newest version, and names the one that it replaces.
    later = Warc().answer(address(2020), report(2020, text="主动公开政府信息201条"), day="2026-05-02T00:00:00Z")
    done = store.take(store.put("later.warc.gz", later.bytes))
    assert done.counters.changed == 1
    assert store.lines()[-1]["supersedes"]


def test_what_the_site_answered_in_place_of_a_page_is_refused_by_name(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    made = Warc().answer(address(2020), CHALLENGE, status="412 Precondition Failed")
    made.answer(address(2019), report(2019), status="302 Found")
    made.answer(f"{ROOT}/gone.html", b"<p>no</p>", status="404 Not Found")
    made.answer(f"{ROOT}/app.html", b"<html><body><div id=app></div><script src=/a.js></script></body></html>")
    made.answer(f"{ROOT}/about.html", "<h1>县情简介</h1><p>甲县位于东部。</p>".encode())
    done = store.take(store.put("visit.warc.gz", made.bytes))
    assert store.lines() == []
    assert any(why.startswith("blocked") for why in done.refused)
    assert done.refused["status 404"] == 1
    assert "save the page as one file (.mhtml)" in told(done)
    assert [one.url for one in done.plan.aside] == [f"{ROOT}/about.html"]
    assert not store.archives()


def test_a_page_taken_down_stays_out(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    path = store.put("visit.warc.gz", saved.visit().bytes)
    store.take(path)
    removed = take_down(store.store, SITE, address(2019), "a person's data")
    assert removed.archived
    done = store.take(path)
    assert done.refused["taken down"] == 2, "the page and its file"
    assert [line["title"] for line in store.lines()] == [title(2020)]
    assert not any(PDF in entry.body for archive in store.archives() for entry in entries(archive))


def test_a_list_that_a_script_fetched_names_its_entries(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    rows = [{"title": title(year), "url": address(year), "publishDate": f"{year + 1}-03-06"} for year in (2019, 2020)]
    data = json.dumps({"data": {"list": rows, "total": 2}}, ensure_ascii=False).encode()
    made = Warc().answer(f"{ROOT}/api/list?c=ndbg", data, kind="application/json")
    made.answer(address(2019), report(2019))
    done = store.take(store.put("visit.warc.gz", made.bytes))
    assert done.absent == [f"{address(2020)}  {title(2020)}"]
    assert len(store.lines()) == 1


def test_a_file_that_is_broken_costs_only_itself(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    whole = saved.visit().bytes
    cut = store.put("cut.warc.gz", whole[: len(whole) // 2])
    done = store.take(cut, store.put("good.mhtml", saved.mhtml(address(2020), report(2020))))
    assert any(one.fault and one.file == "cut.warc.gz" for one in done.troubles)
    assert title(2020) in {line["title"] for line in store.lines()}


def test_a_listing_says_what_of_it_was_not_saved(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    page = saved.listing((2019,)).replace(b"</body>", "<div>共 25 条记录 1/3 页</div></body>".encode())
    done = store.take(store.put("list.html", saved.by_chrome(LIST, page)))
    assert "25" in done.plan.more[LIST] or "3" in done.plan.more[LIST]
    assert "next: open what is missing" in told(done)


def test_a_crawl_that_meets_the_same_bytes_refers_to_them(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    store.take(store.put("page.mhtml", saved.mhtml(address(2020), report(2020))))
    state = State(store.store.state)
    page = state.page(address(2020))
    state.close()
    assert page is not None
    writer = ArchiveWriter(store.store.archives / "20990101T000000-000.warc.gz", {})
    body = report(2020)
    written = writer.write(Exchange(address(2020), 200, [("Content-Type", "text/html")], body), page.archived)
    writer.close()
    entry = entry_at(store.store.archives / written.file, written.offset)
    assert entry.type == "revisit"
    assert body_of(entry, store.store.archives / written.file) == body


def test_a_release_knows_where_its_records_come_from(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    store.take(store.put("visit.warc.gz", saved.visit().bytes))
    release = release_of(store.store.root, tmp_path / "release", {SITE.key: SITE})
    with duckdb.connect() as connection:
        captures = connection.read_parquet(str(release / "captures.parquet"))
        origins = captures.project("origin, url_found_by, fetched_at_found_by").distinct().fetchall()
        counted = connection.read_parquet(str(release / "sites.parquet")).project("imported").fetchall()
        known = store.lines()[0]["id"]
        told = list(trace_lines(trace(connection, release, store.store.root, (known, None), [])))
    assert origins == [("import", "warc", "warc")]
    assert counted == [(2,)]
    assert "2 records of pages that people's browsers have saved" in (release / "data_card.md").read_text("utf-8")
    assert any(
        "seen in a person's browser 2026-04-20T02:11:35+00:00 (address by warc, time by warc)" in line for line in told
    )


def test_an_address_that_is_none_costs_only_itself(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    made = Warc().answer("http://www.jiaxian\u2100gov.cn/a.html", report(2019)).answer(address(2020), report(2020))
    done = store.take(store.put("visit.warc.gz", made.bytes))
    assert done.refused["no web address"] == 1
    assert [line["title"] for line in store.lines()] == [title(2020)]


def test_a_page_that_crawls_could_not_read_weighs_no_more(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    state, night = State(store.store.state), datetime(2026, 4, 1, tzinfo=UTC)
    failed = page_failed(address(2020), "blocked", None, night)
    state.commit([page_failed(address(2020), "blocked", failed, night)], [])
    state.close()
    store.take(store.put("page.mhtml", saved.mhtml(address(2020), report(2020))))
    state = State(store.store.state)
    page = state.page(address(2020))
    state.close()
    assert page is not None
    assert (page.outcome, page.failures, page.role, page.report_year) == ("ok", 0, "article", 2020)
    assert not is_due(page, datetime(2026, 5, 1, tzinfo=UTC))
