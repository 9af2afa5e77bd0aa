"""The rules that give source, agency and numbers. Their order of trust is written in `header_values`."""

from __future__ import annotations

from gaispider.page.article.evidence import Evidence
from gaispider.page.article.fields.field_labels import Kind, bare
from gaispider.page.article.fields.metadata_fields import best, clean
from gaispider.page.model import Shown
from gaispider.page.script_variants import pattern

_META_SOURCES = ("contentsource", "source", "mediaid", "article:author")
_NUMBER = pattern(
    r"[\u4e00-\u9fff]{2,16}\s*[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*[号號]"
    r"|[\u4e00-\u9fff\s]{2,24}(?:公告|通告|令)\s*[（(]?(?:(?:19|20)\d\d年)?\s*第\s*\d{1,4}\s*[号號]"
)
# Words before the title's own number. A number after 《…》 is that of the document that is cited.
_TITLED = pattern(
    r"(?:通知|意见|办法|公告|通告|通报|决定|决议|批复|函|规定|细则|方案|命令|规划|报告|请示)\s*[（(]\s*([^（）()]{4,40}?)\s*[)）]\s*$"
)
# Where such a number may stand: lines under the title, lines of the document, lines over the title.
_UNDER, _INTO, _OVER = 12, 4, 6
# Without a title on the page: so many lines over the document.
_BEFORE = 6
_LONGEST_NUMBER = 40


def label(found: Evidence, kind: Kind) -> list[Shown]:
    """The value behind its label."""
    return _labelled(found, kind, "label", hidden=False)


def hidden_label(found: Evidence, kind: Kind) -> list[Shown]:
    """The value behind a label that the page hides."""
    return _labelled(found, kind, "hidden_label", hidden=True)


def _labelled(found: Evidence, kind: Kind, rule: str, *, hidden: bool) -> list[Shown]:
    return [
        Shown(value, "header", rule, line=field.shown_on, name=field.label)
        for field in best(found.fields, kind, hidden=hidden)
        if (value := clean(kind, field.value))
    ]


def script_value(found: Evidence, kind: Kind) -> list[Shown]:
    """The source that a script gives to a variable named so."""
    name, value = found.scripts.named_value("source") or ("", "")
    cleaned = clean(kind, value) if value else None
    return [Shown(cleaned, "script", "script_value", name=name)] if cleaned else []


def meta_tag(found: Evidence, kind: Kind) -> list[Shown]:
    """The source that a meta tag gives."""
    for name in _META_SOURCES:
        value = clean(kind, found.meta[name]) if name in found.meta else None
        if value:
            return [Shown(value, "meta", "meta_tag", name=name)]
    return []


def number_under_title(found: Evidence, _kind: Kind) -> list[Shown]:
    """A document number on a line of its own under the title; not where a label says that there is none."""
    start = _below_title(found)
    stop = min(found.body.first + _INTO, len(found.page.text), start + _UNDER)
    return _numbers(found, range(start, stop), "number_under_title")


def number_over_title(found: Evidence, _kind: Kind) -> list[Shown]:
    """A document number on a line of its own above the title."""
    last = _below_title(found) - 2
    return _numbers(found, range(last, max(-1, last - _OVER), -1), "number_over_title")


def number_in_title(found: Evidence, _kind: Kind) -> list[Shown]:
    """A document number in brackets at the end of the title: …办法的通知（磐政办发〔2019〕6号）.

    It counts only after the kind of document (通知).
    """
    if found.title is None or any(field.kind == "doc_number" and bare(field.value) for field in found.fields):
        return []
    for number in range(found.title, min(found.title + 3, found.body.first)):
        ended = _TITLED.search(found.page.text[number])
        if ended and _NUMBER.fullmatch(ended[1]):
            return [Shown(ended[1], "title", "number_in_title", "context", line=number)]
    return []


def _below_title(found: Evidence) -> int:
    return max(0, found.body.first - _BEFORE) if found.title is None else found.title + 1


def _numbers(found: Evidence, lines: range, rule: str) -> list[Shown]:
    # 文号:无 denies it; an empty label does not.
    if any(field.kind == "doc_number" and bare(field.value) for field in found.fields):
        return []
    texts = ((number, _bare_number(found, number)) for number in lines)
    return [Shown(text, "header", rule, line=number) for number, text in texts if _is_number(found, number, text)]


def _bare_number(found: Evidence, number: int) -> str:
    """The text of a line; under the title without the brackets around a number."""
    text = found.page.text[number]
    return text.strip(" ()（）") if number >= _below_title(found) else text


def _is_number(found: Evidence, number: int, text: str) -> bool:
    short = text[-1:] in ("号", "號") and len(text) < _LONGEST_NUMBER and number not in found.page.hidden
    return short and _NUMBER.fullmatch(text) is not None
