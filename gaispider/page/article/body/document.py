"""The lines of a body as a document: one block a paragraph, one a table row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lxml import etree

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.body.infobox import aside_lines
from gaispider.page.html.blocks import PageLines
from gaispider.page.html.grids import read_data_table, table_lines, tables_in
from gaispider.page.model import Block, Document, Table
from gaispider.page.selectors import SELECTED

# A line longer than this is no heading, whatever it is set in.
_HEADING = 45
_RUNNING = frozenset("。；，、;,")
# How lines begin that are left of a template or a comment that was cut in two.
_RESIDUE_STARTS = frozenset("{-<")
_BOLD_TAGS = frozenset(("strong", "b", "h1", "h2", "h3", "h4", "h5", "h6"))


def read_document(page: PageLines, body: Body) -> Document:
    """The blocks and tables of a body."""
    document = Document()
    number = body.first
    tables = _tables(page, body)
    asides = set() if body.found_by == SELECTED else aside_lines(page, body.first, body.end)
    while number < body.end:
        found = tables.get(number)
        if found is not None:
            box, table = found
            index = len(document.tables)
            document.tables.append(table)
            document.blocks += [Block(text, "caption") for text in _captions(page, box)]
            document.blocks += [Block(line, "tr", index) for line in table_lines(table)]
            number = page.end[box]
            continue
        text = page.text[number]
        if text and text[0] not in _RESIDUE_STARTS:
            residue = False
        else:
            residue = not text or text in ("-->", "<!--") or ("{{" in text and "}}" in text)
        if not residue and number not in asides and (body.hidden or number not in page.hidden):
            tag = page.tag[page.box_of[number]]
            document.blocks.append(Block(text, tag, None, _face(page, number, tag, text), page.dates.get(number, ())))
        number += 1
    return document


def _face(page: PageLines, number: int, tag: str, text: str) -> bool | Callable[[], bool]:
    if len(text) > _HEADING or text[-1] in _RUNNING:
        return False
    return tag in _BOLD_TAGS or (tag == "p" and partial(_is_bold, page, page.box_of[number]))


def _is_bold(page: PageLines, box: int) -> bool:
    return _all_bold(page.element(box), 5)


def _all_bold(element: etree._Element, depth: int) -> bool:
    """Whether all text of an element is set bold or in a black face."""
    if element.tag in _BOLD_TAGS:
        return True
    style = element.get("style") or element.get("face")
    if style and ("bold" in style or "黑体" in style or "SimHei" in style or "weight:700" in style.replace(" ", "")):
        return True
    text = element.text
    if not depth or (text and not text.isspace()):
        return False
    found = False
    for child in element:
        tail = child.tail
        if tail and not tail.isspace():
            return False
        if len(child) or ((text := child.text) and not text.isspace()):
            if not _all_bold(child, depth - 1):
                return False
            found = True
    return found


def _tables(page: PageLines, body: Body) -> dict[int, tuple[int, Table]]:
    """The data tables of the body, by their first line; also those inside a table that only lays out the page.

    Where the first or last rows of a table belong to the page (title, 发布日期), the other rows are the table.
    """
    found: dict[int, tuple[int, Table]] = {}
    after = 0  # the first box that is in no table found so far
    for box in tables_in(page, body.box):
        if box >= after and page.first[box] < body.end and body.first < page.end[box]:
            whole = body.first <= page.first[box] and page.end[box] <= body.end
            lines = None if whole else range(body.first, body.end)
            table = read_data_table(page, box, hidden=body.hidden, lines=lines)
            if table is not None:
                found[max(page.first[box], body.first)] = (box, table)
                after = page.last[box]
    return found


def _captions(page: PageLines, table: int) -> list[str]:
    """The lines of a table that stand in none of its cells."""
    captions = (box for box in range(table + 1, page.last[table]) if page.tag[box] == "caption")
    lines = (range(page.first[box], page.end[box]) for box in captions)
    return [page.text[n] for numbers in lines for n in numbers if page.text[n] and n not in page.hidden]
