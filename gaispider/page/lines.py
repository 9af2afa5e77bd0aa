"""The page as lines: one walk over the tree in C, from which everything that reads an article starts.

An XSLT stylesheet writes the page's text as one string in which marks (Unicode noncharacters, which no page may hold)
stand for the tags that matter: block elements, `br`, links, images, hidden elements, dates that Word marked up. All
other elements leave no trace, so their text runs on: `<span>2018</span>年` is `2018年`. Python then sees one line of
text at a time instead of one element at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from gaispider.page.model import MarkupDate

BLOCKS = (
    "div", "p", "td", "th", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "body", "center", "section",
    "article", "header", "footer", "nav", "main", "aside", "form", "fieldset", "blockquote", "pre", "address",
    "figure", "figcaption", "caption", "ucapcontent", "ucaptitle", "founder-content", "founder-title",
)  # fmt: skip
# Elements whose id and class are worth having. Paragraphs do without, for speed.
_UNNAMED = frozenset(("p", "body", "center", "blockquote", "pre", "address", "figcaption", "caption"))
# Elements that only begin and end a line.
_BREAKING = "li|dt|dd|tr|option|legend"
_SILENT = "script|style|title|iframe"
_HIDDEN_TAGS = "noscript|template|select|textarea|datalist|object|canvas|svg|button"
# Containers that some systems write as a span.
_BLOCK_SPANS = ("zoom", "Zoom", "ZOOM", "content", "Content", "con_con", "fontzoom", "FontZoom", "contentText")

_OPEN, _SEP, _CLOSE, _BR, _LINK, _LINK_END, _HIDE, _SHOW, _IMAGE, _DATE, _DATE_END = map(chr, range(0xFDD0, 0xFDDB))
_TAG_OF = {chr(0x41 + number): tag for number, tag in enumerate((*BLOCKS, "span-block"))}
_VEIL = "hidden-"
# The names under which the walk sees hidden elements.
_VEILED = {tag: _VEIL + tag for tag in BLOCKS} | dict.fromkeys(_BREAKING.split("|"), _VEIL + "li")
_DAY = "marked-day"
_LINKS = _LINK + _LINK_END
_STATE = re.compile(f"([{_LINK}{_LINK_END}{_HIDE}{_SHOW}])")
# With the marks go characters without width, which editors leave behind.
_MARKS = re.compile(
    f"[{_LINK}{_LINK_END}{_IMAGE}{_DATE_END}\u200b\ufeff\xad\u200c\u200d\u2060]|{_DATE}[^{_SEP}]*{_SEP}"
)
_DATED = re.compile(f"{_DATE}([^{_SEP}]*){_SEP}([^{_DATE_END}]*)")
# A line break in the source next to a wide character is no space (CSS Text 3, segment break transformation).
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…"
_BREAK = re.compile(f"(?<=[{_WIDE}])[ \t]*\n\\s*|[ \t]*\n\\s*(?=[{_WIDE}])")


@dataclass(slots=True)
class Lines:
    """The lines and boxes (block elements) of a page in document order, as columns.

    A line is a string as the page shows it: white space folded, inline elements joined without a gap. `box_of[n]` is
    the innermost box of line n, `links[n]` counts its characters inside links. Box b holds the lines from `first[b]`
    up to but not including `end[b]`, and the boxes from b up to but not including `last[b]`.
    """

    root: etree._Element
    text: list[str] = field(default_factory=list)
    box_of: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    images: dict[int, int] = field(default_factory=dict)
    dates: dict[int, tuple[MarkupDate, ...]] = field(default_factory=dict)
    tag: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)  # id, a space, class; only of tags in _NAMED
    parent: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)  # the boxes that have an id or a class
    _elements: dict[str, dict[int, etree._Element]] = field(default_factory=dict)

    def element(self, box: int) -> etree._Element:
        """The element that a box stands for."""
        tag = self.tag[box]
        known = self._elements.get(tag)
        if known is None:
            elements = iter(_block_spans(self.root)) if tag == "span-block" else self.root.iter(tag)
            boxes = [number for number, other in enumerate(self.tag) if other == tag]
            known = self._elements[tag] = dict(zip(boxes, elements, strict=False))
        return known.get(box, self.root)

    def ancestors(self, box: int) -> list[int]:
        """The boxes around a box, itself first."""
        found = []
        while box >= 0:
            found.append(box)
            box = self.parent[box]
        return found


@cache
def _stylesheet() -> etree.XSLT:
    """The walk. No rule has a predicate: libxslt tries those on every element."""
    rules = [
        ("br|hr", _BR),
        ("img", _IMAGE),
        ("a", f"{_LINK}<xsl:apply-templates/>{_LINK_END}"),
        (_BREAKING, f"{_BR}<xsl:apply-templates/>{_BR}"),
        (_VEIL + "li", f"{_BR}{_HIDE}<xsl:apply-templates/>{_SHOW}{_BR}"),
        (_SILENT, ""),
        (f"{_HIDDEN_TAGS}|{_VEIL}", f"{_HIDE}<xsl:apply-templates/>{_SHOW}"),
        (
            _DAY,
            "<xsl:value-of select=\"concat($date, @year, '-', @month, '-', @day, $sep)\"/>"
            f"<xsl:apply-templates/>{_DATE_END}",
        ),
    ]
    for code, tag in _TAG_OF.items():
        name = "" if tag in _UNNAMED else f'<xsl:value-of select="@id"/>{_BR}<xsl:value-of select="@class"/>'
        output = f"{_OPEN}{code}{name}{_SEP}<xsl:apply-templates/>{_CLOSE}"
        rules += [(tag, output), (_VEIL + tag, f"{_HIDE}{output}{_SHOW}")]
    written = "".join(f'<xsl:template match="{match}">{output}</xsl:template>' for match, output in rules)
    return etree.XSLT(
        etree.XML(
            '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/>'
            f'<xsl:variable name="date" select="\'{_DATE}\'"/><xsl:variable name="sep" select="\'{_SEP}\'"/>'
            f"{written}</xsl:stylesheet>"
        )
    )


_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]*\Z")
_styled = etree.XPath("descendant::*/@style[contains(., 'isplay')]/..")
_block_spans = etree.XPath(f"id('{' '.join(_BLOCK_SPANS)}')[self::span]")


def _veiled(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Elements the walk must tell from others of their name, and the names it shall see instead."""
    names = [
        (element, _VEILED.get(element.tag, _VEIL))
        for element in _styled(root)
        # A name that broken markup made (div"class=…) cannot be given back to its element.
        if "display:none" in element.get("style").replace(" ", "").lower() and _NAME.match(element.tag)
    ]
    names += [(element, _DAY) for element in root.iter("st1:chsdate")]
    names += [(element, "span-block") for element in _block_spans(root)]
    return names


