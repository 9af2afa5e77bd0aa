"""A page as lines: the input of everything that reads an article.

The walk over the tree (`gaispider.page.html.block_marks`) writes the page as one string with marks for the tags that
matter. So Python handles one line of text at a time instead of one element at a time, which is much faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from gaispider.page.html.block_marks import (
    BR,
    CLOSE,
    DATE,
    DATE_END,
    HIDE,
    IMAGE,
    LINK,
    LINK_END,
    OPEN,
    SEP,
    SHOW,
    TAG_OF,
    block_spans,
    walk,
)
from gaispider.page.html.unseen import find_unseen
from gaispider.page.model import MarkupDate

_LINKS = LINK + LINK_END
_STATE = re.compile(f"([{LINK}{LINK_END}{HIDE}{SHOW}])")
# Zero-width characters, which editors leave behind, are removed with the marks.
_MARKS = re.compile(f"[{LINK}{LINK_END}{IMAGE}{DATE_END}\u200b\ufeff\xad\u200c\u200d\u2060]|{DATE}[^{SEP}]*{SEP}")
_DATED = re.compile(f"{DATE}([^{SEP}]*){SEP}([^{DATE_END}]*)")
# A line break in the source next to a wide character is no space (CSS Text 3, segment break transformation).
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…"
_BREAK = re.compile(f"(?<=[{_WIDE}])[ \t]*\n\\s*|[ \t]*\n\\s*(?=[{_WIDE}])")


# Characters of a box's names (id and classes) that are kept.
_LONGEST_NAME = 400


@dataclass(slots=True)
class PageLines:
    """The lines and boxes (block elements) of a page in document order, one list a property.

    A line is a string as the page shows it: white space folded, inline elements joined without a gap. `box_of[n]` is
    the innermost box of line n, `links[n]` the number of its characters inside links. Box b holds the lines from
    `first[b]` up to but not including `end[b]`, and the boxes from b up to but not including `last[b]`.
    """

    root: etree._Element
    text: list[str] = field(default_factory=list)
    box_of: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    whole: dict[int, str] = field(default_factory=dict)  # by hidden line: the line it was cut out of
    gone: set[etree._Element] = field(default_factory=set)  # elements hidden so that they take no space
    images: dict[int, int] = field(default_factory=dict)
    dates: dict[int, tuple[MarkupDate, ...]] = field(default_factory=dict)
    tag: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)  # id, a space, class; only of tags in _NAMED
    parent: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)  # the boxes that have an id or a class
    # For readers of the lines to keep their results in; not used here.
    kept: object = field(default=None, repr=False, compare=False)
    _elements: dict[str, _Elements] = field(default_factory=dict)

    def element(self, box: int) -> etree._Element:
        """The element that a box stands for."""
        tag = self.tag[box]
        known = self._elements.get(tag)
        if known is None:
            elements = iter(block_spans(self.root)) if tag == "span-block" else self.root.iter(tag)
            known = self._elements[tag] = _Elements(elements, [n for n, other in enumerate(self.tag) if other == tag])
        return known.of(box, self.root)

    def ancestors(self, box: int) -> list[int]:
        """The boxes around a box, itself first."""
        found = []
        while box >= 0:
            found.append(box)
            box = self.parent[box]
        return found


class _Elements:
    """The elements of one tag for the boxes `boxes`; taken from the tree only as far as somebody asks."""

    def __init__(self, elements: Iterator[etree._Element], boxes: list[int]) -> None:
        self._place = {box: place for place, box in enumerate(boxes)}
        self._rest = elements
        self._taken: list[etree._Element] = []

    def of(self, box: int, default: etree._Element) -> etree._Element:
        """The element of a box; `default` if there is none, as for a line outside all boxes (-1)."""
        place = self._place.get(box)
        if place is None:
            return default
        missing = place + 1 - len(self._taken)
        if missing > 0:
            self._taken += islice(self._rest, missing)
        return self._taken[place] if place < len(self._taken) else default


def read_lines(root: etree._Element) -> PageLines:
    """The lines of a tree."""
    unseen = find_unseen(root)
    page = cut_lines(root, walk(root, unseen))
    page.gone = unseen.veiled | unseen.gone
    return page


def cut_lines(root: etree._Element, stream: str) -> PageLines:
    """The lines of a tree; `stream` is the string that the walk gave for it."""
    # Both are common, and white space is folded anyway; lines with only plain spaces then need no second look.
    return _Reader(root).read(stream.replace("\xa0", " ").replace("\u3000", " "))


class _Reader:
    """Cuts the stream into lines and keeps track of open links and hidden elements."""

    def __init__(self, root: etree._Element) -> None:
        self.page = PageLines(root)
        self.sizes: dict[int, int] = {}  # characters in links, by line
        self.linked = 0  # links that are open
        self.hidden = 0  # hidden elements that are open

    def read(self, stream: str) -> PageLines:
        """The loop of the module: everything in it is paid for every line of every page."""
        page = self.page
        texts, box_of = page.text, page.box_of
        chunks = stream.split(OPEN)
        size = len(chunks) - 1
        parent, first, end, last = [-1] * size, [0] * size, [0] * size, [0] * size
        kinds: list[tuple[str, str]] = []
        known: dict[str, tuple[str, str]] = {}
        current = -1
        busy = False
        del chunks[0]
        for box, chunk in enumerate(chunks):
            head, _, rest = chunk.partition(SEP)
            kind = known.get(head)
            if kind is None:
                name = head[1:_LONGEST_NAME].replace(BR, " ") if len(head) > 2 else ""
                kind = known[head] = (TAG_OF.get(head[:1], "div"), name)
            kinds.append(kind)
            parent[box] = current
            first[box] = len(texts)
            current = box
            if not rest or rest.isspace():
                continue
            closing = False
            for piece in rest.split(CLOSE):
                if closing:
                    end[current] = len(texts)
                    last[current] = box + 1
                    current = parent[current]
                else:
                    closing = True
                if not piece or not (piece := piece.strip()):
                    continue
                # Marks, line breaks and wide spaces are all unprintable, so a printable piece needs no further work.
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
        """Take the lines of a box between two of its inner boxes.

        `busy` says that a mark is still open before; the same is returned for the end.
        """
        texts, box_of, hidden = self.page.text, self.page.box_of, self.page.hidden
        for part in piece.split(BR):
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
            elif text[0] == LINK and text[-1] == LINK_END and text[1:-1].isprintable():
                text = text[1:-1].strip()
                if text:
                    self.sizes[len(texts)] = len(text)
                    texts.append(text)
                    box_of.append(box)
            elif text[0] == HIDE and text[-1] == SHOW and text[1:-1].strip(_LINKS).isprintable():
                text = text[1:-1].strip(_LINKS)
                if text:
                    hidden.add(len(texts))
                    texts.append(text)
                    box_of.append(box)
            else:
                busy = self.take(text, box)
        return busy

    def take(self, text: str, box: int) -> bool:
        """Take the text between two breaks, with its marks.

        True if a link or a hidden element is still open after it.
        """
        if not self.hidden and HIDE not in text:
            self.add(text, box)
            return self.linked > 0
        shown: list[str] = []
        secret: list[str] = []
        for part in _STATE.split(text):
            if part == HIDE:
                self.hidden += 1
            elif part == SHOW:
                self.hidden -= 1
            elif self.hidden and part not in (LINK, LINK_END):
                secret.append(part)
            else:
                shown.append(part)
        self.add("".join(shown), box)
        if secret:
            number = len(self.page.text)
            self.add("".join(secret), box, hidden=True)
            if "".join(shown).strip(_LINKS) and len(self.page.text) > number:
                self.page.whole[number] = _plain(text)
        return self.hidden > 0 or self.linked > 0

    def add(self, text: str, box: int, hidden: bool = False) -> None:
        page = self.page
        number = len(page.text)
        linked = self.link_characters(text) if self.linked or LINK in text else 0
        images = text.count(IMAGE)
        dates = _markup_dates(text) if DATE in text else ()
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
            if part == LINK:
                self.linked += 1
            elif part == LINK_END:
                self.linked -= 1
            elif self.linked > 0:
                count += len(part.strip())
        return count


def _plain(text: str) -> str:
    """The text of a line without marks."""
    return " ".join(_BREAK.sub("", _MARKS.sub("", _STATE.sub("", text))).split())


def _markup_dates(text: str) -> tuple[MarkupDate, ...]:
    found = []
    for day, raw in _DATED.findall(text):
        parts = day.split("-")
        if len(parts) == 3 and all(part.strip().isdigit() for part in parts):
            year, month, date = map(int, parts)
            found.append(MarkupDate(" ".join(_MARKS.sub("", raw).split()), year, month, date))
    return tuple(found)
