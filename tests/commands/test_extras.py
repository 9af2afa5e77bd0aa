"""A command whose extra is missing says what to type."""

from __future__ import annotations

import shlex
import sys

import pytest
from scrapy.exceptions import UsageError

from gaispider import commands, paths
from gaispider.paths import ROOT


def test_what_is_installed_is_not_asked_for() -> None:
    commands.require("figures", "json", "scrapy")


def test_what_is_missing_is_named_with_the_line_that_installs_it() -> None:
    with pytest.raises(UsageError) as raised:
        commands.require("figures", "json", "no_such_package", "nor_this_one")
    sentence, line = str(raised.value).splitlines()
    assert "'figures'" in sentence
    assert "(no_such_package, nor_this_one is not installed)" in sentence
    assert "json" not in sentence
    assert shlex.split(line) == [sys.executable, "-m", "pip", "install", "--editable", f"{ROOT}[figures]"]
    assert raised.value.print_help is False


def test_an_installed_package_is_installed_again_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "IS_CHECKOUT", False)
    assert shlex.split(paths.pip_line("figures")) == [sys.executable, "-m", "pip", "install", "gaispider[figures]"]
