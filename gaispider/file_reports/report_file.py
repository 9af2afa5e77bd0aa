"""Which of a page's files is its report, by named rules in a written order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gaispider.documents.content import FileContent
from gaispider.documents.contents import Contents
from gaispider.file_reports.joined_pictures import is_picture, joined_pictures
from gaispider.items import Attachment, Report
from gaispider.page.model import Document
from gaispider.report.duplicates import shared_part
from gaispider.report.line_readings import fold, year_mentions

# Lines of a file in which its heading stands, and characters that it may have.
_HEAD_LINES = 8
_LONGEST_HEAD = 80
# Characters of two files that are compared, and the share of the shorter one's that the other must have: where name and
# heading are one, and where only one is, since reports of two offices share half of their words.
_COMPARED = 50_000
_SAME_NAME, _SAME = 0.7, 0.9
_REPORT = re.compile("报告|总结|年报|情况|统计表")
_NO_REPORT = re.compile("指南|目录|申请表|流程|模板|模版|样表|范例|格式|填报说明|通知|编制要求")


@dataclass(slots=True)
class AttachedFile:
    """An attachment of the record and what reading it gave."""

    attachment: Attachment
    contents: Contents


@dataclass(slots=True)
class Candidate:
    """A content that may be the report: its heading, and the name of its file or of the archive's member."""

    file: AttachedFile
    content: FileContent
    heading: str
    name: str
    # The same report in other files.
    twins: list[Candidate] = field(default_factory=list)


def report_file(report: Report, files: list[AttachedFile]) -> tuple[Candidate, str] | None:
    """The file that is the page's report, and the rule that chose it; None where nothing tells.

    `own_file`: the page's address answers with it. `file_of_same_title`: heading or name is the page's title.
    `file_of_year`: the only one of the page's year that calls itself a report. `only_file`: the only one that is of no
    other year. `pictures_of_page`: there is none, and all pictures together are it. Blank forms and guides never are.
    Of the same report twice the one that is no PDF is taken.
    """
    found = _candidates(files)
    own = [one for one in found if one.file.attachment.url == report.url]
    if len(own) == 1:
        return own[0], "own_file"
    pictures = [one for one in found if is_picture(one.content)]
    found = [one for one in found if not is_picture(one.content) and not _NO_REPORT.search(one.heading or one.name)]
    for rule, holds in _RULES:
        fitting = _distinct([one for one in found if holds(one, report)])
        if len(fitting) == 1:
            return fitting[0], rule
    return (_together(pictures), "pictures_of_page") if pictures and not found else None


def _candidates(files: list[AttachedFile]) -> list[Candidate]:
    return [
        Candidate(file, content, heading(content.document), content.name or file.attachment.name or "")
        for file in files
        for content in file.contents.read
        if content.document.blocks
    ]


def _together(pictures: list[Candidate]) -> Candidate:
    """All pictures of a page as one candidate; it has the name of the first."""
    first, content = pictures[0], joined_pictures([one.content for one in pictures])
    return Candidate(first.file, content, heading(content.document), first.name)


def _has_title(one: Candidate, report: Report) -> bool:
    title = _plain(report.title or "")
    return bool(title) and title in (_plain(one.heading), _plain(one.name.rpartition(".")[0]))


def _has_year(one: Candidate, report: Report) -> bool:
    return report.report_year in _years(one) and bool(_REPORT.search(one.heading + one.name))


def _has_no_other_year(one: Candidate, report: Report) -> bool:
    years = _years(one)
    return report.report_year is None or not years or report.report_year in years


_RULES: tuple[tuple[str, Callable[[Candidate, Report], bool]], ...] = (
    ("file_of_same_title", _has_title),
    ("file_of_year", _has_year),
    ("only_file", _has_no_other_year),
)


def heading(document: Document) -> str:
    """The title that the first lines of a file make; empty if there is none."""
    parts: list[str] = []
    for block in document.blocks[:_HEAD_LINES]:
        if block.table is not None or len(block.text) > _LONGEST_HEAD or block.text.endswith(("。", "：", ":")):
            break
        parts.append(block.text)
        if _REPORT.search(block.text):
            return "".join(parts) if len("".join(parts)) <= _LONGEST_HEAD else block.text
    return ""


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """Of files with the same report (PDF and Word) one: not the PDF, which has lost the grid of its tables."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: one.content.kind == "pdf"):
        twin = next((other for other in kept if _is_same(one, other)), None)
        if twin is None:
            kept.append(replace(one, twins=[]))
        else:
            twin.twins.append(one)
    return kept


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Whether two files are one report: of the same text, or of two kinds, of one heading or name, and nearly so."""
    texts = [candidate.content.document.text[:_COMPARED] for candidate in (one, other)]
    if _plain(texts[0]) == _plain(texts[1]):
        return True
    if one.content.kind == other.content.kind:
        return False
    stems = [_plain(candidate.name.rpartition(".")[0]) for candidate in (one, other)]
    headings = [_plain(candidate.heading) for candidate in (one, other)]
    named, headed = stems[0] == stems[1] != "", headings[0] == headings[1] != ""
    return (named or headed) and shared_part(*texts) >= (_SAME_NAME if named and headed else _SAME)


def _years(one: Candidate) -> set[int]:
    return {year for text in (one.heading, one.name) for year, _, _ in year_mentions(fold(text))}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
