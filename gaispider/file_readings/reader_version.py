"""The version of the reading that a kind of files has on this machine, or what it lacks."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gaispider.documents.archives import RAR_PROGRAMS
from gaispider.documents.word.office import INSTALL, program
from gaispider.extractor import fingerprint
from gaispider.filetypes import FileType

# The packages that a reader needs, by the readers of file_types.tsv.
_PACKAGES = {
    "printed_pdf": ("pdfplumber",),
    "printed_ofd": ("lxml",),
    "sheets": ("python-calamine",),
    "word": ("python-docx",),
    "office": ("python-docx",),
    "rarfile": ("rarfile",),
    "py7zr": ("py7zr",),
}
# What a reader can do without, and reads more with.
_BESIDE = {"sheets": ("xlrd",)}
# What stands in an archive may need any of them.
_ALL = ("pdfplumber", "python-calamine", "python-docx")
EXTRA = "documents"
"""The extra of the package that has the readers."""


@dataclass(frozen=True, slots=True)
class ReaderVersion:
    """`name` changes with the code, the packages and the programs that read; `lacks` says what must be installed."""

    name: str
    lacks: str | None = None


def is_installed() -> bool:
    """Whether the extra is there: without it no file is read."""
    return all(_version(package) is not None for package in _ALL)


@cache
def reader_version(kind: FileType | None) -> ReaderVersion:
    """The version of what reads files of a kind."""
    parts, lacks = [code_version()], None
    reader = kind.reader if kind else ""
    is_archive = kind is not None and kind.what == "archive"
    for package in (*_PACKAGES.get(reader, ()), *_BESIDE.get(reader, ()), *(_ALL if is_archive else ())):
        found = _version(package)
        parts.append(f"{package} {found or '-'}")
        if found is None and package in _PACKAGES.get(reader, ()):
            lacks = EXTRA
    if reader == "office" or is_archive:
        parts.append(office_version() or "LibreOffice -")
    if reader == "office" and program() is None:
        lacks = INSTALL
    if reader == "rarfile" and not any(map(shutil.which, RAR_PROGRAMS)):
        parts.append("unar -")
        lacks = "a program that unpacks RAR is missing (Debian: apt-get install unar)"
    return ReaderVersion(", ".join(parts), lacks)


@cache
def code_version() -> str:
    """Eight hex digits over the code that reads files."""
    return fingerprint({"documents": Path(__file__).resolve().parent.parent / "documents"})


@cache
def office_version() -> str | None:
    """LibreOffice by size and time of its program, since asking it takes a second; None if it is missing."""
    path = program()
    if path is None:
        return None
    binary = Path(path).resolve()
    binary = with_program if (with_program := binary.with_name("soffice.bin")).exists() else binary
    found = binary.stat()
    return f"LibreOffice {found.st_size:x}-{int(found.st_mtime):x}"


@cache
def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
