"""The command `gaispider`, in a folder that is no project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pytest

import gaispider.commands
from gaispider.paths import SITES
from gaispider.sites.registry import load_sites


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """`gaispider` to its end, two minutes at most."""
    return subprocess.run(
        [sys.executable, "-c", "from gaispider.cli import main; main()", *args],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "SCRAPY_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_teaches_every_command_of_ours(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 0, done.stderr
    told = set(re.findall(r"^  (\w+) +[A-Z]", done.stdout, re.MULTILINE))
    ours = {name for _, name, is_package in iter_modules(gaispider.commands.__path__) if not is_package}
    assert ours - told == set()
    assert "gaispider init reports" in done.stdout


def test_commands_work_where_no_project_is(tmp_path: Path) -> None:
    done = run(tmp_path, "list")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == sorted(load_sites(SITES))
    assert [*tmp_path.iterdir()] == []


def test_the_store_is_in_the_working_folder(tmp_path: Path) -> None:
    assert run(tmp_path, "settings", "--get", "STORE_DIR").stdout.strip() == str(tmp_path / "data" / "store")


def test_a_misspelt_command_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "extrakt", "page.html")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "gaispider: there is no command 'extrakt'; did you mean extract?\n"


def test_an_option_needs_a_command(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"gaispider {gaispider.__version__}\n"
    done = run(tmp_path, "--due")
    assert done.returncode == 2
    assert "--due goes after a command" in done.stderr


def test_the_exit_code_is_the_commands(tmp_path: Path) -> None:
    assert run(tmp_path, "crawl", "no_such_site").returncode == 2
    assert run(tmp_path, "extract", "no-such-page.html").returncode == 2


def test_a_project_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = shop.settings\n", encoding="utf-8")
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "settings.py").write_text('BOT_NAME = "shop"\n', encoding="utf-8")
    done = run(tmp_path, "settings", "--get", "BOT_NAME")
    assert done.stdout.strip() == "gaispider"
    assert "shop.settings is not a project of gaispider" in done.stderr
