"""Writes answers as received: WARC 1.1, one gzip member for each record (ISO 28500:2017).

Bodies stay in their Content-Encoding, so that the headers of a record describe its body.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import responses as reasons
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gaispider.archive.durable import NewFile
from gaispider.files import body_digest

Headers = Sequence[tuple[str, str]]

# zlib's default; level 9, warcio's, takes twice the time to save 1 % of size.
_LEVEL = 6
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(slots=True)
class Exchange:
    """One request and its answer as sent over the wire, without transfer coding.

    A large body is in `body_file` instead of `body`, with its `digest`.
    """

    url: str
    status: int
    headers: Headers
    body: bytes
    method: str = "GET"
    request_headers: Headers = ()
    request_body: bytes = b""
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    address: str | None = None
    part_of: str | None = None  # for a sub-resource: the record id of the rendered page
    metadata: Mapping[str, str] | None = None  # fields for a metadata record, such as the listing's row
    body_file: Path | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Archived:
    """The place of an archived response (file name, offset and length of its gzip member) and its identity."""

    file: str
    offset: int
    length: int
    record_id: str
    payload_digest: str
    date: str
    url: str


class ArchiveWriter(NewFile):
    """One run's WARC file, created with the first answer. An existing file is never written to."""

    def __init__(self, path: Path, info: dict[str, str]) -> None:
        super().__init__(path)
        self._info = info
        self.records = 0

    def write(self, exchange: Exchange, earlier: Archived | None = None) -> Archived:
        """Write the answer, its metadata if any, and the request. Returns the place of the answer.

        `earlier` is an earlier record of the URL: if its payload is the same, a revisit of it is written. Raises
        OSError; the file then still ends with a whole record.
        """
        date = _date(exchange.fetched_at)
        digest = exchange.digest or body_digest(exchange.body)
        writer = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")
        marks = {"WARC-Date": date, "WARC-Payload-Digest": digest}
        if exchange.address:
            marks["WARC-IP-Address"] = exchange.address
        if exchange.part_of:
            marks["WARC-Concurrent-To"] = exchange.part_of
        status = f"{exchange.status} {reasons.get(exchange.status, '')}".rstrip()
        http = _Headers(status, list(exchange.headers), protocol="HTTP/1.1")
        with exchange.body_file.open("rb") if exchange.body_file else BytesIO(exchange.body) as body:
            if earlier is not None and earlier.payload_digest == digest:
                response = _revisit(writer, exchange, http, marks, earlier)
            else:
                size = exchange.body_file.stat().st_size if exchange.body_file else len(exchange.body)
                response = writer.create_warc_record(
                    exchange.url,
                    "response",
                    payload=body,
                    length=size,
                    http_headers=http,
                    warc_headers_dict=marks,
                )
            record_id = response.rec_headers.get_header("WARC-Record-ID")
            offset, length = self._append(response)
        request = _request(writer, exchange, date, record_id)
        if exchange.metadata:
            self._append(_metadata(exchange.url, exchange.metadata, date, record_id))
        self._append(request)
        return Archived(self.name, offset, length, record_id, digest, date, exchange.url)

    def write_conversion(
        self, url: str, page: bytes, raw_record: str, made_at: datetime, metadata: Mapping[str, str] | None = None
    ) -> Archived:
        """Write a rendered page (UTF-8) as a conversion of the record `raw_record`. Raises OSError."""
        date = _date(made_at)
        digest = body_digest(page)
        record = WARCWriter(BytesIO(), gzip=False, warc_version="1.1").create_warc_record(
            url,
            "conversion",
            payload=BytesIO(page),
            length=len(page),
            warc_content_type="text/html; charset=utf-8",
            warc_headers_dict={"WARC-Date": date, "WARC-Payload-Digest": digest, "WARC-Refers-To": raw_record},
        )
        record_id = record.rec_headers.get_header("WARC-Record-ID")
        offset, length = self._append(record)
        if metadata:
            self._append(_metadata(url, metadata, date, record_id))
        return Archived(self.name, offset, length, record_id, digest, date, url)

    def write_saved(self, exchange: Exchange, content_type: str, *, is_message: bool) -> Archived:
        """Write what a program has saved of an answer, with its metadata; no request, unless a form was posted.

        `is_message`: it is the answer itself, with status and headers; else only what was shown, a resource of type
        `content_type`. Raises OSError.
        """
        date, digest = _date(exchange.fetched_at), body_digest(exchange.body)
        writer = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")
        status = f"{exchange.status} {reasons.get(exchange.status, '')}".rstrip()
        response = writer.create_warc_record(
            exchange.url,
            "response" if is_message else "resource",
            payload=BytesIO(exchange.body),
            length=len(exchange.body),
            http_headers=_Headers(status, list(exchange.headers), protocol="HTTP/1.1") if is_message else None,
            warc_content_type="" if is_message else content_type,
            warc_headers_dict={"WARC-Date": date, "WARC-Payload-Digest": digest},
        )
        record_id = response.rec_headers.get_header("WARC-Record-ID")
        offset, length = self._append(response)
        self._append(_metadata(exchange.url, exchange.metadata or {}, date, record_id))
        if exchange.method != "GET" or exchange.request_body:
            self._append(_request(writer, exchange, date, record_id))
        return Archived(self.name, offset, length, record_id, digest, date, exchange.url)

    def write_note(self, url: str, fields: dict[str, str], date: datetime) -> None:
        """Write a metadata record about a URL that has no answer of its own. Raises OSError."""
        self._append(_metadata(url, fields, _date(date)))

    def _append(self, record: ArcWarcRecord) -> tuple[int, int]:
        """Append a record as a gzip member, after a warcinfo record if it is the first. Returns offset and length."""
        if self._descriptor is None:
            writer = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")
            self._append_member(writer.create_warcinfo_record(self.name, self._info))
        offset = self.size
        return offset, self._append_member(record)

    def _append_member(self, record: ArcWarcRecord) -> int:
        def produce(write: Callable[[bytes], None]) -> None:
            packed = _Packed(write)
            WARCWriter(packed, gzip=False, warc_version="1.1").write_record(record)
            packed.finish()

        length = self._append_by(produce)
        self.records += 1
        return length


