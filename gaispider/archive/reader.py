"""Reads archives record by record: checks length and digests of each, and reports a torn end."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from gaispider.archive.writer import Archived

_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1 << 16
# Bytes of a record that are unpacked in memory; of a larger one only the body is there.
_SPOOLED = 1 << 20
# Bytes in which a record's own head and that of its message lie (crawl/net/clients allows 256 KiB).
_HEADS = 1 << 19
# Bytes. A larger record was not written by a crawl, since DOWNLOAD_MAXSIZE is far below.
_MAX_RECORD = 1 << 29


class TornArchiveError(ValueError):
    """An archive is not readable from `offset` on: a kill left it unfinished, or its bytes were changed."""

    def __init__(self, path: Path, offset: int, reason: str) -> None:
        super().__init__(f"{path.name}: readable up to byte {offset}, then {reason}")
        self.offset = offset
        self.reason = reason


@dataclass(slots=True)
class Entry:
    """One WARC record. `status`, `headers` and `body` are of the HTTP message; `body` is still in its Content-Encoding.

    A revisit has no body; its `refers_to` fields name the record with the body. A conversion is presented as an answer
    whose body is the rendered page; its `refers_to` names the raw answer. So is a resource: what was saved without
    the message that it came in.
    """

    offset: int
    length: int
    type: str
    record_id: str
    url: str
    date: str
    payload_digest: str | None
    status: int | None
    headers: list[tuple[str, str]]
    body: bytes
    method: str | None = None
    concurrent_to: str | None = None
    refers_to: str | None = None
    refers_to_file: str | None = None
    refers_to_url: str | None = None
    refers_to_date: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of `verify`: number of valid records, their bytes, the file's size, and the problem after them."""

    path: Path
    records: int
    readable: int
    size: int
    problem: str | None


def entries(path: Path) -> Iterator[Entry]:
    """The records of a .warc.gz in order. Raises TornArchiveError after the last valid record if bytes remain."""
    with path.open("rb") as file:
        offset = 0
        while True:
            entry = _next(path, file, offset)
            if entry is None:
                return
            yield entry
            offset += entry.length


def heads(path: Path) -> Iterator[Entry]:
    """As `entries`, without bodies: large ones are not held in memory, and no digest is checked but gzip's own."""
    with path.open("rb") as file:
        offset = 0
        while (entry := _next(path, file, offset, whole=False)) is not None:
            yield entry
            offset += entry.length


def entry_at(path: Path, offset: int) -> Entry:
    """The record whose gzip member starts at `offset`. Raises TornArchiveError, or OSError if there is no such file."""
    with path.open("rb") as file:
        entry = _next(path, file, offset)
    if entry is None:
        raise TornArchiveError(path, offset, "the file ends")
    return entry


def metadata(path: Path, answer: Entry | Archived) -> dict[str, str]:
    """The fields of the metadata record that follows an answer; empty if there is none."""
    try:
        entry = entry_at(path, answer.offset + answer.length)
    except (OSError, TornArchiveError):
        return {}
    return warc_fields(entry) if is_metadata_of(entry, answer) else {}


def is_metadata_of(entry: Entry, answer: Entry | Archived) -> bool:
    """Whether a record is the metadata record of the answer."""
    return entry.type == "metadata" and bool(answer.record_id) and entry.concurrent_to == answer.record_id


def warc_fields(entry: Entry) -> dict[str, str]:
    """The fields of a record of type application/warc-fields; the last one of each name."""
    lines = entry.body.decode("utf-8", "replace").split("\r\n")
    return {name: value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}


def verify(path: Path) -> Verification:
    """Read the whole archive and report how much of it is valid."""
    size = path.stat().st_size
    count = readable = 0
    try:
        for entry in entries(path):
            count += 1
            readable = entry.offset + entry.length
    except TornArchiveError as error:
        return Verification(path, count, readable, size, error.reason)
    return Verification(path, count, readable, size, None)


