"""Parts as DOCX, by python-docx."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gaispider.evaluation.made_files.report_parts import Part, is_heading, is_title
from gaispider.page.model import Table

_STYLE = "Table Grid"


def word(parts: Sequence[Part]) -> bytes:
    """The parts as DOCX; headings carry automatic numbers and no 一、 in their text, tables are ruled."""
    document = docx.Document()
    list_id = _chinese_numbers(document)
    for number, part in enumerate(parts):
        if isinstance(part, Table):
            _table(document, part)
            continue
        numbered = is_heading(part)
        paragraph = document.add_paragraph()
        run = paragraph.add_run(part.partition("、")[2] if numbered else part)
        run.bold = numbered or is_title(parts, number)
        if numbered:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(_element("w:numPr", _element("w:ilvl", val="0"), _element("w:numId", val=list_id)))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _table(document: Any, table: Table) -> None:
    if not table.columns:
        return
    made = document.add_table(table.rows, table.columns)
    made.style = _STYLE
    for one in table.cells:
        cell = made.cell(one.row, one.column)
        if one.rowspan > 1 or one.colspan > 1:
            bottom = min(one.row + one.rowspan, table.rows) - 1
            right = min(one.column + one.colspan, table.columns) - 1
            cell = cell.merge(made.cell(bottom, right))
        cell.text = one.text


def _chinese_numbers(document: Any) -> str:
    numbering = document.part.numbering_part.element
    level = _element("w:lvl", _element("w:start", val="1"), _element("w:numFmt", val="chineseCountingThousand"),
                     _element("w:lvlText", val="%1、"))  # fmt: skip
    level.set(qn("w:ilvl"), "0")
    abstract = _element("w:abstractNum", level)
    abstract.set(qn("w:abstractNumId"), "90")
    numbering.insert(0, abstract)
    number = _element("w:num", _element("w:abstractNumId", val="90"))
    number.set(qn("w:numId"), "90")
    numbering.append(number)
    return "90"


def _element(tag: str, *children: Any, val: str | None = None) -> Any:
    made = OxmlElement(tag)
    if val is not None:
        made.set(qn("w:val"), val)
    for child in children:
        made.append(child)
    return made
