"""Files inside archives (ZIP, RAR, 7z), one level deep, and bounded against bombs."""

from __future__ import annotations

import io
import lzma
import posixpath
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gaispider.documents.content import EXTRA, UnreadableFileError
from gaispider.filetypes import of_kind

MOST_MEMBERS: Final = 200
LARGEST: Final = 64 * 1024 * 1024
# What zipfile and its decompressors raise for a ZIP that is damaged or packed in a way that they do not know.
TORN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, ValueError, EOFError)
"""Bytes of one member after unpacking, and of all together twice as much."""

_UTF8 = 0x800
RAR_PROGRAMS = ("unrar", "unar", "bsdtar")
# What packing programs leave in.
_JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$")


@dataclass(slots=True)
class Member:
    """A file of an archive: its name without folders, and its bytes."""

    name: str
    body: bytes


def members(body: bytes, kind: str) -> Iterator[Member]:
    """The files of an archive. Raises UnreadableFileError: empty, encrypted, damaged, too large, no reader for it."""
    readers = {"zipfile": _zip, "rarfile": _rar, "py7zr": _seven}
    reader = of_kind(kind).reader
    if reader not in readers:
        raise UnreadableFileError("no_reader", f"nothing here unpacks files of the kind {kind}")
    whole = number = 0
    for number, member in enumerate(readers[reader](body), 1):
        whole += len(member.body)
        if number > MOST_MEMBERS or whole > 2 * LARGEST:
            raise UnreadableFileError(
                "too_large", f"more than {MOST_MEMBERS} files or {2 * LARGEST >> 20} MB in the archive"
            )
        yield member
    if not number:
        raise UnreadableFileError("empty", "no file is in the archive")


def _zip(body: bytes) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for info in archive.infolist():
                name = info.filename if info.flag_bits & _UTF8 else _renamed(info.filename)
                if info.is_dir() or _is_junk(name):
                    continue
                if info.flag_bits & 1:
                    raise UnreadableFileError("encrypted", "a password is needed")
                if info.file_size > LARGEST:
                    raise UnreadableFileError("too_large", f"{name} has {info.file_size >> 20} MB")
                with archive.open(info) as file:
                    # The size in the header may be a lie.
                    content = file.read(LARGEST + 1)
                if len(content) > LARGEST:
                    raise UnreadableFileError("too_large", f"{name} has over {LARGEST >> 20} MB")
                yield Member(posixpath.basename(name), content)
    except TORN as error:
        raise UnreadableFileError("damaged", f"no ZIP that can be read ({type(error).__name__}: {error})") from error


def _renamed(name: str) -> str:
    """A name in a ZIP without the sign for UTF-8, which zipfile takes for code page 437."""
    try:
        return _decoded(name.encode("cp437"), name)
    except UnicodeError:
        return name


def _decoded(written: bytes, otherwise: str) -> str:
    """A name in UTF-8, or in GBK, which Windows in China writes."""
    for charset in ("utf-8", "gb18030"):
        try:
            return written.decode(charset)
        except UnicodeError:
            continue
    return otherwise


def _is_junk(name: str) -> bool:
    low = name.lower()
    return any(word in low for word in _JUNK)


def _rar(body: bytes) -> Iterator[Member]:
    try:
        import rarfile
    except ImportError:
        raise UnreadableFileError("not_installed", f"reading RAR needs the package rarfile: {EXTRA}") from None
    if not any(map(shutil.which, RAR_PROGRAMS)):
        raise UnreadableFileError("not_installed", "reading RAR needs a program: apt-get install unar")
    try:
        with rarfile.RarFile(io.BytesIO(body)) as archive:
            if archive.needs_password():
                raise UnreadableFileError("encrypted", "a password is needed")
            for info in archive.infolist():
                # Without its sign for Unicode rarfile takes GBK for UTF-16.
                is_plain = info.filename.isascii() or info.flags & rarfile.RAR_FILE_UNICODE
                name = info.filename if is_plain else _decoded(info.orig_filename, info.filename).replace("\\", "/")
                if info.is_dir() or _is_junk(name):
                    continue
                if info.file_size > LARGEST:
                    raise UnreadableFileError("too_large", f"{name} has {info.file_size >> 20} MB")
                yield Member(posixpath.basename(name), archive.read(info))
    except rarfile.Error as error:
        raise UnreadableFileError("damaged", f"no RAR that can be read ({type(error).__name__}: {error})") from error


def _seven(body: bytes) -> Iterator[Member]:
    try:
        import py7zr
    except ImportError:
        raise UnreadableFileError("not_installed", f"reading 7z needs the package py7zr: {EXTRA}") from None
    try:
        with py7zr.SevenZipFile(io.BytesIO(body)) as archive, TemporaryDirectory(prefix="gaispider-7z-") as folder:
            if archive.needs_password():
                raise UnreadableFileError("encrypted", "a password is needed")
            listed = archive.list()
            if len(listed) > MOST_MEMBERS or sum(info.uncompressed for info in listed) > 2 * LARGEST:
                raise UnreadableFileError(
                    "too_large", f"more than {MOST_MEMBERS} files or {2 * LARGEST >> 20} MB in the archive"
                )
            archive.extractall(folder)
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file() and not path.is_symlink() and not _is_junk(path.relative_to(folder).as_posix()):
                    yield Member(path.name, path.read_bytes())
    except (
        py7zr.exceptions.ArchiveError,
        lzma.LZMAError,
        zlib.error,
        struct.error,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        TypeError,
        OSError,
        ValueError,
        EOFError,
    ) as error:  # py7zr does not look at all that it reads
        raise UnreadableFileError("damaged", f"no 7z that can be read ({type(error).__name__}: {error})") from error
