"""The script that builds the gazetteer, on a small made-up pair of packages."""

from __future__ import annotations

import gzip
import json
import runpy
import sys
from pathlib import Path

import pytest

from gaispider.paths import REFERENCE, ROOT


def event(year: int, kind: str, old: tuple[str, str], new: tuple[str, str] | None) -> dict[str, object]:
    after = {"code": f"{new[0]}000000", "name": new[1]} if new else {"code": None, "name": None}
    return {
        "year": year,
        "type": kind,
        "level": 3,
        "old": {"code": f"{old[0]}000000", "name": old[1]},
        "new": after,
    }


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    dist, data = tmp_path / "package" / "dist", tmp_path / "quhua" / "data"
    dist.mkdir(parents=True)
    data.mkdir(parents=True)
    tables = {
        "provinces": "code,name\n11,甲省\n12,乙市\n",
        "cities": "code,name,provinceCode\n1101,丙市,11\n1190,省直辖县级行政区划,11\n1201,市辖区,12\n1103,丁市,11\n",
        "areas": "code,name,cityCode,provinceCode\n110102,戊区,1101,11\n110181,壬州市,1101,11\n119001,己市,1190,11\n"
        "120101,庚区,1201,12\n110300,丁市,1103,11\n",
        "streets": "code,name,areaCode,provinceCode,cityCode\n110102001,东街道办事处,110102,11,1101\n"
        "110102101,松镇（已撤销）,110102,11,1101\n110300101,松镇,110300,11,1103\n",
    }
    for name, text in tables.items():
        (dist / f"{name}.csv").write_text(text, encoding="utf-8")
    divisions = {
        "provinces": {
            "甲省": {
                "code": "110000000000",
                "cities": {"丙市": {"code": "110100000000", "counties": {"新县": "110122000000"}}},
            }
        }
    }
    events = [
        event(2005, "更名", ("110123", "旧县"), ("110124", "戊县")),
        event(2012, "撤县设区", ("110124", "戊县"), ("110102", "戊区")),
        event(2010, "码位改派", ("110125", "别县"), ("110122", "新县")),
        event(2011, "撤销", ("110126", "没县"), None),
        event(2006, "同名改码", ("112222", "壬州县"), ("110129", "壬州县")),
        event(1985, "更名", ("110127", "远县"), ("110102", "戊区")),
        event(2009, "撤销", ("110122", "占县"), None),
    ]
    towns = {
        "meta": {},
        "110102000000": {
            "county": "戊区",
            "townships": {"东街道": "110102009000", "新乡": "110102200000", "占乡": "110102101000"},
        },
    }
    for name, content in (
        ("divisions_v1", divisions),
        ("historical_changes_v1", {"events": events}),
        ("townships_v1", towns),
    ):
        (data / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    arguments = ["build", str(tmp_path / "package"), str(tmp_path / "quhua"), "--date", "2026-01-02", "--to", str(out)]
    monkeypatch.setattr(sys, "argv", arguments)
    runpy.run_path(str(ROOT / "scripts" / "build_divisions.py"), run_name="__main__")
    return out


def test_divisions_present_and_former(built: Path) -> None:
    lines = (built / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    rows = {tuple(line.split("\t")[:2]): line.split("\t")[2:6] for line in lines[1:]}
    assert rows["110100", "丙市"] == ["prefecture", "110000", "", ""]
    assert rows["119001", "己市"] == ["county", "110000", "", ""]
    assert rows["120101", "庚区"] == ["county", "120000", "", ""]
    assert rows["110122", "新县"] == ["county", "110100", "", ""]
    assert rows["110123", "旧县"] == ["county", "110100", "2005", "110102"], "two changes lead to the present district"
    assert rows["110124", "戊县"] == ["county", "110100", "2012", "110102"]
    assert rows["112222", "壬州县"] == ["county", "110000", "2006", "110181"], "the stem tells where events break off"
    assert rows["110129", "壬州县"] == ["county", "110100", "2023", "110181"]
    assert rows["110126", "没县"] == ["county", "110100", "2011", ""]
    names = {name for _, name in rows}
    assert not names & {"市辖区", "省直辖县级行政区划"}, "groupings are no places"
    assert "远县" not in names, "given up long before the first report"
    assert not names & {"别县", "占县"}, "a code given to another place leads nowhere"
    assert [name for code, name in rows if code == "110300"] == ["丁市"]


def test_townships(built: Path) -> None:
    with gzip.open(built / "townships.tsv.gz", "rt", encoding="utf-8") as lines:
        found = dict(line.rstrip("\n").split("\t") for line in lines)
    assert found == {"东街道": "110102001", "松镇": "110102101 110300101", "新乡": "110102200"}


def test_the_note_says_what_came_from_where(built: Path) -> None:
    note = (built / "divisions.README.md").read_text(encoding="utf-8")
    assert "2026-01-02" in note
    assert "china-division 2.7.0" in note


def test_the_kept_gazetteer_agrees_with_its_note() -> None:
    note = (REFERENCE / "divisions.README.md").read_text(encoding="utf-8")
    rows = (REFERENCE / "divisions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    former = sum(1 for row in rows if row.split("\t")[4])
    with gzip.open(REFERENCE / "townships.tsv.gz", "rt", encoding="utf-8") as lines:
        towns = sum(len(line.split("\t")[1].split()) for line in lines)
    assert f"{len(rows) - former} present divisions and {former} former" in note
    assert f"{towns} townships" in note
