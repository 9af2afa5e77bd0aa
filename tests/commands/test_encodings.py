"""Commands that print Chinese under encodings that lack some of it: escapes, no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.scrapy_command import scrapy
from tests.records.test_fold import FIRST, SECOND, day, report, write

ENCODINGS = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "gbk"},
    {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]
# The last character is in no GBK.
_TITLE = "磐石市松山镇2018年政府信息公开工作年度报告 𠮷"


@pytest.mark.parametrize("environment", ENCODINGS, ids=["ascii", "gbk", "C"])
@pytest.mark.parametrize("command", ["show", "list", "sites", "status", "help"])
def test_no_encoding_ends_in_a_traceback(tmp_path: Path, environment: dict[str, str], command: str) -> None:
    write(tmp_path, f"{FIRST}.jsonl", report(_TITLE, FIRST, day(1)))
    path = str(tmp_path / f"{FIRST}.jsonl")
    arguments = {
        "show": ["show", path],
        "list": ["show", "--list", path],
        "sites": ["sites", "panshi"],
        "status": ["status", "panshi"],
        "help": ["sites", "--help"],
    }
    done = scrapy(*arguments[command], GAISPIDER_STORE_DIR=str(tmp_path), **environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    if command in ("show", "list"):
        assert "2018" in done.stdout
        assert "\\U00020bb7" in done.stdout


def test_json_stays_json_in_every_encoding(tmp_path: Path) -> None:
    for command in ("sites", "status"):
        done = scrapy(command, "--json", "panshi", GAISPIDER_STORE_DIR=str(tmp_path), PYTHONIOENCODING="ascii")
        assert json.loads(done.stdout)["name"] == "磐石市人民政府"


def test_show_folds_versions_and_has_heads(tmp_path: Path) -> None:
    [first] = write(tmp_path, f"{FIRST}.jsonl", report("old", FIRST, day(1)))
    write(tmp_path, f"{SECOND}.jsonl", report("new", SECOND, day(2), after=first))
    paths = [str(tmp_path / f"{name}.jsonl") for name in (SECOND, FIRST)]
    head, line, total = scrapy("show", "--list", *paths).stdout.splitlines()
    assert head.split() == ["YEAR", "REGION", "PUBLISHED", "SIGNED", "SECTIONS", "FIGURES", "TITLE"]
    assert line.split()[-1] == "new"
    assert line.index("new") == head.index("TITLE")
    assert total == "1 record; 1 older version not shown (--all shows them)"
    assert scrapy("show", "--list", "--all", *paths).stdout.splitlines()[-1] == "2 records"


def test_show_takes_the_folder_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "panshi" / "records").mkdir(parents=True)
    write(tmp_path / "panshi" / "records", f"{FIRST}.jsonl", report("held", FIRST, day(1)))
    (tmp_path / "panshi" / "tombstones.jsonl").write_text("{}\n", "utf-8")
    (tmp_path / "empty").mkdir()
    done = scrapy("show", "--list", str(tmp_path / "panshi"))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 record"), done.stderr
    done = scrapy("show", str(tmp_path / "empty"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "empty: the folder holds no records" in done.stderr


def test_a_file_that_is_not_there_is_exit_2_before_another_is_read(tmp_path: Path) -> None:
    write(tmp_path, f"{FIRST}.jsonl", report("there", FIRST, day(1)))
    done = scrapy("show", "none.jsonl", str(tmp_path / f"{FIRST}.jsonl"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("none.jsonl: there is no such file\n")
