"""Makes files of a report: PDF (reportlab), DOCX (python-docx), XLSX and OFD (a ZIP of XML, written here).

OFD is written after GB/T 33190, in its simplest form: one layer, text with a place for each line, ruled tables.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gaispider.page import model
from tests.report.forms import forms_markup as forms

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

TITLE = "宝山镇人民政府2021年政府信息公开工作年度报告"
SENTENCES = (
    "宝山镇人民政府认真贯彻《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外。",
    "全年通过政府网站主动公开政府信息216条，政务微信发布38条，收到依申请公开4件，均按时答复。",
    "进一步完善政府信息公开目录和指南，及时公开重大民生决策、重点领域信息。",
    "存在的主要问题是公开内容不够全面，下一步将加强培训，切实保障公众的知情权、参与权和监督权。",
)
HEADS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PERIOD = "统计期限自2021年1月1日起至2021年12月31日止。"
SIGNED = ("宝山镇人民政府", "2022年1月18日")
Part = str | model.Table


def report(figures: forms.Figures, seed: int = 1, paragraphs: int = 3) -> list[Part]:
    """A report with six sections: its lines and its tables, in order."""
    rng = random.Random(seed)
    tables = forms.read(forms.markup(figures, forms.Variant(t2="stacked"))).tables
    *t2, t3, t4 = tables
    parts: list[Part] = [TITLE, PERIOD]
    for head, under in zip(HEADS, ([], t2, [t3], [t4], [], []), strict=True):
        parts.append(head)
        parts += ["".join(rng.sample(SENTENCES, 3)) for _ in range(paragraphs if not under else 0)]
        parts += under
    return [*parts, *SIGNED]


@dataclass(slots=True)
class Paper:
    """A page in millimetres: lines of text as (x, y of the top, text, size), bars as (x0, y0, x1, y1)."""

    texts: list[tuple[float, float, str, float]] = field(default_factory=list)
    bars: list[tuple[float, float, float, float]] = field(default_factory=list)


def pdf(parts: Sequence[Part], *, password: str = "", footer: bool = True, ruled: bool = True) -> bytes:
    """The parts printed on A4, with the page's number below."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, encrypt=password or None)
    for number, paper in enumerate(printed(parts), 1):
        canvas.setLineWidth(0.5)
        for x0, y0, x1, y1 in paper.bars if ruled else ():
            canvas.line(x0 * mm, A4[1] - y0 * mm, x1 * mm, A4[1] - y1 * mm)
        for x, y, text, size in paper.texts:
            canvas.setFont(FONT, size * mm)
            canvas.drawString(x * mm, A4[1] - (y + size * 0.88) * mm, text)
        if footer:
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(A4[0] / 2, 10 * mm, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def printed(parts: Sequence[Part]) -> list[Paper]:
    """The parts on pages of 210 by 297 mm. Tables break over pages, between any two rows."""
    pages, y = [Paper()], 25.0
    for part in parts:
        for high, paper in _lines(part) if isinstance(part, str) else _rows(part):
            deepest = max([top + size for _, top, _, size in paper.texts], default=0.0)
            if y + max(high, deepest) > 275:
                pages.append(Paper())
                y = 25.0
            pages[-1].texts += [(x, y + top, text, size) for x, top, text, size in paper.texts]
            pages[-1].bars += [(x0, y + y0, x1, y + y1) for x0, y0, x1, y1 in paper.bars]
            y += high
    return pages


def _lines(text: str) -> Iterator[tuple[float, Paper]]:
    size = 7.0 if text == TITLE else 4.0
    wide = int(160 / size)
    lead = 0 if text in (TITLE, *SIGNED) else 2
    shown = " " * lead + text
    for start in range(0, len(shown), wide):
        line = shown[start : start + wide]
        x = 25 + (lead * size if start == 0 else 0)
        if text == TITLE or text in SIGNED:
            x = 105 - len(line) * size / 2 if text == TITLE else 185 - len(line) * size
        yield size * 1.75, Paper([(x, 0.0, line.strip(), size)])


def _rows(table: model.Table) -> Iterator[tuple[float, Paper]]:
    width = 160 / table.columns
    size = min(3.0, width / 5)
    for row in range(table.rows):
        here = [one for one in table.cells if one.row <= row < one.row + one.rowspan]
        texts = {id(one): _wrapped(one.text, width * one.colspan - 1, size) for one in here}
        high = max([len(texts[id(one)]) for one in here if one.rowspan == 1] or [1]) * size * 1.3 + 2
        paper = Paper()
        for one in here:
            left, right = 25 + one.column * width, 25 + (one.column + one.colspan) * width
            paper.bars += [(left, 0, left, high), (right, 0, right, high)]
            paper.bars += [(left, 0, right, 0)] * (row == one.row)
            paper.bars += [(left, high, right, high)] * (row == one.row + one.rowspan - 1)
            # A cell over several rows has a line in each, so that no page break cuts it elsewhere.
            lines = texts[id(one)] if one.rowspan == 1 else texts[id(one)][row - one.row : row - one.row + 1]
            if row == one.row + one.rowspan - 1 > one.row:
                lines = texts[id(one)][row - one.row :]
            paper.texts += [(left + 0.5, 1 + n * size * 1.3, line, size) for n, line in enumerate(lines)]
        yield high, paper


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines of a cell; figures are half as wide as other signs and are not cut."""
    lines, used = [""], 0.0
    for sign in re.findall(r"[0-9.+,-]+|.", text):
        wide = size * (len(sign) / 2 if sign.isascii() else 1)
        if used + wide > width and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += sign
        used += wide
    return lines


def word(parts: Sequence[Part]) -> bytes:
    """The parts as DOCX; headings carry automatic numbers and no 一、 in their text."""
    document = docx.Document()
    list_id = _chinese_numbers(document)
    for part in parts:
        if isinstance(part, model.Table):
            _word_table(document, part)
            continue
        numbered = part in HEADS
        paragraph = document.add_paragraph()
        paragraph.add_run(part.partition("、")[2] if numbered else part).bold = numbered or part == TITLE
        if numbered:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(_element("w:numPr", _element("w:ilvl", val="0"), _element("w:numId", val=list_id)))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _word_table(document: docx.document.Document, table: model.Table) -> None:
    made = document.add_table(table.rows, table.columns)
    for one in table.cells:
        cell = made.cell(one.row, one.column)
        if one.rowspan > 1 or one.colspan > 1:
            cell = cell.merge(made.cell(one.row + one.rowspan - 1, one.column + one.colspan - 1))
        cell.text = one.text


def _chinese_numbers(document: docx.document.Document) -> str:
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


def _element(tag: str, *children: object, val: str | None = None) -> object:
    made = OxmlElement(tag)
    if val is not None:
        made.set(qn("w:val"), val)
    for child in children:
        made.append(child)
    return made


def sheet(parts: Sequence[Part]) -> bytes:
    """The parts below each other in the first sheet of an XLSX file; numbers are numbers."""
    rows: list[str] = []
    merged: list[str] = []
    for part in parts:
        if isinstance(part, str):
            rows.append(_sheet_cell(len(rows) + 1, 0, part))
            continue
        start = len(rows)
        cells: list[list[str]] = [[] for _ in range(part.rows)]
        for one in part.cells:
            cells[one.row].append(_sheet_cell(start + one.row + 1, one.column, one.text))
            if one.rowspan > 1 or one.colspan > 1:
                end = f"{_letters(one.column + one.colspan - 1)}{start + one.row + one.rowspan}"
                merged.append(f"{_letters(one.column)}{start + one.row + 1}:{end}")
        rows += ["".join(row) for row in cells]
    data = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1))
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{relations}"><sheets>'
            '<sheet name="附表" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{data}</sheetData>"
            + (f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else "")
            + "</worksheet>",
        }
    )


def _sheet_cell(row: int, column: int, text: str) -> str:
    place = f"{_letters(column)}{row}"
    if text.isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else ""


def _letters(column: int) -> str:
    return chr(65 + column)


def ofd(parts: Sequence[Part]) -> bytes:
    """The parts as OFD; the same pages as the PDF's."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    box = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    pages = printed(parts)
    files: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData>{box}</ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, paper in enumerate(pages):
        made = "".join([*map(_ofd_bar, paper.bars), *map(_ofd_text, paper.texts)])
        layer = f'<ofd:Content><ofd:Layer ID="9">{made}</ofd:Layer></ofd:Content>'
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {space}>{box}{layer}</ofd:Page>"
    return zipped(files)


def _ofd_text(line: tuple[float, float, str, float]) -> str:
    x, y, text, size = line
    steps = " ".join(f"{size / 2 if sign.isascii() else size:.2f}" for sign in text[:-1])
    return (
        f'<ofd:TextObject Boundary="{x:.2f} {y:.2f} {len(text) * size:.2f} {size}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88:.2f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _ofd_bar(bar: tuple[float, float, float, float]) -> str:
    x0, y0, x1, y1 = bar
    return (
        f'<ofd:PathObject Boundary="{x0:.2f} {y0:.2f} {max(x1 - x0, 0.1):.2f} {max(y1 - y0, 0.1):.2f}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.2f} {y1 - y0:.2f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target.getvalue()
