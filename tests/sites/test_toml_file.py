"""What people's editors and input methods do to a TOML file, and what they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.sites.registry import read_registry

GOOD = """\
[[site]]
key = "panshi"
name = "磐石市人民政府"
region = "220284"
family = "trs"
hosts = ["xxgk.panshi.gov.cn"]
start = ["http://xxgk.panshi.gov.cn/"]
"""
GAP = 'accept."b.gov.cn" = { missing = 1, on = 2026-01-01, reason = "hidden" }\n'
GAPS = 'accept = { "b.gov.cn" = { missing = 1, on = 2026-01-01, reason = "hidden" } }\n'


def told(folder: Path, body: bytes) -> str:
    """The one sentence about a file of that content; the site in it must be known to be stopped."""
    (folder / "22-jilin.toml").write_bytes(body)
    registry = read_registry(folder, {"trs"})
    assert not registry.sites
    (wrong,) = registry.faults
    assert registry.fault_of("panshi") is wrong
    return wrong.sentence


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        (GOOD.encode("utf-8-sig"), 1, "without BOM"),
        (GOOD.encode("utf-16"), 1, "UTF-16"),
        (GOOD.encode("utf-16-le"), 1, "UTF-16"),
        (GOOD.encode("gbk"), 3, "GBK"),
        (GOOD.replace("磐", "\x00").encode("latin-1", "replace").replace(b"\x00", b"\xff"), 3, "not UTF-8"),
    ],
    ids=["BOM", "UTF-16", "UTF-16 without BOM", "GBK", "neither"],
)
def test_another_encoding_is_named(tmp_path: Path, body: bytes, line: int, words: str) -> None:
    sentence = told(tmp_path, body)
    assert sentence.startswith(f"22-jilin.toml: line {line}: ")
    assert words in sentence
    assert "UTF-8" in sentence


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"panshi"', "“panshi”", 2, 'a curly quote “ for the beginning or end of a string; write "'),
        ('"panshi"', '"panshi”', 2, "a curly quote ”"),
        ('"panshi"', '"panshi', 2, 'a quote is missing in key = "panshi'),
        ('"panshi"', 'panshi"', 2, 'a quote is missing in key = panshi"'),
        ('"trs"', "trs", 5, 'has no quotes; write text as name = "…"'),
        ("family =", "family ＝", 5, "a full-width ＝ outside of quotes; write ="),
        ("family =", "family：", 5, "a full-width ： outside of quotes; write ="),
        ("family =", "family", 5, "a fact is written name = value"),
        ("family =", "\u3000family =", 5, "U+3000"),
        ("[[site]]", "【【site】】", 1, "a full-width 【 outside of quotes; write ["),
        ("[[site]]", "［［site］］", 1, "a full-width ［ outside of quotes; write ["),
        ("[[site]]", "[[site]", 1, "[[site]] on a line of its own"),
        ('family = "trs"', 'select = { body = "#a" title = "h1" }', 5, "a comma between two facts"),
        ('cn"]\nstart', 'cn"，"www.panshi.gov.cn"]\nstart', 6, "a full-width ， outside of quotes; write ,"),
        ('["xxgk.panshi.gov.cn"]', '[\n"a.cn",\n"b.cn"，\n"c.cn"]', 8, "a full-width ，"),
        ('["xxgk.panshi.gov.cn"]', '【"xxgk.panshi.gov.cn"】', 6, "a full-width 【"),
        ('cn"]\nstart', 'cn" "www.panshi.gov.cn"]\nstart', 6, "a comma between two strings"),
        ('cn"]\nstart', 'cn"\nstart', 6, "the ] at the end, is missing"),
        ('cn/"]', 'cn/"', 7, "the ] at the end, is missing"),
        ("region", 'name = "磐石"\nregion', 4, "name stands twice in one entry (first in line 3); take one out"),
        ("region", f"{GAP}{GAP}region", 5, 'accept."b.gov.cn" stands twice in one entry (first in line 4)'),
        ("region", f"{GAPS}{GAP}region", 5, 'accept."b.gov.cn" cannot be added to accept = { … } above it'),
        ("region", f"{GAP}{GAPS}region", 5, "accept stands twice in one entry (first in line 4)"),
        (GOOD, GOOD + GOOD.removeprefix("[[site]]\n"), 8, "write [[site]] above it if an entry begins here"),
    ],
)
def test_a_slip_of_the_pen_gets_line_and_cure(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    sentence = told(tmp_path, GOOD.replace(old, new, 1).encode())
    assert sentence.startswith(f"22-jilin.toml: line {line}: ")
    assert words in sentence
    assert "\n" not in sentence


def test_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "22-jilin.toml").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert [*read_registry(tmp_path, {"trs"}).sites] == ["panshi"]


def test_curly_quotes_within_a_string_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "22-jilin.toml").write_bytes(GOOD.replace("磐石市", "“磐石”，【市】").encode())
    assert [*read_registry(tmp_path, {"trs"}).sites] == ["panshi"]


def test_a_table_of_another_name_gets_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "22-jilin.toml").write_text(GOOD.replace("[[site]]", "[[sites]]"), encoding="utf-8")
    (wrong,) = read_registry(tmp_path, {"trs"}).faults
    assert wrong.sentence == "22-jilin.toml: [[sites]] is not read; every entry begins with [[site]]"
