"""The manifest of a published site: the one object that is replaced, always last. All that it names never changes."""

from __future__ import annotations

import re

import msgspec

from gaispider.published.objects import DamagedError, ObjectsError

NAME = "manifest.json"
_VERSION = 1
# Any name that is not hidden: records that were read again have the reader's name in theirs.
_NAME = r"[^./\x00-\x1f][^/\x00-\x1f]*"
_PARTS = rf"archive/{_NAME}\.(?:warc\.gz|cdxj)|records/{_NAME}\.jsonl|runs/{_NAME}\.json"
_TOP = r"state(?:\.broken-[\w-]+)?\.sqlite(?:\.seal)?|readings\.sqlite|rereads\.json|tombstones\.jsonl"
# The files of a site's folder that are published: no locks, logs, journals, and nothing that is still being written.
IS_PUBLISHED = re.compile(rf"{_PARTS}|{_TOP}")


class Published(msgspec.Struct, frozen=True):
    """A file as it was published: bytes, SHA-256 in hex digits, time of change (ns), and the key of its object."""

    size: int
    sha256: str
    changed: int
    key: str


class Manifest(msgspec.Struct, frozen=True):
    """What a site's folder holds. `generation` grows with each publishing, `fence` with each holder of a fleet."""

    version: int
    site: str
    generation: int
    fence: int
    published: str
    by: str
    files: dict[str, Published]


class Base(msgspec.Struct, frozen=True):
    """A manifest, and the version of its object in the place that it is of. `left` are the archives that this machine
    did not take (crawl/left_archives.py).
    """

    place: str
    mark: str
    manifest: Manifest
    left: tuple[str, ...] = ()


def manifest_key(site: str) -> str:
    return f"{site}/{NAME}"


def new_manifest(site: str) -> Manifest:
    """That of a site that was never published."""
    return Manifest(_VERSION, site, 0, 0, "", "", {})


def encode(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decode(content: bytes, site: str, where: str) -> Manifest:
    """Raises DamagedError for what is no manifest of the site, ObjectsError for one of a newer program."""
    try:
        version = msgspec.json.decode(content).get("version")
        if version != _VERSION:
            raise ObjectsError(f"{where} is of version {version}, this program knows {_VERSION}: update it here")
        found = msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, AttributeError) as error:
        raise DamagedError(
            f"{where} is no manifest ({error}): restore it by the bucket's versions or a backup"
        ) from error
    odd = [name for name, file in found.files.items() if not IS_PUBLISHED.fullmatch(name) or ".." in file.key]
    if found.site != site or odd:
        raise DamagedError(f"{where} is not the manifest of {site}: {', '.join(odd[:3]) or found.site}")
    return found
