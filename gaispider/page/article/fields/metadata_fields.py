"""The metadata of an article as the page shows it: bars under the title, index tables above it, cells and lists.

Every label with its value outside the document is collected once; what counts for each field is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from gaispider.page.article.body.boilerplate import heads_others, is_chrome
from gaispider.page.article.fields.field_labels import Field, Kind, bare, label_kind, split_fields
from gaispider.page.article.fields.head_rows import head_row
from gaispider.page.article.fields.inline_fields import begins_with_label, glued_fields, glued_firsts
from gaispider.page.day_strings import DAY_SOURCE, find_day
from gaispider.page.html.blocks import Lines
from gaispider.page.script_variants import pattern, phrases

# Where a label needs no colon: cells, definition lists (`dt`, `dd`). Elsewhere only labels that head nothing else.
_CELLS = frozenset(("td", "th", "dl"))
_PLAIN = frozenset(("published", "made", "source", "agency", "doc_number", "index"))
# How far below the document a bar may stand.
_BELOW = 12
_FEW = 2
# What says that there is no value.
_EMPTY = phrases("bars.tsv", "no_value", flags=re.I)
# What a document or index number has at least.
_NUMBERED = re.compile("[0-9０-９A-Za-z号號第令×*ＸX]|[〇零一二三四五六七八九十]{2}")
_PUNCTUATION = " \u3000-－—_/\\.。、，,*:：（）()[]【】"
# What ends a value: the tools and labels of the bar that follow it on the line.
_LAST_TOOL = phrases("bars.tsv", "last_tool", before="(?:我要|加入)?", after=r"(?:本页|本文|窗口|到)?\s*$")
_TOOL = phrases("bars.tsv", "tool_after_value", before=r"\s+")
_BRACKETED = phrases("bars.tsv", "bracketed_tool", before=r"[【\[]\s*")


@cache
def _value_end() -> re.Pattern[str]:
    return pattern(rf"{_LAST_TOOL.source}|\s{{3,}}|[|｜]|{_BRACKETED.source}|{_TOOL.source}|{DAY_SOURCE}")


def read_fields(page: Lines, first: int, end: int) -> list[Field]:
    """Labels and values outside the document, whose lines are `first` up to `end`; those nearest to it first."""
    above = list(_scan(page, range(first)))
    below = list(_scan(page, _below(page, end, _BELOW)))
    if len(below) > _FEW:  # an index table under the document
        below = list(_scan(page, _below(page, end, 4 * _BELOW)))
    return above[::-1] + below


def fields_above(page: Lines, first: int, size: int) -> list[Field]:
    """Labels and values in the `size` lines over line `first`."""
    return list(_scan(page, range(max(0, first - size), first)))


def _below(page: Lines, first: int, size: int) -> Iterable[int]:
    """Lines under a document, without those of boxes that show other documents."""
    number, last = first, min(first + size, len(page.text))
    while number < last:
        if heads_others(page.text[number]):
            around = page.parent[page.box_of[number]]
            if around < 0 or page.first[around] < first:
                return
            number = last = page.end[around]
            last = min(last + size // 2, len(page.text))
            continue
        yield number
        number += 1


def _scan(page: Lines, numbers: Iterable[int]) -> Iterable[Field]:
    texts, links = page.text, page.links
    glued = glued_firsts()
    waiting: Field | None = None
    skip = -1
    for number in numbers:
        text = texts[number]
        if number <= skip:
            continue
        if waiting:
            labelled = label_kind(text) or split_fields(text)
            if labelled and (row := head_row(page, waiting.line)):
                yield from row
                skip, waiting = max(field.value_line for field in row), None
                continue
            elif not labelled and not begins_with_label(text) and _belongs(page, waiting, number):
                waiting.value = text
                waiting.value_line = number
                waiting = None
                continue
            waiting = None
        if links[number] == len(text) and links[number]:
            continue
        if ":" in text or "：" in text:
            fields = split_fields(text, number)
        elif len(text) < 16 and (kind := label_kind(text)) and _may_stand_alone(page, kind, number):
            fields = [Field(kind, bare(text), "", number)]
        elif text[:1] in "[【" and text:
            fields = split_fields(text, number)
        elif text and text[0] in glued:
            fields = glued_fields(text, number)
        else:
            continue
        for field in fields:
            field.hidden = number in page.hidden
            yield field
        if fields and not fields[-1].value and (len(fields) == 1 or page.tag[page.box_of[number]] in _CELLS):
            waiting = fields[-1]


def _may_stand_alone(page: Lines, kind: Kind, number: int) -> bool:
    """Whether a label without a colon may have its value on the next line."""
    return page.tag[page.box_of[number]] in _CELLS or (kind in _PLAIN and number + 1 < len(page.text))


def _belongs(page: Lines, field: Field, number: int) -> bool:
    """Whether line `number` can be the value of a label that stands alone on the line before."""
    text = page.text[number]
    if is_chrome(text) or len(text) > 120 or (field.kind in ("source", "agency") and (len(text) > 40 or "。" in text)):
        return False
    own, other = page.box_of[field.line], page.box_of[number]
    return (
        own == other or page.parent[own] == page.parent[other] or page.parent[other] == own or page.parent[own] == other
    )


def best(fields: Iterable[Field], *kinds: Kind, hidden: bool = False) -> list[Field]:
    """Fields with a value, of the first kind that has any; the one nearest to the document first."""
    for kind in kinds:
        found = [f for f in fields if f.kind == kind and f.hidden == hidden and clean(f.kind, f.value)]
        if found:
            return found
    return []


def clean(kind: Kind, value: str) -> str | None:
    """A value without what follows it on the line; None if it says that there is none: 无, 无文号, blank."""
    if kind in ("published", "time", "updated", "made"):
        return find_day(value)
    if kind in ("source", "agency"):
        match = _value_end().search(value)
        if match:
            value = value[: match.start()]
        value = value.strip(" \u3000|｜-—:：;；,，、>【[]】")
        if value[-1:] in ")）" and "(" not in value and "（" not in value:
            value = value[:-1]
        if is_chrome(value):
            return None
    value = value.strip()
    if kind == "index" and " " in value:
        value = value.split(" ")[0] if len(value.split(" ")[0]) > 7 else bare(value)
    if kind in ("doc_number", "index") and not _NUMBERED.search(value):
        return None  # the value of another cell
    said = value.strip(_PUNCTUATION)
    if len(value) > 100 or not said or _EMPTY.find(said):
        return None
    return value
