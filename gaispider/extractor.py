"""Which reading made a record: the version, and eight hex digits over the code and the tables that decide what is read.

Two readings that may give different values have different names, and the same code has the same name wherever it is
installed.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path

from gaispider import __version__
from gaispider.paths import REFERENCE

# The rooms of the reading, in one place: folders of the package, and the modules that hold the way of a page together.
PACKAGE_ROOMS = ("page", "text", "report", "documents")
MODULES = ("reading.py", "draft.py", "items.py")
# What lies in these folders and decides nothing: descriptions, and the schema that is made from items.py.
_NO_PART = frozenset({"report.schema.json"})
_NO_PART_SUFFIXES = frozenset({".md", ".pyc"})


@functools.cache
def extractor() -> str:
    """The name of this reading, `0.1.0+1a2b3c4d`. Computed once a process, in some milliseconds."""
    return f"{__version__}+{fingerprint(rooms())}"


def extractor_with(selectors: Mapping[str, str]) -> str:
    """The name of this reading with a site's own selectors, `0.1.0+1a2b3c4d.5e6f7a8b`; without any, `extractor()`."""
    if not selectors:
        return extractor()
    told = "\n".join(f"{part}={selector}" for part, selector in sorted(selectors.items()))
    return f"{extractor()}.{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def rooms() -> dict[str, Path]:
    """Folders and modules of the reading by the name under which the fingerprint knows them."""
    # Loaded late: the steps' modules lead to the reading, which names itself.
    from gaispider.pipelines import STEPS

    package = Path(__file__).resolve().parent
    found = {name: package / name for name in (*PACKAGE_ROOMS, *MODULES)}
    pipelines = Path(inspect.getfile(type(STEPS[0]))).resolve().parent
    return {**found, "pipelines": pipelines, "reference": REFERENCE}


def fingerprint(places: dict[str, Path]) -> str:
    """Eight hex digits over names and bytes of all files in the folders; a folder that is not there adds nothing."""
    whole = hashlib.sha256()
    for name, path in sorted(places.items()):
        for file in [path] if path.is_file() else sorted(_files(path)):
            inner = "" if file == path else file.relative_to(path).as_posix()
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            whole.update(f"{name}/{inner} {digest}\n".encode())
    return whole.hexdigest()[:8]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = path.name.startswith(".") or "__pycache__" in path.parts
        if not hidden and path.suffix not in _NO_PART_SUFFIXES and path.name not in _NO_PART and path.is_file():
            yield path
