"""Where a document names a place in the code, as `path.py:function` or as a path, that place is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from gaispider.paths import ROOT

# Made by whoever works with it, and ignored by git.
_MADE = "data/sites/local"
DOCUMENTS = [
    "docs/architecture.md",
    "CONTRIBUTING.md",
    "docs/field-guide.md",
    "docs/operate.md",
    "docs/README.md",
    "README.md",
]
# `gaispider/crawl/run/run.py:Run.checkpoint`: a function, a class, a method, or a constant of the module.
_PLACE = re.compile(r"`([\w/.-]+\.py):([A-Za-z_][\w.]*)`")
# `gaispider/reading.py`, `data/reference/narrative.tsv`, `gaispider/page/paging`: a file or folder of the project.
_PATH = re.compile(
    r"`((?:gaispider|spiders|pipelines|tests|scripts|data/(?:reference|sites|samples)|docs)(?:/[\w.-]+)*/?)(?=[`:])"
)


@cache
def _names(path: Path) -> frozenset[str]:
    """Every name that a module defines: functions, classes, their methods as Class.method, constants."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name, body=body):
                methods = (item for item in body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef))
                found |= {name, *(f"{name}.{method.name}" for method in methods)}
            case ast.Assign(targets=targets):
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return frozenset(found)


def _missing(path: str, name: str) -> str | None:
    """Why the place is none, or None."""
    file = ROOT / path
    if not file.is_file():
        return f"{path}: there is no such file (for {name})"
    return None if name in _names(file) else f"{path}: it has no {name}"


@pytest.mark.parametrize("document", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_every_function_that_a_document_names_is_there(document: str) -> None:
    places = _PLACE.findall((ROOT / document).read_text("utf-8"))
    assert places
    missing = [reason for path, name in dict.fromkeys(places) if (reason := _missing(path, name))]
    assert missing == [], f"{document} names what is not there:\n" + "\n".join(missing)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_is_there(document: str) -> None:
    paths = dict.fromkeys(_PATH.findall((ROOT / document).read_text("utf-8")))
    missing = [path for path in paths if not (ROOT / path).exists() and not path.startswith(_MADE)]
    assert missing == [], f"{document} names what is not there:\n" + "\n".join(missing)


def test_the_way_of_a_page_has_eight_hops() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    hops = re.findall(r"^\| (\d) \|.*\|(.*)\|$", text, re.MULTILINE)
    assert [number for number, _ in hops] == list("12345678")
    assert all(_PLACE.search(where) for _, where in hops)


def test_every_room_of_the_field_guide_is_there() -> None:
    text = (ROOT / "docs" / "field-guide.md").read_text("utf-8")
    rooms = set(re.findall(r"`((?:page|crawl|report|text|sites|spiders|pipelines)(?:/[\w.-]+)*)`", text))
    assert len(rooms) > 8
    assert sorted(room for room in rooms if not ((ROOT / room).exists() or (ROOT / "gaispider" / room).exists())) == []