class _Packed:
    """A file to write to, which hands on what it takes as one gzip member, piece by piece."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)

    def write(self, data: bytes) -> int:
        if packed := self._packer.compress(data):
            self._write(packed)
        return len(data)

    def flush(self) -> None:
        """Nothing is flushed before the end."""

    def finish(self) -> None:
        self._write(self._packer.flush())


class _Headers(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """Headers written byte for byte: warcio would escape non-ASCII bytes, and so change a Location."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _revisit(
    writer: WARCWriter, exchange: Exchange, http: StatusAndHeaders, marks: dict[str, str], earlier: Archived
) -> ArcWarcRecord:
    # WARC-Refers-To-Filename is not in the standard: it saves readers the search through all files.
    named = {**marks, "WARC-Refers-To": earlier.record_id, "WARC-Refers-To-Filename": earlier.file}
    digest = named.pop("WARC-Payload-Digest")
    return writer.create_revisit_record(
        exchange.url, digest, earlier.url, earlier.date, http_headers=http, warc_headers_dict=named
    )


def _metadata(url: str, fields: Mapping[str, str], date: str, record_id: str | None = None) -> ArcWarcRecord:
    """A metadata record about a URL, or about the preceding record `record_id`. Values must be single lines."""
    text = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    marks = {"WARC-Date": date}
    if record_id:
        marks["WARC-Concurrent-To"] = record_id
    return WARCWriter(BytesIO(), gzip=False, warc_version="1.1").create_warc_record(
        url,
        "metadata",
        payload=BytesIO(text),
        length=len(text),
        warc_content_type="application/warc-fields",
        warc_headers_dict=marks,
    )


def _request(writer: WARCWriter, exchange: Exchange, date: str, record_id: str) -> ArcWarcRecord:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc.rpartition("@")[2]), *exchange.request_headers]
    http = _Headers(f"{exchange.method} {target} HTTP/1.1", headers, is_http_request=True)
    return writer.create_warc_record(
        exchange.url,
        "request",
        payload=BytesIO(exchange.request_body),
        length=len(exchange.request_body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": record_id},
    )
