"""What the lines above a table tell about it: the year of its figures, and which group of table 4 it holds."""

from __future__ import annotations

import re
from typing import Literal

from gaispider.page.model import Cell, Document
from gaispider.report.forms.t4 import group_named

Whose = Literal["own", "other"]
_LONGEST = 40  # characters of a heading
_LINES = 3  # headings that may stand over one table
_QUOTED = re.compile(r"《[^》]*》|[〔\[【][^〕\]】]*[〕\]】]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年?度?(?!\s*年?\s*(?:以来|起|前|底|\d|号))")
_LAST = re.compile(r"(?:上一?|去)年度?(?!结转|度?结转|末|底)")


_ON_TABLE = re.compile("数据|[上下]表|如下|对照|统计表")
_NUMERALS = str.maketrans("一二三四五六七八九〇○零", "123456789000")
_YEAR_IN_WORDS = re.compile("二[〇○零][一二三四五六七八九〇○零]{2}(?=年)")
_SAMPLE = re.compile("样表|模板|示例|范例|样本")
# A line without any of these has no year and is no sample: so most labels of rows.
_MAY_TELL = re.compile(r"20|二[〇○零]|[上去]一?年|样[表本]|模板|[示范]例|[《〔\[【]")


def lines_above(document: Document) -> dict[int, list[str]]:
    """For each table, by its number in the document, the headings above it, the nearest first."""
    above: dict[int, list[str]] = {}
    lines: list[str] = []
    last = -1
    for block in document.blocks:
        if block.table is None:
            lines.append(block.text)
        elif block.table != last:
            last = block.table
            above[last] = _headings(lines)
            lines = []
    return above


def _headings(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in reversed(lines[-_LINES:]):
        ends = line.rstrip().endswith(("。", "；"))
        if len(line) > _LONGEST or (ends and not _ON_TABLE.search(line)):
            break
        found.append(line)
    return found


def own_titles(rows: list[list[Cell]]) -> list[str]:
    """The titles in a table's own first rows, the lowest first."""
    titles = []
    for row in rows[:3]:
        filled = [cell.text for cell in row if cell.text]
        if len(filled) != 1 or len(filled[0]) > _LONGEST:
            break
        titles.append(filled[0])
    return titles[::-1]


def whose_year(lines: list[str], report_year: int | None) -> Whose | None:
    """Whose the figures are by the nearest heading with a year; None if no heading has one, or one has several.

    The figures of a sample (样表) belong to no report.
    """
    if report_year is None:
        return None
    for line in filter(_MAY_TELL.search, lines):
        if _SAMPLE.search(line):
            return "other"
        text = _YEAR_IN_WORDS.sub(lambda year: year[0].translate(_NUMERALS), _QUOTED.sub("", line))
        years = {int(year) for year in _YEAR.findall(text)}
        if _LAST.search(text):
            years.add(report_year - 1)
        if years:
            return None if len(years) > 1 else "own" if years == {report_year} else "other"
    return None


def group_above(lines: list[str]) -> str | None:
    """The group of table 4 that the nearest heading with such words names; None if none does."""
    for line in lines:
        group = group_named(line)
        if group is not None or "行政复议" in line or "行政诉讼" in line:
            return group
    return None
