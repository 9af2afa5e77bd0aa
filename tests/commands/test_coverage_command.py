"""`scrapy coverage`, and the sheets of `scrapy sites`, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.scrapy_command import scrapy
from tests.sites.test_overlay import SHIPPED


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "33-zhejiang.toml").write_text(SHIPPED, "utf-8")
    return {"GAISPIDER_SITES_DIR": str(tmp_path), "GAISPIDER_STORE_DIR": str(tmp_path / "store")}


def test_coverage_of_a_division_that_nobody_has_collected(tmp_path: Path, places: dict[str, str]) -> None:
    files = ("--csv", str(tmp_path / "c.csv"), "--plot", str(tmp_path / "c.svg"))
    done = scrapy(
        "coverage", "--region", "杭州市", "--years", "2020-2021", "--level", "county", "--json", *files, **places
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["by"] for one in told] == ["place"] * 13 + ["level"] + ["year"] * 2
    assert told[-1] == {"by": "year", "name": "2021", "code": None, "units": 13, "expected": 13} | {
        "held": 0,
        "missing": 0,
        "not_watched": 13,
        "share": 0.0,
    }
    rows = (tmp_path / "c.csv").read_text("utf-8-sig").splitlines()
    assert "site linan was not collected" in "".join(rows) and len(rows) == 1 + 2 * 13
    assert (tmp_path / "c.svg").read_text("utf-8").startswith("<svg")
    done = scrapy("coverage", "--region", "杭州是", **places)
    assert (done.returncode, done.stdout) == (2, "") and "nearest are" in done.stderr


def test_a_sheet_goes_out_and_comes_back(tmp_path: Path, places: dict[str, str]) -> None:
    sheet = tmp_path / "sheet.csv"
    assert scrapy("sites", "--csv", str(sheet), "linan", **places).returncode == 0
    sheet.write_text(sheet.read_text("utf-8-sig").replace("临安区人民政府", "临安区人民政府办公室"), "gbk")
    done = scrapy("sites", "--from-csv", str(sheet), **places)
    assert (done.returncode, done.stderr) == (0, "")
    assert '+ name = "临安区人民政府办公室"' in done.stdout
    assert "临安区人民政府办公室 [local: name]" in scrapy("sites", "linan", **places).stdout
    done = scrapy("sites", "--from-csv", str(sheet), "--csv", "other.csv", **places)
    assert done.returncode == 2 and "stand alone" in done.stderr
