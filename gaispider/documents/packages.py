"""Files that are ZIP packages (DOCX, XLSX, OFD, ODT), bounded against bombs before their reader opens them."""

from __future__ import annotations

import io
import zipfile

from gaispider.documents.archives import LARGEST
from gaispider.documents.content import UnreadableFileError

_ZIP = b"PK\x03\x04"


def require_small(body: bytes) -> None:
    """Raises UnreadableFileError (`too_large`) for a package that unpacks to more than an archive may.

    Sizes are those that its directory tells. Where that is a lie, the memory of the reading process is the bound.
    """
    if not body.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            whole = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        return  # its reader says what is wrong
    if whole > 2 * LARGEST:
        raise UnreadableFileError("too_large", f"it unpacks to {whole >> 20} MB")
