"""Which attachments of a report are fetched, and what its record says of each: for a crawl and for a re-reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from mmap import mmap

from gaispider.crawl.media_type import media_type
from gaispider.documents.contents import Contents
from gaispider.draft import Draft
from gaispider.file_readings.kept_readings import KeptReadings
from gaispider.file_readings.reading_choice import readings_of
from gaispider.file_reports import AttachedFile, with_files
from gaispider.files import body_digest
from gaispider.items import Attachment, Report, Warn

# No report has so many attachments; a page with more is a list of downloads or a crawler trap.
MAX_FILES = 100


@dataclass(frozen=True, slots=True)
class FileResult:
    """The result for one file: digest and media type, or the problem with it, or both; and what was read of it."""

    digest: str | None = None
    media_type: str | None = None
    problem: str | None = None
    contents: Contents | None = None


def files_to_fetch(report: Report) -> list[Attachment]:
    """The attachments to fetch: those of reports, and of pages that consist of attachments only.

    Other pages (notices, guides) offer blank forms. An attachment that has a digest was fetched with the page itself.
    """
    alone = any(warn.code == "attachment_only" for warn in report.warnings)
    wanted = report.attachments if report.kind != "not_a_report" or alone else []
    return [attachment for attachment in wanted if attachment.digest is None]


def identify_file(
    body: bytes | mmap, declared: str | None, claimed: str | None, *, digest: str | None = None
) -> FileResult:
    """Digest (if it is not known) and media type of a body, which may be on disk.

    `declared` is the Content-Type header, `claimed` the type by the page's link.
    """
    kind, problem = media_type(body, declared, claimed)
    return FileResult(digest or body_digest(body), kind, problem)


def apply_results(draft: Draft, results: Iterable[tuple[Attachment, FileResult]]) -> None:
    """Write the results of a page's files into its record, and read the record of the file that is the report."""
    results = list(results)
    for attachment, result in results:
        attachment.digest = result.digest
        attachment.media_type = result.media_type or attachment.media_type
    read = [AttachedFile(attachment, result.contents) for attachment, result in results if result.contents is not None]
    if read:
        draft.become(with_files(draft, read))
    draft.own_file = None
    for attachment, result in results:
        if result.problem:
            draft.report.warnings.append(Warn("unreadable_attachment", f"{attachment.url}: {result.problem}"))


def readings_of_record(files: Iterable[Attachment], kept: KeptReadings) -> str:
    """The readings of its files that a record is made with, in a line."""
    return readings_of({file.digest: kept.version(file.digest) for file in files if file.digest})
