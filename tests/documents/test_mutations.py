"""Files that were damaged, or made to do harm: a cause, or the figures of the sound file; never another figure."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from gaispider.documents.contents import Contents, read_contents
from gaispider.evaluation.made_files.packed import seven
from gaispider.items import Figure
from gaispider.page.model import Table
from gaispider.report.statistics import read_statistics
from tests.documents import made
from tests.documents.excel97 import excel97
from tests.documents.mutations import BYTES, PACKAGES, Mutation, laughing, outside
from tests.documents.reading import made_report
from tests.report.forms.test_forms import got

KINDS = ("docx", "xlsx", "ofd", "xls", "zip", "7z")
CAUSES = {"damaged", "too_large", "encrypted", "empty", "no_reader", "fonts"}
EACH = 1  # files of each mutation


def old_sheet(tables: list[Table]) -> bytes:
    rows: list[list[str]] = []
    for table in tables:
        grid = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = cell.text
        rows += grid
    return excel97(rows)


@cache
def sound(kind: str) -> bytes:
    parts = [part for part in made_report(1)[1] if not isinstance(part, str) or len(part) < 40]
    tables = [part for part in parts if isinstance(part, Table)]
    word = made.word(parts)
    makers = {
        "docx": lambda: word,
        "xlsx": lambda: made.sheet(parts),
        "ofd": lambda: made.ofd(parts),
        "xls": lambda: old_sheet(tables[-2:]),
        "zip": lambda: made.zipped({"年报.docx": word}),
        "7z": lambda: seven({"年报.docx": word}),
    }
    return makers[kind]()


def figures(contents: Contents) -> dict[tuple[str, str, str], Figure]:
    found = {}
    for content in contents.read:
        _, tables, _ = read_statistics(content.document, 2021)
        found |= got(tables)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_gives_a_cause_or_the_figures_of_the_sound_one(kind: str) -> None:
    whole = figures(read_contents(sound(kind), f"x.{kind}"))
    assert len(whole) > 80
    mutations = BYTES if kind in ("xls", "7z") else (*BYTES, *PACKAGES)
    causes: set[str] = set()
    for mutation in mutations:
        for seed in range(EACH):
            body = mutation(sound(kind), random.Random(f"{kind} {mutation.__name__} {seed}"))
            contents = read_contents(body, f"x.{kind}")
            assert contents.read or contents.faults
            causes |= {fault.cause for _, fault in contents.faults}
            given = {key: figure.value for key, figure in figures(contents).items() if figure.value is not None}
            wrong = {key: value for key, value in given.items() if key in whole and whole[key].value != value}
            assert wrong == {}, f"{mutation.__name__} {seed}"
    assert {"damaged"} <= causes <= CAUSES


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ofd"])
def test_what_lies_outside_of_a_file_is_not_read_and_entities_do_not_grow(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密九百九十九", "utf-8")
    attempts: list[Mutation] = [outside(secret.as_uri()), outside("http://127.0.0.1:9/"), laughing]
    for mutation in attempts:
        contents = read_contents(mutation(sound(kind), random.Random(5)), f"x.{kind}")
        text = "".join(content.document.text for content in contents.read)
        assert "秘密" not in text
        assert "哈哈" not in text
        assert [fault.cause for _, fault in contents.faults] == ["damaged"]
