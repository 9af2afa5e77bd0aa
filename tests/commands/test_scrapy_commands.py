"""Scrapy's own sub-commands in this project: what they do here, or what to use instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.paths import ROOT
from tests.commands.scrapy_command import scrapy
from tests.commands.test_wrong_entries import ENTRY


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("genspider", "x", "x.gov.cn"), "data/sites/<province>.toml"),
        (("genspider", "-t", "crawl", "x", "x.gov.cn"), "data/sites/<province>.toml"),
        (("genspider",), "data/sites/README.md"),
        (("parse", "http://x.gov.cn/"), "scrapy extract URL"),
        (("parse", "--spider", "panshi", "http://x.gov.cn/"), "scrapy extract URL"),
        (("runspider", "spiders/trs.py"), "scrapy crawl KEY"),
        (("startproject", "x"), "STORE_DIR"),
        (("check", "panshi"), "scrapy sites"),
        (("bench",), "make bench"),
        (("edit",), "name one site"),
        (("edit", "nowhere"), "no site 'nowhere'"),
    ],
)
def test_what_has_no_place_here_says_what_to_use(args: tuple[str, ...], word: str) -> None:
    before = {path.name for path in ROOT.iterdir()}
    done = scrapy(*args)
    assert done.returncode == 2
    assert word in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr
    assert {path.name for path in ROOT.iterdir()} <= before


def test_help_names_every_command_and_what_to_use() -> None:
    lines = scrapy("--help").stdout.splitlines()
    said = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert "scrapy crawl panshi" in said["crawl"]
    for name in ("genspider", "parse", "runspider", "startproject", "check", "bench"):
        assert "Not used here: " in said[name]
    for name in ("run", "sites", "status", "extract", "show", "list", "edit", "fetch", "shell", "view"):
        assert name in said


def test_edit_opens_the_file_of_the_site_and_checks_it(tmp_path: Path) -> None:
    file = tmp_path / "22-jilin.toml"
    file.write_text(ENTRY.format(key="good", family="trs") + ENTRY.format(key="other", family="trs"), "utf-8")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/trs/tsr/" "$2"\n', "utf-8")
    editor.chmod(0o755)
    settings = {"GAISPIDER_SITES_DIR": str(tmp_path), "VISUAL": f"{editor} -w"}
    done = scrapy("edit", "good", **settings)
    assert done.returncode == 2
    assert "22-jilin.toml: site good: family tsr is not known" in done.stderr
    # A wrong entry can be opened, too: that is how it is mended.
    editor.write_text('#!/bin/sh\nsed -i "s/tsr/trs/" "$2"\n', "utf-8")
    assert scrapy("edit", "good", **settings).returncode == 0
    assert scrapy("edit", "good", **{**settings, "VISUAL": "false"}).returncode == 1
    assert "cannot be run" in scrapy("edit", "good", **{**settings, "VISUAL": "no-such-editor"}).stderr


def test_fetch_and_shell_show_a_page_without_a_list_of_settings(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>磐石市</h1>", "utf-8")
    done = scrapy("fetch", f"file://{page}")
    assert (done.returncode, done.stdout.strip()) == (0, "<h1>磐石市</h1>")
    assert "Overridden settings" not in done.stderr
    done = scrapy("shell", str(page), "-c", "response.css('h1::text').get()")
    assert (done.returncode, done.stdout.strip().splitlines()[-1]) == (0, "磐石市")
    assert "Overridden settings" not in done.stderr


def test_settings_and_version_are_scrapys() -> None:
    assert scrapy("settings", "--get", "BOT_NAME").stdout.strip() == "gaispider"
    assert scrapy("version").stdout.startswith("Scrapy ")


@pytest.mark.parametrize(
    ("arguments", "environment", "shown"),
    [
        ((), {}, False),
        (("-L", "INFO"), {}, False),
        (("-L", "DEBUG"), {}, True),
        ((), {"GAISPIDER_LOG_LEVEL": "DEBUG"}, True),
    ],
)
def test_without_a_terminal_the_first_lines_are_of_the_crawl(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], shown: bool
) -> None:
    done = scrapy(
        *("crawl", "encyclopedia", "-a", "urls=http://127.0.0.1:9/x", "-s", f"STORE_DIR={tmp_path}"),
        *("-s", "ALLOW_PRIVATE_HOSTS=1", "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0", *arguments),
        **environment,
    )
    assert done.returncode == 6, done.stderr
    for words in ("Overridden settings", "Enabled extensions", "Enabled item pipelines", "Versions:"):
        assert (words in done.stderr) == shown
    if not shown:
        assert "CONTACT is not set" in "\n".join(done.stderr.splitlines()[:3])
        assert "Spider opened" in done.stderr
