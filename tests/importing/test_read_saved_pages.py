"""Saved pages, web archives of browsers, and folders and zips of these, read as answers; what is broken is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gaispider.importing.saved_marks import find_mark, marks
from gaispider.importing.visit import Given
from tests.documents import made
from tests.importing import saved
from tests.importing.saved import FILE, LIST, PDF, ROOT, address, listing, mhtml, report
from tests.importing.test_read_visits import PAGE, SEEN, put, read, zipped


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_web_archive_gives_its_page_and_its_frames(tmp_path: Path, charset: str) -> None:
    frame = f"{ROOT}/zwgk/ndbg/list.html"
    page = PAGE.decode().replace("utf-8", charset).encode(charset)
    body = mhtml(address(2019), page, frames={frame: listing(), "cid:css-1@mhtml.blink": b"p{}"})
    visits, troubles = read(put(tmp_path, "page.mhtml", body))
    assert troubles == []
    assert [(one.url, one.body, one.status) for one in visits] == [
        (address(2019), page, None),
        (frame, listing(), None),
    ]
    assert {(one.status, one.time, one.time_from, one.address_from) for one in visits} == {
        (None, SEEN, "mhtml", "mhtml")
    }


@pytest.mark.parametrize(
    ("program", "dated"), [(saved.by_chrome, "file"), (saved.by_singlefile, "page")], ids=["Chrome", "SingleFile"]
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_saved_page_says_where_it_came_from(
    tmp_path: Path, program: Callable[[str, bytes], bytes], dated: str, charset: str
) -> None:
    body = program(address(2019), PAGE).decode().encode(charset)
    path = put(tmp_path, "page.html", body)
    os.utime(path, (SEEN.timestamp(), SEEN.timestamp()))
    (visit,), troubles = read(path)
    assert troubles == []
    assert (visit.url, visit.address_from, visit.time, visit.time_from) == (address(2019), "page", SEEN, dated)


@pytest.mark.parametrize("mark", marks(), ids=lambda mark: mark.program)
def test_every_row_finds_its_example(mark: object) -> None:
    example = getattr(mark, "example")  # noqa: B009
    found = find_mark(f"<!DOCTYPE html>{example}<p>".encode())
    assert found is not None
    assert (found.url, found.program) == ("http://www.panshi.gov.cn/a/t1.html", getattr(mark, "program"))  # noqa: B009
    assert (found.time is not None) == ("2026" in example)


def test_without_an_address_the_page_says_so_and_a_person_goes_before_all(tmp_path: Path) -> None:
    path = put(tmp_path, "page.html", PAGE)
    (visit,), _ = read(path)
    assert (visit.url, visit.address_from) == ("", None)
    given = Given(address(2019), datetime(2026, 4, 1, tzinfo=UTC))
    (visit,), _ = read(path, given)
    assert (visit.url, visit.address_from, visit.time.day, visit.time_from) == (address(2019), "given", 1, "given")
    marked = put(tmp_path, "marked.html", saved.by_chrome(LIST, PAGE))
    (visit,), _ = read(marked, Given(addresses={"marked.html": address(2020)}))
    assert (visit.url, visit.address_from) == (address(2020), "given")


def test_what_windows_notes_of_a_download_is_its_address(tmp_path: Path) -> None:
    path = put(tmp_path, "report.pdf", PDF)
    put(tmp_path, "report.pdf:Zone.Identifier", f"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl={FILE}\r\n".encode())
    (visit,), _ = read(path)
    assert (visit.url, visit.address_from, visit.content_type) == (FILE, "system", "application/pdf")


def test_a_folder_gives_its_pages_their_frames_and_files_and_no_parts(tmp_path: Path) -> None:
    top = tmp_path / "saved"
    put(top, "a.html", saved.by_chrome(address(2019), PAGE))
    put(top, "a_files/saved_resource.html", saved.by_chrome(f"{ROOT}/frame.html", listing()))
    put(top, "a_files/ad.html", b"<p>an advertisement</p>")
    put(top, "a_files/a.js", b"var a")
    put(top, "2020/b.mhtml", mhtml(address(2020), report(2020)))
    put(top, "2020/annex.pdf", PDF)
    put(top, "2020/empty.html", b"")
    put(top, ".DS_Store", b"x")
    (top / "link.html").symlink_to(top / "a.html")
    visits, troubles = read(top)
    assert {one.file: one.url for one in visits} == {
        "2020/annex.pdf": "",
        "2020/b.mhtml": address(2020),
        "a.html": address(2019),
        "a_files/saved_resource.html": f"{ROOT}/frame.html",
    }
    assert [one.sentence for one in troubles] == ["2020/empty.html: it is empty"]
    (tmp_path / "nothing").mkdir()
    assert "there is no saved page" in read(tmp_path / "nothing")[1][0].why


@pytest.mark.parametrize(
    ("body", "word"), [(b"\x00\x01\x02", "nothing in it"), (b"  ", "empty"), (b"\x1f\x8b\x08broken", "")]
)
def test_what_is_no_visit_is_told(tmp_path: Path, body: bytes, word: str) -> None:
    visits, troubles = read(put(tmp_path, "x.bin", body))
    assert visits == [] or visits[0].url == ""
    assert all(word in one.why for one in troubles)
    assert visits or troubles


def test_a_zipped_folder_is_read_as_a_folder(tmp_path: Path) -> None:
    files = {
        "saved/a.html": saved.by_chrome(address(2019), PAGE),
        "saved/a_files/a.js": b"var a",
        "saved/a_files/b.png": b"\x89PNG\r\n\x1a\n",
        "saved/2020.mhtml": mhtml(address(2020), report(2020)),
        "saved/annex.pdf": PDF,
    }
    visits, troubles = read(put(tmp_path, "saved.zip", zipped(files)))
    assert troubles == []
    assert {one.file: one.url for one in visits} == {
        "saved.zip!saved/a.html": address(2019),
        "saved.zip!saved/2020.mhtml": address(2020),
        "saved.zip!saved/annex.pdf": "",
    }


def test_names_in_a_zip_of_a_chinese_windows_are_read(tmp_path: Path) -> None:
    name = "统计表.pdf".encode("gbk")
    packed = zipped({"x" * (len(name) - 4) + ".pdf": PDF, "a.html": PAGE})
    visits, _ = read(put(tmp_path, "saved.zip", packed.replace(b"x" * (len(name) - 4) + b".pdf", name)))
    assert [one.file for one in visits] == ["saved.zip!统计表.pdf", "saved.zip!a.html"]


def test_a_document_that_is_a_zip_is_a_document(tmp_path: Path) -> None:
    word = made.word([made.TITLE, "一行"])
    (visit,), troubles = read(put(tmp_path, "report.docx", word))
    assert troubles == []
    assert visit.body == word
