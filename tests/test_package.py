"""The folders at the top of the checkout are the packages that the product imports."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import gaispider
from gaispider.paths import ROOT
from gaispider.settings import ITEM_PIPELINES, SPIDER_MODULES


@pytest.mark.parametrize("name", ["spiders", "pipelines"])
def test_a_folder_at_the_top_is_the_package(name: str) -> None:
    package = Path(next(iter(import_module(f"gaispider.{name}").__path__)))
    assert package.parent == ROOT / "gaispider"
    files = {path.name: path.read_bytes() for path in (ROOT / name).glob("*.py")}
    assert len(files) > 5
    assert files == {path.name: path.read_bytes() for path in package.glob("*.py")}


def test_nothing_is_imported_by_the_name_of_a_folder_at_the_top() -> None:
    """In an installed package there are no such names."""
    assert [name for name in (*SPIDER_MODULES, *ITEM_PIPELINES) if not name.startswith("gaispider.")] == []
    code = [path for folder in ("gaispider", "spiders", "pipelines") for path in (ROOT / folder).rglob("*.py")]
    wrong = re.compile(r"^\s*(?:from|import) (?:spiders|pipelines)\b", re.MULTILINE)
    assert [path for path in code if wrong.search(path.read_text("utf-8"))] == []


def test_the_version_stands_in_one_place() -> None:
    """A project file that named one, too, would drift from it."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'dynamic = ["version"]' in text
    assert f'"{gaispider.__version__}"' not in text
    assert f"## {gaispider.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
