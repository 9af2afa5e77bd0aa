"""Automatic numbers of Word paragraphs: 一、 （一） 1. are often no text, and the sections of a report hang on them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from docx.document import Document as Package
from lxml import etree

from gaispider.documents.word.docx_package import parsed
from gaispider.documents.word.number_forms import printed_count
from gaispider.documents.word.tags import qn

_LEVEL = re.compile(r"%(\d)")
_LINKS = 4  # lists may be named by styles, and these by lists
# A label that ends so is apart from the text; behind others a blank keeps a figure from running into it.
_CLOSED = tuple("、）):：》】")


@dataclass(slots=True)
class _List:
    """A list (`w:num`): the definition that it is of, and what it has otherwise, by depth."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, etree._Element] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in their order, each once."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        self._given: dict[etree._Element, str] = {}
        self._styles: dict[str, tuple[str, etree._Element | None]] = {}
        self._plain = ""
        for style in package.styles.element.iter(qn("w:style")):
            name = style.get(qn("w:styleId")) or ""
            self._styles[name] = (_value(style, "w:basedOn"), style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
                self._plain = name
        for relation in package.part.rels.values():
            if not relation.is_external and relation.reltype.endswith("/numbering"):
                self._read(parsed(relation.target_part.blob))
                break

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iter(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId")) or ""
            self._levels[name] = {_depth(level): level for level in abstract.iter(qn("w:lvl"))}
            self._linked[name] = _value(abstract, "w:numStyleLink")
        for number in root.iter(qn("w:num")):
            made = _List(_value(number, "w:abstractNumId"))
            for other in number.iter(qn("w:lvlOverride")):
                if start := _value(other, "w:startOverride"):
                    made.starts[_depth(other)] = int(start)
                if (level := other.find(qn("w:lvl"))) is not None:
                    made.levels[_depth(other)] = level
            self._lists[number.get(qn("w:numId")) or ""] = made

    def label(self, paragraph: etree._Element, text: str) -> str:
        """What Word prints before the paragraph's text, counted on when first asked; empty for none and for bullets."""
        if paragraph not in self._given:
            self._given[paragraph] = self._counted(paragraph)
        label = self._given[paragraph]
        return f"{label} " if label and text[:1].isdigit() and not label.endswith(_CLOSED) else label

    def _counted(self, paragraph: etree._Element) -> str:
        list_id, depth = self._place(paragraph)
        found = self._lists.get(list_id)
        if found is None or list_id == "0":
            return ""
        definition = self._definition(found)
        level = found.levels.get(depth, self._levels.get(definition, {}).get(depth))
        if level is None:
            return ""
        counts = self._counts[definition]
        if depth in found.starts and (list_id, depth) not in self._begun:
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else int(_value(level, "w:start") or 1)
        self._begun.add((list_id, depth))
        for deeper in [other for other in counts if other > depth]:
            if self._restarts(found, definition, deeper):
                del counts[deeper]
        form = _value(level, "w:numFmt")
        if form == "bullet":
            return ""
        digits = level.find(qn("w:isLgl")) is not None
        return _LEVEL.sub(
            lambda place: self._number(found, definition, int(place[1]) - 1, digits) if form != "none" else "",
            _value(level, "w:lvlText"),
        )

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list that a paragraph is of, and how deep it lies in it, by itself or by its style."""
        properties = paragraph.find(qn("w:pPr"))
        own = None if properties is None else properties.find(qn("w:numPr"))
        name = "" if properties is None else _value(properties, "w:pStyle")
        by_style, chain = self._of_style(name or self._plain)
        list_id = "" if own is None else _value(own, "w:numId")
        depth = "" if own is None else _value(own, "w:ilvl")
        if list_id:
            return list_id, int(depth or 0)
        if by_style is None:
            return "", 0
        list_id = _value(by_style, "w:numId")
        if depth or list_id not in self._lists:
            return list_id, int(depth or 0)
        levels = self._levels.get(self._definition(self._lists[list_id]), {})
        linked = next((deep for deep, level in levels.items() if _value(level, "w:pStyle") in chain), None)
        return list_id, int(_value(by_style, "w:ilvl") or 0) if linked is None else linked

    def _of_style(self, name: str) -> tuple[etree._Element | None, list[str]]:
        """What the style, or one that it is based on, says of numbers; and the styles up to there."""
        chain: list[str] = []
        while name in self._styles and name not in chain:
            chain.append(name)
            base, numbered = self._styles[name]
            if numbered is not None:
                return numbered, chain
            name = base
        return None, chain

    def _definition(self, found: _List) -> str:
        """The definition that has the levels, if need be through the style that it names."""
        name = found.definition
        for _ in range(_LINKS):
            numbered, _chain = self._of_style(self._linked.get(name, ""))
            other = None if numbered is None else self._lists.get(_value(numbered, "w:numId"))
            if self._levels.get(name) or other is None:
                break
            name = other.definition
        return name

    def _restarts(self, found: _List, definition: str, depth: int) -> bool:
        level = found.levels.get(depth, self._levels.get(definition, {}).get(depth))
        return level is None or _value(level, "w:lvlRestart") != "0"

    def _number(self, found: _List, definition: str, depth: int, digits: bool) -> str:
        level = found.levels.get(depth, self._levels.get(definition, {}).get(depth))
        start = 1 if level is None else int(_value(level, "w:start") or 1)
        form = "" if level is None or digits else _value(level, "w:numFmt")
        return printed_count(self._counts[definition].get(depth, start), form)


def _value(parent: etree._Element, tag: str) -> str:
    found = parent.find(qn(tag))
    return "" if found is None else found.get(qn("w:val")) or ""


def _depth(level: etree._Element) -> int:
    return int(level.get(qn("w:ilvl")) or 0)