def read_lines(root: etree._Element) -> Lines:
    """The lines of a tree. For the time of the walk, hidden elements bear other names."""
    veiled = [(element, element.tag, name) for element, name in _veiled(root)]
    for element, _, name in veiled:
        element.tag = name
    try:
        stream = str(_stylesheet()(root))
    finally:
        for element, tag, _ in veiled:
            element.tag = tag
    return _Reader(root).read(stream)


class _Reader:
    """Cuts the stream into lines and keeps track of open links and hidden elements."""

    def __init__(self, root: etree._Element) -> None:
        self.page = Lines(root)
        self.sizes: dict[int, int] = {}  # characters in links, by line
        self.linked = 0  # links that are open
        self.hidden = 0  # hidden elements that are open

    def read(self, stream: str) -> Lines:
        """The loop of the module: everything in it is paid for every line of every page."""
        page = self.page
        texts, box_of = page.text, page.box_of
        chunks = stream.split(_OPEN)
        size = len(chunks) - 1
        parent, first, end, last = [-1] * size, [0] * size, [0] * size, [0] * size
        kinds: list[tuple[str, str]] = []
        known: dict[str, tuple[str, str]] = {}
        current = -1
        busy = False
        for box in range(size):
            head, _, rest = chunks[box + 1].partition(_SEP)
            kind = known.get(head)
            if kind is None:
                name = head[1:].replace(_BR, " ") if len(head) > 2 else ""
                kind = known[head] = (_TAG_OF.get(head[:1], "div"), name)
            kinds.append(kind)
            parent[box] = current
            first[box] = len(texts)
            current = box
            closing = False
            for piece in rest.split(_CLOSE):
                if closing:
                    end[current] = len(texts)
                    last[current] = box + 1
                    current = parent[current]
                else:
                    closing = True
                piece = piece.strip()
                if not piece:
                    continue
                # Marks, line breaks and wide spaces are all unprintable: what is printable needs no further look.
                if not busy and piece.isprintable():
                    texts.append(" ".join(piece.split()) if "  " in piece else piece)
                    box_of.append(current)
                else:
                    busy = self.lines(piece, current, busy)
        if not kinds:  # neither body nor any other block: an empty page
            kinds, parent, first, end, last = [("body", "")], [-1], [0], [0], [1]
        page.tag, page.name = [kind[0] for kind in kinds], [kind[1] for kind in kinds]
        page.parent, page.first, page.end, page.last = parent, first, end, last
        page.named = [box for box, name in enumerate(page.name) if len(name) > 1]
        page.links = [0] * len(texts)
        for number, size in self.sizes.items():
            page.links[number] = size
        return page

    def lines(self, piece: str, box: int, busy: bool) -> bool:
        """The lines of a box between two of its inner boxes. `busy`, and what is returned: a mark is still open."""
        texts, box_of, hidden = self.page.text, self.page.box_of, self.page.hidden
        for part in piece.split(_BR):
            text = part.strip()
            if not text:
                continue
            if busy:
                bare = text.strip(_LINKS)
                if not self.hidden or not bare.isprintable():
                    busy = self.take(text, box)
                elif bare:
                    hidden.add(len(texts))
                    texts.append(bare)
                    box_of.append(box)
            elif text.isprintable():
                texts.append(" ".join(text.split()) if "  " in text else text)
                box_of.append(box)
            elif text[0] == _LINK and text[-1] == _LINK_END and text[1:-1].isprintable():
                text = text[1:-1].strip()
                if text:
                    self.sizes[len(texts)] = len(text)
                    texts.append(text)
                    box_of.append(box)
            elif text[0] == _HIDE and text[-1] == _SHOW and text[1:-1].strip(_LINKS).isprintable():
                text = text[1:-1].strip(_LINKS)
                if text:
                    hidden.add(len(texts))
                    texts.append(text)
                    box_of.append(box)
            else:
                busy = self.take(text, box)
        return busy

    def take(self, text: str, box: int) -> bool:
        """The text between two breaks, with marks. True if a link or hidden element is still open after it."""
        if not self.hidden and _HIDE not in text:
            self.add(text, box)
            return self.linked > 0
        shown: list[str] = []
        secret: list[str] = []
        for part in _STATE.split(text):
            if part == _HIDE:
                self.hidden += 1
            elif part == _SHOW:
                self.hidden -= 1
            elif self.hidden and part not in (_LINK, _LINK_END):
                secret.append(part)
            else:
                shown.append(part)
        self.add("".join(shown), box)
        if secret:
            self.add("".join(secret), box, hidden=True)
        return self.hidden > 0 or self.linked > 0

    def add(self, text: str, box: int, hidden: bool = False) -> None:
        page = self.page
        number = len(page.text)
        linked = self.link_characters(text) if self.linked or _LINK in text else 0
        images = text.count(_IMAGE)
        dates = _markup_dates(text) if _DATE in text else ()
        text = _MARKS.sub("", text).strip()
        if "\n" in text:
            text = _BREAK.sub("", text)
        text = " ".join(text.split())
        if not text and not images:
            return
        page.text.append(text)
        page.box_of.append(box)
        if linked:
            self.sizes[number] = linked
        if hidden:
            page.hidden.add(number)
        if images:
            page.images[number] = images
        if dates:
            page.dates[number] = dates

    def link_characters(self, text: str) -> int:
        count = 0
        for part in _STATE.split(text):
            if part == _LINK:
                self.linked += 1
            elif part == _LINK_END:
                self.linked -= 1
            elif self.linked > 0:
                count += len(part.strip())
        return count


def _markup_dates(text: str) -> tuple[MarkupDate, ...]:
    found = []
    for day, raw in _DATED.findall(text):
        parts = day.split("-")
        if len(parts) == 3 and all(part.strip().isdigit() for part in parts):
            year, month, date = map(int, parts)
            found.append(MarkupDate(" ".join(_MARKS.sub("", raw).split()), year, month, date))
    return tuple(found)
