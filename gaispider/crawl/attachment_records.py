"""The files of a report: which are read, and what the record says of each. The same for a crawl and an archive."""

from __future__ import annotations

from dataclasses import dataclass

from gaispider.crawl.media_type import media_type
from gaispider.files import body_digest
from gaispider.items import Attachment, Report, Warn

# No report has as many; a page that names more is a list of downloads, or a trap.
MAX_FILES = 100


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of a file: its digest and type, or the problem that kept it from being read, or both."""

    digest: str | None = None
    media_type: str | None = None
    problem: str | None = None


def files_to_fetch(report: Report) -> list[Attachment]:
    """The attachments that are fetched: those of reports, and of pages that show nothing but attachments, since what
    such a page is can only be read in them. Notices and guides come with forms that nobody has filled in. A file that
    answered in the page's place is known already.
    """
    alone = any(warn.code == "attachment_only" for warn in report.warnings)
    wanted = report.attachments if report.kind != "not_a_report" or alone else []
    return [attachment for attachment in wanted if attachment.digest is None]


def identify_file(body: bytes, declared: str | None, claimed: str | None) -> FileResult:
    """What an answer's body is; `declared` by its header, `claimed` by the page that links to it."""
    kind, problem = media_type(body, declared, claimed)
    return FileResult(body_digest(body), kind, problem)


def apply_result(report: Report, attachment: Attachment, result: FileResult) -> None:
    """Write into the record what was found."""
    attachment.digest = result.digest
    attachment.media_type = result.media_type or attachment.media_type
    if result.problem:
        report.warnings.append(Warn("unreadable_attachment", f"{attachment.url}: {result.problem}"))