def _next(path: Path, file: BinaryIO, offset: int, *, whole: bool = True) -> Entry | None:
    file.seek(offset)
    unpacker = zlib.decompressobj(_GZIP)
    taken = size = 0
    # What a record unpacks to is parsed from the disk, if it is large: so its body alone is in memory.
    with SpooledTemporaryFile(_SPOOLED) as data:
        try:
            while not unpacker.eof:
                chunk = file.read(_CHUNK)
                if not chunk:
                    if taken == 0:
                        return None
                    raise TornArchiveError(path, offset, "a record breaks off")
                taken += len(chunk)
                piece = unpacker.decompress(chunk)
                if whole or size < _HEADS:
                    data.write(piece)
                size += len(piece)
                if size > _MAX_RECORD:
                    raise TornArchiveError(path, offset, f"a record unpacks to more than {_MAX_RECORD} bytes")
        except zlib.error as error:
            raise TornArchiveError(path, offset, f"bytes that are no gzip member ({error})") from error
        return _entry(path, offset, taken - len(unpacker.unused_data), data, whole=whole)


def _entry(path: Path, offset: int, length: int, stream: IO[bytes], *, whole: bool) -> Entry:
    size = stream.tell()
    stream.seek(0)
    try:
        record = ArcWarcRecordLoader().parse_record_stream(stream, known_format="warc", check_digests=whole)
        body = record.raw_stream.read()
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        raise TornArchiveError(path, offset, f"a record that does not parse ({error})") from error
    if whole and stream.read() != b"\r\n\r\n":
        raise TornArchiveError(path, offset, "a record whose Content-Length is not its length")
    if whole and record.digest_checker.passed is False:
        raise TornArchiveError(
            path, offset, f"a record whose digest fails ({'; '.join(record.digest_checker.problems)})"
        )
    # warcio guesses the charset of header lines; latin-1 keeps every byte.
    stream.seek(0)
    heads = stream.read(size - 4 - len(body) if whole else _HEADS)
    start = heads.index(b"\r\n\r\n") + 4
    head = heads[start : None if whole else heads.find(b"\r\n\r\n", start)] if record.http_headers else b""
    return _described(record, offset, length, body if whole else b"", _headers(head))


def _headers(head: bytes) -> list[tuple[str, str]]:
    """The header lines of an HTTP message, without its first line, in order."""
    lines = head.decode("latin-1").replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ").split("\n")[1:]
    pairs = (line.partition(":") for line in lines if line)
    return [(name.strip(), value.strip()) for name, colon, value in pairs if colon]


def _described(record: ArcWarcRecord, offset: int, length: int, body: bytes, headers: list[tuple[str, str]]) -> Entry:
    head, http = record.rec_headers, record.http_headers
    entry = Entry(
        offset=offset,
        length=length,
        type=record.rec_type,
        record_id=head.get_header("WARC-Record-ID") or "",
        url=head.get_header("WARC-Target-URI") or "",
        date=head.get_header("WARC-Date") or "",
        payload_digest=head.get_header("WARC-Payload-Digest"),
        status=None,
        headers=headers,
        body=body,
        concurrent_to=head.get_header("WARC-Concurrent-To"),
        refers_to=head.get_header("WARC-Refers-To"),
        refers_to_file=head.get_header("WARC-Refers-To-Filename"),
        refers_to_url=head.get_header("WARC-Refers-To-Target-URI"),
        refers_to_date=head.get_header("WARC-Refers-To-Date"),
    )
    if record.rec_type in ("conversion", "resource"):
        # A rendered page comes from an answer with status 200, and what a browser saved was shown as a page; the
        # Content-Type is that of the record block.
        entry.status, entry.headers = 200, [("Content-Type", head.get_header("Content-Type") or "")]
    elif http and record.rec_type == "request":
        entry.method = http.protocol
    elif http:
        code = http.get_statuscode()
        entry.status = int(code) if code.isdigit() else None
        # Other tools may archive the chunked coding; an entry's body never has it.
        if (http.get_header("Transfer-Encoding") or "").lower() == "chunked":
            entry.body = _unchunked(body)
            entry.headers = [(name, value) for name, value in entry.headers if name.lower() != "transfer-encoding"]
    return entry


def _unchunked(body: bytes) -> bytes:
    reader = ChunkedDataReader(BytesIO(body), decomp_type=None)
    parts = []
    while part := reader.read(_CHUNK):
        parts.append(part)
    return b"".join(parts)
