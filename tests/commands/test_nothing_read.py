"""Inputs of `scrapy extract` that hold no record: it says what they hold."""

from __future__ import annotations

import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.commands.scrapy_command import scrapy

_LISTING = (
    "<html><head><meta charset=utf-8><title>政府信息公开年报</title></head><body><ul>"
    + "".join(
        f'<li><a href="/a/t{year}_1.html">某某市{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-20</span></li>'
        for year in range(2014, 2020)
    )
    + "</ul></body></html>"
)


def _foreign(path: Path, *pages: tuple[str, bytes, str]) -> Path:
    """An archive as another tool writes it: its own name in warcinfo, and no site."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another/1.0"}))
        for url, body, kind in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=io.BytesIO(body), length=len(body), http_headers=headers
                )
            )
    return path


def test_a_foreign_archive_without_pages_says_so_and_exits_1(tmp_path: Path) -> None:
    path = _foreign(tmp_path / "foreign.warc.gz", ("http://a.cn/robots.txt", b"User-agent: *\n", "text/plain"))
    done = scrapy("extract", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no record was read; it holds 1 warcinfo record, 1 answer with status 200" in done.stderr
    assert "it does not name the site that wrote it" in done.stderr


def test_an_archive_without_articles_of_its_site_says_so(tmp_path: Path) -> None:
    path = _foreign(tmp_path / "other.warc.gz", ("http://a.cn/about", b"<html><body>x</body></html>", "text/html"))
    done = scrapy("extract", "--site", "panshi", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "none is an article's address of the family trs" in done.stderr


def test_an_archive_that_is_cut_at_once_or_empty_says_so(tmp_path: Path) -> None:
    for name, body in (("empty.warc.gz", b""), ("cut.warc.gz", b"\x1f\x8b\x08\x00\x00")):
        (tmp_path / name).write_bytes(body)
        done = scrapy("extract", str(tmp_path / name))
        assert (done.returncode, done.stdout) == (1, "")
        assert "no record was read; it holds nothing that can be read" in done.stderr


def test_a_foreign_archive_with_a_page_names_that_no_site_is_known(tmp_path: Path) -> None:
    body = "<html><head><meta charset=utf-8><title>2018年工作年度报告</title></head><body><h1>磐石市2018年政府信息公开"
    body += f"工作年度报告</h1><p>{'现将本年度政府信息公开工作情况报告如下。' * 9}</p></body></html>"
    path = _foreign(tmp_path / "page.warc.gz", ("http://a.cn/a/t1.html", body.encode(), "text/html"))
    done = scrapy("extract", str(path))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert "--site KEY names one" in done.stderr


def test_a_listing_and_an_empty_file_say_what_they_are(tmp_path: Path) -> None:
    for name, body, told in (
        ("listing.html", _LISTING, "a listing of 6 entries (the first: 某某市2014年政府信息公开工作年度报告)"),
        ("empty.html", "\n", "the file is empty"),
        ("none.html", "<html><body></body></html>", "not a page of a document"),
    ):
        (tmp_path / name).write_text(body, encoding="utf-8")
        done = scrapy("extract", "--url", "http://x.gov.cn/nb/", str(tmp_path / name))
        assert told in done.stderr, done.stderr
        assert done.stderr.endswith("; its record says nothing\n")


def test_documents_of_a_store_without_records_say_that_nothing_was_crawled(tmp_path: Path) -> None:
    done = scrapy("documents", "--list", "-s", f"STORE_DIR={tmp_path / 'none'}")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"no site of the registry has records in {tmp_path / 'none'}: scrapy crawl SITE" in done.stderr
    assert not (tmp_path / "none").exists()
