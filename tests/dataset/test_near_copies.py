"""Copies, repeats and last year's report handed in again are told apart from reports that are only alike."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import numpy as np
import pytest

from gaispider.dataset.join import near_copies
from gaispider.dataset.rows.fingerprints import FRACTION, fingerprint
from gaispider.items import Published, Report, Statistics, Tables
from gaispider.report.duplicates import shared_part
from tests.dataset.made import release_of, report, store_of, t3

UNIT = "磐石市财政局"


def prose(seed: int, length: int = 1500) -> str:
    """Text of its own: nothing that another seed has."""
    chars = random.Random(seed).choices([chr(code) for code in range(0x4E00, 0x5E00)], k=length)
    return "".join(chars)


def with_text(key: str, year: int, text: str, received: int, **fields: object) -> Report:
    statistics = Statistics("C2021", Tables(t3=t3(r1=received)))
    return report(key, str(fields.pop("name", UNIT)), year, text=text, statistics=statistics, **fields)


def repeats(folder: Path, *made: Report) -> dict[str, tuple[str, str, float]]:
    release = release_of(store_of(folder / "store", made), folder / "release")
    with duckdb.connect() as connection:
        reports = connection.read_parquet(str(release / "reports.parquet"))
        rows = reports.project("id, duplicate_of, duplicate_reason, duplicate_share").fetchall()
    return {key: (of, reason, share) for key, of, reason, share in rows if of}


def test_a_copy_by_a_third_party_and_a_repeat_are_told(tmp_path: Path) -> None:
    text = prose(1)
    later = Published("2030-01-01", None, "raw", "intact", "certain", found_in="header")
    found = repeats(
        tmp_path,
        with_text("a", 2021, text, 7),
        # The copy was published first, and is a copy all the same.
        with_text("copy", 2021, text[:1200] + prose(2, 100), 7, provenance="third_party_copy"),
        with_text("again", 2021, f"{prose(3, 80)}{text}", 7, published=later),
        with_text("other", 2021, prose(4), 7),
    )
    assert {key: value[:2] for key, value in found.items()} == {
        "panshi-copy": ("panshi-a", "copy"),
        "panshi-again": ("panshi-a", "same_unit_year"),
    }
    assert found["panshi-copy"][2] > 0.9
    assert found["panshi-again"][2] == 1.0


def test_last_years_report_handed_in_again_is_told_and_stays_in_the_panel(tmp_path: Path) -> None:
    text = prose(1)
    found = repeats(tmp_path, with_text("a", 2021, text, 7), with_text("b", 2022, text.replace(text[5], "2"), 7))
    assert found["panshi-b"][:2] == ("panshi-a", "same_text_other_year")
    with duckdb.connect() as connection:
        panel = connection.read_parquet(str(tmp_path / "release/panel.parquet"))
        found_ids = panel.filter("report_year = 2022 AND unit_id = '220284-财政局'").project("id").fetchall()
    assert found_ids == [("panshi-b",)]


def test_a_template_with_other_figures_is_no_repeat(tmp_path: Path) -> None:
    text = prose(1)
    assert repeats(tmp_path, with_text("a", 2021, text, 7), with_text("b", 2022, text + "8", 8)) == {}


def test_the_same_text_of_another_unit(tmp_path: Path) -> None:
    text = prose(1)
    found = repeats(tmp_path, with_text("a", 2021, text, 7), with_text("b", 2021, text + "x", 7, name="磐石市水利局"))
    assert found["panshi-b"][:2] == ("panshi-a", "same_text_other_unit")


def test_of_a_chain_of_copies_the_first_is_named(tmp_path: Path) -> None:
    text = prose(1)
    days = [Published(f"2022-01-0{n}", None, "raw", "intact", "certain", found_in="header") for n in (1, 2, 3)]
    found = repeats(
        tmp_path,
        with_text("a", 2021, text, 7, published=days[0]),
        with_text("b", 2021, text[:1000], 7, published=days[1]),
        with_text("c", 2021, text[300:1000] + prose(8, 200), 7, published=days[2]),
    )
    assert {of for of, _, _ in found.values()} == {"panshi-a"}


def test_texts_are_read_for_some_pairs_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a million records the texts of all pairs at once took more memory than there was."""
    monkeypatch.setattr(near_copies, "_PAIRS_AT_A_TIME", 2)
    made = []
    for number in range(9):
        name, text = f"磐石市第{number}局", prose(number)
        made += [
            with_text(f"a{number}", 2021, text, 7, name=name),
            with_text(f"b{number}", 2022, text + "x", 7, name=name),
        ]
    found = repeats(tmp_path, *made)
    assert {key: of for key, (of, _, _) in found.items()} == {f"panshi-b{n}": f"panshi-a{n}" for n in range(9)}


def test_texts_that_are_equal_are_found_however_short(tmp_path: Path) -> None:
    found = repeats(tmp_path, with_text("a", 2021, "未收到申请", 0), with_text("b", 2021, "未收到 申请", 0))
    assert found["panshi-b"] == ("panshi-a", "same_unit_year", 1.0)


def test_sampled_shingles_estimate_the_shared_part() -> None:
    one, other = prose(1, 20_000), prose(1, 20_000)[:12_000] + prose(2, 8_000)
    a, b = fingerprint(one), fingerprint(other)
    assert 0.5 < len(a) / (len(one) / FRACTION) < 1.5
    shared = len(np.intersect1d(a, b)) / min(len(a), len(b))
    assert abs(shared - shared_part(one, other)) < 0.1


def test_white_space_and_punctuation_make_no_difference_and_short_texts_have_none() -> None:
    text = prose(1, 5_000)
    spaced = "，".join(text[at : at + 40] for at in range(0, len(text), 40)) + "\n"
    assert np.array_equal(fingerprint(text), fingerprint(spaced))
    assert len(fingerprint("四个字符")) == 0
    assert shared_part("四个字", "四个字") == 0.0
