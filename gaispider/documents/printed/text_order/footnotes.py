"""Notes at the foot of a printed page: they stand between the halves of a paragraph that goes on at the next page."""

from __future__ import annotations

import re

from gaispider.documents.printed.glyphs import PrintedLine
from gaispider.page.model import Block

# A note's type and the text's.
_SMALLER = 0.92
_MARK = re.compile(r"\s*(?:[\[〔]?(\d{1,2})[\]〕]?|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[①-⑳])|([*＊※]))[\s.、]?(?=[^\d\s.、,，年月日])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_IN_TEXT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[①-⑳]|[\[〔]\d{1,2}[\]〕]|[*＊※]")


def without_footnotes(lines: list[PrintedLine], type_size: float) -> tuple[list[PrintedLine], list[Block]]:
    """The lines of a page without the notes at its foot, and these, each a paragraph.

    Notes are the page's last lines in smaller type. Each begins with a mark that the text above them has too, raised or
    in brackets; where one has not, none of them is taken for a note.
    """
    first = len(lines)
    while first and lines[first - 1].size <= _SMALLER * type_size and lines[first - 1].columns == 1:
        first -= 1
    while first < len(lines) and _mark(lines[first].text) is None:
        first += 1
    notes = lines[first:]
    above = {_plain(mark) for line in lines[:first] for mark in _IN_TEXT.findall(line.text)}
    begun = [mark for line in notes if (mark := _mark(line.text)) is not None and mark in above]
    if not begun or _mark(notes[0].text) not in above:
        return lines, []
    blocks: list[Block] = []
    for line in notes:
        if _mark(line.text) in above:
            blocks.append(Block(line.text, "p"))
        else:
            blocks[-1].text += line.text
    return lines[:first], blocks


def _mark(text: str) -> str | None:
    """The mark that a line begins with."""
    found = _MARK.match(text)
    return _plain(next(filter(None, found.groups()))) if found else None


def _plain(mark: str) -> str:
    return mark.translate(_RAISED).strip("[]〔〕")
