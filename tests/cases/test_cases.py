"""Replays every case that `make case` made of a bundle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.replay import ABOUT, Case, differences

CASES = sorted(path.parent for path in Path(__file__).parent.glob(f"*/{ABOUT}"))


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_a_case_is_read_as_it_was_reviewed(folder: Path, tmp_path: Path) -> None:
    case = Case(folder)
    assert differences(case.expected(), case.replay(tmp_path)) == []
