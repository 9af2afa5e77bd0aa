"""Lines at the head of a document that look like the page's metadata bar, but belong to the document itself."""

from __future__ import annotations

import re
from functools import cached_property

from gaispider.page.article.fields.field_labels import Field, Kind
from gaispider.page.article.fields.metadata_fields import fields_above
from gaispider.page.article.line_facts import facts_of
from gaispider.page.day_strings import day_of, find_day
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern

_SAYS = frozenset(("published", "time", "updated"))
_TELLS = frozenset(("source", "agency"))
_SUMMARIES = frozenset(("摘要", "内容摘要", "内容概述", "概述"))
# In lines: how far above a document its bar may stand, and how many lines count as right above it.
_ABOVE = 12
_NEAR = 4
_CELLS = frozenset(("td", "th"))
# How many boxes may lie between a cell and its line: div, p.
_DEEP = 3
# A day without a year, and words after it.
_AT = re.compile(r"(?:每|\d{1,2}月\d{1,2}日)[^\d]*[\u4e00-\u9fff]")
# The unit on a cover, and its day in words: 长征镇人民政府, 2011年2月9日.
_UNIT = pattern(
    r"[\u4e00-\u9fff]{1,22}(?:政府|局|委|委员会|办公室|办|厅|院|镇|乡|街道|街道办事处|管委会|中心)(?:[（(]盖?章?[）)])?"
)


class Above:
    """What the page's own bar says above a document whose first line is `first`.

    Each answer is computed on first use.
    """

    def __init__(self, page: PageLines, first: int) -> None:
        self._page = page
        self._first = first
        self._facts = facts_of(page)
        self._lines = range(max(0, first - _ABOVE), first)

    @cached_property
    def is_dated(self) -> bool:
        """Whether a day or a bar stands right over the document."""
        facts = self._facts
        return any(facts.is_day[number] or facts.names_day[number] for number in self._lines[-_NEAR:])

    @cached_property
    def fields(self) -> list[Field]:
        """Labels with their values."""
        return [field for field in fields_above(self._page, self._first, _ABOVE) if field.value and not field.hidden]

    @cached_property
    def labels(self) -> set[str]:
        """The labels that name who wrote the document or what it says."""
        return {field.label for field in self.fields if field.kind in _TELLS or field.label in _SUMMARIES}

    @cached_property
    def days(self) -> set[str | None]:
        """All days that it names, with a label or without."""
        days = [find_day(field.value) for field in self.fields if field.kind in _SAYS]
        facts = self._facts
        bars = (n for n in self._lines if facts.is_day[n] or facts.is_loose_bar[n] or facts.names_day[n])
        days += (facts.day[number] for number in bars)
        return {day_of(day) for day in days if day}


def is_own(fields: list[Field], above: Above) -> bool:
    """Whether the one label of a line with these `fields` belongs to the document.

    It does where the page gives the same label, or another day, above the document.
    """
    if len(fields) != 1:
        return False
    if fields[0].label in above.labels:
        return True
    if not above.days:  # 时间：5月1日前报名
        return fields[0].kind == "time" and _AT.match(fields[0].value) is not None
    day = find_day(fields[0].value)
    if day is None:  # 时间：5月10日上午9时
        return fields[0].kind in _SAYS and any(char.isdigit() for char in fields[0].value)
    return day_of(day) not in above.days


def is_cover(page: PageLines, number: int) -> bool:
    """Whether a line and the one before form a cover: the unit's name, then its day without a time, in words."""
    unit, day = page.text[number - 1], page.text[number]
    if "年" not in day or ":" in day or "：" in day or not facts_of(page).is_day[number]:
        return False
    return _UNIT.fullmatch(unit) is not None


def cell_of(page: PageLines, number: int) -> int:
    """The table cell that holds line `number` and nothing else; -1 if there is none."""
    for box in page.ancestors(page.box_of[number])[:_DEEP]:
        if page.end[box] - page.first[box] > 1:
            break
        if page.tag[box] in _CELLS:
            return box
    return -1


def is_cell_of_table(page: PageLines, number: int, above: Above) -> bool:
    """Whether a label in a cell belongs to a table of the document: its row has no value in the next cell.

    Where the page has a bar above the document, a single agency, day or source in a cell is the document's.
    """
    facts = facts_of(page)
    kind = facts.kind[number]
    box = cell_of(page, number) if kind else -1
    if kind is None or box < 0:
        return False
    cell = page.element(box)
    has_neighbour = any(isinstance(other.tag, str) for other in cell.itersiblings())
    if not has_neighbour or number + 1 == len(page.text) or facts.kind[number + 1]:
        return True
    return not _may_have_value(page, kind, number + 1, above)


def _may_have_value(page: PageLines, kind: Kind, number: int, above: Above) -> bool:
    """Whether a line can be the page's value for a label of that kind."""
    if kind == "index":
        return any(char.isdigit() for char in page.text[number])
    if kind in _SAYS or kind == "made":
        day = facts_of(page).day[number]
        if day and kind in _SAYS and above.is_dated and above.days and day_of(day) not in above.days:
            return False  # the page's bar gives another
        return day is not None
    return not (above.fields or above.days)
