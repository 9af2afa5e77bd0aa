"""A command whose extra is missing says what to type."""

from __future__ import annotations

import argparse
import shlex
import sys
from importlib.util import find_spec

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from gaispider import commands, paths
from gaispider.commands.documents import Command
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


@pytest.mark.parametrize(
    ("ocr", "lacks", "extra"), [(False, "pdfplumber", "documents"), (False, "docx", "documents"), (True, "cv2", "ocr")]
)
def test_files_are_not_read_without_their_readers(
    monkeypatch: pytest.MonkeyPatch, ocr: bool, lacks: str, extra: str
) -> None:
    # As where the extra is not installed: all else is, or is said to be.
    monkeypatch.setattr(commands, "find_spec", lambda name: None if name == lacks else find_spec("json"))
    command = Command()
    command.settings = Settings({"STORE_DIR": "/nowhere"})
    with pytest.raises(UsageError) as raised:
        command.run([], argparse.Namespace(jobs=1, list=False, ocr=ocr))
    assert f"this needs the extra '{extra}' ({lacks} is not installed)" in str(raised.value)
    assert shlex.split(str(raised.value))[-2:] == ["--editable", f"{ROOT}[{extra}]"]
