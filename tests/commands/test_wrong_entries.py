"""A registry with a wrong entry, at the terminal: it is named, its site is refused, and all others go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.scrapy_command import scrapy

ENTRY = (
    '[[site]]\nkey = "{key}"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "{family}"\n'
    'hosts = ["127.0.0.1:9"]\nstart = ["http://127.0.0.1:9/"]\n'
)
UNKNOWN = "22-jilin.toml: site bad: family tsr is not known; did you mean trs?"
BROKEN = "33-zhejiang.toml: line 2: has a curly quote “"


@pytest.fixture
def registry(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "sites"
    folder.mkdir()
    entries = ENTRY.format(key="good", family="trs") + ENTRY.format(key="bad", family="tsr")
    (folder / "22-jilin.toml").write_text(entries, "utf-8")
    (folder / "33-zhejiang.toml").write_text("[[site]]\nkey = “linan”\n", "utf-8")
    return {
        "GAISPIDER_SITES_DIR": str(folder),
        "GAISPIDER_STORE_DIR": str(tmp_path / "store"),
        "GAISPIDER_ALLOW_PRIVATE_HOSTS": "1",
    }


def test_sites_and_list_name_what_is_wrong_and_print_the_rest(registry: dict[str, str]) -> None:
    for command in ("sites", "list"):
        done = scrapy(command, **registry)
        assert done.returncode == 2
        assert [line.split()[0] for line in done.stdout.splitlines() if line[:4] != "KEY "] == ["good"]
        assert [line.partition(" for the")[0] for line in done.stderr.splitlines()] == [UNKNOWN, BROKEN]


@pytest.mark.parametrize(("key", "sentence"), [("bad", UNKNOWN), ("linan", BROKEN)])
@pytest.mark.parametrize("command", ["crawl", "extract"])
def test_the_site_of_a_wrong_entry_is_refused_with_its_sentence(
    registry: dict[str, str], command: str, key: str, sentence: str
) -> None:
    rest = {"crawl": (key,), "extract": ("--site", key, "README.md")}
    done = scrapy(command, *rest[command], **registry)
    assert done.returncode == 2
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_takedown_needs_no_family_that_is_known(registry: dict[str, str]) -> None:
    asked = ("http://127.0.0.1:9/", "--reason", "x")
    assert scrapy("takedown", "bad", *asked, **registry).returncode == 0
    done = scrapy("takedown", "linan", *asked, **registry)
    assert (done.returncode, BROKEN in done.stderr) == (2, True)


def test_a_good_site_is_crawled_and_hears_of_nothing(registry: dict[str, str]) -> None:
    quick = ("-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0")
    done = scrapy("crawl", "good", *quick, **registry)
    assert done.returncode == 6, done.stderr
    assert "toml" not in done.stdout + done.stderr


def test_status_names_them_and_counts_them_among_the_problems(registry: dict[str, str]) -> None:
    done = scrapy("status", **registry)
    assert (done.returncode, UNKNOWN in done.stderr) == (0, True)
    assert "good" in done.stdout
    assert scrapy("status", "--problems", **registry).returncode == 1


def test_a_word_that_finds_nothing(registry: dict[str, str]) -> None:
    done = scrapy("sites", "吉林市")
    assert (done.returncode, done.stderr) == (0, "")
    assert {line.split()[0] for line in done.stdout.splitlines()} >= {"jilinshi", "panshi", "shulan"}
    done = scrapy("sites", "220285")
    assert (done.returncode, done.stdout) == (2, "")
    assert "220284 磐石市" in done.stderr


def test_a_key_whose_entry_is_wrong_is_told_so_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "22-jilin.toml").write_text('[[site]]\nkey = "a"\nname = "磐石市"\n', encoding="utf-8")
    places = {"GAISPIDER_SITES_DIR": str(folder), "GAISPIDER_STORE_DIR": str(tmp_path / "store")}
    for command in ("sites", "status"):
        done = scrapy(command, "a", **places)
        assert done.returncode == 2
        assert "site a: family is missing" in done.stderr
        assert "no division" not in done.stderr
        assert "no such site" not in done.stderr


def test_wrong_arguments_name_the_near_one_and_leave_nothing(tmp_path: Path) -> None:
    store = {"GAISPIDER_STORE_DIR": str(tmp_path / "store")}
    done = scrapy("crawl", "panshi", "-a", "yeras=2015", **store)
    assert done.returncode == 2
    assert "did you mean years?" in done.stderr
    done = scrapy("crawl", "encyclopedia", "-a", f"urls={tmp_path / 'none.txt'}", **store)
    assert done.returncode == 2
    assert "neither an address nor a file" in done.stderr
    assert list((tmp_path / "store").iterdir()) == []
