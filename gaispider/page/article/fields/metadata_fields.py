"""The metadata that a page shows: bars under the title, index tables above it, cells and lists.

All labels outside the document are collected once with their values. Here is decided which value counts for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from gaispider.page.article.body.boilerplate import is_chrome
from gaispider.page.article.fields.field_labels import Field, Kind, bare
from gaispider.page.article.fields.head_rows import head_row
from gaispider.page.article.fields.inline_fields import begins_with_label, glued_fields, glued_firsts
from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.day_strings import DAY_SOURCE, find_day
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern, phrases

# Tags in which a label needs no colon. Elsewhere only labels that are never a heading need none.
_CELLS = frozenset(("td", "th", "dl"))
_PLAIN = frozenset(("published", "made", "source", "agency", "doc_number", "index"))
# How far below the document a bar may stand.
_BELOW = 12
_FEW = 2
# Values that say that there is none.
_EMPTY = phrases("bars.tsv", "no_value", flags=re.I)
# A document number or index number has at least this.
_NUMBERED = re.compile("[0-9０-９A-Za-z号號第令×*ＸX]|[〇零一二三四五六七八九十]{2}")
_PUNCTUATION = " \u3000-－—_/\\.。、，,*:：（）()[]【】"
# What ends a value: tools and labels of the bar after it on the line.
_LAST_TOOL = phrases("bars.tsv", "last_tool", before="(?:我要|加入)?", after=r"(?:本页|本文|窗口|到)?\s*$")
_TOOL = phrases("bars.tsv", "tool_after_value", before=r"\s+")
_BRACKETED = phrases("bars.tsv", "bracketed_tool", before=r"[【\[]\s*")


@cache
def _value_end() -> re.Pattern[str]:
    return pattern(rf"{_LAST_TOOL.source}|\s{{3,}}|\s+[【\[]|[|｜]|{_BRACKETED.source}|{_TOOL.source}|{DAY_SOURCE}")


def read_fields(page: PageLines, first: int, end: int) -> list[Field]:
    """The labels outside the document, with their values, those nearest to the document first.

    The document has the lines from `first` up to but not including `end`.
    """
    above = _scan(page, range(first))
    below = _scan(page, _below(page, end, _BELOW))
    if len(below) > _FEW:  # an index table under the document
        below = _scan(page, _below(page, end, 4 * _BELOW))
    return above[::-1] + below


def fields_above(page: PageLines, first: int, size: int) -> list[Field]:
    """Labels and values in the `size` lines above line `first`."""
    return _scan(page, range(max(0, first - size), first))


def _below(page: PageLines, first: int, size: int) -> Iterable[int]:
    """The lines under a document, without those of boxes that show other documents."""
    facts = facts_of(page)
    number, last = first, min(first + size, len(page.text))
    while number < last:
        if facts.heads_others[number]:
            around = page.parent[page.box_of[number]]
            if around < 0 or page.first[around] < first:
                return
            number = last = page.end[around]
            last = min(last + size // 2, len(page.text))
            continue
        yield number
        number += 1


def _scan(page: PageLines, numbers: Iterable[int]) -> list[Field]:
    """The labels in these lines with their values. A label that stands alone has its value on the next line."""
    facts = facts_of(page)
    found: list[Field] = []
    waiting: Field | None = None
    skip = -1  # values of a row of labels are already given up to this line
    for number in numbers:
        if number <= skip:
            continue
        if waiting:
            label, waiting = waiting, None
            if not _is_labelled(facts, number):
                if _take_value(page, label, number):
                    continue
            elif row := head_row(page, label.line):
                found += row
                skip = max(field.value_line for field in row)
                continue
        fields = _fields_of(page, facts, number)
        if fields:
            found += fields
            last = fields[-1]
            if not last.value and (len(fields) == 1 or page.tag[page.box_of[number]] in _CELLS):
                waiting = last
    return found


def _fields_of(page: PageLines, facts: LineFacts, number: int) -> list[Field]:
    """The labels in a line: before colons, alone, in brackets, or joined to their values. A link gives none."""
    text = page.text[number]
    if page.links[number] == len(text) and text:
        return []
    if ":" in text or "：" in text:
        return _own(page, facts.fields[number], number)
    if len(text) < 16 and (kind := facts.kind[number]) and _may_stand_alone(page, kind, number):
        return [Field(kind, bare(text), "", number, number in page.hidden)]
    if text[:1] in ("[", "【"):
        return _own(page, facts.fields[number], number)
    return _own(page, glued_fields(text, number), number) if text[:1] in glued_firsts() else []


def _own(page: PageLines, fields: list[Field], number: int) -> list[Field]:
    """Copies of a line's fields that may be changed."""
    hidden = number in page.hidden
    return [Field(field.kind, field.label, field.value, number, hidden) for field in fields]


def _is_labelled(facts: LineFacts, number: int) -> bool:
    """Whether a line is a label, or has a label before a colon or in brackets."""
    return bool(facts.kind[number] or facts.fields[number])


def _take_value(page: PageLines, label: Field, number: int) -> bool:
    """Give a label that stands alone line `number` as its value, if that can be one; whether it was taken."""
    if begins_with_label(page.text[number]) or not _belongs(page, label, number):
        return False
    label.value, label.value_line = page.text[number], number
    return True


def _may_stand_alone(page: PageLines, kind: Kind, number: int) -> bool:
    """Whether a label without a colon may have its value on the next line."""
    return page.tag[page.box_of[number]] in _CELLS or (kind in _PLAIN and number + 1 < len(page.text))


def _belongs(page: PageLines, field: Field, number: int) -> bool:
    """Whether line `number` can be the value of a label that stands alone on the line before."""
    text = page.text[number]
    if facts_of(page).is_chrome[number] or len(text) > 120:
        return False
    if field.kind in ("source", "agency") and (len(text) > 40 or "。" in text):
        return False
    own, other = page.box_of[field.line], page.box_of[number]
    return own == other or page.parent[own] in (page.parent[other], other) or page.parent[other] == own


def best(fields: Iterable[Field], *kinds: Kind, hidden: bool = False) -> list[Field]:
    """Fields with a value, of the first of `kinds` that has any; those nearest to the document first."""
    for kind in kinds:
        found = [f for f in fields if f.kind == kind and f.hidden == hidden and clean(f.kind, f.value)]
        if found:
            return found
    return []


def clean(kind: Kind, value: str) -> str | None:
    """A value without the tools and labels that follow it on its line.

    None if it says that there is no value: 无, 无文号.
    """
    if kind in ("published", "time", "updated", "made"):
        return find_day(value)
    if kind in ("source", "agency"):
        match = _value_end().search(value)
        if match:
            value = value[: match.start()]
        value = value.strip(" \u3000|｜-—:：;；,，、>【[]】")
        value = value.rstrip("(（ \u3000")  # 来源：青溪县财政局 (2019-01-22 10:00)
        if value[-1:] in ")）" and "(" not in value and "（" not in value:
            value = value[:-1]
        if is_chrome(value):
            return None
    value = value.strip()
    if kind == "index" and " " in value:
        first = value.split(" ")[0]
        value = first if len(first) > 7 else bare(value)
    if kind in ("doc_number", "index") and not _NUMBERED.search(value):
        return None  # the value of another cell
    said = value.strip(_PUNCTUATION)
    if len(value) > 100 or not said or _EMPTY.find(said):
        return None
    return value
