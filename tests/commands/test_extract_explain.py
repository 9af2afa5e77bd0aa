"""`scrapy extract --explain` as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.explain.sheet import FIELDS
from gaispider.paths import SAMPLES
from tests.commands.scrapy_command import scrapy
from tests.explain.test_sheet import PAGE, TITLE, URL

REPORT = "http://122.137.242.24:8080/pub/psszfxxgk/szf/ndbg/202302/t20230223_520000.html"


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return str(path)


def test_a_saved_page_is_explained_in_place_of_its_record(page: str) -> None:
    done = scrapy("extract", page, "--url", URL, "--explain")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:2] == [f"■ {TITLE}", f"  {URL}"]
    assert [line.split()[0] for line in lines if line[:1].isalpha()] == list(FIELDS)
    # The entry is found by the URL's host, as for a record.
    assert "the registry entry panshi" in done.stdout
    assert '{"schema"' not in done.stdout


def test_one_field_and_the_page_behind_the_option(page: str) -> None:
    done = scrapy("extract", page, "--site", "panshi", "--explain", "signed")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines() if line[:1].isalpha()] == ["signed"]
    behind = scrapy("extract", "--site", "panshi", "--explain", page)
    assert behind.returncode == 0, behind.stderr
    assert "index_number" in behind.stdout


def test_an_archive_whole_or_one_page_of_it() -> None:
    archive = str(SAMPLES / "panshi.warc.gz")
    done = scrapy("extract", archive, "--url", REPORT, "--explain", "published")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("■") == 1
    assert REPORT in done.stdout and "behind 发布日期" in done.stdout
    whole = scrapy("extract", archive, "--explain", "title")
    assert whole.stdout.count("■") > 50


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("README.md", "--explain", "titel"), "no field of that name; there are title, kind"),
        (("--explain",), "name a saved page"),
        (("--explain", "title"), "name a saved page"),
        ((str(SAMPLES / "panshi.warc.gz"), "--explain", "--diff"), "without --diff"),
        (("http://www.panshi.gov.cn/", "--explain"), "saved pages and archives"),
    ],
)
def test_what_is_wrong_is_one_sentence(args: tuple[str, ...], word: str) -> None:
    done = scrapy("extract", *args)
    assert done.returncode == 2
    assert word in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
