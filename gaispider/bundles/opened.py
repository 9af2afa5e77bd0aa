"""Opens a bundle that somebody has sent: names and sizes are believed only as far as they are known beforehand."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from gaispider.bundles.model import ABOUT, ENTRY, FORMAT, LIMITS, README, RECORDS, RUNS, SAMPLE, UNPACKED, Bundle

_KEY = re.compile(r"[a-z][a-z0-9_]{0,60}")
_PROVINCE = re.compile(r"\d\d")
_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1 << 16


class WrongBundleError(ValueError):
    """A file that is no bundle, or not one to be opened. The message says why."""


def open_bundle(file: Path) -> Bundle:
    """Read a bundle into memory; nothing is unpacked to the disk and no name in it becomes a path.

    Raises WrongBundleError: another format, unknown or repeated names, parts that are missing, encrypted or too large
    (also once unpacked). OSError if the file cannot be read.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {info.filename: _part(archive, info) for info in _parts(archive)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise WrongBundleError(f"{file.name}: no zip that can be read ({error})") from error
    if missing := [name for name in LIMITS if name not in parts and name != README]:
        raise WrongBundleError(f"{file.name}: no bundle: {missing[0]} is missing")
    _check_sample(parts[SAMPLE])
    about = _about(parts[ABOUT])
    try:
        texts = {name: parts[name].decode("utf-8") for name in (ENTRY, RECORDS, RUNS)}
    except UnicodeDecodeError as error:
        raise WrongBundleError(f"{file.name}: a part is not UTF-8: {error}") from error
    return Bundle(about["key"], about["province"], about, texts[ENTRY], parts[SAMPLE], texts[RECORDS], texts[RUNS])


def _parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    found = archive.infolist()
    if len(found) > len(LIMITS) or len({info.filename for info in found}) < len(found):
        raise WrongBundleError("no bundle: it has more parts than a bundle, or one of them twice")
    for info in found:
        if info.filename not in LIMITS:
            raise WrongBundleError(f"no bundle: {info.filename!r} is no part of one; nothing was unpacked")
    return found


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    limit = LIMITS[info.filename]
    if info.flag_bits & 1:
        raise WrongBundleError(f"{info.filename}: needs a password")
    if info.file_size <= limit:
        with archive.open(info) as part:
            # The size in the zip's head may be a lie.
            content = part.read(limit + 1)
        if len(content) <= limit:
            return content
    raise WrongBundleError(f"{info.filename}: has over {limit:,} bytes")


def _about(part: bytes) -> dict[str, Any]:
    try:
        about = json.loads(part)
    except ValueError as error:
        raise WrongBundleError(f"{ABOUT}: is no JSON: {error}") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise WrongBundleError(f"{ABOUT}: is not of the format {FORMAT}")
    key, province = about.get("key"), about.get("province")
    # They become names of a folder and a file.
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise WrongBundleError(f"{ABOUT}: {key!r} is no key of a site")
    if not isinstance(province, str) or not _PROVINCE.fullmatch(province):
        raise WrongBundleError(f"{ABOUT}: {province!r} is no province's number")
    return about


def _check_sample(sample: bytes) -> None:
    """Raises WrongBundleError if the archive's records unpack to more than UNPACKED, or are no gzip members."""
    size = at = 0
    waiting, unpacker, begun = b"", zlib.decompressobj(_GZIP), False
    try:
        while waiting or at < len(sample):
            if not waiting:
                waiting, at = sample[at : at + _CHUNK], at + _CHUNK
            # What is not unpacked yet stays packed: a bomb never is in memory.
            size += len(unpacker.decompress(waiting, _CHUNK))
            begun, waiting = True, unpacker.unconsumed_tail
            if size > UNPACKED:
                raise WrongBundleError(f"{SAMPLE}: unpacks to over {UNPACKED:,} bytes")
            if unpacker.eof:
                waiting, unpacker, begun = unpacker.unused_data, zlib.decompressobj(_GZIP), False
    except zlib.error as error:
        raise WrongBundleError(f"{SAMPLE}: is no archive ({error})") from error
    if begun or not sample:
        raise WrongBundleError(f"{SAMPLE}: breaks off")
