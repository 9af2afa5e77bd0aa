"""Puts figures of the statistics forms into markup as sites publish it, in many variants, and says what must be read.

A `Report` holds figures by the printed labels of the forms; `markup(report, variant)` makes HTML of them. The shapes
are those of real report pages (Word paste, page breaks, lost rowspans, misplaced colspans); the figures are made up.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace

from lxml import html

from gaispider.page.html.blocks import read_lines
from gaispider.page.html.grids import read_data_table
from gaispider.page.model import Block, Document

BLOCKS_C = (
    ("（一）", ("本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "行政规范性文件")),
    ("（五）", ("本年处理决定数量",), ("行政许可",)),
    ("（六）", ("本年处理决定数量",), ("行政处罚", "行政强制")),
    ("（八）", ("本年收费金额（单位：万元）",), ("行政事业性收费",)),
)
BLOCKS_B = (
    ("（一）", ("本年新制作数量", "本年新公开数量", "对外公开总数量"), ("规章", "规范性文件")),
    ("（五）", ("上一年项目数量", "本年增/减", "处理决定数量"), ("行政许可", "其他对外管理服务事项")),
    ("（六）", ("上一年项目数量", "本年增/减", "处理决定数量"), ("行政处罚", "行政强制")),
    ("（八）", ("上一年项目数量", "本年增/减"), ("行政事业性收费",)),
    ("（九）", ("采购项目数量", "采购总金额"), ("政府集中采购",)),
)
KEYS2 = {
    "规章": "regulations",
    "行政规范性文件": "normative_documents",
    "规范性文件": "normative_documents",
    "行政许可": "licences",
    "其他对外管理服务事项": "other_services",
    "行政处罚": "penalties",
    "行政强制": "coercion",
    "行政事业性收费": "fees",
    "政府集中采购": "procurement",
    "本年制发件数": "made",
    "本年废止件数": "repealed",
    "现行有效件数": "in_force",
    "本年处理决定数量": "decisions",
    "本年收费金额（单位：万元）": "amount",
    "本年新制作数量": "new_made",
    "本年新公开数量": "new_public",
    "对外公开总数量": "total_public",
    "上一年项目数量": "last_year",
    "本年增/减": "change",
    "处理决定数量": "decisions",
    "采购项目数量": "count",
    "采购总金额": "amount",
}
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
APPLICANT_KEYS = ("natural", "business", "research", "welfare", "legal", "other", "total")
_LEAVES = {
    "（三）不予公开": (
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
        "6.属于四类过程性信息",
        "7.属于行政执法案卷",
        "8.属于行政查询事项",
    ),
    "（四）无法提供": ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    "（五）不予处理": (
        "1.信访举报投诉类申请",
        "2.重复申请",
        "3.要求提供公开出版物",
        "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息",
    ),
    "（六）其他处理": (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ),
}
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
OUTCOME_KEYS = ("upheld", "corrected", "other", "pending", "total")
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def rows3(era: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Rows of table 3: path as in the corpus, key of the record, labels (groups first)."""
    rows: list[tuple[str, str, tuple[str, ...]]] = [
        ("一", "1", ("一、本年新收政府信息公开申请数量",)),
        ("二", "2", ("二、上年结转政府信息公开申请数量",)),
        ("三/(一)", "3.1", ("三、本年度办理结果", "（一）予以公开")),
        ("三/(二)", "3.2", ("三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")),
    ]
    for number, (group, leaves) in enumerate(_LEAVES.items(), 3):
        chinese = "一二三四五六七"[number - 1]
        if era == "B" and number == 6:
            rows.append(("三/(六)", "3.6", ("三、本年度办理结果", group)))
            continue
        for n, leaf in enumerate(leaves, 1):
            rows.append((f"三/({chinese})/{n}", f"3.{number}.{n}", ("三、本年度办理结果", group, leaf)))
    rows.append(("三/(七)", "3.7", ("三、本年度办理结果", "（七）总计")))
    rows.append(("四", "4", ("四、结转下年度继续办理",)))
    return rows


@dataclass(slots=True)
class Figures:
    """The figures of one report as raw strings; None is a blank cell, a missing row is not printed."""

    era: str
    t2: dict[str, dict[str, str | None]] = field(default_factory=dict)
    t3: dict[str, list[str | None]] = field(default_factory=dict)
    t4: list[str | None] = field(default_factory=list)


def made_up(era: str, seed: int) -> Figures:
    """Figures that satisfy every identity of the form, with distinct numbers so that a shifted column shows."""
    rng = random.Random(seed)
    figures = Figures(era)
    for _, columns, rows in BLOCKS_C if era == "C" else BLOCKS_B:
        for row in rows:
            figures.t2[row] = {c: _raw2(c, rng) for c in columns}
    counts = {key: [rng.choice((0, 0, 0, rng.randint(1, 2000))) for _ in range(6)] for _, key, _ in rows3(era)}
    leaves = [key for key in counts if key.startswith("3.") and key != "3.7"]
    counts["3.7"] = [sum(counts[key][n] for key in leaves) for n in range(6)]
    counts["4"] = [rng.randint(0, 30) for _ in range(6)]
    counts["2"] = [min(rng.randint(0, 30), counts["3.7"][n] + counts["4"][n]) for n in range(6)]
    counts["1"] = [counts["3.7"][n] + counts["4"][n] - counts["2"][n] for n in range(6)]
    for path, key, _ in rows3(era):
        figures.t3[path] = [str(n) for n in (*counts[key], sum(counts[key]))]
    for _ in range(3):
        four = [rng.randint(0, 40) for _ in range(4)]
        figures.t4 += [str(n) for n in (*four, sum(four))]
    return figures


def _raw2(column: str, rng: random.Random) -> str:
    number = rng.randint(0, 99999)
    if column == "本年增/减":
        return rng.choice((f"+{number}", f"-{number}", "0", f"增{number}", f"减{number}"))
    if column == "采购总金额":
        return rng.choice((f"{number}.50元", f"{number}", f"{number / 10000:.4f}万元", f"{number:,}元"))
    if column.startswith("本年收费金额"):
        return rng.choice((f"{number / 100:.6f}", str(number), "0"))
    return rng.choice((str(number), "0", f"{number}件"))


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
