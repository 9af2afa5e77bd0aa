"""What may know what (docs/architecture.md): text ← page ← report ← pipelines; only crawl and its like know Scrapy."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from gaispider.paths import ROOT

# Folders at the top of the checkout, and the names under which they are imported.
FOLDERS = {"gaispider": "gaispider", "spiders": "gaispider.spiders", "pipelines": "gaispider.pipelines"}
SCRAPY_ROOMS = (
    "gaispider.crawl",
    "gaispider.commands",
    "gaispider.cli",
    "gaispider.extras",
    "gaispider.settings",
    "gaispider.spiders",
    # Scrapy's own exporter with our columns.
    "gaispider.export.csv_feed",
)

# Room, and the rooms of the project that its modules may import (beside their own).
MAY_KNOW = {
    "gaispider.text": (),
    "gaispider.page": ("gaispider.text", "gaispider.items"),
    "gaispider.report": ("gaispider.text", "gaispider.page.model", "gaispider.items"),
    "gaispider.sites": ("gaispider.text.places", "gaispider.page.selectors"),
    "gaispider.pipelines": (
        "gaispider.text",
        "gaispider.report",
        "gaispider.page.model",
        "gaispider.items",
        "gaispider.draft",
        "gaispider.item_access",
    ),
    "gaispider.export": ("gaispider.report", "gaispider.items", "gaispider.item_access"),
    "gaispider.items": (),
}
EVERYWHERE = ("gaispider.paths", "gaispider.filetypes")


def modules() -> list[tuple[str, Path]]:
    found = {}
    for folder, package in FOLDERS.items():
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join((package, *path.relative_to(ROOT / folder).with_suffix("").parts))
            found[name.removesuffix(".__init__")] = path
    return [*found.items()]


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


@pytest.mark.parametrize(("name", "path"), modules(), ids=[name for name, _ in modules()])
def test_a_module_knows_only_what_its_room_may(name: str, path: Path) -> None:
    known = imports(path)
    if not any(within(name, room) for room in SCRAPY_ROOMS):
        assert not {other for other in known if within(other, "scrapy") or within(other, "twisted")}
    for room, allowed in MAY_KNOW.items():
        if within(name, room):
            ours = {other for other in known if within(other, "gaispider")}
            strangers = {other for other in ours if not any(within(other, r) for r in (room, *allowed, *EVERYWHERE))}
            assert not strangers, f"{name} must not know {strangers}"


def test_no_module_is_too_long_to_hold_in_the_head() -> None:
    long = {name: lines for name, path in modules() if (lines := path.read_text("utf-8").count("\n")) > 320}
    assert not long, f"split these: {long}"
