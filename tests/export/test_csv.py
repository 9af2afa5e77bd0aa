"""The flat CSV of a real crawl, as an assistant opens it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gaispider.export.flat_columns import cell, columns, row
from gaispider.items import Report
from gaispider.paths import SAMPLES
from tests.commands.scrapy_command import scrapy


def replay(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Crawl the recorded sample, and return the records that it wrote."""
    done = scrapy(
        *("crawl", "panshi", "-s", f"ARCHIVE_REPLAY={SAMPLES / 'panshi.warc.gz'}"),
        *("-s", f"REPLAY_DIR={folder / 'replay'}", *arguments),
    )
    assert done.returncode == 0, done.stderr
    newest = sorted((folder / "replay" / "panshi" / "records").glob("*.jsonl"))[-1]
    return [json.loads(line) for line in newest.read_text("utf-8").splitlines()]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("csv")
    return folder / "x.csv", replay(folder, "-O", str(folder / "x.csv"))


def test_every_record_is_a_row_and_every_value_has_its_place(crawled: tuple[Path, list[dict[str, Any]]]) -> None:
    path, records = crawled
    rows = {line["id"]: line for line in read(path)}
    assert len(rows) == len(records) == 97
    for record in records:
        flat = rows[record["id"]]
        assert flat["region.code"] == record["region"]["code"]
        assert flat["region.path"] == "; ".join(record["region"]["path"])
        assert flat["title"] == record["title"]
        assert flat["text"] == record["text"]
        assert flat["published.value"] == ((record["published"] or {}).get("value") or "")
        assert flat["duplicate_cluster"] == ""
        for key, figure in record["statistics"]["narrative"].items():
            assert flat[f"statistics.narrative.{key}.value"] == str("" if figure["value"] is None else figure["value"])
            assert flat[f"statistics.narrative.{key}.phrase"].endswith(figure["phrase"])
        for name in ("t2", "t3", "t4"):
            table = record["statistics"]["tables"][name]
            assert flat[f"statistics.tables.{name}"] == ("" if table is None else json.dumps(table, ensure_ascii=False))
            for line, cells in (table or {}).items():
                for column, figure in cells.items():
                    value = "" if figure["value"] is None else str(figure["value"])
                    assert flat[f"statistics.tables.{name}.{line}.{column}"] == value


def test_it_opens_in_a_spreadsheet(crawled: tuple[Path, list[dict[str, Any]]]) -> None:
    path, _ = crawled
    assert path.read_bytes().startswith(b"\xef\xbb\xbfschema,id,site,url,")
    for line in read(path):
        for value in line.values():
            assert not value.startswith(("=", "+", "@", "{'", "[{'", "['", "Published(", "Region("))
            assert value not in ("None", "True", "False", "[]", "{}")
        for value in (line["warnings"], line["statistics.checks"], line["sections"], line["attachments"]):
            assert value == "" or isinstance(json.loads(value), list)


def test_columns_are_the_schemas_and_the_same_for_every_record(crawled: tuple[Path, list[dict[str, Any]]]) -> None:
    path, _ = crawled
    header = [*read(path)[0]]
    assert header == [*columns()]
    tops = list(dict.fromkeys(name.partition(".")[0] for name in header))
    assert tops == [field.name for field in msgspec.inspect.type_info(Report).fields]  # type: ignore[union-attr]
    for name in ("region.code", "published.value", "statistics.narrative.reviews.value", "capture.charset", "part"):
        assert name in header
    assert "region" not in header


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    chosen = "title,region,report_year"
    replay(tmp_path, "-O", str(path), "-s", f"FEED_EXPORT_FIELDS={chosen}")
    below = [name for name in columns() if name.startswith("region.")]
    assert [*read(path)[0]] == ["title", *below, "report_year"]


def test_a_file_that_is_gone_on_with_has_one_header(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    for _ in range(2):
        replay(tmp_path, "-o", str(path), "-s", "FEED_EXPORT_FIELDS=id,title")
    assert path.read_bytes().count(b"\xef\xbb\xbf") == 1
    lines = read(path)
    assert len(lines) == 194
    assert "title" not in {line["title"] for line in lines}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (0, 0),
        ("", ""),
        (True, "true"),
        ([], ""),
        ({}, ""),
        (["吉林省", "磐石市"], "吉林省; 磐石市"),
        ([["2018-01-01", "2018-12-31"]], '[["2018-01-01", "2018-12-31"]]'),
        ({"a": None}, '{"a": null}'),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("@x", "'@x"),
        ("-5", "-5"),
        ("-", "'-"),
        ("+86 432", "'+86 432"),
    ],
)
def test_a_cell_is_plain_and_no_formula(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_keys_that_nobody_knows_are_not_lost() -> None:
    figure = {"value": 3, "unit": None, "phrase": "三个"}
    flat = row({"statistics": {"narrative": {"reviews": figure, "dogs": figure}, "tables": {"t3": {"9": {}}}}})
    assert flat["statistics.narrative.reviews.value"] == 3
    assert json.loads(str(flat["statistics.narrative.more"])) == {"dogs": figure}
    assert json.loads(str(flat["statistics.tables.t3"])) == {"9": {}}
