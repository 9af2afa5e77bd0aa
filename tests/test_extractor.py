"""Two readings have two names, and one reading has one name wherever it lies."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gaispider import __version__, extract
from gaispider.extractor import extractor, fingerprint, rooms


def copied(folder: Path) -> dict[str, Path]:
    """The rooms of the reading at another place, as an installed package has them."""
    places = {}
    for name, path in rooms().items():
        target = folder / path.name
        if path.is_dir():
            places[name] = Path(shutil.copytree(path, target, ignore=shutil.ignore_patterns("__pycache__")))
        elif path.is_file():
            places[name] = Path(shutil.copy(path, target))
    return places


def test_a_record_names_version_and_reading() -> None:
    (report,) = extract(
        "<html><body><h1>磐石市2018年政府信息公开工作年度报告</h1></body></html>".encode(), "file:a.html"
    )
    assert report.extractor == extractor()
    assert re.fullmatch(rf"{re.escape(__version__)}\+[0-9a-f]{{8}}", extractor())


def test_a_copy_of_the_same_reading_has_the_same_name(tmp_path: Path) -> None:
    places = copied(tmp_path)
    (places["page"] / "__pycache__").mkdir()
    (places["page"] / "__pycache__" / "title.pyc").write_bytes(b"x")
    (places["reference"] / "NOTES.md").write_text("of no effect", "utf-8")
    assert fingerprint(places) == fingerprint(rooms())


@pytest.mark.parametrize("room", ["page", "text", "report", "pipelines", "reference"])
def test_a_change_of_code_or_of_a_table_is_another_reading(tmp_path: Path, room: str) -> None:
    places = copied(tmp_path)
    file = next(path for path in sorted(places[room].rglob("*")) if path.suffix in {".py", ".tsv"})
    before = file.read_bytes()
    file.write_bytes(before + b"\n")
    assert fingerprint(places) != fingerprint(rooms())
    file.write_bytes(before)
    assert fingerprint(places) == fingerprint(rooms())
    file.rename(file.with_name(f"renamed_{file.name}"))
    assert fingerprint(places) != fingerprint(rooms())
