"""Rows of the forms that a copy of a page, or a PDF's text, keeps as one line each: the label, then its figures.

一、本年新收政府信息公开申请数量 12 1 0 0 0 0 13. A line counts only if it has as many figures as the form has columns
there. Figures without a header are in the form's order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gaispider.items import Warn
from gaispider.page.model import Cell, Document, Table
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.labels import read_label, vocabulary
from gaispider.report.forms.t2 import is_title
from gaispider.report.forms.t4 import COLUMNS, GROUPS, group_named
from gaispider.report.forms.values import is_value

_LONGEST = 6000  # characters of a line that may be a table without line breaks
_ONE_ROW = 160
_LAST_TWO = re.compile(r"[\d\u4e00-\u9fff)）][^\d\u4e00-\u9fff]{1,3}\d{1,15}$")
_LISTED = re.compile(r"(?<=[\u4e00-\u9fff)）])[:：]\s*(?=\d)|(?<=\d)[、;；](?=\d)")
_OUTCOMES = len(COLUMNS) * len(GROUPS)
_FIRST_WORDS = ("自然人", "信息内容", "结果维持")


def text_rows(document: Document, *, tabs: bool = True) -> tuple[list[Table], list[Warn]]:
    """The lines that are rows, as one table; and a warning for each row with too few or too many figures.

    Without `tabs`, lines with tabs are left to `text_tables`, which knows where cells between tabs are blank.
    """
    marks = "|｜" if tabs else "|｜\t"
    if not any(_may_begin(block.text) for block in document.blocks if block.table is None):
        return [], []
    reader = _Reader()
    for block in document.blocks:
        if block.table is None and len(block.text) <= _LONGEST and not any(mark in block.text for mark in marks):
            reader.take(block.text)
        else:
            reader.label = ""
    rows = reader.rows
    if not any(len(row) > 1 for row in rows):
        return [], reader.warnings
    cells = [Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return [Table(cells, len(rows), max(map(len, rows)))], reader.warnings


def _may_begin(text: str) -> bool:
    """Whether a line may be a header, or a row with several figures."""
    if len(text) > _LONGEST:
        return False
    return any(word in text for word in _FIRST_WORDS) or (text[-1:].isdecimal() and _LAST_TWO.search(text) is not None)


class _Reader:
    """Takes lines one by one. `label` is a row's label on a line of its own, whose figures may be on the next line."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.warnings: list[Warn] = []
        self.label = ""
        self._width = 0  # of the block of table 2 at hand
        self._group: str | None = None  # of table 4

    def take(self, text: str) -> None:
        words = _LISTED.sub(" ", text).split()
        parts = list(_parts(words))
        if len(parts) == 1 and len(text) <= _ONE_ROW:
            self._take_line(*parts[0], text)
        elif len(parts) > 1:
            for names, values in parts:
                label = next((own for n in (1, 2, 3) if row_of(own := "".join(names[-n:]))), "")
                if label and values:
                    self._take_row(label, values)
            self.label = ""

    def _take_line(self, names: list[str], values: list[str], text: str) -> None:
        """Take a line of words, of figures, or of words followed by figures."""
        if not values:
            self._take_words(text, names)
            return
        own, before = "".join(names), self.label
        self.label = ""
        if before and row_of(before + own):
            own = before + own  # a label that was broken in two
        if self._take_row(own, values) or self._take_outcomes(own, values):
            return
        if self.rows and own and len(values) == len(APPLICANTS):
            self.warnings.append(Warn("unknown_row", f"a line with seven figures, not read: {text}"))

    def _take_words(self, text: str, words: list[str]) -> None:
        """Take a line without figures: a header, a title of table 2, a group of table 4, or a label."""
        self.label = ""
        named = group_named(text)
        if is_title(read_label(text)):
            self.rows.append([text])
            self._width = 0
        elif len(heads := list(_heads("t3", words))) >= 4:
            self.rows.append(["", *heads])
        elif words and vocabulary("t2", "stub").find(read_label(words[0])):
            heads = list(_heads("t2", words[1:]))
            self._width = len(heads) if len(heads) == len(words) - 1 else 0
            if self._width:
                self.rows.append(words)
        elif named is not None or "行政复议" in text or "行政诉讼" in text:
            self._group = named
        else:
            self.label = "".join(words)  # perhaps a row's label, or the first half of one

    def _take_row(self, label: str, values: list[str]) -> bool:
        """Take a row of table 2 or 3; False if neither has the label."""
        table = row_of(label) if label else None
        wanted = {"t3": len(APPLICANTS), "t2": self._width}.get(table or "", 0)
        if table is None or not wanted:
            return False
        if len(values) == wanted:
            self.rows.append([label, *values])
        elif len(values) > 1 or len(values[0]) >= wanted > 1:
            said = f"{label}: {len(values)} figures on the line for {wanted} columns, not read: {' '.join(values)}"
            self.warnings.append(Warn("unknown_row", said))
        return True

    def _take_outcomes(self, label: str, values: list[str]) -> bool:
        """Take the row of table 4: fifteen figures, or five of a group that a line above names; False if it is none."""
        printed = vocabulary("t4", "column").printed
        group = vocabulary("t4", "group").find(read_label(label)) if label else self._group
        if len(values) == _OUTCOMES and (not label or group):
            self.rows += [[printed[key] for _ in GROUPS for key in COLUMNS], values]
        elif len(values) == len(COLUMNS) and group in GROUPS:
            head = [vocabulary("t4", "group").printed[group]]
            self.rows += [["行政复议、诉讼", *(printed[key] for key in COLUMNS)], [*head, *values]]
        else:
            return False
        return True


def _parts(words: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The parts of a line, each as words and the figures after them: `一、新收 12 1 二、结转 0 0` has two."""
    names: list[str] = []
    values: list[str] = []
    for word in words:
        if is_value(word) and not word.endswith((".", "、")):
            values.append(word)
        else:
            if values:
                yield names, values
                names, values = [], []
            names.append(word)
    yield names, values


def _heads(table: str, words: list[str]) -> Iterator[str]:
    known = vocabulary(table, "column")
    return (word for word in words if known.find(read_label(word)))


def row_of(label: str) -> str | None:
    """The table that has a row with this label, also with its group before it:

    三、本年度办理结果（一）予以公开 gives t3.
    """
    own = read_label(label)
    if vocabulary("t3", "row").find(own):
        return "t3"
    if vocabulary("t2", "row").find(own):
        return "t2"
    text = own.text
    for group in (*vocabulary("t3", "group").keys, vocabulary("t3", "row").printed["3.6"]):
        before, found, leaf = text.partition(group)
        if found and len(before) < 4 and vocabulary("t3", "row").find(read_label(leaf.lstrip("：:，,"))):
            return "t3"
    return None
