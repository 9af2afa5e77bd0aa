"""Parts as a page of HTML for a browser to print, in the layouts that offices give to their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from gaispider.evaluation.made_files.report_parts import Part, is_heading, is_title
from gaispider.page.model import Cell, Table
from gaispider.report.forms.values import is_value

_STYLE = (
    "body{font:11pt/1.6 'Noto Serif CJK SC',serif;margin:0}h1{font-size:20pt;text-align:center;line-height:1.4}"
    "h2{font:bold 12pt 'Noto Sans CJK SC',sans-serif}p{text-indent:2em;margin:0 0 3pt;text-align:justify}"
    "table{border-collapse:collapse;width:100%;margin:6pt 0;font-size:9pt;line-height:1.3}"
    "td{border:0.6pt solid #000;padding:2pt 3pt;text-align:center}@page{size:A4;margin:22mm 20mm}"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A habit of setting. `style` is CSS added to the plain one.

    `heads`: the rows of a table's head are printed on each page. `framed`: a table stands in a ruled frame.
    `split`: a cell over several columns of the head is printed as that many cells, blank but the first.
    `marked`: large grey words lie over each page. `stacked`: all tables stand right under one another, the text that
    stood between them before the first.
    """

    style: str = ""
    heads: bool = False
    framed: bool = False
    split: bool = False
    marked: bool = False
    stacked: bool = False


_NO_GAP = "table{margin:0 0 -0.6pt}"
_LEFT_OUT = "td:nth-child(4n){border-left-style:none}td:nth-child(4n-1){border-right-style:none}"
LAYOUTS: dict[str, Layout] = {
    "plain": Layout(),
    "sans": Layout("body{font-family:'WenQuanYi Zen Hei'}td{padding:0}"),
    "kai": Layout("body{font-family:'AR PL KaitiM GB'}td{padding:5pt}"),
    "heads": Layout("tr{break-inside:avoid}body{font-size:15pt}", heads=True),
    "cut rows": Layout("tr{break-inside:auto}td{padding:7pt 2pt}body{font-size:13pt}", heads=True),
    "narrow": Layout("table{font-size:16pt;table-layout:fixed}td{word-break:break-all;padding:1pt}"),
    "tight": Layout("table{table-layout:fixed}td{word-break:break-all;padding:1pt 12pt}"),
    "landscape": Layout("@page{size:A4 landscape;margin:15mm}"),
    "turned": Layout("table{writing-mode:sideways-rl;height:200mm;width:auto}"),
    "vertical": Layout("td[rowspan]{writing-mode:vertical-rl;text-orientation:upright}"),
    "open sides": Layout("td:first-child{border-left:none}td:last-child{border-right:none}"),
    "dashed": Layout("td{border:0.75pt dashed #333}"),
    "dotted": Layout("td{border:0.75pt dotted #333}"),
    "double": Layout("td{border:3pt double #000}"),
    "thick": Layout("table{border:3pt solid #000}td{border:1.5pt solid #000}"),
    "spaced": Layout("table{border-collapse:separate;border-spacing:2pt;border:1pt solid #000}"),
    "shaded": Layout("td{border:none;background:#dde;background-clip:padding-box;border:0.7pt solid #fff}"),
    "striped": Layout("td{border:none}tr:nth-child(2n){background:#dde6f0}"),
    "framed": Layout(framed=True),
    "split heads": Layout(split=True),
    "marked": Layout(marked=True),
    "columns": Layout("body{columns:2;column-gap:8mm}table,h1{column-span:all}"),
    "missing rules": Layout(_LEFT_OUT),
    "level rules": Layout("td{border-left:none;border-right:none}"),
    "stacked": Layout(_NO_GAP, stacked=True),
    "stacked, missing rules": Layout(_NO_GAP + _LEFT_OUT, stacked=True),
}


def markup(parts: Sequence[Part], layout: Layout) -> str:
    """The parts as HTML."""
    parts = _stacked(parts) if layout.stacked else parts
    made = "".join(_part(parts, number, layout) for number in range(len(parts)))
    mark = ""
    if layout.marked:
        look = "position:fixed;top:45%;left:12%;font-size:52pt;color:#ddd;transform:rotate(-35deg);z-index:9"
        mark = f'<div style="{look}">政府信息公开</div>'
    return (
        f"<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><style>{_STYLE}{layout.style}</style></head>"
        f"<body>{mark}{made}</body></html>"
    )


def _stacked(parts: Sequence[Part]) -> Sequence[Part]:
    tables = [number for number, part in enumerate(parts) if isinstance(part, Table)]
    if not tables:
        return parts
    among = parts[tables[0] : tables[-1] + 1]
    return [*parts[: tables[0]], *sorted(among, key=lambda part: isinstance(part, Table)), *parts[tables[-1] + 1 :]]


def _part(parts: Sequence[Part], number: int, layout: Layout) -> str:
    part = parts[number]
    if isinstance(part, Table):
        made = _table(part, layout)
        return f"<table><tr><td>{made}</td></tr></table>" if layout.framed else made
    tag = "h1" if is_title(parts, number) else "h2" if is_heading(part) else "p"
    return f"<{tag}>{escape(part)}</{tag}>"


def _table(table: Table, layout: Layout) -> str:
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    heads = _head_rows(rows)
    made = [
        f"<tr>{''.join(_cell(cell, split=layout.split and number < heads) for cell in row)}</tr>"
        for number, row in enumerate(rows)
    ]
    if layout.heads and heads:
        return f"<table><thead>{''.join(made[:heads])}</thead><tbody>{''.join(made[heads:])}</tbody></table>"
    return f"<table>{''.join(made)}</table>"


def _head_rows(rows: list[list[Cell]]) -> int:
    """How many rows stand above the first with a figure; 0 if a cell of theirs goes on below."""
    head = next((n for n, row in enumerate(rows) if any(cell.text and is_value(cell.text) for cell in row)), 0)
    return 0 if any(cell.row + cell.rowspan > head for row in rows[:head] for cell in row) else head


def _cell(cell: Cell, *, split: bool) -> str:
    span = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    text = escape(cell.text).replace("\n", "<br>")
    if split:
        return f"<td{span}>{text}</td>" + f"<td{span}></td>" * (cell.colspan - 1)
    span += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f"<td{span}>{text}</td>"
