"""Tables of words: every row finds its example, look-alikes are left alone, and each table says who reads it."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from gaispider.paths import REFERENCE, ROOT
from gaispider.reference import COUNTER_EXAMPLE, Entry, Phrases, any_of, read_table
from tests.test_rooms import modules

README = (REFERENCE / "README.md").read_text("utf-8")


@cache
def readers() -> dict[tuple[str, str], list[Phrases]]:
    """Who reads a kind of a table. Only imported modules have made their readers."""
    for name, path in modules():
        if re.search(r"\b[Pp]hrases\(", path.read_text("utf-8")):
            importlib.import_module(name)
    found: dict[tuple[str, str], list[Phrases]] = {}
    for phrases in Phrases.known:
        if phrases.table != "made.tsv":
            found.setdefault((phrases.table, phrases.kind), []).append(phrases)
    return found


def rows() -> list[tuple[str, Entry]]:
    return [(table, row) for table in sorted({table for table, _ in readers()}) for row in read_table(table)]


@pytest.mark.parametrize(("table", "row"), rows(), ids=lambda part: part if isinstance(part, str) else part.kind)
def test_a_row_finds_its_example(table: str, row: Entry) -> None:
    assert row.seen
    for phrases in readers()[table, row.kind]:
        if row.match == COUNTER_EXAMPLE:
            assert phrases.find(row.example) is None
            assert row.text in row.example
        else:
            assert phrases.finder([row])(row.example)
            assert phrases.find(row.example)


def test_no_row_is_written_twice_and_every_kind_is_read() -> None:
    # Of counter-examples several may have one word.
    found = [
        (table, row.kind, row.match, row.text, row.match == COUNTER_EXAMPLE and row.example) for table, row in rows()
    ]
    assert sorted({row for row in found if found.count(row) > 1}) == []
    assert {(table, row.kind) for table, row in rows()} == set(readers())


def test_the_index_names_every_table_and_its_readers() -> None:
    here = {str(path.relative_to(REFERENCE)) for path in REFERENCE.rglob("*") if path.is_file()}
    named = set(re.findall(r"^\| `([^`]+)`", README, re.MULTILINE))
    assert named == {name for name in here if not name.endswith("README.md")}
    for path in re.findall(r"`((?:gaispider|spiders|pipelines|scripts)/[^`]*)`", README):
        assert (ROOT / path).exists(), path
    for (table, _), found in readers().items():
        (line,) = [line for line in README.splitlines() if line.startswith(f"| `{table}`")]
        told = re.findall(r"`((?:gaispider|spiders)/[^`]*)`", line)
        assert found and told


def test_how_a_row_is_compared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = "kind\tmatch\ttext\texample\tseen\n" + "".join(
        f"{kind}\t{match}\t{text}\t\tmade\n"
        for kind, match, text in (
            ("start", "start", "打印"),
            ("start", "label", "来源"),
            ("start", "line", "关闭"),
            ("mixed", "start", "打印"),
            ("mixed", "part", "公网安备"),
            ("mixed", "end", "的通知"),
            ("mixed", "part pattern", r"共\d+页"),
            ("mixed", "never", "打印机"),
        )
    )
    (tmp_path / "made.tsv").write_text(table, "utf-8")
    monkeypatch.setattr("gaispider.reference.REFERENCE", tmp_path)
    start, mixed = Phrases("made.tsv", "start"), Phrases("made.tsv", "mixed")
    assert [bool(start.find(text)) for text in ("打印本页", "来源 ：本站", "关闭")] == [True] * 3
    assert [bool(start.find(text)) for text in ("我要打印", "来源可靠", "关闭窗口")] == [False] * 3
    assert [bool(mixed.find(text)) for text in ("打印机", "京公网安备1号", "年报的通知", "共12页")] == [True] * 4
    assert [bool(mixed.find(text)) for text in ("我要打印", "的通知书", "共页")] == [False] * 3
    assert mixed.sub("", "京公网安备1号，共3页") == "京1号，"
    with pytest.raises(ValueError, match="no row of kind other"):
        Phrases("made.tsv", "other").find("x")


@pytest.mark.parametrize(
    ("texts", "source"),
    [
        (["相关链接", "相关阅读"], "相关(?:链接|阅读)"),
        (["编辑", "编辑人员"], "编辑(?:人员)?"),
        (["a.b"], r"a\.b"),
        (["来源", "作者"], "(?:来源|作者)"),
    ],
)
def test_words_that_begin_alike_share_their_beginning(texts: list[str], source: str) -> None:
    assert any_of(texts) == source
