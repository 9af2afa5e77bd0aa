"""A command whose extra is missing says what to type."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from importlib.metadata import PathDistribution
from importlib.util import find_spec
from pathlib import Path

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
    assert "(no_such_package, nor_this_one are not installed)" in sentence
    assert "json" not in sentence
    assert shlex.split(line) == [sys.executable, "-m", "pip", "install", "--editable", f"{ROOT}[figures]"]
    assert raised.value.print_help is False


_WHEEL = "file:///srv/gaispider-0.2.0-py3-none-any.whl"
_COMMIT = "4dead1192b6cc1b0a2a4c8f0a7c1e6d5b3f2a190"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (None, "gaispider[figures]"),
        ({"archive_info": {}, "url": _WHEEL}, f"gaispider[figures] @ {_WHEEL}"),
        ({"dir_info": {}, "url": "file:///srv/gaispider"}, "gaispider[figures] @ file:///srv/gaispider"),
        (
            {"vcs_info": {"vcs": "git", "commit_id": _COMMIT}, "url": "https://a.edu/gaispider"},
            f"gaispider[figures] @ git+https://a.edu/gaispider@{_COMMIT}",
        ),
    ],
    ids=["index", "wheel", "folder", "repository"],
)
def test_an_extra_comes_from_where_the_package_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: object, wanted: str
) -> None:
    """Installed from a file, the package is in no index: its bare name finds nothing there, or another's."""
    (tmp_path / "METADATA").write_text("Metadata-Version: 2.1\nName: gaispider\nVersion: 0.2.0\n", "utf-8")
    if said is not None:
        (tmp_path / "direct_url.json").write_text(json.dumps(said), "utf-8")
    monkeypatch.setattr(paths, "IS_CHECKOUT", False)
    monkeypatch.setattr(paths, "distribution", lambda _name: PathDistribution(tmp_path))
    assert shlex.split(paths.pip_line("figures")) == [sys.executable, "-m", "pip", "install", wanted]


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
