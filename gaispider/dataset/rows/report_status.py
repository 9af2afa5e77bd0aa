"""What is known of a report: read, only offered as a file, a picture, or not readable."""

from __future__ import annotations

from gaispider.items import Report


def has_figures(report: Report) -> bool:
    """Whether any table or sentence gave a figure."""
    tables = report.statistics.tables
    return bool(report.statistics.narrative or tables.t2 or tables.t3 or tables.t4 or tables.a)


def status_of(report: Report) -> str:
    """`reported`, or why it is not: needs_ocr, unreadable, file_only.

    Rules, in this order: figures, a file's text, or a page's that is more than a pointer → reported; a picture or a
    scan → needs_ocr; a file that cannot be read → unreadable; a file that nothing has read yet → file_only; nothing at
    all → unreadable.
    """
    codes = {warning.code for warning in report.warnings}
    for file in report.attachments:
        codes.update(warning.code for warning in file.warnings)
    points_elsewhere = bool(codes & {"attachment_only", "body_is_image", "body_empty"})
    of_file = report.text_from not in (None, "page")
    if has_figures(report) or (report.text and (of_file or not points_elsewhere)):
        return "reported"
    if codes & {"needs_ocr", "body_is_image"}:
        return "needs_ocr"
    if "unreadable_attachment" in codes:
        return "unreadable"
    return "file_only" if report.attachments else "unreadable"
