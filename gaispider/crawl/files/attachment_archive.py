"""Finds the attachments of re-read reports in a site's archives, with the results that the crawl had."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from gaispider.archive.cdxj import read_index
from gaispider.archive.reader import TornArchiveError, entries, entry_at, warc_fields
from gaispider.archive.unpack import unpacked
from gaispider.crawl.files.attachment_records import (
    MAX_FILES,
    FileResult,
    apply_results,
    files_to_fetch,
    identify_file,
)
from gaispider.crawl.net.causes import NotInArchiveError
from gaispider.crawl.net.replay import body_of
from gaispider.documents.apart import contents_of
from gaispider.documents.contents import Contents
from gaispider.draft import Draft
from gaispider.file_readings.kept_readings import KeptReadings
from gaispider.file_readings.reader_version import is_installed
from gaispider.file_readings.reading_choice import CHEAP, ReadingLimits, after_reading, before_reading
from gaispider.files import body_digest
from gaispider.items import Attachment
from gaispider.page.embedded_pictures import page_of, pictures_in
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

    def __init__(self, path: Path, site: Site | None, *, in_store: bool, limits: ReadingLimits | None = CHEAP) -> None:
        self._path = path
        self._limits = limits
        self._twins = tuple(site.twins.items()) if site else ()
        self._in_store = in_store

    def complete(self, draft: Draft) -> None:
        """Set what the record says of its attachments, and read them, as the crawl's item pipeline did."""
        results: list[tuple[Attachment, FileResult]] = []
        with self._kept() as kept:
            for own, body in draft.own_files():
                if own.digest is not None:
                    contents = self._contents(own, own.digest, body, kept)
                    results.append((own, FileResult(own.digest, own.media_type, contents=contents)))
            for attachment in files_to_fetch(draft.report)[:MAX_FILES]:
                result = self._find(attachment, kept)
                if result is not None:
                    results.append((attachment, result))
        apply_results(draft, results)

    def body(self, attachment: Attachment) -> tuple[str | None, bytes] | None:
        """The declared type and the archived body of an attachment; None if there is none that can be read."""
        page = page_of(attachment.url)
        found = self._found(attachment if page is None else replace(attachment, url=page))
        if found is None or isinstance(found, str):
            return None
        if page is None:
            return found
        pictures = (body for body in pictures_in(found[1]) if body_digest(body) == attachment.digest)
        return next(((attachment.media_type, body) for body in pictures), None)

    def _kept(self) -> KeptReadings:
        """What was read before, of an archive in a store."""
        return KeptReadings(self._path.parent.parent, read_only=True)

    def _contents(self, attachment: Attachment, digest: str, body: bytes, kept: KeptReadings) -> Contents | None:
        name, before = attachment.name or "", kept.get(digest) if self._in_store else None
        limits = self._limits if is_installed() else None
        taken = before_reading(before, body, name, limits)
        if taken is None and limits is not None:
            found = contents_of(
                body, name, seconds=limits.seconds, memory=limits.memory, pages=limits.pages, cheap=limits.cheap
            )
            taken = after_reading(found, before, limits)
        return taken.contents if taken else None

    def _find(self, attachment: Attachment, kept: KeptReadings) -> FileResult | None:
        found = self._found(attachment)
        if found is None or isinstance(found, str):
            return None if found is None else FileResult(problem=found)
        declared, body = found
        result = identify_file(body, declared, attachment.media_type)
        if result.problem or result.digest is None:
            return result
        return replace(result, contents=self._contents(attachment, result.digest, body, kept))

    def _found(self, attachment: Attachment) -> tuple[str | None, bytes] | str | None:
        """The declared type and the body of an attachment, or the cause that the crawl noted; None if neither is."""
        older = spelled_in_utf8(attachment.url)
        found = self._found_at(attachment.url)
        return self._found_at(older) if found is None and older else found

    def _found_at(self, address: str) -> tuple[str | None, bytes] | str | None:
        url = _canonical(address, self._twins)
        notes, answers = _answers(self._path, self._twins)
        note = notes.get(url)
        if note is not None and note.get("attachment") == "failed":
            return note.get("cause", "unknown")
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
        return next((value for name, value in entry.headers if name.lower() == "content-type"), None), body


@lru_cache(maxsize=1)
def _answers(path: Path, twins: _Twins) -> tuple[dict[str, dict[str, str]], dict[str, _Place]]:
    """The notes of one archive, and the place of the last answer with status 200, both by canonical URL."""
    notes: dict[str, dict[str, str]] = {}
    answers: dict[str, _Place] = {}
    try:
        for entry in entries(path):
            if entry.type == "metadata" and not entry.concurrent_to:
                notes[_canonical(entry.url, twins)] = warc_fields(entry)
            elif entry.type in ("response", "revisit", "resource") and entry.status == 200:
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
