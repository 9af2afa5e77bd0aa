"""Files that are ZIP packages (DOCX, XLSX, OFD, ODT), bounded against bombs before their reader opens them."""

from __future__ import annotations

import io
import zipfile

from gaispider.documents.archives import LARGEST, TORN
from gaispider.documents.content import UnreadableFileError

_ZIP = b"PK\x03\x04"
# Parts that say what the document says; the others are pictures and the like.
_TOLD = (".xml", ".rels", ".bin")
# Bytes at the start of a part in which it may declare entities. Old OpenDocument has a DOCTYPE, but no entities.
_HEAD = 1 << 16
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_OPEN_DOCUMENT = "mimetype"


def require_sound(body: bytes) -> None:
    """Raises UnreadableFileError (`damaged`) for a package that different programs may read differently.

    Such a package has two parts of one name, a part that fails its checksum (which some readers ignore), or a part that
    declares entities. No office program writes entities, and readers that skip them would lose the text they stand for.
    """
    if not body.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            infos = package.infolist()
            names = [info.filename.lower().replace("\\", "/").lstrip("/") for info in infos]
            if len(set(names)) < len(names):
                twice = next(name for name in names if names.count(name) > 1)
                raise UnreadableFileError("damaged", f"two parts are named {twice}")
            signs = _DECLARED[1:] if _OPEN_DOCUMENT in names else _DECLARED
            for info in infos:
                if info.filename.lower().endswith(_TOLD) and not info.flag_bits & 1:
                    head = package.read(info)[:_HEAD].replace(b"\0", b"")
                    if any(sign in head for sign in signs):
                        raise UnreadableFileError("damaged", f"{info.filename} declares what its text stands for")
    except TORN as error:
        raise UnreadableFileError("damaged", f"a torn package ({type(error).__name__}: {error})") from error


def require_small(body: bytes) -> None:
    """Raises UnreadableFileError (`too_large`) for a package that unpacks to more than an archive may.

    Sizes are those that its directory tells. Where that is a lie, the memory of the reading process is the bound.
    """
    if not body.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            whole = sum(info.file_size for info in package.infolist())
    except TORN:
        return  # its reader says what is wrong
    if whole > 2 * LARGEST:
        raise UnreadableFileError("too_large", f"it unpacks to {whole >> 20} MB")
