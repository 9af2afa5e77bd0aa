"""Which files of a site's records the present version of the reading has not read, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gaispider.crawl.files.attachment_records import readings_of_record
from gaispider.crawl.state.rebuild import report_digest
from gaispider.crawl.store import SiteStore
from gaispider.file_readings.kept_readings import KeptReadings
from gaispider.file_readings.reader_version import EXTRA, reader_version
from gaispider.file_readings.reading_choice import is_present, is_recognised, readings_of
from gaispider.filetypes import by_media_type
from gaispider.items import Attachment, Capture
from gaispider.records.fold import Damaged, Version, fold, versions


@dataclass(frozen=True, slots=True)
class OnFile:
    """The newest line of a record, as far as its files need it; `content` is the digest of what it says."""

    id: str
    url: str
    version: Version
    content: str
    capture: Capture
    files: tuple[Attachment, ...]


@dataclass(slots=True)
class PageToRead:
    """A page whose records are made anew: its capture, its records, and the files that are read first.

    `left` are files that cannot be read here, each with what is missing.
    """

    capture: Capture
    records: list[OnFile] = field(default_factory=list)
    unread: list[Attachment] = field(default_factory=list)
    left: list[tuple[Attachment, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not read, and why: never read, read by an older version, or what is missing here."""

    page: str
    file: str
    why: str


def pages_to_read(store: SiteStore, kept: KeptReadings, damaged: Damaged, *, ocr: bool = False) -> list[PageToRead]:
    """The pages with files that are not read, or whose records do not have yet what was read; archive by archive.

    With `ocr` files whose pages are pictures are unread until they are recognised. Raises OSError.
    """
    pages: dict[str, PageToRead] = {}
    for record in _newest(store, damaged):
        page = PageToRead(record.capture, [record])
        for file in record.files:
            _sort_in(file, page, kept, ocr=ocr)
        if page.unread or page.left or _is_behind(record, kept):
            known = pages.setdefault(record.capture.record_id or "", page)
            if known is not page:
                known.records.append(record)
                known.unread += [file for file in page.unread if file not in known.unread]
                known.left += [pair for pair in page.left if pair not in known.left]
    return sorted(pages.values(), key=lambda page: page.capture.warc or "")


def unread(pages: list[PageToRead], kept: KeptReadings) -> Iterator[Unread]:
    """A line for each file that is not read."""
    for page in pages:
        for file in page.unread:
            was = kept.version(file.digest or "")
            why = "never read" if was is None else f"read by another version ({was[1]})"
            why = "its pages are pictures" if was is not None and is_present(*was) else why
            yield Unread(page.records[0].url, file.url, why)
        for file, lacks in page.left:
            yield Unread(page.records[0].url, file.url, lacks)


def needs_remaking(page: PageToRead, kept: KeptReadings) -> bool:
    """Whether what was read of the page's files is not in its records yet."""
    return any(_is_behind(record, kept) for record in page.records)


def not_kept(page: PageToRead, kept: KeptReadings) -> str | None:
    """The address of a file that a record was, or is to be, made of, and of which no reading is there.

    Records of such a page would lose what they have.
    """
    digests = {file.digest for file in page.unread}
    files = (file for record in page.records for file in record.files if file.reader or file.digest in digests)
    return next((file.url for file in files if kept.version(file.digest or "") is None), None)


def _newest(store: SiteStore, damaged: Damaged) -> Iterator[OnFile]:
    found: dict[str, OnFile] = {}

    def met() -> Iterator[Version]:
        for version, report in versions(store.records.glob("*.jsonl"), damaged):
            files = tuple(file for file in report.attachments if file.digest)
            if report.capture and report.capture.record_id and (report.capture.warc or "").startswith("archive/"):
                content = report_digest(report) if files else ""
                found[version.digest] = OnFile(report.id, report.url, version, content, report.capture, files)
            yield version

    newest = fold(met())
    for version in newest.values():
        record = found.get(version.digest)
        if record is not None and record.files:
            yield record


def _sort_in(file: Attachment, page: PageToRead, kept: KeptReadings, *, ocr: bool) -> None:
    known = kept.version(file.digest or "")
    if known is not None and is_present(*known):
        pictures = ocr and any(warning.code == "needs_ocr" for warning in file.warnings)
        if pictures and not is_recognised(known[1]):
            page.unread.append(file)
        return
    lacks = reader_version(by_media_type(file.media_type or "")).lacks
    if lacks is None:
        page.unread.append(file)
    else:
        page.left.append((file, f"the extra {EXTRA!r} is missing" if lacks == EXTRA else lacks))


def _is_behind(record: OnFile, kept: KeptReadings) -> bool:
    never = readings_of(dict.fromkeys(file.digest or "" for file in record.files))
    return (kept.made(record.id) or never) != readings_of_record(record.files, kept)
