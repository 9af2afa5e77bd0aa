"""A setting with a value that cannot be is refused before anything is done, and a name that is nearly one is told."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
import scrapy
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

import gaispider.settings  # before a test changes the environment that it reads once
from gaispider.commands.scrapys.checked_settings import refuse_wrong_values, unknown_names
from gaispider.commands.status import Command
from gaispider.paths import ROOT
from gaispider.setting_values import ALL

_GETTER = re.compile(r"\.get(int|float|bool)\(\s*\"([A-Z_]+)\"")
# What each way to read a setting fails at, or takes for another value.
_UNREADABLE = {
    "int": ("", "some", "1.5", "nan", "-1", 1.5, True, None, [1]),
    "float": ("", "some", "nan", "inf", "-1", True, None, [1]),
    "bool": ("", "yes", "2", None, [1]),
}
WRONG = [
    ("STORE_DIR", ("", " ", None, "/dev/null/store", __file__, "a\0b", "x" * 300), ("new/store", ".", Path("store"))),
    ("LOG_LEVEL", ("", "debug", "loud", "10", None, True), ("DEBUG", 10)),
    ("NOW", ("gestern", "0001-01-01T00:00:00+14:00"), ("", "2024-05-01", "2024-05-01T02:00:00+08:00")),
    ("STATE_JOURNAL", ("", "WAL2", None), ("wal", "delete")),
    ("FETCH_ATTACHMENTS", ("yes", "2", ""), (True, "true", "False", 0, "1")),
    ("ALERT_SMTP_PORT", ("", "0", "65536", "smtp", "²"), ("587", 25)),
    ("DOWNLOAD_DELAY_JITTER", ("1.5", "-0.1"), ("0", "0.2", 1)),
    ("DUE_AFTER_HOURS", ("0", "1e9"), ("0.5", 24)),
    ("MIN_FREE_MB", ("9" * 5000,), ("0",)),
    ("CONTACT", ("me@uni.edu\r\nX-Other: 1", ["me@uni.edu"]), ("me@uni.edu", "联系", None)),
    ("RETRY_HTTP_CODES", ("500 502", "[500, 502]", "50", "all"), ("500,502", [500], "", [])),
    ("SPIDER_MODULES", ("['gaispider.spiders']", "a b", "", 5), ("gaispider.spiders,own.spiders", ["own"])),
    ("ITEM_PIPELINES", ("own.Pipeline", "[1]", ["own.Pipeline"]), ('{"own.Pipeline": 1}', {})),
    ("SPIDER_LOADER_CLASS", ("", "own loader", None), ("own.Loader", Settings)),
]


@pytest.mark.parametrize(("name", "wrong", "right"), WRONG, ids=[name for name, _, _ in WRONG])
def test_what_cannot_be_is_told_from_what_can(name: str, wrong: tuple[object, ...], right: tuple[object, ...]) -> None:
    assert [value for value in wrong if ALL[name].fits(value)] == []
    assert [value for value in right if not ALL[name].fits(value)] == []


def test_what_the_code_reads_as_a_number_or_a_switch_is_one() -> None:
    """Ours and Scrapy's: no value passes at which the place that reads it would fail."""
    read = set()
    for folder in (ROOT / "gaispider", ROOT / "spiders", Path(scrapy.__file__).parent):
        for path in folder.rglob("*.py"):
            read |= {(name, kind) for kind, name in _GETTER.findall(path.read_text("utf-8")) if name in ALL}
    assert len({name for name, _ in read}) > 40
    for name, kind in sorted(read):
        assert [value for value in _UNREADABLE[kind] if ALL[name].fits(value)] == [], (name, kind)


def _ours(**given: object) -> Settings:
    settings = Settings()
    settings.setmodule(gaispider.settings, priority="project")
    settings.setdict(given, priority="project")
    return settings


def test_the_sentence_says_where_it_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAISPIDER_LOGS_KEPT", "-3")
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "own.settings")
    settings = _ours(LOGS_KEPT="-3", FILE_PAGES="all")
    settings.set("DOWNLOAD_DELAY", "nan", priority="cmdline")
    with pytest.raises(UsageError) as raised:
        refuse_wrong_values(settings)
    assert str(raised.value).splitlines() == [
        "LOGS_KEPT must be a whole number of 1 or more: -3 (GAISPIDER_LOGS_KEPT in the environment)",
        "DOWNLOAD_DELAY must be a number of 0 or more: nan (-s on the command line)",
        "FILE_PAGES must be a whole number of 1 or more: all (settings of the project: own.settings)",
    ]


def test_alerts_that_cannot_be_sent_are_told_before_and_not_after_a_crawl() -> None:
    refuse_wrong_values(_ours(ALERT_COMMAND="tell-chat", ALERT_OUTCOMES="blocked"))
    with pytest.raises(UsageError, match="ALERT_OUTCOMES: broken"):
        refuse_wrong_values(_ours(ALERT_COMMAND="tell-chat", ALERT_OUTCOMES="blocked broken"))


def test_names_that_are_nearly_settings_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"STOR_DIR": "/x", "DOWNLOAD_DELAY": "3", "FLEET": "postgresql://x", "DUE_AFTER_HOURS": "3", "OPTIONS": ""}
    for name, value in given.items():
        monkeypatch.setenv(f"GAISPIDER_{name}", value)
    settings = _ours()
    settings.setdict({"DUE_AFTER_HOUR": "3", "MY_OWN": "1", "HTTPCACHE_ENABLED": "0"}, priority="cmdline")
    told = list(unknown_names(settings))
    assert [sentence.partition(" ")[0] for sentence in told] == [
        "GAISPIDER_DOWNLOAD_DELAY",
        "GAISPIDER_STOR_DIR",
        "-s",
    ]
    assert "is set with -s" in told[0]
    assert told[1].endswith("did you mean GAISPIDER_STORE_DIR?")
    assert told[2].endswith("did you mean DUE_AFTER_HOURS?")
    command: ScrapyCommand = Command()
    command.settings = _ours()
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    with pytest.raises(UsageError, match="STALE_AFTER_DAYS must be a number above 0: it is empty"):
        command.process_options([], parser.parse_args(["-s", "STALE_AFTER_DAYS=", "-s", "EXTENSIONS={}"]))
    command.process_options([], parser.parse_args(["-s", "STALE_AFTER_DAYS=3"]))
    assert "WARNING: GAISPIDER_STOR_DIR" in capsys.readouterr().err
