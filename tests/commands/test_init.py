"""`gaispider init`: a folder to collect in, tried as its README says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gaispider.commands.init import project_files
from gaispider.paths import RECIPES, ROOT, SITES
from tests.commands.test_cli import run

SAMPLE = "ARCHIVE_REPLAY=data/samples/panshi.warc.gz"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    done = run(tmp_path, "init", "reports")
    assert done.returncode == 0, done.stderr
    return tmp_path / "reports"


def records(project: Path) -> list[str]:
    files = (project / "build" / "replay" / "panshi" / "records").glob("*.jsonl")
    return [line for path in files for line in path.read_text("utf-8").splitlines()]


def test_a_new_project_crawls_the_recorded_sample(project: Path) -> None:
    """By its script for GNU parallel and Slurm, which begins the program of the environment that wrote it."""
    options = {"PATH": "/usr/bin:/bin", "GAISPIDER_OPTIONS": f"-s {SAMPLE}"}
    command = ["scripts/crawl_in_turn.sh", "panshi"]
    done = subprocess.run(command, cwd=project, env=options, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, "".join(path.read_text() for path in project.rglob("*.log"))
    assert len(records(project)) == 97
    for path in RECIPES:
        assert (project / "scripts" / path.name).stat().st_mode & 0o111


def test_the_registry_of_the_project_is_its_own(project: Path) -> None:
    for path in (project / "data" / "sites").glob("[1-9]*.toml"):
        if path.name != "22-jilin.toml":
            path.unlink()
    listed = run(project / "data", "list").stdout.split()
    assert "panshi" in listed
    assert 1 < len(listed) < 40


def test_nothing_is_overwritten(project: Path) -> None:
    (project / "scrapy.cfg").unlink()
    (project / "data" / "sites" / "22-jilin.toml").write_text("# mine\n", encoding="utf-8")
    done = run(project.parent, "init", "reports")
    assert done.returncode == 2
    assert "is there already; nothing was written" in done.stderr
    assert not (project / "scrapy.cfg").exists()
    assert (project / "data" / "sites" / "22-jilin.toml").read_text("utf-8") == "# mine\n"


def test_a_folder_that_holds_other_things_will_do(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(tmp_path, "init", ".").returncode == 0
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
    assert (tmp_path / "scrapy.cfg").is_file()


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("--here",), ("file/below",)])
def test_what_cannot_be_done_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(tmp_path, "init", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_line_for_cron_runs_and_is_quiet_if_all_is_well(project: Path) -> None:
    """From any folder, since cron starts in the home folder."""
    (line,) = [line for line in (project / "crontab.example").read_text("utf-8").splitlines() if "run --due" in line]
    command = line.removeprefix("30 2 * * *  ").replace("run --due", "run --due --dry-run")
    done = subprocess.run(["sh", "-c", command], cwd="/", capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (project / "data" / "store").exists() or not [*(project / "data" / "store").glob("*/records")]


def test_odd_folder_names_are_quoted_for_cron(tmp_path: Path) -> None:
    folder = tmp_path / "my 100% reports"
    text = project_files(folder)[folder / "crontab.example"].decode()
    assert f"cd '{tmp_path}/my 100\\% reports' &&" in text


def test_the_readme_has_five_lines_and_names_what_is_there(project: Path) -> None:
    lines = (project / "README.md").read_text("utf-8").splitlines()
    assert len([line for line in lines if line.startswith("- ")]) == 5
    for name in ("data/sites/README.md", "data/samples/panshi.warc.gz", "crontab.example"):
        assert any(name in line for line in lines)
        assert (project / name).is_file()
    assert {path.name for path in (project / "data" / "sites").iterdir()} == {path.name for path in SITES.iterdir()}


def test_a_project_may_bring_families_of_its_own(project: Path) -> None:
    """Settings that build on ours, a family in a package of the project: crawled, and its archive read again."""
    package = project / "mine"
    package.mkdir()
    (package / "settings.py").write_text(
        'from gaispider.settings import *\n\nSPIDER_MODULES = [*SPIDER_MODULES, "mine.families"]\n', encoding="utf-8"
    )
    (project / "scrapy.cfg").write_text("[settings]\ndefault = mine.settings\n", encoding="utf-8")
    (package / "families").mkdir()
    (package / "families" / "__init__.py").touch()
    code = (ROOT / "spiders" / "trs.py").read_text("utf-8").replace("class TrsSpider", "class WcmSpider")
    (package / "families" / "wcm.py").write_text(code, encoding="utf-8")
    registry = project / "data" / "sites" / "22-jilin.toml"
    head, entry = registry.read_text("utf-8").split('key = "panshi"', 1)
    registry.write_text(
        f'{head}key = "panshi"{entry.replace(chr(34) + "trs" + chr(34), chr(34) + "wcm" + chr(34), 1)}', "utf-8"
    )

    done = run(project, "crawl", "panshi", "-s", SAMPLE)
    assert done.returncode == 0, done.stderr
    assert len(records(project)) == 97
    assert '"family":"wcm"' in records(project)[0]
    copy = project / "copy.warc.gz"
    shutil.copy(project / "data" / "samples" / "panshi.warc.gz", copy)
    again = run(project, "extract", "copy.warc.gz", "--site", "panshi", "--jobs", "1")
    assert again.returncode == 0, again.stderr
    assert len(again.stdout.splitlines()) == 97
