"""Every setting of the project stands in docs/operate.md, with the default that it has."""

from __future__ import annotations

import os
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from gaispider import settings
from gaispider.paths import ROOT

_TEXT = (ROOT / "docs" / "operate.md").read_text("utf-8").partition("\n## Settings\n")[2]
_ROW = re.compile(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|([^|]*)\|", re.MULTILINE)


def _settings() -> dict[str, Any]:
    """Names and values, whatever the environment of who runs this says."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GAISPIDER_")]:
            patch.delenv(name)
        found = runpy.run_path(str(settings.__file__))
    return {name: value for name, value in found.items() if name.isupper()}


SETTINGS = _settings()


def _defaults() -> list[tuple[str, str]]:
    found = []
    for names, values in _ROW.findall(_TEXT):
        each = re.findall(r"`([A-Z_]+)`", names)
        given = [value.strip() for value in values.split(",")]
        assert len(each) == len(given), f"{names}: a default for each, between commas"
        found += list(zip(each, given, strict=True))
    return found


def test_every_setting_is_named_once_and_no_other() -> None:
    named = [name for name, _ in _defaults()]
    fixed = re.findall(r"`([A-Z_]+)`", _TEXT.partition("**What makes the project what it is**")[2])
    assert sorted(named + fixed) == sorted(SETTINGS)
    assert len(named) > 50


@pytest.mark.parametrize(("name", "told"), _defaults())
def test_the_default_is_the_one_it_has(name: str, told: str) -> None:
    value = SETTINGS[name]
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if name.endswith("_DIR"):
        value = Path(value).relative_to(ROOT)
    assert str(value) == told
