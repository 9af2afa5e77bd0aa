"""Form A: the national 政府信息公开情况统计表 (2014-2018), and the annexes of the years before it, row by row.

Their rows differ by province and year, so each row keeps its own label. Header words tell what each column is.
"""

from __future__ import annotations

import re
from collections import Counter

from gaispider.items import AnnexFigure, Figure, Warn
from gaispider.page.model import Cell
from gaispider.report.forms.form_a.annex_heads import is_plain_row, panels_of, read_heads, read_parts
from gaispider.report.forms.form_a.annex_rows import AMONG, LEVELS, Entry, read_rows
from gaispider.report.forms.grid import MOST_READINGS
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.values import readings_of

_SUBJECT = re.compile("公开|申请|复议|诉讼|申诉|公报|答复|查阅点|政策解读|网上咨询")
# Further subjects of such tables. Alone they count only below a header with a column of figures.
_RESOURCES = re.compile("人员|培训|会议|经费|机构|网站|网页|栏目|咨询|投诉|收费|信箱|热线|查阅|文件|信息")
_MEANS = re.compile("(?:公开|专职|兼职).*人员|培训|公开.*会议|公开.*经费|公开.*机构|查阅[点场]")


def is_annex(rows: list[list[Cell]]) -> bool:
    """Whether a table is of form A: a header with a column of figures, or three rows of figures, on its subjects.

    A table on staff, training, meetings or money alone is one only if its header names a year's or all years' figures.
    """
    subjects = sum(1 for row in rows if _SUBJECT.search(_words(row)))
    if subjects == 1 and _is_short(rows):
        return True
    if subjects < 2 or 4 * subjects < len(rows):
        return _is_on_resources(rows)
    if any(read_heads(row) for row in rows[:6]):
        return True
    figures = sum(1 for row in rows if len(row) > 1 and row[-1].text and is_plain_row(row))
    return figures >= 3 and 2 * figures >= len(rows)


def _is_short(rows: list[list[Cell]]) -> bool:
    """Whether a table has one or two rows of figures, so that one row on the form's subjects is enough."""
    under = rows[1:]
    return 0 < len(under) <= 2 and bool(read_heads(rows[0])) and all(map(is_plain_row, under))


def _words(row: list[Cell]) -> str:
    return "".join(cell.text for cell in row[:4])


def _is_on_resources(rows: list[list[Cell]]) -> bool:
    for n, row in enumerate(rows[:6]):
        heads = read_heads(row)
        if heads:
            under = [other for other in rows[n + 1 :] if is_plain_row(other)]
            dated = any(head.role == "cumulative" or head.year or head.is_this_year for head in heads)
            words = _RESOURCES if dated else _MEANS
            found = sum(1 for other in under if _SUBJECT.search(_words(other)) or words.search(_words(other)))
            return len(under) > 1 and 2 * found > len(under) * (1 if dated else 2) - (not dated)
    return False


def is_national(rows: list[list[Cell]]) -> bool:
    """Whether the rows are those of the national form of 2014."""
    national = vocabulary("a", "national").keys
    return sum(1 for row in rows for cell in row if read_label(cell.text).body in national) >= 3


def read_annex(rows: list[list[Cell]], report_year: int | None, warnings: list[Warn]) -> dict[str, AnnexFigure]:
    """The rows by label. Where a label occurs several times, the labels above it stand before it, joined by `/`."""
    entries: list[Entry] = []
    for part in read_parts(rows):
        numbered = any(LEVELS[0].match(read_label(cell.text).text) for row in part.rows for cell in row[:3])
        for panel in panels_of(part.heads):
            entries.extend(read_rows(part.rows, panel, numbered, report_year))
    figures: dict[str, AnnexFigure] = {}
    for key, entry in zip(_keys(entries), entries, strict=True):
        if key in figures:
            join(figures[key], entry.value, key, warnings)
            continue
        value = entry.value
        figures[key] = _annex_figure(value, entry.cumulative)
        for column, other in entry.others.items():
            figures[f"{key}/{column}"] = _annex_figure(other, None)
    columns = dict.fromkeys(column for entry in entries for column in entry.others)
    warnings.extend(Warn("unknown_column", f"statistics annex: {column}") for column in columns)
    warnings.extend(Warn("unknown_row", f"statistics annex: {key}") for key in _unknown(figures, rows))
    return figures


def join(kept: AnnexFigure, other: Figure | AnnexFigure, key: str, warnings: list[Warn]) -> None:
    """Add a second figure of a row to the first.

    A blank is filled; two different figures stay open, with both readings.
    """
    readings = list(dict.fromkeys(value for figure in (kept, other) for value in readings_of(figure)))
    if not readings_of(kept):
        kept.value, kept.raw, kept.unit, kept.method = other.value, other.raw, other.unit, other.method
        kept.certainty, kept.alternatives = other.certainty, list(other.alternatives)
    elif len(readings_of(kept)) < len(readings) <= MOST_READINGS:
        warnings.append(Warn("unknown_row", f"{key} occurs twice: {kept.raw!r} and {other.raw!r}"))
        kept.value, kept.method, kept.certainty, kept.alternatives = None, None, "ambiguous", readings


def _unknown(figures: dict[str, AnnexFigure], rows: list[list[Cell]]) -> list[str]:
    """Keys of rows that no form has: for the national form those not in it, else those on other subjects."""
    known = vocabulary("a", "row").keys.keys() | vocabulary("a", "national").keys.keys()
    if is_national(rows):
        return [key for key in figures if AMONG.sub("", read_label(key.rpartition("/")[2]).body) not in known]
    return [key for key in figures if not _SUBJECT.search(key)]


def _annex_figure(figure: Figure, cumulative: Figure | None) -> AnnexFigure:
    readings = list(figure.alternatives)
    return AnnexFigure(figure.value, figure.raw, figure.unit, cumulative, figure.method, figure.certainty, readings)


def _keys(entries: list[Entry]) -> list[str]:
    """For each row its label, after as many labels above it as make the key unique."""
    keys = [entry.label for entry in entries]
    for depth in range(1, 5):
        often = {key for key, times in Counter(keys).items() if times > 1}
        if not often:
            break
        keys = [
            "/".join([*entry.path[-depth:], entry.label]) if key in often else key
            for key, entry in zip(keys, entries, strict=True)
        ]
    return keys
