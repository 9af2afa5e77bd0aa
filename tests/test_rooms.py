"""The rooms of docs/architecture.md: what each may import, how large it may be, and names that mean one thing."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from gaispider.paths import ROOT

# Folders at the top of the checkout, and the names under which they are imported.
FOLDERS = {"gaispider": "gaispider", "spiders": "gaispider.spiders", "pipelines": "gaispider.pipelines"}
# Every room may know these.
EVERYWHERE = tuple(f"gaispider.{name}" for name in ("paths", "filetypes", "reference", "text.counted", "__init__"))
# File names that may occur twice: types of a room, and what Scrapy or the user prescribes (commands, pipelines).
NAMES_OF_SEVERAL = frozenset({"__init__.py", "model.py"})
MOST_MODULES, MOST_LINES = 16, 300

_ROW = re.compile(r"^\| (?P<rooms>`[^|]+`) \| [^|]+ \| (?P<knows>[^|]+) \|$", re.MULTILINE)
_NAME = re.compile(r"`([\w/.*]+)`")


def modules() -> list[tuple[str, Path]]:
    """Every module of the product: the name by which it is imported, and its file."""
    return [(name.removesuffix(".__init__"), path) for name, path in _files().items()]


@cache
def _files() -> dict[str, Path]:
    """Files by module name; a package is `name.__init__`, so that it differs from the room."""
    found = {}
    for folder, package in FOLDERS.items():
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not _is_linked(path):
                found[".".join((package, *path.relative_to(ROOT / folder).with_suffix("").parts))] = path
    return found


def _is_linked(path: Path) -> bool:
    """Whether a path leads through gaispider/spiders or gaispider/pipelines, which link to the top-level folders."""
    return path.is_relative_to(ROOT / "gaispider/spiders") or path.is_relative_to(ROOT / "gaispider/pipelines")


@dataclass(frozen=True)
class Row:
    """One row of the table. `knows` are prefixes of module names, `own` rooms known without the rooms in them."""

    rooms: tuple[str, ...]
    knows: tuple[str, ...]
    own: tuple[str, ...]
    everything: bool
    scrapy: bool


@cache
def table() -> tuple[Row, ...]:
    """The table of docs/architecture.md."""
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    text = text[text.index("## The rooms") : text.index("**Words are data.**")]
    rows = []
    for match in _ROW.finditer(text):
        names = _NAME.findall(match["knows"])
        rows.append(
            Row(
                tuple(map(_module_name, _NAME.findall(match["rooms"]))),
                tuple(_module_name(name) for name in names if not name.endswith("/*")),
                tuple(_module_name(name.removesuffix("/*")) for name in names if name.endswith("/*")),
                everything=match["knows"].startswith("everything"),
                scrapy="Scrapy" in match["knows"],
            )
        )
    return tuple(rows)


def _module_name(written: str) -> str:
    """`gaispider/page/read.py`, `page/model` and `spiders/base` as names of modules and packages."""
    name = written.removesuffix(".py").replace("/", ".")
    return name if name.split(".")[0] == "gaispider" else f"gaispider.{name}"


def _row_of(name: str) -> Row | None:
    """The row with the longest room that the module lies in."""
    found = [(len(room), row) for row in table() for room in row.rooms if within(name, room)]
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _room_of(name: str) -> str:
    return max((room for row in table() for room in row.rooms if within(name, room)), key=len, default="")


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it; packages of the project as `name.__init__`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            # `from package import module` knows the module, `from module import name` the module itself.
            found = {name for name in inner if name in _files() or f"{name}.__init__" in _files()}
            names |= found if len(found) == len(inner) else found | {node.module}
    return {f"{name}.__init__" if f"{name}.__init__" in _files() else name for name in names}


def _may_know(row: Row, name: str, other: str) -> bool:
    return (
        row.everything
        or other in EVERYWHERE
        or _row_of(other) is row
        or any(within(other, room) for room in row.knows)
        or _room_of(other) in row.own
    )


@pytest.mark.parametrize(("name", "path"), _files().items(), ids=list(_files()))
def test_a_module_knows_only_what_its_room_may(name: str, path: Path) -> None:
    row = _row_of(name)
    assert row is not None, f"{name} is in no room of docs/architecture.md"
    known = imports(path)
    if not row.scrapy:
        assert not {other for other in known if within(other, "scrapy") or within(other, "twisted")}
    ours = {other for other in known if within(other, "gaispider")}
    strangers = {other for other in ours if not _may_know(row, name, other)}
    assert not strangers, f"{name} must not know {strangers}"


def test_the_table_names_rooms_that_are_there() -> None:
    assert len(table()) > 40
    known = {*_files(), *(name.removesuffix(".__init__") for name in _files())}
    packages = {".".join(parts[:end]) for parts in (name.split(".") for name in known) for end in range(1, len(parts))}
    missing = {name for row in table() for name in (*row.rooms, *row.knows, *row.own) if name not in known | packages}
    assert not missing
    twice = [room for room, count in Counter(room for row in table() for room in row.rooms).items() if count > 1]
    assert not twice


def test_nothing_stands_in_the_table_that_no_module_needs() -> None:
    needed: defaultdict[Row, set[str]] = defaultdict(set)
    for name, path in _files().items():
        row = _row_of(name)
        if row is not None:
            needed[row] |= imports(path)
    unused = [
        f"{row.rooms[0]}: {room}"
        for row in table()
        for room in (*row.knows, *row.own)
        if not any(_room_of(other) == room if room in row.own else within(other, room) for other in needed[row])
    ]
    assert not unused


def test_a_file_name_means_one_thing() -> None:
    places = defaultdict(list)
    for name, path in _files().items():
        by_scrapy = within(name, "gaispider.commands") or within(name, "gaispider.pipelines")
        if path.name not in NAMES_OF_SEVERAL and not by_scrapy:
            places[path.name].append(name)
    assert not {name: found for name, found in places.items() if len(found) > 1}


def test_no_folder_holds_too_many_modules() -> None:
    counts = Counter(path.parent for path in _files().values() if path.name != "__init__.py")
    assert not {str(folder): count for folder, count in counts.items() if count > MOST_MODULES}


def test_no_module_is_too_long_to_hold_in_the_head() -> None:
    long = {
        name: lines for name, path in _files().items() if (lines := path.read_text("utf-8").count("\n")) > MOST_LINES
    }
    assert not long, f"split these: {long}"


def test_no_test_module_is_too_long_either() -> None:
    lines = {path: path.read_text("utf-8").count("\n") for path in (ROOT / "tests").rglob("*.py")}
    assert len(lines) > 300
    long = {str(path.relative_to(ROOT)): count for path, count in lines.items() if count > MOST_LINES}
    assert not long, f"split these: {long}"
