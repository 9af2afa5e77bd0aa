"""The day printed in a row of a listing, in whatever pieces, and the labels that say which of several days it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from gaispider.page.signs import pattern

# A full day, however it is separated; digits on either side would make it part of a longer number.
_DAY = pattern(
    r"(?<!\d)((?:19|20)\d\d)\s*[-/.年－／．]\s*(1[0-2]|0?[1-9])\s*[-/.月－／．]\s*(3[01]|[12]\d|0?[1-9])(?!\d)日?"
)
_LAST_DAY = re.compile(r"[\s(（\[【]((?:19|20)\d\d)[-/.](1[0-2]|0?[1-9])[-/.](3[01]|[12]\d|0?[1-9])\s*[)）\]】]?$")
_FIRST_DAY = re.compile(
    r"^[(（\[【]?\s*((?:19|20)\d\d)[-/.](1[0-2]|0?[1-9])[-/.](3[01]|[12]\d|0?[1-9])\s*(?:[)）\]】]|\s|:|：)\s*"
)
# Days of a row that are not its publication, and those that are.
_OTHER_DAY = pattern(r"\W*(?:成文|生成|发文|印发|签发|生效|施行|实施|废止|失效|截止)(?:日期|时间|日|于)")
_PUBLICATION = pattern(r"\W*(?:信息)?(?:发布|公开|發布|公布|上网)(?:日期|时间|時間|日|于)")
_SENTENCE = pattern(r"[，。；,;…]|至|起")
_COMPACT_DAY = re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_YEAR_MONTH = pattern(r"^((?:19|20)\d\d)\s*[-/.年]\s*(1[0-2]|0?[1-9])月?$")
_YEAR_ALONE = pattern(r"^(?:19|20)\d\d年?$")
_DAY_ALONE = pattern(r"^(3[01]|[12]\d|0?[1-9])日?$")
# 2/5 is a page of pages, 02/05 a day.
_MONTH_DAY = pattern(
    r"^(?:(?:1[0-2]|0?[1-9])\s*[-.月]\s*(?:3[01]|[12]\d|0?[1-9])日?|(?:1[0-2]|0[1-9])\s*/\s*(?:3[01]|[12]\d|0[1-9]))$"
)
_MONTH_AND_DAY = pattern(r"(1[0-2]|0?[1-9])\s*[-/.月]\s*(3[01]|[12]\d|0?[1-9])日?$")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?")
# What may stand around a date in its own text node: labels, brackets, white space.
_DATE_COMPANY = pattern(
    r"(?:发布|發布|公开|生成|成文|发文|更新|上传|录入)?(?:日期|时间|時間|于)?|[\s\[\]()（）【】〔〕<>《》|·:：,，\-—]"
)
# With the dots that lead from a title to its day.
_BRACKETS = " \t\r\n\xa0　[]()（）【】〔〕|.…·"
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_MAX_NODES = 400  # a row longer than this is a region of the page, not a row


def squeeze(text: str) -> str:
    """Outer white space off, runs of inner white space to one blank."""
    return _SPACE.sub(" ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


def text_nodes(element: _Element, limit: int = _MAX_NODES) -> Iterator[tuple[_Element, str]]:
    """Non-empty text nodes of `element` with the element they stand in; script and style are skipped."""
    left = limit
    for node in element.iter():
        left -= 1
        if left < 0:
            return
        tag = node.tag
        if isinstance(tag, str) and tag not in ("script", "style") and node.text and not node.text.isspace():
            yield node, node.text
        if node is not element and node.tail and not node.tail.isspace():
            parent = node.getparent()
            if parent is not None:
                yield parent, node.tail


def normal_day(text: str) -> str | None:
    """The day that `text` consists of (labels and a time of day aside) as ISO; month and day alone as printed."""
    text = text.strip(_BRACKETS)
    if not text or len(text) > 40 or not any(char.isdigit() for char in text):
        return None
    if found := _DAY.search(text):
        rest = _DATE_COMPANY.sub("", _TIME.sub("", text[: found.start()] + text[found.end() :]))
        return _iso(*found.groups()) if len(rest) <= 2 else None
    if found := _COMPACT_DAY.match(text):
        return _iso(*found.groups())
    bare = _DATE_COMPANY.sub("", text.split(" ")[0]) if "日期" in text or "时间" in text else text
    return text if bare and _MONTH_DAY.match(text) else None


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def row_days(elements: Sequence[_Element], main: _Element) -> list[tuple[_Element, str]]:
    """The days printed in a row outside its title, in page order, each with the element that holds it.

    Whole days in text of their own come first; else a day and its year and month in two pieces; else month and day as
    printed; else a whole day within a short text, such as 来源：某局 2020-01-02.
    """
    whole: list[tuple[_Element, str]] = []
    within: list[tuple[_Element, str]] = []
    partial: list[tuple[_Element, str]] = []
    ranks: list[int] = []
    year_month: tuple[_Element, str, str] | None = None
    day_alone: str | None = None
    year_alone: str | None = None
    label = ""
    for element in elements:
        for holder, raw in [*text_nodes(element), *([(element, element.tail)] if element.tail else [])]:
            text = raw.strip(_BRACKETS)
            if not text or len(text) > 60:
                continue
            if day := normal_day(text):
                if day[:4].isdigit():
                    whole.append((holder, day))
                    ranks.append(_rank(text if not text[0].isdigit() else label))
                else:
                    partial.append((holder, day))
            elif _YEAR_ALONE.match(text):
                year_alone = year_alone or text[:4]
            elif match := _YEAR_MONTH.match(text):
                year_month = year_month or (holder, match[1], match[2])
            elif match := _DAY_ALONE.match(text):
                day_alone = day_alone or match[1]
            elif holder is not main and len(text) <= 40 and not _SENTENCE.search(text) and (inner := _DAY.search(text)):
                within.append((holder, _iso(*inner.groups())))
            label = text
    if len(whole) > 1:
        return _of_publication(whole, ranks, elements)
    if not whole and year_month and day_alone:
        whole.append((year_month[0], _iso(year_month[1], year_month[2], day_alone)))
    if not whole and year_alone and len(partial) == 1 and (parts := _MONTH_AND_DAY.match(partial[0][1])):
        whole.append((partial[0][0], _iso(year_alone, parts[1], parts[2])))
    return whole or partial or within


def _rank(label: str) -> int:
    """What the words beside a day make of it: 0 its publication, 1 nothing said, 2 another day of the document."""
    if _PUBLICATION.match(label):
        return 0
    return 2 if _OTHER_DAY.match(label) else 1


def _of_publication(
    days: list[tuple[_Element, str]], ranks: list[int], elements: Sequence[_Element]
) -> list[tuple[_Element, str]]:
    """Of several days those that the row shows, and of these the ones whose labels speak for publication most."""
    row = set(elements)
    kept = [place for place, (holder, _) in enumerate(days) if not _in_hidden(holder, row)] or list(range(len(days)))
    best = min(ranks[place] for place in kept)
    return [days[place] for place in kept if ranks[place] == best]


def _in_hidden(holder: _Element, row: set[_Element]) -> bool:
    """Whether a part of the row that is not shown (a box for the mouse) holds the element."""
    node: _Element | None = holder
    while node is not None and node not in row:
        if HIDDEN.search(node.get("style") or ""):
            return True
        node = node.getparent()
    return False


def title_day(title: str) -> tuple[str, str] | None:
    """Title and day where a link's text begins or ends with its day, set off by a blank or bracket: 年报 (2019-1-2)."""
    found = _LAST_DAY.search(title)
    if found and found.start() >= 4:
        return title[: found.start()].rstrip(), _iso(*found.groups())
    found = _FIRST_DAY.search(title)
    return (title[found.end() :], _iso(*found.groups())) if found and len(title) - found.end() >= 4 else None


def without_days(parts: Sequence[tuple[str, bool]]) -> list[str]:
    """The texts of a link but those that are its day; each comes with whether it must stay (it is the link's own)."""
    days = {text for raw, own in parts if not own and is_day(text := raw.strip(_BRACKETS))}
    kept = [raw for raw, own in parts if own or raw.strip(_BRACKETS) not in days]
    # A day in pieces: 12 beside 2021/03, or 2021 beside 03-12.
    piece = None
    if any(_YEAR_MONTH.match(day) for day in days):
        piece = _DAY_ALONE
    elif any(_MONTH_DAY.match(day) for day in days):
        piece = _YEAR_ALONE
    return [raw for raw in kept if piece is None or not piece.match(raw.strip(_BRACKETS))] or kept


def is_day(text: str) -> bool:
    """Whether a text is a day, a year and month, or a time of day."""
    return normal_day(text) is not None or bool(_YEAR_MONTH.match(text) or _TIME.fullmatch(text))
