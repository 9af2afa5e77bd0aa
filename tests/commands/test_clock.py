"""Which day it is, commands ask the setting NOW; the clock itself names only what is made now."""

from __future__ import annotations

import ast

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from gaispider.crawl.run.run_config import now_of
from gaispider.paths import ROOT

# Where the clock is asked: names of runs, logs and files; when a run that begins now will end; what objects of a place
# on other machines are too old, which is true whatever day is told.
_OF_THE_CLOCK = {"crawl.py": 1, "run.py": 2, "registry/bundle_options.py": 1, "published/objects.py": 1}
_CLOCKS = {("datetime", "now"), ("date", "today"), ("datetime", "utcnow"), ("time", "time")}


def test_commands_ask_the_clock_only_for_names_and_ages_of_files() -> None:
    folder = ROOT / "gaispider" / "commands"
    found: dict[str, int] = {}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(name), attr=attr)) if (name, attr) in _CLOCKS:
                    found[str(path.relative_to(folder))] = found.get(str(path.relative_to(folder)), 0) + 1
    assert found == _OF_THE_CLOCK, "what is due, late or missing is asked of run_config.now_of"


def test_a_day_that_is_none_is_a_wrong_argument() -> None:
    assert now_of(Settings({"NOW": "2024-05-01T02:00:00+08:00"})).isoformat()[:16] == "2024-04-30T18:00"
    with pytest.raises(UsageError, match="NOW=gestern: write a time such as"):
        now_of(Settings({"NOW": "gestern"}))
