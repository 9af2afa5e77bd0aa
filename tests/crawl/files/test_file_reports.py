"""Reports that are files, crawled: each gives one record with its figures, or with the cause why it has none."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tests.crawl.scrapy_process import Done, Scrapy
from tests.crawl.whole_site import WholeSite
from tests.documents import made
from tests.replicas import file_reports
from tests.replicas.server import ReplicaServer

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0\0"
ENTRY = "青溪镇"


def without_office() -> None:
    """Let the process find no LibreOffice."""
    os.environ["PATH"] = ""


class FileSite(WholeSite):
    """The site, and the commands on its store, on a machine without LibreOffice."""

    def crawl(self, *arguments: str, private: bool = True, key: str = "plain") -> Done:
        return Scrapy(self.command(*arguments, private=private, key=key), without_office).wait()

    def documents(self, *arguments: str) -> Done:
        return Scrapy(["documents", "plain", *self.command()[2:], "--jobs", "1", *arguments], without_office).wait()

    def reread(self, *arguments: str) -> Done:
        archives = [str(path) for path in sorted((self.store / "archive").glob("*.warc.gz"))]
        return Scrapy(["extract", *archives, *self.command()[2:], "--jobs", "1", *arguments], without_office).wait()

    def by_unit(self) -> dict[str, dict[str, Any]]:
        """The newest line of each record, by the unit in its title."""
        lines = sorted(self.lines(), key=lambda line: line["read_at"])
        newest = {line["id"]: line for line in lines}.values()
        return {line["title"].partition("人民政府")[0]: line for line in newest}


def causes(line: dict[str, Any]) -> list[str]:
    """The causes that a record's attachments tell."""
    told = [warning for file in line["attachments"] for warning in file["warnings"]]
    assert all(warning in line["warnings"] for warning in told)
    return [
        "needs_ocr" if warning["code"] == "needs_ocr" else warning["detail"].partition(": ")[2].partition(":")[0]
        for warning in told
    ]


def test_files_give_records_with_figures_or_with_the_cause(web: ReplicaServer, tmp_path: Path) -> None:
    good, broken = file_reports.good(), file_reports.broken()
    left = {"旧档镇": ("jiu.doc", OLD_WORD), "长卷镇": ("chang.pdf", file_reports.many_pages(4))}
    scan = {"图山镇": ("tu.pdf", file_reports.scan())}
    entry = {ENTRY: ("qingxi.pdf", made.pdf(file_reports.parts_of(ENTRY)))}
    web.pages |= file_reports.site(
        good | {unit: row[:2] for unit, row in broken.items()} | left | scan,
        entry,
        {"绘表镇": file_reports.pictured("绘表镇")},
    )
    site = FileSite(tmp_path, web, start=[f"{web.url}{file_reports.COLUMN}"])
    done = site.crawl("-s", "FILE_PAGES=3")
    assert done.returncode == 0, done.stderr
    assert "files: 17 read, 0 known from before" in done.stderr
    assert "1 not_installed" in done.stderr
    assert "scrapy documents plain" in done.stderr
    records = site.by_unit()
    for unit in (*good, ENTRY):
        statistics, (file,) = records[unit]["statistics"], records[unit]["attachments"]
        assert (records[unit]["kind"], records[unit]["report_year"]) == ("annual_report", 2021)
        assert (statistics["form"], statistics["tables_from"]) == ("C2021", records[unit]["text_from"])
        assert statistics["checks"]
        assert {check["holds"] for check in statistics["checks"]} == {True}
        assert (file["tables"], causes(records[unit])) == (3, [])
        assert file["text_chars"] == len(records[unit]["text"].replace("\t", "").replace("\n", ""))
    assert records["南河镇"]["text_from"] == "年报.docx"
    assert records[ENTRY]["rules"]["text"] == "own_file"
    assert records["石桥镇"]["attachments"][0]["reader"].startswith("python-docx ")
    for unit, (_, _, cause) in broken.items():
        assert (causes(records[unit]), records[unit]["text_from"]) == ([cause], "page")
    assert causes(records["图山镇"]) == ["needs_ocr"]
    assert [causes(records[unit]) for unit in left] == [[], []]
    drawn = records["绘表镇"]
    assert [file["url"].removeprefix(web.url) for file in drawn["attachments"]] == list(file_reports.PICTURES)
    assert {file["media_type"] for file in drawn["attachments"]} == {"image/png"}
    assert all(file["digest"] for file in drawn["attachments"])
    assert causes(drawn) == ["needs_ocr", "needs_ocr"]
    assert not [asked.path for asked in web.log if asked.path in file_reports.CHROME]
    documents = site.summaries()[0]["documents"]
    assert (documents["read"], documents["left"]) == (17, {"not_installed": 1, "slow": 1})
    _reread_and_crawled_again(site, web)


def _reread_and_crawled_again(site: FileSite, web: ReplicaServer) -> None:
    """What the archive gives is what the crawl gave; what was left is read by the command, and stays read."""
    assert site.reread("--diff", "-s", "FILE_PAGES=3").stdout == ""
    before, asked = site.by_unit(), len(web.log)
    listed = site.documents("--list")
    assert listed.returncode == 3
    assert sorted(line.split("\t")[2].rpartition("/")[2] for line in listed.stdout.splitlines()) == [
        "chang.pdf",
        "jiu.doc",
    ]
    done = site.documents()
    assert done.returncode == 3, done.stderr
    assert "1 file read; 1 record written, 0 the same as on file" in done.stderr
    assert "1 file left: LibreOffice is missing" in done.stderr
    after = site.by_unit()
    changed = [unit for unit in after if after[unit] != before[unit]]
    assert changed == ["长卷镇"]
    assert after["长卷镇"]["attachments"][0]["pages"] == 4
    # Nothing is read twice, asked for, or written again.
    again = site.documents()
    assert "0 files read; 0 records written, 0 the same as on file" in again.stderr
    assert len(web.log) == asked
    assert site.reread("--diff", "-s", "FILE_PAGES=3").stdout == ""
    done = site.crawl("-a", "full=1", "-s", "READ_FILES=0")
    assert done.returncode == 0, done.stderr
    assert site.summaries()[1]["counts"]["unchanged"] == len(after)
    assert site.by_unit() == after
    assert (
        json.loads((site.store / "runs" / f"{site.summaries()[1]['run']}.json").read_text())["documents"]["known"] > 0
    )
