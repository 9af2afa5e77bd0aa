"""The ten questions of docs/dataset.md: DuckDB and pandas give the same answers, R names what is there."""

from __future__ import annotations

import json
import math
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from gaispider.dataset.release_schema import tables
from gaispider.explain.widths import width
from gaispider.paths import ROOT
from gaispider.schema import encode
from scripts.dataset_questions import Question, ask, main, questions
from tests.dataset.made import changed, release_of, report, store_of, with_t3

FINANCE = "磐石市财政局"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every question has an answer in it."""
    folder = tmp_path_factory.mktemp("built")
    answers = {f"r3_3_{n}": 0 for n in range(1, 9)}
    made = [
        with_t3("a", FINANCE, 2019, r1=10, r2=0, r4=3, r3_1=6, r3_2=1, **answers),
        with_t3("b", FINANCE, 2021, r1=0, r2=5, r4=1, r3_1=4, r3_2=0, **answers),
        with_t3("c", FINANCE, 2022, r1=8, r2=2),
        with_t3("d", "磐石市水利局", 2022, r1=0),
        report("e", "磐石市国土资源局", 2018),
        report("f", "磐石市自然资源局", 2019),
    ]
    text = "".join(chr(0x4E00 + 7 * n) for n in range(900))
    first = report("g", "磐石市林业局", 2020, text=text)
    again = changed(report("h", "磐石市林业局", 2021), text=f"{text}又")
    return release_of(store_of(folder / "store", [*made, first, again]), folder / "release")


def plain(value: Any) -> Any:
    """A cell of DuckDB or pandas as a value that can be compared."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float | int) and not isinstance(value, bool):
        return round(float(value), 9)
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("question", questions(), ids=lambda question: str(question.number))
def test_duckdb_and_pandas_give_one_answer(release: Path, question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release)
    _, rows = ask(question)
    assert rows, "the release of the test has an answer to every question"
    scope: dict[str, Any] = {"pd": pd}
    exec(question.python, scope)  # noqa: S102 - the lines of our own document
    answer = [tuple(map(plain, row)) for row in scope["answer"].itertuples(index=False, name=None)]
    assert answer == [tuple(map(plain, row)) for row in rows]


@pytest.mark.parametrize("question", questions(), ids=lambda question: str(question.number))
def test_r_names_tables_and_columns_that_are_there(question: Question) -> None:
    named = re.findall(r'read\("(\w+)"\)', question.r)
    assert named and set(named) <= set(tables())
    columns = {name for table in named for name in tables()[table].names}
    words = set(re.findall(r"[a-z]+(?:_[a-z]+)+", re.sub(r'"[^"]*"', "", question.r)))
    functions = {"group_by", "inner_join", "left_join"}
    assert {word for word in words if word not in functions} <= columns


def test_there_are_ten() -> None:
    assert [question.number for question in questions()] == list(range(1, 11))


def test_the_demo_prints_lines_and_answers(
    release: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(release)
    main(str(release), "1", "3", "5", "6", "9")
    printed = capsys.readouterr().out
    assert "duckdb> SELECT report_year, agency_kind" in printed
    assert "pandas> known = " in printed
    assert re.search(r"2022\s+finance\s+8\s+1", printed)
    assert "carried_over" in printed
    # Reports without a form have no answers; a share is no 0.3333333333333333; columns stand under their heads.
    assert re.search(r"NULL\s+NULL\s+NULL", printed)
    assert not re.search(r"0\.\d{5}", printed)
    lines = printed.splitlines()
    head = next(line for line in lines if line.startswith("    province  report_year"))
    first = lines[lines.index(head) + 1]
    assert width(head[: head.index("report_year")]) == width(first[: first.index("20")])


def test_the_records_are_read_as_the_document_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("RUN.jsonl").write_bytes(encode(report("a", FINANCE, 2021, index_number="0012")) + b"\n")
    text = (ROOT / "docs/dataset.md").read_text("utf-8").partition("## The records themselves")[2]
    python, sql = (re.search(rf"```{name}\n(.*?)```", text, re.DOTALL) for name in ("python", "sql"))
    assert python and sql
    scope: dict[str, Any] = {}
    exec(python[1], scope)  # noqa: S102 - the lines of our own document
    assert scope["records"].index_number[0] == "0012"
    with duckdb.connect() as connection:
        assert connection.execute(sql[1]).fetchall() == [("panshi-a", "220284", None)]
    assert json.loads(Path("RUN.jsonl").read_text("utf-8"))["id"] == "panshi-a"
