"""What the panel says of reports that are files."""

from __future__ import annotations

import pytest

from gaispider.dataset.rows.report_status import status_of
from gaispider.items import Attachment, Statistics, Warn
from tests.test_schema import a_report

POINTS = Warn("attachment_only", "1 attachments, text: 详见附件")


@pytest.mark.parametrize(
    ("text_from", "warning", "status"),
    [
        ("年报.pdf", None, "reported"),
        ("page", None, "file_only"),
        ("page", Warn("needs_ocr", "年报.pdf: pages that are pictures: 1, 2"), "needs_ocr"),
        ("page", Warn("unreadable_attachment", "年报.pdf: encrypted: a password is needed"), "unreadable"),
    ],
)
def test_a_file_that_was_read_is_a_report_and_others_say_why_not(
    text_from: str, warning: Warn | None, status: str
) -> None:
    report = a_report()
    file = Attachment("http://www.panshi.gov.cn/a.pdf", "年报.pdf", "application/pdf", f"sha256:{'0' * 64}")
    file.warnings = [warning] if warning else []
    report.text, report.text_from, report.statistics = "全文。", text_from, Statistics()
    report.warnings, report.attachments = [POINTS], [file]
    assert status_of(report) == status
