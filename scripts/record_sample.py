"""Records the panshi replica into data/samples/panshi.warc.gz, byte for byte the same at every run.

    .venv/bin/python -m scripts.record_sample [FILE]

The replica is served on loopback and every page of it fetched once; the archive names the addresses that the registry's
panshi entry begins from. Days of fetching and record ids are fixed, so the file changes only when the replica does.
"""

from __future__ import annotations

import http.client
import sys
import uuid
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gaispider.paths import SAMPLES
from tests.replicas.panshi import build
from tests.replicas.server import ReplicaServer

HOST = "122.137.242.24:8080"
FETCHED_AT = "2024-04-08T02:00:00Z"
HTTP_DATE = "Mon, 08 Apr 2024 02:00:00 GMT"
AGENT = "gaispider/sample"
_GZIP = 16 + zlib.MAX_WBITS


def main(target: Path) -> None:
    """Write the sample and say what is in it."""
    replica = build()
    members = [_info(target.name)]
    with ReplicaServer(replica.pages) as server:
        for path in ["/robots.txt", *replica.pages, *replica.missing]:
            members.extend(_exchange(server.port, path))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"".join(_member(record) for record in members))
    print(f"{target}: {len(replica.pages)} pages, {len(replica.reports)} reports, {target.stat().st_size} bytes")


def _info(name: str) -> ArcWarcRecord:
    said = {
        "software": "gaispider scripts/record_sample.py",
        "format": "WARC File Format 1.1",
        "description": "A replica of a TRS site, written for tests and the demo. Its figures and days are made up.",
    }
    record = _writer().create_warcinfo_record(name, said)
    record.rec_headers.replace_header("WARC-Date", FETCHED_AT)
    record.rec_headers.replace_header("WARC-Record-ID", _record_id(f"warcinfo {name}"))
    return record


def _exchange(port: int, path: str) -> Iterator[ArcWarcRecord]:
    """The answer and the request, as they went over the wire."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"User-Agent": AGENT})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    headers = [(name, HTTP_DATE if name == "Date" else value) for name, value in answer.getheaders()]
    url = f"http://{HOST}{path}"
    marks = {"WARC-Date": FETCHED_AT}
    response = _writer().create_warc_record(
        url,
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders(f"{answer.status} {answer.reason}", headers, protocol="HTTP/1.1"),
        warc_headers_dict={**marks, "WARC-Record-ID": _record_id(f"response {url}")},
    )
    yield response
    yield _writer().create_warc_record(
        url,
        "request",
        payload=BytesIO(),
        length=0,
        http_headers=StatusAndHeaders(
            f"GET {path} HTTP/1.1", [("Host", HOST), ("User-Agent", AGENT)], is_http_request=True
        ),
        warc_headers_dict={
            **marks,
            "WARC-Record-ID": _record_id(f"request {url}"),
            "WARC-Concurrent-To": _record_id(f"response {url}"),
        },
    )


def _record_id(name: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"


def _writer() -> WARCWriter:
    return WARCWriter(BytesIO(), gzip=False, warc_version="1.1")


def _member(record: ArcWarcRecord) -> bytes:
    """One gzip member, without the time of packing that gzip would put into its head."""
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    return packer.compress(plain.getvalue()) + packer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES / "panshi.warc.gz")
