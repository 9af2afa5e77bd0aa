"""Finds the attachments of re-read reports in a site's archives, with the results that the crawl had."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from gaispider.archive.cdxj import read_index
from gaispider.archive.reader import TornArchiveError, entries, entry_at, warc_fields
from gaispider.archive.unpack import unpacked
from gaispider.crawl.files.attachment_records import MAX_FILES, FileResult, apply_result, files_to_fetch, identify_file
from gaispider.crawl.net.causes import NotInArchiveError
from gaispider.crawl.net.replay import body_of
from gaispider.items import Attachment, Report
from gaispider.page.urls import spelled_in_utf8
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

_Place = tuple[Path, int]
# The site's `twins`, hashable for the caches below. Canonical URLs need nothing else of the site.
_Twins = tuple[tuple[str, str], ...]


class ArchivedFiles:
    """Looks up the attachments that the reports of one archive link to.

    The archive itself is searched first; a note in it (failed, redirected) outweighs an answer. Then the archives of
    earlier runs are searched, the latest first, because a file that the server called unchanged (304) was not archived
    again. An archive outside a site's folder has no earlier ones.
    """

    def __init__(self, path: Path, site: Site | None, *, in_store: bool) -> None:
        self._path = path
        self._twins = tuple(site.twins.items()) if site else ()
        self._in_store = in_store

    def complete(self, report: Report) -> None:
        """Set digest, media type and warnings of the record's attachments, as the crawl's item pipeline did."""
        for attachment in files_to_fetch(report)[:MAX_FILES]:
            result = self._find(attachment)
            if result is not None:
                apply_result(report, attachment, result)

    def _find(self, attachment: Attachment) -> FileResult | None:
        older = spelled_in_utf8(attachment.url)
        found = self._find_at(attachment.url, attachment)
        return self._find_at(older, attachment) if found is None and older else found

    def _find_at(self, address: str, attachment: Attachment) -> FileResult | None:
        url = _canonical(address, self._twins)
        notes, answers = _contents(self._path, self._twins)
        note = notes.get(url)
        if note is not None and note.get("attachment") == "failed":
            return FileResult(problem=note.get("cause", "unknown"))
        if note is not None and "answer" in note:
            url = _canonical(note["answer"], self._twins)
        place = answers.get(url)
        if place is None and self._in_store:
            place = _earlier(self._path, self._twins).get(url)
        if place is None:
            return None
        try:
            entry = entry_at(*place)
            body = unpacked(entry, body_of(entry, place[0]))
        except (OSError, TornArchiveError, NotInArchiveError):
            return None
        declared = next((value for name, value in entry.headers if name.lower() == "content-type"), None)
        return identify_file(body, declared, attachment.media_type)


@lru_cache(maxsize=1)
def _contents(path: Path, twins: _Twins) -> tuple[dict[str, dict[str, str]], dict[str, _Place]]:
    """The notes of one archive, and the place of the last answer with status 200, both by canonical URL."""
    notes: dict[str, dict[str, str]] = {}
    answers: dict[str, _Place] = {}
    try:
        for entry in entries(path):
            if entry.type == "metadata" and not entry.concurrent_to:
                notes[_canonical(entry.url, twins)] = warc_fields(entry)
            elif entry.type in ("response", "revisit") and entry.status == 200:
                answers[_canonical(entry.url, twins)] = (path, entry.offset)
    except TornArchiveError:
        pass  # the readable part is used; the tear is reported where the file is read for its pages
    return notes, answers


@lru_cache(maxsize=1)
def _earlier(path: Path, twins: _Twins) -> dict[str, _Place]:
    """The place of the last answer with status 200 in the archives of earlier runs, by canonical URL."""
    result: dict[str, _Place] = {}
    for archive in sorted(path.parent.glob("*.warc.gz")):
        if archive.name >= path.name:
            break
        for fields in read_index(archive):
            if fields["status"] == "200":
                result[_canonical(fields["url"], twins)] = (archive, int(fields["offset"]))
    return result


def _canonical(url: str, twins: _Twins) -> str:
    return canonical_url(url, Site(key="", name="", family="", file="", twins=dict(twins)))
