"""`scrapy extract FOLDER`: its pages in the order of their names, and a line for each file that is none."""

from __future__ import annotations

import json
from pathlib import Path

from gaispider.maintenance.page_folder import files_of
from tests.commands.scrapy_command import scrapy
from tests.documents import made
from tests.page.test_saved_page import URL, archive, html, part


def folder(tmp_path: Path) -> Path:
    top = tmp_path / "pages"
    files = {
        "b.html": html("utf-8").encode(),
        "a.htm": html("gb18030").encode("gb18030"),
        "2019/c.mhtml": archive(part(html("utf-8").encode(), "quoted-printable")),
        "wide.html": html("utf-16").encode("utf-16"),
        "b_files/frame.html": b"<p>advertisement</p>",
        "b_files/a.js": b"var a = 1;",
        "2019/scan.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
        "2019/d.docx": made.word([made.TITLE, "一行"]),
        "empty.html": b"",
        "notes.txt": "只是几个字".encode(),
        ".hidden.html": b"<p>x</p>",
    }
    for name, body in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(body)
    return top


def test_which_files_are_pages(tmp_path: Path) -> None:
    top = folder(tmp_path)
    found = {path.relative_to(top).as_posix(): why_not for path, why_not, _ in files_of(top)}
    files_read = [name for name, why_not in found.items() if why_not is None]
    assert files_read == [
        "2019/c.mhtml",
        "2019/d.docx",
        "a.htm",
        "b.html",
        "wide.html",
    ]
    assert found["2019/scan.jpg"] == "no page, but a file: image/jpeg"
    assert found["empty.html"] == "is empty"
    assert found["notes.txt"] == "no page: there is no markup in it"
    assert set(found) == {*files_read, "2019/scan.jpg", "empty.html", "notes.txt"}


def test_a_folder_is_read(tmp_path: Path) -> None:
    top = folder(tmp_path)
    done = scrapy("extract", str(top))
    assert done.returncode == 0, done.stderr
    urls = [json.loads(line)["url"] for line in done.stdout.splitlines()]
    assert urls == [URL, "file:2019/d.docx", "file:a.htm", "file:b.html", "file:wide.html"]
    told = done.stderr.splitlines()
    assert [line for line in told if "scan.jpg" in line] == [f"{top}/2019/scan.jpg: no page, but a file: image/jpeg"]
    assert not [line for line in told if "c.mhtml" in line]  # it knows its address


def test_a_folder_without_a_page_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(b"GIF89a")
    done = scrapy("extract", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == f"{tmp_path}: there is no page in it"


def test_an_address_goes_with_one_page(tmp_path: Path) -> None:
    done = scrapy("extract", str(folder(tmp_path)), "--url", URL)
    assert done.returncode == 2
    assert "do not go with a folder" in done.stderr
