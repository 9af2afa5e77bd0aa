"""Families are the modules of their package; what they share is a package in it, whatever its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.crawl.loader import families


def test_every_module_is_a_family_and_a_package_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own_families"
    for name in ("__init__.py", "base.py", "ours.py", "shared/__init__.py", "shared/trs.py"):
        path = own / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert families(["own_families"]) == {"base", "ours"}
    assert {"trs", "generic", "compilation"} <= families(["gaispider.spiders"])
    assert "base" not in families(["gaispider.spiders"])
