"""Index tables printed as one line without colons or cells: `索引号014000388/2025-00031主题分类水利`."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from gaispider.page.article.fields.field_labels import Field, Kind, bare
from gaispider.page.day_strings import find_day
from gaispider.page.lexicon import labels
from gaispider.page.script_variants import pattern

# A label without a colon is believed only before a value of its kind.
_VALUES: dict[str, re.Pattern[str]] = {
    "index": re.compile(r"(?=\D*\d)[A-Za-z0-9/][A-Za-z0-9/_.—-]{5,40}"),
    "doc_number": pattern(r"[^\s，。：:]{1,24}\d\s*号"),
    "agency": pattern(
        r"[\u4e00-\u9fff、\s]{2,30}(?:局|府|委|办|厅|院|部|会|处|站|所|队|中心|镇|乡|街道|室|公司|社|校|行)"
    ),
}
_DAYS = frozenset(("published", "made"))
_LONGEST = 300


@cache
def _words() -> list[str]:
    """The labels that need no colon, the longest first."""
    return sorted((word for word in labels() if len(word) > 2 or word in ("文号", "文號")), key=len, reverse=True)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(r"\s*".join(map(re.escape, word)) for word in _words()))


@cache
def _firsts() -> frozenset[str]:
    return frozenset(word[0] for word in _words())


@cache
def glued_firsts() -> frozenset[str]:
    """The characters that such a line can begin with."""
    return frozenset(word[0] for word, kind in labels().items() if kind in _VALUES or kind in _DAYS)


def begins_with_label(text: str) -> bool:
    """Whether a line begins with a label, with or without a value after it."""
    return text[:1] in _firsts() and _pattern().match(text) is not None


def glued_fields(text: str, line: int) -> list[Field]:
    """Labels and values of a line that begins with a label and has no colon.

    A value counts only if it fits its label's kind.
    """
    if not 6 < len(text) < _LONGEST or "。" in text or not begins_with_label(text):
        return []
    found = list(_pattern().finditer(text))
    fields = []
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        label = bare(match[0])
        kind, value = labels()[label], text[match.end() : end].strip()
        day = find_day(value) if kind in _DAYS else None
        if (kind in _VALUES and _VALUES[kind].fullmatch(value)) or (day and value.lstrip("[(【（").startswith(day)):
            fields.append(Field(cast("Kind", kind), label, value, line))
    return fields
