"""Automatic numbers of Word paragraphs: 一、 （一） 1. are often no text, and the sections of a report hang on them."""

from __future__ import annotations

import re
from collections import defaultdict

from docx.document import Document as Package
from docx.oxml.ns import qn
from lxml import etree

_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting",
     "taiwaneseCountingThousand", "chineseLegalSimplified")
)  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEVEL = re.compile(r"%(\d)")


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        self._styles = {
            style.get(qn("w:styleId")): style.find("w:pPr/w:numPr", style.nsmap)
            for style in package.styles.element.iter(qn("w:style"))
        }
        part = next(
            (
                rel.target_part
                for rel in package.part.rels.values()
                if not rel.is_external and rel.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is not None:
            self._read(etree.fromstring(part.blob))

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl")) or 0): level for level in abstract.iter(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId")) or ""] = levels
        for number in root.iter(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None:
                self._abstract[number.get(qn("w:numId")) or ""] = link.get(qn("w:val")) or ""

    def label(self, paragraph: etree._Element) -> str:
        """The printed number of a paragraph, counted on; empty if it has none, or a bullet."""
        properties = paragraph.find(qn("w:pPr"))
        numbered = None if properties is None else properties.find(qn("w:numPr"))
        if numbered is None and properties is not None:
            style = properties.find(qn("w:pStyle"))
            numbered = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        if numbered is None:
            return ""
        list_id, depth = _value(numbered, "w:numId"), int(_value(numbered, "w:ilvl") or 0)
        abstract = self._abstract.get(list_id, "")
        level = self._levels.get(abstract, {}).get(depth)
        if level is None or not list_id or list_id == "0":
            return ""
        counts = self._counts[abstract]
        counts[depth] = counts[depth] + 1 if depth in counts else int(_value(level, "w:start") or 1)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if _value(level, "w:numFmt") in ("bullet", "none"):
            return ""
        return _LEVEL.sub(lambda place: self._number(abstract, int(place[1]) - 1), _value(level, "w:lvlText"))

    def _number(self, abstract: str, depth: int) -> str:
        level = self._levels[abstract].get(depth)
        count = self._counts[abstract].get(depth, 1)
        form = "" if level is None else _value(level, "w:numFmt")
        if form in _CHINESE:
            return _chinese(count)
        if form == "decimalEnclosedCircle" and count <= len(_CIRCLED):
            return _CIRCLED[count - 1]
        if form in ("lowerLetter", "upperLetter") and count <= 26:
            return chr((97 if form == "lowerLetter" else 65) + count - 1)
        return str(count)


def _value(parent: etree._Element, tag: str) -> str:
    found = parent.find(qn(tag))
    return "" if found is None else found.get(qn("w:val")) or ""


def _chinese(number: int) -> str:
    """A count below 100 as Word prints it: 十, 十二, 二十, 二十一."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")
