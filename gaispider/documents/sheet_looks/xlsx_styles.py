"""The styles of an XLSX file's cells: formats of numbers, fonts that strike, raise or hide."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from gaispider.documents.pieces import Way, raised_text
from gaispider.documents.sheet_looks.number_formats import code_of, hides

# The white of the theme and of the old palette.
_WHITE = {"theme": ("0",), "indexed": ("1", "9"), "rgb": ("FFFFFFFF", "00FFFFFF", "FFFFFF")}


@dataclass(frozen=True, slots=True)
class FontLook:
    """A font, as far as it changes what is seen."""

    struck: bool = False
    white: bool = False
    level: str = ""

    def text(self, text: str) -> str:
        """The text with digits that are raised or lowered as such."""
        return raised_text(text, self.level)


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The format of a cell's numbers; whether its text is not seen (struck, white on white, of a format `;;;`).

    `filled`: it has a colour of its own.
    """

    code: str = ""
    hides: bool = False
    struck: bool = False
    white: bool = False
    filled: bool = False


def read_styles(root: etree._Element) -> list[CellStyle]:
    """The styles by the number that cells give. Raises ValueError."""
    codes = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    fonts = [font_look(one) for one in _children(root, "fonts")]
    fills = [_is_filled(one) for one in _children(root, "fills")]
    styles = []
    for one in _children(root, "cellXfs"):
        code = code_of(int(one.get("numFmtId", "0")), codes)
        font, fill = int(one.get("fontId", "0")), int(one.get("fillId", "0"))
        look = fonts[font] if font < len(fonts) else FontLook()
        filled = fill < len(fills) and fills[fill]
        styles.append(CellStyle(code, hides(code), look.struck, look.white and not filled, filled))
    return styles


def font_look(font: etree._Element) -> FontLook:
    """What a `font` of the styles, or the `rPr` of a run, says."""
    parts = {etree.QName(part).localname: part for part in font}
    strike, colour, align = parts.get("strike"), parts.get("color"), parts.get("vertAlign")
    said = "" if align is None else align.get("val", "")
    white = colour is not None and any((colour.get(name) or "").upper() in words for name, words in _WHITE.items())
    if colour is not None and colour.get("tint") not in (None, "0"):
        white = False
    struck = strike is not None and strike.get("val") not in ("0", "false")
    return FontLook(struck, white, said if said in ("superscript", "subscript") else "")


def way_of(look: FontLook) -> Way:
    """Whether a piece in this font is seen."""
    return "struck" if look.struck else "white" if look.white else "shown"


def _children(root: etree._Element, name: str) -> list[etree._Element]:
    found = root.find("{*}" + name)
    return [] if found is None else [child for child in found if isinstance(child.tag, str)]


def _is_filled(fill: etree._Element) -> bool:
    pattern = next(fill.iter("{*}patternFill"), None)
    return pattern is None or pattern.get("patternType", "none") != "none"
