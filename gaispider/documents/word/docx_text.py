"""The text that a paragraph of a Word document shows, and what it holds beside it: deleted, hidden, struck, white."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gaispider.documents.pieces import Piece, joined, raised_text, told_unseen
from gaispider.documents.word.docx_look import (
    Look,
    Looks,
    is_hidden,
    is_of_screens,
    is_struck,
    is_symbol,
    is_white,
    raised,
    size,
)
from gaispider.documents.word.docx_symbols import symbol
from gaispider.documents.word.tags import qn

# Elements that are not text here: text boxes, which are read by themselves, the codes of fields, phonetic guides.
_DROPPED = frozenset(
    qn(tag) for tag in ("w:rPr", "w:pPr", "w:instrText", "w:delInstrText", "w:txbxContent", "w:sdtPr", "w:sdtEndPr",
                        "w:rt", "w:moveFrom")
)  # fmt: skip
_SPACES = frozenset(qn(tag) for tag in ("w:tab", "w:ptab"))
_BREAKS = frozenset(qn(tag) for tag in ("w:br", "w:cr"))
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Digits shown from right to left are another figure. This character before them leaves the figure open.
_BACKWARDS = "\u202e"
_XML_BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """The text of a paragraph: `shown` is what is seen, with newlines between its lines; `whole` is all its text.

    `unseen` is a line with the parts that are not seen. `stroked` is as `shown`, but keeps struck digits next to
    others, each with a stroke through it.
    """

    shown: str
    stroked: str
    unseen: str
    whole: str


class TextReader:
    """Reads the texts of paragraphs, with the looks of a document's styles."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def text(self, paragraph: etree._Element) -> ParagraphText:
        """The text of a paragraph without its number."""
        usual = max((size(self._looks.of(run)) for run in paragraph.iter(qn("w:r"))), default=0.0)
        pieces = list(_Walk(self._looks, usual).pieces(paragraph))
        whole = "".join(piece.text for piece in pieces).strip()
        shown, stroked = (joined(pieces, strokes=strokes).strip("\n") for strokes in (False, True))
        return ParagraphText(shown, stroked, told_unseen(pieces), whole)

    def is_all(self, paragraph: etree._Element, words: tuple[str, ...]) -> bool:
        """Whether all that a paragraph shows is bold, or of a font with one of the words in its name."""
        found = False
        for run in paragraph.iter(qn("w:r")):
            if any(piece.way == "shown" and piece.text.strip() for piece in _Walk(self._looks, 0).run(run)):
                found = True
                if not _is_black(run, words):
                    return False
        return found


class _Walk:
    """One paragraph: the fields that are open change what is text."""

    def __init__(self, looks: Looks, usual: float) -> None:
        self._looks, self._usual = looks, usual
        # For each field that is open: whether its code goes on, not yet its result.
        self._fields: list[bool] = []

    def pieces(self, element: etree._Element) -> Iterator[Piece]:
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                yield from self.run(child)
            elif tag == qn("w:del"):
                yield Piece("".join(text.text or "" for text in child.iter(qn("w:delText"), qn("w:t"))), "hidden")
            elif tag == qn("w:sdt") and _asks(child):
                continue  # what the form asks for, not what was typed
            elif tag == qn("w:bdo") and child.get(qn("w:val")) == "rtl":
                yield Piece(_BACKWARDS, "shown")
                yield from self.pieces(child)
            elif tag == f"{_MATH}oMath":
                yield Piece(_formula(child), "shown")
            elif tag not in _DROPPED and isinstance(tag, str):
                yield from self.pieces(child)

    def run(self, run: etree._Element) -> Iterator[Piece]:
        """The pieces of a run."""
        text = "".join(self._parts(run))
        if text:
            look = self._looks.of(run)
            yield from self._seen(run, text, look)

    def _seen(self, run: etree._Element, text: str, look: Look) -> Iterator[Piece]:
        if is_of_screens(look):
            return  # numbers of pages beside headings
        if is_hidden(look):
            yield Piece(text, "hidden")
        elif is_struck(look):
            yield Piece(text, "struck")
        elif is_white(look) and not self._looks.is_shaded(run, look):
            yield Piece(text, "white")
        else:
            text = raised_text(text, raised(look, self._usual))
            if is_symbol(look):
                font = look[qn("w:rFonts")].get(qn("w:ascii")) or ""
                text = "".join(symbol(font, ord(char)) if _is_code(char) else char for char in text)
            yield Piece(text, "shown")

    def _parts(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == qn("w:fldChar"):
                self._field(child.get(qn("w:fldCharType")))
            elif any(self._fields) or tag in _DROPPED or not isinstance(tag, str):
                continue
            elif tag == qn("w:t"):
                text = child.text or ""
                yield text if child.get(_PRESERVE) == "preserve" else text.strip(_XML_BLANKS).replace("\n", " ")
            elif tag in _SPACES:
                yield " "
            elif tag in _BREAKS:
                yield "\n"
            elif tag == qn("w:noBreakHyphen"):
                yield "-"
            elif tag == qn("w:sym"):
                yield _sign(child)
            else:
                yield from self._parts(child)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def boxes_of(paragraph: etree._Element) -> list[etree._Element]:
    """The boxes that are anchored in a paragraph, not those in its boxes, and none that is deleted."""
    unseen = (qn("w:del"), qn("w:moveFrom"))
    return [
        box
        for box in paragraph.iter(qn("w:txbxContent"))
        if next(box.iterancestors(qn("w:p")), None) is paragraph
        and not any(parent.tag in unseen for parent in box.iterancestors(*unseen))
    ]


def _is_code(char: str) -> bool:
    """Whether a character of a run in a symbol font is one of that font: Chinese ones are set in another."""
    return not char.isspace() and (ord(char) < 0x100 or 0xF000 <= ord(char) < 0xF100)


def _asks(control: etree._Element) -> bool:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _formula(formula: etree._Element) -> str:
    """The signs of a formula, with blanks between its parts unless it is one line."""
    plain = all(child.tag == f"{_MATH}r" for child in formula)
    return ("" if plain else " ").join(text.text or "" for text in formula.iter(f"{_MATH}t"))


def _sign(element: etree._Element) -> str:
    try:
        return symbol(element.get(qn("w:font")) or "", int(element.get(qn("w:char")) or "", 16))
    except ValueError:
        return symbol("", 0)


def _is_black(run: etree._Element, words: tuple[str, ...]) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    bold = properties.find(qn("w:b"))
    if bold is not None and bold.get(qn("w:val")) not in ("0", "false", "off"):
        return True
    fonts = properties.find(qn("w:rFonts"))
    names = [] if fonts is None else [fonts.get(qn("w:eastAsia")) or "", fonts.get(qn("w:ascii")) or ""]
    return any(word in name.lower() for name in names for word in words)
