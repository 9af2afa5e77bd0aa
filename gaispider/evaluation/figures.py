"""Labelled figures: statistics.jsonl, set into plain markup of their form and read back cell by cell.

The labels hold figures only, so the markup is made here, in the plainest way a site could write it. A label whose
report was `cut` holds some of the rows; what it lacks is not printed and may not be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from gaispider.evaluation.score import LabelError, Tallies, bare, read_jsonl, required
from gaispider.items import AnnexFigure, Figure, Tables
from gaispider.reading import extract
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.t4 import COLUMNS, GROUPS

_NOWHERE = "http://www.example.gov.cn/"
_NUMERALS = {numeral: str(n) for n, numeral in enumerate("一二三四五六七", start=1)}
_PROSE = "本报告根据条例的要求编制，由总体情况、主动公开、依申请公开等部分组成，如有疑问，请与本单位联系。"

Key = tuple[str, str, str]  # table, row, column


def score_figures(path: Path) -> Tallies:
    """Every labelled cell; a figure that was read where none was printed counts as wrong."""
    tallies = Tallies()
    for row in read_jsonl(path):
        name = required(row, "id", str(path))
        try:
            want = dict(wanted_figures(row))
            page = labelled_page(row)
        except (KeyError, ValueError, AttributeError) as error:
            raise LabelError(
                f"{path}, {name}: the tables are not laid out as docs/benchmarks.md says ({error})"
            ) from None
        reports = extract(page.encode(), row.get("url") or _NOWHERE)
        got = {key: figure.raw for key, figure in figures_read(reports[0].statistics.tables)}
        for key in dict.fromkeys([*want, *got]):
            right = key in want and key in got and bare(want[key] or "") == bare(got[key])
            shown = got.get(key, "no such figure")
            wanted = (want[key] or "a blank cell") if key in want else "no such figure"
            tallies[f"figures {key[0]}"].add(f"{name} {' '.join(key[1:])}", right=right, want=wanted, got=shown)
    return tallies


def wanted_figures(row: dict[str, Any]) -> Iterator[tuple[Key, str | None]]:
    """Table, row and column of each labelled cell, and its raw text; None is a blank cell."""
    rows, columns = vocabulary("t2", "row"), vocabulary("t2", "column")
    for label, cells in (row.get("table2") or {}).items():
        for column, raw in cells.items():
            yield ("t2", rows.find(read_label(label)) or label, columns.find(read_label(column)) or column), raw
    for path, values in (row.get("table3") or {}).items():
        for column, raw in zip(APPLICANTS, values, strict=True):
            yield ("t3", _row_key(path), column), raw
    cells4 = [(group, column) for group in GROUPS for column in COLUMNS]
    for (group, column), raw in zip(cells4, row.get("table4") or (), strict=bool(row.get("table4"))):
        yield ("t4", group, column), raw
    for name in ("table_a", "table_a_cumulative"):
        for label, raw in (row.get(name) or {}).items():
            yield ("annex", label, "year" if name == "table_a" else "cumulative"), raw


def figures_read(tables: Tables) -> Iterator[tuple[Key, Figure | AnnexFigure]]:
    """The figures of a record by the same keys."""
    for name, rows in (("t2", tables.t2), ("t3", tables.t3), ("t4", tables.t4)):
        for row, cells in (rows or {}).items():
            for column, figure in cells.items():
                yield (name, row, column), figure
    figures: dict[str, AnnexFigure] = tables.a or {}
    for label, annexed in figures.items():
        yield ("annex", label, "year"), annexed
        cumulative: Figure | None = annexed.cumulative
        if cumulative is not None:
            yield ("annex", label, "cumulative"), cumulative


def _row_key(path: str) -> str:
    """三/(三)/1 → 3.3.1; 一, 二 and 四 are rows of their own."""
    parts = [part.strip("()（）") for part in path.split("/")]
    return ".".join(_NUMERALS.get(part, part) for part in parts)


def labelled_page(row: dict[str, Any]) -> str:
    """A page that prints the labelled figures in the tables of their form."""
    title = escape(f"{row.get('unit') or ''}{row.get('report_year') or ''}年政府信息公开工作年度报告")
    tables = [_table2(row.get("table2") or {}), _table3(row.get("table3") or {}), _table4(row.get("table4") or [])]
    tables.append(_annex(row))
    made = "".join(f"<p>{_PROSE}</p><table>{table}</table>" for table in tables if table)
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{made}<p>{_PROSE}</p></div></body></html>"
    )


def _table2(rows: dict[str, dict[str, str | None]]) -> str:
    made = ""
    for columns, block in groupby(rows.items(), key=lambda row: tuple(row[1])):
        spans = [""] * (len(columns) - 1) + [f" colspan={4 - len(columns)}"]
        cells = list(zip(columns, spans, strict=True))
        made += _row("<td>信息内容</td>", [(column, span) for column, span in cells])
        for label, values in block:
            made += _row(_cell(label), [(values[column], span) for column, span in cells])
    return made


def _table3(rows: dict[str, list[str | None]]) -> str:
    if not rows:
        return ""
    columns, groups, printed = (vocabulary("t3", role).printed for role in ("column", "group", "row"))
    names = {"3.6": printed["3.6"], **groups}  # 其他处理 is a row in one form, a group in the next
    made = "<tr><td colspan=3 rowspan=3></td><td colspan=7>申请人情况</td></tr>"
    made += "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    made += _row("", [(columns[key], "") for key in APPLICANTS[1:6]])
    for path, values in rows.items():
        key = _row_key(path)
        labels = _cell("三、本年度办理结果" if "." in key else printed[key], "" if "." in key else " colspan=3")
        if key.count(".") == 2:
            labels += _cell(names[key.rpartition(".")[0]]) + _cell(f"{key[-1]}.{printed[key]}")
        elif "." in key:
            labels += _cell(printed[key], " colspan=2")
        made += _row(labels, [(value, "") for value in values])
    return made


def _table4(values: list[str | None]) -> str:
    if not values:
        return ""
    columns, groups = vocabulary("t4", "column").printed, vocabulary("t4", "group").printed
    return (
        _row("", [(groups[group], f" colspan={len(COLUMNS)}") for group in GROUPS])
        + _row("", [(columns[column], "") for _ in GROUPS for column in COLUMNS])
        + _row("", [(value, "") for value in values])
    )


def _annex(row: dict[str, Any]) -> str:
    figures = row.get("table_a") or {}
    if not figures:
        return ""
    cumulative = row.get("table_a_cumulative") or {}
    heads = ["计量单位", f"{row['report_year']}年度", *(["历年累计"] if cumulative else [])]
    made = _row(_cell("指标名称"), [(head, "") for head in heads])
    for label, raw in figures.items():
        cells = ["条", raw, *([cumulative[label]] if cumulative else [])]
        made += _row(_cell(label), [(cell, "") for cell in cells])
    return made


def _row(labels: str, cells: list[tuple[str | None, str]]) -> str:
    return f"<tr>{labels}{''.join(_cell(text, span) for text, span in cells)}</tr>"


def _cell(text: str | None, span: str = "") -> str:
    return f"<td{span}>{escape(text or '')}</td>"
