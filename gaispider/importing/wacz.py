"""Reads a WACZ: a zip with WARC files, a list of pages and a description; or a zip of such, or of saved pages."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from gaispider.filetypes import ATTACHED, by_extension, of_kind
from gaispider.importing.guarded_stream import BombError, GuardedStream
from gaispider.importing.saved_file import visits_of_bytes
from gaispider.importing.visit import MAX_BODY, Given, Trouble, Visit
from gaispider.importing.warc import Survey, survey, visits_of_warc

_WARC = (".warc", ".warc.gz", ".arc", ".arc.gz")
_NESTED = (".wacz",)
# Types of records that browsers save.
_SAVED = tuple(f".{extension}" for kind in ("mht", "html") for extension in of_kind(kind).extensions)
# The flag of a name in UTF-8 (APPNOTE 4.4.4, bit 11).
_UTF_8 = 1 << 11
DESCRIPTION = "datapackage.json"
_PAGES = "pages/"
# Bytes of a description or of a list of pages.
_LARGEST_LIST = 32 << 20
# Zips in zips: a multi-WACZ holds WACZ files, and no more.
_DEPTH = 2
_BROKEN = (BadZipFile, EOFError, zlib.error, OSError, NotImplementedError, RuntimeError, BombError)


def is_wacz(names: list[str]) -> bool:
    """Whether a zip with files of these names holds archived answers or saved pages; a document (docx) does not."""
    return not _is_office(names) and any(name.lower().endswith((*_WARC, *_NESTED, *_SAVED)) for name in names)


def visits_of_wacz(file: IO[bytes], name: str, given: Given, depth: int = 1) -> Iterator[Visit | Trouble]:
    """The answers of all WARC files in a zip, or the pages and files in one without such.

    Nothing is unpacked to the disk under a name of the zip's.
    """
    try:
        with ZipFile(file) as package:
            if any(info.filename.lower().endswith((*_WARC, *_NESTED)) for info in package.infolist()):
                yield from _visits(package, name, given, depth)
            else:
                yield from _saved_pages(package, name, given)
    except _BROKEN as error:
        yield Trouble(name, f"not readable as a zip: {error}")


def _visits(package: ZipFile, name: str, given: Given, depth: int) -> Iterator[Visit | Trouble]:
    described, listed = _description(package), _listed_pages(package)
    known, answered, warcs = Survey(), set[str](), []
    for info in package.infolist():
        inside = f"{name}!{_shown(info)}"
        if info.flag_bits & 1:
            yield Trouble(inside, "it is encrypted", "save it without a password")
        elif info.filename.lower().endswith(_NESTED):
            yield from _nested(package, info, inside, given, depth)
        elif info.filename.lower().endswith(_WARC):
            if (digest := described.get(info.filename)) and digest != _digest(package, info):
                yield Trouble(inside, "it was changed since it was saved: its digest is not the one in " + DESCRIPTION)
            warcs.append((info, inside))
    for info, _ in warcs:
        survey(_opened(package, info), info.compress_size, known)
    for info, inside in warcs:
        for found in visits_of_warc(_opened(package, info), info.compress_size, inside, known):
            if isinstance(found, Visit):
                answered.add(found.url)
            yield found
    for url in sorted(listed - answered):
        yield Trouble(name, f"its list of pages has {url}, and its answer is not in it", fault=False)


def _nested(package: ZipFile, info: ZipInfo, inside: str, given: Given, depth: int) -> Iterator[Visit | Trouble]:
    if depth >= _DEPTH:
        yield Trouble(inside, "a zip in a zip in a zip", "name it by itself")
        return
    with SpooledTemporaryFile(1 << 24) as copy:
        with package.open(info) as packed:
            guarded = GuardedStream(packed, info.compress_size)
            while part := guarded.read(1 << 20):
                copy.write(part)
        copy.seek(0)
        yield from visits_of_wacz(cast("IO[bytes]", copy), inside, given, depth + 1)


def _saved_pages(package: ZipFile, name: str, given: Given) -> Iterator[Visit | Trouble]:
    """The pages and documents of a zipped folder; pictures and scripts beside them are passed over."""
    for info in package.infolist():
        inside = f"{name}!{_shown(info)}"
        ending = PurePosixPath(info.filename).suffix.lower().removeprefix(".")
        kind = by_extension(ending)
        if info.is_dir() or not (f".{ending}" in _SAVED or (kind is not None and kind.what in ATTACHED)):
            continue
        if info.flag_bits & 1:
            yield Trouble(inside, "it is encrypted", "save it without a password")
            continue
        with package.open(info) as packed:
            body = packed.read(MAX_BODY + 1)
        if len(body) > MAX_BODY:
            yield Trouble(inside, f"it is larger than {MAX_BODY >> 20} MB")
            continue
        yield from visits_of_bytes(body, _changed(info), inside, given)


def _changed(info: ZipInfo) -> datetime:
    """When the file was changed, by the clock on the wall of whoever packed it; the zone is not said."""
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)


def _is_office(names: list[str]) -> bool:
    return not {"[Content_Types].xml", "mimetype", "OFD.xml"}.isdisjoint(names)


def _opened(package: ZipFile, info: ZipInfo) -> Callable[[], BinaryIO]:
    return partial(cast("Callable[..., BinaryIO]", package.open), info)


def _description(package: ZipFile) -> dict[str, str]:
    """The digests (hexadecimal SHA-256) that the description gives, by file name."""
    content = _json(package, DESCRIPTION)
    resources = content.get("resources") if isinstance(content, dict) else None
    found = {}
    for one in resources if isinstance(resources, list) else ():
        if isinstance(one, dict) and str(one.get("hash", "")).startswith("sha256:"):
            found[str(one.get("path"))] = str(one["hash"]).removeprefix("sha256:").lower()
    return found


def _listed_pages(package: ZipFile) -> set[str]:
    """The addresses that the lists of pages (pages/*.jsonl) say were seen."""
    found = set()
    for info in package.infolist():
        if info.filename.startswith(_PAGES) and info.filename.endswith(".jsonl") and info.file_size <= _LARGEST_LIST:
            for line in package.read(info).splitlines():
                try:
                    url = json.loads(line).get("url")
                except (ValueError, AttributeError):
                    continue
                if isinstance(url, str) and url.startswith(("http://", "https://")):
                    found.add(url.partition("#")[0])
    return found


def _json(package: ZipFile, name: str) -> Any:
    try:
        info = package.getinfo(name)
        return json.loads(package.read(info)) if info.file_size <= _LARGEST_LIST else None
    except (KeyError, ValueError):
        return None


def _digest(package: ZipFile, info: ZipInfo) -> str:
    sha = hashlib.sha256()
    with package.open(info) as packed:
        guarded = GuardedStream(packed, info.compress_size)
        while part := guarded.read(1 << 20):
            sha.update(part)
    return sha.hexdigest()


def _shown(info: ZipInfo) -> str:
    """The name of a file in the zip, for messages: a single line, and never used as a path.

    Chinese Windows packs names in GBK and does not say so.
    """
    name = info.filename
    if not info.flag_bits & _UTF_8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return "".join(letter if letter.isprintable() else "?" for letter in str(PurePosixPath(name)))
