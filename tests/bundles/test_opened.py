"""A bundle from a stranger: only what is known beforehand is taken, and no name in it becomes a path."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from gaispider.bundles.model import LIMITS, UNPACKED
from gaispider.bundles.opened import WrongBundleError, open_bundle
from scripts import make_case

ENTRY = """[[site]]
key = "linan"
name = "临安区人民政府"
region = "330112"
family = "trs"
hosts = ["www.linan.example.cn"]
start = ["http://www.linan.example.cn/ndbg/"]
"""
ABOUT = {"format": "gaispider.bundle/1", "key": "linan", "province": "33", "made": "2026-01-02"}


def packed(folder: Path, **changes: bytes | None) -> Path:
    """A bundle with some parts changed, named without their endings, or taken out."""
    parts = {
        "bundle.json": json.dumps(ABOUT).encode(),
        "entry.toml": ENTRY.encode(),
        "sample.warc.gz": gzip.compress(b"WARC/1.1\r\n\r\n"),
        "records.jsonl": b"",
        "runs.json": b"[]",
    }
    for name in list(parts):
        if (stem := name.partition(".")[0]) in changes:
            change = changes[stem]
            parts.pop(name) if change is None else parts.update({name: change})
    file = folder / "sent.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def about(**facts: object) -> bytes:
    return json.dumps({**ABOUT, **facts}).encode()


def test_a_whole_bundle_opens(tmp_path: Path) -> None:
    bundle = open_bundle(packed(tmp_path))
    assert (bundle.key, bundle.province, bundle.entry) == ("linan", "33", ENTRY)


@pytest.mark.parametrize(
    "name", ["../../evil.py", "/etc/cron.d/x", "sub/entry.toml", "..\\evil.py", "evil.toml", "ENTRY.TOML"]
)
def test_a_name_that_a_bundle_does_not_have_is_refused(tmp_path: Path, name: str) -> None:
    file = packed(tmp_path, records=None)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(WrongBundleError, match="is no part of one; nothing was unpacked"):
        open_bundle(file)
    assert [path.name for path in tmp_path.iterdir()] == ["sent.zip"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"bundle": about(format="other/1")}, "is not of the format"),
        ({"bundle": b"{"}, "is no JSON"),
        ({"bundle": about(key="../x")}, "is no key of a site"),
        ({"bundle": about(key="a" * 80)}, "is no key of a site"),
        ({"bundle": about(province="../")}, "is no province's number"),
        ({"bundle": b" " * (LIMITS["bundle.json"] + 1)}, "bundle.json: has over"),
        ({"sample": b"not gzip"}, "is no archive"),
        ({"sample": gzip.compress(b"x" * 1000)[:-9]}, "breaks off"),
        ({"sample": b""}, "breaks off"),
        ({"sample": gzip.compress(bytes(UNPACKED + 1), 1)}, "unpacks to over"),
        ({"records": b"\xff\xfe"}, "is not UTF-8"),
        ({"runs": None}, "runs.json is missing"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, changes: dict[str, bytes | None], words: str) -> None:
    with pytest.raises(WrongBundleError, match=words):
        open_bundle(packed(tmp_path, **changes))


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    file = packed(tmp_path)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("entry.toml", b"other")
    with pytest.raises(WrongBundleError, match="one of them twice"):
        open_bundle(file)


def test_a_size_that_is_a_lie_is_seen(tmp_path: Path) -> None:
    """The head says ten bytes, the part unpacks to a megabyte too many."""
    file = packed(tmp_path, bundle=b" " * (LIMITS["bundle.json"] + 1))
    content = bytearray(file.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(mark) + at
        content[place : place + 4] = (10).to_bytes(4, "little")
    file.write_bytes(content)
    with pytest.raises(WrongBundleError):
        open_bundle(file)


def test_other_files_are_no_bundles(tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(b"PK\x03\x04 and nothing")
    with pytest.raises(WrongBundleError, match="no zip that can be read"):
        open_bundle(file)


def test_an_entry_that_cannot_be_used_makes_no_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = packed(tmp_path, entry=ENTRY.replace("330112", "220284").encode())
    assert make_case.main(file, tmp_path / "cases") == 2
    assert "the entry cannot be used: 33-case.toml: site linan: region" in capsys.readouterr().err
    assert list((tmp_path / "cases").iterdir()) == []
