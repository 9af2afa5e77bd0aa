"""`scrapy dataset` as a user types it."""

from __future__ import annotations

from pathlib import Path

from tests.commands.scrapy_command import scrapy
from tests.dataset.made import report, store_of, with_t3


def test_build_says_what_it_made_and_what_is_doubtful(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", [with_t3("a", "磐石市财政局", 2022, r1=4), report("b", None, 2022)])
    out = tmp_path / "release"
    done = scrapy("dataset", "build", "--store", str(store), "--sites", "panshi", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"{out}: 2 reports of 1 site, 30 unit-years"
    assert "  1 report without a unit: in reports, not in the panel" in done.stdout
    assert "reading sites  1 of 1" in done.stderr
    assert (out / "panel.csv").is_file()
    page = tmp_path / "check.html"
    checked = scrapy("dataset", "check", str(out), "--page", str(page))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "unit-years reported" in checked.stdout
    assert "unit-years reported" in page.read_text("utf-8")


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    nothing = scrapy("dataset", "build", "--store", str(tmp_path / "none"), "--out", str(tmp_path / "release"))
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "there is no store" in nothing.stderr
    wrong = scrapy("dataset", "bake")
    assert wrong.returncode == 2
    assert "say what to do: scrapy dataset build" in wrong.stdout + wrong.stderr
