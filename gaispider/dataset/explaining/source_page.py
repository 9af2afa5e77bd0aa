"""The sources of a report as one page: the archived page, and the text of the file it was read from, with marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from gaispider.archive.reader import Entry
from gaispider.archive.unpack import unpacked
from gaispider.crawl.left_archives import told_left
from gaispider.crawl.store import SiteStore
from gaispider.dataset.explaining.archived_bytes import (
    ArchivedFile,
    archived_answer,
    archived_file,
    row_of_file,
    warc_of,
)
from gaispider.dataset.explaining.cell_marks import Marks, ReadTables, mark
from gaispider.dataset.explaining.file_page import file_page, place_in_file
from gaispider.dataset.explaining.marked_page import Frame, framed_page, missing_parts, told_missing
from gaispider.dataset.explaining.trace_value import CellName, Place, TracedReport
from gaispider.files import body_digest
from gaispider.filetypes import by_bytes
from gaispider.items import Tables
from gaispider.page.html.decode import decode
from gaispider.page.html.tree import parse
from gaispider.reading import extract
from gaispider.text.counted import counted

# A place and the name of the value that was read there.
_Named = tuple[str, Place]


@dataclass(slots=True)
class SourcePage:
    """The page as HTML; how many of how many places are marked; `lines` say where the bytes lie."""

    html: str
    marked: int = 0
    places: int = 0
    lines: list[str] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)


def source_page(traced: TracedReport, store: Path, archive: Path | None = None) -> SourcePage:
    """The sources of a traced report; `archive` is its WARC if it does not lie in the store. Raises OSError."""
    capture, site = traced.capture, SiteStore(store, traced.row["site"])
    places = [(one.name, place) for one in traced.values for place in one.places]
    warc = archive or warc_of(site, capture["warc"])
    if archive is None and (told := told_left(site, capture["warc"] or "")) is not None:
        raise OSError(told)
    entry = answer_of(warc, capture["record_id"])
    in_files = _in_files(traced, places, body_digest(unpacked(entry)))
    page = SourcePage("", places=len(places))
    frames = [_page_frame(entry, warc, [one for one in places if one[1] not in in_files], traced.figures, page)]
    for row in {id(row): row for row in in_files.values()}.values():
        found = archived_file(row, warc, site)
        own = [one for one in places if in_files.get(one[1]) is row]
        if found is None:
            name, digest = row["name"] or row["url"], row["digest"] or "not fetched"
            left = told_left(site)
            page.lines.append(f"the file {name} ({digest}) is in no archive{f' that is here: {left}' if left else ''}")
        else:
            frames.append(_file_frame(found, own, traced.figures, page))
    said = [f"{page.marked} of {counted(page.places, 'place')} marked.", *page.lines]
    page.html = framed_page(_title(traced), said, frames)
    return page


def _title(traced: TracedReport) -> str:
    return " ".join(str(traced.row[name]) for name in ("unit_name", "report_year") if traced.row[name])


def _in_files(traced: TracedReport, places: list[_Named], own: str) -> dict[Place, dict[str, Any]]:
    """The places that were read from a file, each with the file's row of the table attachments.

    An address that answers with the file, whose digest is `own`, is its own attachment and no other file.
    """
    files = [row for row in traced.attachments if row["digest"] != own]
    text, tables = row_of_file(files, traced.text_from), row_of_file(files, traced.tables_from)
    return {place: row for _, place in places if (row := tables if place.cell else text) is not None}


def answer_of(archive: Path, record_id: str | None) -> Entry:
    """The archived answer of a record. Raises OSError, with a sentence if there is none."""
    if not record_id:
        raise OSError("it was not read from an archive")
    if not archive.is_file():
        raise OSError(f"its archive {archive} is not there")
    entry = archived_answer(archive, record_id)
    if entry is None or not entry.body:
        raise OSError(f"{archive} has not {record_id}")
    return entry


def _page_frame(
    entry: Entry, archive: Path, places: list[_Named], figures: Mapping[CellName, str | None], page: SourcePage
) -> Frame:
    """The answer of the report's own address, which may be the file itself."""
    body = unpacked(entry)
    kind = by_bytes(body)
    told = f"{entry.url}, archived {entry.date}: {entry.record_id}, byte {entry.offset} of {archive}"
    page.lines.append(told)
    if kind is not None and kind.reader:
        root, fault = file_page(body, entry.url)
        _tell_file(root, fault, places, figures, page)
        return Frame(f"The file's text as it was read: {entry.url}", root)
    root = page_tree(entry)
    page.missing = missing_parts(root)
    page.lines.append(f"not archived with the page: {told_missing(page.missing)}")
    marks = mark(root, [place for _, place in places], figures, _reader(entry.url))
    page.marked += marks.count
    _entitle(places, marks)
    return Frame(f"The archived page {entry.url}", root)


def page_tree(entry: Entry) -> etree._Element:
    """The tree of an archived page."""
    content_type = next((value for name, value in entry.headers if name.lower() == "content-type"), None)
    root, _ = parse(decode(unpacked(entry), content_type).markup)
    return root


def _file_frame(
    found: ArchivedFile, places: list[_Named], figures: Mapping[CellName, str | None], page: SourcePage
) -> Frame:
    name = found.row["name"] or found.row["url"]
    page.lines.append(
        f"the file {name} ({found.row['digest']}) of {found.row['url']}: "
        f"{found.entry.record_id}, byte {found.entry.offset} of {found.archive}"
    )
    root, fault = file_page(unpacked(found.entry), name)
    _tell_file(root, fault, places, figures, page)
    return Frame(f"The file's text as it was read: {name}", root)


def _tell_file(
    root: etree._Element,
    fault: str | None,
    places: list[_Named],
    figures: Mapping[CellName, str | None],
    page: SourcePage,
) -> None:
    """Mark the places in a file, and say of each cell which table, row and column of the file it is."""
    if fault:
        page.lines.append(f"not read: {fault}")
    marks = mark(root, [place for _, place in places], figures, _reader("file:report.html"))
    page.marked += marks.count
    _entitle(places, marks)
    for (name, _), element in zip(places, marks.elements, strict=True):
        where = None if element is None else place_in_file(element)
        if where:
            page.lines.append(f"{name}: {where} of the file")


def _entitle(places: list[_Named], marks: Marks) -> None:
    """Each mark names the values that were read there."""
    for element in {id(one): one for one in marks.elements if one is not None}.values():
        names = [name for (name, _), one in zip(places, marks.elements, strict=True) if one is element]
        element.set("title", ", ".join(dict.fromkeys(names)))


def _reader(url: str) -> ReadTables:
    """Reads a page's tables as a crawl does. Of a compilation no part is told from the others here."""

    def read(root: etree._Element) -> Tables | None:
        markup = etree.tostring(root, encoding="utf-8", method="html")
        reports = extract(markup, url, content_type="text/html; charset=utf-8")
        return reports[0].statistics.tables if len(reports) == 1 else None

    return read
