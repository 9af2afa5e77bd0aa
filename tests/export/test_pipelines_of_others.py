"""Pipelines and an exporter of another's making among ours, in a real crawl of the recorded sample."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gaispider import settings
from gaispider.paths import SAMPLES
from tests.commands.scrapy_command import scrapy
from tests.export.test_csv import read, replay

OTHERS = "tests.export.others"


def among(**others: int) -> tuple[str, str]:
    """Ours and others', each at its place in the order."""
    every = {**settings.ITEM_PIPELINES, **{f"{OTHERS}.{name}": place for name, place in others.items()}}
    return "-s", f"ITEM_PIPELINES={json.dumps(every)}"


def said(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["id"]: {**record, "read_at": None} for record in records}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return said(replay(tmp_path_factory.mktemp("plain")))


@pytest.mark.parametrize(
    "others",
    [
        {"HandsOnADict": 50, "HandsOnAScrapyItem": 650},
        {"HandsOnAScrapyItem": 250, "HandsOnADict": 850},
        {"HandsOnAShallowDict": 150, "HandsOnADataclass": 450},
        {"HandsOnFewFields": 350},
    ],
    ids=lambda others: " ".join(others),
)
def test_records_are_the_same_whatever_items_they_travel_in(
    tmp_path: Path, plain: dict[str, dict[str, Any]], others: dict[str, int]
) -> None:
    feed = tmp_path / "x.jsonl"
    assert said(replay(tmp_path, *among(**others), "-O", str(feed))) == plain
    # What a feed gets is the other's item, with the record's values and without what it was read from.
    items = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
    assert len(items) == 97
    for item in items:
        assert "working" not in item
        assert item["title"] == plain[item["id"]]["title"]
    if "HandsOnADict" in others:
        assert all(item["length"] >= 0 and item["region"] == plain[item["id"]]["region"] for item in items)


def test_a_field_of_anothers_own_is_a_column_behind_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    records = replay(tmp_path, *among(HandsOnADict=650), "-O", str(path))
    lines = read(path)
    assert [*lines[0]][-1] == "length"
    texts = {record["id"]: record["text"] for record in records}
    assert all(line["length"] == str(len(texts[line["id"]] or "")) for line in lines)
    assert lines[0]["region.code"]


def test_a_value_that_is_changed_in_place_is_written(tmp_path: Path) -> None:
    assert {record["source"] for record in replay(tmp_path, *among(Corrects=650))} == {"corrected"}


def test_an_exporter_of_anothers_making(tmp_path: Path, plain: dict[str, dict[str, Any]]) -> None:
    path = tmp_path / "titles.txt"
    replay(tmp_path, "-s", f'FEED_EXPORTERS={{"txt": "{OTHERS}.Titles"}}', "-O", f"{path}:txt")
    assert sorted(path.read_text("utf-8").splitlines()) == sorted(record["title"] for record in plain.values())


@pytest.mark.parametrize(("name", "word"), [("BreaksADay", "url_date"), ("LosesTheDocument", "'working'")])
def test_what_another_pipeline_breaks_is_told(tmp_path: Path, name: str, word: str) -> None:
    sample, folder = SAMPLES / "panshi.warc.gz", tmp_path / "replay"
    done = scrapy(
        "crawl", "panshi", "-s", f"ARCHIVE_REPLAY={sample}", "-s", f"REPLAY_DIR={folder}", *among(**{name: 350})
    )
    assert done.returncode not in (0, 2)
    assert word in done.stderr
    assert not [*folder.rglob("records/*.jsonl")]
