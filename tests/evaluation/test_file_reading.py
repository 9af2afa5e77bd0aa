"""Files of every kind are made of a labelled folder, read back, and scored; what cannot be measured is told first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gaispider.documents.word import office
from gaispider.evaluation import file_reading
from gaispider.evaluation.file_reading import score_files
from gaispider.evaluation.made_files import file_kinds
from gaispider.evaluation.made_files.file_kinds import KINDS
from gaispider.evaluation.made_files.habits import HABITS, without_zeros
from tests.commands.scrapy_command import scrapy

FIGURES: dict[str, Any] = {
    "id": "bureau-2021",
    "unit": "青溪县水利局",
    "report_year": 2021,
    "table2": {"行政许可": {"本年处理决定数量": "31"}, "行政事业性收费": {"本年收费金额（单位：万元）": "0.5"}},
    "table3": {"一": ["3", "1", "0", "0", "0", None, "4"], "四": ["0", "0", "0", "0", "0", None, "0"]},
    "table4": ["1", "0", "0", "0", "1", *["0"] * 10],
}
BEFORE: dict[str, Any] = {
    "id": "bureau-2019",
    "unit": "青溪县水利局",
    "report_year": 2019,
    "table2": {"行政许可": {"上一年项目数量": "12", "本年增/减": "+2", "处理决定数量": "1,204"}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = (json.dumps(row, ensure_ascii=False) for row in (FIGURES, BEFORE))
    (tmp_path / "statistics.jsonl").write_text("\n".join(rows), "utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ofd", "zip", "7z", "pdf-reportlab"])
def test_every_cell_and_all_text_comes_back(folder: Path, kind: str) -> None:
    tallies = {tally.name: tally for tally in score_files(folder, [kind])}
    cells = tallies[f"files {kind} cells"]
    assert (cells.correct, cells.total, cells.wrong, cells.left_open, cells.missing) == (34, 34, 0, 0, 0)
    if KINDS[kind].ordered:
        assert (tallies[f"files {kind} text F1"].score or 0) > 0.98


@pytest.mark.parametrize("start", range(0, len(HABITS), 2))
def test_in_no_habit_of_filling_in_a_cell_is_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch, start: int) -> None:
    """Two reports, so that two habits are tried at a time; a blank that was printed as a stroke is no zero."""
    names = [*HABITS]
    monkeypatch.setattr(file_reading, "HABITS", {name: HABITS[name] for name in names[start:] + names[:start]})
    tallies = {tally.name: tally for tally in score_files(folder, ["docx"])}
    cells = tallies["files docx cells in habits"]
    assert (cells.total, cells.wrong, cells.missing) == (34, 0, 0)
    tried = [tallies[f"files with {name}"] for name in names if f"files with {name}" in tallies]
    assert sum(tally.total for tally in tried) == 34
    for tally in tried:
        may_be_open = tally.name in ("files with broken figures", "files with signs on figures")
        assert may_be_open or (tally.correct, tally.left_open) == (tally.total, 0)


def test_a_stroke_for_a_zero_is_wanted_as_nothing() -> None:
    row = {"table3": {"一": ["0", "0", "3"]}, "table4": ["0", "1"], "unit": "0"}
    assert without_zeros(row) == {"table3": {"一": [None, "0", "3"]}, "table4": [None, "1"], "unit": "0"}


def test_what_is_wrong_open_or_missing_counts_as_that(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = KINDS["docx"].made

    def changed(reports: file_kinds.Reports) -> list[bytes]:
        for cell in (cell for parts in reports for part in parts if not isinstance(part, str) for cell in part.cells):
            cell.text = {"31": "13", "0.5": "0.5(1.2)"}.get(cell.text, cell.text)
        return made([[part for part in parts if isinstance(part, str) or part.columns != 15] for parts in reports])

    monkeypatch.setitem(file_reading.KINDS, "docx", file_kinds.FileKind("docx", changed))
    cells = next(tally for tally in score_files(folder, ["docx"]) if tally.name.endswith("cells"))
    assert (cells.wrong, cells.left_open, cells.missing) == (1, 1, 15)
    wrong = next(miss for miss in cells.misses if "wrong" in miss.got)
    assert (wrong.id, wrong.want, wrong.got) == ("bureau-2021 t2 licences decisions", "31", "13 (wrong)")


def test_a_missing_program_is_told_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    first, *others = score_files(folder, ["docx", "doc"])
    assert (first.name, first.note) == ("files doc", "not measured: LibreOffice missing")
    assert [tally.name for tally in others][:3] == [
        "files docx cells",
        "files docx text F1",
        "files docx cells in habits",
    ]


def test_a_kind_that_there_is_not_is_told(folder: Path) -> None:
    done = scrapy("evaluate", str(folder), "--documents", "docx,papyrus")
    assert done.returncode == 2
    assert "papyrus" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.services
@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if {"LibreOffice", "Chromium"} & {*kind.needs}])
def test_every_cell_comes_back_from_files_of_other_programs(folder: Path, kind: str) -> None:
    if what := KINDS[kind].missing():
        pytest.skip(f"{what} is not installed")
    cells = next(tally for tally in score_files(folder, [kind]) if tally.name.endswith("cells"))
    assert (cells.correct, cells.wrong) == (cells.total, 0)
