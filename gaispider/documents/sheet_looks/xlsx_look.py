"""The look of the sheets of an XLSX file, from its XML (ISO 29500-1, 18)."""

from __future__ import annotations

import posixpath
import re
import zipfile

from lxml import etree

from gaispider.documents.pieces import Piece, joined, told_unseen
from gaispider.documents.sheet_looks.number_formats import shown_number
from gaispider.documents.sheet_looks.sheet_look import Address, SheetLook
from gaispider.documents.sheet_looks.xlsx_styles import CellStyle, FontLook, font_look, read_styles, way_of

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_LINK = re.compile(r"\{[^}]*\}id")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_COLUMNS = 16_384
Rich = list[Piece]
_COLOURED = ("tablePart", "conditionalFormatting")


def xlsx_looks(package: zipfile.ZipFile) -> dict[str, SheetLook]:
    """The look of each sheet by its name. Raises KeyError, ValueError and lxml's errors."""
    links = {link.get("Id", ""): link for link in _root(package, "xl/_rels/workbook.xml.rels")}
    texts: list[Rich | None] = []
    styles: list[CellStyle] = []
    for link in links.values():
        kind = link.get("Type", "")
        if kind.endswith("/sharedStrings"):
            texts = [_rich(item) for item in _root(package, _path(link)).iter("{*}si")]
        elif kind.endswith("/styles"):
            styles = read_styles(_root(package, _path(link)))
    found = {}
    for sheet in _root(package, "xl/workbook.xml").iter("{*}sheet"):
        link_id = next((value for name, value in sheet.items() if _LINK.fullmatch(str(name))), "")
        target = links.get(str(link_id))
        if target is not None and target.get("Type", "").endswith("/worksheet"):
            found[sheet.get("name", "")] = _Sheet(texts, styles).read(package, _path(target))
    return found


class _Sheet:
    def __init__(self, texts: list[Rich | None], styles: list[CellStyle]) -> None:
        self._texts, self._styles = texts, styles
        self._look = SheetLook()
        self._white: set[Address] = set()
        self._row = self._column = -1

    def read(self, package: zipfile.ZipFile, path: str) -> SheetLook:
        """Cell by cell, so that a sheet of any size takes little memory."""
        coloured = False
        with package.open(path) as part:
            for event, element in etree.iterparse(part, ("start", "end"), resolve_entities=False, no_network=True):
                name = etree.QName(element).localname
                if event == "start":
                    if name == "row":
                        self._begin_row(element)
                    elif name == "col" and _is_hidden(element, "width"):
                        first, last = int(element.get("min", "0")), int(element.get("max", "0"))
                        self._look.hidden_columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
                    coloured |= name in _COLOURED
                elif name == "c":
                    self._cell(element)
                elif name == "row":
                    element.clear()
        if not coloured:
            self._look.unseen |= self._white
        return self._look

    def _begin_row(self, row: etree._Element) -> None:
        self._row = int(row.get("r") or self._row + 2) - 1
        self._column = -1
        if _is_hidden(row, "ht"):
            self._look.hidden_rows.add(self._row)

    def _cell(self, cell: etree._Element) -> None:
        self._column += 1
        if place := _PLACE.fullmatch(cell.get("r") or ""):
            self._row, self._column = int(place[2]) - 1, _number(place[1])
        address, kind = (self._row, self._column), cell.get("t", "n")
        parts = {etree.QName(part).localname: part for part in cell}
        value = parts["v"].text or "" if "v" in parts else ""
        if not value and "is" not in parts:
            if "f" in parts:
                self._look.open.append(cell.get("r") or f"row {self._row + 1}")
            return
        self._look.rows = max(self._look.rows, self._row + 1)
        self._look.columns = max(self._look.columns, self._column + 1)
        number = int(cell.get("s") or 0)
        style = self._styles[number] if number < len(self._styles) else CellStyle()
        if style.hides or style.struck:
            self._look.unseen.add(address)
        elif style.white:
            self._white.add(address)
        text = self._shown(kind, value, parts.get("is"), style)
        if text is not None:
            self._look.texts[address] = text

    def _shown(self, kind: str, value: str, inline: etree._Element | None, style: CellStyle) -> str | None:
        if kind == "e":
            return value
        if kind == "s":
            number = int(value)
            return self._of(self._texts[number] if number < len(self._texts) else None, style)
        if inline is not None:
            return self._of(_rich(inline), style)
        if kind == "n" and style.code:
            plain = value.strip()
            return shown_number(float(plain), plain, style.code) if plain else None
        return None

    def _of(self, rich: Rich | None, style: CellStyle) -> str | None:
        """The text of a string in a cell; on another colour white is seen."""
        if rich is None:
            return None
        seen = [Piece(piece.text, "shown") if piece.way == "white" and style.filled else piece for piece in rich]
        if told := told_unseen(seen):
            self._look.told.append(told)
        return joined(seen, strokes=True)


def _rich(item: etree._Element) -> Rich | None:
    """A string whose pieces look otherwise than the cell; None where calamine's text is the same."""
    pieces = []
    for run in item.iter("{*}r"):
        properties = next(run.iter("{*}rPr"), None)
        look = FontLook() if properties is None else font_look(properties)
        text = "".join(part.text or "" for part in run.iter("{*}t"))
        pieces.append((look, Piece(look.text(text), way_of(look))))
    return [piece for _, piece in pieces] if any(look != FontLook() for look, _ in pieces) else None


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or (element.get(size) or "1").strip("0.") == ""


def _number(letters: str) -> int:
    """The column of its letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _path(link: etree._Element) -> str:
    target = link.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _root(package: zipfile.ZipFile, path: str) -> etree._Element:
    return etree.fromstring(package.read(path), _PARSER)
