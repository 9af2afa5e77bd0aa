"""What is declared is what is imported, and every version that the suite runs with is written down."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

from gaispider.paths import ROOT

# Declared, but not imported as yet.
NOT_IMPORTED: frozenset[str] = frozenset()

# Modules of an extra that make test does not install, and whose distribution has another name.
_NAMED_OTHERWISE = {"cv2": ["opencv-python-headless"], "yaml": ["pyyaml"]}

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
_CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()[1:]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(requirements: list[str]) -> set[str]:
    return {_normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in requirements}


@cache
def _imported() -> dict[str, str]:
    """The distributions that the product's modules import, anywhere in them, each with a file that does."""
    owners = packages_distributions()
    found = {}
    for folder in ("gaispider", "spiders", "pipelines"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and not node.level:
                    names.append(node.module or "")
                for top in {name.partition(".")[0] for name in names} - {"gaispider"} - sys.stdlib_module_names:
                    for owner in owners.get(top, _NAMED_OTHERWISE.get(top, [top])):
                        found[_normal(owner)] = str(path.relative_to(ROOT))
    return found


def test_what_is_imported_is_declared() -> None:
    optional = [line for extra in _PROJECT["optional-dependencies"].values() for line in extra]
    strangers = {name: path for name, path in _imported().items() if name not in _names(_PROJECT["dependencies"])}
    assert {name: path for name, path in strangers.items() if name not in _names(optional)} == {}
    # A part that needs an extra may import it; tools for work on the project are none of the product's.
    assert not _names(_PROJECT["optional-dependencies"]["dev"]) & set(strangers)


def test_what_is_declared_is_imported() -> None:
    assert _names(_PROJECT["dependencies"]) - set(_imported()) == NOT_IMPORTED


def test_every_constraint_is_one_exact_version() -> None:
    assert [line for line in _CONSTRAINTS if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_everything_declared_is_among_the_constraints() -> None:
    extras = [line for extra in _PROJECT["optional-dependencies"].values() for line in extra]
    assert _names([*_PROJECT["dependencies"], *extras]) - _names(_CONSTRAINTS) == set()
