"""The codebook explains every field of the record and every warning code, and nothing that is not there."""

from __future__ import annotations

import dataclasses
import re
from typing import get_args

import pytest

from gaispider import items
from gaispider.paths import ROOT

CODEBOOK = (ROOT / "docs" / "codebook.md").read_text("utf-8")
ROWS = set(re.findall(r"^\| `(\w+)`", CODEBOOK, re.MULTILINE))


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(items.Report)])
def test_every_field_has_a_row(name: str) -> None:
    assert name in ROWS


@pytest.mark.parametrize("code", get_args(items.WarningCode))
def test_every_warning_has_a_row(code: str) -> None:
    assert code in ROWS


def test_no_row_is_about_a_warning_that_is_gone() -> None:
    section = CODEBOOK[CODEBOOK.index("## Warnings") :]
    assert set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE)) == set(get_args(items.WarningCode))


PARTS = [
    items.Agency,
    items.AnnexFigure,
    items.Attachment,
    items.Candidate,
    items.Capture,
    items.Check,
    items.DocNumber,
    items.Figure,
    items.NarrativeFigure,
    items.Period,
    items.Published,
    items.Region,
    items.Section,
    items.Signed,
]
WORDS = [items.Found, items.Method, items.Certainty]


@pytest.mark.parametrize("part", PARTS)
def test_the_parts_of_a_field_are_named(part: type) -> None:
    missing = [field.name for field in dataclasses.fields(part) if f"`{field.name}`" not in CODEBOOK]
    assert not missing


@pytest.mark.parametrize("words", WORDS)
def test_every_word_for_place_method_and_certainty_has_a_row(words: object) -> None:
    assert set(get_args(words)) <= ROWS
