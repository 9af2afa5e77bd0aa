"""A made county site, and what different programs save of a visit to it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import quopri
import zipfile
from dataclasses import dataclass, field

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gaispider.sites.model import Site

HOST = "www.jiaxian.gov.cn"
ROOT = f"http://{HOST}"
LIST = f"{ROOT}/zwgk/ndbg/index.html"
SITE = Site("jiaxian", "甲县人民政府", "generic", "00-made.toml", hosts=(HOST,), start=(LIST,))
YEARS = (2019, 2020, 2021)
DAY = "2026-04-20T02:11:35Z"
PDF = b"%PDF-1.4\n% made up for a test\n1 0 obj <<>> endobj\n%%EOF\n"
FILE = f"{ROOT}/zwgk/ndbg/P020200306.pdf"
# What a firewall answers in the place of a page.
CHALLENGE = b"<html><head><script>var $_ts={};$_ts.cd='qrcc';</script></head><body></body></html>"


def address(year: int) -> str:
    return f"{ROOT}/zwgk/ndbg/{year + 1}03/t{year + 1}0306_{year}.html"


def title(year: int) -> str:
    return f"甲县水利局{year}年政府信息公开工作年度报告"


def report(year: int, *, text: str = "主动公开政府信息126条", file: str = "") -> bytes:
    link = f'<p>附件：<a href="{file}">甲县水利局{year}年统计表.pdf</a></p>' if file else ""
    body = "".join(
        f"<p>{number}、{text}，其中通过县政府网站公开118条；全年收到政府信息公开申请{number}件，均已在期限内答复。</p>"
        for number in ("一", "二", "三", "四")
    )
    head = f"<head><meta charset='utf-8'><title>{title(year)}_甲县</title></head>"
    day = f"<div>发布日期：{year + 1}-03-06 来源：甲县水利局</div>"
    content = f"<body><h1>{title(year)}</h1>{day}<div class='TRS_Editor'>{body}{link}</div></body>"
    return f"<!DOCTYPE html><html>{head}{content}</html>".encode()


def listing(years: tuple[int, ...] = YEARS) -> bytes:
    rows = "".join(
        f'<li><a href="{address(year)}">{title(year)}</a><span>{year + 1}-03-06</span></li>' for year in years
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>政府信息公开年报_甲县</title></head><body>"
        f"<div class='list'><ul>{rows}</ul></div></body></html>"
    ).encode()


@dataclass
class Warc:
    """A WARC file in memory, as a program writes it record by record."""

    packed: bool = True
    stream: io.BytesIO = field(default_factory=io.BytesIO)
    # The WARC-Record-ID of the last answer.
    last: str = ""

    def __post_init__(self) -> None:
        self.writer = WARCWriter(self.stream, gzip=self.packed, warc_version="1.1")

    def answer(
        self,
        url: str,
        body: bytes,
        *,
        status: str = "200 OK",
        protocol: str = "HTTP/1.1",
        kind: str = "text/html",
        headers: tuple[tuple[str, str], ...] = (),
        day: str = DAY,
        named: dict[str, str] | None = None,
    ) -> Warc:
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol=protocol)
        record = self.writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": day, **(named or {})},
        )
        self.writer.write_record(record)
        self.last = record.rec_headers.get_header("WARC-Record-ID")
        return self

    def resource(self, url: str, body: bytes, kind: str = "text/html", day: str = DAY) -> Warc:
        record = self.writer.create_warc_record(
            url,
            "resource",
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type=kind,
            warc_headers_dict={"WARC-Date": day},
        )
        self.writer.write_record(record)
        return self

    def posted(self, url: str, form: bytes) -> Warc:
        """The request of the last answer, a form, as programs write it behind the answer."""
        http = StatusAndHeaders("POST /queryList HTTP/1.1", [("Host", HOST)], is_http_request=True)
        record = self.writer.create_warc_record(
            url,
            "request",
            payload=io.BytesIO(form),
            length=len(form),
            http_headers=http,
            warc_headers_dict={"WARC-Date": DAY, "WARC-Concurrent-To": self.last},
        )
        self.writer.write_record(record)
        return self

    def revisit(self, url: str, of: bytes, day: str = DAY) -> Warc:
        digest = "sha1:" + base64.b32encode(hashlib.sha1(of, usedforsecurity=False).digest()).decode()
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = self.writer.create_revisit_record(
            url, digest, url, day, http_headers=http, warc_headers_dict={"WARC-Date": day}
        )
        self.writer.write_record(record)
        return self

    @property
    def bytes(self) -> bytes:
        return self.stream.getvalue()


def visit() -> Warc:
    """The listing, two of its three reports, the file of one, and what else a browser asks for."""
    made = Warc().answer(LIST, listing()).answer(address(2019), report(2019, file=FILE))
    made.answer(FILE, PDF, kind="application/pdf").answer(address(2020), report(2020))
    made.answer(f"{ROOT}/style.css", b"p{color:red}", kind="text/css")
    made.answer("http://www.other.gov.cn/", b"<html><title>x</title><p>a friend</p></html>")
    return made.answer("http://hm.example.com/count.js", b"var a=1", kind="application/javascript")


def wacz(warcs: dict[str, bytes], pages: tuple[str, ...] = (), *, digests: bool = True) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in warcs.items():
            package.writestr(f"archive/{name}", content)
        lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
        lines += [{"id": str(number), "url": url, "ts": DAY, "title": ""} for number, url in enumerate(pages)]
        package.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
        resources = [
            {"name": name, "path": f"archive/{name}", "bytes": len(content)}
            | ({"hash": f"sha256:{hashlib.sha256(content).hexdigest()}"} if digests else {})
            for name, content in warcs.items()
        ]
        package.writestr(
            "datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources})
        )
    return packed.getvalue()


def mhtml(
    url: str, body: bytes, *, frames: dict[str, bytes] | None = None, date: str = "Mon, 20 Apr 2026 10:11:35 +0800"
) -> bytes:
    """As Chrome saves it."""
    parts = {url: body, **(frames or {})}
    edge = "----MultipartBoundary--x9"
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: a page\r\n"
        + (f"Date: {date}\r\n" if date else "")
        + "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        + f'\ttype="text/html";\r\n\tboundary="{edge}"\r\n\r\n\r\n'
    )
    coded = "".join(
        f"--{edge}\r\nContent-Type: text/html\r\nContent-ID: <frame-{number}@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {where}\r\n\r\n"
        f"{quopri.encodestring(content).decode('ascii')}\r\n"
        for number, (where, content) in enumerate(parts.items())
    )
    return f"{head}{coded}--{edge}--\r\n".encode("ascii")


def by_chrome(url: str, body: bytes) -> bytes:
    return body.replace(b"<html>", f"\n<!-- saved from url=({len(url):04d}){url} -->\n<html>".encode(), 1)


def by_singlefile(url: str, body: bytes) -> bytes:
    mark = (
        f"<!--\n Page saved with SingleFile \n url: {url} \n saved date: Mon Apr 20 2026 10:11:35 GMT+0800 (CST)\n-->"
    )
    return body.replace(b"<html>", f"<html>{mark}".encode(), 1)
