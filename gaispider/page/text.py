"""The lines of a body as a document: one block a paragraph, one a table row."""

from __future__ import annotations

from lxml import etree

from gaispider.page.body import Body
from gaispider.page.lines import Lines
from gaispider.page.model import Block, Document
from gaispider.page.tables import read_data_table, table_lines

# A line longer than this is no heading, whatever it is set in.
_HEADING = 60
_bold = etree.XPath(
    "string-length(normalize-space(.)) > 0 and string-length(normalize-space(.)) = string-length(normalize-space("
    "(.|.//*)[self::strong or self::b or self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
    " or contains(@style, '黑体') or contains(@style, 'SimHei') or contains(@style, 'bold') or contains(@face, '黑体')]"
    "))"
)


def read_document(page: Lines, body: Body) -> Document:
    """The blocks and tables of a body."""
    document = Document()
    number = body.first
    tables = _tables(page, body)
    while number < body.end:
        box = tables.get(number)
        if box is not None:
            table = read_data_table(page.element(box))
            if table is not None:
                index = len(document.tables)
                document.tables.append(table)
                document.blocks += [Block(line, "tr", index) for line in table_lines(table)]
                number = page.end[box]
                continue
        text = page.text[number]
        if text and number not in page.hidden:
            tag = page.tag[page.box_of[number]]
            bold = len(text) <= _HEADING and _is_bold(page, number, tag)
            document.blocks.append(Block(text, tag, None, bold, page.dates.get(number, ())))
        number += 1
    return document


def _is_bold(page: Lines, number: int, tag: str) -> bool:
    return tag[0] == "h" and tag[1:].isdigit() or (tag == "p" and bool(_bold(page.element(page.box_of[number]))))


def _tables(page: Lines, body: Body) -> dict[int, int]:
    """Outermost tables inside the body, by their first line."""
    found: dict[int, int] = {}
    box = body.box + 1
    while box < page.last[body.box]:
        if page.tag[box] == "table" and body.first <= page.first[box] < page.end[box] <= body.end:
            found[page.first[box]] = box
            box = page.last[box]
        else:
            box += 1
    return found
