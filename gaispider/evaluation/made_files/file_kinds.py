"""The kinds of files that are made, and the programs that make them. What is missing is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import cycle

from gaispider.documents.word import office
from gaispider.evaluation.made_files.packed import packed_by_windows, seven
from gaispider.evaluation.made_files.paper_ofd import ofd
from gaispider.evaluation.made_files.print_markup import LAYOUTS, markup
from gaispider.evaluation.made_files.report_parts import Part
from gaispider.evaluation.made_files.sheet_file import sheet
from gaispider.evaluation.made_files.word_file import word

Reports = Sequence[Sequence[Part]]

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Seconds that LibreOffice may take for one file on a busy machine.
_OFFICE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind: `made` gives the files of some reports, in their order; `extension` is that of their names.

    `needs` names what makes or reads them. `ordered`: the text comes back in order (a sheet has none).
    """

    extension: str
    made: Callable[[Reports], list[bytes]]
    needs: tuple[str, ...] = ("documents",)
    ordered: bool = True

    def missing(self) -> str | None:
        """What is needed and is not there, as a person knows it."""
        return next((name for need in self.needs if (name := _absent(need))), None)


def _absent(need: str) -> str | None:
    if need == "LibreOffice":
        return None if office.program() else need
    if need == "Chromium":
        return None if _chromium() else need
    packages = {"documents": ("pdfplumber", "docx", "python_calamine", "py7zr"), "ocr": ("rapidocr",)}
    return next((package for package in packages.get(need, (need,)) if find_spec(package) is None), None)


def _chromium() -> str | None:
    return next((path for name in _CHROMIUM if (path := shutil.which(name))), None)


def _each(maker: Callable[[Sequence[Part]], bytes]) -> Callable[[Reports], list[bytes]]:
    return lambda reports: [maker(parts) for parts in reports]


def _by_reportlab(reports: Reports) -> list[bytes]:
    from gaispider.evaluation.made_files.paper_pdf import pdf

    return [pdf(parts) for parts in reports]


def _by_chromium(reports: Reports) -> list[bytes]:
    return _browser(markup(parts, LAYOUTS["plain"]) for parts in reports)


def _in_layouts(reports: Reports) -> list[bytes]:
    """Each report in the next layout."""
    return _browser(markup(parts, layout) for parts, layout in zip(reports, cycle(LAYOUTS.values()), strict=False))


def _browser(pages: Iterable[str]) -> list[bytes]:
    from gaispider.evaluation.made_files.print_browser import printed_by_chromium

    return printed_by_chromium(pages, _chromium() or "")


def _scans(reports: Reports) -> list[bytes]:
    from gaispider.evaluation.made_files.scanned import scanned

    return [scanned(body) for body in _by_reportlab(reports)]


def _by_office(
    extension: str, source: Callable[[Sequence[Part]], bytes], of: str = "docx"
) -> Callable[[Reports], list[bytes]]:
    def made(reports: Reports) -> list[bytes]:
        files = {f"{number}.{of}": source(parts) for number, parts in enumerate(reports)}
        found = office.converted(files, extension, _OFFICE_SECONDS * max(1, len(files)))
        return [found.get(name, b"") for name in files]

    return made


def _sheet_of_texts(parts: Sequence[Part]) -> bytes:
    return sheet(parts, as_text=True)


def _zipped(parts: Sequence[Part]) -> bytes:
    return packed_by_windows("附件/政府信息公开年度报告.docx", word(parts))


def _seven(parts: Sequence[Part]) -> bytes:
    return seven({"附件/政府信息公开年度报告.docx": word(parts)})


_OFFICE = ("documents", "LibreOffice")
KINDS: dict[str, FileKind] = {
    "docx": FileKind("docx", _each(word)),
    "xlsx": FileKind("xlsx", _each(sheet), ordered=False),
    "xlsx-text": FileKind("xlsx", _each(_sheet_of_texts), ordered=False),
    "ofd": FileKind("ofd", _each(ofd)),
    "zip": FileKind("zip", _each(_zipped)),
    "7z": FileKind("7z", _each(_seven)),
    "pdf-reportlab": FileKind("pdf", _by_reportlab, ("documents", "reportlab")),
    "pdf-chromium": FileKind("pdf", _by_chromium, ("documents", "Chromium")),
    "pdf-layouts": FileKind("pdf", _in_layouts, ("documents", "Chromium")),
    "pdf-libreoffice": FileKind("pdf", _by_office("pdf", word), _OFFICE),
    "doc": FileKind("doc", _by_office("doc", word), _OFFICE),
    "wps": FileKind("wps", _by_office("doc", word), _OFFICE),
    "rtf": FileKind("rtf", _by_office("rtf", word), _OFFICE),
    "odt": FileKind("odt", _by_office("odt", word), _OFFICE),
    "xls": FileKind("xls", _by_office("xls", sheet, "xlsx"), _OFFICE, ordered=False),
    "xls-text": FileKind("xls", _by_office("xls", _sheet_of_texts, "xlsx"), _OFFICE, ordered=False),
    "et": FileKind("et", _by_office("xls", sheet, "xlsx"), _OFFICE, ordered=False),
    "scan": FileKind("pdf", _scans, ("documents", "reportlab", "ocr")),
}
"""A WPS file is a renamed DOC and an ET file a renamed XLS, as most are; an OFD is written here, after GB/T 33190."""
