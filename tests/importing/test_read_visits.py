"""Every kind of file that programs make of a visit, read as answers; and what of it is broken, told."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from gaispider.importing import coding
from gaispider.importing.coding import TooLargeError, decoded
from gaispider.importing.guarded_stream import BombError, GuardedStream, Gunzipped
from gaispider.importing.read_visits import read_visits
from gaispider.importing.visit import Given, Trouble, Visit
from tests.importing import saved
from tests.importing.saved import FILE, LIST, PDF, ROOT, Warc, address, listing, mhtml, report, wacz

SEEN = datetime(2026, 4, 20, 2, 11, 35, tzinfo=UTC)
PAGE = report(2019)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def read(path: Path, given: Given | None = None) -> tuple[list[Visit], list[Trouble]]:
    found = list(read_visits(path, given or Given()))
    return [one for one in found if isinstance(one, Visit)], [one for one in found if isinstance(one, Trouble)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_gives_its_answers_packed_or_not(tmp_path: Path, packed: bool) -> None:
    made = Warc(packed=packed).answer(address(2019), PAGE).resource(FILE, PDF, "application/pdf")
    visits, troubles = read(put(tmp_path, "any name", made.bytes))
    assert troubles == []
    page, file = visits
    assert (page.url, page.body, page.status, page.time) == (address(2019), PAGE, 200, SEEN)
    assert (page.time_from, page.address_from, page.content_type) == ("warc", "warc", "text/html")
    assert (file.url, file.body, file.status, file.content_type) == (FILE, PDF, None, "application/pdf")


def test_a_warc_in_one_gzip_member_is_read(tmp_path: Path) -> None:
    made = Warc(packed=False).answer(LIST, listing()).answer(address(2019), PAGE)
    visits, troubles = read(put(tmp_path, "visit.warc.gz", gzip.compress(made.bytes)))
    assert [one.url for one in visits] == [LIST, address(2019)]
    assert troubles == []


@pytest.mark.parametrize(
    ("status", "protocol"), [("200", "HTTP/2"), ("200 ", "HTTP/2.0"), ("200 OK", "HTTP/1.1"), ("", "200"), ("OK", "")]
)
def test_odd_first_lines_and_header_lines_of_http_2(tmp_path: Path, status: str, protocol: str) -> None:
    headers = ((":status", "200"), ("Server", "x"), ("x-odd", ""))
    made = Warc().answer(address(2019), PAGE, status=status, protocol=protocol, headers=headers)
    (visit,), troubles = read(put(tmp_path, "visit.warc.gz", made.bytes))
    assert troubles == []
    assert (visit.status, visit.body) == (200, PAGE)
    assert not any(name.startswith(":") or not name for name, _ in visit.headers)


def chunked(body: bytes) -> bytes:
    parts = [body[place : place + 700] for place in range(0, len(body), 700)]
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def zstd(body: bytes) -> bytes:
    return bytes(coding._library("backports.zstd", "zstd").compress(body))  # type: ignore[attr-defined]


LEFT_OVER = {"content-encoding", "transfer-encoding", "content-length"}
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd,
    "identity": bytes,
}


@pytest.mark.parametrize("name", CODINGS)
@pytest.mark.parametrize("transfer", ["", "chunked"])
def test_codings_are_undone_or_were_left_over(name: str, transfer: str) -> None:
    headers = [("Content-Encoding", name), ("Content-Length", "7"), ("Content-Type", "text/html")]
    headers += [("Transfer-Encoding", transfer)] if transfer else []
    packed = CODINGS[name](PAGE)
    for body in (PAGE, packed, chunked(packed) if transfer else packed):
        kept, plain = decoded(headers, body)
        assert plain == PAGE
        assert {name.lower() for name, _ in kept}.isdisjoint(
            {"content-encoding", "transfer-encoding", "content-length"}
        )
        assert ("X-Archive-Orig-Content-Encoding", name) in kept


def test_two_codings_one_over_the_other() -> None:
    _, plain = decoded([("Content-Encoding", "br, gzip")], gzip.compress(brotli.compress(PAGE)))
    assert plain == PAGE


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_unpacks_to_too_much_is_not_unpacked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "MAX_BODY", 1 << 20)
    with pytest.raises(TooLargeError):
        decoded([("Content-Encoding", name)], CODINGS[name](bytes(3 << 20)))


def test_a_coding_without_its_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "_ZSTD", ("no.such.module", "no_such_zstd"))
    made = Warc().answer(address(2019), zstd(PAGE), headers=(("Content-Encoding", "zstd"),)).answer(LIST, listing())
    (visit,), (trouble,) = read(put(tmp_path, "visit.warc.gz", made.bytes))
    assert visit.url == LIST
    assert "packed with zstd: pip install" in trouble.sentence


def test_a_revisit_has_the_body_that_it_refers_to(tmp_path: Path) -> None:
    later = "2026-04-21T02:11:35Z"
    made = Warc().answer(address(2019), PAGE).revisit(address(2019), PAGE, later)
    visits, troubles = read(put(tmp_path, "visit.warc.gz", made.bytes))
    assert troubles == []
    assert [(one.body, one.status) for one in visits] == [(PAGE, 200)] * 2
    assert visits[1].time.day == 21
    # Alone, it says what to do.
    visits, (trouble,) = read(put(tmp_path, "alone.warc.gz", Warc().revisit(address(2019), PAGE).bytes))
    assert visits == []
    assert "name that file, too" in trouble.sentence


def test_what_a_form_posted_goes_with_its_answer(tmp_path: Path) -> None:
    made = Warc().answer(f"{ROOT}/queryList", b'{"results": []}', kind="application/json")
    made.posted(f"{ROOT}/queryList", b"page=2")
    (visit,), _ = read(put(tmp_path, "visit.warc.gz", made.bytes))
    assert (visit.method, visit.request_body) == ("POST", b"page=2")


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_breaks_off_is_read_up_to_there(tmp_path: Path, packed: bool) -> None:
    whole = Warc(packed=packed).answer(LIST, listing()).answer(address(2019), PAGE).bytes
    visits, (trouble,) = read(put(tmp_path, "visit.warc", whole[:-200]))
    assert [one.url for one in visits] == [LIST]
    assert trouble.fault
    assert "readable up to record" in trouble.why


@pytest.mark.parametrize("name", ["visit.wacz", "visit.warc.gz"])
def test_an_archive_by_its_name_alone_is_a_fault(tmp_path: Path, name: str) -> None:
    visits, (trouble,) = read(put(tmp_path, name, b"\x00\x01 half a download"))
    assert visits == []
    assert trouble.fault


def test_a_wacz_gives_all_its_archives_and_says_what_its_list_has_more(tmp_path: Path) -> None:
    first, second = Warc().answer(LIST, listing()).bytes, Warc().answer(address(2019), PAGE).bytes
    package = wacz({"a.warc.gz": first, "b.warc.gz": second}, (LIST, address(2019), address(2020)))
    visits, (trouble,) = read(put(tmp_path, "visit.wacz", package))
    assert [(one.url, one.file) for one in visits] == [
        (LIST, "visit.wacz!archive/a.warc.gz"),
        (address(2019), "visit.wacz!archive/b.warc.gz"),
    ]
    assert address(2020) in trouble.sentence
    assert not trouble.fault


def test_revisits_reach_over_the_archives_of_a_wacz(tmp_path: Path) -> None:
    later = Warc().revisit(address(2019), PAGE, "2026-04-21T00:00:00Z").bytes
    package = wacz({"a.warc.gz": Warc().answer(address(2019), PAGE).bytes, "b.warc.gz": later})
    visits, troubles = read(put(tmp_path, "visit.wacz", package))
    assert [one.body for one in visits] == [PAGE, PAGE]
    assert troubles == []


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return packed.getvalue()


def test_several_wacz_in_one(tmp_path: Path) -> None:
    inner = wacz({"a.warc.gz": Warc().answer(LIST, listing()).bytes})
    outer = zipped({"datapackage.json": json.dumps({"profile": "multi-wacz-package"}).encode(), "one.wacz": inner})
    visits, troubles = read(put(tmp_path, "all.wacz", outer))
    assert [one.file for one in visits] == ["all.wacz!one.wacz!archive/a.warc.gz"]
    assert troubles == []
    _, (trouble,) = read(put(tmp_path, "deep.wacz", zipped({"a.wacz": outer})))
    assert "zip in a zip" in trouble.why


def test_names_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    evil = zipped({"../../evil.warc.gz": Warc().answer(LIST, listing()).bytes, "/abs\n.warc": b"WARC/1.0\r\n"})
    before = set(tmp_path.parent.rglob("*"))
    visits, troubles = read(put(tmp_path, "in/visit.wacz", evil))
    assert [one.url for one in visits] == [LIST]
    assert all("\n" not in one.sentence for one in troubles)
    assert set(tmp_path.parent.rglob("*")) - before == {tmp_path / "in", tmp_path / "in/visit.wacz"}


def test_a_wacz_that_was_changed_or_encrypted_or_cut_says_so(tmp_path: Path) -> None:
    package = wacz({"a.warc.gz": Warc().answer(LIST, listing()).bytes})
    described = json.loads(zipfile.ZipFile(io.BytesIO(package)).read("datapackage.json"))
    described["resources"][0]["hash"] = "sha256:" + "0" * 64
    files = {
        "archive/a.warc.gz": Warc().answer(LIST, listing()).bytes,
        "datapackage.json": json.dumps(described).encode(),
    }
    visits, (trouble,) = read(put(tmp_path, "changed.wacz", zipped(files)))
    assert [one.url for one in visits] == [LIST]
    assert "digest" in trouble.why
    _, (trouble,) = read(put(tmp_path, "cut.wacz", package[: len(package) // 2]))
    assert trouble.fault


def test_a_stream_that_unpacks_to_hundreds_of_times_its_size_ends() -> None:
    packed = gzip.compress(bytes(3 << 20), 9)
    stream = GuardedStream(Gunzipped(io.BytesIO(packed)), len(packed), always=1 << 20)
    with pytest.raises(BombError):
        while stream.read(1 << 16):
            pass


def test_no_damage_of_a_file_raises(tmp_path: Path) -> None:
    """What is left of a file whose bytes were changed, lost, doubled or cut is read or told."""
    whole = {
        "a.warc.gz": saved.visit().bytes,
        "b.warc": Warc(packed=False)
        .answer(LIST, listing())
        .answer(address(2019), PAGE)
        .revisit(address(2019), PAGE)
        .bytes,
        "c.wacz": wacz({"x.warc.gz": saved.visit().bytes}, (LIST,)),
        "d.mhtml": mhtml(address(2019), PAGE, frames={LIST: listing()}),
        "e.html": saved.by_singlefile(address(2019), PAGE),
    }
    chance = random.Random(20261130)
    for number in range(150):
        name = list(whole)[number % len(whole)]
        body = bytearray(whole[name])
        for _ in range(chance.randint(1, 10)):
            place, length = chance.randrange(len(body)), chance.randint(1, 300)
            body[place : place + length] = (chance.randbytes(length), b"", bytes(body[:length]))[chance.randrange(3)]
            body = body[: place + 1] if chance.random() < 0.1 else body or bytearray(b"x")
        visits, troubles = read(put(tmp_path, name, bytes(body)))
        assert visits or troubles or not body.strip()
