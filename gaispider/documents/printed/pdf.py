"""PDF files as printed pages, by pdfplumber (pdfminer.six)."""

from __future__ import annotations

import io
import logging
import math
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from typing import Any

import pdfplumber
from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import dedupe_chars

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.printed.fragments import loose_fragments
from gaispider.documents.printed.glyphs import Glyph, PrintedPage
from gaispider.documents.printed.layout import printed_document
from gaispider.documents.printed.legible import is_legible, require_legible
from gaispider.documents.printed.painted import UNSEEN, painted_objects
from gaispider.documents.printed.seen_ink import is_red, seen_characters
from gaispider.documents.printed.strokes import page_rules
from gaispider.documents.printed.turned import standing_pages

# Share of a page that pictures cover on a scan.
_PICTURE = 0.4
# Degrees by which type may stand askew.
_SKEWED = 8.0
# Degrees by which characters of one page differ.
_BESIDE = 1.0
# Share of the character size: the same character printed again within this distance is a second print of it.
_TWICE = 0.18
# Characters up to which a page with such a picture is a scan with a stamp or page number on it.
_FEW = 20
# Chinese fonts have one shape for two dashes. Their tables name the horizontal bar where the em dash was typed.
_DASHES = str.maketrans("―", "—")
_BLACK = ("bold", "black", "heavy", "simhei", "黑体", "heiti", "cesi_ht", "小标宋", "xbs")

# pdfminer warns of every odd font and colour.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(slots=True)
class PrintedPages:
    """The pages of a PDF; `pictured` are the numbers, from 1, of those that are pictures without text.

    `legible` tells whether its characters are those that it shows.
    """

    pages: list[PrintedPage]
    pictured: list[int]
    legible: bool
    reader: str


def read_pdf(body: bytes, *, most_pages: int) -> FileContent:
    """The content of a PDF. Raises UnreadableFileError: not to be opened, too many pages, no real characters."""
    printed = printed_pages(body, most_pages)
    require_legible(_characters(printed.pages))
    pages = printed.pages
    document, fragments = printed_document(pages), loose_fragments(standing_pages(pages))
    return FileContent("pdf", printed.reader, document, len(pages), printed.pictured, fragments=fragments)


def printed_pages(body: bytes, most_pages: int) -> PrintedPages:
    """The pages of a PDF. Raises UnreadableFileError: not to be opened, too many pages, spoiled packed parts."""
    try:
        with _only_whole_streams(), pdfplumber.open(io.BytesIO(body)) as file:
            count = len(file.pages)
            _require_few(count, most_pages)
            pages = []
            for page in file.pages:
                pages.append(_page(page))
                page.close()  # the page's objects, which would stay in memory up to the last page
    except PdfminerException as error:
        reason = error.args[0] if error.args else error
        if isinstance(reason, MemoryError):  # of the process, not of the file
            raise reason from error
        raise _fault(reason) from error
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:  # a broken file may raise anything at all
        raise _fault(error) from error
    if not count:
        raise UnreadableFileError("damaged", "no page could be found")
    pictured = [number for number, page in enumerate(pages, 1) if page.picture and len(_all_glyphs(page)) <= _FEW]
    return PrintedPages(pages, pictured, is_legible(_characters(pages)), f"pdfplumber {version('pdfplumber')}")


@contextmanager
def _only_whole_streams() -> Iterator[None]:
    """Raises UnreadableFileError on leaving if a compressed stream read meanwhile was cut or failed its checksum.

    pdfminer unpacks such a stream as far as it can and says nothing, so that figures could be wrong or missing.
    """
    spoiled = 0
    lenient = pdftypes.decompress_corrupted

    def told(data: bytes) -> bytes:
        nonlocal spoiled
        spoiled += bool(data)  # a stream of no bytes is an empty page
        return lenient(data)

    pdftypes.decompress_corrupted = told
    try:
        yield
    finally:
        pdftypes.decompress_corrupted = lenient
    if spoiled:
        raise UnreadableFileError("damaged", f"packed parts are cut or do not have their checksum ({spoiled})")


def _characters(pages: list[PrintedPage]) -> str:
    return "".join(glyph.text for page in pages for glyph in _all_glyphs(page))


def _all_glyphs(page: PrintedPage) -> list[Glyph]:
    return [*page.glyphs, *(glyph for glyphs in page.turned.values() for glyph in glyphs)]


def _require_few(count: int, most: int) -> None:
    if count > most:
        raise UnreadableFileError("too_many_pages", f"{count} pages, over the limit of {most}")


def _fault(error: object) -> UnreadableFileError:
    if isinstance(error, PDFPasswordIncorrect | PDFEncryptionError):
        return UnreadableFileError("encrypted", "a password is needed")
    return UnreadableFileError("damaged", f"no PDF that can be read ({type(error).__name__}: {error})")


def _page(page: Any) -> PrintedPage:
    """A page with its visible characters and rules. Slanted characters (watermarks, seals) are left out."""
    width, height = float(page.width), float(page.height)
    painted = painted_objects(page)
    by_angle: dict[int, list[Glyph]] = defaultdict(list)
    area = sum(
        max(0.0, min(drawn["x1"], width) - max(drawn["x0"], 0))
        * max(0.0, min(drawn["bottom"], height) - max(drawn["top"], 0))
        for drawn in painted
        if drawn["object_type"] == "image"
    )
    picture = area > _PICTURE * width * height
    # What is set unseen over a picture is what a scanner has recognised there.
    chars = _once([char for char in seen_characters(painted) if picture or char.get("tag") != UNSEEN])
    skew = _prevailing([_off_quarter(char["matrix"]) for char in chars])
    for char in chars:
        angle = _angle(char["matrix"], skew)
        if angle is not None and char["x1"] > 0 and char["x0"] < width and char["bottom"] > 0 and char["top"] < height:
            by_angle[angle].append(_glyph(char))
    upright = by_angle.pop(0, [])
    return PrintedPage(width, height, upright, page_rules(painted), picture=picture, turned=dict(by_angle))


def _once(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters without second prints: some programs print bold type twice, a little apart."""
    sizes = [char["size"] for char in chars]
    return (
        list(dedupe_chars(chars, tolerance=max(1.0, _TWICE * median(sizes)), extra_attrs=("fontname",)))
        if sizes
        else []
    )


def _glyph(char: dict[str, Any]) -> Glyph:
    bold = any(word in char["fontname"].lower() for word in _BLACK)
    box = (char["x0"], char["x1"], char["top"], char["bottom"])
    return Glyph(char["text"].translate(_DASHES), *box, char["size"], bold, is_red(char))


def _off_quarter(matrix: tuple[float, ...]) -> float:
    degrees = math.degrees(math.atan2(matrix[1], matrix[0])) % 360
    return degrees - round(degrees / 90) * 90


def _prevailing(skews: list[float]) -> float:
    """By how many degrees a page's type stands askew."""
    return median(skews) if skews else 0.0


def _angle(matrix: tuple[float, ...], skew: float) -> int | None:
    """By how many degrees a character is turned counterclockwise: 0, 90, 180 or 270; None for other angles.

    A character that differs from the page's own `skew` (degrees) by more than a degree also gives None: it is part of a
    seal, whose words run in a circle.
    """
    degrees = math.degrees(math.atan2(matrix[1], matrix[0])) % 360
    off = _off_quarter(matrix)
    return round(degrees / 90) * 90 % 360 if abs(off) <= _SKEWED and abs(off - skew) <= _BESIDE else None
