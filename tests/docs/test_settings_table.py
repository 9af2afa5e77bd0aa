"""Every setting of the project stands in docs/operate.md, with the default that it has and what it may be."""

from __future__ import annotations

import os
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from gaispider import settings
from gaispider.paths import ROOT
from gaispider.setting_values import ALL, FIXED, OF_A_RUN, OWN

_TEXT = (ROOT / "docs" / "operate.md").read_text("utf-8").partition("\n## Settings\n")[2]
_ROW = re.compile(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|([^|]*)\|", re.MULTILINE)


def _settings(**environment: str) -> dict[str, Any]:
    """Names and values, whatever the environment of who runs this says."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GAISPIDER_")]:
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
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


def test_each_has_what_it_may_be_and_its_default_is_so() -> None:
    scrapys = {name for name in ALL if name.startswith("CLOSESPIDER_")}
    assert ALL.keys() - scrapys == SETTINGS.keys()
    assert [name for name, value in SETTINGS.items() if not ALL[name].fits(value)] == []
    assert len(OWN) + len(OF_A_RUN) + len(FIXED) == len(ALL)


def test_those_of_the_environment_are_those_that_it_sets() -> None:
    given = _settings(**{f"GAISPIDER_{name}": "of the environment" for name in SETTINGS})
    assert {name for name, value in given.items() if value == "of the environment"} == OWN.keys()


def test_the_document_says_what_each_may_be() -> None:
    told: dict[str, list[str]] = {}
    for name in sorted(ALL):
        told.setdefault(ALL[name].told, []).append(f"`{name}`")
    table = [f"| {allowed} | {', '.join(names)} |" for allowed, names in sorted(told.items())]
    _, _, written = _TEXT.partition("| must be | settings |\n|---|---|\n")
    assert written.partition("\n\n")[0].splitlines() == table
