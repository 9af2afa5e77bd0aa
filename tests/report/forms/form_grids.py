"""Figures of the forms as grids of cells, as sites print them: lost spans, typing errors, page breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.report.forms.form_figures import APPLICANTS, BLOCKS_B, BLOCKS_C, CORNER, KEYS2, OUTCOMES, Figures, rows3


@dataclass(frozen=True, slots=True)
class Variant:
    """How the figures are set. Every field is one habit of an author, an editor or a site."""

    cell: str = "plain"  # plain, p, word, font, spans, pretty, wide (full-width digits), comment, th, nbsp
    label: str = "plain"  # plain, p (cut over paragraphs), br, spans, spaced (white space inside)
    t2: str = "stacked"  # stacked, tables (one a block), five (colspan on the wrong cell), merged (title at the left),
    #                      ordinal (a column 序号), unspanned (blank cells for colspans), headless, untitled
    t3: str = "spans"  # spans, twice (rowspan cut by a page break), blanks (no rowspan, blank cells), bare (no
    #                    rowspan, no cells), total_first, total_above, reheaded, cut (two tables), cut_bare
    t4: str = "spans"  # spans, blanks, leaves (15 leaves in row 3), down (groups downwards), two (two tables)
    glue: bool = False  # all tables in one
    wrap: str = ""  # layout (in a td), thead, caption, noisy (hidden and empty rows), no_tbody
    typos: bool = False


@dataclass(slots=True)
class Td:
    text: str
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


Grid = list[list[Td]]
_TYPOS = {
    "科研机构": "科研企业",
    "5.属于三类内部事务信息": "5.属于三类内容事务信息",
    "现行有效件数": "现行有效件",
    "本年增/减": "本年增/",
    "（三）不予公开": "（三） 不予公开",
    "8.属于行政查询事项": "8.属于行政查询事",
    "结果维持": "结果维 持",
    "3.要求提供公开出版物": "3．要求提供公开出版物",
}


def tables(figures: Figures, variant: Variant) -> list[Grid]:
    """The tables of a report as rows of cells."""
    grids = [*_t2(figures, variant), *_t3(figures, variant), *_t4(figures, variant)]
    if variant.glue:
        grids = [[row for grid in grids for row in grid]]
    if variant.typos:
        for grid in grids:
            for row in grid:
                for td in row:
                    td.text = _TYPOS.get(td.text, td.text)
    return grids


def _t2(figures: Figures, variant: Variant) -> list[Grid]:
    five = variant.t2 == "five" and figures.era == "B"
    width = 5 if five else 4
    blocks: list[Grid] = []
    for number, columns, rows in BLOCKS_C if figures.era == "C" else BLOCKS_B:
        rows = tuple(row for row in rows if row in figures.t2) + tuple(
            row for row in figures.t2 if row not in KEYS2 and number == "（一）" and set(columns) & set(figures.t2[row])
        )
        if not rows:
            continue
        columns = tuple(dict.fromkeys(column for row in rows for column in figures.t2[row]))
        title = f"第二十条第{number}项"
        head_spans, data_spans = _spans(len(columns), width, five)
        header = [Td("信息内容", head=True)] + [Td(c, s, head=True) for c, s in zip(columns, head_spans, strict=True)]
        data = [
            [Td(row)] + [Td(figures.t2[row].get(c) or "", s) for c, s in zip(columns, data_spans, strict=True)]
            for row in rows
        ]
        grid = [[Td(title, width)], header, *data]
        if variant.t2 == "unspanned":
            grid = [_unspanned(row) for row in grid]
        elif variant.t2 == "merged":
            header.insert(0, Td(title, rowspan=len(rows) + 1))
            grid = grid[1:]
        elif variant.t2 == "ordinal":
            grid[0][0].colspan += 1
            header.insert(0, Td("序号"))
            for n, row in enumerate(data, 1):
                row.insert(0, Td(str(n)))
        elif variant.t2 == "untitled":
            grid = grid[1:]
        elif variant.t2 == "headless" and number != "（一）":
            grid = [grid[0], *data]
        blocks.append(grid)
    if variant.t2 == "tables" or not blocks:
        return blocks
    return [[row for block in blocks for row in block]]


def _spans(count: int, width: int, five: bool) -> tuple[list[int], list[int]]:
    rest = width - 1
    if count == 3 and five:
        return [1, 2, 1], [2, 1, 1]
    spans = [1] * (count - 1) + [rest - count + 1]
    return spans, ([2, 2] if count == 2 and five else spans)


def _unspanned(row: list[Td]) -> list[Td]:
    return [td for cell in row for td in (replace(cell, colspan=1), *(Td("") for _ in range(cell.colspan - 1)))]


def _t3(figures: Figures, variant: Variant) -> list[Grid]:
    present = [row for row in rows3(figures.era) if row[0] in figures.t3]
    if not present:
        return []
    header = _header3(variant)
    body: Grid = []
    seen: set[str] = set()
    for path, key, labels in present:
        values = [Td(value or "") for value in figures.t3[path]]
        if variant.t3 == "total_first":
            values = values[-1:] + values[:-1]
        if len(labels) == 1:
            body.append([Td(labels[0], 3), *values])
            continue
        row: list[Td] = []
        for depth, label in enumerate(labels[:-1]):
            inside = [k for _, k, names in present if len(names) > depth + 1 and names[depth] == label]
            again = variant.t3 == "twice" and depth == 0 and key == "3.4.1" and label in seen
            if label not in seen or again:
                span = len(inside)
                if variant.t3 == "twice" and depth == 0:
                    first = len([k for k in inside if k < "3.4"])
                    span = len(inside) - first if again else min(first, len(inside))
                row.append(Td(label, rowspan=span))
                seen.add(label)
            elif variant.t3 == "blanks":
                row.append(Td(""))
        row.append(Td(labels[-1], 4 - len(labels)))
        if variant.t3 in ("blanks", "bare"):
            for td in row:
                td.rowspan = 1
        body.append(row + values)
    if variant.t3 == "reheaded":
        half = next((n for n, row in enumerate(body) if row[0].text.startswith("（四）")), len(body))
        body = _cut_spans(body, half)
        return [[*header, *body[:half], *_header3(variant), *body[half:]]]
    if variant.t3 in ("cut", "cut_bare"):
        half = next((n for n, row in enumerate(body) if row[0].text.startswith("（四）")), len(body))
        body = _cut_spans(body, half)
        second = [*(_header3(variant) if variant.t3 == "cut" else []), *body[half:]]
        return [[*header, *body[:half]], second] if body[half:] else [[*header, *body]]
    return [[*header, *body]]


def _cut_spans(body: Grid, half: int) -> Grid:
    """The rows with the rowspan that crosses `half` cut in two, as Word does at a page break."""
    for number, row in enumerate(body[:half]):
        for td in row:
            if td.rowspan > half - number:
                rest = td.rowspan - (half - number)
                td.rowspan = half - number
                if half < len(body):
                    body[half].insert(0, Td(td.text, td.colspan, rest))
    return body


def _header3(variant: Variant) -> Grid:
    organisations = [Td(name, head=True) for name in APPLICANTS[1:6]]
    if variant.t3 == "blanks":
        return [
            [Td(CORNER, 3), Td("申请人情况", 7)],
            [Td("", 3), Td("自然人"), Td("法人或其他组织", 5), Td("总计")],
            [Td("", 3), Td(""), *organisations, Td("")],
        ]
    if variant.t3 == "bare":
        return [
            [Td(CORNER, 3), Td("申请人情况", 7)],
            [Td("自然人"), Td("法人或其他组织", 5), Td("总计")],
            organisations,
        ]
    if variant.t3 == "total_first":
        return [
            [Td(CORNER, 3, 3), Td("申请人情况", 7)],
            [Td("总计", rowspan=2), Td("自然人", rowspan=2), Td("法人或其他组织", 5)],
            organisations,
        ]
    if variant.t3 == "total_above":
        return [
            [Td(CORNER, 3, 3), Td("申请人情况", 6), Td("总计", rowspan=3)],
            [Td("自然人", rowspan=2), Td("法人或其他组织", 5)],
            organisations,
        ]
    return [
        [Td(CORNER, 3, 3), Td("申请人情况", 7)],
        [Td("自然人", rowspan=2), Td("法人或其他组织", 5), Td("总计", rowspan=2)],
        organisations,
    ]


def _t4(figures: Figures, variant: Variant) -> list[Grid]:
    if not figures.t4:
        return []
    values = [Td(value or "") for value in figures.t4]
    five = [Td(name, head=True) for name in OUTCOMES]
    ten = [Td(name, head=True) for name in OUTCOMES * 2]
    top = [Td("行政复议", 5), Td("行政诉讼", 10)]
    suits = [Td("未经复议直接起诉", 5), Td("复议后起诉", 5)]
    if variant.t4 == "blanks":
        return [[top, [*five, *suits], [*(Td("") for _ in range(5)), *ten], values]]
    if variant.t4 == "leaves":
        return [[top, [Td("", 5), *suits], [*(Td(name) for name in OUTCOMES), *ten], values]]
    if variant.t4 == "down":
        names = ("行政复议", "未经复议直接起诉", "复议后起诉")
        rows = [[Td(name), *values[5 * n : 5 * n + 5]] for n, name in enumerate(names)]
        return [[[Td("类别"), *five], *rows]]
    if variant.t4 == "two":
        return [[[Td("行政复议", 5)], five, values[:5]], [[Td("行政诉讼", 10)], suits, ten, values[5:]]]
    for td in five:
        td.rowspan = 2
    return [[top, [*five, *suits], ten, values]]
