"""Office files that a password locks, by their bytes: LibreOffice only says that it cannot read them."""

from __future__ import annotations

import io
import zipfile
import zlib

from gaispider.filetypes import is_ole, is_zip

# The stream that keeps a locked DOCX or XLSX (MS-OFFCRYPTO 1.3.3), and in how many bytes its name stands.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY = 1 << 20
# The entry of a Word file's stream: where the number of its first sector stands (MS-CFB 2.6.1); sectors of 512 bytes.
_WORD = "WordDocument\0".encode("utf-16-le")
_START, _SECTOR = 116, 512
# How the stream begins, and its sign that it is encrypted (MS-DOC 2.5.1 and 2.5.2, fEncrypted).
_WORD_BEGINS, _FLAGS, _ENCRYPTED = b"\xec\xa5", 10, 0x0100
_MANIFEST, _LARGEST = "META-INF/manifest.xml", 1 << 20
# What names the encrypted parts of an OFD, at its root (GM/T 0099, C.3), and what it has for each way to open them.
_ENCRYPTIONS, _KEY = "encryptions.xml", b"EncryptInfo"


def is_locked(body: bytes) -> bool:
    """Whether a DOCX, XLSX, DOC, OFD or file of OpenDocument needs a password or a key."""
    return _LOCKED in body[:_DIRECTORY] or _is_locked_word(body) or _is_locked_package(body)


def _is_locked_word(body: bytes) -> bool:
    entry = body.find(_WORD) if is_ole(body) else -1
    if entry < 0:
        return False
    start = (int.from_bytes(body[entry + _START : entry + _START + 4], "little") + 1) * _SECTOR
    head = body[start : start + _SECTOR]
    return head.startswith(_WORD_BEGINS) and bool(int.from_bytes(head[_FLAGS : _FLAGS + 2], "little") & _ENCRYPTED)


def _is_locked_package(body: bytes) -> bool:
    if not is_zip(body):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return _is_locked_open_document(package) or _is_locked_ofd(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError, ValueError, EOFError):
        return False


def _is_locked_open_document(package: zipfile.ZipFile) -> bool:
    return _MANIFEST in package.namelist() and b"encryption-data" in _beginning(package, _MANIFEST)


def _is_locked_ofd(package: zipfile.ZipFile) -> bool:
    """Whether parts of an OFD are encrypted; what it has in place of them, if anything, is not the document."""
    name = next((name for name in package.namelist() if name.lstrip("/").lower() == _ENCRYPTIONS), None)
    return name is not None and _KEY in _beginning(package, name).replace(b"\0", b"")


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(_LARGEST)
