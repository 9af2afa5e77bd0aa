"""What a sheet shows beside its values, which calamine does not tell: hidden rows, formats, struck and raised text."""

from __future__ import annotations

import io
import zipfile

from gaispider.documents.sheet_looks.sheet_look import SheetLook
from gaispider.documents.sheet_looks.xls_look import xls_looks
from gaispider.documents.sheet_looks.xlsx_look import xlsx_looks
from gaispider.filetypes import is_ole, is_zip

__all__ = ["SheetLook", "sheet_looks"]

_WORKBOOK = "xl/workbook.xml"


def sheet_looks(body: bytes) -> dict[str, SheetLook] | None:
    """The look of each sheet of an XLS or XLSX file by its name; None where it cannot be told, empty for other kinds.

    Raises zipfile.BadZipFile, KeyError, ValueError or lxml's errors for an XLSX file that is damaged.
    """
    if is_ole(body):
        return xls_looks(body)
    if not is_zip(body):
        return {}
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return xlsx_looks(package) if _WORKBOOK in package.namelist() else {}
