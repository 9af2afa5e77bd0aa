"""The compose file of a fleet names commands, settings and extras that there are. No engine runs it here."""

from __future__ import annotations

import re
import tomllib

from gaispider import settings
from gaispider.commands import fleet
from gaispider.paths import ROOT

_TEXT = (ROOT / "docs" / "fleet-compose.yaml").read_text(encoding="utf-8")


def test_what_it_names_is_there() -> None:
    actions = re.findall(r'"fleet", "(\w+)"|gaispider fleet (\w+)', _TEXT)
    assert {one or other for one, other in actions} == {"init", "work", "schedule"} <= set(fleet._ACTIONS)
    names = set(re.findall(r"^ +GAISPIDER_(\w+):", _TEXT, re.MULTILINE)) - {"FLEET"}
    assert names == {"CONTACT", "SITES_DIR", "STORE_DIR"}
    assert all(hasattr(settings, name) for name in names)
    (extras,) = re.findall(r"\[([\w,]+)\]\"$", _TEXT, re.MULTILINE)
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(extras.split(",")) <= declared.keys()
