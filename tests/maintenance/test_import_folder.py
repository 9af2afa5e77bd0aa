"""What a person saved as pages and files of a folder is imported where its address can be told."""

from __future__ import annotations

from pathlib import Path

from gaispider.archive.reader import entries
from gaispider.importing.visit import Given
from gaispider.maintenance.reread import Archive, article_offsets, reread
from tests.importing import saved
from tests.importing.saved import FILE, LIST, PDF, ROOT, SITE, Warc, address, report, title
from tests.maintenance.importer import Importer, told


def test_a_folder_of_saved_pages_and_the_files_beside_them(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    store.put("list.html", saved.by_singlefile(LIST, saved.listing()))
    store.put("2019.mhtml", saved.mhtml(address(2019), report(2019, file=FILE)))
    # Firefox writes no address; the listing has one row with this title.
    store.put("2020.html", report(2020))
    store.put("甲县水利局2019年统计表 (1).pdf", PDF)
    done = store.take(store.put("other.html", b"<p>1</p>").parent)
    first, second = sorted(store.lines(), key=lambda line: line["report_year"])
    assert (first["url"], second["url"]) == (address(2019), address(2020))
    assert [line["capture"]["status"] for line in (first, second)] == [None, None]
    assert [line["capture"]["url_found_by"] for line in (first, second)] == ["mhtml", "link"]
    assert [line["capture"]["fetched_at_found_by"] for line in (first, second)] == ["mhtml", "file"]
    assert first["attachments"][0]["digest"]
    assert [one.file for one in done.plan.nameless] == ["other.html"]
    assert "other.html: nothing says where it came from; give its address with --url" in told(done)
    (archive,) = store.archives()
    kinds = {entry.url: entry.type for entry in entries(archive) if entry.type in ("response", "resource")}
    assert set(kinds.values()) == {"resource"}
    assert set(kinds) == {LIST, address(2019), address(2020), FILE}
    # An archive of saved pages is read again as any other.
    made = reread(Archive(archive, SITE, "live", limits=None), article_offsets(Archive(archive, SITE, "live"))[0][0])
    assert made[0].capture is not None
    assert (made[0].capture.origin, made[0].capture.status) == ("import", None)


def test_what_two_addresses_could_be_is_neither(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    twice = saved.listing().replace(
        b"</ul>", f'<li><a href="{ROOT}/other/t1.html">{title(2020)}</a></li></ul>'.encode()
    )
    store.put("list.html", saved.by_chrome(LIST, twice))
    done = store.take(store.put("page.html", report(2020)).parent)
    assert store.lines() == []
    assert [one.file for one in done.plan.nameless] == ["page.html"]


def test_a_file_alone_is_taken_where_a_person_says_what_it_is(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    path = store.put("report.pdf", PDF)
    assert [one.file for one in store.take(path).plan.nameless] == ["report.pdf"]
    done = store.take(path, given=Given(FILE))
    assert done.counters.new == 1
    (line,) = store.lines()
    assert (line["url"], line["capture"]["url_found_by"]) == (FILE, "given")
    assert line["warnings"][0]["code"] == "attachment_only"


def test_a_file_of_another_host_is_taken_if_a_report_names_it(tmp_path: Path) -> None:
    store = Importer(tmp_path)
    cloud, other = "http://files.example.com/a/2019.pdf", "http://files.example.com/a/other.pdf"
    made = Warc().answer(address(2019), report(2019, file=cloud)).answer(cloud, PDF, kind="application/pdf")
    made.answer(other, PDF + b"2", kind="application/pdf").answer("http://www.example.com/2019.html", report(2019))
    done = store.take(store.put("visit.warc.gz", made.bytes))
    (line,) = store.lines()
    assert line["attachments"][0]["digest"]
    assert [one.url for one in done.plan.foreign] == [other]
    assert dict(done.refused) == {"host www.example.com": 1}
