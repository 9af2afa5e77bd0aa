"""Files that a crawl leaves: old Word by LibreOffice, and scans, read by `scrapy documents`."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from gaispider.documents import pictures
from gaispider.documents.word import office
from tests.crawl.files.test_file_reports import FileSite
from tests.crawl.scrapy_process import Done, Scrapy
from tests.documents import made, scans
from tests.replicas import file_reports
from tests.replicas.server import ReplicaServer, Served

UNITS = ("柳湾镇", "石桥镇", "东岭镇")


class WithOffice(FileSite):
    """The site on a machine that has LibreOffice."""

    def crawl(self, *arguments: str, private: bool = True, key: str = "plain") -> Done:
        return Scrapy(self.command(*arguments, private=private, key=key)).wait()

    def documents(self, *arguments: str) -> Done:
        return Scrapy(["documents", "plain", *self.command()[2:], "--jobs", "1", *arguments]).wait()

    def reread(self, *arguments: str) -> Done:
        archives = [str(path) for path in sorted((self.store / "archive").glob("*.warc.gz"))]
        return Scrapy(["extract", *archives, *self.command()[2:], "--jobs", "1", *arguments]).wait()


@pytest.mark.services
@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed (make test-services tries to)")
def test_old_word_is_left_by_the_crawl_and_read_by_the_command(web: ReplicaServer, tmp_path: Path) -> None:
    words = {f"{number}.docx": made.word(file_reports.parts_of(unit)) for number, unit in enumerate(UNITS)}
    old = [*office.converted(words, "doc", 300).values()]
    web.pages |= file_reports.site({unit: (f"{n}.doc", old[n]) for n, unit in enumerate(UNITS)})
    site = WithOffice(tmp_path, web, start=[f"{web.url}{file_reports.COLUMN}"])
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert "3 files left (3 office): scrapy documents plain" in done.stderr
    assert {line["text_from"] for line in site.lines()} == {"page"}
    done = site.documents()
    assert done.returncode == 0, done.stderr
    assert "3 files read; 3 records written" in done.stderr
    for unit, line in site.by_unit().items():
        assert line["text_from"] == f"{unit}2021年年报.doc"
        assert line["statistics"]["form"] == "C2021"
        assert {check["holds"] for check in line["statistics"]["checks"]} == {True}
        assert line["attachments"][0]["reader"].startswith("LibreOffice ")
    assert site.reread("--diff").stdout == ""
    done = site.crawl("-a", "full=1")
    assert site.summaries()[-1]["counts"]["unchanged"] == len(UNITS), done.stderr


@pytest.mark.services
@pytest.mark.skipif(not pictures.installed(), reason="the extra `ocr` is not installed (make test-services does)")
def test_scans_are_read_when_they_are_asked_for(web: ReplicaServer, tmp_path: Path) -> None:
    pages = scans.pictures(file_reports.parts_of("图山镇"), scans.Scan(dpi=150, noise=5))
    web.pages |= file_reports.site(
        {"图山镇": ("tu.pdf", scans.as_file(pages))},
        pictures={unit: file_reports.pictured(unit) for unit in ("绘表镇", "嵌表镇")},
    )
    # Tables 3 and 4 of another report are pictures of its page, the longer one two.
    *_, applications, reviews = (part for part in file_reports.parts_of("绘表镇") if not isinstance(part, str))
    drawn = [picture for table in (applications, reviews) for picture in scans.pictures([table], scans.Scan(dpi=150))]
    for path, picture in zip(file_reports.PICTURES, drawn, strict=True):
        target = io.BytesIO()
        picture.save(target, "PNG")
        web.pages[path] = Served(target.getvalue(), "image/png")
    # Those of a third lie in the source of its page.
    page = file_reports.pictured("嵌表镇").body.decode()
    for path, picture in zip(file_reports.PICTURES, drawn, strict=True):
        target = io.BytesIO()
        picture.convert("1").save(target, "PNG")
        page = page.replace(path, f"data:image/png;base64,{base64.b64encode(target.getvalue()).decode()}")
    web.pages[f"{file_reports.PICTURED}901.html"] = Served(page.encode())
    site = WithOffice(tmp_path, web, start=[f"{web.url}{file_reports.COLUMN}"])
    done = site.crawl()
    assert done.returncode == 0, done.stderr
    assert all("needs_ocr" in {warning["code"] for warning in line["warnings"]} for line in site.lines())
    assert "0 files read; 0 records written" in site.documents().stderr
    assert site.documents("--ocr", "--list").stdout.count("its pages are pictures") == 7
    done = site.documents("--ocr")
    assert done.returncode == 0, done.stderr
    line, other, within = (site.by_unit()[unit] for unit in ("图山镇", "绘表镇", "嵌表镇"))
    assert line["text_from"] == "图山镇2021年年报.pdf"
    assert (other["text_from"], other["statistics"]["tables_from"]) == ("page", "biao1.png")
    assert within["statistics"]["tables_from"] == f"{within['url']}#picture-1"
    for record in (line, other, within):
        tables = record["statistics"]["tables"]
        given = [cell for row in tables["t3"].values() for cell in row.values() if cell["value"]]
        assert {cell["method"] for cell in given} == {"ocr"}
    assert len(other["statistics"]["tables"]["t4"]) == 3
    assert "needs_ocr" not in {warning["code"] for page in (other, within) for warning in page["warnings"]}
    assert site.reread("--diff").stdout == ""
    assert "0 files read; 0 records written" in site.documents("--ocr").stderr
