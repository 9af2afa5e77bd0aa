"""Every spelling of a count leads to one key; a spelling that was never seen leads to none."""

from __future__ import annotations

import json

import pytest

from gaispider.dataset.reference_rows import reference_rows
from gaispider.dataset.release_schema import keys, panel_keys
from gaispider.dataset.rows.crosswalk import _folded, cell_sources, key_of_annex_row, keys_of_cells, narrative_keys
from gaispider.paths import ROOT
from gaispider.report.forms import t2, t4
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.labels import read_label
from gaispider.report.forms.t3 import ROWS
from gaispider.report.narrative.phrase_rules import rules

ROWS_OF_TABLE = reference_rows("crosswalk.tsv")
ANNEX = [row for row in ROWS_OF_TABLE if row["table"] == "a"]


@pytest.mark.parametrize("row", ANNEX, ids=lambda row: row["example"])
def test_an_annex_row_finds_its_example(row: dict[str, str]) -> None:
    above = f"三、{row['under']}情况/" if row["under"] else ""
    found = key_of_annex_row(above + row["example"])
    assert found == (row["key"], row["unit"])
    assert row["source"]
    assert read_label(row["example"]).body == row["place"]


def test_every_label_of_the_labelled_annexes_has_a_key() -> None:
    files = [ROOT / "tests/eval/statistics.jsonl", ROOT.parent / "shared/corpus/statistics.jsonl"]
    lines = [line for path in files if path.exists() for line in path.read_text("utf-8").splitlines()]
    labels = {label for line in lines for label in json.loads(line)["table_a"]}
    assert len(labels) > 40
    assert sorted(label for label in labels if key_of_annex_row(label) is None) == []


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("1.网站公开", "website"),
        ("1、政府网站公开数", "website"),
        ("受理政府信息依申请公开总数", "applications_received"),
        ("受理依申请公开信息总数", "applications_received"),
        ("（一）收到申请数", "applications_received"),
        ("收到申请总数量", "applications_received"),
        ("对申请的答复数", "applications_answered"),
        ("3.不予公开答复总数", "answers_refused"),
        ("其中：1.同意公开答复总数", "answers_granted"),
        ("其它类型答复数", "answers_other_kinds"),
        ("四、行政复议数量/（二）被依法纠错数", "reviews_corrected"),
        ("五、行政诉讼数量/（二）被依法纠错数", "lawsuits_corrected"),
        ("五、行政诉讼数量/（三）其他情形数", "lawsuits_other"),
    ],
)
def test_spellings_of_one_count(label: str, key: str) -> None:
    found = key_of_annex_row(label)
    assert found is not None and found[0] == key


@pytest.mark.parametrize(
    "label",
    ["被依法纠错数", "其他情形数", "公开渠道满意率", "受理的来信", "网站公告栏更新数", "申请人平均年龄", "数", ""],
)
def test_what_was_never_seen_has_no_key(label: str) -> None:
    assert key_of_annex_row(label) is None


def test_no_label_leads_to_two_keys() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for row in ANNEX:
        found.setdefault((_folded(row["place"]), row["under"]), set()).add(row["key"])
    assert {place: keys for place, keys in found.items() if len(keys) > 1} == {}


def test_every_cell_is_one_of_the_forms() -> None:
    cells = {("t2", *cell) for cell in t2.CELLS}
    cells |= {("t3", row, column) for row in (*ROWS, "3.6") for column in APPLICANTS}
    cells |= {("t4", group, column) for group in t4.GROUPS for column in t4.COLUMNS}
    used = {cell for sources in cell_sources().values() for source in sources for cell in source.cells}
    assert used <= cells
    # Every row of table 3 that counts something has a figure of its own.
    assert {row for table, row, _ in keys_of_cells() if table == "t3"} == {*ROWS, "3.6"}


def test_every_count_in_sentences_has_a_key() -> None:
    assert set(narrative_keys()) == {rule.key for rule in rules()}
    assert {key for key, _ in narrative_keys().values()} <= set(keys())


def test_every_key_is_given_by_something_and_described() -> None:
    given = {row["key"] for row in ROWS_OF_TABLE}
    assert given == set(keys())
    assert all(key.unit and key.english and key.chinese for key in keys().values())


def test_the_figures_of_the_panel_in_the_order_of_use() -> None:
    assert panel_keys()[:4] == (
        "applications_received",
        "applications_brought_forward",
        "applications_answered",
        "answers_granted",
    )
    assert panel_keys()[-2:] == ("training_sessions", "trained_people")
    assert len(panel_keys()) == 39
