"""Archives read again: the records that today's reading makes of what was received, without the network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from gaispider.archive.reader import Entry, TornArchiveError, about, entries, entry_at, is_about
from gaispider.archive.tombstones import taken_down
from gaispider.archive.unpack import unpacked
from gaispider.crawl.attachment_archive import ArchivedFiles
from gaispider.crawl.listing_note import entry_of
from gaispider.crawl.loader import spider_class
from gaispider.crawl.media_type import may_be_page
from gaispider.crawl.net.causes import NotInArchiveError
from gaispider.crawl.net.replay import body_of
from gaispider.crawl.state.page_answers import headers_of, is_content, is_page_answer
from gaispider.items import Report
from gaispider.page import read_page
from gaispider.reading import capture_of, drafts, read
from gaispider.received import Received
from gaispider.schema import InvalidRecordError, decode
from gaispider.sites.model import Site


@dataclass(frozen=True, slots=True)
class Archive:
    """A WARC file to read again, with what is known about it."""

    path: Path
    site: Site | None
    origin: Literal["live", "file"]
    # The packages of families (SPIDER_MODULES).
    families: Sequence[str] = ("gaispider.spiders",)

    @property
    def warc(self) -> str:
        """The file's name as records carry it: within the site's folder."""
        return f"archive/{self.path.name}" if self.origin == "live" else self.path.name


def is_archive(path: Path) -> bool:
    """Whether a file is a WARC, by its name."""
    return path.name.endswith((".warc.gz", ".warc"))


def site_key_of(path: Path) -> str | None:
    """The site whose crawl wrote the archive, as its first record says (`isPartOf`); None if it does not say."""
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
    """Where in the file the answers lie that may be articles, and what is wrong with the file if it is torn.

    Those whose WARC-Record-ID is among `recorded`, those that a listing named, and those whose address is an article's
    in the site's family and whose body may be a page's; all pages where no site is known.
    """
    is_article = _article_test(archive.site, archive.families)
    gone = taken_down(archive.path.parent.parent) if archive.origin == "live" else set()
    offsets: dict[str, int] = {}
    answer: Entry | None = None
    try:
        for entry in entries(archive.path):
            if answer is not None and answer.type != "revisit" and is_about(entry, answer):
                _take(answer, offsets)
            if not is_page_answer(entry, archive.site, gone):
                continue
            answer = entry
            # An unchanged page is read again where a record stands on it: its files were new.
            if entry.record_id in recorded or (
                entry.type != "revisit" and is_article(entry.url) and may_be_page(unpacked(entry), _kind(entry))
            ):
                _take(entry, offsets)
    except TornArchiveError as error:
        return [*offsets.values()], str(error)
    return [*offsets.values()], None


def _take(answer: Entry, offsets: dict[str, int]) -> None:
    if answer.type == "conversion":
        # What a browser made of an answer is read instead of it.
        offsets.pop(answer.refers_to or "", None)
    offsets[answer.record_id] = answer.offset


def reread(archive: Archive, offset: int) -> list[Report]:
    """The records of the answer at `offset`; none if it is a challenge or a notice."""
    entry = entry_at(archive.path, offset)
    try:
        body = unpacked(entry, body_of(entry, archive.path))
    except NotInArchiveError:
        return []
    if not is_content(entry, body):
        return []
    listed = entry_of(about(archive.path, entry))
    fetched_at = datetime.fromisoformat(entry.date).isoformat("T", "seconds")
    received = Received(archive.origin, archive.warc, entry.record_id, fetched_at, entry.status, listed)
    select = archive.site.select if archive.site else None
    page = read_page(body, entry.url, _kind(entry), select=select)
    capture = capture_of(received, page, body)
    made = drafts(page, site=archive.site, capture=capture, entry=listed)
    reports = [report for draft in made for report in read(draft)]
    files = ArchivedFiles(archive.path, archive.site, in_store=archive.origin == "live")
    for report in reports:
        files.complete(report)
    return reports


def newest(folder: Path) -> dict[str, Report]:
    """The newest record of each id among the JSONL files of a folder; lines that are no records are passed over."""
    found: dict[str, Report] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for report in _records(path):
            known = found.get(report.id)
            if known is None or _age(report) >= _age(known):
                found[report.id] = report
    return found


def _kind(entry: Entry) -> str | None:
    return headers_of(entry).get("content-type")


def _records(path: Path) -> Iterator[Report]:
    with path.open("rb") as lines:
        for line in lines:
            try:
                yield decode(line)
            except InvalidRecordError:
                continue


def _age(report: Report) -> tuple[str, str]:
    fetched = report.capture.fetched_at if report.capture else None
    return fetched or "", report.read_at or ""


def _article_test(site: Site | None, families: Sequence[str]) -> Callable[[str], bool]:
    if site is None:
        return lambda _url: True
    spider = spider_class(site, families)
    test: Callable[[str], bool] = spider.is_article  # type: ignore[attr-defined]  # every family's spider has it
    return test
