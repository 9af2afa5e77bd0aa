"""Labels of metadata bars and index tables (docs/field-guide.md, 3.1): 发布日期, 来源, 索引号 and their like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from gaispider.page.day_strings import find_day
from gaispider.page.lexicon import labels
from gaispider.page.script_variants import phrases

Kind = Literal["published", "time", "updated", "made", "source", "agency", "doc_number", "index", "title", "other"]

_BAR: frozenset[Kind | None] = frozenset(("published", "time", "source", "index", "agency", "made", "updated"))
_DAY_OR_SOURCE = frozenset(("published", "time", "source", "updated"))
_COLON = re.compile("[:：]")
_AROUND_LABEL = " ：:【】[]（）()|·•*>"
_GAPS = " ]】"
_OPENING = frozenset("[【")
_BRACKETS = re.compile(r"[\[【]\s*([^\[\]【】:：]{2,24}?)\s*[\]】]\s*[:：]?")
_UNCLOSED = "【[〖（( \u3000"
# Characters between a day and the other words of a bar without labels.
_EDGES = frozenset(" [](（）)【】|｜/·-—:：")
_BAR_WORD = phrases("bars.tsv", "bar_word", flags=re.I)


@cache
def _lasts() -> frozenset[str]:
    return frozenset(word[-1] for word in labels())


@cache
def _longest() -> int:
    return max(map(len, labels()))


@dataclass(slots=True)
class Field:
    """A label and the value printed after it, which may be empty. `line` is the line of the label."""

    kind: Kind
    label: str
    value: str
    line: int
    hidden: bool = False
    value_line: int = -1  # where the value stands, if not on the label's line

    @property
    def shown_on(self) -> int:
        """The line on which the value stands."""
        return self.value_line if self.value_line >= 0 else self.line


def bare(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def label_kind(text: str) -> Kind | None:
    """The kind of a text that is nothing but a label: `索 引 号：`, `[发布日期]`."""
    if len(text) > 3 * _longest():
        return None
    last = text.rstrip(_AROUND_LABEL)[-1:]
    if last not in _lasts() and not last.isspace():
        return None  # as most texts
    return cast("Kind | None", labels().get(bare(text).strip(_AROUND_LABEL)))


def may_have_labels(text: str) -> bool:
    """Whether a text has a character that sets a label off from its value."""
    return ":" in text or "：" in text or text[:1] in _OPENING


def split_fields(text: str, line: int = 0) -> list[Field]:
    """The labels in a line, each with the text up to the next label. `line` is the line's number."""
    if text[:1] in _OPENING and (fields := _bracketed(text, line)):
        return fields
    if ":" not in text and "：" not in text:
        return []
    return [Field(kind, label, value, line) for kind, label, value in _split(text)]


def _bracketed(text: str, line: int) -> list[Field]:
    """Fields whose labels stand in brackets: `[发文字号]京政办发〔2020〕9号 【发布日期】2020-03-01`.

    A value with further labels and colons in it is split there.
    """
    found = [(match, kind) for match in _BRACKETS.finditer(text) if (kind := label_kind(match[1]))]
    if not found or found[0][0].start():
        return []
    fields = []
    ends = [match.start() for match, _ in found[1:]] + [len(text)]
    for (match, kind), end in zip(found, ends, strict=True):
        value = text[match.end() : end].strip()
        more = _split(value)
        first = value.find(more[0][1]) if more else -1
        fields.append(
            Field(kind, bare(match[1]), value[:first].strip().rstrip(_UNCLOSED) if first > 0 else value, line)
        )
        fields += [Field(other, label, said, line) for other, label, said in (more if first > 0 else ())]
    return fields


@lru_cache(maxsize=2048)
def _split(text: str) -> tuple[tuple[Kind, str, str], ...]:
    found: list[tuple[int, int, str]] = []  # for each label: where it begins, and where its value begins
    start = 0
    for colon in _COLON.finditer(text):
        if label := _label_before(text, start, colon.start(), bool(found)):
            start = colon.end()
            found.append((label[0], start, label[1]))
    if not found:
        return ()
    ends = [begin for begin, _, _ in found[1:]] + [len(text)]
    return tuple(
        (cast("Kind", labels()[label]), label, text[value:end].strip().rstrip(_UNCLOSED))
        for (_, value, label), end in zip(found, ends, strict=True)
    )


def _label_before(text: str, start: int, end: int, later: bool) -> tuple[int, str] | None:
    """Where the longest label that ends before the colon at `end` begins, and that label; None if there is none.

    A short label may be the end of a longer word (时间 in 会议时间). It counts only after a gap, or if it comes `later`
    in a bar.
    """
    left = max(start, end - 3 * _longest())
    segment = text[left:end].rstrip(_GAPS)
    if segment[-1:] not in _lasts():
        return None
    known, word = labels(), bare(segment)
    for size in range(min(_longest(), len(word)), 1, -1):
        label = word[-size:]
        if label not in known:
            continue
        begin = _begin_of(segment, size)
        before = segment[begin - 1 : begin]
        # A day may be glued before it: 2022年8月15日来源：
        dated = before in "日时分秒" and segment[begin - 2 : begin - 1].isdigit()
        if size < 4 and not later and "\u4e00" <= before <= "\u9fff" and not dated:
            return None
        return left + begin, label
    return None


def _begin_of(text: str, size: int) -> int:
    """Where the last `size` characters of a text begin; white space is not counted."""
    begin = len(text)
    for _ in range(size):
        begin -= 1
        while text[begin].isspace():
            begin -= 1
    return begin


def is_bar(text: str, fields: list[Field] | None = None) -> bool:
    """Whether a line gives metadata: one unambiguous label, or several labels of any kind.

    `fields` are the line's fields by `split_fields`, if the caller has them.
    """
    kinds = {field.kind for field in (split_fields(text) if fields is None else fields) if field.kind != "title"}
    return len(kinds) > 1 or not _BAR.isdisjoint(kinds) if kinds else label_kind(text) in _BAR


def names_day(text: str, fields: list[Field] | None = None) -> bool:
    """Whether a line gives a day or a source after a label; `fields` as for `is_bar`."""
    return any(field.kind in _DAY_OR_SOURCE for field in (split_fields(text) if fields is None else fields))


def is_loose_bar(text: str, *, worded: bool = False) -> bool:
    """Whether a line is a bar without labels: a day and, set off from it, a source or a number of views.

    `青溪县政府网 2004-11-18 阅读 362 次` is one. A title with a day in it is none, because its words are joined to the
    day. With `worded` a word that bars have must stand beside the day; else it is enough that the day fills a third of
    the line.
    """
    return may_be_loose_bar(text) and is_set_off(text, find_day(text), worded=worded)


def may_be_loose_bar(text: str) -> bool:
    """Whether a line is as short as a bar without labels, and no sentence."""
    return 9 < len(text) < 80 and "，" not in text and "。" not in text and "通过" not in text


def is_set_off(text: str, day: str | None, *, worded: bool = False) -> bool:
    """Whether the day of a line is set off from the few words around it; `worded` as for `is_loose_bar`."""
    if day is None:
        return False
    before, _, after = text.partition(day)
    return (
        (not before or before[-1] in _EDGES)
        and (not after or after[0] in _EDGES)
        and all(len(word) < 16 for word in (before + " " + after).split())
        and ((not worded and len(day) * 3 > len(text)) or bool(_BAR_WORD.find(text)))
    )
