"""Persons can be left out of the texts of a release, by rule and counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from gaispider.dataset.rows.personal_data import leave_out
from gaispider.items import NarrativeFigure, Section, Statistics
from tests.dataset.made import release_of, report, store_of

CONTACT = "如有疑问,请与县政府办公室联系(联系人：某某某,电话：0432-00000000,电子邮箱：office@qingxi.example)。"


def test_who_and_how_to_reach_them_is_left_out_and_counted() -> None:
    found: Counter[str] = Counter()
    assert leave_out(CONTACT, found) == (
        "如有疑问,请与县政府办公室联系(联系人：[name],电话：[telephone],电子邮箱：[mail])。"
    )
    assert found == {"name": 1, "telephone": 1, "mail": 1}


@pytest.mark.parametrize(
    "text",
    [
        "2019年共收到申请1380000件,同比增长12.5%",
        "长政办字〔2012〕6号,统一社会信用代码11220284MB1234567X",
        "负责人：青溪县人民政府办公室信息公开科",
        "邮编：132300",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    found: Counter[str] = Counter()
    assert leave_out(text, found) == text
    assert not found


def test_a_release_without_persons_says_how_many_it_left_out(tmp_path: Path) -> None:
    counts = Statistics(narrative={"phone_inquiries": NarrativeFigure(3, "人次", "电话：0432-00000000接听3人次")})
    one = report(
        "a", "磐石市财政局", 2021, text=CONTACT, sections=[Section("一", "概述", 1, CONTACT)], statistics=counts
    )
    store = store_of(tmp_path / "store", [one])
    out = release_of(store, tmp_path / "release", without_personal_data=True)
    assert json.loads((out / "manifest.json").read_text("utf-8"))["personal_data_left_out"]["telephone"] == 2
    everything = b"".join(path.read_bytes() for path in out.glob("*.csv"))
    assert b"0432-00000000" not in everything
    assert "某某某".encode() not in everything
    assert "某某某" in (release_of(store, tmp_path / "whole") / "sections.csv").read_text("utf-8-sig")
