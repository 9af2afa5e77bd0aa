"""A record's entries on its attachments, and the record that is read from one of them."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

from gaispider.documents.content import FileContent
from gaispider.draft import Draft
from gaispider.file_reports.compared import conflicts
from gaispider.file_reports.joined_pictures import is_picture
from gaispider.file_reports.printed_figures import leave_lines_open
from gaispider.file_reports.recognised_figures import settle_recognised
from gaispider.file_reports.recognised_text import doubt_recognised
from gaispider.file_reports.report_file import AttachedFile, Candidate, report_file
from gaispider.file_reports.settled_figures import settle_open
from gaispider.items import Report, Warn
from gaispider.page.model import Shown
from gaispider.pipelines import STEPS
from gaispider.report.statistics import check_statistics, read_statistics

# Characters. A page with less text than this has only pointed to its file, if the file has more.
_POINTER = 200
# Lines that are told of what a file does not show, and characters of each.
_MOST_LINES, _LONGEST = 20, 500


def with_files(draft: Draft, files: Iterable[AttachedFile]) -> Draft:
    """The draft completed by its files; a new one where the report is a file. `draft` went through all steps.

    A file that is the answer of the page's own address is the page, so that no other is looked at.
    """
    files = list(files)
    for file in files:
        _note(file)
    # The parts of a compilation have texts of their own.
    chosen = report_file(draft.report, files) if draft.report.part is None else None
    if chosen is not None:
        candidate, rule = chosen
        compared = candidate.twins
        if is_pointer(draft, candidate):
            draft = _draft_of_file(draft, candidate, rule)
        elif not _has_tables(draft.report):
            _take_tables(draft, candidate)
        else:
            compared = [candidate, *compared]
        draft.report.warnings += [warn for other in compared for warn in _conflicts(draft.report, other)]
    draft.report.warnings += [
        warn for file in files for warn in file.attachment.warnings if warn not in draft.report.warnings
    ]
    return draft


def is_pointer(draft: Draft, chosen: Candidate) -> bool:
    """Whether the page itself has no text to speak of, and its file has more; a text with pictures is one."""
    codes = {warn.code for warn in draft.report.warnings}
    text = sum(len(block.text) for block in draft.document.blocks)
    says_nothing = bool(codes & {"attachment_only", "body_is_image", "body_empty"})
    return says_nothing or (not is_picture(chosen.content) and text < min(_POINTER, chosen.content.text_chars))


def _note(file: AttachedFile) -> None:
    attachment, read = file.attachment, file.contents.read
    attachment.warnings = [
        Warn("unreadable_attachment", f"{name or attachment.name or attachment.url}: {fault}")
        for name, fault in file.contents.faults
    ]
    if not read:
        return
    attachment.reader = "; ".join(dict.fromkeys(content.reader for content in read if content.reader)) or None
    pages = [content.pages for content in read if content.pages is not None]
    attachment.pages = sum(pages) if pages else None
    attachment.tables = sum(len(content.document.tables) for content in read)
    attachment.text_chars = sum(content.text_chars for content in read)
    for content in read:
        if content.pictured:
            pages_said = ", ".join(map(str, content.pictured[:10]))
            detail = f"{content.name or attachment.name or attachment.url}: pages that are pictures: {pages_said}"
            attachment.warnings.append(Warn("needs_ocr", detail))
        attachment.warnings += _beside(content, content.name or attachment.name or attachment.url)


def _beside(content: FileContent, name: str) -> list[Warn]:
    """What of a file that was read is not in its text."""
    said = [Warn("unreadable_attachment", f"{name}: {cause}: {message}") for cause, message in content.unread]
    said += [Warn("hidden_text", f"{name}: {line}"[:_LONGEST]) for line in content.hidden[:_MOST_LINES]]
    if len(content.hidden) > _MOST_LINES:
        said.append(Warn("hidden_text", f"{name}: and {len(content.hidden) - _MOST_LINES} more lines"))
    return said


def _draft_of_file(draft: Draft, chosen: Candidate, rule: str) -> Draft:
    """The record read anew, with the file's text in the place of the page's."""
    report = deepcopy(draft.begun or draft.report)
    report.attachments = draft.report.attachments
    document = chosen.content.document
    lines = [block.text for block in document.blocks]
    article = replace(draft.article, document=document, lines=lines, first=0, end=len(lines), body_found_by="file")
    article.images = chosen.content.images or article.images
    if chosen.heading and (report.title is None or report.title_found_in == "listing"):
        report.title, report.title_found_in, report.title_certainty = chosen.heading, "header", "context"
        report.rules["title"] = "file_heading"
        article.title = Shown(chosen.heading, "header", "file_heading", "context")
    report.rules["text"] = rule
    made = Draft(report, article, document, draft.site)
    made.text_from = chosen.name or chosen.file.attachment.url
    made.page_unchanged = draft.page_unchanged
    for step in STEPS:
        made = step.process_item(made)
    settle_open(made.report)
    leave_lines_open(made.report, chosen.content)
    settle_recognised(made.report, chosen.content)
    doubt_recognised(made.report, chosen.content)
    return made


def _take_tables(draft: Draft, chosen: Candidate) -> None:
    """The figures of the file's tables, for a text whose tables are a file."""
    form, tables, warnings = read_statistics(chosen.content.document, draft.report.report_year)
    if form is None and not (tables.t2 or tables.t3 or tables.t4 or tables.a):
        return
    statistics = draft.report.statistics
    statistics.form, statistics.tables = form, tables
    statistics.checks, failed = check_statistics(statistics)
    statistics.tables_from = chosen.name or chosen.file.attachment.url
    if chosen.content.recognised:  # what the page said of pictures that nobody has read
        draft.report.warnings = [warn for warn in draft.report.warnings if warn.code != "needs_ocr"]
    draft.report.warnings += [*warnings, *failed]
    settle_open(draft.report)
    leave_lines_open(draft.report, chosen.content)
    settle_recognised(draft.report, chosen.content)


def _conflicts(report: Report, other: Candidate) -> list[Warn]:
    """Figures of the record that another reading of the same report prints otherwise."""
    said = report.statistics.tables_from or report.text_from or "page"
    return conflicts(report.statistics.tables, said, other.content, other.name, report.report_year)


def _has_tables(report: Report) -> bool:
    tables = report.statistics.tables
    return bool(tables.t2 or tables.t3 or tables.t4 or tables.a)
