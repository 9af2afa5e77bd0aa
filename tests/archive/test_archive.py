from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gaispider.archive.cdxj import surt, write_index
from gaispider.archive.reader import TornArchiveError, entries, entry_at, metadata, verify
from gaispider.archive.unpack import unpacked
from gaispider.archive.writer import Archived, ArchiveWriter, Exchange
from gaispider.maintenance.reread import Archive, article_offsets
from gaispider.sites.model import Site

PAGE = Exchange(
    "http://www.panshi.gov.cn/a.html?b=1",
    200,
    [("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Latin", "caf\xe9")],
    "政府信息公开".encode("gb18030"),
    request_headers=[("User-Agent", "gaispider")],
    fetched_at=datetime(2024, 4, 8, 2, 0, 0, 123456, tzinfo=UTC),
    address="122.137.242.24",
)


def _written(path: Path, *exchanges: Exchange) -> list[Archived]:
    writer = ArchiveWriter(path, {"software": "gaispider/test"})
    found = [writer.write(exchange) for exchange in exchanges]
    writer.close()
    return found


def test_an_answer_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    (archived,) = _written(path, PAGE)
    info, response, request = entries(path)
    assert info.body == b"software: gaispider/test\r\n"
    assert (response.url, response.status, response.body) == (PAGE.url, 200, PAGE.body)
    assert response.headers == list(PAGE.headers)
    assert response.date == "2024-04-08T02:00:00.123456Z"
    assert request.headers == [("Host", "www.panshi.gov.cn"), ("User-Agent", "gaispider")]
    assert request.concurrent_to == archived.record_id
    assert entry_at(path, archived.offset) == response


@pytest.mark.parametrize("coding", [None, "gzip"])
def test_a_large_body_is_in_memory_once(tmp_path: Path, coding: str | None) -> None:
    body = random.Random(7).randbytes(8 << 20)
    headers = [("Content-Type", "application/pdf"), *([("Content-Encoding", coding)] if coding else [])]
    sent = gzip.compress(body, 1) if coding else body
    (archived,) = _written(tmp_path / "run.warc.gz", replace(PAGE, headers=headers, body=sent))
    tracemalloc.start()
    try:
        entry = entry_at(tmp_path / "run.warc.gz", archived.offset)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert entry.body == sent
    assert entry.headers == headers
    assert unpacked(entry) == body
    assert peak < 1.5 * len(sent)


def test_the_file_passes_warcio_check(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    writer = ArchiveWriter(path, {"software": "x"})
    first = writer.write(PAGE)
    writer.write(PAGE, first)
    writer.write(Exchange("http://a.cn/search", 200, [], b"", method="POST", request_body=b"q=1"))
    writer.close()
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_an_unchanged_body_is_a_revisit_and_a_changed_one_is_not(tmp_path: Path) -> None:
    (first,) = _written(tmp_path / "one.warc.gz", PAGE)
    writer = ArchiveWriter(tmp_path / "two.warc.gz", {"software": "x"})
    writer.write(PAGE, first)
    writer.write(Exchange(PAGE.url, 200, [], b"another"), first)
    writer.close()
    same, other = [entry for entry in entries(tmp_path / "two.warc.gz") if entry.type in ("response", "revisit")]
    assert (same.type, same.refers_to, same.refers_to_file) == ("revisit", first.record_id, "one.warc.gz")
    assert (other.type, other.body) == ("response", b"another")


def test_what_was_known_of_a_page_is_found_beside_its_answer_and_its_rendering(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    known = {
        "via": "http://www.panshi.gov.cn/ndbg/",
        "listing-title": "松山镇: 2018年报",
        "listing-date": "2019-02-27",
    }
    writer = ArchiveWriter(path, {"software": "x"})
    writer.write(PAGE)
    raw = writer.write(replace(PAGE, metadata=known))
    made = writer.write_conversion(PAGE.url, b"<html></html>", raw.record_id, PAGE.fetched_at, known)
    writer.write_note(PAGE.url, {"attachment": "failed"}, PAGE.fetched_at)
    bare = writer.write_conversion(PAGE.url, b"<html></html>", raw.record_id, PAGE.fetched_at)
    writer.write_note(PAGE.url, {"attachment": "failed"}, PAGE.fetched_at)
    writer.close()
    plain = next(entry for entry in entries(path) if entry.type == "response")
    assert [metadata(path, answer) for answer in (plain, raw, made, bare)] == [{}, known, known, {}]
    assert metadata(path, entry_at(path, made.offset)) == known
    assert metadata(tmp_path / "none.warc.gz", raw) == {}
    site = Site(key="x", name="x", family="trs", file="")
    # Neither address says article: the listing did, and the rendering stands for the raw answer.
    assert article_offsets(Archive(path, site, "file")) == ([made.offset], None)


@pytest.mark.parametrize("cut", [1, 9, 60, 200])
def test_a_torn_end_is_named_and_what_is_before_it_is_read(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "run.warc.gz"
    _written(path, PAGE, PAGE)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    found = verify(path)
    assert found.records == 4
    assert found.problem
    assert found.readable < found.size
    with pytest.raises(TornArchiveError, match="readable up to byte"):
        list(entries(path))


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    (archived,) = _written(path, PAGE)
    data = bytearray(path.read_bytes())
    data[archived.offset + archived.length // 2] ^= 0xFF
    path.write_bytes(data)
    assert verify(path).records == 1
    assert verify(path).problem


def test_an_existing_file_is_never_written_to(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    _written(path, PAGE)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        ArchiveWriter(path, {}).write(PAGE)
    assert path.read_bytes() == before


def test_a_full_disk_leaves_a_readable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.warc.gz"
    writer = ArchiveWriter(path, {"software": "x"})
    writer.write(PAGE)
    real, calls = os.write, []

    def short(descriptor: int, data: bytes) -> int:
        calls.append(data)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(descriptor, data[:20])

    monkeypatch.setattr(os, "write", short)
    with pytest.raises(OSError, match="No space left"):
        writer.write(PAGE)
    monkeypatch.undo()
    assert verify(path).problem is None
    writer.write(PAGE)
    writer.close()
    assert verify(path).records == 5


def test_the_index_is_sorted_and_can_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    _written(path, PAGE, Exchange("http://a.gov.cn/", 200, [("Content-Type", "text/html")], b"a"))
    index = write_index(path)
    lines = index.read_text(encoding="utf-8").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["cn,gov,a)/", "cn,gov,panshi)/a.html?b=1"]
    assert lines[1].split(" ")[1] == "20240408020000"
    before = index.read_bytes()
    assert write_index(path).read_bytes() == before
    assert surt("http://122.137.242.24:8080/Pub/") == "122.137.242.24:8080)/pub/"
