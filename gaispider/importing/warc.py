"""Reads the answers of a WARC or ARC file of any program: responses, resources, and revisits whose body is at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from gaispider.importing.coding import TooLargeError, UnknownCodingError, decoded
from gaispider.importing.guarded_stream import BrokenOffError, GuardedStream, Gunzipped
from gaispider.importing.visit import MAX_BODY, Trouble, Visit

GZIP = b"\x1f\x8b"
# Records of one file; a person's visit has thousands at most.
_MOST_RECORDS = 1_000_000
# Bytes of what a form posted.
_LARGEST_FORM = 1 << 20
# Bytes of bodies that are kept for revisits; and what is no page, no data and no document.
_MOST_KEPT = 256 << 20
_PARTS = ("image/", "video/", "audio/", "font/")
_REQUEST = re.compile(rb"([A-Z]{3,10}) [^\r\n]*\r?\n")


@dataclass(slots=True)
class Survey:
    """What must be known of a file before its answers are read.

    `posted`: method and body of requests that were no plain GET, by the id of their answer or their own. `wanted` are
    the digests of bodies that revisits refer to; `bodies` gets those that were met, with their headers.
    """

    posted: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    bodies: dict[str, tuple[bytes, tuple[tuple[str, str], ...]] | None] = field(default_factory=dict)
    size: int = 0

    def keep(self, digest: str, body: bytes, headers: tuple[tuple[str, str], ...]) -> None:
        """Keep a body for the revisits that refer to it; of a part of a page only that it was met."""
        kind = next((value.lower() for name, value in headers if name.lower() == "content-type"), "")
        part = kind.startswith(_PARTS) or "javascript" in kind or "/css" in kind
        self.size += 0 if part else len(body)
        self.bodies[digest] = None if part or self.size > _MOST_KEPT else (body, headers)


def survey(opened: Callable[[], BinaryIO], size: int, found: Survey) -> None:
    """Note in `found` what requests posted, and which bodies revisits refer to. A broken file is read up to there."""
    try:
        for record in _records(opened, size, parse=False):
            if record.rec_type == "request":
                _note_request(record, found)
            elif record.rec_type == "revisit" and (digest := record.rec_headers.get_header("WARC-Payload-Digest")):
                found.wanted.add(digest)
    except Exception:  # as below
        return  # told by `visits_of_warc`


def visits_of_warc(opened: Callable[[], BinaryIO], size: int, name: str, known: Survey) -> Iterator[Visit | Trouble]:
    """The answers of a file of `size` bytes with an http address, in order. What is broken is told, never raised."""
    count, answers = 0, False
    try:
        for record in _records(opened, size, parse=True):
            count += 1
            if count > _MOST_RECORDS:
                yield Trouble(name, f"it has more than {_MOST_RECORDS} records", "the rest is not read")
                return
            found = _visit(record, name, known)
            if found is not None:
                answers = True
                yield found
        if not answers:
            yield Trouble(name, "there is no answer of a web address in it", fault=False)
    except Exception as error:  # warcio raises whatever its parsing meets in a broken record
        where = f"readable up to record {count}" if count else "not readable"
        yield Trouble(name, f"{where}: {' '.join(str(error).split()) or 'it breaks off'}")


def _records(opened: Callable[[], BinaryIO], size: int, *, parse: bool) -> Iterator[ArcWarcRecord]:
    with closing(opened()) as raw:
        head = raw.read(2)
        raw.seek(0)
        guarded = GuardedStream(Gunzipped(raw) if head == GZIP else raw, size)
        yield from ArchiveIterator(guarded, no_record_parse=not parse, arc2warc=True)
        # Each record ends with two line breaks; warcio takes a head that is cut off for the regular end.
        if guarded.last not in (b"", b"\n"):
            raise BrokenOffError("it breaks off")


def _note_request(record: ArcWarcRecord, found: Survey) -> None:
    block = record.raw_stream.read(_LARGEST_FORM)
    line = _REQUEST.match(block)
    if line is None or line[1] == b"GET":
        return
    body = re.split(rb"\r?\n\r?\n", block, maxsplit=1)[1:]
    posted = line[1].decode("ascii"), body[0].removesuffix(b"\r\n\r\n") if body else b""
    for header in ("WARC-Record-ID", "WARC-Concurrent-To"):
        if mark := record.rec_headers.get_header(header):
            found.posted[mark] = posted


def _visit(record: ArcWarcRecord, name: str, known: Survey) -> Visit | Trouble | None:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type not in ("response", "resource", "revisit") or not url.lower().startswith(
        ("http://", "https://")
    ):
        return None
    moment = _moment(record.rec_headers.get_header("WARC-Date"))
    if moment is None:
        return Trouble(name, f"the record of {url} has no date (WARC-Date)")
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    status, headers = _head(record)
    if record.rec_type == "revisit":
        if digest not in known.bodies:
            if status in (None, 200, 304):
                return Trouble(name, f"{url}: its body is in another file", "name that file, too", fault=False)
            return None
        kept = known.bodies[digest or ""]
        if kept is None:
            return None
        body, headers = kept
        status = 200 if status == 304 else status
    else:
        try:
            headers, body = _body(record, headers)
        except (TooLargeError, UnknownCodingError) as error:
            return Trouble(name, f"{url}: {error}", fault=False)
        if digest in known.wanted:
            known.keep(digest, body, headers)
    method, posted = next((known.posted[mark] for mark in _marks(record) if mark in known.posted), ("GET", b""))
    kind = next((value for key, value in headers if key.lower() == "content-type"), None)
    if record.rec_type == "resource":
        status, kind = None, record.rec_headers.get_header("Content-Type")
    return Visit(url, body, name, moment, "warc", "warc", kind, status, headers, method, posted)


def _body(record: ArcWarcRecord, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """The decoded body. Raises TooLargeError, UnknownCodingError, EOFError where the file breaks off in it."""
    parts, size = [], 0
    while part := record.raw_stream.read(1 << 20):
        size += len(part)
        if size > MAX_BODY:
            raise TooLargeError(f"it is larger than {MAX_BODY >> 20} MB")
        parts.append(part)
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("a record breaks off")
    return decoded(headers, b"".join(parts))


def _head(record: ArcWarcRecord) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """Status and headers of the message: of HTTP/1 or 2, also with an odd first line (`200`, `HTTP/2 200`)."""
    http = record.http_headers
    if http is None:
        return None, ()
    found = re.search(r"(?<!\d)[1-5]\d\d(?!\d)", f"{http.statusline}" if http.statusline else f"{http.protocol}")
    pairs = tuple((str(key), str(value)) for key, value in http.headers)
    if found is None:
        found = re.fullmatch(r"[1-5]\d\d", next((v.partition(":")[2].strip() for k, v in pairs if not k), ""))
    return int(found[0]) if found else None, pairs


def _marks(record: ArcWarcRecord) -> list[str]:
    named = (record.rec_headers.get_header(header) for header in ("WARC-Record-ID", "WARC-Concurrent-To"))
    return [mark for mark in named if mark]


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def in_memory(body: bytes) -> Callable[[], BinaryIO]:
    """A file that is at hand as bytes, as `visits_of_warc` opens it."""
    return lambda: BytesIO(body)
