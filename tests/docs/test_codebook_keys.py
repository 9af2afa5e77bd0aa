"""The codebook names every key under which a figure can stand, and none that the reference data lack."""

from __future__ import annotations

import csv
import re

import pytest

from gaispider.paths import REFERENCE, ROOT

CODEBOOK = (ROOT / "docs" / "codebook.md").read_text("utf-8")
SECTION = CODEBOOK[CODEBOOK.index("## Keys of the figures") :]
# What stands in data/reference/forms/labels.tsv for the reading alone, and never is a key of a record.
NO_KEY = {"3", "3.3", "3.4", "3.5", "suit"}


def _rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (REFERENCE / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _narrative() -> set[str]:
    return {row["key"] for row in _rows("narrative.tsv")}


def _cells() -> set[str]:
    roles = {"row", "column", "group"}
    rows = _rows("forms/labels.tsv")
    return {row["key"] for row in rows if row["table"] != "a" and row["role"] in roles} - NO_KEY


@pytest.mark.parametrize("key", sorted(_narrative() | _cells()))
def test_every_key_is_named(key: str) -> None:
    assert f"`{key}`" in SECTION


def test_no_key_is_named_that_is_gone() -> None:
    named = set(re.findall(r"^\|[^|`]+\| `(\w+)` \|[^|]*\|[^|]*\|$", SECTION[SECTION.index("narrative[key]") :], re.M))
    assert named == _narrative()
