"""Re-reads archives: makes records of archived answers with the present code, without the network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from gaispider.archive.reader import (
    Entry,
    TornArchiveError,
    entries,
    entry_at,
    is_metadata_of,
    metadata,
    warc_fields,
)
from gaispider.archive.tombstones import taken_down
from gaispider.archive.unpack import unpacked
from gaispider.crawl.files.attachment_archive import ArchivedFiles
from gaispider.crawl.loader import spider_class
from gaispider.crawl.media_type import may_be_page
from gaispider.crawl.net.causes import NotInArchiveError
from gaispider.crawl.net.replay import body_of
from gaispider.crawl.notes.import_note import ImportNote, import_note
from gaispider.crawl.notes.listing_note import entry_of
from gaispider.crawl.state.no_content import noted_answer
from gaispider.crawl.state.page_answers import headers_of, is_content, is_page_answer
from gaispider.draft import Draft
from gaispider.file_readings.reading_choice import CHEAP, ReadingLimits
from gaispider.items import Report
from gaispider.listing_values import ListingEntry
from gaispider.page import read_page
from gaispider.reading import capture_of, drafts, normalised
from gaispider.received import Received
from gaispider.records import fold
from gaispider.sites.model import Site


@dataclass(frozen=True, slots=True)
class Archive:
    """A WARC file to re-read. `origin` is `live` for an archive in a site's folder of the store."""

    path: Path
    site: Site | None
    origin: Literal["live", "file"]
    # The packages of families (SPIDER_MODULES).
    families: Sequence[str] = ("gaispider.spiders",)
    # What the reading of a file may use: of an archive in a store what a crawl gives it; None if nothing is read.
    limits: ReadingLimits | None = CHEAP

    @property
    def warc(self) -> str:
        """The file's name as in the `capture` of records."""
        return f"archive/{self.path.name}" if self.origin == "live" else self.path.name


def is_archive(path: Path) -> bool:
    """Whether a file is a WARC, by its name."""
    return path.name.endswith((".warc.gz", ".warc"))


def site_key_of(path: Path) -> str | None:
    """The key of the site whose crawl wrote the archive (`isPartOf` in warcinfo); None if it is not named."""
    try:
        info = next(entries(path), None)
    except TornArchiveError:
        return None
    if info is None or info.type != "warcinfo":
        return None
    for line in info.body.decode("utf-8", "replace").splitlines():
        if line.startswith("isPartOf:"):
            return line.partition(":")[2].strip() or None
    return None


def article_offsets(archive: Archive, recorded: Collection[str] = ()) -> tuple[list[int], str | None]:
    """The offsets of answers that may be articles, and a sentence if the file is torn.

    These are answers whose WARC-Record-ID is in `recorded`, answers with a listing row, and answers whose URL is an
    article's in the site's family and whose body may be a page; of an import those that it took as articles. Without a
    known site: all pages.
    """
    is_article = _article_test(archive.site, archive.families)
    gone = taken_down(archive.path.parent.parent) if archive.origin == "live" else set()
    offsets: dict[str, int] = {}
    answer: Entry | None = None
    try:
        for entry in entries(archive.path):
            if answer is not None and answer.type != "revisit" and is_metadata_of(entry, answer):
                imported = import_note(warc_fields(entry))
                if imported is None or imported.role == "article":
                    _add_offset(answer, offsets)
                else:
                    offsets.pop(answer.record_id, None)
            if noted := noted_answer(entry):
                offsets.pop(noted, None)
            if not is_page_answer(entry, archive.site, gone):
                continue
            answer = entry
            # A revisit is read only if a record cites it: then an attachment was new.
            if entry.record_id in recorded or (
                entry.type != "revisit" and is_article(entry.url) and may_be_page(unpacked(entry), _content_type(entry))
            ):
                _add_offset(entry, offsets)
    except TornArchiveError as error:
        return [*offsets.values()], str(error)
    return [*offsets.values()], None


def _add_offset(answer: Entry, offsets: dict[str, int]) -> None:
    if answer.type == "conversion":
        # The rendered page is read instead of its raw answer.
        offsets.pop(answer.refers_to or "", None)
    offsets[answer.record_id] = answer.offset


def reread(archive: Archive, offset: int) -> list[Report]:
    """The records of the answer at `offset`; none for a challenge, a notice, or a revisit without its body.

    Raises TornArchiveError, OSError.
    """
    return [draft.report for draft in reread_drafts(archive, offset)]


def reread_drafts(archive: Archive, offset: int) -> list[Draft]:
    """As `reread`: the records with what they were read from."""
    entry = entry_at(archive.path, offset)
    try:
        body = unpacked(entry, body_of(entry, archive.path))
    except NotInArchiveError:
        return []
    if not is_content(entry, body):
        return []
    noted = metadata(archive.path, entry)
    listed = entry_of(noted)
    received = _received(archive, entry, listed, import_note(noted))
    select = archive.site.select if archive.site else None
    page = read_page(body, entry.url, _content_type(entry), select=select)
    capture = capture_of(received, page, body)
    made = [normalised(draft) for draft in drafts(page, site=archive.site, capture=capture, entry=listed)]
    files = ArchivedFiles(archive.path, archive.site, in_store=archive.origin == "live", limits=archive.limits)
    for draft in made:
        files.complete(draft)
    return made


def _received(archive: Archive, entry: Entry, listed: ListingEntry | None, imported: ImportNote | None) -> Received:
    fetched_at = datetime.fromisoformat(entry.date).isoformat("T", "seconds")
    status = None if entry.type == "resource" else entry.status
    received = Received(archive.origin, archive.warc, entry.record_id, fetched_at, status, listed)
    if imported is None or archive.origin == "file":
        return received
    return replace(
        received,
        origin="import",
        url_found_by=imported.address_from or None,
        fetched_at_found_by=imported.time_from or None,
    )


def newest(folder: Path, damaged: fold.Damaged = lambda _path, _number, _error: None) -> dict[str, Report]:
    """The newest version of each record in the JSONL files of a folder, by id; `damaged` is told of invalid lines."""
    return {key: version.read() for key, version in fold.newest(folder.glob("*.jsonl"), damaged).items()}


def _content_type(entry: Entry) -> str | None:
    return headers_of(entry).get("content-type")


def _article_test(site: Site | None, families: Sequence[str]) -> Callable[[str], bool]:
    if site is None:
        return lambda _url: True
    spider = spider_class(site, families)
    test: Callable[[str], bool] = spider.is_article  # type: ignore[attr-defined]  # every family's spider has it
    return test
