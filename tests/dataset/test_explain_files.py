"""Values that were read from a file: the file, its digest and WARC record are named, and its text shows the place."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import duckdb
import pytest
from lxml import html

from gaispider.archive.writer import Exchange
from gaispider.dataset.explaining.file_page import file_page, place_in_file
from gaispider.dataset.explaining.source_page import SourcePage, source_page
from gaispider.dataset.explaining.trace_lines import trace_lines
from gaispider.dataset.explaining.trace_value import trace
from gaispider.evaluation.made_files.paper_pdf import pdf
from gaispider.files import body_digest
from gaispider.items import Attachment, Capture, Report
from gaispider.page.model import Cell, Table
from gaispider.reading import extract
from tests.dataset.archived import archive
from tests.dataset.made import release_of, store_of

PAGE, FILE = "http://www.panshi.gov.cn/czj/2020.html", "http://www.panshi.gov.cn/czj/2020.docx"
NAME = "财政局2020年报告.docx"
ROWS = (
    ("指标名称", "单位", "数量"),
    ("主动公开政府信息数", "条", "128"),
    ("收到申请数", "件", "12"),
    ("当面申请数", "件", "5"),
)


def word_file() -> bytes:
    """A report with a sentence and an annex."""
    made = docx.Document()
    made.add_paragraph("磐石市财政局2020年政府信息公开工作年度报告")
    made.add_paragraph("一、概述")
    made.add_paragraph("本年召开政府信息公开工作会议3次。" * 8)
    table = made.add_table(len(ROWS), 3)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = BytesIO()
    made.save(out)
    return out.getvalue()


BODY = word_file()


def report_of_file(capture: Capture, url: str) -> Report:
    (record,) = extract(BODY, FILE, site="panshi")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file = Attachment(FILE, NAME, kind, body_digest(BODY), "python-docx", None, 1, 200)
    return replace(record, site="panshi", url=url, capture=capture, attachments=[file], text_from=NAME)


def shown(folder: Path, record: Report, *fields: str) -> tuple[SourcePage, str]:
    """The page of the sources, and the lines for a terminal."""
    release = release_of(store_of(folder / "store", [record]), folder / "release")
    with duckdb.connect() as connection:
        traced = trace(connection, release, folder / "store", (record.id, None), list(fields))
    return source_page(traced, folder / "store"), "\n".join(trace_lines(traced))


@pytest.mark.parametrize("is_own", [False, True], ids=["offered by a page", "the answer itself"])
def test_a_value_leads_into_its_file(tmp_path: Path, is_own: bool) -> None:
    head = [("Content-Type", "text/html; charset=utf-8")]
    page = Exchange(PAGE, 200, head, f"<p>详见附件：<a href='2020.docx'>{NAME}</a></p>".encode())
    answers = archive(tmp_path / "store", page, Exchange(FILE, 200, [("Content-Type", "application/msword")], BODY))
    record = report_of_file(answers[is_own], FILE if is_own else PAGE)
    found, lines = shown(tmp_path, record, "applications_received", "proactive_total")
    assert f"text read from the file {NAME}  {FILE}  {body_digest(BODY)}" in lines
    assert found.marked == found.places == 2
    assert "applications_received: table 1, row 3, column 3 of the file" in found.lines
    assert any(answers[1].record_id in line for line in found.lines)
    frames = html.fromstring(found.html).xpath("//iframe")
    assert [frame.get("sandbox") for frame in frames] == [""] * (1 if is_own else 2)
    marks = html.fromstring(frames[-1].get("srcdoc")).xpath("//*[contains(@style, 'outline')]")
    assert [mark.text_content() for mark in marks] == ["128", "12"]


def test_a_cell_of_a_printed_file_has_its_page() -> None:
    """A table that a page break cuts is one table; each row knows its page."""
    cells = [Cell(f"{row}.{column}", row, column) for row in range(80) for column in range(2)]
    root, fault = file_page(pdf([Table(cells, 80, 2)]), "a.pdf")
    assert fault is None
    found = {cell.text: place_in_file(cell) for cell in root.iter("td")}
    assert found["0.1"] == "page 1, table 1, row 1, column 2"
    assert found["79.0"] == "page 2, table 1, row 80, column 1"


def test_a_file_that_no_archive_has_is_said(tmp_path: Path) -> None:
    head = [("Content-Type", "text/html; charset=utf-8")]
    (capture,) = archive(tmp_path / "store", Exchange(PAGE, 200, head, "<p>详见附件</p>".encode()))
    found, _ = shown(tmp_path, report_of_file(capture, PAGE), "applications_received")
    assert (found.marked, found.places) == (0, 1)
    assert f"the file {NAME} ({body_digest(BODY)}) is in no archive" in found.lines
