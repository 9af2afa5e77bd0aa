"""Office files that a password locks, by their bytes: LibreOffice only says that it cannot read them."""

from __future__ import annotations

import io
import zipfile

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


def is_locked(body: bytes) -> bool:
    """Whether a DOCX, XLSX, DOC or file of OpenDocument needs a password."""
    return _LOCKED in body[:_DIRECTORY] or _is_locked_word(body) or _is_locked_open_document(body)


def _is_locked_word(body: bytes) -> bool:
    entry = body.find(_WORD) if is_ole(body) else -1
    if entry < 0:
        return False
    start = (int.from_bytes(body[entry + _START : entry + _START + 4], "little") + 1) * _SECTOR
    head = body[start : start + _SECTOR]
    return head.startswith(_WORD_BEGINS) and bool(int.from_bytes(head[_FLAGS : _FLAGS + 2], "little") & _ENCRYPTED)


def _is_locked_open_document(body: bytes) -> bool:
    if not is_zip(body):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package, package.open(_MANIFEST) as manifest:
            return b"encryption-data" in manifest.read(_LARGEST)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, ValueError, EOFError):
        return False
