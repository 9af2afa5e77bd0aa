"""Web archives of browsers: the page in them is read as if it had come from its address."""

from __future__ import annotations

import base64
import quopri
import random

import pytest

import gaispider
from gaispider.page.saved_page import saved_page

URL = "http://www.jiaxian.gov.cn/zwgk/ndbg/202003/t20200306_1188.html"
TITLE = "甲县水利局2019年政府信息公开工作年度报告"
TEXT = "2019年，我局主动公开政府信息126条，其中通过县政府网站公开118条。全年收到政府信息公开申请3件，均已答复。"
HTML = (
    "<!DOCTYPE html><html><head>{charset}<title>{title}_甲县</title></head><body><h1>{title}</h1>"
    "<div>发布日期：2020-03-06 来源：甲县水利局</div><div class=3D'x'><p>{text}</p></div></body></html>"
)


def html(charset: str) -> str:
    said = f"<meta charset='{charset}'>" if charset else ""
    return HTML.replace("3D", "").format(charset=said, title=TITLE, text=TEXT)


def part(content: bytes, encoding: str, *, kind: str = "text/html", where: str = URL, more: str = "") -> bytes:
    coded = {
        "quoted-printable": quopri.encodestring,
        "base64": base64.encodebytes,
        "8bit": bytes,
        "binary": bytes,
    }[encoding](content)
    head = f"Content-Type: {kind}\r\n{more}Content-Transfer-Encoding: {encoding}\r\nContent-Location: {where}\r\n\r\n"
    return head.encode() + coded


def archive(*parts: bytes, head: str = "", kind: str = "multipart/related", edge: str = "----=_Part_7") -> bytes:
    top = (
        f"From: <Saved by a browser>\r\n{head}Subject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: {kind};\r\n\ttype="text/html";\r\n\tboundary="{edge}"\r\n\r\n\r\n'
    )
    body = b"".join(f"--{edge}\r\n".encode() + each + b"\r\n" for each in parts)
    return top.encode() + body + f"--{edge}--\r\n".encode()


PICTURE = part(
    b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "base64", kind="image/png", where="http://www.jiaxian.gov.cn/a.png"
)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize(
    ("charset", "kind", "meta"),
    [
        ("utf-8", "text/html", "utf-8"),
        ("gb18030", 'text/html;\r\n\tcharset="gb2312"', "gb2312"),
        ("gb18030", "text/html; charset=gbk", ""),
        ("utf-8", 'text/html; charset="utf-8"', "gb2312"),  # browsers write the page anew and leave its tag
    ],
)
def test_the_page_is_read(encoding: str, charset: str, kind: str, meta: str) -> None:
    body = archive(part(html(meta).encode(charset), encoding, kind=kind), PICTURE)
    (report,) = gaispider.extract(body, "file:nianbao.mhtml")
    assert (report.url, report.title, report.text) == (URL, TITLE, TEXT)
    assert report.published is not None and report.published.value == "2020-03-06"
    assert report.statistics.narrative["website"].value == 118


def test_each_part_has_its_own_charset_and_the_first_page_is_read() -> None:
    frame = part(
        "<p>廣告：請勿理會。</p>".encode("big5"), "base64", kind="text/html; charset=big5", where="http://x.example/f"
    )
    body = archive(part(html("").encode(), "quoted-printable", kind="text/html; charset=utf-8"), frame, PICTURE)
    (report,) = gaispider.extract(body, "file:a.mht")
    assert report.text == TEXT


def test_the_part_that_the_archive_starts_with_is_read() -> None:
    frame = part(b"<p>frame</p>", "8bit", where="http://x.example/f", more="Content-ID: <f@x>\r\n")
    page = part(html("utf-8").encode(), "base64", more="Content-ID: <page@x>\r\n")
    body = archive(frame, page, kind='multipart/related;\r\n\tstart="<page@x>"')
    (report,) = gaispider.extract(body, "file:a.mht")
    assert (report.url, report.text) == (URL, TEXT)


def test_parts_within_parts() -> None:
    inner = archive(part(html("utf-8").encode(), "quoted-printable"), kind="multipart/alternative", edge="in")
    inner = inner[inner.index(b"Content-Type") :]
    (report,) = gaispider.extract(archive(inner, PICTURE), "file:a.mht")
    assert report.text == TEXT


def test_the_callers_address_goes_before_the_archives() -> None:
    known = "http://www.jiaxian.gov.cn/other.html"
    body = archive(part(html("utf-8").encode(), "base64"))
    assert gaispider.extract(body, known)[0].url == known


@pytest.mark.parametrize("where", ["cid:page@x", "file:///C:/nianbao.html", "about:blank"])
def test_what_is_no_address_gives_none(where: str) -> None:
    body = archive(part(html("utf-8").encode(), "base64", where=where))
    assert gaispider.extract(body, "file:a.mhtml")[0].url == "file:a.mhtml"
    body = archive(part(html("utf-8").encode(), "base64", where=where), head=f"Snapshot-Content-Location: {URL}\r\n")
    assert gaispider.extract(body, "file:a.mhtml")[0].url == URL


@pytest.mark.parametrize(
    "body",
    [
        b"",
        html("utf-8").encode(),
        b"Content-Type: text/plain\r\n\r\n<p>x</p>",
        "发布日期: 2020-03-06\r\n来源: 甲县\r\n\r\n正文".encode(),
        archive(PICTURE),
        archive(),
    ],
)
def test_other_bytes_are_no_archive(body: bytes) -> None:
    assert saved_page(body) is None


def test_a_damaged_archive_is_read_as_far_as_it_goes() -> None:
    whole = archive(part(html("utf-8").encode(), "quoted-printable"), PICTURE)
    chance = random.Random(11)
    for _ in range(60):
        body = bytearray(whole[: chance.randrange(len(whole))])
        for _ in range(chance.randrange(6)):
            if body:
                body[chance.randrange(len(body))] = chance.randrange(256)
        (report,) = gaispider.extract(bytes(body), "file:a.mhtml")
        assert report.url in (URL, "file:a.mhtml") or report.url.startswith("http")


@pytest.mark.parametrize(
    ("saved", "fetched", "published"),
    [
        ("Fri, 06 Mar 2020 02:30:00 -0000", "2020-03-06T02:30:00+00:00", "2020-03-06"),
        ("Thu, 05 Mar 2020 23:30:00 +0800", "2020-03-05T15:30:00+00:00", "2020-03-06"),
        # A day in the future when the page was saved is none, however much later it is read.
        ("Wed, 04 Mar 2020 23:30:00 +0800", "2020-03-04T15:30:00+00:00", None),
        ("yesterday", None, "2020-03-06"),
    ],
)
def test_days_are_held_against_the_day_on_which_a_page_was_saved(
    saved: str, fetched: str | None, published: str | None
) -> None:
    whole = archive(part(html("utf-8").encode(), "quoted-printable"), head=f"Date: {saved}\r\n")
    [record] = gaispider.extract(whole, "file:saved.mhtml")
    assert record.capture is not None
    assert record.capture.fetched_at == fetched
    assert record.published is not None
    assert record.published.value == published
    assert ("2020-03-06" in record.published.alternatives) == (published is None)
