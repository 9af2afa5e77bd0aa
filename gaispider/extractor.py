"""The name of the reading that made a record: version, and a fingerprint of the code and tables that decide values.

Code or tables that may give different values have different names. The same code has the same name in every
installation.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path

from gaispider import __version__
from gaispider.paths import REFERENCE

# The folders and modules of the package that decide what is read from a page.
PACKAGE_ROOMS = ("items", "page", "text", "report", "documents", "file_reports")
MODULES = ("reading.py", "draft.py", "reference.py", "filetypes.py")
# Files in these folders that decide nothing: descriptions, and the schema generated from the items.
_NO_PART = frozenset({"report.schema.json"})
_NO_PART_SUFFIXES = frozenset({".md", ".pyc"})


@functools.cache
def extractor() -> str:
    """The name of this reading, such as `0.1.0+1a2b3c4d`. Computed once for each process, in milliseconds."""
    return f"{__version__}+{fingerprint(rooms())}"


def extractor_with(selectors: Mapping[str, str]) -> str:
    """The name of this reading with a site's own selectors, `0.1.0+1a2b3c4d.5e6f7a8b`; without any, `extractor()`."""
    if not selectors:
        return extractor()
    told = "\n".join(f"{part}={selector}" for part, selector in sorted(selectors.items()))
    return f"{extractor()}.{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def rooms() -> dict[str, Path]:
    """The folders and modules of the reading, by their name in the fingerprint."""
    # Imported late, because the steps import the reading, which imports this module.
    from gaispider.pipelines import STEPS

    package = Path(__file__).resolve().parent
    found = {name: package / name for name in (*PACKAGE_ROOMS, *MODULES)}
    pipelines = Path(inspect.getfile(type(STEPS[0]))).resolve().parent
    return {**found, "pipelines": pipelines, "reference": REFERENCE}


def fingerprint(places: dict[str, Path]) -> str:
    """Eight hex digits over names and bytes of all files in `places`; a missing folder adds nothing."""
    total = hashlib.sha256()
    for name, path in sorted(places.items()):
        for file in [path] if path.is_file() else sorted(_files(path)):
            inner = "" if file == path else file.relative_to(path).as_posix()
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            total.update(f"{name}/{inner} {digest}\n".encode())
    return total.hexdigest()[:8]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = path.name.startswith(".") or "__pycache__" in path.parts
        if not hidden and path.suffix not in _NO_PART_SUFFIXES and path.name not in _NO_PART and path.is_file():
            yield path
