"""Scans and pictures: what the recogniser reads is right or left open. Needs the extra `ocr` (make test-services)."""

from __future__ import annotations

import socket
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from gaispider.documents import pictures
from gaispider.documents.content import UnreadableFileError
from gaispider.documents.contents import read_recognised
from gaispider.documents.file_reader import read_file
from gaispider.reading import extract_drafts
from tests.documents import made, scans
from tests.documents.reading import lines_of
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as forms
from tests.report.forms.test_forms import expected, got

URL = "http://www.panshi.gov.cn/xxgk/2021nb.pdf"
SCAN = scans.Scan(dpi=150, angle=1.2, noise=10, quality=70)

needs_ocr = [
    pytest.mark.services,
    pytest.mark.skipif(not pictures.installed(), reason="the extra ocr is not installed"),
]


@pytest.fixture(scope="module")
def figures() -> form_figures.Figures:
    return form_figures.made_up("C", 5)


@pytest.fixture(scope="module")
def scan(figures: form_figures.Figures) -> bytes:
    """A report as a scanner leaves it: the second page lies on its side."""
    pages = scans.pictures(made.report(figures, 5, paragraphs=1), SCAN)
    pages[1] = pages[1].rotate(90, expand=True)
    return scans.as_file(pages, "pdf", SCAN.quality)


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp", "tif"])
def test_a_picture_that_nothing_read_needs_ocr(kind: str) -> None:
    body = scans.as_file([scans.drawn(made.Paper([(20.0, 20.0, "2021", 5.0)]), replace(SCAN, dpi=50))], kind)
    draft = extract_drafts(body, f"http://www.panshi.gov.cn/xxgk/1.{kind}")[0]
    (attachment,) = draft.report.attachments
    assert [warn.code for warn in attachment.warnings] == ["needs_ocr"]
    assert (attachment.reader, draft.report.text) == (None, None)


def test_who_asks_without_the_extra_is_told_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "installed", lambda: False)
    body = scans.as_file([scans.drawn(made.Paper(), replace(SCAN, dpi=50))])
    with pytest.raises(UnreadableFileError, match=r"pip install 'gaispider\[ocr\]'") as raised:
        read_file(body, ocr=True)
    assert raised.value.cause == "not_installed"
    assert read_file(body).pictured == [1]


class TestRecognised:
    pytestmark = needs_ocr

    def test_a_scan_gives_its_figures_and_text(self, figures: form_figures.Figures, scan: bytes) -> None:
        draft = extract_drafts(scan, URL, ocr=True)[0]
        report = draft.report
        assert report.attachments[0].reader == pictures.reader_name()
        assert report.attachments[0].warnings == []
        wrong, opened, right = [], [], 0
        have = got(report.statistics.tables)
        for key, raw in expected(figures).items():
            figure = have.get(key)
            assert figure is None or figure.certainty != "certain"
            if figure is None or figure.value is None:
                opened.append(key)
            elif str(figure.value) == forms_value(raw):
                assert (figure.method, figure.certainty) == ("ocr", "context")
                right += 1
            else:
                wrong.append((key, raw, figure))
        assert wrong == []
        assert right >= 0.97 * (right + len(opened)), opened
        assert all(check.holds for check in report.statistics.checks)
        assert report.statistics.form == "C2021"
        assert report.title == made.TITLE
        assert report.signed is not None
        assert (report.signed.value, report.signed.method, report.signed.certainty) == ("2022-01-18", "ocr", "context")
        assert report.period is not None and report.period.method == "ocr"
        read = "".join((report.text or "").split())
        lines = [line for line in lines_of(made.report(figures, 5, paragraphs=1)) if line in read]
        assert len(lines) >= 0.9 * len(lines_of(made.report(figures, 5, paragraphs=1)))

    def test_large_text_right_under_a_table_is_no_row_of_it(self) -> None:
        """Some of its strokes meet the table's last line, and some stand where columns end."""
        from gaispider.documents.pictures.ruling_lines import ruling
        from gaispider.documents.printed.ruled_tables import cell_boxes

        image = Image.new("L", (2050, 2900), 255)
        pen = ImageDraw.Draw(image)
        font = ImageFont.truetype(scans.chinese_font(), 42)
        columns, rows = range(200, 1801, 100), range(300, 501, 50)
        for y in rows:
            pen.line((200, y, 1800, y), 0, 4)
        for x in columns:
            pen.line((x, 300, x, 500), 0, 4)
        for start in range(195, 206, 2):
            made_page = image.copy()
            words = "本报告由主动公开、中间用申请、行政复议等部分组成，如有疑问，请与本单位联系"
            ImageDraw.Draw(made_page).text((start, 497), words, 0, font)
            found = ruling(np.asarray(made_page))
            grids = [grid for grid in cell_boxes(found.rules) if len(grid) > 1]
            assert [len(grid) for grid in grids] == [(len(columns) - 1) * (len(rows) - 1)]
            assert max(box[3] for box in grids[0]) < 510

    @pytest.mark.parametrize("kind", ["png", "jpg"])
    def test_a_picture_of_a_table_is_read_without_a_network(self, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*_: object) -> None:
            raise AssertionError("the recogniser asked the network")

        monkeypatch.setattr(socket.socket, "connect", refused)
        table = forms.read(forms.markup(form_figures.made_up("C", 7), form_grids.Variant(t2="stacked"))).tables[-1]
        (paper,) = made.printed([table])
        picture = scans.drawn(paper, replace(SCAN, dpi=110))
        body = scans.as_file([picture.crop((0, 0, picture.width, picture.height // 3))], kind)
        (content,) = read_recognised(body, f"table.{kind}").read
        assert (content.recognised, content.pictured, content.reader) == ([1], [], pictures.reader_name())
        (read,) = content.document.tables
        want = [cell.text for cell in table.cells if cell.text.isdigit()]
        assert [cell.text.partition("〔")[0] for cell in read.cells if cell.text[:1].isdigit()] == want

    def test_an_empty_page_and_a_torn_file_are_no_crash(self) -> None:
        blank = scans.as_file([scans.drawn(made.Paper(), replace(SCAN, dpi=60))], "png")
        (content,) = read_recognised(blank).read
        assert (content.text_chars, content.recognised) == (0, [1])
        torn = read_recognised(blank[: len(blank) // 2])
        assert [fault.cause for _, fault in torn.faults] == ["damaged"]


def forms_value(raw: str) -> str:
    """The value of a cell's raw string, as text."""
    from gaispider.report.forms.values import read_number

    return read_number(raw).value or ""
