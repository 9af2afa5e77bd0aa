"""Puts figures of the statistics forms into markup as sites publish it, in many variants, and says what must be read.

A `Report` holds figures by the printed labels of the forms; `markup(report, variant)` makes HTML of them. The shapes
are those of real report pages (Word paste, page breaks, lost rowspans, misplaced colspans); the figures are made up.
"""

from __future__ import annotations

import random
import re

from lxml import html

from gaispider.page.html.blocks import read_lines
from gaispider.page.html.grids import read_data_table
from gaispider.page.model import Block, Document
from tests.report.forms.form_figures import Figures
from tests.report.forms.form_grids import Grid, Td, Variant, tables


def markup(figures: Figures, variant: Variant, seed: int = 1) -> str:
    """The report's tables as HTML between the headings of the form."""
    return page(tables(figures, variant), variant, seed)


def page(grids: list[Grid], variant: Variant, seed: int = 1) -> str:
    """Tables as HTML between two lines of text, with the variant's habits in cells, labels and wrapping."""
    rng = random.Random(seed)
    made = "".join(_render(grid, variant, rng) for grid in grids)
    if variant.wrap == "layout":
        made = f"<table width=100%><tr><td><p>年度报告</p></td></tr><tr><td><div>{made}</div></td></tr></table>"
    return f"<html><body><p>二、主动公开政府信息情况</p>{made}<p>五、存在的主要问题及改进情况</p></body></html>"


def _render(grid: Grid, variant: Variant, rng: random.Random) -> str:
    rows = []
    for row in grid:
        cells = "".join(_render_cell(td, variant, rng) for td in row)
        rows.append(f"<tr>{cells}</tr>" if variant.wrap != "no_tbody" else f"<tr>{cells}")
        if variant.wrap == "noisy" and rng.random() < 0.3 and all(td.rowspan == 1 for td in row):
            noise = [
                "<tr></tr>",
                '<tr style="height:0; display:none"><td>9</td><td>行政许可</td><td>9</td></tr>',
                "<!-- <tr><td>7</td></tr> -->",
            ]
            rows.append(rng.choice(noise))
    inner = "\n".join(rows)
    if variant.wrap == "thead":
        inner = (
            f"<thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody>"
            if _closed(grid)
            else f"<tbody>{inner}</tbody>"
        )
    elif variant.wrap == "caption":
        inner = (
            f"<caption>收到和处理政府信息公开申请情况</caption><colgroup><col span=3></colgroup><tbody>{inner}</tbody>"
        )
    elif variant.wrap != "no_tbody":
        inner = f"<tbody>{inner}</tbody>"
    attributes = 'border=1 class=MsoNormalTable style="border:none;mso-yfti-tbllook:1184"'
    return f'<div align="center"><table {attributes}>{inner}</table></div>'


def _closed(grid: Grid) -> bool:
    return all(td.rowspan == 1 for td in grid[0])


def _render_cell(td: Td, variant: Variant, rng: random.Random) -> str:
    spans = [f'rowspan="{td.rowspan}"'] * (td.rowspan > 1) + [f"colspan={td.colspan}"] * (td.colspan > 1)
    rng.shuffle(spans)
    attributes = " ".join(["", *spans, "style='width:27.0pt;border:solid\nwindowtext 1.0pt'"])
    tag = "th" if variant.cell == "th" and td.head else "td"
    figure = re.fullmatch(r"[+\-增减]?[0-9.,]*\D{0,2}", td.text) is not None
    inner = _figure(td.text, variant.cell, rng) if figure else _label(td.text, variant.label, rng)
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _figure(text: str, style: str, rng: random.Random) -> str:
    if not text:
        return rng.choice(("", "&nbsp;", "<p>&nbsp;</p>", "<p><span><o:p>&nbsp;</o:p></span></p>"))
    cut = rng.randint(0, len(text))
    one, two = text[:cut], text[cut:]
    return {
        "plain": text,
        "p": f'<p style="text-indent: 0em;">{text}</p>',
        "word": f'<p class="MsoNormal"><span lang=EN-US style="mso-font:&#39;0&#39;">{one}</span><span>{two}</span>'
        "<span lang=EN-US><o:p></o:p></span></p>",
        "font": f'<p><span><font face="Calibri">&nbsp;</font><font face="仿宋_GB2312">{text}</font></span></p>',
        "spans": "".join(f"<span>{character}</span>" for character in text) + "<span>&nbsp;&nbsp;</span>",
        "pretty": f"\n      <p>\n        <span>{text}</span>\n      </p>\n    ",
        "wide": text.translate(str.maketrans("0123456789.+-", "０１２３４５６７８９．＋－")),
        "comment": f"<!-- 8 -->{one}<!--[if !supportLists]-->{two}<!--[endif]-->",
        "th": text,
        "nbsp": f"&nbsp;{text}&nbsp; ",
    }[style]


def _label(text: str, style: str, rng: random.Random) -> str:
    cut = rng.randint(1, max(1, len(text) - 1))
    one, two = text[:cut], text[cut:]
    return {
        "plain": text,
        "p": f"<p>{one}</p><p><span>{two}</span>\n &nbsp; &nbsp;</p>",
        "br": f"<p>{one}<br/>{two}</p>" if rng.random() < 0.5 else f"{one}</span><span><BR></span><span>{two}",
        "spans": "".join(f"<span>{c}</span>" if rng.random() < 0.5 else c for c in text),
        "spaced": f"{one}\n      &nbsp; {two}　",
    }[style]


def read(made: str) -> Document:
    """The document of a page made here: its data tables in order, its other text as lines."""
    page = read_lines(html.document_fromstring(made))
    document = Document()
    number = 0
    while number < len(page.tag):
        tag = page.tag[number]
        table = read_data_table(page, number) if tag == "table" else None
        if table is not None:
            document.tables.append(table)
        elif tag == "p":
            document.blocks.append(Block("".join(page.text[page.first[number] : page.end[number]]), "p"))
        number = page.last[number] if table is not None or tag == "p" else number + 1
    return document
